package pdf

import (
	"errors"
	"fmt"

	"paiban/fonts"
	"paiban/layout/geom"
)

// compact is a TrueType font of only the glyphs that a file draws: .notdef, the
// clusters under their numbers, then glyphs that only others refer to.
type compact struct {
	src    *ttf
	glyphs []builtGlyph
	whole  map[int]int // source glyph → glyph here that draws just it
	copied int         // bytes of outlines
}

type builtGlyph struct {
	data    []byte // of a glyph that draws itself perhaps the face's own: for reading only
	advance int    // font units
	lsb     int
	box     [4]int // xMin yMin xMax yMax
	extent  extent
	busy    bool // being copied: a reference to it is a circle
}

// buildCompact makes the font of a subset. A cluster that is one glyph unmoved
// is that glyph's outline; any other is a composite that refers to it, a dozen
// bytes. The error names what is broken in the source font.
func buildCompact(s *subset) (*compact, error) {
	n := 1 + len(s.clusters)
	c := &compact{src: s.src, whole: make(map[int]int, n), glyphs: make([]builtGlyph, n, n+n/16+8)}
	if err := c.copyGlyph(0, 0, 0); err != nil {
		return nil, err
	}
	for i, cl := range s.clusters { // outlines first, so that others can refer to them
		p := cl.parts[0]
		g := int(p.glyph)
		if _, done := c.whole[g]; done || len(cl.parts) > 1 || p.dx != 0 || p.dy != 0 {
			continue
		}
		if err := c.copyGlyph(g, i+1, 0); err != nil {
			return nil, err
		}
	}
	for i, cl := range s.clusters {
		p := cl.parts[0]
		if c.whole[int(p.glyph)] != i+1 {
			if err := c.compose(i+1, cl); err != nil {
				return nil, err
			}
		}
		c.glyphs[i+1].advance = unitsOf(cl.advance, s.src.upem)
	}
	if len(c.glyphs) > 0xFFFF {
		return nil, errors.New("more than 65,535 glyphs")
	}
	return c, nil
}

// unitsOf turns thousandths of an em into font units.
func unitsOf(n int32, upem int) int { return int(geom.Length(n).MulDiv(int64(upem), 1000)) }

// copyGlyph puts source glyph g at place to, with what it refers to behind.
func (c *compact) copyGlyph(g, to, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("glyph %d: composites nest more than %d deep", g, maxDepth)
	}
	src, err := c.src.glyph(g)
	if err != nil {
		return err
	}
	if c.copied += len(src); c.copied > 2*len(c.src.glyf) { // each is copied once
		return errors.New("outlines overlap in the font file")
	}
	d, err := dropHints(src)
	if err != nil {
		return fmt.Errorf("glyph %d: %w", g, err)
	}
	c.glyphs[to].busy = true
	b := builtGlyph{data: d, advance: c.src.advance(g)}
	if len(d) >= 10 {
		for i := range b.box {
			b.box[i] = int(int16(be.Uint16(d[2+2*i:])))
		}
	}
	b.lsb = b.box[0]
	if lsb, ok := c.src.bearing(g); ok {
		b.lsb = lsb
	}
	c.whole[g] = to
	list, _, err := fonts.Components(d)
	if err == nil && len(list) == 0 && len(d) > 0 {
		b.extent, err = simpleExtent(d)
	}
	if err != nil {
		return fmt.Errorf("glyph %d: %w", g, err)
	}
	for _, p := range list {
		n, err := c.helper(int(p.Glyph), depth+1)
		if err != nil {
			return err
		}
		be.PutUint16(d[p.At+2:], uint16(n))
		b.extent = b.extent.plus(c.glyphs[n].extent)
	}
	c.glyphs[to] = b
	return nil
}

// helper gives the place of source glyph g, adding it at the end if it is not
// there. A glyph that is still being copied refers to itself.
func (c *compact) helper(g, depth int) (int, error) {
	if n, ok := c.whole[g]; ok {
		if c.glyphs[n].busy {
			return 0, fmt.Errorf("glyph %d refers to itself", g)
		}
		return n, nil
	}
	n := len(c.glyphs)
	c.glyphs = append(c.glyphs, builtGlyph{})
	return n, c.copyGlyph(g, n, depth)
}

// compose makes the composite glyph of a cluster at place n.
func (c *compact) compose(n int, cl cluster) error {
	b := builtGlyph{data: make([]byte, 10, 18)}
	be.PutUint16(b.data, 0xFFFF)
	last := -1
	for _, p := range cl.parts {
		base, err := c.helper(int(p.glyph), 0)
		if err != nil {
			return err
		}
		g := c.glyphs[base]
		if len(g.data) == 0 {
			continue
		}
		// A renderer puts a glyph's origin where its box less its bearing says.
		dx := unitsOf(p.dx, c.src.upem) - (g.box[0] - g.lsb)
		dy := unitsOf(p.dy, c.src.upem)
		if dx != int(int16(dx)) || dy != int(int16(dy)) {
			return fmt.Errorf("glyph %d is moved by more than a font can hold", p.glyph)
		}
		last = len(b.data)
		b.data = be.AppendUint16(b.data, fonts.ArgsAreWords|fonts.ArgsAreXY|fonts.MoreComponents)
		b.data = be.AppendUint16(b.data, uint16(base))
		b.data = be.AppendUint16(b.data, uint16(dx))
		b.data = be.AppendUint16(b.data, uint16(dy))
		b.cover(g.box, dx, dy)
		b.extent = b.extent.plus(g.extent)
	}
	if last < 0 {
		b.data = nil
	} else {
		be.PutUint16(b.data[last:], fonts.ArgsAreWords|fonts.ArgsAreXY)
		for i, v := range b.box {
			be.PutUint16(b.data[2+2*i:], uint16(clamp16(v)))
		}
	}
	b.lsb = b.box[0]
	c.glyphs[n] = b
	return nil
}

// cover grows the box by another one, moved.
func (b *builtGlyph) cover(box [4]int, dx, dy int) {
	m := [4]int{box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy}
	if b.extent.depth == 0 { // the first
		b.box = m
		return
	}
	b.box = [4]int{min(b.box[0], m[0]), min(b.box[1], m[1]), max(b.box[2], m[2]), max(b.box[3], m[3])}
}

func clamp16(v int) int16 { return int16(max(-32768, min(32767, v))) }

// file gives the font as a TrueType file with the tables that ISO 32000-1,
// 9.9 asks of an embedded one.
func (c *compact) file() ([]byte, error) {
	loca, size := c.loca()
	if size > 1<<31-1 {
		return nil, errors.New("outlines of more than 2 GB")
	}
	head := append([]byte(nil), c.src.head[:54]...)
	be.PutUint32(head[8:], 0)                           // checksum, set last
	be.PutUint16(head[16:], be.Uint16(head[16:])&^0x1C) // no hinting that alters advances
	be.PutUint16(head[50:], 0)
	if size > maxShort {
		be.PutUint16(head[50:], 1)
	}
	hhea := append([]byte(nil), c.src.hhea[:36]...)
	hmtx := make([]byte, 0, 4*len(c.glyphs))
	widest := 0
	for i := range c.glyphs {
		g := &c.glyphs[i]
		hmtx = be.AppendUint16(hmtx, uint16(g.advance))
		hmtx = be.AppendUint16(hmtx, uint16(clamp16(g.lsb)))
		widest = max(widest, g.advance)
	}
	be.PutUint16(hhea[10:], uint16(min(widest, 0xFFFF)))
	be.PutUint16(hhea[34:], uint16(len(c.glyphs)))
	return sfnt([]fontTable{
		{tag: "glyf", size: size, put: c.putOutlines}, {tag: "head", data: head}, {tag: "hhea", data: hhea},
		{tag: "hmtx", data: hmtx}, {tag: "loca", data: loca}, {tag: "maxp", data: c.maxp()},
	}), nil
}

// maxShort is how long the outlines may be for a loca of 16 bits, which counts in words.
const maxShort = 2 * 0xFFFF

// loca gives where outlines begin, and how long all of them are.
func (c *compact) loca() (loca []byte, size int) {
	for i := range c.glyphs {
		size += even(len(c.glyphs[i].data))
	}
	loca = make([]byte, 0, 4*(len(c.glyphs)+1))
	at := 0
	put := func() {
		if size > maxShort {
			loca = be.AppendUint32(loca, uint32(at))
		} else {
			loca = be.AppendUint16(loca, uint16(at/2))
		}
	}
	for i := range c.glyphs {
		put()
		at += even(len(c.glyphs[i].data))
	}
	put()
	return loca, size
}

// putOutlines appends the outlines, each to an even place.
func (c *compact) putOutlines(out []byte) []byte {
	for i := range c.glyphs {
		d := c.glyphs[i].data
		if out = append(out, d...); len(d)%2 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func even(n int) int { return (n + 1) &^ 1 }

// maxp counts what a renderer must make room for; all of hinting's are 0.
func (c *compact) maxp() []byte {
	var simple, composite extent
	most, depth := 0, 0
	for i := range c.glyphs {
		g := &c.glyphs[i]
		e := &simple
		if list, _, _ := fonts.Components(g.data); len(list) > 0 {
			e = &composite
			most = max(most, len(list))
			depth = max(depth, g.extent.depth)
		}
		e.points = max(e.points, g.extent.points)
		e.contours = max(e.contours, g.extent.contours)
	}
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(c.glyphs), simple.points, simple.contours, composite.points, composite.contours,
		1, 0, 0, 0, 0, 0, 0, most, depth} {
		out = be.AppendUint16(out, uint16(min(v, 0xFFFF)))
	}
	return out
}
