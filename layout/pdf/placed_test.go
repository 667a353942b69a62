package pdf

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/pdffile"
	"paiban/layout/sheet"
)

// advert gives page n of testdata/advert.pdf: 1 is 240 × 160 pt within its trim, 2 is
// 240 × 160 pt as it lies, turned by 90°.
func advert(t testing.TB, n int) *sheet.Image {
	t.Helper()
	b, err := os.ReadFile("testdata/advert.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return pageOf(t, b, n)
}

func pageOf(t testing.TB, b []byte, n int) *sheet.Image {
	t.Helper()
	form, err := pdffile.Extract(b, n, "trim")
	if err != nil {
		t.Fatal(err)
	}
	w, h := form.Size()
	return &sheet.Image{Name: "advert.pdf", Data: b, Format: "pdf", W: int(w*100 + 0.5), H: int(h*100 + 0.5), Page: n, Box: "trim"}
}

// placedAt shows all of a page with its upper left corner at a place, at a scale in
// percent.
func placedAt(im *sheet.Image, x, y, scale geom.Length) *sheet.Picture {
	return &sheet.Picture{Image: im, Crop: sheet.Crop{W: im.W, H: im.H},
		Rect: geom.Rect{X: x * pt, Y: y * pt, W: geom.Length(im.W) * pt * scale / 10000, H: geom.Length(im.H) * pt * scale / 10000}}
}

// A placed page stands where it should, upright, clipped to its place, on its plates;
// nothing of ours reaches into it.
func TestPlacedPlates(t *testing.T) {
	part := placedAt(advert(t, 1), 20, 240, 100) // the left half of the cup, at half its size
	part.Crop, part.Rect.W, part.Rect.H = sheet.Crop{X: 2000, Y: 1000, W: 8000, H: 14000}, 40*pt, 70*pt
	p := testPage(
		fill(0, 0, 400, 10, sheet.Ink{M: 1000}), // ours, which an advert's black must not take on
		&sheet.Rule{From: geom.Point{Y: 15 * pt}, To: geom.Point{X: 400 * pt, Y: 15 * pt}, Width: 5 * pt, Ink: sheet.Ink{C: 1000}, Dash: []geom.Length{pt, 2 * pt}},
		placedAt(advert(t, 1), 20, 30, 100), placedAt(advert(t, 2), 200, 240, 50), part,
	)
	p.Trim = geom.Size{W: 400 * pt, H: 330 * pt}
	plate := plates(t, build(t, p))
	within := func(x0, y0, x1, y1 int) image.Rectangle { return image.Rect(x0, y0, x1, y1) }
	for _, c := range []struct {
		what, ink  string
		at         image.Rectangle
		least, top int
	}{
		{"ground", "Yellow", within(22, 32, 258, 34), 55, 55},
		{"beside it", "Yellow", within(0, 20, 19, 230), 0, 0},
		{"the frame, 3 pt wide", "Black", within(30, 36, 250, 37), 100, 100},
		{"its cup", "Magenta", within(90, 110, 130, 140), 70, 70},
		{"the turned one's white", "Cyan", within(212, 252, 268, 308), 0, 0}, // 20–140 of its foot, which is at the left
		{"the turned one's ground", "Cyan", within(275, 245, 285, 315), 50, 50},
		{"its triangle", "Black", within(303, 278, 306, 282), 100, 100},
		{"the part's cup", "Magenta", within(50, 280, 58, 290), 70, 70},
		{"beyond the part", "Magenta", within(62, 240, 198, 330), 0, 0},
		{"below the part", "Yellow", within(0, 312, 198, 330), 0, 0},
	} {
		lo, hi := lightest(plate[c.ink], c.at), darkest(plate[c.ink], c.at)
		if lo < c.least-1 || hi > c.top+1 {
			t.Errorf("%s: %d–%d %% of %s, not %d–%d", c.what, lo, hi, c.ink, c.least, c.top)
		}
	}
}

// A page begins in black, whatever came before it on ours.
func TestPlacedFresh(t *testing.T) {
	b, err := os.ReadFile("testdata/advert.pdf")
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte("0.1 0 0.55 0 k 0 0 260 180 re f"), []byte("0 0 130 180 re f 200 0 m 200 9 l S %%")[:31], 1)
	p := smallPage(fill(0, 0, 300, 10, sheet.Ink{M: 1000}), placedAt(pageOf(t, b, 1), 20, 20, 100))
	plate := plates(t, build(t, p))
	if k, m := lightest(plate["Black"], image.Rect(25, 30, 60, 170)), darkest(plate["Magenta"], image.Rect(25, 30, 60, 170)); k != 100 || m != 0 {
		t.Errorf("K %d, M %d", k, m)
	}
}

// The same page is embedded once, however often it is placed; each standard has it,
// and the same bytes come out again.
func TestPlacedOnce(t *testing.T) {
	for _, press := range []Press{Screen, X4, X1a} {
		make := func() []byte {
			p := testPage(placedAt(advert(t, 1), 20, 20, 100), placedAt(advert(t, 1), 20, 300, 50), placedAt(advert(t, 2), 300, 20, 100))
			b, err := File(testEdition(), Options{Press: press}, p)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		b := make()
		if !bytes.Equal(b, make()) {
			t.Errorf("%v: two builds differ", press)
		}
		if n := bytes.Count(b, []byte("/Subtype /Form")); n != 2 {
			t.Errorf("%v: %d forms, not 2", press, n)
		}
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
	}
}

// A page of our own, with type and pictures, is an advert like another: what can be
// read of it remains.
func TestPlacedOwn(t *testing.T) {
	inner := build(t, smallPage(set(t, face(t, "song"), 20*pt, 20*pt, 60*pt, "茶馆开张"), fill(0, 100, 300, 50, sheet.Ink{C: 300})))
	b, err := File(testEdition(), Options{Press: X4}, testPage(placedAt(pageOf(t, inner, 1), 30, 30, 100), set(t, face(t, "song"), 9*pt, 30*pt, 400*pt, "正文")))
	if err != nil {
		t.Fatal(err)
	}
	if out := judge(t, "pdftotext", file(t, b), "-"); !strings.Contains(out, "茶馆开张") || !strings.Contains(out, "正文") {
		t.Errorf("text reads %q", out)
	}
}

// PDF/X-1a has no groups (ISO 15930-4, 6.4); X-4 keeps the page's.
func TestPlacedGroup(t *testing.T) {
	b, err := os.ReadFile("testdata/advert.pdf")
	if err != nil {
		t.Fatal(err)
	}
	old, group := "/Annots [7 0 R]", "/Group <</S /Transparency /CS /DeviceCMYK>>"
	b = bytes.Replace(b, []byte(old), []byte(group), 1)
	i := bytes.Index(b, []byte("xref\n0"))
	b = append(b[:i:i], rebuilt(b[:i])...)
	for press, want := range map[Press]int{X4: 1, X1a: 0} {
		out, err := File(testEdition(), Options{Press: press}, testPage(placedAt(pageOf(t, b, 1), 20, 20, 100)))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(out, []byte("/S /Transparency")); n != want {
			t.Errorf("%v: %d groups, not %d", press, n, want)
		}
	}
}

// rebuilt gives a table of objects for what stands before it.
func rebuilt(b []byte) []byte {
	out := "xref\n0 9\n0000000000 65535 f \n"
	for n := 1; n <= 8; n++ {
		out += fmt.Sprintf("%010d 00000 n \n", bytes.Index(b, fmt.Appendf(nil, "\n%d 0 obj", n))+1)
	}
	return fmt.Appendf(nil, "%strailer\n<</Size 9 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", out, len(b))
}

// FuzzPlaced: what is placed of any bytes gives a sound file, or an error.
func FuzzPlaced(f *testing.F) {
	b, err := os.ReadFile("testdata/advert.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, 1)
	f.Add(b, 2)
	f.Add(build(f, smallPage(set(f, face(f, "song"), 20*pt, 20*pt, 60*pt, "茶"))), 1)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		form, err := pdffile.Extract(b, n, "trim")
		if n < 1 || err != nil {
			return
		}
		w, h := form.Size()
		im := &sheet.Image{Name: "x.pdf", Data: b, Format: "pdf", W: int(w*100 + 0.5), H: int(h*100 + 0.5), Page: n, Box: "trim"}
		for _, press := range []Press{X4, X1a} {
			out, err := File(testEdition(), Options{Press: press}, testPage(placedAt(im, 10, 10, 50)))
			if err != nil {
				t.Fatal(err)
			}
			made, err := pdffile.Open(out)
			if err != nil || made.Mended || len(made.Pages(9)) != 1 {
				t.Fatalf("%v: the file is not sound: %v", press, err)
			}
		}
	})
}
