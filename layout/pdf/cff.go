package pdf

import (
	"fmt"
	"math"

	"paiban/fonts"
)

// A CFF font of only the glyphs that a file draws, for faces whose outlines a
// TrueType font cannot have as they are: cubic ones, and those of variable fonts.
// It is CID-keyed, CID = glyph (Adobe Technical Notes 5176 and 5177; ISO 32000-1,
// 9.7.4, 9.9: FontFile3 of subtype CIDFontType0C), and has no hints: a press
// renders at 1,000 dpi and more.

// cffFont is such a font in the making.
type cffFont struct {
	name   string
	upem   int
	glyphs [][]byte // charstrings, .notdef first
	box    [4]int   // around all outlines
	inked  bool
}

// buildCFF makes the font of a subset.
func buildCFF(s *subset) (*cffFont, error) {
	c := &cffFont{name: s.face.PostScriptName(), upem: s.face.UPEM()}
	notdef := cluster{parts: []part{{glyph: 0}}, advance: s.natural(0)}
	for _, cl := range append([]cluster{notdef}, s.clusters...) {
		cs := charstring{width: unitsOf(cl.advance, c.upem) - c.upem}
		for _, p := range cl.parts {
			dx, dy := unitsOf(p.dx, c.upem), unitsOf(p.dy, c.upem)
			if err := c.draw(&cs, s.face.Outline(p.glyph), dx, dy); err != nil {
				return nil, fmt.Errorf("glyph %d: %w", p.glyph, err)
			}
		}
		c.glyphs = append(c.glyphs, cs.end())
	}
	return c, nil
}

// draw adds an outline, moved.
func (c *cffFont) draw(cs *charstring, outline []fonts.Segment, dx, dy int) error {
	at := func(p [2]float32) [2]int {
		q := [2]int{int(math.Round(float64(p[0]))) + dx, int(math.Round(float64(p[1]))) + dy}
		for i := range q {
			if !c.inked {
				c.box[i], c.box[2+i] = q[i], q[i]
			}
			c.box[i], c.box[2+i] = min(c.box[i], q[i]), max(c.box[2+i], q[i])
		}
		c.inked = true
		return q
	}
	for _, s := range outline {
		for _, p := range s.Args {
			if !(p[0] > -16000 && p[0] < 16000 && p[1] > -16000 && p[1] < 16000) {
				return fmt.Errorf("a point at %v, %v", p[0], p[1])
			}
		}
		switch s.Op {
		case fonts.MoveTo:
			cs.move(at(s.Args[0]))
		case fonts.LineTo:
			cs.line(at(s.Args[0]))
		case fonts.QuadTo: // the same curve as a cubic
			q, p := s.Args[0], s.Args[1]
			a := [2]float32{float32(cs.x-dx) + 2*(q[0]-float32(cs.x-dx))/3, float32(cs.y-dy) + 2*(q[1]-float32(cs.y-dy))/3}
			b := [2]float32{p[0] + 2*(q[0]-p[0])/3, p[1] + 2*(q[1]-p[1])/3}
			cs.curve(at(a), at(b), at(p))
		case fonts.CubicTo:
			cs.curve(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	return nil
}

// Operators of a charstring (Type 2, 4.1 to 4.3).
const (
	rLineTo   = 5
	hLineTo   = 6
	vLineTo   = 7
	rrCurveTo = 8
	endChar   = 14
	rMoveTo   = 21
	hMoveTo   = 22
	vMoveTo   = 4
	vhCurveTo = 30
	hvCurveTo = 31
)

// charstring is a glyph's outline being written.
type charstring struct {
	out   []byte
	width int // less what the font takes for granted: an em
	x, y  int
	begun bool
	op    byte // of args that are not yet written; 0 = none
	args  []int
}

// maxArgs is what a charstring's stack holds (Type 2, appendix B).
const maxArgs = 48

// put adds an operation, joining it to the one before if that is of its kind.
func (c *charstring) put(op byte, joins bool, args ...int) {
	if op != c.op || !joins || len(c.args)+len(args) > maxArgs {
		c.flush()
		c.op = op
		if !c.begun && c.width != 0 {
			c.args = append(c.args, c.width)
		}
		c.begun = true
	}
	c.args = append(c.args, args...)
}

func (c *charstring) flush() {
	if c.op == 0 {
		return
	}
	for _, a := range c.args {
		c.out = appendOperand(c.out, a)
	}
	c.out, c.args, c.op = append(c.out, c.op), c.args[:0], 0
}

func (c *charstring) end() []byte {
	c.put(endChar, false)
	c.flush()
	return c.out
}

func (c *charstring) to(p [2]int) (dx, dy int) {
	dx, dy = p[0]-c.x, p[1]-c.y
	c.x, c.y = p[0], p[1]
	return dx, dy
}

func (c *charstring) move(p [2]int) {
	switch dx, dy := c.to(p); {
	case dy == 0:
		c.put(hMoveTo, false, dx)
	case dx == 0:
		c.put(vMoveTo, false, dy)
	default:
		c.put(rMoveTo, false, dx, dy)
	}
}

func (c *charstring) line(p [2]int) {
	switch dx, dy := c.to(p); {
	case dy == 0:
		c.put(hLineTo, false, dx)
	case dx == 0:
		c.put(vLineTo, false, dy)
	default:
		c.put(rLineTo, true, dx, dy)
	}
}

func (c *charstring) curve(p, q, r [2]int) {
	ax, ay := c.to(p)
	bx, by := c.to(q)
	dx, dy := c.to(r)
	switch {
	case ay == 0 && dx == 0:
		c.put(hvCurveTo, false, ax, bx, by, dy)
	case ax == 0 && dy == 0:
		c.put(vhCurveTo, false, ay, bx, by, dx)
	default:
		c.put(rrCurveTo, true, ax, ay, bx, by, dx, dy)
	}
}

// appendOperand writes a number of a charstring or a dictionary: both have the same
// short forms; longer ones stay within 16 bits.
func appendOperand(b []byte, v int) []byte {
	switch {
	case v >= -107 && v <= 107:
		return append(b, byte(v+139))
	case v >= 108 && v <= 1131:
		v -= 108
		return append(b, byte(v>>8+247), byte(v))
	case v >= -1131 && v <= -108:
		v = -v - 108
		return append(b, byte(v>>8+251), byte(v))
	}
	return append(b, 28, byte(v>>8), byte(v))
}

// file gives the font (5176, sections 2 to 19).
func (c *cffFont) file() []byte {
	n := len(c.glyphs)
	private := append(appendOperand(nil, c.upem), 20)    // defaultWidthX
	private = append(appendOperand(private, c.upem), 21) // nominalWidthX, which charstrings' widths are less by
	charset := []byte{2, 0, 1, byte((n - 2) >> 8), byte(n - 2)}
	if n == 1 {
		charset = []byte{0}
	}
	fdSelect := []byte{3, 0, 1, 0, 0, 0, byte(n >> 8), byte(n)}
	const header = 4
	names, strings := index([][]byte{[]byte(c.name)}), index([][]byte{[]byte("Adobe"), []byte("Identity")})
	subrs := index(nil)
	glyphs := index(c.glyphs)
	fontDict := func(at int) []byte { return index([][]byte{dictInts(nil, []int{len(private), at}, 18)}) }
	top := func(charsetAt int) []byte {
		const firstString = 391                                                                              // the standard ones before
		d := append(appendOperand(appendOperand(appendOperand(nil, firstString), firstString+1), 0), 12, 30) // ROS
		if c.upem != 1000 {
			d = c.matrix(d)
		}
		for _, v := range c.box {
			d = appendOperand(d, v)
		}
		d = append(d, 5) // FontBBox
		d = dictInts(d, []int{n}, 12, 34)
		d = dictInts(d, []int{charsetAt}, 15)
		at := charsetAt + len(charset)
		d = dictInts(d, []int{at}, 12, 37)
		at += len(fdSelect)
		d = dictInts(d, []int{at}, 17)
		return index([][]byte{dictInts(d, []int{at + len(glyphs)}, 12, 36)})
	}
	start := header + len(names) + len(top(0)) + len(strings) + len(subrs)
	fdArray := start + len(charset) + len(fdSelect) + len(glyphs)
	out := []byte{1, 0, header, 4}
	for _, part := range [][]byte{names, top(start), strings, subrs, charset, fdSelect, glyphs, fontDict(fdArray + len(fontDict(0))), private} {
		out = append(out, part...)
	}
	return out
}

// dictInts writes numbers in their longest form, so that a place takes as much room
// whatever it is, and the operator.
func dictInts(d []byte, values []int, op ...byte) []byte {
	for _, v := range values {
		d = append(d, 29, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	return append(d, op...)
}

// matrix writes the font matrix, 1/upem 0 0 1/upem 0 0, in ten decimals.
func (c *cffFont) matrix(d []byte) []byte {
	digits := fmt.Sprintf("%010d", (10_000_000_000+c.upem/2)/c.upem)
	for range 2 {
		d = append(d, 30, 0xA0|(digits[0]-'0'))
		for i := 1; i < 9; i += 2 {
			d = append(d, (digits[i]-'0')<<4|(digits[i+1]-'0'))
		}
		d = append(d, (digits[9]-'0')<<4|0xF)
		d = append(d, 139, 139)
	}
	return append(d, 12, 7)
}

// index writes objects with their offsets (section 5).
func index(list [][]byte) []byte {
	if len(list) == 0 {
		return []byte{0, 0}
	}
	total := 1
	for _, o := range list {
		total += len(o)
	}
	size := 1
	for total>>(8*size) > 0 {
		size++
	}
	out := []byte{byte(len(list) >> 8), byte(len(list)), byte(size)}
	put := func(v int) {
		for i := size - 1; i >= 0; i-- {
			out = append(out, byte(v>>(8*i)))
		}
	}
	at := 1
	put(at)
	for _, o := range list {
		at += len(o)
		put(at)
	}
	for _, o := range list {
		out = append(out, o...)
	}
	return out
}
