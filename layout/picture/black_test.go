package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"paiban/assets"
)

// lcms has transicc convert colours between two profiles: a file's bytes, or "*sRGB"
// and such. Samples go in as they are; inks come out in percent, Lab as it is.
func lcms(t testing.TB, from, to any, flags []string, colours [][]float64) [][4]float64 {
	t.Helper()
	if _, err := exec.LookPath("transicc"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("transicc is not installed")
		}
		t.Skip("transicc is not installed")
	}
	dir := t.TempDir()
	name := func(file string, p any) string {
		b, ok := p.([]byte)
		if !ok {
			return p.(string)
		}
		path := filepath.Join(dir, file)
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var in strings.Builder
	for _, c := range colours {
		fmt.Fprintln(&in, strings.Trim(fmt.Sprint(c), "[]"))
	}
	cmd := exec.Command("transicc", append([]string{"-i" + name("in.icc", from), "-o" + name("out.icc", to), "-n"}, flags...)...)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("transicc: %v\n%s", err, out)
	}
	var list [][4]float64
	for line := range strings.SplitSeq(string(out), "\n") {
		var v [4]float64
		if n, _ := fmt.Sscan(line, &v[0], &v[1], &v[2], &v[3]); n > 0 {
			list = append(list, v)
		}
	}
	if len(list) != len(colours) {
		t.Fatalf("transicc gave %d of %d colours", len(list), len(colours))
	}
	return list
}

// version4 gives the newsprint profile as one of version 4, its tables of types mAB
// and mBA.
func version4(t testing.TB) []byte {
	t.Helper()
	old, err := openProfile(assets.Newsprint)
	if err != nil {
		t.Fatal(err)
	}
	curves := func(out []byte, list [][]uint16) []byte {
		for _, c := range list {
			out = binary.BigEndian.AppendUint32(append(out, "curv\x00\x00\x00\x00"...), uint32(len(c)))
			for _, v := range c {
				out = binary.BigEndian.AppendUint16(out, v)
			}
			for len(out)%4 > 0 {
				out = append(out, 0)
			}
		}
		return out
	}
	var tags []any
	for _, tag := range []string{"A2B0", "A2B1", "B2A0", "B2A1"} {
		in, out, kind := 4, 3, "mAB "
		if tag[0] == 'B' {
			in, out, kind = 3, 4, "mBA "
		}
		l, err := old.openLut(tag, in, out)
		if err != nil {
			t.Fatal(err)
		}
		b := append([]byte(kind), 0, 0, 0, 0, byte(in), byte(out), 0, 0)
		b = append(b, make([]byte, 20)...)
		mark := func(field int) { binary.BigEndian.PutUint32(b[field:], uint32(len(b))) }
		device, lab := l.inputs, l.outputs
		if tag[0] == 'B' {
			device, lab = l.outputs, l.inputs
		}
		mark(12)
		b = curves(b, lab)
		mark(24)
		grid := make([]byte, 16)
		for i := range in {
			grid[i] = byte(l.grid[i])
		}
		b = append(append(b, grid...), 2, 0, 0, 0)
		for _, v := range l.clut {
			b = binary.BigEndian.AppendUint16(b, v)
		}
		for len(b)%4 > 0 {
			b = append(b, 0)
		}
		mark(28)
		b = curves(b, device)
		tags = append(tags, tag, b)
	}
	return iccProfile(4, "prtr", "CMYK", "Lab ", append(tags, "wtpt", old.tags["wtpt"])...)
}

// rgbs are colours all over a cube, and some between.
func rgbs() [][]float64 {
	var out [][]float64
	for i := range 6 * 6 * 6 {
		out = append(out, []float64{float64(i / 36 * 51), float64(i / 6 % 6 * 51), float64(i % 6 * 51)})
	}
	for i := range 200 {
		out = append(out, []float64{float64(i * 37 % 256), float64((i*91 + 5) % 256), float64((i*53 + 11) % 256)})
	}
	return out
}

// printed gives the Lab of inks in percent on a press.
func (p *Press) printed(ink [4]float64) [3]float64 {
	var v [4]int64
	var out [3]int64
	for i, x := range ink {
		v[i] = int64(x / 100 * 65535 * fine)
	}
	p.toLab.at(v[:], out[:])
	return [3]float64{float64(out[0]) / fine / 652.8, float64(out[1])/fine/256 - 128, float64(out[2])/fine/256 - 128}
}

// nearer tells of the largest difference on paper between our inks and those of lcms,
// and fails above ΔE 1.
func (p *Press) nearer(t *testing.T, colours [][]float64, want [][4]float64, ink func(c []float64) [inkCount]uint8) {
	t.Helper()
	worst, sum := 0.0, 0.0
	for i, c := range colours {
		var got [4]float64
		for k, v := range ink(c) {
			got[k] = float64(v) * 100 / 255
		}
		d := deltaE(p.printed(got), p.printed(want[i]))
		sum += d
		if worst = max(worst, d); d > 1 {
			t.Errorf("%v: %.1f, lcms %.1f: ΔE %.2f", c, got, want[i], d)
		}
	}
	t.Logf("ΔE %.2f at most, %.2f on average", worst, sum/float64(len(colours)))
}

// Colours come into inks as lcms brings them, with black-point compensation, for
// profiles of both versions and both intents, within ΔE 1 on paper.
func TestBlackPoints(t *testing.T) {
	scanner := iccProfile(4, "scnr", "RGB ", "Lab ", "A2B0", mAB(3), "A2B1", mAB(3))
	old := bytes.Clone(scanner) // mAB is not of version 2, but lcms and we read it there
	old[8] = 2
	for _, c := range []struct {
		name   string
		press  []byte
		source any
		intent Intent
		flags  string
	}{
		{"v2 perceptual", assets.Newsprint, "*sRGB", Perceptual, "-t0"},
		{"v2 relative", assets.Newsprint, "*sRGB", Relative, "-t1 -b"},
		{"v4 perceptual", version4(t), "*sRGB", Perceptual, "-t0 -b"},
		{"v4 relative", version4(t), "*sRGB", Relative, "-t1 -b"},
		{"v4 to v2, perceptual", assets.Newsprint, scanner, Perceptual, "-t0 -b"},
		{"v4 to v2, relative", assets.Newsprint, scanner, Relative, "-t1 -b"},
		{"v2 to v4, perceptual", version4(t), old, Perceptual, "-t0 -b"},
		{"v4 to v4, perceptual", version4(t), scanner, Perceptual, "-t0 -b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := NewPress(c.press, 400, c.intent)
			if err != nil {
				t.Fatal(err)
			}
			icc, _ := c.source.([]byte)
			s, err := sourceOf(icc, c.intent)
			if err != nil {
				t.Fatal(err)
			}
			l := p.way(icc, s)
			want := lcms(t, c.source, c.press, strings.Fields(c.flags), rgbs())
			p.nearer(t, rgbs(), want, func(c []float64) [4]uint8 { return l.at(uint8(c[0]), uint8(c[1]), uint8(c[2])) })
		})
	}
}

// Inks that are made anew look as they did, as far as the press can: as lcms does it
// by colorimetric intent with black-point compensation.
func TestSeparateAnew(t *testing.T) {
	var colours [][]float64
	for i := range 5 * 5 * 5 * 5 {
		colours = append(colours, []float64{float64(i / 125 * 25), float64(i / 25 % 5 * 25), float64(i / 5 % 5 * 25), float64(i % 5 * 25)})
	}
	for name, own := range map[string][]byte{"none": nil, "v2": assets.Newsprint, "v4": version4(t)} {
		t.Run(name, func(t *testing.T) {
			p, err := NewPress(assets.Newsprint, 400, Perceptual)
			if err != nil {
				t.Fatal(err)
			}
			from := own
			if from == nil {
				from = assets.Newsprint
			}
			want := lcms(t, from, assets.Newsprint, []string{"-t1", "-b"}, colours)
			r := newRaster(len(colours), 1, inkCount)
			for i, c := range colours {
				for k, v := range c {
					r.pix[inkCount*i+k] = uint8(v*255/100 + 0.5)
				}
			}
			out, err := p.separate(r, own)
			if err != nil {
				t.Fatal(err)
			}
			at := -1
			p.nearer(t, colours, want, func([]float64) [4]uint8 {
				at++
				return [4]uint8(out.pix[inkCount*at:])
			})
		})
	}
}

// Gray comes into black ink as lcms brings it into a press of black alone.
func TestBlackAlone(t *testing.T) {
	p := newsprint(t, 240)
	curve := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), 256)
	dark := 0.0
	for v := range 256 { // of the press's black ink, up to 95 %, from dark to paper
		l := p.printed([4]float64{3: 95 * (1 - float64(v)/255)})[0]
		y := (l + 16) / 116
		if v == 0 {
			dark = l
		}
		curve = binary.BigEndian.AppendUint16(curve, uint16(y*y*y*65535+0.5))
	}
	press := iccProfile(2, "prtr", "GRAY", "XYZ ", "kTRC", curve, "wtpt", []byte("XYZ \x00\x00\x00\x00\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d"))
	var colours [][]float64
	for v := range 256 {
		colours = append(colours, []float64{float64(v), float64(v), float64(v)})
	}
	want := lcms(t, "*sRGB", press, []string{"-t1", "-b"}, colours)
	worst := 0.0
	for v := range 256 {
		got := p.printed([4]float64{3: float64(p.gray(nil)[v]) * 100 / 255})[0]
		lcms := p.printed([4]float64{3: 95 * (1 - want[v][0]/255)})[0]
		if d := max(got-lcms, lcms-got); d > 1 {
			t.Errorf("gray %d prints as L %.1f, lcms %.1f", v, got, lcms)
		} else {
			worst = max(worst, d)
		}
	}
	t.Logf("ΔL %.2f at most, black at L %.1f", worst, dark)
}
