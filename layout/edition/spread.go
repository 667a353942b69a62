package edition

import (
	"strings"

	"paiban/layout/diag"
	"paiban/layout/geom"
)

// A spread (双通版) is two pages printed on one sheet and set as one: what [[page]]
// says of trim and grid is one half's, the columns count on across the fold, and the
// gutter between the halves is free for heads and pictures.

// spread makes a page that is filled as one half twice as wide.
func (r *reader) spread(w *rawPage, p *Page, e *Edition) {
	g := &p.Grid
	g.Gutter = max(0, p.Trim.W-g.Width()) // as of two pages side by side
	if w.gutter.set() {
		g.Gutter = w.gutter.val.Resolve(g.Em, g.Pitch())
	}
	g.Fold = g.Columns
	g.Columns *= 2
	p.Trim.W *= 2
	p.Halves = halves(p.Name)
	if joined := p.Halves[0] + "-" + p.Halves[1]; joined == p.Name && !w.number.set() {
		p.Number = bare(p.Halves[0]) + "-" + bare(p.Halves[1])
	}
}

// halves gives the names of a spread's halves: those that its own joins, "04-05", or
// its own with L and R.
func halves(name string) [2]string {
	if a, b, ok := strings.Cut(name, "-"); ok && a != "" && b != "" && !strings.EqualFold(a, b) && pathSafe(a) && pathSafe(b) {
		return [2]string{a, b}
	}
	return [2]string{name + "-L", name + "-R"}
}

// bare is a page's name as its number: without the zeros before it.
func bare(name string) string { return cmpOr(strings.TrimLeft(name, "0"), name) }

// checkHalves reports halves named as another page, or half, is.
func (r *reader) checkHalves(w *rawPage, p *Page, seen map[string]*Page) {
	for _, name := range p.Halves {
		if name == "" {
			continue
		}
		if first := seen[strings.ToLower(name)]; first != nil {
			r.fail(firstAt(w.name, w.n), "duplicate-page", diag.T("通版的一半要叫“%s”，这个名称已经用过（第 %d 行）", "a half of this spread is called %q, which is taken (line %d)", name, first.Pos.Line),
				diag.T("另起一个名称，如 \"04-05\"", "choose another name, as \"04-05\""))
		}
		seen[strings.ToLower(name)] = p
	}
}

// spreadFolios gives each half its folio line, with its own number.
func (r *reader) spreadFolios(w *rawPage, d *rawPaper, p *Page, e *Edition) {
	if p.Folio == nil {
		return
	}
	whole := p.Number
	numbers := [2]string{whole, whole}
	if a, b, ok := strings.Cut(whole, "-"); ok {
		numbers = [2]string{a, b}
	}
	for i, to := range []**Folio{&p.Folio, &p.RightFolio} {
		p.Number = numbers[i]
		*to = r.folio(w, d, p, e)
	}
	p.Number = whole
}

// FoldX gives the place of a spread's fold from the trim's left edge, 0 for none.
func (p *Page) FoldX() geom.Length {
	if p.Grid.Fold == 0 {
		return 0
	}
	return p.Trim.W / 2
}
