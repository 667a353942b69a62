package edition

import (
	"os"
	"path/filepath"
	"testing"

	"paiban/fonts"
	"paiban/layout/diag"
)

// library has faces of the built-in names without a font behind them: reading
// an edition never asks a built-in face for a glyph.
func library(t testing.TB) *fonts.Library {
	t.Helper()
	lib := &fonts.Library{}
	for _, b := range fonts.Builtin {
		if err := lib.Register(fonts.New(b.Name, func() ([]byte, error) { return nil, os.ErrNotExist })); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

// readText reads an edition written into an empty folder, with more files beside it.
func readText(t testing.TB, toml string, files map[string]string) (*Edition, *diag.Findings) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "pages.toml")
	if err := os.WriteFile(path, []byte(toml), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(path, Options{Fonts: library(t)})
}

func mustRead(t testing.TB, toml string, files map[string]string) *Edition {
	t.Helper()
	e, fs := readText(t, toml, files)
	for _, f := range fs.Sorted() {
		t.Errorf("%s: %s: %s (%s)", f.Pos, f.Code, f.Message.EN, f.Hint.EN)
	}
	if e == nil {
		t.FailNow()
	}
	return e
}

// TestMinimal: one head, one story, one picture in a dozen lines.
func TestMinimal(t *testing.T) {
	const src = `
[[page]]

[[story]]
head = "粮食安全的守护者"
text = '''
@ 本报记者 周　芳
　　时下，正值冬小麦生长期。
'''

[[story.picture]]
file = "wheat.png"
caption = "麦田"
`
	e := mustRead(t, src, map[string]string{"wheat.png": tinyPNG})
	p, s := e.Pages[0], e.Stories[0]
	f := s.Frames[0]
	if p.Name != "01" || p.Number != "1" || p.Grid != presets["duikai"].grid || p.Folio != nil {
		t.Errorf("page %+v", p)
	}
	if f.Columns != (Span{1, 8}) || f.Lines != (Span{1, 120}) || f.Legs != 8 || f.Page != p {
		t.Errorf("frame %+v", f)
	}
	if len(s.Copy) != 2 || string(s.Copy[0].Runes) != "本报记者 周　芳" || s.Copy[1].Kind != Paragraph ||
		string(s.Copy[1].Runes) != "时下，正值冬小麦生长期。" {
		t.Errorf("copy %+v", s.Copy)
	}
	if got := s.Copy[1].At(0); got != (diag.Pos{File: "pages.toml", Line: 8, Col: 3}) {
		t.Errorf("copy stands at %v", got)
	}
	if pic := s.Pictures[0]; pic.Legs != (Span{5, 8}) || pic.Alt != "麦田" || pic.Image.W != 1 {
		t.Errorf("picture %+v", pic)
	}
}

// tinyPNG is a picture of one grey pixel.
const tinyPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cch\x00\x00\x00\x82\x00\x81\x77\xcd\x72\xb6\x00\x00\x00\x00IEND\xaeB`\x82"
