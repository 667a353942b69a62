package fonts

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Outlines read one by one are those that the shaping library reads.
func TestQuickOutlines(t *testing.T) {
	files, err := filepath.Glob("embedded/*.ttf")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range append(files, "testdata/plain.ttf", "testdata/symbols.ttf") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f := New("x", func() ([]byte, error) { return os.ReadFile(name) })
			step, n := GID(1), GID(len(f.Table("maxp")))
			if n >= 6 {
				n = GID(be16(f.Table("maxp")[4:]))
			}
			if n > 1000 {
				step = 13
			}
			read := 0
			for g := GID(0); g < n; g += step {
				got, ok := f.quickOutline(g)
				if !ok {
					t.Errorf("glyph %d is not read", g)
					continue
				}
				want := f.slowOutline(g)
				if !slices.Equal(got, want) && len(got)+len(want) > 0 {
					t.Fatalf("glyph %d:\n%s\nand not\n%s", g, short(got), short(want))
				}
				read += len(got)
			}
			if read == 0 {
				t.Error("no outlines")
			}
		})
	}
}

func short(s []Segment) string { return fmt.Sprintf("%d: %v", len(s), s[:min(len(s), 12)]) }

// What the quick way does not know goes the other: collections, variable fonts, CFF.
func TestOtherOutlines(t *testing.T) {
	for _, name := range []string{"pair.ttc", "vary.ttf", "cubic.otf"} {
		f := New("x", func() ([]byte, error) { return os.ReadFile("testdata/" + name) })
		g := f.Glyph('一')
		for r := 'A'; g == 0 && r < 'z'; r++ {
			g = f.Glyph(r)
		}
		if len(f.Outline(g)) == 0 {
			t.Errorf("%s: no outline of glyph %d", name, g)
		}
	}
}
