package pdf

import (
	"hash/crc32"
	"strconv"

	"paiban/layout/geom"
)

// font makes the Type 0 font of a subset: our compact font, its widths, and
// the characters that each glyph stands for (ISO 32000-1, 9.7.4, 9.10.3).
func (f *finisher) font(s *subset) (*object, error) {
	file, err := embed(s)
	if err != nil {
		return nil, err
	}
	base := name(subsetTag(file.stream) + "+" + s.face.PostScriptName())
	descendant := newDict(
		name("Type"), name("Font"),
		name("Subtype"), name("CIDFontType2"),
		name("BaseFont"), base,
		name("CIDSystemInfo"), newDict(
			name("Registry"), raw("(Adobe)"), name("Ordering"), raw("(Identity)"), name("Supplement"), raw("0")),
		name("FontDescriptor"), f.add(&object{val: s.src.descriptor(base, file.key, f.add(&file.object))}),
		name("DW"), raw("1000"),
		name("W"), widths(s.clusters),
		name("CIDToGIDMap"), name("Identity"),
	)
	if file.key == "FontFile3" {
		descendant.set("Subtype", name("CIDFontType0"))
		descendant.del("CIDToGIDMap")
	}
	return &object{val: newDict(
		name("Type"), name("Font"),
		name("Subtype"), name("Type0"),
		name("BaseFont"), base,
		name("Encoding"), name("Identity-H"),
		name("DescendantFonts"), array{f.add(&object{val: descendant})},
		name("ToUnicode"), f.add(&object{val: &dict{}, stream: toUnicode(s.clusters), isData: true, level: textLevel}),
	)}, nil
}

// fontFile is a font as a file embeds it, and the key of its descriptor.
type fontFile struct {
	key name
	object
}

// embed makes the font of a subset (ISO 32000-1, 9.9).
func embed(s *subset) (*fontFile, error) {
	if s.outlined {
		c, err := buildCFF(s)
		if err != nil {
			return nil, err
		}
		return &fontFile{"FontFile3", object{val: newDict(name("Subtype"), name("CIDFontType0C")), stream: c.file(), isData: true, level: fontLevel, kept: true}}, nil
	}
	c, err := buildCompact(s)
	if err != nil {
		return nil, err
	}
	data, err := c.file()
	if err != nil {
		return nil, err
	}
	return &fontFile{"FontFile2", object{val: newDict(name("Length1"), integer(len(data))), stream: data, isData: true, level: fontLevel, kept: true}}, nil
}

// subsetTag gives six capital letters made from the font's bytes (9.6.4): two
// subsets of one face hardly ever share a tag, and the same subset always has the same.
func subsetTag(data []byte) string {
	n := crc32.ChecksumIEEE(data) // six letters are 28 bits
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(tag)
}

// widths gives the W array (9.7.4.3) for glyphs 1, 2, …; DW's 1000 are left out.
func widths(list []cluster) array {
	var out, some array
	from := 0
	flush := func() {
		if len(some) > 0 {
			out = append(out, integer(from), some)
			some = nil
		}
	}
	for i, c := range list {
		if c.advance == 1000 {
			flush()
			continue
		}
		if len(some) == 0 {
			from = i + 1
		}
		some = append(some, integer(int(c.advance)))
	}
	flush()
	return out
}

// toUnicode gives the CMap from glyph numbers to the characters typed.
func toUnicode(list []cluster) []byte {
	const block = 100 // entries that one operator may have
	b := make([]byte, 0, 512+20*len(list))
	b = append(b, `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
`...)
	for from := 0; from < len(list); from += block {
		part := list[from:min(from+block, len(list))]
		b = append(strconv.AppendInt(b, int64(len(part)), 10), " beginbfchar\n"...)
		for i, c := range part {
			b = append(appendHex4(append(b, '<'), uint16(from+i+1)), "><"...)
			b = append(appendUTF16(b, c.text), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// descriptor gives the font descriptor (9.8). Symbolic says that the glyphs are
// not those of the standard Latin set, as in any Chinese font.
func (t *ttf) descriptor(base, key name, file ref) *dict {
	em := func(units int) raw { return integer(int(geom.Length(units).MulDiv(1000, int64(t.upem)))) }
	at := func(table []byte, off int) int {
		if off+2 > len(table) {
			return 0
		}
		return int(int16(be.Uint16(table[off:])))
	}
	ascent, descent, caps, weight := at(t.hhea, 4), at(t.hhea, 6), at(t.hhea, 4), 400
	if len(t.os2) >= 78 {
		ascent, descent, weight = at(t.os2, 68), at(t.os2, 70), at(t.os2, 4)
		caps = ascent
	}
	if len(t.os2) >= 96 && at(t.os2, 0) >= 2 && at(t.os2, 88) > 0 {
		caps = at(t.os2, 88)
	}
	var box array
	for i := range 4 {
		box = append(box, em(at(t.head, 36+2*i)))
	}
	const symbolic = 1 << 2
	return newDict(
		name("Type"), name("FontDescriptor"),
		name("FontName"), base,
		name("Flags"), integer(symbolic),
		name("FontBBox"), box,
		name("ItalicAngle"), decimal(italicAngle(t.post), 2),
		name("Ascent"), em(ascent),
		name("Descent"), em(descent),
		name("CapHeight"), em(caps),
		name("StemV"), raw(strconv.Itoa(stem(weight))),
		key, file,
	)
}

// italicAngle gives post's 16.16 degrees in hundredths.
func italicAngle(post []byte) int64 {
	if len(post) < 8 {
		return 0
	}
	return int64(geom.Length(int32(be.Uint32(post[4:]))).MulDiv(100, 1<<16))
}

// stem guesses a vertical stem from the weight class, as TrueType has no such
// number: readers use it only to draw a font that they do not have. 400 → 80.
func stem(weight int) int { return 20 + max(100, min(weight, 1000))*3/20 }
