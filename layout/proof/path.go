package proof

import (
	"image"
	"image/color"
	"math"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// outline is a glyph's contours with the smallest rectangle that holds them, in
// font units, y up.
type outline struct {
	segments               []fonts.Segment
	left, right, top, foot float32
}

// points gives the number of points of a segment, by its Op.
var points = [...]int{fonts.MoveTo: 1, fonts.LineTo: 1, fonts.QuadTo: 2, fonts.CubicTo: 3}

// bounded measures segs by their control points: not tight, never too small.
func bounded(segs []fonts.Segment) outline {
	o := outline{segments: segs}
	first := true
	for _, s := range segs {
		for _, p := range s.Args[:points[s.Op]] {
			if first {
				o.left, o.right, o.top, o.foot = p[0], p[0], p[1], p[1]
				first = false
			}
			o.left, o.right = min(o.left, p[0]), max(o.right, p[0])
			o.foot, o.top = min(o.foot, p[1]), max(o.top, p[1])
		}
	}
	return o
}

// text paints each cell's outline at its own place, to a fraction of a pixel.
func (a *artist) text(t *sheet.Text) {
	if t.Face == nil || t.Size <= 0 {
		return
	}
	for _, c := range t.Cells {
		a.glyph(glyph{t.Face, c.ID}, t.Origin.X+c.X+c.Dx, t.Origin.Y+c.Dy, t.Size, rgb(t.Ink))
	}
}

// glyph paints a glyph whose origin stands at x, y.
func (a *artist) glyph(g glyph, x, y, size geom.Length, c color.Color) {
	o := a.outline(g)
	if len(o.segments) == 0 {
		return
	}
	k := a.px(size) / float64(g.face.UPEM())
	a.cover(path{
		segments: o.segments, x: a.px(x), y: a.px(y), kx: k, ky: -k,
		left: float64(o.left), right: float64(o.right), top: float64(o.foot), foot: float64(o.top),
	}, c)
}

// path is an outline on the page: a point (u,v) of its segments stands at pixel
// (x+kx·u, y+ky·v).
type path struct {
	segments               []fonts.Segment
	x, y, kx, ky           float64
	left, right, top, foot float64 // bounds of the segments
}

// pixelBounds gives the pixels that the path may touch.
func (p path) pixelBounds() image.Rectangle {
	x0, x1 := p.x+float64(p.kx*p.left), p.x+float64(p.kx*p.right)
	y0, y1 := p.y+float64(p.ky*p.top), p.y+float64(p.ky*p.foot)
	x0, x1 = min(x0, x1), max(x0, x1)
	y0, y1 = min(y0, y1), max(y0, y1)
	const far = 1 << 20 // beyond any canvas, and safe to convert
	at := func(v float64) int { return int(max(-far, min(far, v))) }
	return image.Rect(at(math.Floor(x0)), at(math.Floor(y0)), at(math.Ceil(x1)), at(math.Ceil(y1)))
}

// fill paints the inside of p (non-zero winding), clipped to the canvas.
func (a *artist) fill(p path, ink sheet.Ink) { a.cover(p, rgb(ink)) }

// cover is fill with a colour, which may be translucent.
func (a *artist) cover(p path, c color.Color) {
	r := p.pixelBounds().Intersect(a.dst.Bounds())
	if r.Empty() {
		return
	}
	z := &a.raster
	z.Reset(r.Dx(), r.Dy())
	at := func(q [2]float32) (float32, float32) {
		return float32(p.x + float64(p.kx*float64(q[0])) - float64(r.Min.X)),
			float32(p.y + float64(p.ky*float64(q[1])) - float64(r.Min.Y))
	}
	for _, s := range p.segments {
		x0, y0 := at(s.Args[0])
		switch s.Op {
		case fonts.MoveTo:
			z.ClosePath()
			z.MoveTo(x0, y0)
		case fonts.LineTo:
			z.LineTo(x0, y0)
		case fonts.QuadTo:
			x1, y1 := at(s.Args[1])
			z.QuadTo(x0, y0, x1, y1)
		case fonts.CubicTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	z.ClosePath()
	z.Draw(a.dst, r, image.NewUniform(c), image.Point{})
}

// rectPath is the outline of r. Its segments run over the unit square, so that
// its corners are exact.
func (a *artist) rectPath(r geom.Rect) path {
	return path{segments: unitSquare, x: a.px(r.X), y: a.px(r.Y), kx: a.px(r.W), ky: a.px(r.H), right: 1, foot: 1}
}

// tint is the outline of r with its edges on whole pixels.
func (a *artist) tint(r geom.Rect) path {
	x0, x1 := crisp(a.px(r.X), a.px(r.Right()))
	y0, y1 := crisp(a.px(r.Y), a.px(r.Bottom()))
	return path{segments: unitSquare, x: x0, y: y0, kx: x1 - x0, ky: y1 - y0, right: 1, foot: 1}
}

var unitSquare = []fonts.Segment{
	{Op: fonts.MoveTo}, {Op: fonts.LineTo, Args: [3][2]float32{{1, 0}}},
	{Op: fonts.LineTo, Args: [3][2]float32{{1, 1}}}, {Op: fonts.LineTo, Args: [3][2]float32{{0, 1}}},
}
