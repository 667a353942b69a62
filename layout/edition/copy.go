package edition

import (
	"slices"
	"strings"
	"unicode"

	"paiban/layout/diag"
)

// The grammar of copy. A line is a paragraph; blank lines and blanks at a
// line's ends mean nothing.
//
//	# text     crosshead      at the start of a line, with a blank after it
//	@ text     byline
//	% text     dateline, run in to the next paragraph
//	{b:…}      bold           inside a line; marks nest
//	{kai:…}    Kai
//	{em:…}     emphasis dots
//	{ruby:base|text}
//	{nb:…}     not broken
//	{pn:…}     a proper name's rule (专名号)
//	\{ \} \\ \# \@ \% \|      the character itself
//
// Everything else stands for itself, every space inside a line included.

// lineMarks are the marks at the start of a line.
var lineMarks = map[rune]BlockKind{'#': Crosshead, '@': Byline, '%': Dateline}

// inlineMarks are the names of inline marks, in the order messages list them.
var inlineMarks = []string{string(Bold), string(Kai), string(Emphasis), string(Ruby), string(NoBreak), string(Name)}

// escapable are the characters that may follow a backslash.
const escapable = `{}\#@%|`

// blocks reads copy: one block a line that is not blank.
func (r *reader) blocks(t text) []Block {
	var out []Block
	for _, line := range t.lines() {
		line = line.trim()
		if len(line.runes) == 0 {
			continue
		}
		kind, body, ok := r.lineMark(line)
		if !ok {
			continue
		}
		out = append(out, Block{kind, r.inline(body)})
	}
	for i, b := range out {
		if b.Kind == Dateline && (i+1 == len(out) || out[i+1].Kind != Paragraph) {
			r.at(b.Pos, len(b.Runes), "dateline-alone",
				diag.T("电头后面没有可接排的段落", "no paragraph follows this dateline to run in to"),
				t2("“% ”行之后紧接一段正文", "let a paragraph follow the \"% \" line"))
		}
	}
	return out
}

// lineMark splits off a line's mark, if it has one. A lone mark or a repeated
// one is an error and gives ok false.
func (r *reader) lineMark(line text) (kind BlockKind, body text, ok bool) {
	c := line.runes[0]
	kind, marked := lineMarks[c]
	if !marked {
		return Paragraph, line, true
	}
	n := 1
	for n < len(line.runes) && line.runes[n] == c {
		n++
	}
	switch {
	case n < len(line.runes) && !blank(line.runes[n]):
		return Paragraph, line, true
	case n > 1:
		r.at(line.at(0), n, "unknown-mark",
			diag.T("没有“%s”这种行首标记", "no mark at a line's start is written %q", string(line.runes[:n])),
			diag.T("行首标记只有“# ”小标题、“@ ”署名、“%% ”电头；作文字用时写“\\%c”", "line marks are \"# \" crosshead, \"@ \" byline, \"%% \" dateline; write \"\\%c\" for the character", c))
		return 0, text{}, false
	case n == len(line.runes):
		r.at(line.at(0), 1, "empty-mark",
			diag.T("“%c”后面没有文字", "nothing follows %q", c),
			diag.T("补上文字，或删去这一行；作文字用时写“\\%[1]c”", "add its text or delete the line; write \"\\%[1]c\" for the character", c))
		return 0, text{}, false
	}
	return kind, line.slice(1, len(line.runes)).trim(), true
}

// openMark is an inline mark whose } has not come yet.
type openMark struct {
	kind  MarkKind
	known bool
	mark  int // its place among the marks, taken when it opens: outer before inner
	at    int // of its { in the input
	arg   bool
	text  []rune // the ruby text
	argAt diag.Pos
}

// inlineParser turns one line of copy into an Inline.
type inlineParser struct {
	r    *reader
	in   text
	out  text
	open []openMark
	mark []Mark
}

// inline reads one line of copy with its inline marks.
func (r *reader) inline(t text) Inline {
	if n := r.trust.max(limitParagraph); int64(len(t.runes)) > n {
		r.at(t.at(int(n)), 1, "too-long", diag.T("这一段有 %[1]d 个字符，超过 %[2]d 个", "the paragraph has %[1]d characters, more than %[2]d", len(t.runes), n), raise(limitParagraph))
		return Inline{Pos: t.at(0)}
	}
	p := &inlineParser{r: r, in: t}
	p.out.runes = slices.Grow(p.out.runes, len(t.runes))
	for i := 0; i < len(t.runes); {
		if n := p.plain(i); n > 0 {
			i += n
		} else {
			i += p.step(i)
		}
	}
	for _, m := range p.open {
		r.at(t.at(m.at), 1, "unclosed-mark",
			diag.T("“{”没有配对的“}”", "this { has no }"),
			diag.T("在同一行内用“}”收住；作文字用时写“\\{”", "close it with } on the same line; write \\{ for the character"))
	}
	p.mark = slices.DeleteFunc(p.mark, func(m Mark) bool { return m.To == 0 }) // refused or unclosed
	return Inline{Runes: p.out.runes, Marks: p.mark, Pos: t.at(0), places: p.out.places}
}

// plain takes the Han and their marks from rune i on that stand side by side in the
// input, as most of copy does, and gives how many; 0 if there is more to do.
func (p *inlineParser) plain(i int) int {
	if n := len(p.open); n > 0 && p.open[n-1].arg {
		return 0
	}
	t := p.in
	n, most := 0, t.places.row(i)
	for n < most && i+n < len(t.runes) && isPlain(t.runes[i+n]) {
		n++
	}
	if n > 0 {
		p.out.places.add(len(p.out.runes), t.at(i), false)
		p.out.runes = append(p.out.runes, t.runes[i:i+n]...)
	}
	return n
}

// isPlain: Han, kana and Chinese marks, which are allowed in copy and begin nothing.
func isPlain(r rune) bool { return r >= 0x3000 && r <= 0x9FFF || r >= 0xFF01 && r <= 0xFF5E }

// step reads what begins at rune i and gives its length.
func (p *inlineParser) step(i int) int {
	t := p.in
	if t.places.fixedAt(i) { // a placeholder's value is never a mark
		p.emit(i)
		return 1
	}
	switch c := t.runes[i]; c {
	case '\\':
		if i+1 < len(t.runes) && strings.ContainsRune(escapable, t.runes[i+1]) {
			p.emit(i + 1)
			return 2
		}
		p.r.at(t.at(i), 2, "unknown-escape",
			diag.T("“\\”后面的字符不对", "this backslash escapes nothing"),
			t2("反斜杠只能写在 { } \\ # @ % | 之前；反斜杠本身写“\\\\”", "a backslash stands before { } \\ # @ % | only; write \\\\ for a backslash"))
		return 1
	case '{':
		return p.begin(i)
	case '}':
		p.finish(i)
		return 1
	case '|':
		if n := len(p.open); n > 0 && p.open[n-1].kind == Ruby && !p.open[n-1].arg {
			p.open[n-1].arg, p.open[n-1].argAt = true, t.at(i+1)
			return 1
		}
	}
	p.emit(i)
	return 1
}

// emit takes rune i as copy.
func (p *inlineParser) emit(i int) {
	c, pos := p.in.runes[i], p.in.at(i)
	if !p.r.allowed(c, pos) {
		return
	}
	if n := len(p.open); n > 0 && p.open[n-1].arg {
		p.open[n-1].text = append(p.open[n-1].text, c)
		return
	}
	p.out.push(c, pos, p.in.places.fixedAt(i))
}

// begin opens the mark at rune i.
func (p *inlineParser) begin(i int) int {
	t := p.in
	j := i + 1
	for j < len(t.runes) && (unicode.IsLetter(t.runes[j]) || unicode.IsDigit(t.runes[j])) && j-i <= 12 {
		j++
	}
	name := string(t.runes[i+1 : j])
	colon := j < len(t.runes) && t.runes[j] == ':'
	known := colon && slices.Contains(inlineMarks, name)
	m := openMark{kind: MarkKind(name), known: known, mark: len(p.mark), at: i}
	p.mark = append(p.mark, Mark{From: len(p.out.runes), Kind: m.kind})
	if n := len(p.open); n > 0 && p.open[n-1].arg {
		p.r.at(t.at(i), 1, "mark-in-ruby",
			diag.T("注音文字里不能再用标记", "the text of a ruby takes no marks"),
			diag.T("把标记写在 {ruby:…|…} 外面", "put the mark around {ruby:…|…}"))
		m.known = false
	} else if !known {
		p.unknown(i, j, name, colon)
	} else if len(p.open) >= int(p.r.trust.max(limitMarks)) {
		p.r.at(t.at(i), 1, "marks-too-deep",
			diag.T("标记嵌套超过 %d 层", "marks are nested more than %d deep", p.r.trust.max(limitMarks)), raise(limitMarks))
	}
	p.open = append(p.open, m)
	if colon {
		return j + 1 - i
	}
	return 1
}

func (p *inlineParser) unknown(i, j int, name string, colon bool) {
	list := "{b:…} {kai:…} {em:…} {ruby:…|…} {nb:…} {pn:…}"
	hint := diag.T("可用的标记：%[1]s；作文字用时写“\\{”", "the marks are %[1]s; write \\{ for the character", list)
	if best := nearest(name, inlineMarks); best != "" && colon {
		hint = diag.T("是不是“{%s:…}”？", "did you mean {%s:…}?", best)
	} else if slices.Contains(inlineMarks, name) {
		hint = diag.T("“{%[1]s”后面要有半角冒号：{%[1]s:…}", "a half-width colon follows {%[1]s: write {%[1]s:…}", name)
	}
	p.r.at(p.in.at(i), j-i, "unknown-mark",
		diag.T("没有“{%s”这种标记", "no mark is called {%s", name), hint)
}

// finish closes the innermost mark by the } at rune i.
func (p *inlineParser) finish(i int) {
	pos := p.in.at(i)
	if len(p.open) == 0 {
		p.r.at(pos, 1, "stray-brace",
			diag.T("多出一个“}”", "this } closes nothing"),
			diag.T("作文字用时写“\\}”", "write \\} for the character"))
		return
	}
	m := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	if !m.known {
		return
	}
	to, mark := len(p.out.runes), &p.mark[m.mark]
	switch {
	case mark.From == to:
		p.r.at(p.in.at(m.at), i-m.at+1, "empty-mark",
			diag.T("标记 {%s:…} 里没有文字", "the mark {%s:…} holds no text", m.kind), diag.Text{})
		return
	case m.kind == Ruby && len(m.text) == 0:
		p.r.at(p.in.at(m.at), i-m.at+1, "ruby-without-text",
			diag.T("注音标记里缺“|”和注音", "this ruby mark has no | and text"),
			diag.T("写作 {ruby:汉字|注音}", "write {ruby:base|text}"))
		return
	}
	mark.To, mark.Arg, mark.ArgPos = to, string(m.text), m.argAt
}

// allowed reports whether c may stand in copy; if not, that is an error.
func (r *reader) allowed(c rune, pos diag.Pos) bool {
	switch {
	case c == '\t':
		r.at(pos, 1, "tab",
			diag.T("稿件里有制表符", "a tab stands inside the copy"),
			diag.T("改为空格，或删去", "make it a space or delete it"))
	case c == unicode.ReplacementChar:
		r.at(pos, 1, "lost-character",
			diag.T("稿件里有 U+FFFD：原来的字符在转码时已经丢失", "U+FFFD stands in the copy: the character was lost when the text was converted"),
			diag.T("从原稿补上这个字", "type the character from the original"))
	case unicode.IsControl(c), c == '\u2028', c == '\u2029', c == '\ufeff':
		r.at(pos, 1, "control-character",
			diag.T("稿件里有控制字符 U+%04X", "the control character U+%04X stands in the copy", c),
			diag.T("删去它", "delete it"))
	case c&0xfffe == 0xfffe, c >= 0xfdd0 && c <= 0xfdef, !utf8Valid(c):
		r.at(pos, 1, "not-a-character",
			diag.T("U+%04X 不是字符", "U+%04X is not a character", c),
			diag.T("删去它", "delete it"))
	default:
		return true
	}
	return false
}

func utf8Valid(c rune) bool { return c >= 0 && c <= unicode.MaxRune && (c < 0xd800 || c > 0xdfff) }
