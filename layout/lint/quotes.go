package lint

import (
	"slices"
	"unicode"

	"paiban/layout/diag"
	"paiban/layout/sheet"
)

// closerOf gives the closing mark of an opening one, 0 for others. Full-width and
// half-width round brackets pair with each other here: a mixed pair is halfWidth's to
// tell.
func closerOf(r rune) rune {
	switch r {
	case '“', '‘', '「', '『', '《', '〈', '【', '〔', '〖':
		return r + 1
	case '（', '(':
		return '）'
	case '［', '[':
		return '］'
	case '｛':
		return '｝'
	}
	return 0
}

// asCloser gives a closing mark in the form that closerOf has, 0 for others.
func asCloser(r rune) rune {
	switch r {
	case '”', '’', '」', '』', '》', '〉', '）', '】', '〕', '］', '〗', '｝':
		return r
	case ')':
		return '）'
	case ']':
		return '］'
	}
	return 0
}

// inner gives the mark that stands inside one of its own kind: ‘’ in “”, 〈〉 in
// 《》 (GB/T 15834, 4.8.3 and 4.15.3).
var inner = map[rune]rune{'“': '‘', '《': '〈', '「': '『'}

// opened is an opening mark that waits for its closing one.
type opened struct {
	r    rune
	p    *passage
	at   int
	told bool // reported: what may still close it is not reported too
}

// pairs follows the paired marks of a run of passages.
type pairs struct {
	c      *checker
	stack  []opened
	closed map[int]bool // of the passage being read: where a mark opens that is closed in it
}

// maxOpen bounds how many marks may be open at once: no text has as many, and
// what closes nothing looks through all of them.
const maxOpen = 32

// quotes reports quotation marks and brackets without their partners, and those
// nested the wrong way. Copy is read as one text: a quotation of several
// paragraphs opens each of them and closes the last (GB/T 15834, 4.8.3.5). The
// lines of a head are one text as well; captions and insets stand alone.
func (c *checker) quotes(s *story) {
	for i := 0; i < len(s.passages); {
		j := i + 1
		for j < len(s.passages) && runsOn(s.passages[i].role, s.passages[j].role) {
			j++
		}
		w := &pairs{c: c}
		for k := i; k < j; k++ {
			w.begin(s.passages[k])
			for n := range s.passages[k].runes {
				w.rune(s.passages[k], n)
			}
		}
		w.end()
		i = j
	}
}

// runsOn reports whether a passage is read on from the one before it.
func runsOn(a, b sheet.Role) bool { return isCopy(a) && isCopy(b) || isHead(a) && a == b }

// begin starts a passage: quotations that are open go on if it opens them anew.
// Others may end in a later line of a head, but not in a later paragraph.
func (w *pairs) begin(p *passage) {
	w.closed = closedIn(p.runes)
	if isHead(p.role) || len(w.stack) == 0 {
		return
	}
	again := 0
	for again < len(w.stack) && again < len(p.runes) && w.stack[again].r == p.runes[again] {
		again++
	}
	for i := range w.stack[again:] {
		w.alone(&w.stack[again+i])
	}
	// What is opened anew is pushed by its own rune.
	w.stack = slices.Delete(w.stack, 0, again)
}

func (w *pairs) end() {
	for i := range w.stack {
		w.alone(&w.stack[i])
	}
}

// alone reports an opening mark that nothing closes where it should be.
func (w *pairs) alone(o *opened) {
	if o.told {
		return
	}
	o.told = true
	w.c.unpaired(o.p, o.at, diag.T("%c 没有配对的后一半", "%[1]q is opened and not closed", o.r))
}

// rune reads rune n of p.
func (w *pairs) rune(p *passage, n int) {
	r := p.runes[n]
	if closerOf(r) != 0 {
		w.nested(p, n)
		if len(w.stack) == maxOpen {
			w.alone(&w.stack[0])
			w.stack = slices.Delete(w.stack, 0, 1)
		}
		w.stack = append(w.stack, opened{r: r, p: p, at: n})
		return
	}
	r = asCloser(r)
	if r == 0 || apostrophe(p.runes, n) || numbered(p.runes, n) {
		return
	}
	for k := len(w.stack) - 1; k >= 0; k-- {
		if closerOf(w.stack[k].r) != r {
			continue
		}
		for i := range w.stack[k+1:] {
			w.alone(&w.stack[k+1+i])
		}
		w.stack = w.stack[:k]
		return
	}
	w.c.unpaired(p, n, diag.T("%c 没有配对的前一半", "%[1]q closes nothing", p.runes[n]))
}

// nested reports “” inside “” and ‘’ outside, where both are closed all right:
// else the missing mark is the fault.
func (w *pairs) nested(p *passage, n int) {
	r := p.runes[n]
	var want rune
	if k := len(w.stack) - 1; k >= 0 && w.stack[k].r == r {
		if o := w.stack[k]; o.told || o.p != p || !w.closed[o.at] {
			return
		}
		want = inner[r]
	} else if r == '‘' && !w.within('“') {
		want = '“'
	}
	if want == 0 || !w.closed[n] || w.c.enough("quote-nesting") {
		return
	}
	f := p.find(n, n+1)
	f.Message = diag.T("%c 用错了层次", "%[1]q stands on the wrong level", r)
	f.Hint = diag.T("这里用 %[1]c%[2]c：引号、书名号都是外双内单", "use %[1]q … %[2]q here: double marks outside, single ones inside", want, closerOf(want))
	w.c.add("quote-nesting", f)
}

func (w *pairs) within(r rune) bool {
	return slices.ContainsFunc(w.stack, func(o opened) bool { return o.r == r })
}

// closedIn finds where marks open that are closed in the same text, each kind for
// itself.
func closedIn(text []rune) map[int]bool {
	out := map[int]bool{}
	open := map[rune][]int{}
	for i, r := range text {
		if c := closerOf(r); c != 0 {
			open[c] = append(open[c], i)
		} else if c := asCloser(r); c != 0 {
			if k := len(open[c]); k > 0 && !apostrophe(text, i) {
				out[open[c][k-1]] = true
				open[c] = open[c][:k-1]
			}
		}
	}
	return out
}

// unpaired reports a mark without its partner.
func (c *checker) unpaired(p *passage, n int, msg diag.Text) {
	code := "unpaired-bracket"
	switch p.runes[n] {
	case '“', '”', '‘', '’', '「', '」', '『', '』':
		code = "unpaired-quote"
	}
	if c.enough(code) {
		return
	}
	f := p.find(n, n+1)
	f.Message = msg
	f.Hint = text("核对原文，补上另一半或删去这一半", "check the original: add its partner or delete it")
	c.add(code, f)
}

// apostrophe reports whether rune n is the ’ of Latin text: it's, 1990’s.
func apostrophe(text []rune, n int) bool {
	return text[n] == '’' && n > 0 && latin(text[n-1]) && n+1 < len(text) && latin(text[n+1])
}

// numbered reports whether rune n is the bracket of a list's number, at the
// start of a passage or after a stop: 1) a) 一）.
func numbered(text []rune, n int) bool {
	if r := text[n]; r != ')' && r != '）' {
		return false
	}
	i := n
	for i > 0 && n-i < 3 && (latin(text[i-1]) || numeral(text[i-1])) {
		i--
	}
	return i < n && (i == 0 || stop(text[i-1]))
}

func stop(r rune) bool {
	switch r {
	case '。', '；', '，', '：', ':', ';', '！', '？', ' ', '　':
		return true
	}
	return false
}

func latin(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// numeral reports whether r is a Chinese numeral.
func numeral(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两':
		return true
	}
	return false
}
