// Package paragraph sets copy in lines: characters → glyphs → breaks →
// justified lines, by the rules of clreq and of newspapers. It knows nothing of
// TOML, of pages or of x and y: a line is a run of cells along its measure.
package paragraph

import (
	"paiban/fonts"
	"paiban/layout/geom"
)

// Text is one paragraph's copy with the spans that are set differently.
type Text struct {
	Runes []rune
	Spans []Span // in order, not overlapping; what lies between is plain
	Kept  []int  // where an earlier setting ended lines, ascending (see Keep); nil = there is none
}

// Span is a stretch of copy [From,To) under an inline mark.
type Span struct {
	From, To int
	Stack    Stack  // faces instead of the style's; nil = the style's
	Emphasis bool   // 着重号
	NoBreak  bool   // {nb:…}
	Name     int    // 专名号 below; neighbours of one number are one name, 0 is none
	Ruby     string // 注音 above
}

// Stack is an order of faces: the first that has a character sets it.
type Stack []*fonts.Face

// Style is how a paragraph is set.
type Style struct {
	Stack    Stack
	Size     geom.Length // of the type: the em
	Indent   geom.Length // of the first line
	Align    Align
	Tracking geom.Length // added between every two characters (疏排), negative for 密排
	Open     geom.Length // to this width two to four 字 alone are spaced; 0 = not
	Lang     string      // BCP 47
	Options
}

// Options are the composer's settings: what `[style.NAME]` and `paiban lines
// --set` can change by key (see Options.Set). The zero value is the newspaper's
// default. Lengths are thousandths of an em, so that a style of any size can
// share them.
type Options struct {
	Punctuation Punctuation // punctuation
	Opening     Opening     // opening: a mark at a paragraph's start
	Kinsoku     Kinsoku     // kinsoku
	Composer    Composer    // composer
	LatinGap    int         // latin-gap, 中西: between Han and Latin, 1/1000 em; 0 in newspapers, 250 in books
	Latin       Latin       // latin
	Digits      Digits      // digits
	Hyphenate   bool        // hyphenate: English words at lines' ends
	Breaks      Breaks      // breaks: of ragged lines
	Hang        bool        // hang: one of 、，。 may hang at a line's end
	Features    string      // features: of OpenType, as Features takes them
}

// Align says where a line stands in its measure.
type Align uint8

const (
	Justify Align = iota // flush at both edges, the last line at the start
	Start
	Center
	End
	Spread // every line flush at both edges by equal gaps (names opened to a width)
)

// Punctuation is the style of mark widths.
type Punctuation uint8

const (
	Full        Punctuation = iota // 全身式
	Kaiming                        // 开明: 。？！ full, other marks half
	Half                           // 半身式
	LineEndHalf                    // full, but always half at a line's end
)

// Opening is the width of an opening mark at the start of an indented paragraph.
type Opening uint8

const (
	Whole  Opening = iota // a whole 字 where the line has room for it
	Halved                // always without its blank half, as at the start of any other line
)

// Kinsoku is the level of 避头尾.
type Kinsoku uint8

const (
	GB Kinsoku = iota
	None
	Basic
	Strict
)

// Composer is how breaks are chosen.
type Composer uint8

const (
	ByParagraph Composer = iota // the best breaks for the whole paragraph
	ByLine                      // first fit: each line as it comes
)

// Breaks is where ragged lines end.
type Breaks uint8

const (
	Auto    Breaks = iota // between phrases; centred lines are balanced
	Phrases               // between phrases, all lines balanced
	Fill                  // as full as they go
)

// Latin is how Latin letters take width.
type Latin uint8

const (
	Proportional Latin = iota
	HalfWidth          // ½ em each
)

// Digits is how digits take width: tables and dates stand on the grid when each
// takes half a 字.
type Digits uint8

const (
	HalfDigits Digits = iota // ½ em each
	ProportionalDigits
)

// Line is one line as set. Cells' X counts from the line's start, indent
// included.
type Line struct {
	From, To int // runes of the Text; lines cover it once, in order
	Indent   geom.Length
	Measure  geom.Length
	Natural  geom.Length // before justification, adjacent marks squeezed
	Width    geom.Length // as set
	Misfit   int         // see sheet.Line
	Last     bool
	Forced   bool // it ends inside a word, or where 避头尾 lets none end: the measure is too narrow
	Runs     []Run
	Over     []Over  // 注音
	Under    []Under // 专名号
}

// Run is a stretch of a line in one face. Its cells' X counts from the run's.
type Run struct {
	Face     *fonts.Face
	Size     geom.Length
	From, To int // runes of the Text
	X        geom.Length
	Cells    []fonts.Cell
}

// Missing is a character that no face of the stack has, or not in the form that a
// variation selector behind it asks for.
type Missing struct {
	At       int // index into Text.Runes
	Rune     rune
	Selector rune // 0 = the character itself is missing
}

// Measure gives a line's measure by its number, from 0.
type Measure func(line int) geom.Length

// Setting is a paragraph as set.
type Setting struct {
	Lines   []Line
	Missing []Missing
}

// Set breaks t into lines and justifies them. Every rune of t is in exactly one
// line. m is asked for each line's measure once, in order, and perhaps for a few
// lines more than there will be; it must be positive.
func Set(t Text, st *Style, m Measure) Setting {
	if len(t.Runes) == 0 {
		return Setting{}
	}
	if !isSettable(t, st) {
		return unset(t, m)
	}
	c := newComposer(t, st, m)
	lines := c.breaks()
	if c.varied != nil {
		c.varied.done()
	}
	out := c.set(lines)
	c.done()
	return out
}

// isSettable reports whether there are characters, a face and a size to set them in.
func isSettable(t Text, st *Style) bool {
	return len(t.Runes) > 0 && len(st.Stack) > 0 && st.Size > 0
}

// set justifies the lines as broken and turns them into cells.
func (c *composer) set(lines []span) Setting {
	out := Setting{Lines: make([]Line, 0, len(lines)), Missing: c.missing}
	// Room for all lines: of cells, a hyphen each beside the glyphs; mostly one run each.
	cells, runs := make([]fonts.Cell, len(c.glyphs)+len(lines)), make([]Run, len(lines))
	for n, l := range lines {
		last := n == len(lines)-1 || c.forced(l.b)
		avail := c.available(n)
		p := c.justify(l.a, l.b, avail, last)
		k := c.cells(l) + 1
		out.Lines = append(out.Lines, c.line(n, &p, last, runs[n:n:n+1], cells[:0:k]))
		cells = cells[k:]
	}
	return out
}

// breaks chooses where lines end, as the style says.
func (c *composer) breaks() []span {
	if c.onOneLine() {
		return []span{{0, len(c.atoms)}}
	}
	if c.st.Composer == ByParagraph {
		if lines := c.optimal(); lines != nil {
			return lines
		}
	}
	return c.firstFit()
}

// onOneLine reports whether the paragraph is ragged and fits on its first line:
// most heads do, and need no search and no words.
func (c *composer) onOneLine() bool {
	if c.flush() {
		return false
	}
	for b := 1; b < len(c.atoms); b++ {
		if c.forced(b) {
			return false
		}
	}
	return c.natural(0, c.visible(0, len(c.atoms))) <= c.available(0)
}

// newComposer takes a paragraph as far as the breaking: classify, shape, space.
func newComposer(t Text, st *Style, m Measure) *composer {
	c := &composer{text: t.Runes, spans: t.Spans, st: st, em: st.Size, m: m}
	c.take()
	c.give = c.gives()
	c.chinese = isChinese(c.text, st.Lang)
	c.lang = hanLang(st.Lang)
	c.features, _ = Features(st.Features) // tried when it was set
	c.classify()
	c.bounds = boundaries(c.text, c.spans, c.chinese, st.Kinsoku)
	c.shape()
	c.hyphenate()
	c.open()
	c.annotate()
	c.emphasize()
	c.space()
	c.keepTo(t.Kept)
	return c
}

// in gives the composer of the same paragraph in other measures.
func (c *composer) in(m Measure) *composer {
	d := *c
	d.m, d.lines, d.widths, d.uneven, d.varied = m, nil, nil, false, nil
	return &d
}

// unset is the setting of a style that has no face or no size: one line with
// nothing on it, every character missing.
func unset(t Text, m Measure) Setting {
	s := Setting{Lines: []Line{{To: len(t.Runes), Measure: m(0), Last: true}}}
	for i, r := range t.Runes {
		s.Missing = append(s.Missing, Missing{At: i, Rune: r})
	}
	return s
}
