package pdfimage

import (
	"image/color"
	"os"
	"testing"
)

// A page is drawn upright, its box alone, on white paper; its annotations are not.
func TestRender(t *testing.T) {
	data, err := os.ReadFile("../testdata/faults/advert.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		page, x, y int
		dark       bool
	}{
		{1, 5, 80, true}, // the frame at the left

		{1, 230, 130, false}, // the ground where the stamp would stand
		{2, 210, 80, true},   // the triangle's point, at the right since the page is turned
		{2, 60, 80, false},   // white at the foot, at the left
	} {
		img, err := Render(data, c.page, "trim", 240, 160)
		if err != nil {
			t.Fatal(err)
		}
		p := img.RGBAAt(c.x, c.y)
		if dark := int(p.R)+int(p.G)+int(p.B) < 200; dark != c.dark {
			t.Errorf("page %d at %d, %d: %v", c.page, c.x, c.y, p)
		}
	}
	img, err := Render(data, 1, "trim", 240, 160)
	if err != nil {
		t.Fatal(err)
	}
	if p := img.RGBAAt(90, 85); p.R < 200 || p.B > 150 {
		t.Errorf("the cup is %v", p)
	}
	if a, b := img.RGBAAt(175, 128), img.RGBAAt(205, 95); a != b || a == (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("an annotation is drawn, or the ground is not: %v, %v", a, b)
	}
	again, err := Render(data, 1, "trim", 240, 160)
	if err != nil || string(again.Pix) != string(img.Pix) {
		t.Errorf("drawn otherwise the second time: %v", err)
	}
}

// What cannot be drawn is an error.
func TestRefused(t *testing.T) {
	data, err := os.ReadFile("../testdata/faults/advert.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Render(data, 9, "trim", 10, 10); err == nil {
		t.Error("a page that is not there is drawn")
	}
	if _, err := Render(data, 1, "trim", 1<<20, 1<<20); err == nil {
		t.Error("too many pixels are drawn")
	}
	if _, err := Render(data[:100], 1, "trim", 10, 10); err == nil {
		t.Error("a broken file is drawn")
	}
}
