package conform

// program is a font's outlines, as far as rules ask: which glyphs there are, and how
// wide they are, in thousandths of an em.
type program struct {
	glyphs int
	width  func(glyph int) (float64, bool)
	glyph  map[int]int // of a CID-keyed CFF: CID → glyph; nil = the same
	cmaps  int         // of TrueType
	cmap30 bool
}

// openProgram reads a TrueType or a CFF font; nil for another, or a broken one.
func openProgram(b []byte, sfnt bool) (p *program) {
	defer func() {
		if recover() != nil { // an offset beyond the end: it is not read
			p = nil
		}
	}()
	if len(b) > 4 && b[0] == 1 && b[1] == 0 && !sfnt {
		return openCFF(b)
	}
	if len(b) < 12 {
		return nil
	}
	tables := map[string][]byte{}
	for i := range be16(b[4:]) {
		rec := b[12+16*i:]
		at, n := int(be32(rec[8:])), int(be32(rec[12:]))
		tables[string(rec[:4])] = b[at : at+n]
	}
	if cff := tables["CFF "]; cff != nil {
		return openCFF(cff)
	}
	head, hhea, maxp, hmtx := tables["head"], tables["hhea"], tables["maxp"], tables["hmtx"]
	p = &program{glyphs: be16(maxp[4:])}
	upem, n := float64(be16(head[18:])), be16(hhea[34:])
	p.width = func(g int) (float64, bool) {
		g = min(g, n-1)
		if g < 0 || 4*g+2 > len(hmtx) || upem == 0 {
			return 0, false
		}
		return float64(be16(hmtx[4*g:])) * 1000 / upem, true
	}
	if t := tables["cmap"]; len(t) >= 4 {
		p.cmaps = be16(t[2:])
		for i := range p.cmaps {
			p.cmap30 = p.cmap30 || be16(t[4+8*i:]) == 3 && be16(t[6+8*i:]) == 0
		}
	}
	return p
}

// wide gives the width of a glyph; false if the program is broken there.
func (p *program) wide(g int) (w float64, ok bool) {
	defer func() {
		if recover() != nil {
			w, ok = 0, false
		}
	}()
	return p.width(g)
}

// cids lists the CIDs that are in the program.
func (p *program) cids() []int {
	var out []int
	if p.glyph == nil {
		for g := range p.glyphs {
			out = append(out, g)
		}
		return out
	}
	for cid := range 65536 {
		if _, ok := p.glyph[cid]; ok {
			out = append(out, cid)
		}
	}
	return out
}

// glyphOf gives the glyph of a CID.
func (p *program) glyphOf(cid int) (int, bool) {
	if p.glyph == nil {
		return cid, cid < p.glyphs
	}
	g, ok := p.glyph[cid]
	return g, ok
}

// openCFF reads a CFF font (Adobe Technical Note 5176).
func openCFF(b []byte) *program {
	_, at := cffIndex(b, int(b[2]))
	tops, at := cffIndex(b, at)
	_, at = cffIndex(b, at)
	cffIndex(b, at)
	top := cffDict(tops[0])
	strings, _ := cffIndex(b, int(top[17][0]))
	p := &program{glyphs: len(strings)}
	scale := 1.0
	if m := top[1207]; len(m) == 6 {
		scale = m[0] * 1000
	}
	private := func(d map[int][]float64) [2]float64 {
		v := d[18]
		if len(v) < 2 {
			return [2]float64{}
		}
		own := cffDict(b[int(v[1]) : int(v[1])+int(v[0])])
		get := func(k int) float64 {
			if w := own[k]; len(w) > 0 {
				return w[0]
			}
			return 0
		}
		return [2]float64{get(20), get(21)}
	}
	widths := [][2]float64{private(top)}
	fd := func(int) int { return 0 }
	if v := top[1236]; len(v) > 0 { // CID-keyed
		fonts, _ := cffIndex(b, int(v[0]))
		widths = nil
		for _, f := range fonts {
			d := cffDict(f)
			widths = append(widths, private(d))
			if m := d[1207]; len(m) == 6 && top[1207] == nil {
				scale = m[0] * 1000
			}
		}
		fd = cffSelect(b[int(top[1237][0]):], p.glyphs)
		p.glyph = cffCharset(b, top[15], p.glyphs)
	}
	if scale == 0 {
		scale = 1
	}
	p.width = func(g int) (float64, bool) {
		if g < 0 || g >= len(strings) || fd(g) >= len(widths) {
			return 0, false
		}
		w := widths[fd(g)]
		own, has := charWidth(strings[g])
		if !has {
			return w[0] * scale, true
		}
		return (own + w[1]) * scale, true
	}
	return p
}

// cffIndex reads an INDEX and gives what stands behind it.
func cffIndex(b []byte, at int) (list [][]byte, end int) {
	n := be16(b[at:])
	if n == 0 {
		return nil, at + 2
	}
	size := int(b[at+2])
	offset := func(i int) int {
		v := 0
		for _, c := range b[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(c)
		}
		return v
	}
	base := at + 2 + (n+1)*size
	for i := range n {
		list = append(list, b[base+offset(i):base+offset(i+1)])
	}
	return list, base + offset(n)
}

// cffDict reads a DICT; operator 12 n is 1200+n.
func cffDict(b []byte) map[int][]float64 {
	out := map[int][]float64{}
	var args []float64
	for i := 0; i < len(b); i++ {
		switch v := int(b[i]); {
		case v == 12:
			i++
			out[1200+int(b[i])], args = args, nil
		case v <= 21:
			out[v], args = args, nil
		case v == 28:
			args = append(args, float64(int16(be16(b[i+1:]))))
			i += 2
		case v == 29:
			args = append(args, float64(int32(be32(b[i+1:]))))
			i += 4
		case v == 30:
			f, n := cffReal(b[i+1:])
			args = append(args, f)
			i += n
		case v >= 32 && v <= 246:
			args = append(args, float64(v-139))
		case v >= 247 && v <= 250:
			args = append(args, float64((v-247)*256+int(b[i+1])+108))
			i++
		case v >= 251 && v <= 254:
			args = append(args, float64(-(v-251)*256-int(b[i+1])-108))
			i++
		}
	}
	return out
}

// cffReal reads a real number of nibbles and gives how many bytes it takes.
func cffReal(b []byte) (v float64, n int) {
	s := ""
	for _, c := range b {
		n++
		for _, k := range []byte{c >> 4, c & 15} {
			switch {
			case k == 15:
				return parseReal(s), n
			case k == 12:
				s += "e-"
			case k < 10:
				s += string(rune('0' + k))
			default:
				s += map[byte]string{10: ".", 11: "e", 14: "-"}[k]
			}
		}
	}
	return 0, n
}

// cffSelect reads FDSelect.
func cffSelect(b []byte, glyphs int) func(int) int {
	if b[0] == 0 {
		return func(g int) int { return int(b[1+g]) }
	}
	list := make([]int, glyphs)
	n := be16(b[1:])
	for i := range n {
		from, to := be16(b[3+3*i:]), be16(b[6+3*i:])
		for g := from; g < to && g < glyphs; g++ {
			list[g] = int(b[5+3*i])
		}
	}
	return func(g int) int { return list[g] }
}

// cffCharset reads the charset of a CID-keyed font: CID → glyph.
func cffCharset(b []byte, at []float64, glyphs int) map[int]int {
	out := map[int]int{0: 0}
	if len(at) == 0 || at[0] <= 2 {
		for g := range glyphs {
			out[g] = g
		}
		return out
	}
	p := b[int(at[0]):]
	format := p[0]
	p = p[1:]
	for g := 1; g < glyphs; {
		first, more := be16(p), 0
		p = p[2:]
		switch format {
		case 1:
			more, p = int(p[0]), p[1:]
		case 2:
			more, p = be16(p), p[2:]
		}
		for k := 0; k <= more && g < glyphs; k++ {
			out[first+k] = g
			g++
		}
	}
	return out
}

// charWidth gives the width at the head of a charstring, less nominalWidthX, if it
// has one (Adobe Technical Note 5177, 3.1).
func charWidth(b []byte) (v float64, has bool) {
	var args []float64
	for i := 0; i < len(b); i++ {
		switch c := int(b[i]); {
		case c == 28:
			args = append(args, float64(int16(be16(b[i+1:]))))
			i += 2
		case c >= 32 && c <= 246:
			args = append(args, float64(c-139))
		case c >= 247 && c <= 250:
			args = append(args, float64((c-247)*256+int(b[i+1])+108))
			i++
		case c >= 251 && c <= 254:
			args = append(args, float64(-(c-251)*256-int(b[i+1])-108))
			i++
		case c == 255:
			args = append(args, float64(int32(be32(b[i+1:])))/65536)
			i += 4
		default:
			want := map[int]int{21: 2, 4: 1, 22: 1, 14: 0}
			n, known := want[c]
			switch {
			case known:
				has = len(args) > n && (c != 14 || len(args) == 1 || len(args) == 5)
			case c == 1 || c == 3 || c == 18 || c == 23 || c == 19 || c == 20: // stems, masks
				has = len(args)%2 != 0
			}
			if has {
				return args[0], true
			}
			return 0, false
		}
	}
	return 0, false
}
