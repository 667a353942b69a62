package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestPress: the edition's key chooses the standard, and the flag goes before it.
func TestPress(t *testing.T) {
	dir := t.TempDir()
	src := "[edition]\npress = \"pdfx1a\"\n[[page]]\n[[story]]\nhead = \"题\"\ntext = \"\"\"\n甲乙丙丁\n\"\"\"\n"
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ flag, want string }{
		{"", "PDF/X-1a:2003"}, {"--press=pdfx4", "PDF/X-4"}, {"--press=screen", ""},
	} {
		args := []string{"build", "--out", "out"}
		if c.flag != "" {
			args = append(args, c.flag)
		}
		paiban(t, dir, args...).want(t, exitClean)
		b, err := os.ReadFile(filepath.Join(dir, "out", "01.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if has := bytes.Contains(b, []byte("GTS_PDFXVersion")); has != (c.want != "") || !bytes.Contains(b, []byte(c.want)) {
			t.Errorf("%q: not %q", c.flag, c.want)
		}
	}
	paiban(t, dir, "build", "--press", "pdfx3").want(t, exitUsage)
}
