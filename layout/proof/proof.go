// Package proof paints a sheet as pixels: the proof (校样) that an editor looks
// at. It paints what layout/pdf prints, from the same sheet, glyph by glyph at
// its exact place.
//
// Colours are the plain conversion of process inks, R = (1−C)(1−K) and so on,
// with no profile: a proof of places, not of colour. It is the one room that
// uses floats for positions; the rasterizer rounds alike on every CPU.
package proof

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"

	"golang.org/x/image/vector"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// MinDPI and MaxDPI bound the resolution: below, type is a grey smear; above, a
// broadsheet takes half a gigabyte.
const (
	MinDPI = 10
	MaxDPI = 600
)

// PNG renders p at dpi pixels an inch and writes it as a PNG file. The same
// page gives the same bytes. Errors: dpi out of bounds, a picture that cannot
// be decoded, and those of w.
func PNG(w io.Writer, p *sheet.Page, dpi int) error {
	img, err := Render(p, dpi)
	if err != nil {
		return err
	}
	return writePNG(w, img, dpi)
}

// Render paints the trimmed page at dpi pixels an inch on white paper. The
// bleed is not shown. Errors as for PNG.
func Render(p *sheet.Page, dpi int) (*image.RGBA, error) {
	if dpi < MinDPI || dpi > MaxDPI {
		return nil, fmt.Errorf("resolution %d dpi is not between %d and %d", dpi, MinDPI, MaxDPI)
	}
	w, h := pixels(p.Trim.W, dpi), pixels(p.Trim.H, dpi)
	if w <= 0 || h <= 0 {
		return nil, fmt.Errorf("page %q has no size, or too large a one", p.Name)
	}
	a := &artist{
		dst:      image.NewRGBA(image.Rect(0, 0, w, h)),
		scale:    float64(dpi) / float64(geom.Inch),
		outlines: map[glyph]outline{},
		pictures: map[*sheet.Image]image.Image{},
	}
	draw.Draw(a.dst, a.dst.Bounds(), image.White, image.Point{}, draw.Src)
	for _, it := range p.Items {
		if err := a.paint(it); err != nil {
			return nil, err
		}
	}
	return a.dst, nil
}

// pixels gives the whole pixels that l takes, the last one perhaps in part.
func pixels(l geom.Length, dpi int) int {
	if l <= 0 || l > maxSide {
		return 0
	}
	return (l * geom.Length(dpi)).CeilDiv(geom.Inch)
}

// maxSide bounds a page to what fits a picture in memory: 100 inches.
const maxSide = 100 * geom.Inch

// artist paints items on one canvas.
type artist struct {
	dst      *image.RGBA
	scale    float64 // pixels an EMU
	raster   vector.Rasterizer
	outlines map[glyph]outline
	pictures map[*sheet.Image]image.Image
}

type glyph struct {
	face *fonts.Face
	id   fonts.GID
}

func (a *artist) paint(it sheet.Item) error {
	switch it := it.(type) {
	case *sheet.Text:
		a.text(it)
	case *sheet.Rule:
		a.rule(it)
	case *sheet.Fill:
		a.fill(a.rectPath(it.Rect), it.Ink)
	case *sheet.Picture:
		return a.picture(it)
	}
	return nil
}

func (a *artist) px(l geom.Length) float64 { return float64(l) * a.scale }

func rgb(i sheet.Ink) color.RGBA {
	part := func(ink uint16) uint8 {
		v := (1000 - min(uint32(ink), 1000)) * (1000 - min(uint32(i.K), 1000))
		return uint8((v*255 + 500_000) / 1_000_000)
	}
	return color.RGBA{part(i.C), part(i.M), part(i.Y), 255}
}
