package proof

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/sheet"
)

// photo is a page that a photograph fills: a square, light and dark, in a part of it.
func photo(t *testing.T, side int) *sheet.Image {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			c := color.RGBA{230, 220, 210, 255}
			if x > side/4 && x < side*3/4 && y > side/2 {
				c = color.RGBA{40, 30, 60, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return &sheet.Image{Name: "photo", Data: b.Bytes(), W: side, H: side, Format: "jpeg"}
}

func filled(im *sheet.Image) *sheet.Picture {
	return &sheet.Picture{Image: im, Rect: geom.Rect{W: geom.Inch, H: geom.Inch}, Crop: sheet.Crop{W: im.W, H: im.H}}
}

// A photograph that is read smaller is shown as the whole is, whatever its size and
// however it lies.
func TestSmallerPhotograph(t *testing.T) {
	for _, side := range []int{1200, 1203} {
		for o := range uint8(9) {
			im := photo(t, side)
			im.Orient = o
			k := smaller(im, image.Rect(0, 0, side, side), image.Pt(100, 100))
			if k == 0 {
				t.Fatal("it is read whole")
			}
			got := render(t, inch(filled(im)), 100)
			asPNG := *im // which is never read smaller
			img, err := jpeg.Decode(bytes.NewReader(im.Data))
			var b bytes.Buffer
			if err != nil || png.Encode(&b, img) != nil {
				t.Fatal(err)
			}
			asPNG.Data, asPNG.Format = b.Bytes(), "png"
			want := render(t, inch(filled(&asPNG)), 100)
			worst := 0
			for y := range 100 {
				for x := range 100 {
					// An edge may be half a pixel off.
					if x > 22 && x < 28 || x > 72 && x < 78 || y > 22 && y < 28 || y > 47 && y < 53 || y > 72 && y < 78 || x > 47 && x < 53 {
						continue
					}
					a, b := at(got, x, y), at(want, x, y)
					worst = max(worst, int(a.R)-int(b.R), int(b.R)-int(a.R))
				}
			}
			if worst > 6 {
				t.Errorf("side %d, orientation %d (1:%d): off by %d", side, o, 1<<k, worst)
			}
		}
	}
}

// Pages made several at a time are those made one by one, in their order; after an error
// there are no more.
func TestPNGs(t *testing.T) {
	im := photo(t, 300)
	var pages []*sheet.Page
	for i := range 9 {
		p := inch(filled(im), &sheet.Fill{Rect: geom.Rect{W: hundredths(int64(5 * i)), H: hundredths(10)}, Ink: sheet.Black})
		p.Name = fmt.Sprint(i)
		pages = append(pages, p)
	}
	layers := func(p *sheet.Page) []overlay.Layer {
		return []overlay.Layer{{Shapes: []overlay.Shape{{Rect: geom.Rect{W: hundredths(3), H: hundredths(3)}}}}}
	}
	for _, over := range []func(*sheet.Page) []overlay.Layer{nil, layers} {
		next := 0
		err := PNGs(pages, 60, over, func(i int, png []byte) error {
			var want bytes.Buffer
			var l []overlay.Layer
			if over != nil {
				l = over(pages[i])
			}
			if err := PNG(&want, pages[i], 60, l...); err != nil || i != next || !bytes.Equal(png, want.Bytes()) {
				t.Errorf("page %d, %d bytes, at the place of %d: %v", i, len(png), next, err)
			}
			next++
			return nil
		})
		if err != nil || next != len(pages) {
			t.Errorf("%d pages, %v", next, err)
		}
	}
	full := errors.New("full")
	var took []int
	if err := PNGs(pages, 60, nil, func(i int, _ []byte) error {
		took = append(took, i)
		if i == 2 {
			return full
		}
		return nil
	}); err != full || !slices.Equal(took, []int{0, 1, 2}) {
		t.Errorf("%v after %v", err, took)
	}
	pages[1] = inch(&sheet.Picture{Image: &sheet.Image{Name: "broken", Data: []byte("no"), W: 9, H: 9}, Rect: geom.Rect{W: geom.Inch, H: geom.Inch}, Crop: sheet.Crop{W: 9, H: 9}})
	took = nil
	if err := PNGs(pages, 60, nil, func(i int, _ []byte) error { took = append(took, i); return nil }); err == nil || !strings.Contains(err.Error(), "broken") || !slices.Equal(took, []int{0}) {
		t.Errorf("%v after %v", err, took)
	}
}

// What a painter keeps of pictures is bounded by what they take, not by their number.
func TestPainterBounds(t *testing.T) {
	pt := &Painter{}
	small := quarters(t)
	for i := range 20 {
		im := *small
		im.Data = append(bytes.Clone(small.Data), byte(i)) // another picture
		im.W, im.H = 5000, 4000
		if _, err := pt.read(&im, 0); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(pt.pictures); n < 2 || n*5000*4000*4 > maxDecoded {
		t.Errorf("%d pictures of 80 MB are kept", n)
	}
	for i := range 3 * maxPictures {
		im := *small
		im.Data = append(bytes.Clone(small.Data), 1, byte(i))
		if _, err := pt.read(&im, 0); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(pt.pictures); n > maxPictures {
		t.Errorf("%d pictures are kept", n)
	}
}
