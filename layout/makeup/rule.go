package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Widths of the trade's rules (NEWSPAPER: 正线 0.1–0.25 mm, 反线 0.4–0.75 mm; press:
// at least 0.25 pt). clear is the white between the two lines of a pair.
const (
	thinRule  = 150 * geom.MM / 1000
	thickRule = 600 * geom.MM / 1000
	ruleClear = 400 * geom.MM / 1000
	dotPitch  = 700 * geom.MM / 1000
	bead      = 900 * geom.MM / 1000 // of a 花边, square
)

// strokes lists a rule's lines across it: the offset of each line's middle from
// the rule's middle, downwards (or to the right), and its width.
func strokes(kind edition.RuleKind) [][2]geom.Length {
	switch kind {
	case edition.RuleThin, edition.RuleDotted:
		return [][2]geom.Length{{0, thinRule}}
	case edition.RuleThick:
		return [][2]geom.Length{{0, thickRule}}
	case edition.RuleFancy:
		d := ruleClear + bead/2
		return [][2]geom.Length{{-d, thinRule}, {0, bead}, {d, thinRule}}
	case edition.RuleDouble:
		d := (ruleClear + thinRule) / 2
		return [][2]geom.Length{{-d, thinRule}, {d, thinRule}}
	case edition.RuleWenwu:
		total := thickRule + ruleClear + thinRule
		return [][2]geom.Length{{(thickRule - total) / 2, thickRule}, {(total - thinRule) / 2, thinRule}}
	}
	return nil
}

// rule draws a rule of the trade from a to b, level or upright.
func (pg *page) rule(kind edition.RuleKind, a, b geom.Point, ink sheet.Ink) {
	for _, s := range strokes(kind) {
		from, to := a, b
		if a.Y == b.Y {
			from.Y, to.Y = a.Y+s[0], b.Y+s[0]
		} else {
			from.X, to.X = a.X+s[0], b.X+s[0]
		}
		pg.stroke(kind, from, to, s[1], ink)
	}
}

func (pg *page) stroke(kind edition.RuleKind, from, to geom.Point, width geom.Length, ink sheet.Ink) {
	r := &sheet.Rule{From: from, To: to, Width: width, Ink: ink}
	switch {
	case kind == edition.RuleDotted:
		r.Dash = []geom.Length{width, dotPitch}
	case kind == edition.RuleFancy && width == bead:
		r.Dash = []geom.Length{bead, bead}
	}
	pg.out.Items = append(pg.out.Items, r)
}

// ground draws a frame's tint and border, before anything stands on them.
func (pg *page) ground(f *frame) {
	r := f.rect
	if f.Tint != sheet.Paper {
		pg.out.Items = append(pg.out.Items, &sheet.Fill{Rect: r, Ink: f.Tint})
	}
	pg.border(r, f.Border)
}

// border draws the sides of r that b has. A pair of lines has its first line
// outside on every side, and lines meet square at the corners.
func (pg *page) border(r geom.Rect, b edition.Border) {
	for _, s := range strokes(b.Kind) {
		out, half := r.Inset(s[0]), s[1]/2
		x0, x1, y0, y1 := out.X, out.Right(), out.Y, out.Bottom()
		for _, side := range []struct {
			on       bool
			from, to geom.Point
		}{
			{b.Top, geom.Point{X: x0 - half, Y: y0}, geom.Point{X: x1 + half, Y: y0}},
			{b.Right, geom.Point{X: x1, Y: y0 - half}, geom.Point{X: x1, Y: y1 + half}},
			{b.Bottom, geom.Point{X: x0 - half, Y: y1}, geom.Point{X: x1 + half, Y: y1}},
			{b.Left, geom.Point{X: x0, Y: y0 - half}, geom.Point{X: x0, Y: y1 + half}},
		} {
			if side.on {
				pg.stroke(b.Kind, side.from, side.to, s[1], b.Ink)
			}
		}
	}
}

// writeLegRules draws rules between legs, along the lines that are text on both
// sides.
func (pl *plan) writeLegRules() {
	for _, f := range pl.frames {
		if f.LegRule == edition.RuleNone || f.LegRule == "" {
			continue
		}
		for i := 0; i+1 < len(f.legs); i++ {
			a, b := f.legs[i], f.legs[i+1]
			x := (a.x + a.w + b.x) / 2
			full := func(n int) bool {
				l, ok1 := f.free(a, n)
				r, ok2 := f.free(b, n)
				return ok1 && ok2 && l == a && r == b
			}
			for n := f.lines.From; n <= f.lines.To; n++ {
				if !full(n) {
					continue
				}
				to := n
				for to < f.lines.To && full(to+1) {
					to++
				}
				g := f.page.grid
				f.page.rule(f.LegRule, geom.Point{X: x, Y: g.top(n)}, geom.Point{X: x, Y: g.foot(to)}, sheet.Black)
				n = to
			}
		}
	}
}

// placedRule draws a rule that the editor put on the grid: a level one
// through the middle of its line, an upright one in the middle of a gap.
func (pg *page) placedRule(r edition.Rule) {
	g := pg.grid
	if r.Vertical {
		x := g.columnX(r.Columns.From) + g.columnsWidth(edition.Span{From: 1, To: 1}) + g.gapRight(r.Columns.From)/2
		pg.rule(r.Kind, geom.Point{X: x, Y: g.top(r.Lines.From)}, geom.Point{X: x, Y: g.foot(r.Lines.To)}, r.Ink)
		return
	}
	y := g.top(r.Lines.From) + g.Em/2
	x := g.columnX(r.Columns.From)
	pg.rule(r.Kind, geom.Point{X: x, Y: y}, geom.Point{X: x + g.columnsWidth(r.Columns), Y: y}, r.Ink)
}
