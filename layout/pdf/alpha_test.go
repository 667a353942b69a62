package pdf

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"paiban/layout/sheet"
)

// What a picture leaves open shows the tint below it; in PDF/X-1a, which has nothing
// transparent, paper.
func TestPictureSeenThrough(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for y := 40; y < 60; y++ {
		for x := range 100 {
			img.SetNRGBA(x, y, color.NRGBA{200, 0, 0, 255})
		}
	}
	pic := place(imageOf("png", pngOf(t, img), 100, 100), sheet.Crop{W: 100, H: 100})
	pic.Rect.X, pic.Rect.Y, pic.Rect.W, pic.Rect.H = 50*pt, 50*pt, 100*pt, 100*pt
	page := smallPage(fill(0, 0, 300, 300, sheet.Ink{C: 400}), pic)
	for _, c := range []struct {
		press Press
		cyan  int
	}{{X4, 40}, {X4 | A2b, 40}, {X1a, 0}} {
		b, err := File(testEdition(), Options{Press: c.press}, page)
		if err != nil {
			t.Fatal(err)
		}
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
		p := plates(t, b)
		if got := darkest(p["Cyan"], image.Rect(60, 55, 140, 80)); got < c.cyan-1 || got > c.cyan+1 {
			t.Errorf("%s: %d %% of cyan where the picture is open, not %d", c.press, got, c.cyan)
		}
		if got := darkest(p["Cyan"], image.Rect(60, 95, 140, 105)); got > 15 {
			t.Errorf("%s: %d %% of cyan shows through the picture", c.press, got)
		}
		if got := lightest(p["Magenta"], image.Rect(60, 95, 140, 105)); got < 70 {
			t.Errorf("%s: %d %% of magenta in the picture", c.press, got)
		}
	}
}
