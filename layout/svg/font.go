package svg

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"paiban/fonts"
	"paiban/layout/sheet"
)

// webFont is a font of what the page uses of a face: a character each glyph, so that
// text stays text and needs no installed font. Where a character has another glyph
// elsewhere (a narrow mark, a ligature's letters), that is in another font.
type webFont struct {
	name   string
	face   *fonts.Face
	glyphs map[rune]fonts.GID
}

// blank stands for the characters of a cluster after the first, whose glyph is there.
const blank = fonts.GID(math.MaxUint16)

// fontOf gives the font in which chars look like glyph id. One that has none of them
// yet takes them in, so that the same questions in the same order get the same fonts.
func (x *writer) fontOf(face *fonts.Face, chars []rune, id fonts.GID) *webFont {
	want := func(i int) fonts.GID {
		if i == 0 {
			return id
		}
		return blank
	}
	var font *webFont
	for _, f := range x.fonts {
		fits := f.face == face
		for i, r := range chars {
			if g, known := f.glyphs[r]; known && g != want(i) || slices.Contains(chars[:i], r) {
				fits = false
			}
		}
		if fits {
			font = f
			break
		}
	}
	if font == nil {
		font = &webFont{fmt.Sprintf("paiban%d", len(x.fonts)+1), face, map[rune]fonts.GID{}}
		x.fonts = append(x.fonts, font)
	}
	for i, r := range chars {
		font.glyphs[r] = want(i)
	}
	return font
}

// writeFonts embeds the fonts of all the page's text.
func (x *writer) writeFonts(p *sheet.Page) {
	for _, it := range p.Items {
		if t, ok := it.(*sheet.Text); ok && t.Face != nil && t.Size > 0 {
			eachCell(t, func(c fonts.Cell, chars []rune) { x.fontOf(t.Face, chars, c.ID) })
		}
	}
	if len(x.fonts) == 0 {
		return
	}
	x.WriteString("<style>\n")
	for _, f := range x.fonts {
		fmt.Fprintf(x, "@font-face{font-family:%s;src:url(data:font/ttf;base64,%s)}\n", f.name, base64.StdEncoding.EncodeToString(f.build()))
	}
	x.WriteString("</style>\n")
}

// build makes the font file: TrueType (OpenType 1.9, chapter 5), unhinted.
func (f *webFont) build() []byte {
	runes := make([]rune, 0, len(f.glyphs))
	for r := range f.glyphs {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	// Glyph 0 is what nobody asks for, 1 blank, the characters follow in their order.
	glyf, loca := []byte{}, []uint32{0, 0, 0}
	hmtx := u16s(0, 0, 0, 0)
	points := 0
	for _, r := range runes {
		g := f.glyphs[r]
		advance, left := 0, 0
		if g != blank {
			data, n := glyphData(f.face.Outline(g))
			glyf, points, advance = append(glyf, data...), max(points, n), f.face.Advance(g)
			if n > 0 { // the bearing must be the outline's, or it is moved
				left = int(int16(binary.BigEndian.Uint16(data[2:])))
			}
		}
		loca = append(loca, uint32(len(glyf)))
		hmtx = append(hmtx, u16s(advance, left)...)
	}
	count, upem := len(runes)+2, f.face.UPEM()
	head := slices.Concat(u32s(0x10000, 0x10000, 0, 0x5F0F3CF5), u16s(0, upem), make([]byte, 16),
		u16s(-upem, -upem, 2*upem, 2*upem, 0, 8, 2, 1, 0))
	up, down := upem*88/100, -upem*12/100
	hhea := slices.Concat(u32s(0x10000), u16s(up, down, 0, 2*upem, 0, 0, 2*upem, 1, 0, 0, 0, 0, 0, 0, 0, count))
	maxp := slices.Concat(u32s(0x10000), u16s(count, points, 200, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0))
	os2 := slices.Concat(u16s(3, upem, 400, 5, 0), make([]byte, 20), u16s(0), make([]byte, 10), u32s(0, 0, 0, 0), []byte("pbn "),
		u16s(0x40, 0x20, 0xFFFF, up, down, 0, up, -down), u32s(0, 0), u16s(0, 0, 0, 0x20, 0))
	return sfnt(map[string][]byte{
		"OS/2": os2, "cmap": cmap(runes), "glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx,
		"loca": u32s(loca...), "maxp": maxp, "name": nameTable(f.name), "post": append(u32s(0x30000), make([]byte, 28)...),
	})
}

// cmap gives the characters' glyphs, in format 12: glyph 2 is the first's.
func cmap(runes []rune) []byte {
	var groups []uint32
	for i, r := range runes {
		if n := len(groups); n > 0 && groups[n-2]+1 == uint32(r) {
			groups[n-2]++
			continue
		}
		groups = append(groups, uint32(r), uint32(r), uint32(i+2))
	}
	head := slices.Concat(u16s(0, 1, 3, 10), u32s(12), u16s(12, 0), u32s(uint32(16+4*len(groups)), 0, uint32(len(groups)/3)))
	return append(head, u32s(groups...)...)
}

// nameTable holds the family, the style, the full and the PostScript name.
func nameTable(name string) []byte {
	head, text := u16s(0, 4, 6+4*12), []byte{}
	for i, s := range []string{name, "Regular", name, name} {
		head = append(head, u16s(3, 1, 0x409, []int{1, 2, 4, 6}[i], 2*len(s), len(text))...)
		for _, c := range s {
			text = append(text, 0, byte(c))
		}
	}
	return append(head, text...)
}

// sfnt puts tables into a file.
func sfnt(tables map[string][]byte) []byte {
	var names []string
	for n := range tables {
		names = append(names, n)
	}
	slices.Sort(names)
	n := len(names)
	log := int(math.Log2(float64(n)))
	out := slices.Concat(u32s(0x10000), u16s(n, 16<<log, log, 16*n-16<<log))
	at := 12 + 16*n
	var body []byte
	for _, name := range names {
		t := tables[name]
		padded := append(slices.Clone(t), make([]byte, -len(t)&3)...)
		sum := uint32(0)
		for i := 0; i < len(padded); i += 4 {
			sum += binary.BigEndian.Uint32(padded[i:])
		}
		out = slices.Concat(out, []byte(name), u32s(sum, uint32(at), uint32(len(t))))
		body = append(body, padded...)
		at += len(padded)
	}
	return append(out, body...)
}

func u16s(list ...int) []byte {
	var out []byte
	for _, v := range list {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

func u32s(list ...uint32) []byte {
	var out []byte
	for _, v := range list {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return out
}
