// Package fonts finds and reads typefaces: coverage, metrics, shaping, outlines.
//
// A Face is read only when something first asks it for a glyph: start-up must
// not pay for fonts that a page does not use. The font files of the program
// are in fonts/embedded, which only cmd/paiban imports.
package fonts

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
)

// GID is a glyph's number in its face. 0 is .notdef: the face has no such glyph.
type GID uint32

// Face is one typeface from one file. All methods are safe for concurrent use.
type Face struct {
	// Name is what an edition calls the face: "song", "kai", or the name given
	// to the user's own file. It is unique in a Library.
	Name string

	source func() ([]byte, error)
	pick   Pick
	once   sync.Once
	err    error
	data   []byte
	tables map[string][]byte // slices of data
	font   *font.Font        // without outlines, which take most of the reading
	coords []font.VarCoord   // of a variable font; nil = none
	ps     string
	upem   int
	emTop  int

	advances []byte // hmtx: 4 bytes for each of the first full metrics
	full     int    // how many glyphs have an advance of their own; the rest share the last
	loca     []byte
	longLoca bool

	boxes sync.Map // of outlines, by GID, where they must be computed

	// glyphs are those asked for so far, each plus 1 and square if it is, by the upper
	// and the lower byte of their characters: in a font of 20,000 a look-up takes
	// fifteen steps.
	glyphs [256]atomic.Pointer[[256]atomic.Uint32]

	idle struct {
		sync.Mutex
		shapers []*shaper
	}
	hwid struct {
		once   sync.Once
		glyphs [128]GID
	}
	halt struct {
		sync.Mutex
		shifts map[rune]int // noHalt where the face has none
	}
	local struct {
		sync.Mutex
		langs map[string]*Forms // nil where the face draws nothing otherwise
	}
	outlines struct {
		once sync.Once
		face *font.Face
	}
}

// New makes a face that source will give the bytes of, once, when first needed.
func New(name string, source func() ([]byte, error)) *Face {
	return &Face{Name: name, source: source}
}

// Choose makes a face of the member or instance of a file that pick asks for.
func Choose(name string, pick Pick, source func() ([]byte, error)) *Face {
	return &Face{Name: name, pick: pick, source: source}
}

// Load reads the face if that has not been done; the error says why it cannot
// be used. The other methods call it and act as an empty font after an error,
// so call it once before relying on them.
func (f *Face) Load() error {
	f.once.Do(func() { f.err = f.load() })
	return f.err
}

func (f *Face) load() (err error) {
	defer func() {
		if recover() != nil { // a broken font may defeat the parser
			err = errUnreadable
		}
	}()
	data, err := f.source()
	if err != nil {
		return err
	}
	at, err := f.pick.member(data)
	if err != nil {
		return err
	}
	if err := checkFlavour(data, at); err != nil {
		return err
	}
	tables, err := directory(data, at)
	if err != nil {
		return err
	}
	if tables["glyf"] == nil && tables["CFF "] == nil && tables["CFF2"] == nil {
		return unusable("字体里没有轮廓", "the font has no outlines")
	}
	if err := embeddable(tables["OS/2"]); err != nil {
		return err
	}
	names := shapingTables
	if tables["fvar"] != nil && tables["HVAR"] == nil { // advances vary with the outlines
		names = append(slices.Clone(names), "glyf", "gvar", "loca")
	}
	ft, err := parse(data, tables, names)
	if err != nil {
		return errUnreadable
	}
	f.data, f.tables, f.font, f.upem = data, tables, ft, int(ft.Upem())
	f.ps = postScriptName(tables["name"], f.Name)
	coords, suffix, err := f.pick.variation(ft, tables)
	if err != nil {
		return err
	}
	if f.coords = coords; coords != nil {
		f.ps = plainName(f.ps + "-" + suffix)
	}
	f.emTop = emTop(tables["OS/2"], f.upem)
	if h := tables["hhea"]; len(h) >= 36 {
		f.advances = tables["hmtx"]
		f.full = min(int(be16(h[34:])), len(f.advances)/4)
	}
	if h := tables["head"]; len(h) >= 52 {
		f.longLoca = be16(h[50:]) == 1
	}
	f.loca = tables["loca"]
	return nil
}

var errUnreadable = unusable("不是能读的字体", "not a readable font")

// checkFlavour refuses what is no font, or packed.
func checkFlavour(data []byte, at int) error {
	if at < 0 || at+12 > len(data) {
		return errCutShort
	}
	switch string(data[at : at+4]) {
	case "\x00\x01\x00\x00", "true", "OTTO":
		return nil
	case "wOFF", "wOF2":
		return unusable("网页字体（.woff）不能用，请换 TrueType 或 OpenType 字体", "a web font (.woff): use the TrueType or OpenType version")
	}
	return unusable("不是 TrueType 或 OpenType 字体", "not a TrueType or OpenType font")
}

// square marks a glyph that is an em wide.
const square = 1 << 31

// Glyph gives the glyph of a character, 0 if the face has none.
func (f *Face) Glyph(r rune) GID {
	g, _ := f.Square(r)
	return g
}

// Square gives the glyph of a character, 0 if the face has none, and whether it is
// an em wide.
func (f *Face) Square(r rune) (g GID, is bool) {
	if f.Load() != nil {
		return 0, false
	}
	if r < 0 || r > 0xFFFF {
		return f.look(r)
	}
	row := f.glyphs[r>>8].Load()
	if row == nil {
		f.glyphs[r>>8].CompareAndSwap(nil, new([256]atomic.Uint32))
		row = f.glyphs[r>>8].Load()
	}
	known := row[r&0xFF].Load()
	if known == 0 {
		g, is := f.look(r)
		if known = uint32(g) + 1; is {
			known |= square
		}
		row[r&0xFF].Store(known)
	}
	return GID(known&^square - 1), known&square != 0
}

// look looks a character's glyph up in the font.
func (f *Face) look(r rune) (g GID, is bool) {
	n, _ := f.font.NominalGlyph(r)
	g = GID(n)
	return g, g != 0 && f.Advance(g) == f.upem
}

// Advance gives the horizontal advance of g in font units (see UPEM).
func (f *Face) Advance(g GID) int {
	if f.Load() != nil {
		return 0
	}
	if f.coords != nil {
		return f.varied(g)
	}
	if f.full == 0 {
		return f.upem / 2
	}
	return int(be16(f.advances[min(int(g), f.full-1)*4:]))
}

// UPEM gives the number of font units in an em.
func (f *Face) UPEM() int {
	if f.Load() != nil {
		return 1000
	}
	return f.upem
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

// Data gives the whole font file, of a collection all of it. It must not be changed.
func (f *Face) Data() []byte {
	if f.Load() != nil {
		return nil
	}
	return f.data
}
