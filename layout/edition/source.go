package edition

import (
	"math"
	"sort"
	"unicode/utf8"

	"paiban/layout/diag"
)

// source is the text of an input file: UTF-8 without a byte order mark. Lines
// end with LF, CR LF or CR.
type source struct {
	name  string
	text  string
	lines []int // byte offset of each line's start
	near  spot  // what pos gave last: a line of a megabyte is not counted from its start for each place
}

// spot is a byte of a source: its offset, its line and column, from 0.
type spot struct{ off, line, col int }

func newSource(name, text string) *source {
	s := &source{name: name, text: text, lines: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// pos gives the place of the byte at off.
func (s *source) pos(off int) diag.Pos {
	off = min(max(off, 0), len(s.text))
	at := spot{off: off, line: sort.SearchInts(s.lines, off+1) - 1}
	from := s.lines[at.line]
	switch near := s.near; {
	case near.line != at.line || near.off < from || near.off-off > off-from:
		at.col = utf8.RuneCountInString(s.text[from:off])
	case near.off <= off:
		at.col = near.col + utf8.RuneCountInString(s.text[near.off:off])
	default:
		at.col = near.col - utf8.RuneCountInString(s.text[off:near.off])
	}
	s.near = at
	return diag.Pos{File: s.name, Line: at.line + 1, Col: at.col + 1}
}

// text is copy with the place in the input of each of its characters.
type text struct {
	runes  []rune
	places places
	end    diag.Pos // where the text ends, for what is missing there
}

// places maps the characters of a text to the input: a step wherever the next
// character does not stand right of the one before.
type places []step

type step struct {
	from  int      // the first character it holds for
	pos   diag.Pos // of that character
	fixed bool     // every character from here stands at pos (a placeholder's value)
}

// add records that character i stands at pos.
func (ps *places) add(i int, pos diag.Pos, fixed bool) {
	if n := len(*ps); n > 0 {
		last := (*ps)[n-1]
		next := last.pos
		if !last.fixed {
			next.Col += i - last.from
		}
		if last.fixed == fixed && next == pos {
			return
		}
	}
	*ps = append(*ps, step{i, pos, fixed})
}

// at gives the place of character i, or false if there is none before it either.
func (ps places) at(i int) (diag.Pos, bool) {
	k := sort.Search(len(ps), func(k int) bool { return ps[k].from > i }) - 1
	if k < 0 {
		return diag.Pos{}, false
	}
	pos := ps[k].pos
	if !ps[k].fixed {
		pos.Col += i - ps[k].from
	}
	return pos, true
}

// fixedAt reports whether character i is part of a placeholder's value.
func (ps places) fixedAt(i int) bool {
	k := sort.Search(len(ps), func(k int) bool { return ps[k].from > i }) - 1
	return k >= 0 && ps[k].fixed
}

// row counts the characters from i on that stand side by side in the input, those
// behind the text's end too.
func (ps places) row(i int) int {
	k := sort.Search(len(ps), func(k int) bool { return ps[k].from > i })
	switch {
	case k == 0 || ps[k-1].fixed:
		return 0
	case k == len(ps):
		return math.MaxInt
	}
	return ps[k].from - i
}

// at gives the place of character i; past the end, that of the end.
func (t text) at(i int) diag.Pos {
	if i >= len(t.runes) {
		return t.end
	}
	p, _ := t.places.at(i)
	return p
}

// push appends one character that stands at pos.
func (t *text) push(r rune, pos diag.Pos, fixed bool) {
	t.places.add(len(t.runes), pos, fixed)
	t.runes = append(t.runes, r)
}

// slice gives the characters [from,to).
func (t text) slice(from, to int) text {
	out := text{runes: t.runes[from:to:to], end: t.at(to)}
	for i := from; i < to; {
		p, _ := t.places.at(i)
		out.places.add(i-from, p, t.places.fixedAt(i))
		k := sort.Search(len(t.places), func(k int) bool { return t.places[k].from > i })
		if k == len(t.places) {
			break
		}
		i = t.places[k].from
	}
	return out
}

// whole gives all of a source as a text.
func (s *source) whole() text {
	t := text{runes: []rune(s.text), end: s.pos(len(s.text))}
	n, line := 0, 0
	for i := range s.text {
		if line < len(s.lines) && s.lines[line] == i {
			t.places.add(n, diag.Pos{File: s.name, Line: line + 1, Col: 1}, false)
			line++
		}
		n++
	}
	return t
}

// lines splits t at its line ends, which are left out.
func (t text) lines() []text {
	var out []text
	start := 0
	for i := 0; i < len(t.runes); i++ {
		switch t.runes[i] {
		case '\r':
			out = append(out, t.slice(start, i))
			if i+1 < len(t.runes) && t.runes[i+1] == '\n' {
				i++
			}
			start = i + 1
		case '\n':
			out = append(out, t.slice(start, i))
			start = i + 1
		}
	}
	return append(out, t.slice(start, len(t.runes)))
}

// trim drops blanks at both ends: spaces, tabs and ideographic spaces.
func (t text) trim() text {
	from, to := 0, len(t.runes)
	for from < to && blank(t.runes[from]) {
		from++
	}
	for to > from && blank(t.runes[to-1]) {
		to--
	}
	return t.slice(from, to)
}

func blank(r rune) bool { return r == ' ' || r == '\t' || r == '　' || r == '\u00a0' }
