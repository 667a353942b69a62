package serve

import (
	"fmt"
	"strings"

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
			out = append(out, layerOf("text", it.Ink))
		case *sheet.Fill:
			return append(out, layerOf("tint", it.Ink))
		case *sheet.Picture:
			if ink, ok := d.pixel(b, it, pt); ok {
				return append(out, layerOf("picture", ink))
			}
		}
	}
	return out
}

func layerOf(what string, i sheet.Ink) layer {
	if i.Spot != nil {
		return layer{what, fmt.Sprintf("%s %d", i.Spot.Name, (i.Tint+5)/10), int(i.Tint+5) / 10}
	}
	var parts []string
	sum := 0
	for _, c := range []struct {
		name string
		v    uint16
	}{{"C", i.C}, {"M", i.M}, {"Y", i.Y}, {"K", i.K}} {
		if c.v > 0 {
			parts = append(parts, fmt.Sprintf("%s%d", c.name, (c.v+5)/10))
		}
		sum += int(c.v)
	}
	return layer{what, strings.Join(parts, " "), (sum + 5) / 10}
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
	inks, err := press.At(pic.Image,
		at(pt.X-pic.Rect.X, pic.Rect.W, pic.Crop.X, pic.Crop.W), at(pt.Y-pic.Rect.Y, pic.Rect.H, pic.Crop.Y, pic.Crop.H))
	if err != nil {
		return sheet.Ink{}, false
	}
	part := func(c int) uint16 { return (uint16(inks[c])*200 + 25) / 51 }
	return sheet.Ink{C: part(picture.Cyan), M: part(picture.Magenta), Y: part(picture.Yellow), K: part(picture.Black)}, true
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
