package lint

import (
	"slices"
	"strings"
	"unicode"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph/phrase"
	"paiban/layout/sheet"
)

// shown is a line of a head as a reader sees it.
type shown struct {
	p    *passage
	k    int // of p's lines
	text []rune
	cut  bool // the copy has a blank or an end of line here: a place to break at
}

// headBreaks looks at how the lines of kickers, heads, decks and crossheads end.
func (c *checker) headBreaks(s *story) {
	var row []shown
	flush := func() {
		for i := 1; i < len(row); i++ {
			c.headBreak(row[i-1], row[i])
		}
		row = row[:0]
	}
	for i, p := range s.passages {
		if i > 0 && s.passages[i-1].role != p.role {
			flush()
		}
		switch p.role {
		case sheet.Head:
			if s.HeadAt.Vertical {
				continue
			}
		case sheet.Kicker, sheet.Deck, sheet.Crosshead:
		default:
			continue
		}
		for k, l := range p.lines {
			row = append(row, shown{p, k, []rune(strings.TrimSpace(l.Text)),
				k == len(p.lines)-1 || strings.TrimRightFunc(l.Text, unicode.IsSpace) != l.Text})
		}
		c.uneven(p)
	}
	flush()
}

// headBreak reports line b of a head if it should not begin as it does after a.
func (c *checker) headBreak(a, b shown) {
	if len(a.text) == 0 || len(b.text) == 0 {
		return
	}
	var msg diag.Text
	switch {
	case particle(b.text):
		msg = diag.T("标题的一行以“%c”开头", "a line of the head begins with %q", b.text[0])
	case unitParted(a.text, b.text):
		msg = diag.T("标题转行拆开了数字和单位：“%s”", "the head's break parts a number from its unit: %q", around(a.text, b.text))
	case !a.cut && wordParted(a.text, b.text):
		msg = diag.T("标题转行拆开了词：“%s”", "the head's break splits a word: %q", around(a.text, b.text))
	default:
		return
	}
	at := b.p.from[b.k]
	f := onLine(b.p.story, b.p.lines[b.k], b.p.at(at))
	f.Message = msg
	f.Hint = text("在 head 里自己分行，或改一两个字", "write the head's lines yourself, or change a word")
	c.add("head-break", f)
}

// around shows where two lines part: the last two characters and the first two.
func around(a, b []rune) string {
	return string(a[max(0, len(a)-2):]) + "/" + string(b[:min(2, len(b))])
}

// particle reports whether a line begins with a word that belongs to what is
// before it.
func particle(t []rune) bool {
	switch t[0] {
	case '们', '吗', '呢', '吧':
		return true
	case '的', '了', '和', '与', '及', '之', '等', '而', '且', '则', '着':
		return len(t) < 2 || !word(t[0], t[1])
	}
	return false
}

// units are what counts: measure words, magnitudes and units of measure.
var units = set(`万亿元欧美人名个位年月日天时分秒岁届次家项条件场座所辆台套吨斤公里米亩平克升户村县市省级层楼号期批股倍成度％%℃℉折版页集`)

// measureWords are those of units that follow a Chinese numeral and seldom begin
// a word of their own.
var measureWords = set(`个名位项条届次辆台套吨亩户倍岁元`)

// unitParted reports whether a number stands at the end of a and its unit at the
// start of b: 20万/欧元.
func unitParted(a, b []rune) bool {
	last, prev := a[len(a)-1], rune(0)
	if len(a) > 1 {
		prev = a[len(a)-2]
	}
	switch {
	case unicode.IsDigit(last):
		return units[b[0]]
	case (last == '万' || last == '亿' || last == '千' || last == '百') && (unicode.IsDigit(prev) || numeral(prev)):
		return units[b[0]]
	case numeral(last):
		return measureWords[b[0]] && (prev == '第' || !word(prev, last))
	}
	return false
}

// wordParted reports whether a word runs over the end of a: letters or digits on
// both sides, or a word that lies there when both are split into their likeliest words.
func wordParted(a, b []rune) bool {
	last, first := a[len(a)-1], b[0]
	if latin(last) && latin(first) {
		return true
	}
	_, listed := phrase.Rarity(last, first)
	return listed && phrase.Bonds(slices.Concat(a, b))[len(a)] == phrase.Within
}

// shortPart is the share of the longest line below which a line that the engine
// broke off looks left over: a third.
const shortPart = 3

// uneven reports a head of one line of copy that was broken into lines of very
// different length.
func (c *checker) uneven(p *passage) {
	if len(p.lines) < 2 {
		return
	}
	long, short := geom.Length(0), 0
	for k, l := range p.lines {
		long = max(long, l.Natural)
		if l.Natural < p.lines[short].Natural {
			short = k
		}
	}
	l := p.lines[short]
	if l.Natural*shortPart >= long {
		return
	}
	f := onLine(p.story, l, p.at(p.from[short]))
	f.Message = diag.T("标题各行长短悬殊：“%s”只有最长一行的 %d%%", "uneven lines of a head: %q is only %d %% of the longest", strings.TrimSpace(l.Text), int64(l.Natural)*100/int64(long))
	f.Hint = text("改小字号排成一行，或在 head 里自己分行", "make it smaller so that it takes one line, or write its lines yourself")
	c.add("head-uneven", f)
}
