package picture

import (
	"math"
	"testing"

	"paiban/assets"
)

// inkLab gives the Lab of inks in percent, by the profile's own table.
func inkLab(t testing.TB, ink [4]float64) [3]float64 {
	t.Helper()
	p, _ := openProfile(assets.Newsprint)
	l, err := p.openLut("A2B1", 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	var v [4]int64
	var out [3]int64
	for i, x := range ink {
		v[i] = int64(math.Round(x / 100 * 65535 * fine))
	}
	l.at(v[:], out[:])
	return [3]float64{float64(out[0]) / fine / 652.8, float64(out[1])/fine/256 - 128, float64(out[2])/fine/256 - 128}
}

func deltaE(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// A power and a cube root agree with the library's within a millionth.
func TestFixed(t *testing.T) {
	for i := 1; i <= 1000; i++ {
		x := float64(i) / 1000
		for _, e := range []float64{0.5, 1, 1.8, 2.2, 2.4} {
			got := float64(pow(fix(x*float64(one)), fix(e*float64(one)))) / float64(one)
			if want := math.Pow(x, e); math.Abs(got-want) > 1e-7 {
				t.Fatalf("%v^%v is %v, not %v", x, e, got, want)
			}
		}
		got := float64(cbrt(fix(x*float64(one)))) / float64(one)
		if want := math.Cbrt(x); math.Abs(got-want) > 2e-6 {
			t.Fatalf("cube root of %v is %v, not %v", x, got, want)
		}
	}
}
