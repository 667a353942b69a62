package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/pdf"
)

// TestPresses builds each kind of file that there is, by the edition's key: it keeps
// what it says, and preflight finds so by itself.
func TestPresses(t *testing.T) {
	dir := t.TempDir()
	file, whole := filepath.Join("out", "01.pdf"), filepath.Join("out", "edition.pdf")
	for _, press := range pdf.Presses() {
		src := "[edition]\nname = \"报\"\ndate = 2026-03-01\npress = \"" + press + "\"\n[[page]]\n[[story]]\nhead = \"题\"\nfit = \"off\"\ntext = \"\"\"\n甲乙丙丁\n# 小题\n戊\n\"\"\"\n"
		if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
		paiban(t, dir, "build", "--whole").want(t, exitClean)
		for _, f := range []string{file, whole} {
			if press == "screen" {
				continue // it says that it keeps nothing
			}
			paiban(t, dir, "preflight", f).want(t, exitClean)
			paiban(t, dir, "preflight", f, "--press", press).want(t, exitClean)
		}
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		archived := strings.Contains(press, "pdfa") || strings.Contains(press, "ua1")
		if tagged := bytes.Contains(b, []byte("/StructTreeRoot")); tagged != archived {
			t.Errorf("%s: it has structure: %v", press, tagged)
		}
	}
	r := paiban(t, dir, "preflight", "--lang", "en", "--press", "pdfa2a+pdfua1", file).want(t, exitFindings)
	if !strings.Contains(r.out, "pdf-archive") || !strings.Contains(r.out, "ISO 19005-2, 6.6.4-1") || !strings.Contains(r.out, "pdf-access") {
		t.Errorf("of a file for the screen it says %q", r.out)
	}
	paiban(t, dir, "preflight", "--press", "pdfa3b", file).want(t, exitUsage)
	paiban(t, dir, "preflight", "--press", "pdfx4+", file).want(t, exitUsage)
	paiban(t, dir, "lock", "--press", "pdfa2a").want(t, exitClean)
	paiban(t, dir, "verify").want(t, exitClean)
}
