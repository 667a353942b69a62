package layout_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/report"
	"paiban/layout/sheet"
)

// all prints everything that a run gives.
func all(t *testing.T, r layout.Result) string {
	t.Helper()
	var b bytes.Buffer
	if r.Sheets != nil {
		for _, p := range r.Sheets.Pages {
			if err := sheet.WriteJSON(&b, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := report.JSON(&b, r, "pages.toml", nil, diag.ZH); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A run that remembers gives what a run that does not: through edits of copy,
// of styles and of the page, errors, and a character that no face has.
func TestMemoChangesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "assets", "sample"), os.DirFS("../assets/sample")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../pages.toml")
	if err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(dir, "pages.toml")
	if err := os.WriteFile(pages, data, 0o666); err != nil {
		t.Fatal(err)
	}
	copyFile := filepath.Join(dir, "assets/sample/copy/zhulejun.txt")
	if err := os.WriteFile(filepath.Join(dir, "own.ttf"), fonttest.Library().Face("kai").Data(), 0o666); err != nil {
		t.Fatal(err)
	}
	memo := &layout.Memo{}
	for _, edit := range []struct{ file, old, new string }{
		{pages, "", ""}, {copyFile, "朱乐军，一名从军营里磨炼", "朱乐军从军营里磨炼"}, {copyFile, "朱乐军从", "朱乐军\U00012345从"},
		{copyFile, "\U00012345", ""}, {pages, "lines = [33, 67]", "lines = [33, 66]"}, {pages, "legs = 4\nstyle = { head = \"feature\" }", "legs = 3\nstyle = { head = \"feature\" }"},
		{pages, "[style.folio]", "[style.body]\npunctuation = \"kaiming\"\n\n[style.folio]"}, {pages, "[edition]", "[edition"}, {pages, "[edition", "[edition]"},
		{pages, "[edition]", "# 一行\n[edition]"},
		{pages, "[style.body]", "[[font]]\nname = \"own\"\nfile = \"own.ttf\"\n\n[style.body]\nfont = \"own\""}, {copyFile, "朱乐军从", "朱乐军，从"},
	} {
		text, err := os.ReadFile(edit.file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), edit.old) {
			t.Fatalf("%s has no %q", edit.file, edit.old)
		}
		if err := os.WriteFile(edit.file, []byte(strings.Replace(string(text), edit.old, edit.new, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
		opt := layout.Options{Fonts: fonttest.Library()}
		want := all(t, layout.Set(pages, opt))
		opt.Memo = memo
		if got := all(t, layout.Set(pages, opt)); got != want {
			t.Errorf("after %q → %q a run that remembers gives something else", edit.old, edit.new)
		}
		if again := all(t, layout.Set(pages, opt)); again != want {
			t.Errorf("after %q → %q the second run gives something else", edit.old, edit.new)
		}
	}
}
