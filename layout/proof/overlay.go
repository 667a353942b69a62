package proof

import (
	"image/color"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/overlay"
)

// layer paints an overlay.
func (a *artist) layer(l overlay.Layer) {
	for _, s := range l.Shapes {
		if !a.sees(s.Rect) {
			continue
		}
		a.area(s.Rect, s.Fill)
		a.edges(s)
		if s.Label == "" || l.Face == nil {
			continue
		}
		x := s.Rect.X + s.Size/4
		base := s.Rect.Y + s.Size.MulDiv(int64(l.Face.EmTop()), int64(l.Face.UPEM())) + s.Size/8
		for _, g := range l.Face.Shape([]rune(s.Label), fonts.Manner{}) {
			a.glyph(glyph{l.Face, g.ID}, x, base, s.Size, s.Ink)
			x += s.Size.MulDiv(int64(g.Advance), int64(l.Face.UPEM()))
		}
	}
}

func (a *artist) area(r geom.Rect, c color.NRGBA) {
	if c.A > 0 && !r.Empty() {
		a.cover(a.rectPath(r), c)
	}
}

// edges paints an outline as four bars on the edge's inner side.
func (a *artist) edges(s overlay.Shape) {
	if s.Stroke.A == 0 {
		return
	}
	r, w := s.Rect, min(s.Width, s.Rect.W/2, s.Rect.H/2)
	for _, bar := range []geom.Rect{
		{X: r.X, Y: r.Y, W: r.W, H: w}, {X: r.X, Y: r.Bottom() - w, W: r.W, H: w},
		{X: r.X, Y: r.Y + w, W: w, H: r.H - 2*w}, {X: r.Right() - w, Y: r.Y + w, W: w, H: r.H - 2*w},
	} {
		a.area(bar, s.Stroke)
	}
}
