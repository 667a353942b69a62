package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// jpegOf packs an image.
func jpegOf(t *testing.T, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What a photograph becomes does not depend on how small it was decoded: however it lies,
// whatever part of it is shown, and where its sides are no multiples of the squares.
func TestSmaller(t *testing.T) {
	const w, h = 1003, 805
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			wave := func(v float64) uint8 { return uint8(128 + 120*math.Sin(v)) }
			img.SetRGBA(x, y, color.RGBA{wave(float64(x) / 40), wave(float64(y) / 30), wave(float64(x+2*y) / 70), 255})
		}
	}
	b := jpegOf(t, img, 95)
	in, err := Inspect(b)
	if err != nil {
		t.Fatal(err)
	}
	for o := range uint8(9) {
		in := in
		in.Orient = o
		if o >= 5 {
			in.W, in.H = in.H, in.W
		}
		for _, part := range []sheet.Crop{{W: in.W, H: in.H}, {X: 101, Y: 33, W: 501, H: 403}, {X: in.W - 402, Y: in.H - 401, W: 402, H: 401}} {
			for _, by := range []int{5, 9, 17} {
				to := [2]int{part.W / by, part.H / by}
				k := coarser(in, part, to[0], to[1])
				if k == 0 {
					t.Fatalf("%v by %d is not decoded smaller", part, by)
				}
				whole, err := read(in, b)
				if err != nil {
					t.Fatal(err)
				}
				small, err := readSmaller(in, b, k)
				if err != nil {
					t.Fatal(err)
				}
				got, want := small.resample(part, to[0], to[1]), whole.crop(part.X, part.Y, part.W, part.H).resample(to[0], to[1])
				if got.w != want.w || got.h != want.h {
					t.Fatalf("%d × %d, not %d × %d", got.w, got.h, want.w, want.h)
				}
				var worst [2]int // within, and along the edges, where squares that are not whole are left out
				for i, v := range got.pix {
					x, y, edge := i/3%got.w, i/3/got.w, 0
					if x == 0 || y == 0 || x == got.w-1 || y == got.h-1 {
						edge = 1
					}
					worst[edge] = max(worst[edge], int(v)-int(want.pix[i]), int(want.pix[i])-int(v))
				}
				// A shift by half a pixel of the result would be some 20 at least.
				if worst[0] > 9 || worst[1] > 16 {
					t.Errorf("orientation %d, %v by %d (1:%d): off by %d", o, part, by, 1<<k, worst)
				}
			}
		}
	}
}

// Line art is never blurred by being decoded smaller, nor a picture that is shown nearly
// as large as it is.
func TestCoarser(t *testing.T) {
	photo, gray := Info{Format: "jpeg", Channels: 3}, Info{Format: "jpeg", Channels: 1}
	part := sheet.Crop{W: 3000, H: 2000}
	for _, c := range []struct {
		in   Info
		w, h int
		want int
	}{
		{photo, 1001, 600, 0}, {photo, 1000, 666, 1}, {photo, 1000, 700, 0}, {photo, 500, 333, 2}, {photo, 10, 10, 3},
		{gray, 10, 10, 0}, {Info{Format: "png", Channels: 3}, 10, 10, 0}, {Info{Format: "jpeg", Channels: 4}, 10, 10, 0},
	} {
		if got := coarser(c.in, part, c.w, c.h); got != c.want {
			t.Errorf("%v in %d × %d: %d, not %d", c.in, c.w, c.h, got, c.want)
		}
	}
}

// A photograph of a camera becomes on the page what it became when it was decoded whole.
func TestSmallerMade(t *testing.T) {
	p := newsprint(t, 240)
	img := noise(900, 600)
	b := jpegOf(t, img, 75)
	im := &sheet.Image{Data: b, W: 900, H: 600, Format: "jpeg"}
	e, err := p.Make(im, []Use{{sheet.Crop{X: 7, Y: 5, W: 881, H: 587}, geom.Size{W: geom.Inch / 2, H: geom.Inch / 3}}}, 0)
	if err != nil || e.W != 125 || e.H != 83 || e.Space != "DeviceCMYK" || !e.Held {
		t.Fatalf("%d × %d %s, %v", e.W, e.H, e.Space, err)
	}
}

// Line art stays as it is in a file of three colours, too, however small it is shown.
func TestSmallerLineArt(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 800, 800))
	for i := range 800 * 800 {
		v := uint8(255 * (i / 8 % 2))
		img.SetRGBA(i%800, i/800, color.RGBA{v, v, v, 255})
	}
	b := jpegOf(t, img, 100)
	im := &sheet.Image{Data: b, W: 800, H: 800, Format: "jpeg"}
	e, err := newsprint(t, 240).Make(im, placed(im, geom.Inch/2), 0)
	if err != nil || e.W != 800 || e.JPEG {
		t.Fatalf("%d × %d %s, %v", e.W, e.H, e.Space, err)
	}
}

// What was cut off does not show along the edges.
func TestSmallerEdges(t *testing.T) {
	const w, h, border = 3003, 2001, 7
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if c := (color.RGBA{230, 220, 211, 255}); x >= border && y >= border && x < w-border && y < h-border {
				img.SetRGBA(x, y, c)
			} else {
				img.SetRGBA(x, y, color.RGBA{A: 255})
			}
		}
	}
	b := jpegOf(t, img, 95)
	in, err := Inspect(b)
	if err != nil {
		t.Fatal(err)
	}
	part := sheet.Crop{X: border, Y: border, W: w - 2*border, H: h - 2*border}
	for _, o := range []uint8{1, 3, 6} {
		in, part := in, part
		if in.Orient = o; o == 6 {
			in.W, in.H, part.W, part.H = in.H, in.W, part.H, part.W
		}
		for _, by := range []int{4, 7, 17} {
			k := coarser(in, part, part.W/by, part.H/by)
			c, err := readSmaller(in, b, k)
			if err != nil || k == 0 {
				t.Fatal(k, err)
			}
			got := c.resample(part, part.W/by, part.H/by)
			for y := range got.h {
				for x := range got.w {
					// A block of the JPEG that the border runs through has waves of it.
					if p := got.at(x, y); p[0] < 215 || p[0] > 245 {
						t.Fatalf("orientation %d, by %d (1:%d): %v at %d, %d of %d × %d", o, by, 1<<k, p, x, y, got.w, got.h)
					}
				}
			}
		}
	}
}
