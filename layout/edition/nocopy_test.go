package edition

import (
	"os"
	"path/filepath"
	"testing"
)

// Without copy an edition is read whether its stories have some or not; all else
// is checked as ever.
func TestNoCopy(t *testing.T) {
	read := func(toml string) (*Edition, int) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "pages.toml")
		if err := os.WriteFile(path, []byte(toml), 0o644); err != nil {
			t.Fatal(err)
		}
		e, fs := Read(path, Options{Fonts: library(t), NoCopy: true})
		return e, len(fs.Sorted())
	}
	for _, story := range []string{"", "head = \"题\"", "file = \"later.txt\"", "text = \"{nosuch:甲}\""} {
		if e, n := read("[[page]]\n[[story]]\n" + story + "\n"); e == nil || n > 0 || len(e.Stories) != 1 || e.Stories[0].Copy != nil {
			t.Errorf("%q: %v, %d findings", story, e, n)
		}
	}
	if e, n := read("[[page]]\n[[story]]\nlines = [1, 900]\n"); e != nil || n != 1 {
		t.Errorf("a frame off the page: %v, %d findings", e, n)
	}
}
