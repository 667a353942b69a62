// Package lint reads finished pages and the copy on them as a 版面编辑 and a
// proofreader do, and reports what they would mark. It changes nothing: copy is
// the editor's, pages are makeup's.
//
// The rules stand in one file a family:
//
//	quotes.go   quotation marks, brackets and their nesting
//	marks.go    half-width marks in Chinese text
//	doubled.go  doubled characters that no word explains
//	jumps.go    jump lines typed into the copy
//	heads.go    碰题 背题, heads that break badly, standing heads alone
//	legs.go     孤字 孤行, short legs, text that jumps over a picture
//	pictures.go numbers of pictures and captions, pictures used twice
//	gaps.go     通缝 断版, holes
//	fold.go     text across the fold of a spread
//	type.go     small type, folio lines
//
// Severities come from diag.Rules; [rules] and [[waive]] are applied by the
// caller.
package lint

import (
	"strings"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Check reports to fs what is wrong with the pages of sheets, which makeup made
// of ed.
func Check(ed *edition.Edition, sheets *sheet.Edition, fs *diag.Findings) {
	c := &checker{ed: ed, fs: fs, tally: newTally()}
	c.index(sheets)
	chinese := strings.HasPrefix(ed.Lang, "zh")
	for _, s := range c.stories {
		if chinese {
			c.quotes(s)
			c.halfWidth(s)
			c.doubled(s)
			c.headBreaks(s)
			c.typedJumps(s)
		}
		c.standingAlone(s)
		c.numbers(s)
	}
	c.sameTwice()
	for _, p := range c.pages {
		c.heads(p)
		c.legs(p)
		c.gaps(p)
		c.fold(p)
		c.small(p)
		c.folio(p)
	}
	c.sumUp()
}

// checker is one run over an edition.
type checker struct {
	ed      *edition.Edition
	fs      *diag.Findings
	stories []*story
	pages   []*page
	tally
}

// page is a page as set and as described.
type page struct {
	*sheet.Page
	ed     *edition.Page
	frames []*frame
}

// frame is a frame as placed, with what stands in it.
type frame struct {
	sheet.Frame
	ed    *edition.Frame
	story *story
	name  string // "lead/1"
	legs  []leg
	heads []line    // its story's head block, in order
	parts []*figure // pictures with their captions, and insets
}

// leg is one leg with its lines of copy from the top: paragraphs, crossheads,
// bylines. Lines of heads, captions and insets are not among them.
type leg struct {
	rect  geom.Rect
	lines []line
}

// line is a line as set, with the block that it is of.
type line struct {
	*sheet.Line
	block *sheet.Block
	page  *page
	n     int // of the block's lines on this page, from 0
}

// bounds are the em boxes of the line's whole measure.
func (l line) bounds() geom.Rect {
	return geom.Rect{X: l.Origin.X, Y: l.Origin.Y - l.Em.MulDiv(emTop, 1000), W: l.Measure, H: l.Em}
}

// emTop is where the em box's top stands above the baseline, in thousandths, as
// makeup places type.
const emTop = 880

// figure is a picture with its caption, or an inset, as one.
type figure struct {
	pos     diag.Pos
	rect    geom.Rect // of all of it
	picture *sheet.Picture
	lines   []line
}

// tally counts findings, of which not all are listed.
type tally struct {
	found  map[heap]int   // all that add was told of
	listed map[string]int // by code
	spared map[string]int // those that were not made, by code
}

// heap is findings of one code on one page.
type heap struct{ code, page string }

func newTally() tally {
	return tally{map[heap]int{}, map[string]int{}, map[string]int{}}
}

// enough counts a finding that is not worth its making: as many of its code are listed
// as will be of all pages together. Else add must be told of it.
func (c *checker) enough(code string) bool {
	if c.listed[code] < diag.MostAlike*max(1, len(c.pages)) {
		return false
	}
	c.spared[code]++
	return true
}

// add reports f with its rule's severity, unless enough of its code are listed of its
// page. code stands apart from f so that a code is always a literal at its rule.
func (c *checker) add(code string, f diag.Finding) {
	on := heap{code, f.Page}
	if c.found[on]++; c.found[on] > diag.MostAlike {
		return
	}
	c.listed[code]++
	rule, _ := diag.RuleOf(code)
	f.Code, f.Severity = code, rule.Severity
	c.fs.Add(f)
}

// sumUp tells how many findings were not listed.
func (c *checker) sumUp() {
	more := func(code, page string, n int) {
		rule, _ := diag.RuleOf(code)
		c.fs.Add(diag.Finding{Code: code, Severity: rule.Severity, Page: page, Message: diag.More(n)})
	}
	for h, n := range c.found {
		if n > diag.MostAlike {
			more(h.code, h.page, n-diag.MostAlike)
		}
	}
	for code, n := range c.spared {
		more(code, "", n)
	}
}

// onLine is a finding about a line as set.
func onLine(s *story, l line, pos diag.Pos) diag.Finding {
	return diag.Finding{Pos: pos, Page: l.page.Name, Story: s.ID, Frame: l.Frame, Box: l.bounds()}
}

// onFrame is a finding about a frame.
func onFrame(p *page, f *frame) diag.Finding {
	return diag.Finding{Pos: f.ed.Pos, Page: p.Name, Story: f.story.ID, Frame: f.name, Box: f.Rect}
}

func text(zh, en string) diag.Text { return diag.Text{ZH: zh, EN: en} }
