package picture

import "testing"

// A gray profile's curve gives luminance where it connects through XYZ, and lightness
// where it connects through Lab (ICC.1:2010, F.2).
func TestGrayProfiles(t *testing.T) {
	line := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00")
	for _, c := range []struct {
		pcs  string
		gray int
		want float64 // L
	}{
		{"XYZ ", 0, 0}, {"XYZ ", 255, 100}, {"XYZ ", 128, 76.19}, {"XYZ ", 1, 3.54},
		{"Lab ", 0, 0}, {"Lab ", 255, 100}, {"Lab ", 128, 50.2}, {"Lab ", 1, 0.39}, {"Lab ", 200, 78.43},
	} {
		s, err := sourceOf(iccProfile(2, "mntr", "GRAY", c.pcs, "kTRC", line), Perceptual)
		if err != nil {
			t.Fatal(err)
		}
		lab := s.lab(c.gray*levels, 0, 0)
		if l := float64(lab[0]) * 100 / (0xFF00 * fine); l < c.want-0.02 || l > c.want+0.02 || lab[1] != 0x8000*fine || lab[2] != 0x8000*fine {
			t.Errorf("%s, gray %d: L %.2f, want %.2f", c.pcs, c.gray, l, c.want)
		}
	}
}
