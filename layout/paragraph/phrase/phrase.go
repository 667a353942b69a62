// Package phrase tells how closely the characters of a Chinese head hang
// together, so that a line ends where a phrase does: words are found by a list
// with frequencies (words.dat, see NOTICE beside it), and what words do in a
// sentence says how well a line may end between two of them.
package phrase

import (
	"strings"
	"unicode"
)

// Bond is how closely two neighbouring characters hang together.
type Bond uint8

// From the place where a head breaks best to where it must not.
const (
	Free    Bond = iota // at a space or a mark
	Loose               // between phrases
	Close               // between words of a phrase: 红色|引擎
	Tight               // a word of one 字 and what it goes with: 在|全国, 抓|组织, 新|平台
	Leaning             // before a particle: 振兴|的
	Within              // inside a word or name, between a number and its unit
)

// Bonds gives the bond before each character of text; the first is Free.
func Bonds(text []rune) []Bond {
	out := make([]Bond, len(text))
	for i := range out {
		out[i] = Within
	}
	if len(text) == 0 {
		return out
	}
	out[0] = Free
	tokens := merge(split(text))
	beat := 0 // words of two 字 in a row, all Close
	for i := 1; i < len(tokens); i++ {
		a, b := &tokens[i-1], &tokens[i]
		if beat++; a.size() != 2 {
			beat = 0
		}
		bond := between(a, b)
		if bond == Close && beat > 0 && beat%2 == 0 && b.size() > 1 {
			bond = Loose // four 字 make a beat: 妇女儿童|活动中心
		}
		if bond < Close {
			beat = 0
		}
		out[b.from] = bond
	}
	return out
}

// token is a word as found.
type token struct {
	from, to int
	text     []rune
	kind     kind
	known    bool
}

func (t *token) size() int { return t.to - t.from }

// is reports whether t is one of the characters of set.
func (t *token) is(set string) bool { return len(t.text) == 1 && strings.ContainsRune(set, t.text[0]) }

// Characters that the list does not tell enough of.
const (
	particles  = "的了着过地得们之等吗呢吧啊呀嘛哪么"
	leaning    = "和与及或暨跟同而且并也都以" // conjunctions and adverbs that start no line either
	localizers = "上中下里内外前后间旁时处"
	affixes    = "者员家们化性率度型式级类界感县市省区州镇乡村街路桥河湖山站厂局部委厅院校所队组团会社店馆楼园城"
	numbers    = "零〇一二三四五六七八九十百千万亿两双半几数多余第首"
	free       = "抓强破办建学做种送赢迎庆做创造走奔跑干搞惠助兴促保护稳扩增减降升涨超达获赞谈论说问答看听写读唱演" // verbs of one 字
)

// merge joins words that a list has in parts: a name and its 市, a number and what
// it counts, a place and its 上, characters that are words of nothing.
func merge(tokens []token) []token {
	var out []token
	for i := range tokens {
		t := tokens[i]
		if n := len(out) - 1; n >= 0 {
			a := &out[n]
			if k, ok := joined(a, &t, i+1 < len(tokens) && tokens[i+1].kind == numeral); ok {
				a.to, a.kind = t.to, k
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// joined reports whether b belongs to the word a, and the kind of both together.
func joined(a, b *token, numeralNext bool) (kind, bool) {
	word := a.kind <= adjective || a.kind == affix
	switch {
	case a.kind == numeral && b.kind == numeral:
		return numeral, true
	case a.kind == numeral && (b.kind == measure || b.kind == affix || b.size() == 1 && b.kind <= noun):
		return measure, true
	case b.kind == localizer && word && !numeralNext:
		return noun, true
	case b.kind == affix && word && a.size() > 1, nameLike(a) && nameLike(b):
		return noun, true
	}
	return 0, false
}

// between gives the bond between two neighbouring words.
func between(a, b *token) Bond {
	switch {
	case a.kind == punctuation || b.kind == punctuation:
		return Free
	case b.kind == particle || b.is(leaning):
		return Leaning
	case a.kind == numeral || a.kind == measure || a.kind == link:
		return Tight
	case a.kind == particle:
		return Loose
	case a.size() == 1, nameLike(b):
		return Tight
	case b.kind == link, a.size() >= 4 || b.size() >= 4, b.kind >= numeral:
		return Loose
	}
	return phraseBond[min(a.kind, link)][min(b.kind, link)]
}

// nameLike reports whether t may be part of a name that no list has: 字 that are
// no word of grammar and no verb.
func nameLike(t *token) bool {
	return (t.kind <= noun || t.kind == affix) && (t.size() == 1 || !t.known)
}

// phraseBond says how words of two and three 字 hang together by their kinds.
var phraseBond = [link + 1][link + 1]Bond{
	other:     {other: Close, noun: Close, verb: Close, adjective: Loose, adverb: Loose, link: Loose},
	noun:      {other: Close, noun: Close, verb: Close, adjective: Loose, adverb: Loose, link: Loose},
	verb:      {other: Close, noun: Close, verb: Close, adjective: Close, adverb: Loose, link: Loose},
	adjective: {other: Close, noun: Close, verb: Close, adjective: Close, adverb: Loose, link: Loose},
	adverb:    {other: Close, noun: Close, verb: Close, adjective: Close, adverb: Close, link: Close},
	link:      {other: Tight, noun: Tight, verb: Tight, adjective: Tight, adverb: Tight, link: Tight},
}

// split finds the words of text: runs of Han are split by the list, letters and
// digits stay whole, and every mark and space stands alone.
func split(text []rune) []token {
	var out []token
	for i := 0; i < len(text); {
		j := i + 1
		switch r := text[i]; {
		case unicode.Is(unicode.Han, r):
			for j < len(text) && unicode.Is(unicode.Han, text[j]) {
				j++
			}
			out = append(out, segment(text[i:j], i)...)
		case r >= '0' && r <= '9':
			for j < len(text) && (text[j] >= '0' && text[j] <= '9' || text[j] == '.' || text[j] == ',' || text[j] == '%') {
				j++
			}
			out = append(out, token{i, j, text[i:j], numeral, true})
		case unicode.IsLetter(r):
			for j < len(text) && unicode.IsLetter(text[j]) && !unicode.Is(unicode.Han, text[j]) {
				j++
			}
			out = append(out, token{i, j, text[i:j], noun, true})
		default:
			out = append(out, token{i, j, text[i:j], punctuation, true})
		}
		i = j
	}
	return out
}

// unlisted is the rarity of a character that is no listed word.
const unlisted = 16

// segment splits a run of Han into the words that are likeliest together: the sum
// of their rarities is the least; of two ways alike the one with the longer first
// word. off is where run starts in its text.
func segment(run []rune, off int) []token {
	type step struct {
		cost, size int
		w          word
		known      bool
	}
	best := make([]step, len(run)+1) // of the text from here to the end
	for i := len(run) - 1; i >= 0; i-- {
		best[i].cost = 1 << 30
		for n := 1; n <= maxWord && i+n <= len(run); n++ {
			w, ok := look(run[i : i+n])
			if !ok && n > 1 {
				continue
			}
			if !ok {
				w = word{rarity: unlisted}
			}
			if c := w.rarity + best[i+n].cost; c <= best[i].cost {
				best[i] = step{c, n, w, ok}
			}
		}
	}
	var out []token
	for i := 0; i < len(run); i += best[i].size {
		s := best[i]
		t := token{off + i, off + i + s.size, run[i : i+s.size], s.w.kind, s.known}
		out = append(out, t.placed())
	}
	return out
}

// placed gives t the kind that its one character has in a head, where the list's
// kind tells too little.
func (t token) placed() token {
	switch {
	case t.is(particles):
		t.kind = particle
	case t.is(numbers):
		t.kind = numeral
	case t.is(localizers):
		t.kind = localizer
	case t.is(affixes) && t.kind != verb && t.kind != adjective:
		t.kind = affix
	case t.is(free):
		t.kind = verb
	}
	return t
}
