package proof

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"paiban/layout/geom"
	"paiban/layout/parallel"
	"paiban/layout/sheet"
)

// picture scales the crop into the placed rectangle and every pixel that it touches,
// as viewers do: a blurred edge, or a thread of paper beside a tint, would look like
// a fault.
func (a *artist) picture(p *sheet.Picture) error {
	if p.Image == nil {
		return nil
	}
	dr := a.touched(p.Rect)
	src, crop, k, err := a.part(p, dr.Size())
	if err != nil || crop.Empty() || dr.Intersect(a.dst.Bounds()).Empty() {
		return err
	}
	if img := a.Painter.scale(p.Image, k, src, crop, dr.Size()); img != nil {
		draw.Draw(a.dst, dr, img, image.Point{}, draw.Over)
		return nil
	}
	xdraw.CatmullRom.Scale(a.dst, dr, src, crop, xdraw.Over, nil)
	return nil
}

// part gives a picture and what of it is shown at a size, in its pixels, each of them a
// square of 2^k; nothing, if its crop is no part of it.
func (a *artist) part(p *sheet.Picture, size image.Point) (src image.Image, crop image.Rectangle, k int, err error) {
	crop = image.Rect(p.Crop.X, p.Crop.Y, p.Crop.X+p.Crop.W, p.Crop.Y+p.Crop.H)
	k = smaller(p.Image, crop, size)
	if src, err = a.read(p.Image, k); err != nil {
		return nil, crop, k, err
	}
	if p.Image.Placed() {
		crop = drawnPart(crop, p.Image, src.Bounds().Size())
	}
	crop = squares(crop, k).Add(src.Bounds().Min)
	if crop.Intersect(src.Bounds()) != crop {
		crop = image.Rectangle{}
	}
	return src, crop, k, nil
}

// readAhead reads and scales pictures that will be painted, several at a time. What goes
// wrong is told when it is their turn.
func (a *artist) readAhead(items []sheet.Item) {
	var seen []*sheet.Picture
	for _, it := range items {
		if p, ok := it.(*sheet.Picture); ok && p.Image != nil && !a.touched(p.Rect).Intersect(a.dst.Bounds()).Empty() {
			seen = append(seen, p)
		}
	}
	parallel.Each(len(seen), func(i int) {
		p := seen[i]
		size := a.touched(p.Rect).Size()
		if src, crop, k, err := a.part(p, size); err == nil && !crop.Empty() {
			a.Painter.scale(p.Image, k, src, crop, size)
		}
	})
}

// drawnPart gives a crop of a PDF's page, in hundredths of a point, in the pixels that it
// was drawn in.
func drawnPart(c image.Rectangle, im *sheet.Image, size image.Point) image.Rectangle {
	return image.Rect(c.Min.X*size.X/im.W, c.Min.Y*size.Y/im.H, c.Max.X*size.X/im.W, c.Max.Y*size.Y/im.H)
}

func (a *artist) touched(r geom.Rect) image.Rectangle {
	const far, hair = 1 << 20, 1e-6 // hair: a rounding error touches nothing
	at := func(v float64) int { return int(max(-far, min(far, v))) }
	return image.Rect(at(math.Floor(a.px(r.X)+hair)), at(math.Floor(a.px(r.Y)+hair)),
		at(math.Ceil(a.px(r.Right())-hair)), at(math.Ceil(a.px(r.Bottom())-hair)))
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
