package edition

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"paiban/layout/diag"
)

// sound checks what makeup relies on in an edition that was given.
func sound(t *testing.T, e *Edition) {
	t.Helper()
	names := map[string]bool{}
	for _, p := range e.Pages {
		g := p.Grid
		if names[p.Name] || !pathSafe(p.Name) || p.Number == "" {
			t.Errorf("page name %q", p.Name)
		}
		names[p.Name] = true
		if g.Em <= 0 || g.Columns < 1 || g.Measure < 1 || g.Lines < 1 || g.Gap < 0 || g.Pitch() < g.Em || g.Width() > p.Trim.W || g.Height > p.Trim.H {
			t.Errorf("page %q: grid %+v on %+v", p.Name, g, p.Trim)
		}
		if p.Folio != nil && p.Folio.Style == nil {
			t.Error("folio without a style")
		}
	}
	if len(e.Pages) == 0 || len(e.Stories) == 0 {
		t.Error("an edition has pages and stories")
	}
	for _, s := range e.Stories {
		if len(s.Frames) == 0 || s.HeadAt.Frame != s.Frames[0] || s.HeadAt.Legs.From != 1 || s.HeadAt.Legs.To > s.Frames[0].Legs {
			t.Errorf("story %q: head %+v", s.ID, s.HeadAt)
		}
		for _, k := range roleKeys {
			if st := s.Styles[k.role]; st == nil || len(st.Font) == 0 || st.Size.N <= 0 {
				t.Errorf("story %q: role %s has style %+v", s.ID, k.role, st)
			}
		}
		for i, f := range s.Frames {
			g := f.Page.Grid
			if f.N != i+1 || f.Columns.From < 1 || f.Columns.To > g.Columns || f.Columns.Len() < 1 ||
				f.Lines.From < 1 || f.Lines.To > g.Lines || f.Lines.Len() < 1 || f.Legs < 1 || f.Body == nil {
				t.Errorf("story %q: frame %+v", s.ID, f)
			}
		}
		for _, p := range s.Pictures {
			if p.Image == nil || p.Image.W < 1 || (p.Legs == Span{}) == (p.Columns == Span{}) || p.Legs.To > p.Frame.Legs {
				t.Errorf("story %q: picture %+v", s.ID, p)
			}
		}
	}
}

// FuzzRead: no bytes of pages.toml make Read panic; it gives an edition or
// errors, and an edition is sound.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/broken/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(files, "testdata/all-keys.toml", "../../pages.toml") {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	dir, err := filepath.Abs("testdata/broken/files")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newReader(Options{Fonts: library(t)})
		r.dir = dir
		raw, ok := r.decode("pages.toml", data)
		if !ok {
			if !r.fs.Errors() {
				t.Fatal("refused without an error")
			}
			return
		}
		e := r.fill(raw)
		for _, f := range r.fs.Sorted() {
			checkFinding(t, f)
		}
		if !r.fs.Errors() {
			sound(t, e)
		}
	})
}

// FuzzEncodings: any bytes are decoded whole or refused with an error.
func FuzzEncodings(f *testing.F) {
	f.Add([]byte("\xca\xd0\xb8\xbe"), true)
	f.Add([]byte("\x81\x30\x81\x30\xff"), true)
	f.Add([]byte("\x84\x31\xa4\x37"), true)
	f.Add([]byte("\xe5\xbd\xff\r\n"), false)
	f.Fuzz(func(t *testing.T, data []byte, gb bool) {
		r := &reader{fs: &diag.Findings{}}
		decode := r.utf8Source
		if gb {
			decode = r.gbSource
		}
		src, ok := decode("f", data)
		switch {
		case ok == r.fs.Errors():
			t.Fatalf("%x: decoded %v, errors %v", data, ok, r.fs.Errors())
		case ok && !utf8.ValidString(src.text):
			t.Fatalf("%x: not UTF-8", data)
		}
	})
}

// FuzzImage: no bytes of a picture make it panic, and what is taken has a size.
func FuzzImage(f *testing.F) {
	f.Add([]byte(tinyPNG))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		img, why := decodeImage("f", data)
		if (img == nil) == (why == diag.Text{}) {
			t.Fatal("taken and refused, or neither")
		}
		if img != nil && (img.W < 1 || img.H < 1 || img.Orient > 8) {
			t.Fatalf("%+v", img)
		}
	})
}
