package serve

import (
	"paiban/layout/geom"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// layer is the ink of a thing at a point of the page.
type layer struct {
	What string `json:"what"` // text, tint, picture
	Ink  string `json:"ink"`  // "C12 M30 K5"; "" is paper
	Sum  int    `json:"sum"`  // of all inks, in percent of one
}

// layers tells the inks at a point, from the top down to what hides the rest: type
// by its cell, as what is printed around it counts with it.
func (d *Desk) layers(b *build, p *sheet.Page, pt geom.Point) []layer {
	out := []layer{}
	for i := len(p.Items) - 1; i >= 0; i-- {
		it := p.Items[i]
		if !inside(it.Bounds(), pt) {
			continue
		}
		switch it := it.(type) {
		case *sheet.Text:
			out = append(out, layer{"text", it.Ink.Label(), it.Ink.Percent()})
		case *sheet.Fill:
			return append(out, layer{"tint", it.Ink.Label(), it.Ink.Percent()})
		case *sheet.Picture:
			if ink, ok := d.pixel(b, it, pt); ok {
				return append(out, layer{"picture", ink.Label(), ink.Percent()})
			}
		}
	}
	return out
}

// pixel gives the inks of a picture's pixel as the edition's press prints it.
func (d *Desk) pixel(b *build, pic *sheet.Picture, pt geom.Point) (sheet.Ink, bool) {
	press := b.press()
	if press == nil || pic.Image == nil || pic.Rect.Empty() {
		return sheet.Ink{}, false
	}
	at := func(v, size geom.Length, from, n int) int {
		return from + min(n-1, int(geom.Length(n).MulDiv(int64(v), int64(size))))
	}
	ink, err := press.At(pic.Image,
		at(pt.X-pic.Rect.X, pic.Rect.W, pic.Crop.X, pic.Crop.W), at(pt.Y-pic.Rect.Y, pic.Rect.H, pic.Crop.Y, pic.Crop.H))
	return ink, err == nil
}

// press gives the way into the inks of the press, made when first asked for.
func (b *build) press() *picture.Press {
	b.inks.Do(func() {
		if p, err := b.result.Inks(); err == nil {
			b.pressed = p
		}
	})
	return b.pressed
}
