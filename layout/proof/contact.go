package proof

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	xdraw "golang.org/x/image/draw"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/parallel"
	"paiban/layout/sheet"
)

// Contact sheet: how large a page is shown, and the air around each.
const (
	contactWidth = 4 * geom.Inch
	contactGap   = geom.Inch / 4
	contactLabel = 10 * geom.Pt
)

// Contact paints all pages of an edition small, side by side, each under its
// name written in face (nil: no names): columns pages a row, 0 = as many as make
// the whole about as wide as high. Pages are painted at twice the size and
// scaled down, so that type greys evenly. Errors as for PNG.
func Contact(pages []*sheet.Page, dpi, columns int, face *fonts.Face) (*image.RGBA, error) {
	if len(pages) == 0 {
		return nil, fmt.Errorf("there is no page to show")
	}
	if columns <= 0 || columns > len(pages) {
		for columns = 1; columns*columns < len(pages); columns++ {
		}
	}
	px := func(l geom.Length) int { return int(l.MulDiv(int64(dpi), int64(geom.Inch))) }
	width, gap, label := px(contactWidth), px(contactGap), px(contactLabel)
	height := 0
	for _, p := range pages {
		if p.Trim.W <= 0 || p.Trim.W > maxSide || p.Trim.H > maxSide {
			return nil, fmt.Errorf("page %q has no size, or too large a one", p.Name)
		}
		height = max(height, int(p.Trim.H.MulDiv(int64(width), int64(p.Trim.W))))
	}
	rows := (len(pages) + columns - 1) / columns
	out := image.NewRGBA(image.Rect(0, 0, gap+columns*(width+gap), gap+rows*(height+label*2+gap)))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.RGBA{225, 225, 225, 255}), image.Point{}, draw.Src)
	pt := &Painter{}
	small, errs := make([]*image.RGBA, len(pages)), make([]error, len(pages))
	parallel.InOrder(len(pages), func(i int) { small[i], errs[i] = pt.thumbnail(pages[i], width) }, func(i int) {
		if errs[i] != nil {
			return
		}
		x, y := gap+i%columns*(width+gap), gap+i/columns*(height+label*2+gap)
		pt.caption(out, image.Pt(x, y), label, pages[i].Name, face)
		draw.Draw(out, small[i].Bounds().Add(image.Pt(x, y+label*2)), small[i], image.Point{}, draw.Src)
		small[i] = nil
	})
	return out, cmp.Or(errs...)
}

// thumbnail paints a page width pixels wide.
func (pt *Painter) thumbnail(p *sheet.Page, width int) (*image.RGBA, error) {
	dpi := max(MinDPI, min(MaxDPI, int(2*geom.Inch.MulDiv(int64(width), int64(p.Trim.W)))))
	r, err := Bounds(p, dpi)
	if err != nil {
		return nil, err
	}
	big, err := pt.Region(p, dpi, r)
	if err != nil {
		return nil, err
	}
	small := image.NewRGBA(image.Rect(0, 0, width, int(p.Trim.H.MulDiv(int64(width), int64(p.Trim.W)))))
	xdraw.ApproxBiLinear.Scale(small, small.Bounds(), big, big.Bounds(), xdraw.Src, nil)
	return small, nil
}

// caption writes text with its top left corner at a pixel, height pixels high.
func (pt *Painter) caption(dst *image.RGBA, at image.Point, height int, text string, face *fonts.Face) {
	a := &artist{Painter: pt, dst: dst, scale: 1}
	a.layer(overlay.Layer{Face: face, Shapes: []overlay.Shape{{
		Rect:  geom.Rect{X: geom.Length(at.X), Y: geom.Length(at.Y), W: geom.Length(dst.Bounds().Dx()), H: geom.Length(2 * height)},
		Label: text, Size: geom.Length(height), Ink: color.NRGBA{40, 40, 40, 255},
	}}})
}
