package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// quarters is a picture whose four corners differ: red, green, blue, gray from
// the top left, by rows.
func quarters(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, corner(x*2/w, y*2/h))
		}
	}
	return img
}

func corner(right, low int) color.NRGBA {
	return [4]color.NRGBA{{200, 30, 30, 255}, {30, 200, 30, 255}, {30, 30, 200, 255}, {128, 128, 128, 255}}[right+2*low]
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withOrientation puts an EXIF block behind a JPEG's first marker.
func withOrientation(b []byte, o int) []byte {
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(rune(o)) + "\x00\x00\x00\x00\x00\x00\x00"
	seg := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	return append(append(append([]byte(nil), b[:2]...), seg...), b[2:]...)
}

// stored gives img as a camera would store it with that orientation.
func stored(img *image.NRGBA, o int) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	sw, sh := w, h
	if o >= 5 {
		sw, sh = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, sw, sh))
	for y := range h {
		for x := range w {
			u, v := x, y
			switch o { // the stored column and row of the upright pixel x, y
			case 2:
				u, v = w-1-x, y
			case 3:
				u, v = w-1-x, h-1-y
			case 4:
				u, v = x, h-1-y
			case 5:
				u, v = y, x
			case 6:
				u, v = y, w-1-x
			case 7:
				u, v = h-1-y, w-1-x
			case 8:
				u, v = h-1-y, x
			}
			out.Set(u, v, img.At(x, y))
		}
	}
	return out
}

// render has poppler paint the first page at 72 dpi.
func render(t testing.TB, pdf []byte) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "p")
	judge(t, "pdftoppm", "-r", "72", "-png", "-singlefile", file(t, pdf), out)
	b, err := os.ReadFile(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func closeTo(a, b color.Color) bool {
	r0, g0, b0, _ := a.RGBA()
	r1, g1, b1, _ := b.RGBA()
	d := func(x, y uint32) bool { return max(x, y)-min(x, y) < 0x0C00 }
	return d(r0, r1) && d(g0, g1) && d(b0, b1)
}

func imageOf(format string, data []byte, w, h int) *sheet.Image {
	return &sheet.Image{Name: "p." + format, Data: data, Format: format, W: w, H: h}
}

// place puts a picture on 100, 50 … 220, 130 pt.
func place(im *sheet.Image, c sheet.Crop) *sheet.Picture {
	return &sheet.Picture{Rect: geom.Rect{X: 100 * pt, Y: 50 * pt, W: 120 * pt, H: 80 * pt}, Image: im, Crop: c}
}

// Pictures of every kind stand upright in their rectangle, and a crop shows its
// part alone.
func TestPictures(t *testing.T) {
	img := quarters(60, 40)
	deep := image.NewNRGBA64(img.Rect)
	flat := image.NewPaletted(img.Rect, color.Palette{corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)})
	clear := image.NewPaletted(img.Rect, color.Palette{corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1), color.NRGBA{}})
	half := quarters(60, 40)
	half.Set(0, 0, color.NRGBA{200, 30, 30, 128})
	for y := range 40 {
		for x := range 60 {
			deep.Set(x, y, img.At(x, y))
			flat.Set(x, y, img.At(x, y))
			clear.Set(x, y, img.At(x, y))
		}
	}
	clear.SetColorIndex(30, 20, 4)
	kinds := map[string]*sheet.Image{
		"png":         imageOf("png", pngOf(t, img), 60, 40),
		"png 16 bit":  imageOf("png", pngOf(t, deep), 60, 40),
		"png palette": imageOf("png", pngOf(t, flat), 60, 40),
		"png clear":   imageOf("png", pngOf(t, clear), 60, 40),
		"png alpha":   imageOf("png", pngOf(t, half), 60, 40),
	}
	for o := 0; o <= 8; o++ {
		kinds[fmt.Sprint("jpeg ", o)] = imageOf("jpeg", withOrientation(jpegOf(t, stored(img, o)), o), 60, 40)
	}
	for kind, im := range kinds {
		b := build(t, smallPage(place(im, sheet.Crop{W: 60, H: 40})))
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Errorf("%s: %s", kind, out)
		}
		got := render(t, b)
		for i := range 4 {
			x, y := i%2, i/2
			if c := got.At(130+60*x, 70+40*y); !closeTo(c, corner(x, y)) {
				t.Errorf("%s: corner %d is %v, not %v", kind, i, c, corner(x, y))
			}
		}
		for _, p := range []image.Point{{98, 90}, {222, 90}, {160, 48}, {160, 132}} {
			if !closeTo(got.At(p.X, p.Y), color.White) {
				t.Errorf("%s: paints outside its rectangle", kind)
			}
		}
		got = render(t, build(t, smallPage(place(im, sheet.Crop{X: 35, Y: 0, W: 20, H: 16}))))
		for _, p := range []image.Point{{101, 51}, {219, 51}, {101, 129}, {219, 129}} {
			if !closeTo(got.At(p.X, p.Y), corner(1, 0)) {
				t.Errorf("%s: the crop shows %v at %v", kind, got.At(p.X, p.Y), p)
			}
		}
		if !closeTo(got.At(98, 90), color.White) || !closeTo(got.At(222, 90), color.White) || !closeTo(got.At(160, 132), color.White) {
			t.Errorf("%s: the crop paints outside its rectangle", kind)
		}
	}
}

// A JPEG's bytes stand in the file as they are, once, however often it is placed.
func TestPictureOnce(t *testing.T) {
	data := jpegOf(t, quarters(60, 40))
	a, b := imageOf("jpeg", data, 60, 40), imageOf("jpeg", bytes.Clone(data), 60, 40)
	out := build(t, smallPage(place(a, sheet.Crop{W: 60, H: 40}), place(a, sheet.Crop{W: 20, H: 40}), place(b, sheet.Crop{W: 60, H: 40})))
	if n := bytes.Count(out, data); n != 1 {
		t.Errorf("the JPEG is in the file %d times", n)
	}
	if n := strings.Count(judge(t, "pdfimages", "-list", file(t, out)), " jpeg "); n != 3 {
		t.Errorf("%d pictures, not 3", n)
	}
}

func TestPicturesRefused(t *testing.T) {
	good := jpegOf(t, quarters(60, 40))
	whole := pngOf(t, quarters(60, 40))
	huge := bytes.Clone(good)
	at := bytes.Index(huge, []byte{0xFF, 0xC0})
	copy(huge[at+5:], "\xFF\xFF\xFF\xFF")
	full := sheet.Crop{W: 60, H: 40}
	for want, p := range map[string]*sheet.Picture{
		"not 61":           place(imageOf("jpeg", good, 61, 40), sheet.Crop{W: 60, H: 40}),
		"breaks off":       place(imageOf("png", whole[:len(whole)/2], 60, 40), full),
		"are too many":     place(imageOf("jpeg", huge, 65535, 65535), full),
		"not a picture":    place(imageOf("gif", []byte("no"), 60, 40), full),
		"is not a part of": place(imageOf("jpeg", good, 60, 40), sheet.Crop{X: 50, W: 20, H: 10}),
		"without a file":   place(nil, full),
	} {
		_, err := File(testEdition(), Options{}, smallPage(p))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
