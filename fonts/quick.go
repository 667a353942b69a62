package fonts

import (
	"encoding/binary"
	"slices"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// The library reads the outlines of all glyphs of a font at once: of a Chinese one of
// 30,000 that takes half a second. So a glyph of TrueType is given to it in a font of its
// own, with those that it refers to.

// mostParts bounds the glyphs that one refers to: a name of Vietnam has two.
const mostParts = 64

// quickOutline gives the contours of g; ok is false if they have to be read otherwise.
func (f *Face) quickOutline(g GID) (out []Segment, ok bool) {
	defer func() {
		if recover() != nil { // a broken font may defeat the parser
			out, ok = nil, false
		}
	}()
	if f.Kind() != TrueType || f.full == 0 {
		return nil, false
	}
	if len(f.glyf(g)) == 0 {
		return nil, true
	}
	tables, ok := f.alone(g)
	if !ok {
		return nil, false
	}
	ft, err := parseTables(tables)
	if err != nil {
		return nil, false
	}
	return f.outlineIn(font.NewFace(ft), 0), true
}

// alone gives the tables of a font that has g, as its first glyph, and all that it refers
// to. ok is false where that is more than any good font asks for.
func (f *Face) alone(g GID) (tables []ot.Table, ok bool) {
	be := binary.BigEndian
	all := []GID{g}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(all); i++ {
		data := slices.Clone(f.glyf(all[i]))
		parts, _, err := Components(data)
		if err != nil {
			return nil, false
		}
		for _, p := range parts {
			n := slices.Index(all, p.Glyph)
			if n < 0 {
				n = len(all)
				all = append(all, p.Glyph)
			}
			be.PutUint16(data[p.At+2:], uint16(n))
		}
		if len(all) > mostParts {
			return nil, false
		}
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, data...)
		hmtx = be.AppendUint16(hmtx, uint16(f.Advance(all[i])))
		hmtx = be.AppendUint16(hmtx, uint16(f.bearing(all[i])))
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"]), slices.Clone(f.tables["maxp"])
	be.PutUint16(head[50:], 1) // long offsets
	be.PutUint16(hhea[34:], uint16(len(all)))
	be.PutUint16(maxp[4:], uint16(len(all)))
	return []ot.Table{
		{Tag: ot.MustNewTag("cmap"), Content: noCharacters}, {Tag: ot.MustNewTag("glyf"), Content: glyf},
		{Tag: ot.MustNewTag("head"), Content: head}, {Tag: ot.MustNewTag("hhea"), Content: hhea},
		{Tag: ot.MustNewTag("hmtx"), Content: hmtx}, {Tag: ot.MustNewTag("loca"), Content: loca},
		{Tag: ot.MustNewTag("maxp"), Content: maxp},
	}, true
}

// noCharacters is a table cmap of none: one subtable, of format 12.
var noCharacters = []byte("\x00\x00\x00\x01" + "\x00\x03\x00\x0A\x00\x00\x00\x0C" +
	"\x00\x0C\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00")

// bearing is where a glyph begins, from its origin, in font units (OpenType, "hmtx").
func (f *Face) bearing(g GID) int {
	at := 4*int(g) + 2
	if int(g) >= f.full {
		at = 4*f.full + 2*(int(g)-f.full)
	}
	if at+2 > len(f.advances) {
		return 0
	}
	return int(int16(be16(f.advances[at:])))
}
