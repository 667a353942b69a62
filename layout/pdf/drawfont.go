package pdf

// firstCode carries glyph 0 to gopdf, which draws characters only: U+F0000+n,
// in a private-use plane, is glyph n of the drawing font.
const firstCode = 0xF0000

// drawingFont gives the font that gopdf draws a subset with: the widths and the
// code points of its clusters, in thousandths of an em, and no outlines, for
// which gopdf has no use. The finishing pass puts the compact font in its place.
func drawingFont(s *subset) []byte {
	n := len(s.clusters) + 1
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5F0F3CF5)
	be.PutUint16(head[18:], 1000)
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x00010000)
	be.PutUint16(hhea[34:], uint16(n))
	maxp := be.AppendUint16(be.AppendUint32(nil, 0x00010000), uint16(n))
	hmtx := make([]byte, 4, 4*n)
	for _, c := range s.clusters {
		hmtx = be.AppendUint16(hmtx, uint16(c.advance))
		hmtx = be.AppendUint16(hmtx, 0)
	}
	return sfnt(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx,
		"loca": make([]byte, 2*(n+1)), "glyf": nil,
		"cmap": codesTable(n), "name": nameTable("Drawing"),
		"OS/2": make([]byte, 96), "post": make([]byte, 32),
	})
}

// codesTable gives a cmap of n glyphs: a format 4 subtable that maps nothing,
// for gopdf wants one, and a format 12 of one group.
func codesTable(n int) []byte {
	var t []byte
	for _, v := range []uint16{0, 2, 3, 1, 0, 20, 3, 10, 0, 44} { // version, count, two records
		t = be.AppendUint16(t, v)
	}
	for _, v := range []uint16{4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0} {
		t = be.AppendUint16(t, v)
	}
	t = be.AppendUint16(t, 12)
	t = be.AppendUint16(t, 0)
	for _, v := range []uint32{28, 0, 1, firstCode, uint32(firstCode + n - 1), 0} {
		t = be.AppendUint32(t, v)
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
