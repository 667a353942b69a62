package proof

import (
	"math"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// rule paints a line with square ends, dashes each as one rectangle.
func (a *artist) rule(r *sheet.Rule) {
	if len(r.Dash) == 0 {
		a.stroke(r, 0, 1)
		return
	}
	length := distance(float64(r.To.X-r.From.X), float64(r.To.Y-r.From.Y))
	period := geom.Length(0)
	for _, d := range r.Dash {
		period += max(d, 0)
	}
	if length == 0 || period == 0 || length*a.scale > maxRule {
		return
	}
	on := true
	for at, i := 0.0, 0; at < length; i++ {
		next := min(length, at+float64(max(r.Dash[i%len(r.Dash)], 0)))
		if on && next > at {
			a.stroke(r, at/length, next/length)
		}
		at, on = next, !on
	}
}

// bar paints a level or upright part of a rule, w wide or h high, half the rule's
// width to each side. The pieces of a dashed rule keep their lengths: rounded, dots
// would run together.
func (a *artist) bar(x, y, w, h, half float64, r *sheet.Rule) {
	x1, y1 := x+w, y+h
	if w == 0 {
		x, x1 = crisp(x-half, x+half)
	} else if len(r.Dash) == 0 {
		x, x1 = crisp(x, x1)
	}
	if h == 0 {
		y, y1 = crisp(y-half, y+half)
	} else if len(r.Dash) == 0 {
		y, y1 = crisp(y, y1)
	}
	a.fill(path{segments: unitSquare, x: x, y: y, kx: x1 - x, ky: y1 - y, right: 1, foot: 1}, r.Ink)
}

// crisp puts two edges on whole pixels, at least one apart, as viewers of PDF do
// (ISO 32000-1, 10.6.5, automatic stroke adjustment): rules of one width look alike
// wherever they fall, and none is lost.
func crisp(from, to float64) (float64, float64) {
	from, to = math.Floor(from+0.5), math.Floor(to+0.5)
	return from, max(to, from+1)
}

// distance is how far apart two points are; math.Hypot is another code on each processor.
func distance(dx, dy float64) float64 { return math.Sqrt(float64(dx*dx) + float64(dy*dy)) }

// maxRule is the longest dashed rule painted, in pixels: no page is so large,
// and a wrong length must not keep the loop going.
const maxRule = 1 << 20

// stroke paints the part of r from share s to share t of its length.
func (a *artist) stroke(r *sheet.Rule, s, t float64) {
	x0, y0 := a.px(r.From.X), a.px(r.From.Y)
	dx, dy := a.px(r.To.X)-x0, a.px(r.To.Y)-y0
	length := distance(dx, dy)
	if length == 0 || r.Width <= 0 {
		return
	}
	half := a.px(r.Width) / 2
	if dx == 0 || dy == 0 {
		x, y := min(float64(dx*s), float64(dx*t)), min(float64(dy*s), float64(dy*t))
		a.bar(x0+x, y0+y, float64(math.Abs(dx)*(t-s)), float64(math.Abs(dy)*(t-s)), half, r)
		return
	}
	nx, ny := float64(-dy/length*half), float64(dx/length*half) // half the width, across
	corner := func(at, side float64) [2]float32 {
		return [2]float32{float32(float64(dx*at) + float64(side*nx)), float32(float64(dy*at) + float64(side*ny))}
	}
	quad := []fonts.Segment{{Op: fonts.MoveTo}, {Op: fonts.LineTo}, {Op: fonts.LineTo}, {Op: fonts.LineTo}}
	for i, c := range [][2]float32{corner(s, 1), corner(t, 1), corner(t, -1), corner(s, -1)} {
		quad[i].Args[0] = c
	}
	o := bounded(quad)
	a.fill(path{segments: quad, x: x0, y: y0, kx: 1, ky: 1,
		left: float64(o.left), right: float64(o.right), top: float64(o.foot), foot: float64(o.top)}, r.Ink)
}
