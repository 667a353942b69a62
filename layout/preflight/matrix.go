package preflight

import "math"

// matrix is a b c d e f of ISO 32000-1, 8.3.3.
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times gives the transform that does m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// across and up give the length of the unit vectors.
func (m matrix) across() float64 { return math.Hypot(m[0], m[1]) }
func (m matrix) up() float64     { return math.Hypot(m[2], m[3]) }

// scale gives how lengths change on the whole.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// inverse is false for a transform that folds the plane up.
func (m matrix) inverse() (matrix, bool) {
	d := m[0]*m[3] - m[1]*m[2]
	if math.Abs(d) < 1e-12 {
		return m, false
	}
	return matrix{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d,
		(m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d}, true
}

// turned gives the turn clockwise by some degrees, those of quarter turns (7.7.3.3).
func turned(degrees float64) matrix {
	switch math.Mod(math.Mod(degrees, 360)+360, 360) {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return unit
}

// box is a rectangle of the page, in points.
type box struct{ x0, y0, x1, y1 float64 }

// everywhere bounds what no clip bounds.
var everywhere = box{-1e6, -1e6, 1e6, 1e6}

// of gives the box around a transformed box.
func (m matrix) of(b box) box {
	out := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{b.x0, b.y0}, {b.x1, b.y0}, {b.x0, b.y1}, {b.x1, b.y1}} {
		x, y := m.at(p[0], p[1])
		out = out.around(x, y)
	}
	return out
}

func (b box) around(x, y float64) box {
	return box{min(b.x0, x), min(b.y0, y), max(b.x1, x), max(b.y1, y)}
}

func (b box) with(c box) box {
	return box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

func (b box) empty() bool { return b.x1 <= b.x0 || b.y1 <= b.y0 }

// holds reports whether c lies within b, but for a hundredth of a point.
func (b box) holds(c box) bool {
	const slack = 0.01
	return c.x0 >= b.x0-slack && c.y0 >= b.y0-slack && c.x1 <= b.x1+slack && c.y1 <= b.y1+slack
}
