package pdf

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/tiff"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// plates has Ghostscript separate a file's first page at 72 dpi, with overprint
// as a press does it. 0 is full ink.
func plates(t testing.TB, pdf []byte) map[string]*image.Gray {
	t.Helper()
	dir := t.TempDir()
	judge(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r72", "-o", filepath.Join(dir, "p.tif"), file(t, pdf))
	out := map[string]*image.Gray{}
	for _, ink := range []string{"Cyan", "Magenta", "Yellow", "Black"} {
		f, err := os.Open(filepath.Join(dir, "p("+ink+").tif"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		img, err := tiff.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		out[ink] = img.(*image.Gray)
	}
	return out
}

// darkest gives the most ink of a plate within a part of the page in points, in
// percent; lightest the least.
func darkest(g *image.Gray, r image.Rectangle) int {
	most := 0
	each(g, r, func(ink int) { most = max(most, ink) })
	return most
}

func lightest(g *image.Gray, r image.Rectangle) int {
	least := 100
	each(g, r, func(ink int) { least = min(least, ink) })
	return least
}

func each(g *image.Gray, r image.Rectangle, f func(int)) {
	r = r.Intersect(g.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			f((255 - int(g.GrayAt(x, y).Y)) * 100 / 255)
		}
	}
}

func smallPage(items ...sheet.Item) *sheet.Page {
	p := testPage(items...)
	p.Trim = geom.Size{W: 300 * pt, H: 300 * pt}
	return p
}

func fill(x, y, w, h geom.Length, ink sheet.Ink) *sheet.Fill {
	return &sheet.Fill{Rect: geom.Rect{X: x * pt, Y: y * pt, W: w * pt, H: h * pt}, Ink: ink}
}

// Black text and thin black rules are on the K plate alone and make no hole in
// what lies below; paper, tints and heavy bars do.
func TestPlates(t *testing.T) {
	tint := sheet.Ink{C: 500, Y: 300}
	hei := face(t, "hei-black")
	black := set(t, hei, 40*pt, 20*pt, 60*pt, "黑字")
	paper := set(t, hei, 40*pt, 120*pt, 60*pt, "反白")
	paper.Ink = sheet.Paper
	colour := set(t, hei, 40*pt, 210*pt, 60*pt, "红")
	colour.Ink = sheet.Ink{M: 1000, Y: 1000}
	p := plates(t, build(t, smallPage(
		fill(0, 0, 300, 100, tint), black, paper, colour,
		&sheet.Rule{From: geom.Point{X: 0, Y: 90 * pt}, To: geom.Point{X: 300 * pt, Y: 90 * pt}, Width: 2 * pt, Ink: sheet.Black},
		fill(0, 200, 300, 100, tint),
		&sheet.Rule{From: geom.Point{X: 0, Y: 220 * pt}, To: geom.Point{X: 300 * pt, Y: 220 * pt}, Width: 10 * pt, Ink: sheet.Black},
		fill(0, 250, 300, 20, sheet.Ink{K: 125}),
		set(t, face(t, "song"), 9*pt, 20*pt, 150*pt, "纸上的正文"),
		&sheet.Rule{From: geom.Point{X: 0, Y: 160 * pt}, To: geom.Point{X: 300 * pt, Y: 160 * pt}, Width: pt / 4, Ink: sheet.Black},
	)))
	within := image.Rect
	check := func(what string, got, want int) {
		t.Helper()
		if got < want-1 || got > want+1 {
			t.Errorf("%s: %d %%, not %d %%", what, got, want)
		}
	}
	check("K under the black text", darkest(p["Black"], within(20, 20, 100, 70)), 100)
	check("C under the black text", lightest(p["Cyan"], within(20, 20, 100, 70)), 50)
	check("Y under the black rule", lightest(p["Yellow"], within(0, 85, 300, 95)), 30)
	check("C under the reversed text", lightest(p["Cyan"], within(120, 20, 200, 70)), 0)
	check("C under the red text", lightest(p["Cyan"], within(210, 20, 250, 70)), 0)
	check("M of the red text", darkest(p["Magenta"], within(210, 20, 250, 70)), 100)
	check("C under the heavy bar", lightest(p["Cyan"], within(0, 217, 300, 223)), 0)
	check("C under the gray tint", darkest(p["Cyan"], within(0, 252, 300, 268)), 0)
	check("K of the gray tint", darkest(p["Black"], within(0, 252, 300, 268)), 12)
	for _, ink := range []string{"Cyan", "Magenta", "Yellow"} {
		check(ink+" of text on paper", darkest(p[ink], within(0, 110, 300, 190)), 0)
	}
}
