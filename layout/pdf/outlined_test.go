package pdf

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts"
)

// otherFace gives a face of fonts/testdata.
func otherFace(t testing.TB, file string, p fonts.Pick) *fonts.Face {
	t.Helper()
	f := fonts.Choose(file, p, func() ([]byte, error) { return os.ReadFile(filepath.Join("../../fonts/testdata", file)) })
	if err := f.Load(); err != nil {
		t.Fatal(err)
	}
	return f
}

// CFF fonts, members of collections and variable fonts look as the TrueType font
// does that they were made of, and their text comes out as it was typed.
func TestOtherFonts(t *testing.T) {
	const text = "国中，“。Ag—"
	show := func(f *fonts.Face) []byte {
		line := set(t, f, 40*pt, 10*pt, 100*pt, text)
		low := set(t, f, 40*pt, 10*pt, 200*pt, "国国")
		low.Cells[1].Dx, low.Cells[1].Dy = 3*pt, 5*pt // moved, as a stacked mark is
		return build(t, smallPage(line, low))
	}
	medium, black := show(otherFace(t, "plain.ttf", fonts.Pick{})), show(otherFace(t, "pair.ttc", fonts.Pick{Index: 1}))
	if d := difference(render(t, medium), render(t, black)); d < 1 {
		t.Fatalf("two weights differ by %.2f %%: the test sees nothing", d)
	}
	for _, c := range []struct {
		file, kind string
		pick       fonts.Pick
		like       []byte
	}{
		{"pair.ttc", "CID TrueType", fonts.Pick{Member: "Test Sans Medium"}, medium},
		{"cubic.otf", "CID Type 0C", fonts.Pick{}, medium},
		{"cubic-2048.otf", "CID Type 0C", fonts.Pick{}, black},
		{"vary.ttf", "CID Type 0C", fonts.Pick{Weight: 500}, medium},
		{"vary.ttf", "CID Type 0C", fonts.Pick{Instance: "Black"}, black},
	} {
		b := show(otherFace(t, c.file, c.pick))
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Errorf("%s: %s", c.file, out)
		}
		list := judge(t, "pdffonts", file(t, b))
		if !strings.Contains(list, c.kind) || strings.Contains(list, "Error") || strings.Count(list, "yes yes yes") != 1 {
			t.Errorf("%s:\n%s", c.file, list)
		}
		if got := strings.TrimSpace(judge(t, "pdftotext", "-layout", file(t, b), "-")); !strings.HasPrefix(got, text) {
			t.Errorf("%s: extracts %q", c.file, got)
		}
		if d := difference(render(t, b), render(t, c.like)); d > 0.3 {
			t.Errorf("%s %+v: %.2f %% of the page differs", c.file, c.pick, d)
		}
		if out := judge(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage", file(t, b)); out != "" {
			t.Errorf("%s: gs says %s", c.file, out)
		}
	}
}

// difference gives how much of two pictures of a page differs, in percent of the
// ink there could be.
func difference(a, b image.Image) float64 {
	sum, n := 0.0, 0.0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			u, _, _, _ := a.At(x, y).RGBA()
			v, _, _, _ := b.At(x, y).RGBA()
			sum += float64(max(u, v)-min(u, v)) / 65535
			n++
		}
	}
	return 100 * sum / n
}
