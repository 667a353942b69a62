package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"

	"paiban/fonts"
)

// ttf is a TrueType file opened for copying glyphs out of it (OpenType 1.9,
// chapter "glyf"). Nothing is trusted: every offset is checked before use.
type ttf struct {
	head, hhea, maxp       []byte
	hmtx, loca, glyf       []byte
	os2, post              []byte // nil if the font has none
	upem                   int
	numGlyphs, numHMetrics int
	longLoca               bool
}

// maxDepth bounds composite glyphs that refer to composite glyphs. Real fonts
// nest two deep; a font that refers to itself would never end.
const maxDepth = 8

var be = binary.BigEndian

// openTTF reads the tables of a face. One that is outlined anew needs those of
// metrics only.
func openTTF(table func(tag string) []byte, outlines bool) (*ttf, error) {
	t := &ttf{
		head: table("head"), hhea: table("hhea"), maxp: table("maxp"), hmtx: table("hmtx"),
		loca: table("loca"), glyf: table("glyf"), os2: table("OS/2"), post: table("post"),
	}
	return t, t.check(outlines)
}

// check reads the counts that the other tables are measured by.
func (t *ttf) check(outlines bool) error {
	switch {
	case len(t.head) < 54:
		return errors.New("table head is missing or cut off")
	case len(t.hhea) < 36:
		return errors.New("table hhea is missing or cut off")
	case len(t.maxp) < 6:
		return errors.New("table maxp is missing or cut off")
	case outlines && (t.loca == nil || t.glyf == nil):
		return errors.New("no TrueType outlines (glyf, loca)")
	}
	t.upem = int(be.Uint16(t.head[18:]))
	t.longLoca = be.Uint16(t.head[50:]) != 0
	t.numGlyphs = int(be.Uint16(t.maxp[4:]))
	t.numHMetrics = int(be.Uint16(t.hhea[34:]))
	entry := 2
	if t.longLoca {
		entry = 4
	}
	switch {
	case t.upem < 16 || t.upem > 16384:
		return fmt.Errorf("unitsPerEm is %d, must be 16 to 16384", t.upem)
	case t.numHMetrics == 0 || len(t.hmtx) < 4*t.numHMetrics:
		return errors.New("table hmtx is missing or cut off")
	case outlines && len(t.loca) < entry*(t.numGlyphs+1):
		return errors.New("table loca is cut off")
	}
	return nil
}

// advance gives the width of glyph g in font units.
func (t *ttf) advance(g int) int {
	return int(be.Uint16(t.hmtx[4*min(g, t.numHMetrics-1):]))
}

// bearing gives the left side bearing of glyph g in font units; a glyph past the
// end of a short hmtx gets ok = false.
func (t *ttf) bearing(g int) (lsb int, ok bool) {
	at := 4*g + 2
	if g >= t.numHMetrics {
		at = 4*t.numHMetrics + 2*(g-t.numHMetrics)
	}
	if at+2 > len(t.hmtx) {
		return 0, false
	}
	return int(int16(be.Uint16(t.hmtx[at:]))), true
}

// glyph gives the outline data of glyph g, empty for a blank one.
func (t *ttf) glyph(g int) ([]byte, error) {
	if g < 0 || g >= t.numGlyphs {
		return nil, fmt.Errorf("glyph %d: the font has only %d", g, t.numGlyphs)
	}
	var from, to uint64
	if t.longLoca {
		from, to = uint64(be.Uint32(t.loca[4*g:])), uint64(be.Uint32(t.loca[4*g+4:]))
	} else {
		from, to = 2*uint64(be.Uint16(t.loca[2*g:])), 2*uint64(be.Uint16(t.loca[2*g+2:]))
	}
	if from == to {
		return nil, nil
	}
	if from > to || to > uint64(len(t.glyf)) || to-from < 10 {
		return nil, fmt.Errorf("glyph %d: broken outline offsets", g)
	}
	return t.glyf[from:to:to], nil
}

// dropHints gives a glyph's data without its instructions: a press renders at
// 1,000 dpi and more, where they do nothing, and the programs that they call
// are not copied. Data of a simple glyph that has none are given as they are; those of
// a composite are a copy, for its references are to be changed.
func dropHints(d []byte) ([]byte, error) {
	if len(d) == 0 {
		return nil, nil
	}
	if n := int(int16(be.Uint16(d))); n >= 0 {
		at := 10 + 2*n
		if at+2 > len(d) {
			return nil, errors.New("outline is cut off")
		}
		size := int(be.Uint16(d[at:]))
		if at+2+size > len(d) {
			return nil, errors.New("instructions are cut off")
		}
		if size == 0 {
			return d, nil
		}
		out := append(make([]byte, 0, len(d)-size), d[:at]...)
		out = append(out, 0, 0)
		return append(out, d[at+2+size:]...), nil
	}
	list, end, err := fonts.Components(d)
	if err != nil {
		return nil, err
	}
	out := append([]byte(nil), d[:end]...)
	for _, c := range list {
		be.PutUint16(out[c.At:], be.Uint16(out[c.At:])&^fonts.HasInstructions)
	}
	return out, nil
}

// extent is what a glyph asks of a renderer, through all that it refers to.
type extent struct{ points, contours, depth int }

// plus adds a component's extent to that of the glyph that refers to it.
func (e extent) plus(c extent) extent {
	const most = 0xFFFF // what maxp can say
	return extent{min(e.points+c.points, most), min(e.contours+c.contours, most), max(e.depth, c.depth+1)}
}

// simpleExtent counts the points and contours of a glyph that is not composite.
func simpleExtent(d []byte) (extent, error) {
	n := int(int16(be.Uint16(d)))
	if n == 0 {
		return extent{}, nil
	}
	last := 10 + 2*n - 2
	if last+2 > len(d) {
		return extent{}, errors.New("outline is cut off")
	}
	return extent{points: int(be.Uint16(d[last:])) + 1, contours: n}, nil
}
