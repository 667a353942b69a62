package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
)

// uncommitted are codes without a planted fault, and why.
var uncommitted = map[string]string{
	"too-large":        "the file would have megabytes; a test of edition makes one",
	"too-long":         "the paragraph would have 100,001 characters; a test of edition lowers the limit",
	"black-knockout":   ofOthers,
	"pdf-action":       ofOthers,
	"pdf-archive":      ofOthers,
	"pdf-boxes":        ofOthers,
	"pdf-broken":       ofOthers,
	"pdf-colour":       ofOthers,
	"pdf-encrypted":    ofOthers,
	"pdf-font":         ofOthers,
	"pdf-intent":       ofOthers,
	"pdf-metadata":     ofOthers,
	"pdf-notdef":       ofOthers,
	"pdf-pages":        ofOthers,
	"pdf-plates":       ofOthers,
	"pdf-standard":     ofOthers,
	"pdf-transparency": ofOthers,
	"pdf-unchecked":    ofOthers,
	"white-overprint":  ofOthers,
}

// ofOthers is the reason of faults that only files of other makers have.
const ofOthers = "no pages.toml makes such a PDF; the tests of preflight plant it in files of their own"

// TestPlantedFaults finds every fault of testdata/faults/faults.tsv, and in that a
// fault for every code that there is.
func TestPlantedFaults(t *testing.T) {
	rows := table(t, "testdata/faults/faults.tsv")
	if len(rows) < 60 {
		t.Errorf("only %d faults are planted", len(rows))
	}
	planted, found := map[string]bool{}, map[string][]string{}
	for _, r := range rows {
		path, code := r[0], r[1]
		planted[code] = true
		if found[path] == nil {
			found[path] = codesOf(setCase(t, path))
		}
		if !slices.Contains(found[path], code) {
			t.Errorf("%s: %s was not caught; found %q", path, code, found[path])
		}
	}
	for _, r := range diag.Rules {
		if !planted[r.Code] && uncommitted[r.Code] == "" {
			t.Errorf("no fault is planted for %q", r.Code)
		}
	}
}

// TestCleanPages: on pages made with care next to nothing is found but what is
// really wrong with them (testdata/faults/clean.tsv).
func TestCleanPages(t *testing.T) {
	real := map[string][]string{}
	for _, r := range table(t, "testdata/faults/clean.tsv") {
		real[r[0]] = append(real[r[0]], r[1])
	}
	pages := []string{"../pages.toml", "../cmd/paiban/starter/pages.toml"}
	more, err := filepath.Glob("../examples/*/pages.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pages, more...) {
		fs := layout.Set(path, layout.Options{Fonts: fonttest.Library()}).Findings
		left := slices.Clone(real[path])
		var untrue []string
		for _, f := range fs.Sorted() {
			if i := slices.Index(left, f.Code); i >= 0 {
				left = slices.Delete(left, i, i+1)
				continue
			}
			untrue = append(untrue, fmt.Sprintf("%s %s %s", f.Pos, f.Code, f.Message.EN))
		}
		if len(left) > 0 {
			t.Errorf("%s: not found: %q", path, left)
		}
		if len(untrue) > 1 || fs.Errors() {
			t.Errorf("%s: found without reason:\n%s", path, strings.Join(untrue, "\n"))
		}
	}
}

// table reads lines of two fields parted by a tab; # begins a remark.
func table(t *testing.T, path string) [][2]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		a, b, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", path, line)
		}
		out = append(out, [2]string{a, b})
	}
	return out
}

// setCase sets a case. Those of edition's tests name files as if they stood beside
// them, so they go to a folder with these first.
func setCase(t *testing.T, path string) *diag.Findings {
	t.Helper()
	opt := layout.Options{Fonts: fonttest.Library(), Trust: edition.Trust{Allow: []string{"testdata/lint"}}, Print: strings.HasPrefix(path, "testdata/faults/picture")}
	if dir := filepath.Dir(path); strings.HasPrefix(path, "edition/") {
		to := t.TempDir()
		if err := os.CopyFS(to, os.DirFS(filepath.Join(dir, "files"))); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(to, "pages.toml")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return layout.Set(path, opt).Findings
}

func codesOf(fs *diag.Findings) []string {
	out := []string{}
	for _, f := range fs.Sorted() {
		if !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}

// A story whose head leaves its frame no line is over by the lines that its copy would
// take in its legs, and long copy is told as soon as short.
func TestNoRoomAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "pages.toml")
	copy := strings.Repeat(strings.Repeat("春天先到河边，柳条染上鹅黄，孩子沿着堤岸奔跑。", 40)+"\n", 50)
	toml := "[[page]]\nname = \"01\"\n[page.grid]\nem = \"10pt\"\ncolumns = 4\nmeasure = 10\nlines = 40\nheight = \"180mm\"\n" +
		"[[story]]\nhead = \"河边\"\nfit = \"off\"\ncolumns = [1, 4]\nlines = [1, 2]\nfile = \"a.txt\"\n"
	for name, text := range map[string]string{"pages.toml": toml, "a.txt": copy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := layout.Set(path, layout.Options{Fonts: fonttest.Library()})
	if len(r.Stories) != 1 || !slices.Contains(codesOf(r.Findings), "overset") {
		t.Fatalf("%+v, %q", r.Stories, codesOf(r.Findings))
	}
	chars := len([]rune(strings.ReplaceAll(copy, "\n", "")))
	if s := r.Stories[0]; s.Lines != 0 || s.Chars != chars || s.OverLines < chars/10 || s.OverLines > chars/8 {
		t.Errorf("of %d characters %d lines stand and %d are over", chars, s.Lines, s.OverLines)
	}
}

// A head of thousands of characters is told of where it is written; its page cannot be
// made, and nothing broke.
func TestTextFarOffThePage(t *testing.T) {
	head := strings.Repeat("春天先到河边柳条染上鹅黄", 5000)
	r := setText(t, "[[page]]\nname = \"01\"\n[[story]]\nid = \"lead\"\nhead = \""+head+"\"\ntext = \"字\"\n")
	if r.Err != nil || len(r.Files) > 0 {
		t.Fatalf("%d files, %v", len(r.Files), r.Err)
	}
	i := slices.IndexFunc(r.Findings.Sorted(), func(f diag.Finding) bool { return f.Code == "off-page" })
	if i < 0 {
		t.Fatalf("found %q", codesOf(r.Findings))
	}
	if f := r.Findings.Sorted()[i]; f.Story != "lead" || f.Pos.Line < 5 || f.Page != "01" {
		t.Errorf("told of %+v", f)
	}
}

// A letter under more accents than a glyph can stand for is set, and each of them is in
// the file.
func TestManyAccents(t *testing.T) {
	for _, n := range []int{60, 70, 255, 256, 300, 40_000} {
		r := setText(t, "[[page]]\nname = \"01\"\n[[story]]\nhead = \"河边\"\ntext = \"字a"+strings.Repeat("\u0301", n)+"字\"\n")
		if r.Err != nil || len(r.Files) != 1 {
			t.Errorf("%d accents: %d files, %.100v", n, len(r.Files), r.Err)
		}
	}
}

// setText sets an edition for the press.
func setText(t *testing.T, toml string) layout.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pages.toml")
	if err := os.WriteFile(path, []byte(toml), 0o644); err != nil {
		t.Fatal(err)
	}
	return layout.Set(path, layout.Options{Fonts: fonttest.Library(), Print: true})
}
