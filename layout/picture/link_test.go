package picture

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"paiban/assets"
)

// pressTable gives the newsprint profile's table from Lab to inks.
func pressTable(t testing.TB) *lut {
	t.Helper()
	p, err := openProfile(assets.Newsprint)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.openLut("B2A0", 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

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

// Colours convert as lcms converts them, perceptually, within ΔE 1 on paper.
func TestAgainstLcms(t *testing.T) {
	l := newLink(srgb(), pressTable(t))
	var in strings.Builder
	var colours [][3]uint8
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				colours = append(colours, [3]uint8{uint8(r), uint8(g), uint8(b)})
			}
		}
	}
	for i := range 200 { // and some between
		colours = append(colours, [3]uint8{uint8(i * 37), uint8(i*91 + 5), uint8(i*53 + 11)})
	}
	for _, c := range colours {
		fmt.Fprintf(&in, "%d %d %d\n", c[0], c[1], c[2])
	}
	want := transicc(t, in.String())
	if len(want) != len(colours) {
		t.Fatalf("transicc gave %d of %d colours", len(want), len(colours))
	}
	worst, sum := 0.0, 0.0
	for i, c := range colours {
		ink := l.at(c[0], c[1], c[2])
		var got [4]float64
		for k, v := range ink {
			got[k] = float64(v) * 100 / 255
		}
		d := deltaE(inkLab(t, got), inkLab(t, want[i]))
		sum += d
		worst = max(worst, d)
		if d > 1 {
			t.Errorf("%v: %.1f, lcms %.1f: ΔE %.2f", c, got, want[i], d)
		}
	}
	t.Logf("ΔE %.2f at most, %.2f on average", worst, sum/float64(len(colours)))
}

// transicc has lcms convert lines of RGB to inks in percent.
func transicc(t testing.TB, in string) [][4]float64 {
	t.Helper()
	if _, err := exec.LookPath("transicc"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("transicc is not installed")
		}
		t.Skip("transicc is not installed")
	}
	p := filepath.Join(t.TempDir(), "press.icc")
	if err := os.WriteFile(p, assets.Newsprint, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("transicc", "-i*sRGB", "-o"+p, "-t0", "-n")
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("transicc: %v\n%s", err, out)
	}
	var list [][4]float64
	for line := range strings.SplitSeq(string(out), "\n") {
		var v [4]float64
		if n, _ := fmt.Sscan(line, &v[0], &v[1], &v[2], &v[3]); n == 4 {
			list = append(list, v)
		}
	}
	return list
}
