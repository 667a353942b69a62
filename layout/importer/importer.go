// Package importer turns what other systems give – plain text as it comes from a mail,
// an old page or a web site; Markdown, Word, NewsML-G2, NITF, ninjs – into stories. In
// plain text it joins paragraphs that were broken at the ends of old lines or columns,
// and finds heads, bylines, datelines, crossheads, captions and credits by how they
// stand; the others tell most of that themselves. What it is not sure of it notes. It
// changes no word and drops none.
package importer

import (
	"slices"
	"strings"
	"unicode"

	"paiban/layout/diag"
)

// Kind says what a line of text is.
type Kind uint8

const (
	Paragraph Kind = iota
	Short          // a head, crosshead or standing head: which, its neighbours tell
	Crosshead
	Byline
	Dateline
	Caption
	Credit
)

// Block is one piece of a story's copy.
type Block struct {
	Kind   Kind
	Text   string
	Line   int    // of the input, from 1
	Spans  []Span // its marks; nil = it has none. Joined they are Text.
	Source string // of several inputs, which
}

// Picture is a caption with its credit, and the picture if the source has it.
type Picture struct {
	Caption, Credit, Alt string
	Line                 int
	File                 string // as the source calls it, "" = it does not
	Data                 []byte // nil = it is not there
}

// Story is one story as found.
type Story struct {
	Line                         int // of the input, where it begins
	Source                       string
	Standing, Kicker, Head, Deck []string
	Copy                         []Block // paragraphs, crossheads, bylines, datelines
	Pictures                     []Picture
}

// Note says what was not sure, and where.
type Note struct {
	Line   int
	Text   diag.Text
	Source string
}

// Draft is a text as taken apart. Left is what no story could be found for.
type Draft struct {
	Paragraphs bool // what counts as a line is a paragraph
	Stories    []*Story
	Left       []Block
	Notes      []Note
}

// Merge puts drafts together that were made of several sources of these names.
func Merge(drafts []*Draft, sources []string) *Draft {
	if len(drafts) == 1 {
		return drafts[0]
	}
	out := &Draft{}
	for i, d := range drafts {
		for _, s := range d.Stories {
			s.Source = sources[i]
			out.Stories = append(out.Stories, s)
		}
		for _, l := range d.Left {
			l.Source = sources[i]
			out.Left = append(out.Left, l)
		}
		for _, n := range d.Notes {
			n.Source = sources[i]
			out.Notes = append(out.Notes, n)
		}
		out.Paragraphs = out.Paragraphs || d.Paragraphs
	}
	return out
}

// Read takes a text apart.
func Read(text string) *Draft {
	r := &reader{d: &Draft{}}
	r.pieces = r.classify(r.join(split(text)))
	for r.at < len(r.pieces) {
		r.step()
	}
	r.end()
	r.d.Left = append(r.d.Left, r.waits...)
	r.findHeads()
	slices.SortStableFunc(r.d.Notes, func(a, b Note) int { return a.Line - b.Line })
	return r.d
}

// reader takes one text apart.
type reader struct {
	d      *Draft
	pieces []piece
	at     int
	story  *Story  // being filled; nil before the first
	waits  []Block // short lines that belong to a story to come, or to none
}

// piece is a line with what it is and how it stands.
type piece struct {
	Block
	gap int // blank lines before it
}

func (r *reader) note(line int, zh, en string, args ...any) {
	r.d.note(line, zh, en, args...)
}

// step takes the next piece, or run of short ones.
func (r *reader) step() {
	p := r.pieces[r.at]
	if p.Kind == Short {
		r.shorts()
		return
	}
	r.at++
	switch p.Kind {
	case Byline, Dateline:
		if r.story != nil && hasParagraph(r.story) && p.gap > 0 {
			// A story that is under way has its byline already, or ends here.
			r.begin(p.Line)
		}
		r.need(p.Line).Copy = append(r.story.Copy, p.Block)
	case Caption:
		r.caption(p)
	case Credit:
		r.credit(p)
	default:
		r.need(p.Line).Copy = append(r.story.Copy, p.Block)
	}
}

// need gives the story being filled, a new one if there is none.
func (r *reader) need(line int) *Story {
	if r.story == nil {
		r.begin(line)
	}
	return r.story
}

// begin opens a story. Short lines that waited become its standing head.
func (r *reader) begin(line int) {
	r.end()
	r.story = &Story{Line: line}
	for _, w := range r.waits {
		if runes(w.Text) > longStanding {
			r.d.Left = append(r.d.Left, w)
			continue
		}
		r.story.Standing = append(r.story.Standing, w.Text)
		r.note(w.Line, "“%s”当作下一篇的栏目题", "%q is taken for the standing head of the next story", w.Text)
	}
	r.waits = nil
}

// end closes the story being filled.
func (r *reader) end() {
	if r.story != nil {
		r.d.Stories = append(r.d.Stories, r.story)
	}
	r.story = nil
}

func hasParagraph(s *Story) bool {
	return slices.ContainsFunc(s.Copy, func(b Block) bool { return b.Kind == Paragraph })
}

// Lengths in characters that tell short lines apart.
const (
	longStanding  = 10 // of a standing head (栏目题)
	longCrosshead = 18 // of a line of a crosshead
	longHead      = 40 // of a head
	wideGap       = 2  // blank lines that part stories rather than paragraphs
)

// shorts decides what a run of short lines is, by what stands before and after.
func (r *reader) shorts() {
	from := r.at
	for r.at < len(r.pieces) && r.pieces[r.at].Kind == Short && (r.at == from || r.pieces[r.at].gap < wideGap) {
		r.at++
	}
	run := r.pieces[from:r.at]
	next := Kind(255) // the end of the text
	gap := wideGap
	if r.at < len(r.pieces) {
		next, gap = r.pieces[r.at].Kind, r.pieces[r.at].gap
	}
	open := r.story != nil && hasParagraph(r.story)
	switch {
	case next == Byline || next == Dateline:
		r.headOf(run)
	case open && next == Paragraph && gap < wideGap && run[0].gap < wideGap && len(run) <= 2 && allShort(run, longCrosshead) && !r.headless(run):
		for _, p := range run {
			p.Kind = Crosshead
			r.story.Copy = append(r.story.Copy, p.Block)
		}
	case open && r.headless(run):
		r.behind(run)
	case len(run) == 1 && runes(run[0].Text) <= longStanding && (run[0].gap >= wideGap && gap >= wideGap || next == Short):
		r.waits = append(r.waits, run[0].Block)
	case next == Paragraph || next == Caption || next == Credit:
		r.headOf(run)
	default:
		for _, p := range run {
			r.waits = append(r.waits, p.Block)
		}
	}
}

// headless reports whether a run could be the head of the story that ends with
// it: the text of an old page often has heads behind their stories.
func (r *reader) headless(run []piece) bool {
	return r.story != nil && len(r.story.Head) == 0 && len(run) <= 2 && runes(run[0].Text) > longStanding
}

// behind makes a run the head of the story before it, which it ends.
func (r *reader) behind(run []piece) {
	s := r.story
	r.note(run[0].Line, "“%s”在正文之后，当作上面一篇的标题", "%q stands behind the copy and is taken for the head of the story above", run[0].Text)
	s.Head = append(s.Head, run[0].Text)
	for _, p := range run[1:] {
		r.waits = append(r.waits, p.Block)
	}
	waits := r.waits
	r.waits = nil
	r.end()
	r.waits = waits
}

// headOf makes a run the head of the story that follows it. Of several lines,
// the last three are kicker, head and deck; those before wait.
func (r *reader) headOf(run []piece) {
	if n := len(run); n > 1 && run[n-1].gap > 0 && run[n-1].gap >= r.pieces[min(r.at, len(r.pieces)-1)].gap {
		// Parted by blank lines like everything else: only the last is near its copy.
		for _, p := range run[:n-1] {
			r.waits = append(r.waits, p.Block)
		}
		run = run[n-1:]
	}
	for len(run) > 3 {
		r.waits = append(r.waits, run[0].Block)
		run = run[1:]
	}
	waits := r.waits
	r.waits = nil
	r.begin(run[0].Line)
	s := r.story
	for _, w := range waits {
		if runes(w.Text) <= longStanding && len(s.Standing) < 2 {
			s.Standing = append(s.Standing, w.Text)
			r.note(w.Line, "“%s”当作下一篇的栏目题", "%q is taken for the standing head of the next story", w.Text)
		} else {
			r.d.Left = append(r.d.Left, w)
		}
	}
	var lines []string
	for _, p := range run {
		lines = append(lines, p.Text)
	}
	above, below := headOfLines(lines)
	s.Kicker, s.Head, s.Deck = lines[:above], lines[above:below], lines[below:]
	if len(lines) > 1 {
		r.note(run[0].Line, "这 %d 行当作引题、主题、副题", "these %d lines are taken for kicker, head and deck", len(lines))
	}
}

// headOfLines gives where the head begins and ends in the one to three lines above a
// story. Two lines of one length are made to stand under each other, and are a head;
// of others the first is its kicker, unless what follows begins with a dash as a deck does.
func headOfLines(lines []string) (from, to int) {
	n := len(lines)
	switch {
	case n == 1:
		return 0, 1
	case n == 2 && paired(lines[0], lines[1]):
		return 0, 2
	case n == 2 && strings.HasPrefix(lines[1], "—"):
		return 0, 1
	case n == 2:
		return 1, 2
	case paired(lines[0], lines[1]):
		return 0, 2
	case paired(lines[1], lines[2]):
		return 1, 3
	}
	return 1, 2
}

// shortLine is the least letters of a line of a head of two: below it a standing head
// and a head can be of one length by chance.
const shortLine = 5

// paired reports whether two lines of a head have the same number of letters, marks and
// blanks not counted.
func paired(a, b string) bool {
	return lettersOf(a) == lettersOf(b) && lettersOf(a) >= shortLine
}

// lettersOf counts the letters and digits of a text.
func lettersOf(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func allShort(run []piece, most int) bool {
	return !slices.ContainsFunc(run, func(p piece) bool { return runes(p.Text) > most })
}

// caption adds a picture to the story it stands in. A caption far from the copy
// above may belong to what follows.
func (r *reader) caption(p piece) {
	if p.gap >= wideGap && len(r.waits) > 0 {
		r.begin(p.Line) // behind a standing head of its own
	}
	s := r.need(p.Line)
	pic := Picture{Caption: p.Text, Line: p.Line}
	if m := tailCredit().FindStringSubmatchIndex(p.Text); m != nil {
		pic.Caption, pic.Credit = strings.TrimSpace(p.Text[:m[2]]), p.Text[m[2]:]
	}
	s.Pictures = append(s.Pictures, pic)
}

// credit goes to the picture before it; without one it is a picture of its own.
func (r *reader) credit(p piece) {
	s := r.need(p.Line)
	if n := len(s.Pictures); n > 0 && s.Pictures[n-1].Credit == "" {
		s.Pictures[n-1].Credit = p.Text
		return
	}
	s.Pictures = append(s.Pictures, Picture{Credit: p.Text, Line: p.Line})
	r.note(p.Line, "“%s”前面没有图说", "no caption stands before %q", p.Text)
}

// findHeads gives stories without a head one of the long lines that no story was
// found for: the nearest behind it.
func (r *reader) findHeads() {
	for i, s := range r.d.Stories {
		if len(s.Head) > 0 {
			continue
		}
		for k, l := range r.d.Left {
			if l.Line > s.Line && runes(l.Text) > longStanding && !r.claimed(i, l) {
				s.Head = []string{l.Text}
				r.d.Left = slices.Delete(r.d.Left, k, k+1)
				r.note(l.Line, "“%s”当作第 %d 行那一篇的标题", "%q is taken for the head of the story at line %d", l.Text, s.Line)
				break
			}
		}
		if len(s.Head) == 0 {
			r.note(s.Line, "这一篇没有找到标题", "no head was found for this story")
		}
	}
	for _, l := range r.d.Left {
		r.note(l.Line, "不知道“%s”属于哪一篇", "it is not clear where %q belongs", l.Text)
	}
}

// claimed reports whether another story without a head stands nearer to a line.
func (r *reader) claimed(i int, l Block) bool {
	for _, s := range r.d.Stories[i+1:] {
		if s.Line < l.Line && len(s.Head) == 0 {
			return true
		}
	}
	return false
}
