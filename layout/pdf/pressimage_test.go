package pdf

import (
	"bytes"
	"image"
	"image/color"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// ramp is a picture of all tones of some colours, dark ones above all.
func ramp(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := x * 255 / w
			img.Set(x, y, [4]color.NRGBA{
				{uint8(v), 0, 0, 255}, {0, uint8(v / 2), uint8(v), 255}, {uint8(v), uint8(v), uint8(v), 255}, {uint8(v / 4), uint8(v / 8), 0, 255},
			}[y*4/h])
		}
	}
	return img
}

// A press file's pictures are in its inks, keep its limit on the plates and lie
// where they should, in both standards the same.
func TestPressPictures(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 60, 40))
	for i := range gray.Pix {
		gray.Pix[i] = uint8(i % 60 * 4)
	}
	clear := quarters(60, 40)
	clear.Set(3, 3, color.NRGBA{})
	rgb := imageOf("jpeg", withOrientation(jpegOf(t, stored(quarters(60, 40), 6)), 6), 60, 40)
	full := sheet.Crop{W: 60, H: 40}
	at := func(p *sheet.Picture, y geom.Length) *sheet.Picture {
		p.Rect.X, p.Rect.Y = 20*pt, y*pt
		return p
	}
	page := smallPage(
		at(place(imageOf("png", pngOf(t, ramp(240, 160)), 240, 160), sheet.Crop{W: 240, H: 160}), 0),
		at(place(rgb, full), 100),
		at(place(imageOf("png", pngOf(t, gray), 60, 40), full), 200),
		place(imageOf("png", pngOf(t, clear), 60, 40), sheet.Crop{X: 30, W: 30, H: 20}),
	)
	for _, press := range []Press{X4, X1a} {
		b, err := File(testEdition(), Options{Press: press}, page)
		if err != nil {
			t.Fatal(err)
		}
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
		list := judge(t, "pdfimages", "-list", file(t, b))
		if strings.Contains(list, " rgb ") || strings.Contains(list, "smask") || strings.Count(list, " cmyk ") != 3 || strings.Count(list, " gray ") != 1 {
			t.Errorf("%v: pictures are\n%s", press, list)
		}
		if bytes.Contains(b, []byte("/Decode ")) {
			t.Errorf("%v: inks are inverted", press)
		}
		p := plates(t, b)
		most := 0
		for y := range p["Black"].Rect.Dy() {
			for x := range p["Black"].Rect.Dx() {
				sum := 0
				for _, g := range p {
					sum += 255 - int(g.GrayAt(x, y).Y)
				}
				most = max(most, sum)
			}
		}
		if most > newsInk*255/100 || most < 200*255/100 {
			t.Errorf("%v: %d %% of ink at most", press, most*100/255)
		}
		// The JPEG's red, green, blue and gray corners, by the inks they ask for.
		for _, c := range []struct {
			x, y int
			ink  string
			want bool
		}{
			{40, 115, "Magenta", true}, {40, 115, "Cyan", false}, {120, 115, "Cyan", true}, {120, 115, "Magenta", false},
			{40, 160, "Yellow", false}, {40, 160, "Cyan", true}, {120, 160, "Black", true},
		} {
			r := image.Rect(c.x-2, c.y-2, c.x+2, c.y+2)
			if got := lightest(p[c.ink], r); got > 40 != c.want {
				t.Errorf("%v: %d %% of %s at %d, %d", press, got, c.ink, c.x, c.y)
			}
		}
		for _, ink := range []string{"Cyan", "Magenta", "Yellow"} {
			if got := darkest(p[ink], image.Rect(20, 202, 140, 280)); got > 0 {
				t.Errorf("%v: a gray picture has %d %% of %s", press, got, ink)
			}
		}
		if darkest(p["Black"], image.Rect(20, 202, 140, 280)) < 90 {
			t.Errorf("%v: a gray picture without black", press)
		}
		again, err := File(testEdition(), Options{Press: press}, page)
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%v: other bytes the second time, %v", press, err)
		}
	}
}
