package pdf

import (
	"image"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// However many spot inks there are, each has its name and its patches, and none of them
// stands on a mark.
func TestMarksOfManyInks(t *testing.T) {
	var items []sheet.Item
	names := []string{"PANTONE Reflex Blue C", "PANTONE 871 C", "PANTONE Warm Red C", "PANTONE 7527 C", "PANTONE Cool Gray 11 C"}
	items = append(items, set(t, face(t, "song"), 9*pt, 20*pt, 60*pt, "版面"))
	for i, n := range names {
		items = append(items, fill(geom.Length(20*i), 100, 20, 20, (&sheet.Spot{Name: n, C: 300}).Ink(1000)))
	}
	p := smallPage(items...)
	p.Trim = geom.Size{W: 275 * geom.MM, H: 390 * geom.MM}
	all, _ := ParseMarks(MarkNames())
	d := &draft{ed: testEdition(), opt: Options{Marks: all}}
	written, patches := "", map[string]int{}
	var taken []geom.Rect
	for _, it := range d.printersMarks(p) {
		switch it := it.(type) {
		case *sheet.Text:
			last := it.Cells[len(it.Cells)-1]
			written += it.Text + "\n"
			taken = append(taken, geom.Rect{X: it.Origin.X, Y: it.Origin.Y - it.Size, W: last.X + last.W, H: it.Size})
		case *sheet.Fill:
			if it.Ink.Spot != nil {
				patches[it.Ink.Spot.Name]++
			}
			taken = append(taken, it.Rect)
		}
	}
	for _, n := range names {
		if !strings.Contains(written, n+"\n") || patches[n] != 2 {
			t.Errorf("%s: %d patches; written is\n%s", n, patches[n], written)
		}
	}
	for _, it := range d.printersMarks(p) {
		r, ok := it.(*sheet.Rule)
		if !ok {
			continue
		}
		line := geom.Rect{X: min(r.From.X, r.To.X), Y: min(r.From.Y, r.To.Y), W: max(r.From.X, r.To.X) - min(r.From.X, r.To.X) + 1, H: max(r.From.Y, r.To.Y) - min(r.From.Y, r.To.Y) + 1}
		for _, b := range taken {
			if !b.Intersect(line).Empty() {
				t.Fatalf("%v lies on the mark %v", b, line)
			}
		}
	}
	for i, a := range taken {
		for _, b := range taken[:i] {
			if !a.Intersect(b).Empty() || a.Right() > p.Trim.W || a.Y < -markMargin {
				t.Fatalf("%v and %v", a, b)
			}
		}
	}
}

// A page without type, an advert say, has its slug all the same.
func TestSlugWithoutType(t *testing.T) {
	d := &draft{ed: testEdition(), opt: Options{Marks: Marks{Slug: true}, Face: face(t, "song")}}
	if n := len(d.printersMarks(smallPage(fill(0, 0, 9, 9, sheet.Black)))); n < 3 { // what fits above so small a page
		t.Errorf("%d pieces", n)
	}
}

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
