package picture

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// TestMost holds the inks that it tells to those that the standard library finds in
// the JPEG that is printed, by the part of the picture that is shown.
func TestMost(t *testing.T) {
	p := newsprint(t, 240)
	img := noise(160, 120)
	draw.Draw(img, image.Rect(0, 0, 80, 120), image.NewUniform(color.NRGBA{230, 220, 200, 255}), image.Point{}, draw.Src)
	im := pngOf(t, img)
	size := geom.Size{W: 2 * geom.Inch, H: 2 * geom.Inch}
	sums := map[sheet.Crop]int{}
	for _, crop := range []sheet.Crop{whole(im), {X: 8, Y: 8, W: 64, H: 100}, {X: 81, W: 70, H: 120}} {
		use := Use{Crop: crop, Size: size}
		e, err := p.Make(im, []Use{use}, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Most(im, use, false)
		if err != nil {
			t.Fatal(err)
		}
		most := 0
		pix := inks(t, e.Data).Pix
		for i := 0; i < len(pix); i += 4 {
			most = max(most, int(pix[i])+int(pix[i+1])+int(pix[i+2])+int(pix[i+3]))
		}
		if d := got.Percent() - (most*100+127)/255; d < -1 || d > 1 { // each ink is rounded
			t.Errorf("%v: %d %%, the JPEG has %d %%", crop, got.Percent(), most*100/255)
		}
		if again, _ := p.Most(im, use, false); again != got {
			t.Errorf("%v: then %v, now %v", crop, got, again)
		}
		sums[crop] = got.Percent()
	}
	if light := sums[sheet.Crop{X: 8, Y: 8, W: 64, H: 100}]; light > 60 || sums[whole(im)] < 200 {
		t.Errorf("a light part takes %d %%, the whole %d %%", light, sums[whole(im)])
	}
}

// TestMostOfInks tells the inks of pictures that pass as they are, over the limit too,
// and those of gray and of black and white.
func TestMostOfInks(t *testing.T) {
	p := newsprint(t, 180)
	one := func(im *sheet.Image, relimit bool) sheet.Ink {
		t.Helper()
		ink, err := p.Most(im, Use{whole(im), geom.Size{W: geom.Inch, H: geom.Inch}}, relimit)
		if err != nil {
			t.Fatal(err)
		}
		return ink
	}
	heavy := sheet.Ink{}
	im := imageFile(t, "cmyk.tif")
	r, err := read(Info{Format: "tiff", W: im.W, H: im.H, Channels: 4}, im.Data)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(r.pix); i += 4 {
		if ink := inkOf([inkCount]uint8(r.pix[i:])); ink.Percent() > heavy.Percent() {
			heavy = ink
		}
	}
	if got := one(im, false); got.Percent() != heavy.Percent() || heavy.Percent() <= 180 {
		t.Errorf("inks as they are: %v, want %v, over 180 %%", got, heavy)
	}
	if got := one(im, true); got.Percent() > 180 {
		t.Errorf("separated anew: %v", got)
	}
	gray := image.NewGray(image.Rect(0, 0, 40, 40))
	for i := range gray.Pix {
		gray.Pix[i] = uint8(100 + i/40)
	}
	if got := one(pngOf(t, gray), false); !got.KOnly() || got.K < 500 || got.K > 950 {
		t.Errorf("gray: %v", got)
	}
	lines := image.NewGray(image.Rect(0, 0, 40, 40))
	lines.Pix[7] = 255
	if got := one(pngOf(t, lines), false); got != sheet.Black {
		t.Errorf("line art: %v", got)
	}
}
