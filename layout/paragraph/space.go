package paragraph

import (
	"slices"
	"unicode"

	"paiban/layout/geom"
)

// space decides what lies between neighbours: adjacent marks close up by exact
// halves, Han and Latin get their gap, and each place learns how it stretches.
func (c *composer) space() {
	for i := range c.atoms {
		a := &c.atoms[i]
		if i+1 < len(c.atoms) {
			b := &c.atoms[i+1]
			a.gap = c.gapBetween(a, b)
			if a.gap == joined {
				a.joint = c.give.joint
			}
			b.tie = c.tieBetween(i + 1)
			a.cut = closeUp(a, b)
		}
		a.order, a.shrink = c.shrinkOf(i)
	}
	n := len(c.atoms) + 1
	c.sums, c.steady = slices.Grow(c.sums, n)[:n], true
	c.sums[0] = sum{}
	for i := range c.atoms {
		from, to := &c.sums[i], &c.sums[i+1]
		*to = *from
		to.add(&c.atoms[i], c)
		if !c.atoms[i].isBlank() {
			to.seen = int32(i + 1)
		}
		if i+1 < len(c.atoms) && to.width-from.width < c.atoms[i].lead-c.atoms[i+1].lead {
			c.steady = false
		}
	}
}

// closeUp gives what two adjacent marks lose of the blank between them (clreq
// #adjustment_of_adjacent_punctuation_marks): of two that face each other's
// blank only one keeps it. ）（ and ”“ lose the opening mark's, as do two
// opening ones; otherwise the first one loses its own. An ideographic space
// counts as a blank. （ after a Han, 。 after （ and marks beside —— and …… keep
// what they have.
func closeUp(a, b *atom) geom.Length {
	switch {
	case b.lead > 0 && (a.class.isMark() || a.class == wideBlank):
		return b.lead
	case a.trail > 0 && a.class != opener && b.class != opener && (b.class.isMark() || b.class == wideBlank):
		return a.trail
	}
	return 0
}

// shrinkOf gives what squeezing may take from atoms[i] inside a line, and when.
func (c *composer) shrinkOf(i int) (step, geom.Length) {
	a := &c.atoms[i]
	trail := a.trail
	if a.cut > 0 && c.atoms[i+1].lead == 0 {
		trail = 0 // the next mark has taken it already
	}
	switch a.class {
	case blank:
		return wordSpaces, max(0, a.width-c.em/4)
	case opener:
		if i > 0 && c.atoms[i-1].cut > 0 {
			return brackets, 0
		}
		return brackets, a.lead
	case closer:
		return brackets, trail
	case pause:
		return pauses, trail
	case stop, exclaim:
		return stops, trail
	}
	return noStep, 0 // ： never
}

// gapBetween says how the place between two atoms stretches.
func (c *composer) gapBetween(a, b *atom) gapKind {
	switch {
	case b.isBlank(), a.class == blank, a.class == lineFeed, a.class == softHyphen, b.class == softHyphen:
		return tight // a word space stretches itself
	case isWord(a.class) && isWord(b.class):
		if b.before == keep || a.hyphen > 0 {
			return tight
		}
		return plain
	case b.before == keep && (a.class == digit && b.class == han || b.class == digit && a.class == han):
		return tight // 5℃ ￥5
	case c.isJoin(a, b) || c.isJoin(b, a):
		return joined
	case between(a.class) || between(b.class):
		return beside
	}
	return plain
}

func isWord(k class) bool { return k == latin || k == digit }

// between: connectors and their like stand close to what they connect.
func between(k class) bool { return k == connector || k == interpunct || k == slash }

// isJoin reports whether a Han meets a Latin letter or digit (clreq
// #mixed_text_composition_in_horizontal_writing_mode).
func (c *composer) isJoin(h, l *atom) bool {
	if h.class != han || !isWord(l.class) {
		return false
	}
	if !unicode.IsLetter(c.text[h.from]) && c.text[h.from] != '〇' {
		return false
	}
	r := c.text[l.from]
	if l.from < h.from { // the Latin side that meets the Han is its last character
		r = c.text[l.to-1]
		for i := l.to - 1; i > l.from && joins(r); i-- {
			r = c.text[i-1]
		}
	}
	return l.class == digit || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// tieBetween says what a line's end before atoms[i] would part.
func (c *composer) tieBetween(i int) tie {
	a, b := &c.atoms[i-1], &c.atoms[i]
	switch {
	case b.before != allow:
		return noTie
	case isWord(a.class) && a.hyphen > 0:
		return hyphenTie
	case isWord(a.class) && isWord(b.class), a.class == softHyphen:
		return wordTie
	case (a.class == digit || a.class == interpunct && i > 1 && c.atoms[i-2].class == digit) && b.class == han:
		return unitTie
	case a.class == han && c.text[a.from] == '第' && b.class == digit:
		return unitTie
	case a.class == han && b.class == han && isMultiplier(c.text[a.from]) && c.afterNumber(i-1):
		return unitTie
	case a.class == connector && b.class == digit:
		return rangeTie
	}
	return noTie
}

// isMultiplier: 50万元 is parted neither before 万 nor before 元.
func isMultiplier(r rune) bool {
	switch r {
	case '百', '千', '万', '亿', '兆', '多', '余':
		return true
	}
	return false
}

// afterNumber reports whether atoms[i], a multiplier, follows a number, perhaps
// with other multipliers between. A number has few, so looking back is short.
func (c *composer) afterNumber(i int) bool {
	for n := 0; i > 0 && n < 4; n++ {
		i--
		switch a := &c.atoms[i]; {
		case a.class == digit:
			return true
		case a.class != han || !isMultiplier(c.text[a.from]):
			return false
		}
	}
	return false
}
