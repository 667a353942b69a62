package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"paiban/layout/pattern"
)

// line is a line of the input, trimmed.
type line struct {
	text   string
	number int
	gap    int  // blank lines before it
	indent bool // it began with two blanks or more, as a paragraph does
}

// split gives the lines that are not blank.
func split(text string) []line {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\f", "\n").Replace(strings.TrimPrefix(text, "\uFEFF"))
	var out []line
	gap := 0
	for i, s := range strings.Split(text, "\n") {
		t := strings.ReplaceAll(strings.TrimFunc(s, unicode.IsSpace), "\t", " ") // copy takes no tab
		if t == "" {
			gap++
			continue
		}
		out = append(out, line{t, i + 1, gap, strings.HasPrefix(s, "　") || strings.HasPrefix(s, "  ") || strings.HasPrefix(s, "\t")})
		gap = 0
	}
	return out
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// columns counts the half-width places of a line.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2E80 || strings.ContainsRune("“”‘’—…·", r) {
			n++
		}
	}
	return n
}

// enders are the marks that a paragraph may end with.
const enders = "。！？…”’』」》）)!?."

func ended(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(enders, r)
}

// ragged is how far a full line may end before the width, in half-width places:
// marks that must not begin a line took the 字 before them along.
const ragged = 4

// width counts the half-width places of a line as it stood, its indent included.
func (l line) width() int {
	if l.indent {
		return columns(l.text) + 4
	}
	return columns(l.text)
}

// wrap finds the width in half-width places at which the text was broken into
// lines, 0 if it was not: most lines that do not end a paragraph are full to it.
func wrap(lines []line) int {
	count := map[int]int{}
	most := 0
	for _, l := range lines {
		if w := l.width(); w >= 16 {
			count[w]++
			most++
		}
	}
	best, full := 0, 0
	for w := range count {
		near := 0
		for d := range ragged + 1 {
			near += count[w-d]
		}
		if near > full || near == full && w > best {
			best, full = w, near
		}
	}
	over := 0
	for w, n := range count {
		if w > best {
			over += n
		}
	}
	if full < 4 || full*5 < most*2 || over*10 > most {
		return 0
	}
	return best
}

// join puts together paragraphs that were broken: at the width of old lines, or
// in mid-sentence at the end of an old column.
func (r *reader) join(lines []line) []line {
	width := wrap(lines)
	indents := 0
	for _, l := range lines {
		if l.indent {
			indents++
		}
	}
	var out []line
	last := 0 // places of the line added last
	for _, l := range lines {
		n := len(out)
		if n > 0 && r.goesOn(out[n-1], last, l, width, indents > 0) {
			if l.gap > 0 {
				r.note(l.number, "接到上一段后面：上一段没有结束", "joined to the paragraph above, which had not ended")
			}
			out[n-1].text = glue(out[n-1].text, l.text)
		} else {
			out = append(out, l)
		}
		last = l.width()
	}
	return out
}

// goesOn reports whether next goes on with the paragraph a, whose last line took
// last places.
func (r *reader) goesOn(a line, last int, next line, width int, indents bool) bool {
	if next.indent || special(a.text) || special(next.text) {
		return false
	}
	full := width > 0 && last >= width-ragged
	if next.gap == 0 && full {
		return indents || !ended(a.text) || runes(next.text) <= 2
	}
	// In mid-sentence: no end after a line that is no head; and what follows is no
	// head either.
	return !ended(a.text) && sentences(a.text) && next.gap <= 1 && (ended(next.text) || sentences(next.text))
}

// sentences reports whether a line reads as running text: a head is short and
// has a mark or two at most.
func sentences(s string) bool {
	n := runes(s)
	if n > longHead {
		return true
	}
	inner := strings.TrimRight(s, enders)
	return strings.ContainsAny(inner, "。；") || n > longCrosshead && strings.Count(inner, "，")+strings.Count(inner, "、") >= 2
}

// glue joins two parts of a paragraph, with a blank between Latin words.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	latin := func(r rune) bool {
		return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(",;:.", r))
	}
	if latin(x) && latin(y) {
		return a + " " + b
	}
	return a + b
}

// The forms of lines that are no paragraphs. 记者, 通讯员 … begin a byline; a name
// or two follow, never a sentence.
var (
	byline     = pattern.Lazy(`^[□■◎●○☆★*\s　]*((本报|本刊|本台|新华社|人民日报|中新社)?(首席|特约|见习|实习|全媒体|融媒体)*(记者|通讯员|评论员|编辑)[\s　:：/／]+|(文|图|文图|文/图|图/文)[/／][\s　]*|作者[:：][\s　]*|[□■◎][\s　]*)[^，。；！？、：]{2,24}$`)
	credit     = pattern.Lazy(`^[^。！？，；]{0,28}(摄|摄影|供图|制图|绘图|绘|摄影报道)$`)
	tailCredit = pattern.Lazy(`[。！？”][\s　]*((本报|新华社)?(记者|通讯员|特约记者)[^，。]{2,20}(摄|供图|摄影报道))$`)
	caption    = pattern.Lazy(`^(图[①-⑳0-9０-９一二三四五六七八九十]|[▲▼◀▶△▽◆]|[上下左右题]图(为|：|:|[\s　])|图为|图片说明)`)
	dateline   = pattern.Lazy(`^((据?(本报|新华社|中新社|中新网|人民网|新华网|央视)[^，。；：]{0,16}?(讯|电)|本报综合(消息|报道))([\s　]*[（(][^）)]{2,30}[）)])?)[\s　]*(.+)$`)
)

// special reports whether a line is a byline, credit or caption: it is joined to
// nothing.
func special(s string) bool {
	return byline().MatchString(s) || credit().MatchString(s) && runes(s) <= 30 || caption().MatchString(s)
}

// classify says what each line is by itself. A line right before a credit is its
// picture's caption.
func (r *reader) classify(lines []line) []piece {
	var out []piece
	for i, l := range lines {
		p := piece{Block{Kind: Paragraph, Text: l.text, Line: l.number}, l.gap}
		before := i+1 < len(lines) && lines[i+1].gap == 0 && credit().MatchString(lines[i+1].text)
		switch {
		case credit().MatchString(l.text) && runes(l.text) <= 30 && !ended(l.text):
			p.Kind = Credit
		case byline().MatchString(l.text):
			p.Kind = Byline
		case caption().MatchString(l.text), before && runes(l.text) <= 90, tailCredit().MatchString(l.text) && runes(l.text) <= 120:
			p.Kind = Caption
		case !l.indent && !sentences(l.text) && !endsSentence(l.text):
			p.Kind = Short
		default:
			if m := dateline().FindStringSubmatch(l.text); m != nil {
				out = append(out, piece{Block{Kind: Dateline, Text: m[1], Line: l.number}, l.gap})
				p.Text, p.gap = m[len(m)-1], 0
			}
		}
		out = append(out, p)
	}
	return out
}

// endsSentence reports whether a line ends as a paragraph does and a head does
// not. A head may ask, call out or quote.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("。…；，、：.;,", r) {
		return r != '：' || runes(s) > longStanding*2
	}
	return strings.ContainsRune("”！？）", r) && strings.ContainsAny(s, "，。；") && runes(s) > longCrosshead
}
