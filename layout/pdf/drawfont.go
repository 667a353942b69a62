package pdf

import (
	"sync"

	"github.com/signintech/gopdf"
)

// gopdf draws all text with one font, the drawing font, of letters without outlines:
// each run as one letter, and the next run as the next one, so that the finishing pass
// sees which it has before it. Nothing of the font goes into the finished file, where
// each face has its compact font; it serves all faces and all files.
const (
	drawingFamily = "drawing"
	standInFirst  = 'A' // glyph 1 of the drawing font
	standInCount  = 26
)

// standInText gives the letter of the i-th mark of a page.
func standInText(i int) string { return letters[i%standInCount : i%standInCount+1] }

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// standInGlyph gives its glyph, as gopdf writes that.
func standInGlyph(i int) string { return hex4(uint16(i%standInCount + 1)) }

var drawingFonts struct {
	sync.Once
	read gopdf.FontContainer
	err  error
}

// useDrawingFont gives gopdf the drawing font, and sets it.
func useDrawingFont(gp *gopdf.GoPdf) error {
	f := &drawingFonts
	f.Do(func() { f.err = f.read.AddTTFFontData(drawingFamily, drawingFont()) })
	if f.err != nil {
		return f.err
	}
	if err := gp.AddTTFFontFromFontContainer(drawingFamily, &f.read); err != nil {
		return err
	}
	return gp.SetFont(drawingFamily, "", 1)
}

// drawingFont gives the font, each glyph as wide as the em.
func drawingFont() []byte {
	const n = standInCount + 1
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5F0F3CF5)
	be.PutUint16(head[18:], 1000)
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x00010000)
	be.PutUint16(hhea[34:], 1)
	maxp := be.AppendUint16(be.AppendUint32(nil, 0x00010000), n)
	hmtx := be.AppendUint16(nil, 1000)
	return sfnt([]fontTable{
		{tag: "head", data: head}, {tag: "hhea", data: hhea}, {tag: "maxp", data: maxp},
		{tag: "hmtx", data: append(hmtx, make([]byte, 2*n)...)}, {tag: "loca", data: make([]byte, 2*(n+1))}, {tag: "glyf"},
		{tag: "cmap", data: codesTable()}, {tag: "name", data: nameTable("Drawing")},
		{tag: "OS/2", data: make([]byte, 96)}, {tag: "post", data: make([]byte, 32)},
	})
}

// codesTable gives a cmap of the letters: one subtable of format 4.
func codesTable() []byte {
	var t []byte
	for _, v := range []uint16{0, 1, 3, 1, 0, 12} { // version, count, one record
		t = be.AppendUint16(t, v)
	}
	const last = standInFirst + standInCount - 1
	shift := 1 - standInFirst // from a character to its glyph
	for _, v := range []uint16{4, 32, 0, 4, 4, 1, 0, last, 0xFFFF, 0, standInFirst, 0xFFFF, uint16(shift), 1, 0, 0} {
		t = be.AppendUint16(t, v)
	}
	return t
}

// nameTable gives a name table of the PostScript name alone.
func nameTable(name string) []byte {
	var t []byte
	for _, v := range []int{0, 1, 18, 1, 0, 0, 6, len(name), 0} {
		t = be.AppendUint16(t, uint16(v))
	}
	return append(t, name...)
}
