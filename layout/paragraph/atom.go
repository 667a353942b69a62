package paragraph

import (
	"paiban/fonts"
	"paiban/layout/geom"
)

// atom is the smallest piece that a line takes whole: a glyph cluster, with all
// that breaking and justifying need to know about it.
type atom struct {
	from, to int32 // runes
	g0, g1   int32 // glyphs, of composer.glyphs
	face     *fonts.Face
	class    class
	before   boundary // whether a line may end before it
	tie      tie      // what a break before it would part
	gap      gapKind  // how the place between it and the next stretches
	order    step     // when it shrinks
	width    geom.Length
	lead     geom.Length // blank left half, lost at a line's start
	trail    geom.Length // blank right half, lost at a line's end when need be
	cut      geom.Length // lost between it and the next, of its trail or the next's lead
	joint    geom.Length // 中西 gap between it and the next
	nudge    geom.Length // how far to the left a mark's outline moves when it is halved
	shrink   geom.Length // what squeezing may take from it inside a line
	hyphen   geom.Length // width of the hyphen that a soft one, or a parted word, shows at a line's end
}

// gapKind says how the place between two atoms of a line may stretch.
type gapKind uint8

const (
	tight  gapKind = iota // inside words, numbers and unbreakable marks: never
	plain                 // evenly with the others
	beside                // beside a connector: only when the plain ones are spent
	joined                // 中西: before the plain ones, but see hair
	gapKinds
)

// step is the order of squeezing (clreq #procedures_for_line_justification).
// Step 1, the mark at a line's end, depends on the line; 3, the ·, is void, for
// it is ½ em already.
type step uint8

const (
	wordSpaces step = iota // to ¼ em
	brackets               // outer side of paired marks, to ½ em
	pauses                 // ，、；
	joints                 // 中西 gaps, to ⅛ em
	stops                  // 。？！
	noStep
)

const steps = int(noStep)

// tie says what a break would part, for its price.
type tie uint8

const (
	noTie     tie = iota
	wordTie       // a Latin word or URL at a hyphen or slash
	hyphenTie     // a Latin word where it has no hyphen
	unitTie       // a number and what it counts: 2023年, 50万元
	rangeTie      // the two ends of a range: 5～8
)

// isBlank reports whether the atom vanishes at a line's end.
func (a *atom) isBlank() bool {
	return a.class == blank || a.class == wideBlank || a.class == lineFeed || a.class == hidden
}

// isMark reports whether the atom is a mark with a blank half.
func (c class) isMark() bool { return c >= opener && c <= exclaim }

// sum counts what the atoms before an index add up to inside one line, each with
// the gap after it; differences of two give a line's widths in constant time.
type sum struct {
	width   geom.Length
	shrink  [steps]geom.Length
	grow    geom.Length // of word spaces, to ½ em
	plains  int32
	besides int32
	joins   int32
	seen    int32 // atoms up to the last one that does not vanish at a line's end
}

// add counts a in.
func (s *sum) add(a *atom, c *composer) {
	s.width += a.width - a.cut + a.joint + c.tracking(a)
	if a.shrink > 0 {
		s.shrink[a.order] += a.shrink
	}
	if a.joint > 0 {
		s.shrink[joints] += c.jointShrink(a)
	}
	if a.class == blank {
		s.grow += c.spaceGrow(a)
	}
	switch a.gap {
	case plain:
		s.plains++
	case beside:
		s.besides++
	case joined:
		s.joins++
	}
}

// tracking gives what the style adds after a: nothing after what has no width.
func (c *composer) tracking(a *atom) geom.Length {
	if a.width == 0 {
		return 0
	}
	return c.st.Tracking
}

// jointShrink: a 中西 gap shrinks to ⅛ em.
func (c *composer) jointShrink(a *atom) geom.Length { return max(0, a.joint-c.em/8) }

// give is how far the places of a line may open: of the style and its size alone.
type give struct {
	// joint is the style's 中西 gap.
	joint geom.Length
	// jointGrow: a 中西 gap grows to ½ em (clreq); where the style has none, a join
	// opens to ⅜ em at most. ¼ em, the gap of books, no reader takes for a hole; the
	// rest (see priceAir) is for lines that would else be opened beyond wideGap as a
	// whole.
	jointGrow geom.Length
	// hair is how far the joins open only with the places between 字, all alike, where
	// the style has no 中西 gap: half an em spread over a line stays unseen, and in two
	// joins it would leave one number with air and the next without.
	hair geom.Length
	// most is how far a place between 字 opens (see maxGap).
	most geom.Length
}

func (c *composer) gives() give {
	g := give{joint: c.em.MulDiv(int64(c.st.LatinGap), 1000), most: c.em.MulDiv(maxGap, 1000)}
	if g.joint > 0 {
		g.jointGrow = max(0, c.em/2-g.joint)
	} else {
		g.jointGrow = c.em * 3 / 8
		g.hair = c.em.MulDiv(wideGap, 1000)
	}
	return g
}

// spaceRoom is what a may take as a word space.
func (c *composer) spaceRoom(a *atom) geom.Length {
	if a.gap == tight && a.class == blank {
		return c.spaceGrow(a)
	}
	return 0
}

// spaceGrow: a word space grows to ½ em.
func (c *composer) spaceGrow(a *atom) geom.Length { return max(0, c.em/2-a.width) }
