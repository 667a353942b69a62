package pdf

import (
	"image"
	"strings"
	"testing"

	"paiban/layout/geom"
)

// Marks stand outside the bleed on every plate and change nothing within it.
func TestMarks(t *testing.T) {
	p := smallPage(set(t, face(t, "song"), 40*pt, 20*pt, 60*pt, "版面"))
	p.Trim, p.Bleed = geom.Size{W: 400 * pt, H: 400 * pt}, 9*pt
	all, ok := ParseMarks(MarkNames())
	if !ok {
		t.Fatal("the names of marks are not read")
	}
	if _, ok := ParseMarks([]string{"crop", "cross"}); ok {
		t.Error("a mark that there is not")
	}
	for _, press := range []Press{X4, X1a} {
		plain, err := File(testEdition(), Options{Press: press}, p)
		if err != nil {
			t.Fatal(err)
		}
		marked, err := File(testEdition(), Options{Press: press, Marks: all}, p)
		if err != nil {
			t.Fatal(err)
		}
		if out := judge(t, "qpdf", "--check", file(t, marked)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
		w := readBack(t, marked)
		page := w.dict(w.dict(w.dict(w.trailer.get("Root")).get("Pages")).get("Kids").(array)[0])
		for box, want := range map[name]string{
			"MediaBox": "[0 0 486.031 486.031]", "BleedBox": "[34.016 34.016 452.016 452.016]", "TrimBox": "[43.016 43.016 443.016 443.016]",
		} {
			if got := string(appendValue(nil, page.get(box))); got != want {
				t.Errorf("%v: %s is %s", press, box, got)
			}
		}
		before, after := plates(t, plain), plates(t, marked)
		for ink, plate := range after {
			// The left centre mark, and the cross of the register mark below it.
			for _, at := range []image.Rectangle{image.Rect(10, 241, 25, 245), image.Rect(10, 275, 30, 279)} {
				if darkest(plate, at) < 20 {
					t.Errorf("%v: nothing of the marks at %v on %s", press, at, ink)
				}
			}
			for y := range 400 {
				for x := range 400 {
					if d := int(plate.GrayAt(x+43, y+43).Y) - int(before[ink].GrayAt(x+9, y+9).Y); d > 80 || d < -80 {
						t.Fatalf("%v: %s differs at %d, %d", press, ink, x, y)
					}
				}
			}
		}
		if got := judge(t, "pdftotext", "-raw", file(t, marked), "-"); !strings.Contains(got, "焦作日报  2024-01-12  06  ") || !strings.Contains(got, "Magenta") {
			t.Errorf("the slug says %q", got)
		}
	}
}
