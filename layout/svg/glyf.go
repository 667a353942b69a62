package svg

import (
	"math"

	"paiban/fonts"
)

// glyphPoint is a point of a TrueType contour.
type glyphPoint struct {
	x, y int
	on   bool
}

// glyphData writes an outline as a simple glyph (OpenType 1.9, glyf) and counts its
// points; nothing for a blank one.
func glyphData(segs []fonts.Segment) ([]byte, int) {
	var contours [][]glyphPoint
	var at [2]float32
	add := func(p [2]float32, on bool) {
		if n := len(contours); n > 0 {
			contours[n-1] = append(contours[n-1], glyphPoint{round(p[0]), round(p[1]), on})
		}
	}
	for _, s := range segs {
		switch s.Op {
		case fonts.MoveTo:
			contours = append(contours, nil)
			add(s.Args[0], true)
			at = s.Args[0]
		case fonts.LineTo:
			add(s.Args[0], true)
			at = s.Args[0]
		case fonts.QuadTo:
			add(s.Args[0], false)
			add(s.Args[1], true)
			at = s.Args[1]
		case fonts.CubicTo:
			for _, q := range quadratics(at, s.Args) {
				add(q[0], false)
				add(q[1], true)
			}
			at = s.Args[2]
		}
	}
	return encodeGlyph(contours)
}

func encodeGlyph(contours [][]glyphPoint) ([]byte, int) {
	var ends, flags, xs, ys []byte
	n := 0
	box := [4]int{math.MaxInt, math.MaxInt, math.MinInt, math.MinInt}
	last := glyphPoint{}
	count := 0
	for _, c := range contours {
		if k := len(c); k > 1 && c[0] == c[k-1] {
			c = c[:k-1] // contours close themselves
		}
		if len(c) < 2 {
			continue
		}
		for _, p := range c {
			flag := byte(0)
			if p.on {
				flag = 1
			}
			flags = append(flags, flag)
			xs, ys = append(xs, u16s(p.x-last.x)...), append(ys, u16s(p.y-last.y)...)
			box = [4]int{min(box[0], p.x), min(box[1], p.y), max(box[2], p.x), max(box[3], p.y)}
			last = p
		}
		n += len(c)
		ends = append(ends, u16s(n-1)...)
		count++
	}
	if count == 0 {
		return nil, 0
	}
	out := append(u16s(count, box[0], box[1], box[2], box[3]), ends...)
	out = append(out, 0, 0) // no instructions
	out = append(append(append(out, flags...), xs...), ys...)
	return append(out, make([]byte, -len(out)&3)...), n
}

// quadratics gives four quadratic curves, control point and end, close to a cubic one:
// a quarter's error is 1/64 of the whole's, far below a unit in fonts for reading.
func quadratics(from [2]float32, c [3][2]float32) (out [4][2][2]float32) {
	point := func(t float32) (p [2]float32) {
		u := 1 - t
		for i := range p {
			p[i] = u*u*u*from[i] + 3*u*u*t*c[0][i] + 3*u*t*t*c[1][i] + t*t*t*c[2][i]
		}
		return p
	}
	slope := func(t float32) (p [2]float32) { // a quarter of the derivative
		u := 1 - t
		for i := range p {
			p[i] = 3 * (u*u*(c[0][i]-from[i]) + 2*u*t*(c[1][i]-c[0][i]) + t*t*(c[2][i]-c[1][i])) / 4
		}
		return p
	}
	for k := range out {
		a, b := float32(k)/4, float32(k+1)/4
		p0, p3, d0, d3 := point(a), point(b), slope(a), slope(b)
		for i := range p0 {
			// (3·(c1 + c2) − p0 − p3)/4 of the quarter, whose c1 is p0 + d0/3.
			out[k][0][i] = (p0[i]+p3[i])/2 + (d0[i]-d3[i])/4
		}
		out[k][1] = p3
	}
	return out
}

func round(v float32) int { return int(math.Round(float64(max(-32000, min(32000, v))))) }
