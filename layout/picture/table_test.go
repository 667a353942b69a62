package picture

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// iccProfile puts tags together to a profile.
func iccProfile(version byte, class, space, pcs string, tags ...any) []byte {
	head := make([]byte, 128)
	head[8] = version
	copy(head[12:], class+space+pcs)
	copy(head[36:], "acsp")
	copy(head[68:], "\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d") // D50
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)/2))
	var body []byte
	start := 132 + 12*len(tags)/2
	for i := 0; i < len(tags); i += 2 {
		data := tags[i+1].([]byte)
		table = append(table, tags[i].(string)...)
		table = binary.BigEndian.AppendUint32(table, uint32(start+len(body)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(data)))
		body = append(body, data...)
		for len(body)%4 > 0 {
			body = append(body, 0)
		}
	}
	out := append(append(head, table...), body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// paraCurve is y = x^g.
func paraCurve(g float64) []byte {
	return binary.BigEndian.AppendUint32([]byte("para\x00\x00\x00\x00\x00\x00\x00\x00"), uint32(int32(g*65536)))
}

// mAB gives a table with all its parts: a grid of 3 × 4 × 5 points of no order.
func mAB(out int) []byte {
	t := append([]byte("mAB \x00\x00\x00\x00\x03"), byte(out), 0, 0)
	t = append(t, make([]byte, 20)...)
	mark := func(field int) { binary.BigEndian.PutUint32(t[field:], uint32(len(t))) }
	mark(12)
	for _, g := range []float64{1, 1.1, 0.9} {
		t = append(t, paraCurve(g)...)
	}
	mark(16)
	for i, v := range []float64{0.8, 0.1, 0.05, 0.1, 0.7, 0.1, 0, 0.2, 0.8, 0.02, 0.05, 0} {
		_ = i
		t = binary.BigEndian.AppendUint32(t, uint32(int32(v*65536)))
	}
	mark(20)
	for _, g := range []float64{1.2, 1, 0.8} {
		t = append(t, paraCurve(g)...)
	}
	mark(24)
	t = append(t, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0)
	for r := range 3 {
		for g := range 4 {
			for b := range 5 {
				for _, v := range []int{r*20000 + g*3000, 20000 + g*7000 - b*2000, 30000 + b*6000 - r*3000} {
					t = binary.BigEndian.AppendUint16(t, uint16(max(0, min(65535, v))))
				}
			}
		}
	}
	mark(28)
	for _, g := range []float64{2.2, 1.8, 1} {
		t = append(t, paraCurve(g)...)
	}
	return t
}

// labOf has lcms give the Lab of colours (0–255) by a profile: by its first table,
// for it has no other, without scaling black.
func labOf(t testing.TB, profile []byte, colours [][3]uint8) [][3]float64 {
	t.Helper()
	if _, err := exec.LookPath("transicc"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("transicc is not installed")
		}
		t.Skip("transicc is not installed")
	}
	p := filepath.Join(t.TempDir(), "p.icc")
	if err := os.WriteFile(p, profile, 0o644); err != nil {
		t.Fatal(err)
	}
	var in strings.Builder
	for _, c := range colours {
		fmt.Fprintln(&in, c[0], c[1], c[2])
	}
	cmd := exec.Command("transicc", "-i"+p, "-o*Lab4", "-t1", "-n")
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("transicc: %v\n%s", err, out)
	}
	var list [][3]float64
	for line := range strings.SplitSeq(string(out), "\n") {
		var v [3]float64
		if n, _ := fmt.Sscan(line, &v[0], &v[1], &v[2]); n == 3 {
			list = append(list, v)
		}
	}
	if len(list) != len(colours) {
		t.Fatalf("transicc gave %d colours of %d:\n%s", len(list), len(colours), out)
	}
	return list
}

// Tables and curves of pictures' profiles read as lcms reads them.
func TestPictureProfiles(t *testing.T) {
	var colours [][3]uint8
	for i := range 250 {
		colours = append(colours, [3]uint8{uint8(i * 37), uint8(i*91 + 5), uint8(i*53 + 11)})
	}
	xyz := func(x, y, z float64) []byte {
		b := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range []float64{x, y, z} {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
		}
		return b
	}
	for name, p := range map[string][]byte{
		"mAB": iccProfile(4, "scnr", "RGB ", "Lab ", "A2B0", mAB(3)),
		"matrix": iccProfile(4, "mntr", "RGB ", "XYZ ", "rXYZ", xyz(0.60974, 0.31111, 0.01947), "gXYZ", xyz(0.20528, 0.62567, 0.06087),
			"bXYZ", xyz(0.14919, 0.06322, 0.74457), "rTRC", paraCurve(2.2), "gTRC", paraCurve(2.2), "bTRC", paraCurve(2.2), "wtpt", xyz(0.9642, 1, 0.8249)),
	} {
		s, err := sourceOf(p, Perceptual)
		if err != nil {
			t.Fatal(name, err)
		}
		worst := 0.0
		for i, want := range labOf(t, p, colours) {
			c := colours[i]
			v := s.lab(int(c[0])*levels, int(c[1])*levels, int(c[2])*levels)
			got := [3]float64{float64(v[0]) / fine / 652.8, float64(v[1])/fine/256 - 128, float64(v[2])/fine/256 - 128}
			worst = max(worst, deltaE(got, want))
		}
		t.Logf("%s: ΔE %.2f at most", name, worst)
		if worst > 1 {
			t.Errorf("%s: ΔE %.2f", name, worst)
		}
	}
}
