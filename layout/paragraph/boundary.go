package paragraph

import "github.com/go-text/typesetting/segmenter"

// boundary says whether a line may end before a character.
type boundary uint8

const (
	keep   boundary = iota // no
	allow                  // yes
	demand                 // it must
)

// boundaries finds where lines may end: out[i] is about the place before text[i],
// out[len(text)] about the end. UAX #14 decides, with each mark of the Chinese
// tailoring shown to it as a character of the class it has in Chinese.
func boundaries(text []rune, spans []Span, chinese bool, k Kinsoku) []boundary {
	out := segment(standIns(text, chinese, k.strictness()))
	later(out, text)
	if chinese {
		tailor(out, text, k.strictness())
	}
	for _, s := range spans {
		if s.NoBreak {
			for i := max(s.From+1, 1); i < s.To && i < len(text); i++ {
				if out[i] == allow {
					out[i] = keep
				}
			}
		}
	}
	return out
}

// segment finds where UAX #14 lets lines end. What stands before a Han does not
// matter to what stands behind it: of what lies between two of them, the segmenter
// sees only what is more than the plainest marks.
func segment(text []rune) []boundary {
	out := make([]boundary, len(text)+1)
	var seen []rune
	var at []int // of what is seen, in text
	for i := 0; i < len(text); {
		end, easy := i+1, isEasy(text[i])
		for end < len(text) && !isID(text[end]) {
			easy = easy && isEasy(text[end])
			end++
		}
		switch last := min(end, len(text)-1); {
		case easy:
			for k := i + 1; k <= last; k++ {
				if mayPart(text[k-1], text[k]) {
					out[k] = allow
				}
			}
		default:
			for k := i; k <= last; k++ {
				if n := len(at); n == 0 || at[n-1] < k {
					seen, at = append(seen, text[k]), append(at, k)
				}
			}
		}
		i = end
	}
	out[len(text)] = allow
	if len(seen) == 0 {
		return out
	}
	var seg segmenter.Segmenter
	seg.Init(seen)
	for it, n := seg.LineIterator(), 0; it.Next(); {
		l := it.Line()
		n += len(l.Text)
		end := at[n-1] + 1
		if n == len(at) || at[n] != end {
			continue // behind a Han, and what follows there was not seen
		}
		out[end] = allow
		if l.IsMandatoryBreak {
			out[end] = demand
		}
	}
	return out
}

// isEasy reports whether a character is a Han or stands in for the marks that nearly
// all Chinese text has between them: mayPart knows all about these.
func isEasy(r rune) bool { return isID(r) || r == asOpening || r == asClosing || r == asNever }

// mayPart reports whether a line may end between two easy characters: LB13, LB14, LB21.
func mayPart(a, b rune) bool { return a != asOpening && b != asClosing && b != asNever }

// isID reports whether a character is one of the ideographs that are all of UAX #14's
// class ID.
func isID(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// later adds the rules that UAX #14 has had since Unicode 15.1 and 16 and that the
// segmenter, of 14, lacks: LB15c and LB25, a line may end before a decimal point
// that opens a number after a space, but not behind it; LB20a, none ends after a
// hyphen that opens a word.
func later(out []boundary, text []rune) {
	for i := 1; i < len(text); i++ {
		prev, r := text[i-1], text[i]
		switch {
		case isPoint(r) && prev == ' ' && i+1 < len(text) && isDigit(text[i+1]):
			out[i] = max(out[i], allow)
		case isPoint(prev) && isDigit(r), (prev == '-' || prev == '‐') && isLetter(r) && opensWord(text, i-1):
			if out[i] == allow {
				out[i] = keep
			}
		}
	}
}

func isPoint(r rune) bool { return r == '.' || r == ',' }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// opensWord reports whether the rune at i follows a space or opens its line.
func opensWord(text []rune, i int) bool {
	return i == 0 || text[i-1] == ' ' || isFeed(text[i-1])
}

// standIns shows the segmenter Chinese marks as what they are in Chinese.
func standIns(text []rune, chinese bool, l level) []rune {
	out := make([]rune, len(text))
	for i, r := range text {
		out[i] = r
		if !chinese || r < 0x7E {
			continue
		}
		m := markOf(r)
		switch {
		case m == nil:
			if isSymbol(r) {
				out[i] = asHan
			}
		case apostrophe(text, i):
		case l == 0 && m.class != latin:
			out[i] = asHan // no 避头尾: marks break like ideographs
		case paired(text, i):
			out[i] = asHan // ——, ……: tailor and barred know them
		case l > 0:
			out[i] = m.as
		}
	}
	return out
}

// tailor does what a class cannot say: pairs, and what may not end a line.
func tailor(out []boundary, text []rune, l level) {
	row := 1 // how many equal runes end with text[i-1]
	for i := 1; i < len(text); i++ {
		prev, next := text[i-1], text[i]
		whole := row%2 == 0 // no half of a pair is open
		if next == prev {
			row++
		} else {
			row = 1
		}
		if out[i] != allow {
			continue
		}
		switch {
		case next == prev && paired(text, i) && (!whole || i+1 == len(text) || text[i+1] != next):
			out[i] = keep // inside —— and ……; an odd last one stays with the pair before it
		case l == 0:
		case barred(text, i, next, l, false), barred(text, i-1, prev, l, true):
			out[i] = keep
		}
	}
}

// barred reports whether the rune at i may not start (or, if end, end) a line.
func barred(text []rune, i int, r rune, l level, end bool) bool {
	if r == '/' && (i > 0 && isWide(text[i-1]) || i+1 < len(text) && isWide(text[i+1])) {
		r = '／' // between Han; in a URL it breaks as UAX #14 says
	}
	m := markOf(r)
	if m == nil || apostrophe(text, i) {
		return false
	}
	if end {
		return m.end <= l
	}
	if paired(text, i) {
		return l >= atStrict // —— …… start a line below level strict
	}
	return m.start <= l
}

// paired reports whether the rune at i is one of two or more equal dashes or
// ellipses in a row.
func paired(text []rune, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	r := text[i]
	if r != '—' && r != '…' && r != '⋯' {
		return false
	}
	return i > 0 && text[i-1] == r || i+1 < len(text) && text[i+1] == r
}

// apostrophe reports whether the rune at i is the ’ of a Latin word.
func apostrophe(text []rune, i int) bool {
	return text[i] == '’' && i > 0 && i+1 < len(text) && isLetter(text[i-1]) && isLetter(text[i+1])
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x250 && r != 0xD7 && r != 0xF7
}
