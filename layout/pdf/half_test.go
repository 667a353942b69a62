package pdf

import (
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// spread has type, a rule, a tint, an advert and type beyond the trim across its fold,
// which is at 360 pt: pixel 500 at 100 dpi.
func spread(t *testing.T, bleed geom.Length) *sheet.Page {
	p := testPage(
		fill(-9, 0, 738, 40, sheet.Ink{C: 300}),
		set(t, face(t, "hei-black"), 60*pt, 280*pt, 100*pt, "两岸灯火"),
		&sheet.Rule{From: geom.Point{X: 20 * pt, Y: 130 * pt}, To: geom.Point{X: 700 * pt, Y: 130 * pt}, Width: pt, Ink: sheet.Black},
		placedAt(advert(t, 1), 243, 150, 100),
		set(t, face(t, "song"), 9*pt, 30*pt, 200*pt, "左边的字"), set(t, face(t, "song"), 9*pt, 600*pt, 200*pt, "右边的字"),
	)
	p.Name, p.Trim, p.Bleed = "06-07", geom.Size{W: 720 * pt, H: 360 * pt}, bleed
	p.Fold, p.Halves = 360*pt, [2]string{"06", "07"}
	return p
}

// seen has poppler draw a file's page at 100 dpi.
func seen(t *testing.T, b []byte) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "p")
	judge(t, "pdftoppm", "-r", "100", "-png", "-singlefile", file(t, b), out)
	f, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func half(t *testing.T, p *sheet.Page, opt Options, h Half) []byte {
	t.Helper()
	opt.Half = h
	b, err := File(testEdition(), opt, p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The halves of a spread put together are the spread, pixel for pixel.
func TestHalvesJoin(t *testing.T) {
	for _, press := range []Press{X4, X1a} {
		opt := Options{Press: press}
		p := spread(t, 0)
		whole := seen(t, half(t, p, opt, WholePage))
		joined := image.NewRGBA(whole.Bounds())
		for i, h := range []Half{LeftHalf, RightHalf} {
			img := seen(t, half(t, p, opt, h))
			if img.Bounds() != image.Rect(0, 0, 500, 500) {
				t.Fatalf("%v: a half is of %v", press, img.Bounds())
			}
			draw.Draw(joined, img.Bounds().Add(image.Pt(500*i, 0)), img, image.Point{}, draw.Src)
		}
		bad := 0
		for y := range 500 {
			for x := range 1000 {
				if whole.At(x, y) != joined.At(x, y) {
					bad++
				}
			}
		}
		if bad > 0 || whole.Bounds() != image.Rect(0, 0, 1000, 500) {
			t.Errorf("%v: %d pixels differ of %v", press, bad, whole.Bounds())
		}
	}
}

// A half has no bleed at the fold unless it is wanted, marks of its own around it, and
// type of the other half neither in sight nor in its text.
func TestHalfBoxes(t *testing.T) {
	for _, c := range []struct {
		half              Half
		fold              geom.Length
		marks             bool
		media, bleed, cut string
	}{
		{LeftHalf, 0, false, "0 0 369 378", "0 0 369 378", "9 9 369 369"},
		{RightHalf, 0, false, "369 0 738 378", "369 0 738 378", "369 9 729 369"},
		{RightHalf, 3 * pt, false, "366 0 738 378", "366 0 738 378", "369 9 729 369"},
		{LeftHalf, 3 * pt, true, "0 0 446.031 446.031", "34.016 34.016 406.016 412.016", "43.016 43.016 403.016 403.016"},
		{RightHalf, 0, true, "360 0 806.031 446.031", "403.016 34.016 772.016 412.016", "403.016 43.016 763.016 403.016"},
	} {
		opt := Options{Press: X4, FoldBleed: c.fold}
		if c.marks {
			opt.Marks = Marks{Crop: true, Slug: true}
		}
		b := half(t, spread(t, 9*pt), opt, c.half)
		for k, want := range map[string]string{"MediaBox": c.media, "BleedBox": c.bleed, "TrimBox": c.cut} {
			if !strings.Contains(string(b), "/"+k+" ["+want+"]") {
				t.Errorf("half %d: %s is not [%s]", c.half, k, want)
			}
		}
		own, other := "左边的字", "右边的字"
		if c.half == RightHalf {
			own, other = other, own
		}
		out := judge(t, "pdftotext", file(t, b), "-")
		if !strings.Contains(out, own) || strings.Contains(out, other) {
			t.Errorf("half %d reads %q", c.half, out)
		}
		if c.marks { // beyond the bleed at the fold there are marks alone
			img := seen(t, b)
			x := 600 // 12 pt beyond the fold of the left half, which is at 560
			if c.half == RightHalf {
				x = 20
			}
			for y := 70; y < 540; y++ {
				if r, g, bl, _ := img.At(x, y).RGBA(); r+g+bl != 3*0xFFFF {
					t.Fatalf("half %d shows the other at %d, %d", c.half, x, y)
				}
			}
		}
	}
}

// What is no spread has no halves; neither has a file for screens or archives.
func TestHalfRefused(t *testing.T) {
	for want, c := range map[string]struct {
		p   *sheet.Page
		opt Options
	}{
		"no spread":     {testPage(), Options{Press: X4, Half: LeftHalf}},
		"has no halves": {spread(t, 0), Options{Half: LeftHalf}},
		"out of range":  {spread(t, 0), Options{Press: X4, Half: LeftHalf, FoldBleed: 400 * pt}},
	} {
		if _, err := File(testEdition(), c.opt, c.p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
