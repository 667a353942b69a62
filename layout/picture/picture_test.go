package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"paiban/assets"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

func newsprint(t testing.TB, limit int) *Press {
	t.Helper()
	p, err := NewPress(assets.Newsprint, limit, Perceptual)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// noise is a picture that is hard on everything: dark and bright by turns, in
// every colour.
func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	seed := uint32(7)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = uint8(seed >> 24)
		switch {
		case i%4 == 3:
			img.Pix[i] = 255
		case i/4%w/16%2 == 0:
			img.Pix[i] /= 8 // dark
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) *sheet.Image {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return &sheet.Image{Name: "p.png", Format: "png", Data: b.Bytes(), W: img.Bounds().Dx(), H: img.Bounds().Dy()}
}

func whole(im *sheet.Image) sheet.Crop { return sheet.Crop{W: im.W, H: im.H} }

// inks decodes a JPEG of four inks. The library only takes one with Adobe's
// marker, and then takes 0 for full ink.
func inks(t testing.TB, b []byte) *image.CMYK {
	t.Helper()
	marked := append([]byte("\xFF\xD8\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"), b[2:]...)
	img, err := jpeg.Decode(bytes.NewReader(marked))
	if err != nil {
		t.Fatal(err)
	}
	out := img.(*image.CMYK)
	for i, v := range out.Pix {
		out.Pix[i] = 255 - v
	}
	return out
}

// No pixel of a converted picture, as a decoder has it, passes the ink limit or
// 95 % of black, whatever the picture.
func TestInkLimit(t *testing.T) {
	for _, limit := range []int{180, 240, 300} {
		img := inks(t, mustJPEG(t, newsprint(t, limit), pngOf(t, noise(160, 120))))
		most, black := 0, 0
		for i := 0; i < len(img.Pix); i += 4 {
			p := img.Pix[i : i+4]
			most = max(most, int(p[0])+int(p[1])+int(p[2])+int(p[3]))
			black = max(black, int(p[3]))
		}
		if most > limit*255/100 || most < min(limit, 220)*255/100*9/10 {
			t.Errorf("limit %d %%: %d %% at most", limit, most*100/255)
		}
		if black > 95*255/100 || black < 85*255/100 {
			t.Errorf("limit %d %%: black %d %%", limit, black*100/255)
		}
	}
}

func mustJPEG(t testing.TB, p *Press, im *sheet.Image) []byte {
	t.Helper()
	e, err := p.Make(im, placed(im, 10*geom.Inch), 0)
	if err != nil {
		t.Fatal(err)
	}
	return e.Data
}

// A smooth picture comes out of the JPEG as it was converted, nearly.
func TestEncoder(t *testing.T) {
	r := newRaster(77, 53, 4)
	for y := range r.h {
		for x := range r.w {
			p := r.at(x, y)
			p[0], p[1], p[2], p[3] = uint8(3*x), uint8(4*y), uint8(x+y), uint8(255-3*x)
		}
	}
	for _, q := range []int{30, 75, 88, 100} {
		got := inks(t, encodeJPEG(r, q, 0, 255))
		if got.Rect.Dx() != r.w || got.Rect.Dy() != r.h {
			t.Fatalf("%v", got.Rect)
		}
		sum := 0
		for i, v := range r.pix {
			d := int(v) - int(got.Pix[i/(4*r.w)*got.Stride+i%(4*r.w)])
			sum += d * d
		}
		if mean := float64(sum) / float64(len(r.pix)); mean > []float64{30, 8, 4, 1}[map[int]int{30: 0, 75: 1, 88: 2, 100: 3}[q]] {
			t.Errorf("quality %d: mean square error %.2f", q, mean)
		}
	}
	gray := newRaster(9, 9, 1)
	gray.pix[40] = 200
	if img, err := jpeg.Decode(bytes.NewReader(encodeJPEG(gray, 90, 0, 0))); err != nil || img.ColorModel() != color.GrayModel {
		t.Errorf("gray: %v", err)
	}
}

// What a decoder restores is what the encoder thinks it restores.
func TestRestore(t *testing.T) {
	p := newsprint(t, 400)
	r, err := p.convert(&raster{w: 16, h: 16, n: 3, pix: noiseRGB(16, 16)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := &encoder{}
	data := encodeJPEG(r, 80, 0, 255)
	for i, q := range luminance {
		e.setQuant(i, max(1, (q*40+50)/100))
	}
	got := inks(t, data)
	var src [inkCount]block
	for y := 0; y < 16; y += 8 {
		for x := 0; x < 16; x += 8 {
			r.blocks(x, y, &src)
			for c := range src {
				coded := e.transform(&src[c])
				for i, v := range e.restore(&coded) {
					seen := int32(got.Pix[(y+i/8)*got.Stride+4*(x+i%8)+c])
					if d := v - seen; d < -safety || d > safety {
						t.Fatalf("ink %d at %d, %d: %d, a decoder has %d", c, x+i%8, y+i/8, v, seen)
					}
				}
			}
		}
	}
}

// Multiplying by a reciprocal divides exactly.
func TestReciprocal(t *testing.T) {
	e := &encoder{}
	for q := int32(1); q < 256; q++ {
		e.setQuant(0, q)
		for v := int64(0); v < 1<<14; v++ {
			if got, want := v*e.parts[0]>>30, v/int64(q<<3); got != want {
				t.Fatalf("%d / %d is %d, not %d", v, q<<3, got, want)
			}
		}
	}
}

func noiseRGB(w, h int) []uint8 {
	var out []uint8
	for i, v := range noise(w, h).Pix {
		if i%4 != 3 {
			out = append(out, v)
		}
	}
	return out
}

// White is paper, gray rises evenly, and pictures of one channel print with black
// ink alone.
func TestGray(t *testing.T) {
	p := newsprint(t, 240)
	img := image.NewGray(image.Rect(0, 0, 256, 8))
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 256)
	}
	out, err := jpeg.Decode(bytes.NewReader(mustJPEG(t, p, pngOf(t, img))))
	if err != nil {
		t.Fatal(err)
	}
	g := out.(*image.Gray)
	if g.GrayAt(255, 4).Y < 253 || g.GrayAt(0, 4).Y > 18 || g.GrayAt(0, 4).Y < 8 {
		t.Errorf("white is %d, black %d", g.GrayAt(255, 4).Y, g.GrayAt(0, 4).Y)
	}
	for v := 1; v < 256; v++ {
		if p.gray(nil)[v] > p.gray(nil)[v-1] {
			t.Fatalf("gray %d has more ink than %d", v, v-1)
		}
	}
	if ink := p.way(nil, nil).at(255, 255, 255); ink != [4]uint8{} {
		t.Errorf("white has ink %v", ink)
	}
	// A gray picture is as light as the same picture in all inks, in its middle tones.
	for v := 80; v < 255; v += 20 {
		gray, colour := [4]float64{}, [4]float64{}
		gray[Black] = float64(p.gray(nil)[v]) * 100 / 255
		for i, x := range p.way(nil, nil).at(uint8(v), uint8(v), uint8(v)) {
			colour[i] = float64(x) * 100 / 255
		}
		if d := inkLab(t, gray)[0] - inkLab(t, colour)[0]; d < -1.5 || d > 3 {
			t.Errorf("gray %d prints lighter by L %.1f without colour", v, d)
		}
	}
}

// Pictures finer than the press shows are made coarser, and only those.
func TestUseful(t *testing.T) {
	for _, c := range []struct {
		pixels int
		l      geom.Length
		want   int
	}{{1000, 5 * geom.Inch, 1000}, {1500, 5 * geom.Inch, 1500}, {3000, 5 * geom.Inch, 1250}, {10, geom.Pt / 10, 1}, {10, 0, 10}} {
		if got := useful(c.pixels, c.l); got != c.want {
			t.Errorf("%d pixels on %.2f pt: %d, not %d", c.pixels, c.l.Pt(), got, c.want)
		}
	}
}

// Flat stays flat when resampled, and a ramp a ramp.
func TestResample(t *testing.T) {
	r := newRaster(300, 40, 3)
	for y := range r.h {
		for x := range r.w {
			p := r.at(x, y)
			p[0], p[1], p[2] = 200, uint8(x*255/299), 255
		}
	}
	out := r.resample(101, 13)
	for y := range out.h {
		for x := range out.w {
			p := out.at(x, y)
			want := (2*x + 1) * 300 * 255 / (2 * 101 * 299)
			if p[0] != 200 || p[2] != 255 || x > 2 && x < 98 && (int(p[1]) > want+2 || int(p[1]) < want-2) {
				t.Fatalf("%d, %d: %v, not 200 %d 255", x, y, p, want)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	p := newsprint(t, 240)
	good := pngOf(t, noise(20, 10))
	small := *good
	small.W = 19
	if _, err := p.Make(&small, placed(&small, geom.Inch), 0); err == nil || !strings.Contains(err.Error(), "not 19") {
		t.Errorf("a picture of another size: %v", err)
	}
	if _, err := p.Make(good, []Use{{sheet.Crop{X: 15, W: 10, H: 10}, geom.Size{}}}, 0); err == nil {
		t.Error("a crop outside the picture")
	}
	if _, err := NewPress(assets.Newsprint[:5000], 240, ""); err == nil {
		t.Error("a profile cut off")
	}
	if _, err := NewPress(assets.Newsprint, 50, ""); err == nil {
		t.Error("a limit of 50 %")
	}
}

func FuzzProfile(f *testing.F) {
	f.Add(assets.Newsprint[:132+15*12])
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := openProfile(b); err == nil {
			p.openTable("B2A0", 3, 4)
		}
		if s, err := sourceOf(b, Relative); err == nil && s != nil {
			s.lab(0, 8160, 77)
		}
		Orientation(b)
		jpegProfile(b)
		pngProfile(b)
	})
}

func BenchmarkPress(b *testing.B) {
	for b.Loop() {
		newsprint(b, 240)
	}
}

func BenchmarkJPEG(b *testing.B) {
	p := newsprint(b, 240)
	r := newRaster(1024, 768, 3)
	for y := range r.h {
		for x := range r.w {
			q := r.at(x, y)
			q[0], q[1], q[2] = uint8(x/4+y%7), uint8(y/3+x%5), uint8((x+y)/8)
		}
	}
	b.Run("convert", func(b *testing.B) {
		for b.Loop() {
			p.convert(r, nil)
		}
	})
	k, _ := p.convert(r, nil)
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(float64(len(encodeJPEG(k, quality, 612, 242))), "bytes")
		}
	})
}
