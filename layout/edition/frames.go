package edition

import (
	"fmt"
	"slices"

	"paiban/layout/diag"
	"paiban/layout/sheet"
)

// minLeg is the narrowest leg, in thousandths of a 字: below 4 字 no line can
// be justified between a mark and its neighbours.
const minLeg = 4000

// placedFrame is a frame with what the editor wrote of it.
type placedFrame struct {
	*Frame
	story          *Story
	n              *node
	columns, lines field[Span]
	legs           field[int]
}

// frames fills a story's frames, apart from places that follow from the page.
func (r *reader) frames(w *rawStory, s *Story, e *Edition) []placedFrame {
	list := w.frames
	own := len(list) == 0
	if own {
		list = []*rawFrame{&w.rawFrame}
	}
	var out []placedFrame
	for i, f := range list {
		d := &w.rawFrame
		last := i == len(list)-1
		p := placedFrame{
			Frame: &Frame{
				Pos: r.pos(f.n), N: i + 1,
				Page:      r.pageOf(first(f.page, d.page), f.n, e),
				Remainder: first(f.remainder, d.remainder).or(Absolute),
				Balance:   f.balance.or(last && d.balance.or(false)),
				Border:    borderOf(first(f.border, d.border)),
				Tint:      first(f.tint, d.tint).val,
				LegRule:   first(f.legRule, d.legRule).or(RuleNone),
				Body:      r.style(first(f.body, w.styles.body()), "body"),
			},
			story: s, n: f.n,
			columns: first(f.columns, d.columns), lines: first(f.lines, d.lines), legs: first(f.legs, d.legs),
		}
		if p.Page == nil {
			continue
		}
		p.Cuts = r.cuts(f.cuts)
		if len(p.Cuts) > 0 && (p.Border.Kind != RuleNone || p.Tint != sheet.Paper) {
			r.fail(f.cuts[0].n.val, "cut-border", diag.T("有 cut 的框不能加框线或底纹", "a frame with cuts can have neither border nor tint"), diag.Text{})
		}
		if f.balance.val && !last {
			r.fail(f.balance.n.key, "balance-not-last", diag.T("只有稿件的最后一框才能拉平", "only a story's last frame can be balanced"), diag.Text{})
		}
		s.Frames = append(s.Frames, p.Frame)
		out = append(out, p)
	}
	return out
}

// cuts gives the pieces that a frame leaves to others.
func (r *reader) cuts(raw []*rawCut) []Cut {
	var out []Cut
	for _, c := range raw {
		if !c.columns.written() || !c.lines.written() {
			r.fail(c.n.val, "missing-key", diag.T("cut 要有 columns 和 lines", "cut needs columns and lines"), diag.Text{})
			continue
		}
		if c.columns.set() && c.lines.set() {
			out = append(out, Cut{c.columns.val, c.lines.val})
		}
	}
	return out
}

// body gives the style named for paragraphs.
func (w rawRoles) body() field[string] {
	for i, k := range roleKeys {
		if k.key == "body" {
			return w.byRole[i]
		}
	}
	return field[string]{}
}

// pageOf finds the page of a frame: the only one by default.
func (r *reader) pageOf(f field[string], n *node, e *Edition) *Page {
	if f.bad {
		return nil
	}
	if !f.set() {
		switch len(e.Pages) {
		case 0: // reported already
			return nil
		case 1:
			return e.Pages[0]
		}
		r.fail(n.val, "missing-page", diag.T("有 %d 个版面，要写明排在哪一版", "there are %d pages: say which one this stands on", len(e.Pages)),
			diag.T("写上 page = \"%s\"", "write page = %q", e.Pages[0].Name))
		return nil
	}
	var names []string
	for _, p := range e.Pages {
		if p.Name == f.val {
			return p
		}
		names = append(names, p.Name)
	}
	r.fail(f.n.val, "unknown-page", diag.T("没有“%s”这个版面", "no page is called %q", f.val), didYouMean(f.val, names))
	return nil
}

// borderOf gives a border; no sides written means all four.
func borderOf(f field[rawBorder]) Border {
	if !f.set() {
		return Border{Kind: RuleNone}
	}
	b := f.val
	out := Border{Kind: b.kind.or(RuleThin), Ink: b.ink.or(builtinInks()["black"])}
	has := func(side string) bool { return !b.sides.set() || slices.Contains(b.sides.val, side) }
	out.Top, out.Right, out.Bottom, out.Left = has("top"), has("right"), has("bottom"), has("left")
	return out
}

// place gives frames the places that follow from their page, and checks them.
func (r *reader) place(frames []placedFrame) {
	if n := r.trust.max(limitFrames); int64(len(frames)) > n {
		r.fail(frames[n].n.val, "too-many", diag.T("框多于 %d 个", "there are more than %d frames", n), raise(limitFrames))
		return
	}
	on := map[*Page]int{}
	for _, f := range frames {
		on[f.Page]++
	}
	var good []placedFrame
	for _, f := range frames {
		g := f.Page.Grid
		alone := on[f.Page] == 1
		if !alone && (!f.columns.written() || !f.lines.written()) {
			r.missingPlace(f, g)
		}
		if !alone && (!f.columns.set() || !f.lines.set()) || f.columns.bad || f.lines.bad {
			continue
		}
		f.Columns, f.Lines = f.columns.or(Span{1, g.Columns}), f.lines.or(Span{1, g.Lines})
		if r.onPage(f, g) {
			good = append(good, f)
		}
		f.Legs = f.legs.or(f.Columns.Len())
		r.checkLegs(f, g)
	}
	r.overlaps(good)
}

func (r *reader) missingPlace(f placedFrame, g Grid) {
	key := "columns"
	if f.columns.written() {
		key = "lines"
	}
	r.fail(f.n.val, "missing-placement",
		diag.T("版面“%[1]s”上不止一框，这一框没写 %[2]s", "page %[1]q has several frames, and this one lacks %[2]s", f.Page.Name, key),
		diag.T("写明占哪几栏哪几行，如 columns = [1, %[1]d]、lines = [1, %[2]d]", "say which columns and lines it takes, as columns = [1, %[1]d], lines = [1, %[2]d]", g.Columns, g.Lines/2))
}

// onPage reports a frame off the page, at the key that leads out.
func (r *reader) onPage(f placedFrame, g Grid) bool {
	ok := true
	if f.Columns.To > g.Columns {
		r.fail(f.columns.n.val, "off-page", diag.T("框占到第 %d 栏，版面“%s”只有 %d 栏", "the frame reaches column %d; page %q has %d", f.Columns.To, f.Page.Name, g.Columns),
			diag.T("栏从 1 数到 %d", "columns count from 1 to %d", g.Columns))
		ok = false
	}
	if f.Lines.To > g.Lines {
		r.fail(f.lines.n.val, "off-page", diag.T("框占到第 %d 行，版面“%s”只有 %d 行", "the frame reaches line %d; page %q has %d", f.Lines.To, f.Page.Name, g.Lines),
			diag.T("行从 1 数到 %d", "lines count from 1 to %d", g.Lines))
		ok = false
	}
	return ok
}

// Ems gives the width of a run of base columns in thousandths of a 字: n·13 + n−1.
func (g Grid) Ems(s Span) int {
	w := s.Len()*g.Measure*1000 + (s.Len()-1)*g.Gap
	if g.OverFold(s) {
		w += int(g.Gutter.MulDiv(1000, int64(g.Em))) - g.Gap
	}
	return w
}

// OverFold reports whether a run of columns lies on both halves of a spread.
func (g Grid) OverFold(s Span) bool { return g.Fold > 0 && s.From <= g.Fold && s.To > g.Fold }

// checkLegs reports legs that are too narrow to set, or more than the base
// columns where legs follow them.
func (r *reader) checkLegs(f placedFrame, g Grid) {
	at := f.n.val
	if f.legs.set() {
		at = f.legs.n.val
	}
	if f.Remainder == Auto && f.Legs > f.Columns.Len() {
		r.fail(at, "bad-legs", diag.T("remainder = \"auto\" 时栏数（%d）不能多于基本栏数（%d）", "with remainder = \"auto\" there cannot be more legs (%d) than base columns (%d)", f.Legs, f.Columns.Len()), diag.Text{})
		return
	}
	ems := g.Ems(f.Columns)
	if g.OverFold(f.Columns) && f.Legs > 1 { // makeup leaves the gutter free
		ems -= int(g.Gutter.MulDiv(1000, int64(g.Em))) - g.Gap
	}
	if leg := (ems - (f.Legs-1)*g.Gap) / f.Legs; leg < minLeg {
		most := max(1, (ems+g.Gap)/(minLeg+g.Gap))
		r.fail(at, "narrow-legs", diag.T("%d 字分 %d 栏，每栏不足 4 字", "%d字 in %d legs leave less than 4字 a leg", ems/1000, f.Legs),
			diag.T("最多分 %d 栏", "at most %d legs", most))
	}
}

// overlaps reports frames that share a part of a page, each pair once, at the
// later frame.
func (r *reader) overlaps(frames []placedFrame) {
	for i, b := range frames {
		for _, a := range frames[:i] {
			if a.Page != b.Page {
				continue
			}
			c, l := common(a.Columns, b.Columns), common(a.Lines, b.Lines)
			if c.Len() <= 0 || l.Len() <= 0 || covered(c, l, a.Cuts) || covered(c, l, b.Cuts) {
				continue
			}
			r.fail(firstAt(b.lines, b.n), "overlap",
				diag.T("与“%[1]s”的框（第 %[2]d 行）重叠：第 %[3]s 栏，第 %[4]s 行", "overlaps the frame of %[1]q (line %[2]d) in columns %[3]s, lines %[4]s", a.story.ID, a.Pos.Line, c, l),
				r.clear(a, b))
		}
	}
}

// clear hints at where b would stand free of a, below it or beside it.
func (r *reader) clear(a, b placedFrame) diag.Text {
	switch {
	case a.Lines.To < b.Lines.To:
		return diag.T("从第 %[1]d 行起：lines = [%[1]d, %[2]d]", "begin at line %[1]d: lines = [%[1]d, %[2]d]", a.Lines.To+1, b.Lines.To)
	case b.Lines.From < a.Lines.From:
		return diag.T("到第 %[2]d 行止：lines = [%[1]d, %[2]d]", "end at line %[2]d: lines = [%[1]d, %[2]d]", b.Lines.From, a.Lines.From-1)
	case a.Columns.To < b.Columns.To:
		return diag.T("从第 %[1]d 栏起：columns = [%[1]d, %[2]d]", "begin at column %[1]d: columns = [%[1]d, %[2]d]", a.Columns.To+1, b.Columns.To)
	}
	return diag.Text{}
}

// covered reports whether cuts leave all of columns c and lines l.
func covered(c, l Span, cuts []Cut) bool {
	for col := c.From; col <= c.To; col++ {
		for n := l.From; n <= l.To; {
			next := n
			for _, k := range cuts {
				if col >= k.Columns.From && col <= k.Columns.To && n >= k.Lines.From && n <= k.Lines.To {
					next = max(next, k.Lines.To+1)
				}
			}
			if next == n {
				return false
			}
			n = next
		}
	}
	return true
}

func common(a, b Span) Span { return Span{max(a.From, b.From), min(a.To, b.To)} }

// String gives "3" or "3–5", for messages.
func (s Span) String() string {
	if s.From == s.To {
		return fmt.Sprint(s.From)
	}
	return fmt.Sprintf("%d–%d", s.From, s.To)
}
