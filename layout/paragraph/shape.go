package paragraph

import (
	"slices"
	"sync"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/paragraph/phrase"
)

// composer sets one paragraph; it dies with the call.
type composer struct {
	text    []rune
	spans   []Span
	st      *Style
	em      geom.Length
	give    give
	chinese bool
	bounds  []boundary
	lists

	missing  []Missing
	rubies   []ruby
	bonds    []phrase.Bond
	kept     []int32     // lines of an earlier setting
	faces    []faceFacts // of the faces met
	m        Measure
	lines    []geom.Length   // measures as far as asked for
	widths   []geom.Length   // what they leave for text
	uneven   bool            // measures asked for differ
	steady   bool            // of lines with one end, none is longer than one that starts before it
	features []fonts.Feature // of the style
	lang     string          // whose forms Han take
	varied   *search         // see vary; nil until asked for
	shares   []geom.Length   // see mosts
	taken    []geom.Length   // see placed
	weighed  int             // lines weighed so far
}

// lists are a composer's longest lists: those of one that is done serve the next.
type lists struct {
	classes []class
	atoms   []atom
	glyphs  []fonts.Cell
	sums    []sum
}

var idle = sync.Pool{New: func() any { return new(lists) }}

// take gives the composer lists with room for its text.
func (c *composer) take() {
	l, n := idle.Get().(*lists), len(c.text)
	c.classes = slices.Grow(l.classes[:0], n)[:n]
	c.atoms, c.glyphs = slices.Grow(l.atoms[:0], n+1), slices.Grow(l.glyphs[:0], n+1)
	c.sums = slices.Grow(l.sums[:0], n+1)
}

// done gives the lists up: c, and those that in made of it, must not be asked any more.
func (c *composer) done() {
	if cap(c.atoms) > maxIdle {
		return
	}
	l := c.lists
	idle.Put(&l)
	c.lists = lists{}
}

// maxIdle bounds the lists that are kept.
const maxIdle = 1 << 12

// faceFacts is what a face is asked once a paragraph.
type faceFacts struct {
	face       *fonts.Face
	halfDigits bool // it has half-width digits, or its own fit without touching
	blank      fonts.GID
	local      *fonts.Forms // what it draws otherwise for the text's language; nil = nothing
}

// maxDigitInk is the widest digit, in thousandths of an em, that stands in half
// an em clear of its neighbour. A face whose digits are wider and that has no
// half-width ones keeps their width.
const maxDigitInk = 495

// shape turns the text into atoms.
func (c *composer) shape() {
	span := 0
	for i := 0; i < len(c.text); {
		for span < len(c.spans) && c.spans[span].To <= i {
			span++
		}
		stack, end := c.st.Stack, len(c.text)
		if span < len(c.spans) {
			if s := c.spans[span]; i < s.From {
				end = min(end, s.From)
			} else {
				end = min(end, s.To)
				if s.Stack != nil {
					stack = s.Stack
				}
			}
		}
		i = c.piece(i, end, stack)
	}
}

// piece shapes one piece of text[i:end], adds its atoms and gives where it ends.
func (c *composer) piece(i, end int, stack Stack) int {
	j := i + 1
	for j < end && j-i < maxShaped && joins(c.text[j]) {
		j++
	}
	switch k := c.classes[i]; k {
	case latin:
		return c.word(i, end, stack)
	case digit:
		if c.st.Digits == ProportionalDigits {
			return c.word(i, end, stack)
		}
		c.digit(i, stack)
		return i + 1
	case blank:
		f, g := c.pick(' ', stack)
		c.cell(i, i+1, k, f, g, c.scale(f, f.Advance(g)))
		return i + 1
	case hidden, lineFeed:
		f := c.last(stack)
		c.cell(i, i+1, k, f, c.facts(f).blank, 0)
		return i + 1
	case softHyphen:
		f, g := c.pick('-', stack)
		if g == 0 {
			f = c.last(stack)
		}
		a := c.cell(i, i+1, k, f, c.facts(f).blank, 0)
		a.hyphen = c.scale(f, f.Advance(g))
		return i + 1
	case dash, ellipsis, connector:
		return c.long(i, end, stack)
	case han:
		if j > i+1 {
			return c.cluster(i, j, stack)
		}
		c.single(i, stack)
	case interpunct:
		c.centred(i, k, stack, c.half())
	default:
		c.mark(i, k, stack)
	}
	return i + 1
}

// half is half an em.
func (c *composer) half() geom.Length { return c.em.MulDiv(1, 2) }

// scale turns font units into a length, rounding each advance once.
func (c *composer) scale(f *fonts.Face, units int) geom.Length {
	if units == f.UPEM() {
		return c.em
	}
	return c.em.MulDiv(int64(units), int64(f.UPEM()))
}

// pick finds the first face that has r.
func (c *composer) pick(r rune, stack Stack) (*fonts.Face, fonts.GID) {
	for _, f := range stack {
		if g := f.Glyph(r); g != 0 {
			return f, g
		}
	}
	return c.last(stack), 0
}

func (c *composer) last(stack Stack) *fonts.Face { return stack[len(stack)-1] }

// pickMark finds the face for a mark that Chinese and Latin share: the first
// whose quotes are a whole em wide, since a face with Latin quotes has Latin
// dashes and dots too.
func (c *composer) pickMark(r rune, stack Stack) (*fonts.Face, fonts.GID) {
	if c.chinese && isShared(r) {
		for _, f := range stack {
			q := f.Glyph('“')
			if q != 0 && f.Advance(q) == f.UPEM() {
				if g := f.Glyph(r); g != 0 {
					return f, g
				}
			}
		}
	}
	return c.pick(r, stack)
}

func isShared(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '–', '…', '⋯', '·', '⸺':
		return true
	}
	return false
}

// pickSymbol finds the face for a symbol that takes an em in Chinese text, as ①: the
// first that draws it an em wide, since a Latin face may have it at another width.
func (c *composer) pickSymbol(r rune, stack Stack) (*fonts.Face, fonts.GID) {
	for _, f := range stack {
		if g := f.Glyph(r); g != 0 && f.Advance(g) == f.UPEM() {
			return f, g
		}
	}
	return c.pick(r, stack)
}

// facts gives what is known of a face.
func (c *composer) facts(f *fonts.Face) *faceFacts {
	for i := range c.faces {
		if c.faces[i].face == f {
			return &c.faces[i]
		}
	}
	fits := true
	for r := '0'; r <= '9'; r++ {
		if f.HalfWidth(r) != 0 {
			continue
		}
		if l, t, ok := f.Ink(f.Glyph(r)); ok && (t-l)*1000 > maxDigitInk*f.UPEM() {
			fits = false
		}
	}
	c.faces = append(c.faces, faceFacts{f, fits, f.Glyph(' '), f.Forms(c.lang)})
	return &c.faces[len(c.faces)-1]
}

// cell adds an atom of one glyph. Glyph 0 is a character that no face has: it is
// noted, and a blank of its width keeps its place.
func (c *composer) cell(from, to int, k class, f *fonts.Face, g fonts.GID, width geom.Length) *atom {
	if g == 0 && k != hidden && k != lineFeed && k != softHyphen {
		c.missing = append(c.missing, Missing{At: from, Rune: c.text[from]})
		g = c.facts(f).blank
	}
	c.glyphs = append(c.glyphs, fonts.Cell{ID: g, Runes: uint32(to - from), W: width})
	return c.atom(from, to, k, f, len(c.glyphs)-1, width)
}

// atom adds an atom of the glyphs from g0 on.
func (c *composer) atom(from, to int, k class, f *fonts.Face, g0 int, width geom.Length) *atom {
	c.atoms = append(c.atoms, atom{
		from: int32(from), to: int32(to), g0: int32(g0), g1: int32(len(c.glyphs)),
		face: f, class: k, before: c.bounds[from], order: noStep, width: width,
	})
	return &c.atoms[len(c.atoms)-1]
}

// centred adds a character in the middle of a cell of its own.
func (c *composer) centred(i int, k class, stack Stack, width geom.Length) *atom {
	f, g := c.pickMark(c.text[i], stack)
	if k == han && isSymbol(c.text[i]) {
		f, g = c.pickSymbol(c.text[i], stack)
		width = max(width, c.scale(f, f.Advance(g)))
	}
	if width == c.half() && k <= digit {
		if h := f.HalfWidth(c.text[i]); h != 0 {
			g = h
		}
		g = c.formed(c.text[i], f, g)
	}
	if g != 0 && k != digit && k != latin {
		if own := c.facts(f).local; own != nil {
			g = own.Of(c.text[i], g)
		}
	}
	adv := c.scale(f, f.Advance(g))
	a := c.cell(i, i+1, k, f, g, width)
	if g != 0 && adv != width {
		c.glyphs[a.g0].Dx = (width - adv) / 2
	}
	return a
}

// digit adds a digit in half an em, or at its own width in a face whose digits
// would touch.
func (c *composer) digit(i int, stack Stack) {
	f, g := c.pick(c.text[i], stack)
	if c.facts(f).halfDigits || g == 0 {
		c.centred(i, digit, stack, c.half())
		return
	}
	c.cell(i, i+1, digit, f, g, c.scale(f, f.Advance(g)))
}

// mark adds a full-width mark with its blank half, as the style of punctuation
// takes it.
func (c *composer) mark(i int, k class, stack Stack) {
	a := c.centred(i, k, stack, c.em)
	if k == wideBlank || k == slash {
		return
	}
	half := c.em - c.half()
	style := c.st.Punctuation
	full := style == Full || style == LineEndHalf || style == Kaiming && (k == stop || k == exclaim)
	a.nudge = c.nudge(a, c.text[i], half)
	switch {
	case isDoubled(c.text[i]):
	case k == opener && full:
		a.lead = half
	case k != opener && full && !c.secondOfTwo(i):
		a.trail = half
	default:
		a.width -= half
		c.glyphs[a.g0].Dx -= a.nudge
		c.glyphs[a.g0].W = a.width
	}
}

// nudge gives how far the outline of mark a moves when it is halved: as its face
// says, or else as its outline asks for, which is not at all for a mark in the
// left half of its cell and by half for one in the right; what stands in the
// middle, as in faces for traditional characters, is centred in what is left.
func (c *composer) nudge(a *atom, r rune, half geom.Length) geom.Length {
	f, glyph := a.face, &c.glyphs[a.g0]
	if s, ok := f.Halt(r); ok && glyph.Dx == 0 && glyph.ID == f.Glyph(r) {
		if s*2 == f.UPEM() {
			return half
		}
		return c.scale(f, s)
	}
	var usual geom.Length
	if a.class == opener {
		usual = half
	}
	left, right, ok := f.Ink(glyph.ID)
	if !ok {
		return usual
	}
	l, e := c.scale(f, left)+glyph.Dx-usual, c.scale(f, right)+glyph.Dx-usual
	if l >= 0 && e <= half || e-l > c.em { // it keeps to its half, or to none
		return usual
	}
	return usual + (l+e-half)/2
}

// isDoubled: ‼ ⁇ ⁈ ⁉ fill their em.
func isDoubled(r rune) bool { return r == '‼' || r >= '⁇' && r <= '⁉' }

// secondOfTwo reports whether the mark at i ends a row of exactly two of ？！:
// two take one em, three take two (GB/T 15834-2011 5.1.7; clreq
// #adjustment_of_adjacent_punctuation_marks).
func (c *composer) secondOfTwo(i int) bool {
	is := func(j int) bool {
		return j >= 0 && j < len(c.text) && c.classes[j] == exclaim && !isDoubled(c.text[j])
	}
	return is(i) && is(i-1) && !is(i-2) && !is(i+1)
}
