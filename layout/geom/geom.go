// Package geom holds exact lengths and the few shapes made of them.
//
// A Length is a whole number of EMU (English Metric Units), which divide the
// point, the millimetre, the inch and the Q exactly; 0.01 pt is 127 EMU. All of
// layout is integer arithmetic, so that the same input gives the same bytes on
// every CPU. Floats appear only at the edges: proof pixels and printed numbers.
package geom

import (
	"math/bits"
	"strconv"
)

// Length is a distance in EMU. Positive is right and down on a page (origin top
// left of the trim), positive is up nowhere.
type Length int64

// The units. 1 pt is 1/72 inch (the DTP point), 1 Q is ¼ mm.
const (
	EMU  Length = 1
	Pt   Length = 12700
	MM   Length = 36000
	Q    Length = 9000
	Inch Length = 914400
)

// Pt gives l in points. For printing only.
func (l Length) Pt() float64 { return float64(l) / float64(Pt) }

// Points prints l in points for a message, to a thousandth: "9", "7.875".
func (l Length) Points() string {
	return strconv.FormatFloat(float64(l.MulDiv(1000, int64(Pt)))/1000, 'f', -1, 64)
}

// MM gives l in millimetres. For printing only.
func (l Length) MM() float64 { return float64(l) / float64(MM) }

// MulDiv gives l·num/den rounded to the nearest EMU, halves away from zero. It
// is the one rounding function of the engine. den must not be 0. The product
// is held in 128 bits, so it cannot overflow; a quotient beyond int64 saturates.
func (l Length) MulDiv(num, den int64) Length {
	if uint64(l) < 1<<31 && uint64(num) < 1<<31 && den > 0 && den < 1<<62 {
		return (l*Length(num) + Length(den/2)) / Length(den) // as nearly always
	}
	neg := (l < 0) != (num < 0) != (den < 0)
	hi, lo := bits.Mul64(abs64(int64(l)), abs64(num))
	d := abs64(den)
	lo, carry := bits.Add64(lo, d/2, 0)
	hi += carry
	if hi >= d { // quotient does not fit in 64 bits
		return saturate(neg)
	}
	q, _ := bits.Div64(hi, lo, d)
	if q > 1<<63-1 {
		return saturate(neg)
	}
	if neg {
		return -Length(q)
	}
	return Length(q)
}

func saturate(neg bool) Length {
	if neg {
		return -(1<<63 - 1)
	}
	return 1<<63 - 1
}

func abs64(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// CeilDiv gives the smallest whole number n with n·unit ≥ l (0 for l ≤ 0).
func (l Length) CeilDiv(unit Length) int {
	if l <= 0 {
		return 0
	}
	return int((l + unit - 1) / unit)
}

// Point is a place on a page: x right, y down from the trim's top left corner.
type Point struct{ X, Y Length }

// Size is a width and a height.
type Size struct{ W, H Length }

// Rect is a rectangle by its top left corner and size.
type Rect struct{ X, Y, W, H Length }

// Right and Bottom are the far edges.
func (r Rect) Right() Length  { return r.X + r.W }
func (r Rect) Bottom() Length { return r.Y + r.H }

// Empty reports whether r covers nothing.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Inset gives r with each edge moved inward by d (outward for a negative d).
func (r Rect) Inset(d Length) Rect {
	return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d}
}

// Intersect gives the part that r and s share; it is Empty if they share none.
func (r Rect) Intersect(s Rect) Rect {
	x0, y0 := max(r.X, s.X), max(r.Y, s.Y)
	x1, y1 := min(r.Right(), s.Right()), min(r.Bottom(), s.Bottom())
	if x1 <= x0 || y1 <= y0 {
		return Rect{}
	}
	return Rect{x0, y0, x1 - x0, y1 - y0}
}

// Union gives the smallest rectangle that covers both; an Empty one counts as nothing.
func (r Rect) Union(s Rect) Rect {
	if r.Empty() {
		return s
	}
	if s.Empty() {
		return r
	}
	x0, y0 := min(r.X, s.X), min(r.Y, s.Y)
	x1, y1 := max(r.Right(), s.Right()), max(r.Bottom(), s.Bottom())
	return Rect{x0, y0, x1 - x0, y1 - y0}
}
