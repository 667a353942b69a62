package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
)

// A character that no face has is an error that says which it is, by sign and by
// code point, in which story and on which line.
func TestMissingGlyph(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pages.toml")
	toml := "[edition]\nname = '国'\npreset = 'sikai'\ndate = 2024-01-12\n[[page]]\nname = '01'\n[[story]]\nid = 'harvest'\nhead = '题'\nfit = 'off'\ntext = '''\n国人\n国\U00030EDE人\n'''\nlines = [1, 20]\n"
	if err := os.WriteFile(path, []byte(toml), 0o666); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range layout.Set(path, layout.Options{Fonts: fonttest.Library()}).Findings.Sorted() {
		if f.Code != "missing-glyph" || f.Story == "" {
			continue
		}
		n++
		if f.Severity != diag.Error || f.Story != "harvest" || f.Pos.Line != 13 || f.Pos.Col != 2 {
			t.Errorf("%v in story %q at %d:%d, want an error in harvest at 13:2", f.Severity, f.Story, f.Pos.Line, f.Pos.Col)
		}
		for _, m := range []string{f.Message.ZH, f.Message.EN} {
			for _, want := range []string{"harvest", "\U00030EDE", "U+30EDE"} {
				if !strings.Contains(m, want) {
					t.Errorf("%q does not name %s", m, want)
				}
			}
		}
	}
	if n != 1 {
		t.Errorf("%d missing glyphs told, want 1", n)
	}
}
