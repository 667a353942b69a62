package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
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

// TestPreflight: the command tells what it finds where, in every format, and takes an
// edition's limits; what build writes has nothing wrong that build did not tell.
func TestPreflight(t *testing.T) {
	dir := t.TempDir()
	src := "[edition]\nname = \"报\"\n[ink]\nrich = \"C60 M40 Y40 K100\"\n[style.head]\nink = \"rich\"\n[[page]]\n[[story]]\nhead = \"题\"\nfit = \"off\"\ntext = \"甲乙丙丁\"\n"
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	r := paiban(t, dir, "build").want(t, exitClean)
	if !strings.Contains(r.err, "black-rich") {
		t.Errorf("build does not tell of rich black: %s", r.err)
	}
	file := filepath.Join("out", "01.pdf")
	r = paiban(t, dir, "preflight", "--lang", "en", file).want(t, exitClean)
	if !strings.Contains(r.out, "warning[black-rich]") || !strings.Contains(r.out, "out/01.pdf, page 1, ") || !strings.Contains(r.out, " mm: ") {
		t.Errorf("said %q", r.out)
	}
	if err := os.WriteFile(filepath.Join(dir, "strict.toml"), []byte(src+"[rules]\nblack-rich = \"error\"\nink-high = \"off\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	r = paiban(t, dir, "preflight", "--lang", "en", "--edition", "strict.toml", file).want(t, exitFindings)
	if !strings.Contains(r.out, "error[black-rich]") || strings.Contains(r.out, "ink-high") {
		t.Errorf("said %q", r.out)
	}
	for _, format := range []string{"json", "sarif", "junit"} {
		if r := paiban(t, dir, "preflight", "--format", format, file).want(t, exitClean); !strings.Contains(r.out, "black-rich") {
			t.Errorf("%s: %s", format, r.out)
		}
	}
	paiban(t, dir, "preflight").want(t, exitUsage)
	paiban(t, dir, "preflight", "nothing.pdf").want(t, exitInvalid)
	paiban(t, dir, "preflight", "--press", "pdfx9", file).want(t, exitUsage)
	paiban(t, dir, "preflight", "pages.toml").want(t, exitFindings) // not a PDF at all
	paiban(t, repo(t), "build", "--out", dir).want(t, exitClean)
	if r := paiban(t, dir, "preflight", "--lang", "en", "06.pdf").want(t, exitClean); r.out != "nothing found\n" {
		t.Errorf("the sample page: %s", r.out)
	}
}

// TestWhole: all pages go into one file in their order, beside those of each; many
// pages at once give the same bytes as one after the other.
func TestWhole(t *testing.T) {
	dir := t.TempDir()
	src := "[edition]\nname = \"报\"\n"
	for _, p := range []string{"A1", "A2", "A3"} {
		src += "[[page]]\nname = \"" + p + "\"\n[[story]]\npage = \"" + p + "\"\nhead = \"题" + p + "\"\nfit = \"off\"\ntext = \"甲乙丙丁\"\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	paiban(t, dir, "build", "--whole", "--out", "a").want(t, exitClean)
	t.Setenv("GOMAXPROCS", "1")
	paiban(t, dir, "build", "--whole", "--out", "b").want(t, exitClean)
	for _, name := range []string{"A1.pdf", "A2.pdf", "A3.pdf", "edition.pdf", "report.json"} {
		a, err := os.ReadFile(filepath.Join(dir, "a", name))
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := os.ReadFile(filepath.Join(dir, "b", name)); !bytes.Equal(a, b) {
			t.Errorf("%s differs", name)
		}
	}
	r := paiban(t, dir, "preflight", "--lang", "en", filepath.Join("a", "edition.pdf")).want(t, exitClean)
	if r.out != "a/edition.pdf: note[pdf-pages]: it has 3 pages; newspapers send a file a page\n" {
		t.Errorf("said %q", r.out)
	}
}
