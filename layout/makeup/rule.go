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
)

// strokes lists a rule's lines across it: the offset of each line's middle from
// the rule's middle, downwards (or to the right), and its width.
func strokes(kind edition.RuleKind) [][2]geom.Length {
	switch kind {
	case edition.RuleThin, edition.RuleDotted:
		return [][2]geom.Length{{0, thinRule}}
	case edition.RuleThick:
		return [][2]geom.Length{{0, thickRule}}
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
		r := &sheet.Rule{From: from, To: to, Width: s[1], Ink: ink}
		if kind == edition.RuleDotted {
			r.Dash = []geom.Length{s[1], dotPitch}
		}
		pg.out.Items = append(pg.out.Items, r)
	}
}

// ground draws a frame's tint and border, before anything stands on them.
func (pg *page) ground(f *frame) {
	r := f.rect
	if f.Tint != sheet.Paper {
		pg.out.Items = append(pg.out.Items, &sheet.Fill{Rect: r, Ink: f.Tint})
	}
	b := f.Border
	nw, ne := geom.Point{X: r.X, Y: r.Y}, geom.Point{X: r.Right(), Y: r.Y}
	sw, se := geom.Point{X: r.X, Y: r.Bottom()}, geom.Point{X: r.Right(), Y: r.Bottom()}
	for _, side := range []struct {
		on       bool
		from, to geom.Point
	}{{b.Top, nw, ne}, {b.Right, ne, se}, {b.Bottom, sw, se}, {b.Left, nw, sw}} {
		if side.on {
			pg.rule(b.Kind, side.from, side.to, b.Ink)
		}
	}
}

// placedRule draws a rule that the editor put on the grid: a level one
// through the middle of its line, an upright one in the middle of a gap.
func (pg *page) placedRule(r edition.Rule) {
	g := pg.grid
	if r.Vertical {
		x := g.columnX(r.Columns.From) + g.columnsWidth(edition.Span{From: 1, To: 1}) + g.gap()/2
		pg.rule(r.Kind, geom.Point{X: x, Y: g.top(r.Lines.From)}, geom.Point{X: x, Y: g.foot(r.Lines.To)}, r.Ink)
		return
	}
	y := g.top(r.Lines.From) + g.Em/2
	x := g.columnX(r.Columns.From)
	pg.rule(r.Kind, geom.Point{X: x, Y: y}, geom.Point{X: x + g.columnsWidth(r.Columns), Y: y}, r.Ink)
}
