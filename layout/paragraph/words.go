package paragraph

import (
	"slices"

	"paiban/fonts"
	"paiban/layout/geom"
)

// maxShaped bounds what is shaped at once: far more than any word, and little
// enough that the shaper's sorting of combining marks, which takes the square of
// their number, stays cheap on hostile text.
const maxShaped = 256

// word shapes Latin text from i as far as one face, one span and no place to
// break allow, and adds an atom for each cluster.
func (c *composer) word(i, end int, stack Stack) int {
	f, g := c.pick(c.text[i], stack)
	if w, ok := c.fixed(i, f, g); ok {
		c.centred(i, c.classes[i], stack, w)
		return i + 1
	}
	j := i + 1
	for j < end && j-i < maxShaped && c.bounds[j] == keep {
		if joins(c.text[j]) {
			j++
			continue
		}
		k := c.classes[j]
		if k != latin && (k != digit || c.st.Digits != ProportionalDigits) {
			break
		}
		nf, ng := c.pick(c.text[j], stack)
		if _, ok := c.fixed(j, nf, ng); ok || nf != f {
			break
		}
		j++
	}
	c.clusters(i, j, f)
	return j
}

// fixed gives the width of a character that stands in a cell on the grid rather
// than at its own width: a letter under latin = "half", and in Chinese text, as
// the half-width digits do, hyphen, slash and % beside digits or Han (GB/T 15834:
// - and / take half an em) and other signs of ASCII beside Han – 党员+志愿者,
// 朱乐军(左) – where the face has a half-width form of them.
func (c *composer) fixed(i int, f *fonts.Face, g fonts.GID) (geom.Length, bool) {
	r := c.text[i]
	if g == 0 {
		return c.half(), true
	}
	if i+1 < len(c.text) && joins(c.text[i+1]) {
		return 0, false
	}
	if c.st.Latin == HalfWidth && r < 0x7F {
		if c.inkWidth(f, g) > c.half() && f.HalfWidth(r) == 0 {
			return c.em, true // M in a face without half-width forms would touch its neighbours
		}
		return c.half(), true
	}
	if !c.chinese || c.st.Digits != HalfDigits || !c.facts(f).halfDigits {
		return 0, false
	}
	onGrid := func(j int) bool {
		return j >= 0 && j < len(c.text) && (c.classes[j] == digit || c.classes[j] == han)
	}
	switch r {
	case '-', '/':
		if onGrid(i-1) && (i+1 == len(c.text) || onGrid(i+1)) {
			return c.half(), true
		}
	case '%', '‰':
		if onGrid(i-1) && f.Advance(g) <= f.UPEM() {
			return c.em, true
		}
	case '+', '=', '(', ')', ':', ';', '!', '?':
		if c.besideHan(i) && f.HalfWidth(r) != 0 {
			return c.half(), true
		}
	}
	return 0, false
}

// besideHan reports whether a Han is a neighbour of the character at i, and no
// letter or space is.
func (c *composer) besideHan(i int) bool {
	is := false
	for _, j := range [2]int{i - 1, i + 1} {
		if j < 0 || j >= len(c.text) {
			continue
		}
		switch c.classes[j] {
		case latin, blank:
			return false
		case han:
			is = true
		}
	}
	return is
}

// clusters shapes text[i:j] in one face and adds an atom for each cluster.
func (c *composer) clusters(i, j int, f *fonts.Face) {
	m := c.manner("")
	if slices.ContainsFunc(c.text[i:j], isQuote) {
		m.Features = append([]fonts.Feature{{Tag: "pwid", Value: 1}}, m.Features...)
	}
	out := f.Shape(c.text[i:j], m)
	if len(out) == 0 || out[0].Cluster != 0 {
		c.fallback(i, j, f)
		return
	}
	for n := 0; n < len(out); {
		from, to := out[n].Cluster, j-i
		next := n + 1
		for next < len(out) && out[next].Cluster == from {
			next++
		}
		if next < len(out) {
			to = out[next].Cluster
		}
		if to <= from { // not left to right: keep the characters, one by one
			c.fallback(i+from, j, f)
			return
		}
		c.shaped(i+from, i+to, latin, f, out[n:next])
		n = next
	}
}

// isQuote: what faces for Chinese draw a whole em wide, and Latin words have at the
// width of their outline (GSUB pwid): quotes, the apostrophe, the ellipsis.
func isQuote(r rune) bool { return r >= '‘' && r <= '”' || r == '…' }

// manyRunes is how many characters a glyph may stand for: more than the 30 marks on a
// letter that any orthography has (UAX #15, Stream-Safe Text), and as many as readers of
// PDF files take.
const manyRunes = 64

// shaped adds the atom of one shaped cluster. Its first glyph stands for all of its
// characters, but where these are too many its glyphs share them.
func (c *composer) shaped(from, to int, k class, f *fonts.Face, glyphs []fonts.Glyph) *atom {
	g0 := len(c.glyphs)
	var width geom.Length
	for n, g := range glyphs {
		if g.ID == 0 {
			c.missing = append(c.missing, Missing{At: from, Rune: c.text[from]})
			g.ID = c.facts(f).blank
		}
		cell := fonts.Cell{
			ID: g.ID, X: width, W: c.scale(f, g.Advance),
			Dx: c.scale(f, g.DX), Dy: -c.scale(f, g.DY),
		}
		if count := to - from; count > manyRunes && len(glyphs) <= count {
			cell.Runes = uint32((n+1)*count/len(glyphs) - n*count/len(glyphs))
		} else if n == 0 {
			cell.Runes = uint32(count)
		}
		width += cell.W
		c.glyphs = append(c.glyphs, cell)
	}
	if c.classes[from] == digit {
		k = digit
	}
	return c.atom(from, to, k, f, g0, width)
}

// fallback sets text[i:j] character by character.
func (c *composer) fallback(i, j int, f *fonts.Face) {
	for ; i < j; i++ {
		g := f.Glyph(c.text[i])
		c.cell(i, i+1, c.classes[i], f, g, c.scale(f, f.Advance(g)))
	}
}

// choosesForm: a selector of the Ideographic Variation Database, or of a standardized
// variant of Han.
func choosesForm(r rune) bool { return r >= 0xE0100 && r <= 0xE01EF || r >= 0xFE00 && r <= 0xFE02 }

// cluster adds a Han character with its variation selector or combining marks:
// one atom of one em.
func (c *composer) cluster(i, j int, stack Stack) int {
	f, g := c.pick(c.text[i], stack)
	if s := c.text[i+1]; choosesForm(s) && g != 0 {
		k := slices.IndexFunc(stack, func(f *fonts.Face) bool { return f.HasVariation(c.text[i], s) })
		if k >= 0 {
			f = stack[k]
		} else { // Unicode would show the usual form: in a name, the wrong one
			c.missing = append(c.missing, Missing{i, c.text[i], s})
		}
	}
	a := c.shaped(i, j, han, f, f.Shape(c.text[i:j], c.manner("Hani")))
	c.centre(a, c.em)
	return j
}

// long adds a dash, an ellipsis or a connector. Dashes and ellipses of two are
// one atom of two ems (clreq #h-unbreakable_marks_punctuation).
func (c *composer) long(i, end int, stack Stack) int {
	r := c.text[i]
	f, g := c.pickMark(r, stack)
	two := i+1 < end && c.text[i+1] == r && (r == '—' || r == '…' || r == '⋯')
	switch {
	case r == '–' && (g == 0 || f.Advance(g)*2 <= f.UPEM()*5/4):
		c.centred(i, connector, stack, max(c.half(), c.inkWidth(f, g)))
	case r == '⸺':
		c.centred(i, dash, stack, 2*c.em)
	case !two:
		c.centred(i, c.classes[i], stack, c.em)
	case g == 0:
		c.cell(i, i+2, c.classes[i], f, 0, 2*c.em)
		return i + 2
	case r == '—':
		c.dash(i, f, g)
		return i + 2
	default:
		g0 := len(c.glyphs)
		off := (c.em - c.scale(f, f.Advance(g))) / 2
		c.glyphs = append(c.glyphs, fonts.Cell{ID: g, Runes: 1, W: c.em, Dx: off},
			fonts.Cell{ID: g, Runes: 1, X: c.em, W: c.em, Dx: off})
		c.atom(i, i+2, ellipsis, f, g0, 2*c.em)
		return i + 2
	}
	return i + 1
}

func (c *composer) inkWidth(f *fonts.Face, g fonts.GID) geom.Length {
	l, r, _ := f.Ink(g)
	return c.scale(f, r-l)
}

// dash adds the —— of two U+2014 as one unbroken line of two ems: the face's own
// ligature where it has one, else as many single dashes, overlapping, as cover
// the length.
func (c *composer) dash(i int, f *fonts.Face, g fonts.GID) {
	if out := f.Shape(c.text[i:i+2], fonts.Manner{Script: "Hani"}); len(out) == 1 && out[0].ID != 0 {
		a := c.shaped(i, i+2, dash, f, out)
		c.glyphs[a.g0].Dx += (2*c.em - a.width) / 2
		c.glyphs[a.g0].W, a.width = 2*c.em, 2*c.em
		return
	}
	g0, two := len(c.glyphs), 2*c.em
	l, r, ok := f.Ink(g)
	if !ok {
		c.cell(i, i+2, dash, f, g, two)
		return
	}
	left, ink := c.scale(f, l), c.scale(f, r-l)
	reach := two - 2*left // from the first glyph's left edge to the last's right
	n := max(2, int((reach+ink-1)/max(ink, 1)))
	for k := range n {
		x := (reach - ink).MulDiv(int64(k), int64(n-1)) // of the ink, from left
		cell := fonts.Cell{ID: g, X: min(x, c.em), Dx: x - min(x, c.em)}
		if k == 0 || k == n-1 {
			cell.Runes = 1
			cell.X = geom.Length(min(k, 1)) * c.em
			cell.Dx, cell.W = x-cell.X, c.em
		}
		c.glyphs = append(c.glyphs, cell)
	}
	c.atom(i, i+2, dash, f, g0, two)
}
