// Package fonts finds and reads typefaces: coverage, metrics, shaping, outlines.
//
// A Face is read only when something first asks it for a glyph: start-up must
// not pay for fonts that a page does not use. The font files of the program
// are in fonts/embedded, which only cmd/paiban imports.
package fonts

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// GID is a glyph's number in its face. 0 is .notdef: the face has no such glyph.
type GID uint32

// Face is one typeface from one file. All methods are safe for concurrent use.
type Face struct {
	// Name is what an edition calls the face: "song", "kai", or the name given
	// to the user's own file. It is unique in a Library.
	Name string

	source func() ([]byte, error)
	once   sync.Once
	err    error
	data   []byte
	font   *font.Font
	ps     string
	emTop  int
}

// New makes a face that source will give the bytes of, once, when first needed.
func New(name string, source func() ([]byte, error)) *Face {
	return &Face{Name: name, source: source}
}

// Load reads the face if that has not been done; the error says why it cannot
// be used. The other methods call it and act as an empty font after an error,
// so call it once before relying on them.
func (f *Face) Load() error {
	f.once.Do(func() { f.err = f.load() })
	return f.err
}

func (f *Face) load() error {
	data, err := f.source()
	if err != nil {
		return err
	}
	if err := checkFlavour(data); err != nil {
		return err
	}
	ld, err := ot.NewLoader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("not a readable font: %w", err)
	}
	ft, err := font.NewFont(ld)
	if err != nil {
		return fmt.Errorf("not a readable font: %w", err)
	}
	f.data, f.font = data, ft
	f.ps = postScriptName(ft, f.Name)
	f.emTop = emTop(ld, int(ft.Upem()))
	return nil
}

// checkFlavour refuses what the PDF back end cannot embed yet.
func checkFlavour(data []byte) error {
	if len(data) < 12 {
		return errors.New("not a font: shorter than a font header")
	}
	switch string(data[:4]) {
	case "\x00\x01\x00\x00", "true":
		return nil
	case "OTTO":
		return errors.New("an OpenType font with CFF outlines (.otf): use a TrueType (.ttf) version")
	case "ttcf":
		return errors.New("a font collection (.ttc): use a single TrueType (.ttf) font")
	case "wOFF", "wOF2":
		return errors.New("a web font (.woff): use the TrueType (.ttf) version")
	}
	return errors.New("not a TrueType font")
}

// Glyph gives the glyph of a character, 0 if the face has none.
func (f *Face) Glyph(r rune) GID {
	if f.Load() != nil {
		return 0
	}
	g, _ := f.font.NominalGlyph(r)
	return GID(g)
}

// Advance gives the horizontal advance of g in font units (see UPEM).
func (f *Face) Advance(g GID) int {
	if f.Load() != nil {
		return 0
	}
	return int(font.NewFace(f.font).HorizontalAdvance(font.GID(g)))
}

// UPEM gives the number of font units in an em.
func (f *Face) UPEM() int {
	if f.Load() != nil {
		return 1000
	}
	return int(f.font.Upem())
}

// EmTop gives the top edge of the ideographic em box above the baseline, in
// font units: OS/2 sTypoAscender (not hhea, not usWin, which are about lines).
// The em box ends UPEM units below it.
func (f *Face) EmTop() int {
	if f.Load() != nil {
		return 880
	}
	return f.emTop
}

// PostScriptName gives the face's name for a PDF, letters digits and hyphens only.
func (f *Face) PostScriptName() string {
	if f.Load() != nil {
		return f.Name
	}
	return f.ps
}

// Data gives the whole font file. It must not be changed.
func (f *Face) Data() []byte {
	if f.Load() != nil {
		return nil
	}
	return f.data
}

func postScriptName(ft *font.Font, fallback string) string {
	d := ft.Describe()
	name := d.Family
	if name == "" {
		name = fallback
	}
	out := make([]byte, 0, len(name))
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return "Font"
	}
	return string(out)
}

func emTop(ld *ot.Loader, upem int) int {
	raw, err := ld.RawTable(ot.MustNewTag("OS/2"))
	if err == nil && len(raw) >= 70 {
		return int(int16(uint16(raw[68])<<8 | uint16(raw[69])))
	}
	return upem * 88 / 100
}
