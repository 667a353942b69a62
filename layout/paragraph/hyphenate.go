package paragraph

import "paiban/layout/paragraph/hyphen"

// hyphenate lets lines end inside English words, where the style asks for it and
// the copy does not forbid it. A ligature is not parted.
func (c *composer) hyphenate() {
	if !c.st.Hyphenate {
		return
	}
	var points []int
	n, span := 0, 0 // the first atom and the first span not yet passed
	for i := 0; i < len(c.text); {
		j := i
		for j < len(c.text) && isLetter(c.text[j]) {
			j++
		}
		if points = points[:0]; c.isPlainWord(i, j) {
			points = hyphen.Points(c.text[i:j], points)
		}
		for _, p := range points {
			for int(c.atoms[n].from) < i+p && n < len(c.atoms)-1 {
				n++
			}
			for span < len(c.spans) && c.spans[span].To <= i+p {
				span++
			}
			held := span < len(c.spans) && c.spans[span].From < i+p && (c.spans[span].NoBreak || c.spans[span].Ruby != "")
			if int(c.atoms[n].from) == i+p && !held {
				c.part(n)
			}
		}
		i = max(j, i+1)
	}
}

// part lets a line end before atoms[n], behind a hyphen of the face before it.
func (c *composer) part(n int) {
	a, b := &c.atoms[n-1], &c.atoms[n]
	g := a.face.Glyph('-')
	if b.before != keep || a.class != latin || g == 0 {
		return
	}
	b.before = allow
	a.hyphen = c.scale(a.face, a.face.Advance(g))
}

// isPlainWord reports whether text[i:j] is a word of prose: no part of a URL, of a
// name with digits, of a word with a hyphen of its own, and not in capitals.
func (c *composer) isPlainWord(i, j int) bool {
	if j-i < 2 || i > 0 && joinsWord(c.text[i-1]) || c.text[i+1] < 'a' {
		return false
	}
	if j == len(c.text) {
		return true
	}
	if r := c.text[j]; r == '.' || r == ':' { // of a host's name, of a URL's scheme
		return j+1 == len(c.text) || !isLetter(c.text[j+1]) && c.text[j+1] != '/'
	}
	return !joinsWord(c.text[j])
}

// joinsWord reports whether r makes what stands beside it more than a word.
func joinsWord(r rune) bool {
	switch r {
	case '/', '\\', '@', ':', '_', '-', '.', '=', '&', '#', '~', '+', '%', 0xAD, 0x2010, 0x2011:
		return true
	}
	return isDigit(r) || joins(r)
}
