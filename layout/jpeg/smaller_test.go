package jpeg

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// A picture decoded smaller has the size that it says, and nearly the pixels that the
// whole has on the average: they are not averages, but what is left without its finer
// waves.
func TestSmaller(t *testing.T) {
	for _, name := range pictures(t) {
		if strings.Contains(name, "arithmetic") {
			continue
		}
		data := read(t, name)
		whole, err := Decode(data)
		if err != nil {
			t.Fatal(name, err)
		}
		for k := range 4 {
			got, err := DecodeSmaller(data, k)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			mean, most := 1.7, 45.0 // of photographs
			switch {
			case strings.HasSuffix(name, "/odd.jpg"): // its luma has half the lines, and half of those are left
				mean, most = 15, 80
			case strings.HasPrefix(name, "testdata"): // small ones with noise
				mean, most = 4.1, 30
			}
			alike(t, fmt.Sprintf("%s, 1:%d", name, 1<<k), got, boxes(whole, k), mean, most)
		}
	}
	for _, k := range []int{-1, 4, 100} { // as far as it goes
		if _, err := DecodeSmaller(read(t, "testdata/444.jpg"), k); err != nil {
			t.Error(k, err)
		}
	}
}

// boxes gives the averages of an image's squares of 2^k.
func boxes(img image.Image, k int) image.Image {
	b, s := img.Bounds(), 1<<k
	out := image.NewRGBA64(image.Rect(0, 0, ceil(b.Dx(), s), ceil(b.Dy(), s)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]uint32
			n := uint32(0)
			for v := y * s; v < min(y*s+s, b.Dy()); v++ {
				for u := x * s; u < min(x*s+s, b.Dx()); u++ {
					r, g, bl, _ := img.At(u, v).RGBA()
					sum[0], sum[1], sum[2], n = sum[0]+r/16, sum[1]+g/16, sum[2]+bl/16, n+1
				}
			}
			out.SetRGBA64(x, y, color.RGBA64{uint16(sum[0] / n * 16), uint16(sum[1] / n * 16), uint16(sum[2] / n * 16), 0xFFFF})
		}
	}
	return out
}

// Blocks in fewer samples are the transform of that size, of the coefficients that it
// has, as exactly as whole numbers can be.
func TestInverseSmaller(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	ones := new([64]int32)
	for i := range ones {
		ones[i] = 1
	}
	worst := 0.0
	for range 2000 {
		var c [64]int16
		for i := range c {
			if i == 0 || r.IntN(3) == 0 {
				c[i] = int16(r.IntN(401) - 200)
			}
		}
		for n, f := range map[int]func([]int16, *[64]int32, []uint8, int){4: inverse4, 2: inverse2} {
			got := make([]uint8, 8*n)
			f(c[:], ones, got, 8)
			for y := range n {
				for x := range n {
					sum := 0.0
					for v := range n {
						for u := range n {
							wave := func(k, at int) float64 { return math.Cos(float64((2*at+1)*k) * math.Pi / float64(2*n)) }
							sum += scale(u) * scale(v) * float64(c[8*v+u]) * wave(u, x) * wave(v, y) / 4
						}
					}
					worst = max(worst, math.Abs(float64(got[y*8+x])-max(0, min(255, sum+128))))
				}
			}
		}
	}
	if worst > 1.01 {
		t.Errorf("off by %.2f", worst)
	}
}
