package proof

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // the formats that a sheet's pictures come in
	_ "image/png"
	"math"

	xdraw "golang.org/x/image/draw"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// picture scales the crop into the placed rectangle. Edges fall on the nearest
// whole pixels, as other renderers do it: a blurred edge would look like a fault.
func (a *artist) picture(p *sheet.Picture) error {
	if p.Image == nil {
		return nil
	}
	src, err := a.decoded(p.Image)
	if err != nil {
		return err
	}
	crop := image.Rect(p.Crop.X, p.Crop.Y, p.Crop.X+p.Crop.W, p.Crop.Y+p.Crop.H).Add(src.Bounds().Min)
	dr := a.nearest(p.Rect)
	if dr.Intersect(a.dst.Bounds()).Empty() || crop.Intersect(src.Bounds()) != crop || crop.Empty() {
		return nil
	}
	xdraw.CatmullRom.Scale(a.dst, dr, src, crop, xdraw.Over, nil)
	return nil
}

func (a *artist) nearest(r geom.Rect) image.Rectangle {
	at := func(l geom.Length) int {
		return int(math.Round(max(-1<<20, min(1<<20, a.px(l)))))
	}
	return image.Rect(at(r.X), at(r.Y), at(r.Right()), at(r.Bottom()))
}

// decoded reads a picture's pixels, upright, once a page.
func (a *artist) decoded(i *sheet.Image) (image.Image, error) {
	if img, ok := a.pictures[i]; ok {
		return img, nil
	}
	img, _, err := image.Decode(bytes.NewReader(i.Data))
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", i.Name, err)
	}
	if i.Orient > 1 {
		img = upright{img, i.Orient}
	}
	a.pictures[i] = img
	return img, nil
}

// upright shows an image as its EXIF orientation asks: 2–4 mirror or turn it in
// place, 5–8 also swap its sides (Exif 2.3, tag 0x0112).
type upright struct {
	image.Image
	orient uint8
}

func (u upright) Bounds() image.Rectangle {
	b := u.Image.Bounds()
	if u.orient >= 5 {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

func (u upright) At(x, y int) color.Color {
	b := u.Image.Bounds()
	w, h := b.Dx()-1, b.Dy()-1
	if u.orient >= 5 {
		x, y = y, x // (x, y) of the upright picture's transpose
	}
	switch u.orient {
	case 2, 8:
		x = w - x
	case 3, 7:
		x, y = w-x, h-y
	case 4, 6:
		y = h - y
	}
	return u.Image.At(b.Min.X+x, b.Min.Y+y)
}
