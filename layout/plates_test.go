package layout_test

import (
	"bytes"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/image/tiff"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/pdf"
	"paiban/layout/sheet"
)

// The sample page's black type is on the plate of black alone: the other plates are,
// pixel for pixel, those of the same page without it, so that it makes no hole in them.
// And no spot of the page has more ink than the press takes.
func TestSamplePlates(t *testing.T) {
	r := layout.Set("../pages.toml", layout.Options{Fonts: fonttest.Library()})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	whole := r.Sheets.Pages[0]
	bare := *whole
	bare.Items = nil
	for _, it := range whole.Items {
		if x, ok := it.(*sheet.Text); !ok || x.Ink != sheet.Black {
			bare.Items = append(bare.Items, it)
		}
	}
	if n := len(whole.Items) - len(bare.Items); n < 300 {
		t.Fatalf("only %d lines of black type", n)
	}
	for _, press := range []pdf.Press{pdf.X4, pdf.X1a} {
		with, without := platesOf(t, &r, press, whole), platesOf(t, &r, press, &bare)
		for i, ink := range inkNames[:3] {
			if !bytes.Equal(with[i].Pix, without[i].Pix) {
				t.Errorf("%s: black type is seen on the plate of %s", press, ink)
			}
		}
		if bytes.Equal(with[3].Pix, without[3].Pix) {
			t.Errorf("%s: black type is not on the plate of black", press)
		}
		most := 0
		for i := range with[0].Pix {
			sum := 0
			for _, plate := range with {
				sum += 255 - int(plate.Pix[i])
			}
			most = max(most, sum)
		}
		if limit := 240 * 255 / 100; most > limit+2 { // two for Ghostscript's rounding
			t.Errorf("%s: %d %% of ink", press, most*100/255)
		}
	}
}

var inkNames = []string{"Cyan", "Magenta", "Yellow", "Black"}

// platesOf has Ghostscript separate a page at 100 dpi; 0 is full ink.
func platesOf(t *testing.T, r *layout.Result, press pdf.Press, p *sheet.Page) []*image.Gray {
	t.Helper()
	gs, err := exec.LookPath("gs")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("gs is not installed")
		}
		t.Skip("gs is not installed")
	}
	data, err := pdf.File(r.Sheets, pdf.Options{Press: press}, p)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(in, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.Command(gs, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r100", "-o", filepath.Join(dir, "p.tif"), in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	var out []*image.Gray
	for _, ink := range inkNames {
		data, err := os.ReadFile(filepath.Join(dir, "p("+ink+").tif"))
		if err != nil {
			t.Fatal(err)
		}
		img, err := tiff.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, img.(*image.Gray))
	}
	return out
}
