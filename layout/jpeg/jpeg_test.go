package jpeg

import (
	"bytes"
	"errors"
	"image"
	stdjpeg "image/jpeg"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pictures are files of every kind, made with cjpeg and ImageMagick of one picture
// (the names say how), and the sample edition's photographs.
func pictures(t testing.TB) []string {
	t.Helper()
	small, _ := filepath.Glob("testdata/*.jpg")
	large, _ := filepath.Glob("../../assets/sample/pictures/*.jpg")
	if len(small) < 20 || len(large) == 0 {
		t.Fatalf("%d and %d pictures", len(small), len(large))
	}
	return append(small, large...)
}

// Pixels are those of the standard library but for rounding.
func TestLikeTheLibrary(t *testing.T) {
	for _, name := range pictures(t) {
		data := read(t, name)
		got, err := Decode(data)
		var unsupported UnsupportedError
		if strings.Contains(name, "arithmetic") {
			if !errors.As(err, &unsupported) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want, err := stdjpeg.Decode(bytes.NewReader(data))
		if err != nil { // samplings that it does not know: odd, up
			t.Logf("%s: the library says: %v", name, err)
			alike(t, name, got, decoded(t, "testdata/444.jpg"), 12, 120)
			continue
		}
		alike(t, name, got, want, 0.6, 4)
	}
}

func decoded(t *testing.T, name string) image.Image {
	t.Helper()
	img, err := Decode(read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// alike compares two pictures, samples 0–255: the mean and the largest difference.
func alike(t *testing.T, name string, got, want image.Image, mean, most float64) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Errorf("%s: %v, want %v", name, got.Bounds(), want.Bounds())
		return
	}
	b := got.Bounds()
	sum, worst := 0.0, 0.0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r1, g1, b1, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(x, y).RGBA()
			for _, d := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				diff := math.Abs(float64(d[0])-float64(d[1])) / 257
				sum += diff
				worst = max(worst, diff)
			}
		}
	}
	if sum /= float64(3 * b.Dx() * b.Dy()); sum > mean || worst > most {
		t.Errorf("%s: differs by %.2f in the mean, %.0f at most", name, sum, worst)
	}
}

// Pixels are those of libjpeg's own decoder, within 1.
func TestLikeLibjpeg(t *testing.T) {
	if _, err := exec.LookPath("djpeg"); err != nil {
		t.Skip("djpeg is not installed")
	}
	for _, name := range pictures(t) {
		img, err := Decode(read(t, name))
		if err != nil {
			continue // told of above
		}
		var got []byte
		switch s := img.(type) {
		case *image.Gray:
			for y := range s.Rect.Dy() {
				got = append(got, s.Pix[y*s.Stride:y*s.Stride+s.Rect.Dx()]...)
			}
		case *image.YCbCr:
			for y := range s.Rect.Dy() {
				for x := range s.Rect.Dx() {
					r, g, b := toRGB(s.Y[s.YOffset(x, y)], s.Cb[s.COffset(x, y)], s.Cr[s.COffset(x, y)])
					got = append(got, r, g, b)
				}
			}
		default:
			continue
		}
		out, err := exec.Command("djpeg", "-nosmooth", "-dct", "int", "-pnm", name).Output()
		if err != nil || len(out) < len(got) {
			t.Errorf("%s: djpeg gave %d bytes, %v", name, len(out), err)
			continue
		}
		for i, want := range out[len(out)-len(got):] {
			if d := int(got[i]) - int(want); d < -1 || d > 1 {
				t.Errorf("%s: sample %d is %d, djpeg has %d", name, i, got[i], want)
				break
			}
		}
	}
}

// Inks come as the library gives them, which callers rely on.
func TestInks(t *testing.T) {
	for _, name := range []string{"testdata/cmyk.jpg", "testdata/cmykprog.jpg"} {
		data := read(t, name)
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		want, err := stdjpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		a, b := got.(*image.CMYK).Pix, want.(*image.CMYK).Pix
		for i := range b {
			if d := int(a[i]) - int(b[i]); d < -4 || d > 4 {
				t.Fatalf("%s: sample %d is %d, want %d", name, i, a[i], b[i])
			}
		}
	}
}

// The inverse transform is within 1 of the exact one (as IEEE 1180 asks, roughly).
func TestInverse(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	one := [64]int32{}
	for i := range one {
		one[i] = 1
	}
	for range 300 {
		var c [64]int16
		for range 1 + rnd.IntN(20) {
			c[rnd.IntN(64)] = int16(rnd.IntN(601) - 300)
		}
		var got [64]uint8
		inverse(c[:], &one, got[:], 8)
		for y := range 8 {
			for x := range 8 {
				sum := 0.0
				for v := range 8 {
					for u := range 8 {
						sum += scale(u) * scale(v) * float64(c[8*v+u]) *
							math.Cos(float64((2*x+1)*u)*math.Pi/16) * math.Cos(float64((2*y+1)*v)*math.Pi/16)
					}
				}
				want := max(0, min(255, sum/4+128))
				if d := float64(got[8*y+x]) - want; math.Abs(d) > 1 {
					t.Fatalf("sample %d,%d is %d, exactly %.3f", x, y, got[8*y+x], want)
				}
			}
		}
	}
}

func scale(u int) float64 {
	if u == 0 {
		return math.Sqrt2 / 2
	}
	return 1
}

// A file cut anywhere is an error and nothing worse; so is any byte changed, or a
// picture all the same.
func TestDamaged(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"420", "prog420", "restart", "progrestart", "cmyk", "gray", "odd", "planar"} {
		data := read(t, filepath.Join("testdata", name+".jpg"))
		for cut := range len(data) {
			if _, err := Decode(data[:cut]); err == nil {
				t.Fatalf("%s cut at %d of %d is read", name, cut, len(data))
			}
		}
		if _, err := Decode(data[:len(data)/2]); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s cut in half: %v", name, err)
		}
		for range 2000 {
			bad := bytes.Clone(data)
			for range 1 + rnd.IntN(3) {
				bad[rnd.IntN(len(bad))] = byte(rnd.IntN(256))
			}
			if w, h := size(bad); w*h < 1<<20 {
				_, _ = Decode(bad)
			}
		}
	}
}

// size finds the size in a frame header, so that a damaged one does not ask for
// gigabytes here; the program looks before it decodes.
func size(data []byte) (w, h int) {
	for i := 2; i+9 < len(data); i++ {
		if data[i] == 0xFF && (data[i+1] >= sof0 && data[i+1] <= sof2) {
			w = max(w, int(data[i+7])<<8|int(data[i+8]))
			h = max(h, int(data[i+5])<<8|int(data[i+6]))
		}
	}
	return w, h
}

// What the library encodes, whatever the size, comes back.
func TestSizes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for w := 1; w < 40; w += 3 {
		for h := 1; h < 40; h += 5 {
			img := image.NewRGBA(image.Rect(0, 0, w, h))
			for i := range img.Pix {
				img.Pix[i] = uint8(rnd.IntN(64)) + uint8(i%190)
			}
			var b bytes.Buffer
			if err := stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: 1 + rnd.IntN(100)}); err != nil {
				t.Fatal(err)
			}
			got, err := Decode(b.Bytes())
			if err != nil {
				t.Fatalf("%d×%d: %v", w, h, err)
			}
			want, err := stdjpeg.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			alike(t, "", got, want, 1, 4)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range pictures(f)[:20] {
		f.Add(read(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if w, h := size(data); w*h < 1<<18 {
			whole, errWhole := Decode(data)
			for k := range 4 {
				img, err := DecodeSmaller(data, k)
				if (err == nil) != (errWhole == nil) {
					t.Errorf("1:%d %v, whole %v", 1<<k, err, errWhole)
				}
				if err == nil {
					w, h := whole.Bounds().Dx(), whole.Bounds().Dy() // which size may not have found
					if b := img.Bounds(); b.Dx() != ceil(w, 1<<k) || b.Dy() != ceil(h, 1<<k) {
						t.Errorf("%d × %d in 1:%d is %v", w, h, 1<<k, b)
					}
				}
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := read(b, "../../assets/sample/pictures/nagasaki-boats.jpg")
	b.Run("paiban", func(b *testing.B) {
		for b.Loop() {
			if _, err := Decode(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			if _, err := stdjpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
