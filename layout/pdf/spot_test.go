package pdf

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// A spot ink has a plate of its own, and nothing of it is on the others; black type
// over it makes no hole.
func TestSpotInk(t *testing.T) {
	red := &sheet.Spot{Name: "专红 C/1", M: 1000, Y: 800}
	p := smallPage(
		&sheet.Fill{Rect: geom.Rect{X: 10 * pt, Y: 10 * pt, W: 100 * pt, H: 80 * pt}, Ink: red.Ink(300)},
		set(t, face(t, "hei-black"), 40*pt, 20*pt, 60*pt, "黑字"),
		&sheet.Rule{From: geom.Point{X: 10 * pt, Y: 150 * pt}, To: geom.Point{X: 200 * pt, Y: 150 * pt}, Width: 6 * pt, Ink: red.Ink(1000)},
	)
	title := set(t, face(t, "hei-black"), 40*pt, 20*pt, 250*pt, "专色")
	title.Ink = red.Ink(1000)
	p.Items = append(p.Items, title)
	for _, press := range []Press{X4, X1a} {
		b, err := File(testEdition(), Options{Press: press}, p)
		if err != nil {
			t.Fatal(err)
		}
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
		dir := t.TempDir()
		judge(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r72", "-o", filepath.Join(dir, "p.tif"), file(t, b))
		files, _ := filepath.Glob(filepath.Join(dir, "p(*).tif"))
		if len(files) != 5 {
			t.Fatalf("plates: %q", files)
		}
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			img, err := tiff.Decode(f)
			f.Close()
			if err != nil {
				t.Fatal(err)
			}
			plate := img.(*image.Gray)
			tint, line := lightest(plate, image.Rect(12, 12, 108, 88)), darkest(plate, image.Rect(20, 149, 190, 151))
			switch base := filepath.Base(name); {
			case base == "p(Black).tif":
				if darkest(plate, image.Rect(20, 20, 100, 70)) != 100 || line != 0 {
					t.Errorf("%s: type %d %%, line %d %%", base, darkest(plate, image.Rect(20, 20, 100, 70)), line)
				}
			case base == "p(Cyan).tif" || base == "p(Magenta).tif" || base == "p(Yellow).tif":
				if darkest(plate, plate.Rect) != 0 {
					t.Errorf("%s is not empty", base)
				}
			default:
				if tint < 29 || tint > 31 || line != 100 || darkest(plate, image.Rect(20, 210, 100, 260)) != 100 {
					t.Errorf("%s: tint %d %%, line %d %%", base, tint, line)
				}
			}
		}
	}
}
