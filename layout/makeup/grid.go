package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
)

// emTopMil is where the top of the ideographic em box stands above the
// baseline, in thousandths: 880 of 1000 in Noto and in every mainland face
// that follows it. Pictures and frames align with it, not with a face's own
// box, so that a page does not move when its body face changes.
const emTopMil = 880

// grid answers where the cells of a page's 版样 stand.
type grid struct {
	edition.Grid
	area geom.Rect // 版心
}

func newGrid(p *edition.Page) grid {
	g := grid{Grid: p.Grid}
	w := g.columnsWidth(edition.Span{From: 1, To: g.Columns})
	g.area = geom.Rect{X: (p.Trim.W - w) / 2, W: w, H: g.Height}
	folio := geom.Length(0)
	if p.Folio != nil {
		folio = g.Pitch() * geom.Length(p.Folio.Lines)
	}
	g.area.Y = (p.Trim.H-g.Height-folio)/2 + folio
	if p.Margin.Left != nil {
		g.area.X = *p.Margin.Left
	}
	if p.Margin.Top != nil {
		g.area.Y = *p.Margin.Top
	}
	return g
}

// gap is the 栏空 between base columns.
func (g grid) gap() geom.Length { return g.Em.MulDiv(int64(g.Gap), 1000) }

// columnsWidth is the width of a 长栏: n·measure + (n−1)·gap (NEWSPAPER: 栏 arithmetic).
func (g grid) columnsWidth(s edition.Span) geom.Length {
	n := geom.Length(s.Len())
	w := n*geom.Length(g.Measure)*g.Em + (n-1)*g.gap()
	if g.OverFold(s) {
		w += g.Gutter - g.gap()
	}
	return w
}

// columnX is the left edge of base column c, from 1.
func (g grid) columnX(c int) geom.Length {
	x := g.area.X + geom.Length(c-1)*(geom.Length(g.Measure)*g.Em+g.gap())
	if g.Fold > 0 && c > g.Fold {
		x += g.Gutter - g.gap()
	}
	return x
}

// gapRight is the air right of base column c: the gutter at the fold of a spread.
func (g grid) gapRight(c int) geom.Length {
	if g.Fold > 0 && c == g.Fold {
		return g.Gutter
	}
	return g.gap()
}

// baseline is the y of line n, from 1: rounded from the top of the type area, so
// that no error adds up down the page.
func (g grid) baseline(n int) geom.Length {
	return g.area.Y + g.Height.MulDiv(int64(n), int64(g.Lines))
}

// top and foot are the em box's edges of line n.
func (g grid) top(n int) geom.Length  { return g.baseline(n) - g.Em.MulDiv(emTopMil, 1000) }
func (g grid) foot(n int) geom.Length { return g.top(n) + g.Em }

// rect covers lines of columns from em top to em foot.
func (g grid) rect(cols, lines edition.Span) geom.Rect {
	y := g.top(lines.From)
	return geom.Rect{X: g.columnX(cols.From), Y: y, W: g.columnsWidth(cols), H: g.foot(lines.To) - y}
}

func (g grid) baselines() []geom.Length {
	out := make([]geom.Length, g.Lines)
	for i := range out {
		out[i] = g.baseline(i + 1)
	}
	return out
}

// leg is one leg of a frame: where it stands and how wide.
type leg struct{ x, w geom.Length }

// legs cuts a width of the grid into k legs, the remainder dealt with as named
// (NEWSPAPER: 破栏). x and w are the frame's text width; cols its base columns,
// used by Auto, and only where the text has the full width of the columns.
func (g grid) legs(x, w geom.Length, cols edition.Span, k int, rem edition.Remainder) []leg {
	if k < 1 {
		k = 1
	}
	if g.OverFold(cols) && k > 1 {
		return g.foldLegs(x, w, cols, k, rem)
	}
	full := w == g.columnsWidth(cols)
	if full && (rem == edition.Auto || k == cols.Len()) && k <= cols.Len() {
		return g.baseLegs(cols, k)
	}
	gap := g.gap()
	clear := w - geom.Length(k-1)*gap
	whole := clear / geom.Length(k) / g.Em * g.Em // whole 字
	out := make([]leg, k)
	switch {
	case rem == edition.Free || whole == 0:
		for i := range out {
			from, to := clear.MulDiv(int64(i), int64(k)), clear.MulDiv(int64(i+1), int64(k))
			out[i] = leg{x + from + geom.Length(i)*gap, to - from}
		}
	case rem == edition.Relative:
		extra := int((clear - whole*geom.Length(k)) / g.Em)
		for i := range out {
			out[i] = leg{x, whole}
			if i < extra {
				out[i].w += g.Em
			}
			x += out[i].w + gap
		}
	default: // Absolute: equal legs of whole 字, the gaps take the rest
		spare := w - whole*geom.Length(k)
		for i := range out {
			shift := geom.Length(0)
			if k > 1 {
				shift = spare.MulDiv(int64(i), int64(k-1))
			}
			out[i] = leg{x + geom.Length(i)*whole + shift, whole}
		}
	}
	return out
}

// foldLegs cuts each side of a spread's fold by itself, so that no leg lies in the
// gutter: each side has legs in proportion to its columns, one at least.
func (g grid) foldLegs(x, w geom.Length, cols edition.Span, k int, rem edition.Remainder) []leg {
	left, right := edition.Span{From: cols.From, To: g.Fold}, edition.Span{From: g.Fold + 1, To: cols.To}
	n := (2*k*left.Len() + cols.Len()) / (2 * cols.Len())
	n = min(max(n, 1), k-1)
	end, start := g.columnX(left.From)+g.columnsWidth(left), g.columnX(right.From)
	return append(g.legs(x, end-x, left, n, rem), g.legs(start, x+w-start, right, k-n, rem)...)
}

// baseLegs deals base columns out to k legs, the first ones one column wider
// where they do not divide.
func (g grid) baseLegs(cols edition.Span, k int) []leg {
	n := cols.Len()
	out := make([]leg, k)
	c := cols.From
	for i := range out {
		take := n / k
		if i < n%k {
			take++
		}
		s := edition.Span{From: c, To: c + take - 1}
		out[i] = leg{g.columnX(c), g.columnsWidth(s)}
		c += take
	}
	return out
}
