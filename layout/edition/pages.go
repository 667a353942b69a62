package edition

import (
	"fmt"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// preset is a 版样 in common use (NEWSPAPER: page and grid).
type preset struct {
	trim geom.Size
	grid Grid
}

// body is 小五, the body size of both presets.
const body = 9 * geom.Pt

var presets = map[string]preset{
	"duikai": {geom.Size{W: 390 * geom.MM, H: 550 * geom.MM}, Grid{body, 8, 13, 1000, 120, 490 * geom.MM, 0, 0}},
	"sikai":  {geom.Size{W: 275 * geom.MM, H: 390 * geom.MM}, Grid{body, 6, 11, 1000, 86, 350 * geom.MM, 0, 0}},
}

// Width gives the width of the type area: its 字 times the body size.
func (g Grid) Width() geom.Length {
	w := g.Em.MulDiv(int64(g.Columns*g.Measure*1000+(g.Columns-1)*g.Gap), 1000)
	if g.Fold > 0 {
		w += g.Gutter - g.Em.MulDiv(int64(g.Gap), 1000)
	}
	return w
}

// pages fills the pages.
func (r *reader) pages(raw *rawFile, e *Edition) []*Page {
	if len(raw.pages) == 0 && !r.refused["page"] {
		r.at(diag.Pos{File: r.file.name}, 0, "no-pages", diag.T("没有版面", "there is no page"),
			diag.T("至少写一个 [[page]]", "write at least one [[page]]"))
	}
	var out []*Page
	seen := map[string]*Page{}
	for i, w := range raw.pages {
		p := r.page(w, &raw.edition.rawPaper, i, e)
		if !w.name.set() || pathSafe(p.Name) {
			if first := seen[strings.ToLower(p.Name)]; first != nil {
				r.fail(firstAt(w.name, w.n), "duplicate-page", diag.T("版面名“%s”已经用过（第 %d 行）", "the page name %q is taken (line %d)", p.Name, first.Pos.Line),
					diag.T("各版的名称不能相同，大小写不同也不行：它是输出文件名", "pages need names that differ in more than case: they name the output files"))
			}
			seen[strings.ToLower(p.Name)] = p
			r.checkHalves(w, p, seen)
		} else {
			r.fail(w.name.n.val, "bad-name", diag.T("“%s”不能作文件名", "%q cannot be a file's name", p.Name),
				diag.T("版面名也是输出文件名：不用 / \\ : * ? \" < > | 和控制字符，不以点或空格起止", "it names the output files: no / \\ : * ? \" < > | or control characters, no dot or space at its ends"))
		}
		out = append(out, p)
	}
	return out
}

// firstAt gives the place of a value, or of the table that lacks it.
func firstAt[T any](f field[T], n *node) [2]int {
	if f.set() {
		return f.n.val
	}
	return n.val
}

// page fills one page.
func (r *reader) page(w *rawPage, d *rawPaper, i int, e *Edition) *Page {
	base := presets[first(w.preset, d.preset).or("duikai")]
	p := &Page{
		Name: w.name.or(fmt.Sprintf("%02d", i+1)), Pos: r.pos(w.n), Section: w.section.or(""),
		Trim: first(w.trim, d.trim).or(base.trim),
		Grid: grid(&w.grid, &d.grid, base.grid),
	}
	p.Number = w.number.or(cmpOr(strings.TrimLeft(p.Name, "0"), p.Name))
	em, pitch := p.Grid.Em, p.Grid.Pitch()
	p.Bleed = first(w.bleed, d.bleed).or(geom.Dim{}).Resolve(em, pitch)
	for _, m := range []struct {
		from field[geom.Dim]
		to   **geom.Length
	}{{first(w.left, d.left), &p.Margin.Left}, {first(w.top, d.top), &p.Margin.Top}} {
		if m.from.set() {
			l := m.from.val.Resolve(em, pitch)
			*m.to = &l
		}
	}
	if w.spread.val {
		r.spread(w, p, e)
	}
	p.Folio = r.folio(w, d, p, e)
	if w.spread.val {
		r.spreadFolios(w, d, p, e)
	}
	r.checkArea(w, d, p)
	for _, u := range w.rules {
		p.Rules = append(p.Rules, r.pageRule(u, p))
	}
	return p
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// grid fills a grid. Where the em or the height differs and the number of lines
// is not written, as many lines stand on the height as the preset's ratio of
// pitch to em gives.
func grid(w, d *rawGrid, base Grid) Grid {
	em, height, lines := first(w.em, d.em), first(w.height, d.height), first(w.lines, d.lines)
	g := Grid{
		Em:      geom.Length(em.or(geom.Fixed(base.Em)).N),
		Columns: first(w.columns, d.columns).or(base.Columns),
		Measure: first(w.measure, d.measure).or(base.Measure),
		Height:  geom.Length(height.or(geom.Fixed(base.Height)).N),
		Gap:     base.Gap,
		Lines:   base.Lines,
	}
	if gap := first(w.gap, d.gap); gap.set() {
		g.Gap = int(gap.val.N)
		if gap.val.Unit == geom.Abs {
			g.Gap = int(geom.Length(gap.val.N).MulDiv(1000, int64(g.Em)))
		}
	}
	switch {
	case lines.set():
		g.Lines = lines.val
	case g.Em != base.Em || g.Height != base.Height:
		// lines = height / (em · base pitch / base em), rounded down, in integers
		n := g.Height.MulDiv(int64(base.Em)*int64(base.Lines), int64(g.Em))
		g.Lines = max(1, int(n/base.Height))
	}
	return g
}

// checkArea reports a type area that does not fit on the trim.
func (r *reader) checkArea(w *rawPage, d *rawPaper, p *Page) {
	width, height := p.Grid.Width(), p.Grid.Height
	folio := geom.Length(0)
	if p.Folio != nil {
		folio = height.MulDiv(int64(p.Folio.Lines), int64(p.Grid.Lines))
	}
	at := w.n.val
	if m := p.Margin.Left; width > p.Trim.W {
		r.fail(at, "off-page", diag.T("版心宽 %s，成品只宽 %s", "the type area is %s wide, the page only %s", mm(width), mm(p.Trim.W)),
			diag.T("减少栏数、栏宽或字号；版心宽 =（%d 栏×%d 字 + 栏空）×字号", "use fewer columns, a smaller measure or em: the width is (%d × %d字 + gaps) × em", p.Grid.Columns, p.Grid.Measure))
	} else if m != nil && *m+width > p.Trim.W {
		r.fail(firstAt(first(w.left, d.left), w.n), "off-page", diag.T("左边距 %s 加版心宽 %s，超出成品宽 %s", "the left margin of %s and the type area's %s exceed the page's width of %s", mm(*m), mm(width), mm(p.Trim.W)),
			diag.T("最多 %s", "at most %s", mm(p.Trim.W-width)))
	}
	if m := p.Margin.Top; height+folio > p.Trim.H {
		r.fail(at, "off-page", diag.T("版心连报眉高 %s，成品只高 %s", "type area and folio line are %s high, the page only %s", mm(height+folio), mm(p.Trim.H)),
			diag.T("减小 height", "lower height"))
	} else if m != nil && (*m < folio || *m+height > p.Trim.H) {
		r.fail(firstAt(first(w.top, d.top), w.n), "off-page", diag.T("上边距 %s 放不下：版心高 %s，报眉高 %s，成品高 %s", "a top margin of %s does not fit: the type area is %s high, the folio line %s, the page %s", mm(*m), mm(height), mm(folio), mm(p.Trim.H)),
			diag.T("应在 %s 到 %s 之间", "it must be from %s to %s", mm(folio), mm(p.Trim.H-height)))
	}
	if em := p.Grid.Em; p.Grid.Pitch() < em {
		r.fail(at, "tight-lines", diag.T("行距 %.2fpt 小于字号 %.2fpt", "the pitch of %.2fpt is less than the em of %.2fpt", p.Grid.Pitch().Pt(), em.Pt()),
			diag.T("减少 lines 或加大 height", "use fewer lines or more height"))
	}
}

// pageRule fills one rule of a page.
func (r *reader) pageRule(w *rawRule, p *Page) Rule {
	u := Rule{
		Pos: r.pos(w.n), Vertical: w.vertical.or(false), Kind: w.kind.or(RuleThin), Ink: w.ink.or(sheet.Black),
		Columns: w.columns.or(Span{1, p.Grid.Columns}), Lines: w.lines.or(Span{1, p.Grid.Lines}),
	}
	need, across, name := w.lines, u.Lines, "lines"
	if u.Vertical {
		need, across, name = w.columns, u.Columns, "columns"
	}
	if !need.set() || across.Len() != 1 {
		r.fail(firstAt(need, w.n), "bad-rule", diag.T("这条线的 %s 应为一个数", "%s of this rule must be one number", name),
			diag.T("横线写 lines = 行号，直线写 columns = 左边那一栏的栏号", "a horizontal rule has lines = the line below it, a vertical one columns = the column left of it"))
		return u
	}
	limit := p.Grid.Columns
	if u.Vertical {
		limit-- // it stands in a gap
	}
	if u.Columns.To > limit || u.Lines.To > p.Grid.Lines {
		r.fail(w.n.val, "off-page", diag.T("线在版心之外：这一版有 %d 栏 %d 行", "this rule is off the page, which has %d columns and %d lines", p.Grid.Columns, p.Grid.Lines), diag.Text{})
	}
	return u
}

// pathSafe reports whether name can be a file's name on every system.
func pathSafe(name string) bool {
	if name == "" || len(name) > 100 || strings.Trim(name, ". ") != name || strings.ContainsAny(name, "/\\:*?\"<>|") {
		return false
	}
	for _, c := range name {
		if c < 0x20 || c == 0x7f || c == 0xfffd {
			return false
		}
	}
	switch s := strings.ToLower(name); s {
	case "con", "prn", "aux", "nul":
		return false
	default:
		return !(len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && s[3] >= '0' && s[3] <= '9')
	}
}
