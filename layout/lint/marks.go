package lint

import (
	"unicode"

	"paiban/layout/diag"
)

// fullWidth gives the Chinese mark that stands for a half-width one
// (GB/T 15834, 4 and 5.1: marks in Chinese text are full-width).
var fullWidth = map[rune]rune{
	',': '，', ':': '：', ';': '；', '?': '？', '!': '！', '(': '（', ')': '）', '.': '。', '"': '“',
}

// halfWidth reports half-width marks that stand in Chinese text: beside a Han
// character or a Chinese mark. A pair of brackets is told once.
func (c *checker) halfWidth(s *story) {
	for _, p := range s.passages {
		for i := 0; i < len(p.runes); i++ {
			if _, ok := fullWidth[p.runes[i]]; !ok || !inChinese(p.runes, i) {
				continue
			}
			to := i + 1
			if end := closing(p.runes, i); end > 0 {
				to = end + 1
			}
			c.halfWidthAt(p, i, to)
			if p.runes[i] == '(' && to > i+1 {
				p.tellInside(c, i+1, to-1)
			}
			i = max(i, to-1)
		}
	}
}

// tellInside reports the marks inside a pair of brackets that has been told.
func (p *passage) tellInside(c *checker, from, to int) {
	for i := from; i < to; i++ {
		if _, ok := fullWidth[p.runes[i]]; ok && inChinese(p.runes, i) {
			c.halfWidthAt(p, i, i+1)
		}
	}
}

func (c *checker) halfWidthAt(p *passage, from, to int) {
	if c.enough("half-width-mark") {
		return
	}
	f := p.find(from, to)
	f.Message = diag.T("中文里用了半角的“%s”", "%q is half-width in Chinese text", string(p.runes[from:to]))
	want := string(fullWidth[p.runes[from]])
	switch {
	case to > from+1:
		want = "（）"
	case p.runes[from] == '"':
		want = "“”"
	}
	f.Hint = diag.T("中文标点用全角的 %s", "the Chinese mark is %s", want)
	c.add("half-width-mark", f)
}

// inChinese reports whether rune i, a mark, belongs to Chinese text. A full stop
// does only between Chinese and no digit or letter: 3.5亿, U.S., www.
func inChinese(text []rune, i int) bool {
	prev, next := before(text, i), after(text, i)
	switch text[i] {
	case '.':
		return han(prev) && !latin(next) && next != '.'
	case '(':
		return chinese(prev) || chinese(next)
	case ')', ':': // a) 3: begin the items of a list
		return chinese(prev) || chinese(next) && prev != 0 && !latin(prev)
	}
	return chinese(prev) || chinese(next) && prev != 0
}

// chinese reports whether r is a Han character or a mark that only Chinese has.
func chinese(r rune) bool {
	return han(r) || r >= 0x3001 && r <= 0x301F || r >= 0xFF01 && r <= 0xFF1F || r == '”' || r == '’'
}

// before and after give the neighbours of rune i, blanks passed over; 0 at the
// ends.
func before(text []rune, i int) rune {
	for i--; i >= 0; i-- {
		if !unicode.IsSpace(text[i]) {
			return text[i]
		}
	}
	return 0
}

func after(text []rune, i int) rune {
	for i++; i < len(text); i++ {
		if !unicode.IsSpace(text[i]) {
			return text[i]
		}
	}
	return 0
}

// longest is how many characters a pair of brackets may hold to be told as one.
const longest = 100

// closing gives the half-width bracket that closes the one at i, 0 if none does
// soon.
func closing(text []rune, i int) int {
	if text[i] != '(' {
		return 0
	}
	depth := 0
	for j := i; j < min(len(text), i+longest); j++ {
		switch text[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return 0
}
