// Package proof paints a sheet as pixels: the proof (校样) that an editor looks
// at. It paints what layout/pdf prints, from the same sheet, glyph by glyph at
// its exact place.
//
// Colours are those that PDF viewers show for inks without a profile
// (sheet.Ink.Screen): a proof of places, not of colour. It is the one room that
// uses floats for positions; the rasterizer rounds alike on every CPU.
package proof

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"sync/atomic"

	"golang.org/x/image/vector"

	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/parallel"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// MinDPI and MaxDPI bound the resolution: below, type is a grey smear; above, a
// broadsheet takes half a gigabyte.
const (
	MinDPI = 10
	MaxDPI = 600
)

// PNG renders p at dpi pixels an inch, overlays on top, and writes it as a PNG
// file. The same page gives the same bytes. Errors: dpi out of bounds, a picture
// that cannot be decoded, and those of w.
func PNG(w io.Writer, p *sheet.Page, dpi int, layers ...overlay.Layer) error {
	return new(Painter).png(w, p, dpi, layers)
}

func (pt *Painter) png(w io.Writer, p *sheet.Page, dpi int, layers []overlay.Layer) error {
	r, err := Bounds(p, dpi)
	if err != nil {
		return err
	}
	img, err := pt.Region(p, dpi, r, layers...)
	if err != nil {
		return err
	}
	return picture.EncodePNG(w, img, dpi, picture.Small)
}

// PNGs gives the PNG files of pages, as PNG does, one after the other to take; several
// are made at a time, unless they are very large. layers gives a page's overlays; nil =
// none. The error is the first of a page's, a *PageError, or of take's; nothing more is
// taken then.
func PNGs(pages []*sheet.Page, dpi int, layers func(*sheet.Page) []overlay.Layer, take func(page int, png []byte) error) error {
	pt := &Painter{}
	made, errs := make([]bytes.Buffer, len(pages)), make([]error, len(pages))
	run, failed := parallel.InOrder, atomic.Bool{}
	for _, p := range pages {
		if r, err := Bounds(p, dpi); err == nil && r.Dx()*r.Dy() > muchAtOnce {
			run = parallel.InTurn
		}
	}
	var first error
	run(len(pages), func(i int) {
		if failed.Load() {
			return
		}
		var over []overlay.Layer
		if layers != nil {
			over = layers(pages[i])
		}
		errs[i] = pt.png(&made[i], pages[i], dpi, over)
	}, func(i int) {
		if first == nil && errs[i] != nil {
			first = &PageError{pages[i].Name, errs[i]}
		}
		if first == nil {
			first = take(i, made[i].Bytes())
		}
		made[i] = bytes.Buffer{}
		failed.Store(first != nil)
	})
	return first
}

// PageError says which page cannot be made.
type PageError struct {
	Page string // its name
	Err  error
}

func (e *PageError) Error() string { return fmt.Sprintf("page %s: %v", e.Page, e.Err) }
func (e *PageError) Unwrap() error { return e.Err }

// muchAtOnce is a page of so many pixels that only one is made at a time: a broadsheet at
// 300 dpi.
const muchAtOnce = 32 << 20

// Render paints the trimmed page at dpi pixels an inch on white paper. The
// bleed is not shown. Errors as for PNG.
func Render(p *sheet.Page, dpi int, layers ...overlay.Layer) (*image.RGBA, error) {
	r, err := Bounds(p, dpi)
	if err != nil {
		return nil, err
	}
	return new(Painter).Region(p, dpi, r, layers...)
}

// Bounds gives the pixels of the trimmed page. Errors: dpi out of bounds, a page
// without size.
func Bounds(p *sheet.Page, dpi int) (image.Rectangle, error) {
	if dpi < MinDPI || dpi > MaxDPI {
		return image.Rectangle{}, fmt.Errorf("resolution %d dpi is not between %d and %d", dpi, MinDPI, MaxDPI)
	}
	w, h := pixels(p.Trim.W, dpi), pixels(p.Trim.H, dpi)
	if w <= 0 || h <= 0 {
		return image.Rectangle{}, fmt.Errorf("page %q has no size, or too large a one", p.Name)
	}
	return image.Rect(0, 0, w, h), nil
}

// Region paints the part r of the page's pixels; the image has r's bounds. Where
// regions meet, their pixels are those of the whole page. Errors as for PNG.
func (pt *Painter) Region(p *sheet.Page, dpi int, r image.Rectangle, layers ...overlay.Layer) (*image.RGBA, error) {
	all, err := Bounds(p, dpi)
	if err != nil {
		return nil, err
	}
	a := &artist{Painter: pt, dst: image.NewRGBA(r.Intersect(all)), scale: float64(dpi) / float64(geom.Inch)}
	draw.Draw(a.dst, a.dst.Bounds(), image.White, image.Point{}, draw.Src)
	a.readAhead(p.Items)
	for _, it := range p.Items {
		if err := a.paint(it); err != nil {
			return nil, err
		}
	}
	for _, l := range layers {
		a.layer(l)
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
	*Painter
	dst    *image.RGBA // its bounds are in pixels of the page
	scale  float64     // pixels an EMU
	raster vector.Rasterizer
}

func (a *artist) paint(it sheet.Item) error {
	switch it := it.(type) {
	case *sheet.Text:
		if a.sees(it.Bounds().Inset(-it.Size)) { // outlines may leave their em boxes
			a.text(it)
		}
	case *sheet.Rule:
		a.rule(it)
	case *sheet.Fill:
		if !it.Rect.Empty() {
			a.fill(a.tint(it.Rect), it.Ink)
		}
	case *sheet.Picture:
		return a.picture(it)
	}
	return nil
}

// sees reports whether any of r is on the canvas.
func (a *artist) sees(r geom.Rect) bool {
	b := a.dst.Bounds()
	return a.px(r.X) < float64(b.Max.X) && a.px(r.Right()) > float64(b.Min.X) &&
		a.px(r.Y) < float64(b.Max.Y) && a.px(r.Bottom()) > float64(b.Min.Y)
}

// px is a length in pixels. Products are rounded by a conversion, here and wherever one
// is added to something: a processor with a fused multiply-add, as arm64, would skip that
// rounding and move an edge by a pixel (Go specification, floating-point operators).
func (a *artist) px(l geom.Length) float64 { return float64(float64(l) * a.scale) }

func rgb(i sheet.Ink) color.RGBA {
	r, g, b := i.Screen()
	return color.RGBA{r, g, b, 255}
}
