package proof

import (
	"image"
	"image/color"
	"image/draw"
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
	dr := a.nearest(p.Rect)
	src, err := a.decoded(p.Image)
	if err != nil || dr.Intersect(a.dst.Bounds()).Empty() {
		return err
	}
	crop := image.Rect(p.Crop.X, p.Crop.Y, p.Crop.X+p.Crop.W, p.Crop.Y+p.Crop.H).Add(src.Bounds().Min)
	if crop.Intersect(src.Bounds()) != crop || crop.Empty() {
		return nil
	}
	if img := a.scaled(p.Image, src, crop, dr.Size()); img != nil {
		draw.Draw(a.dst, dr, img, image.Point{}, draw.Over)
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
