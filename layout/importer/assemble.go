package importer

import (
	"slices"
	"strings"
	"unicode"

	"paiban/layout/diag"
)

// Span is a piece of a block's text with its mark.
type Span struct {
	Text      string
	Bold, Kai bool   // {b:…}, {kai:…}: what other systems call italic
	Ruby      string // 注音 above it; "" = none
}

// part says what the source says that a piece is.
type part uint8

const (
	aText part = iota // a paragraph, unless its words tell of something else
	aTitle
	aDeck
	aKicker
	aStanding
	aCross
	aByline
	aDateline
	aPicture
	aCaption
	aCredit
	aQuote // set apart in the source: a quotation, a table's cell
)

// item is one piece of a source that tells its structure.
type item struct {
	part  part
	spans []Span
	line  int    // of the source, from 1; for .docx its paragraph
	file  string // of a picture
	data  []byte // of a picture within the source
}

func (it item) text() string {
	var b strings.Builder
	for _, s := range it.spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// all reports whether every letter of the item bears a mark.
func (it item) all(has func(Span) bool) bool {
	return len(it.spans) > 0 && !slices.ContainsFunc(it.spans, func(s Span) bool { return !has(s) && strings.TrimSpace(s.Text) != "" })
}

func isBold(s Span) bool { return s.Bold }
func isKai(s Span) bool  { return s.Kai }

// assembler puts items together as stories.
type assembler struct {
	d     *Draft
	story *Story
	pic   *Picture // the last thing but captions and credits
}

// assemble makes a draft of a source's items.
func (d *Draft) assemble(items []item) *Draft {
	a := &assembler{d: d}
	var kept []item
	for _, it := range items {
		it.spans = tidy(it.spans)
		if len(it.spans) > 0 || it.part == aPicture {
			kept = append(kept, it)
		}
	}
	if !slices.ContainsFunc(kept, func(it item) bool { return it.part == aTitle }) {
		a.findTitle(kept)
	}
	abovetitles(kept)
	for _, it := range kept {
		a.take(it)
	}
	for _, s := range d.Stories {
		if len(s.Head) == 0 {
			d.note(s.Line, "这一篇没有找到标题", "no head was found for this story")
		}
	}
	slices.SortStableFunc(d.Notes, func(x, y Note) int { return x.Line - y.Line })
	return d
}

func (d *Draft) note(line int, zh, en string, args ...any) {
	d.Notes = append(d.Notes, Note{Line: line, Text: diag.T(zh, en, args...)})
}

// plain gives a text without control characters.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		if unicode.IsControl(r) || r == '\uFEFF' || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// tidy makes a block's spans ready to be a line of copy: no control characters, no
// blanks at its ends, neighbours of one mark as one.
func tidy(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		s.Text, s.Ruby = plain(s.Text), oneLine(plain(s.Ruby))
		if strings.TrimSpace(s.Text) == "" { // nothing for 注音 to stand above
			s.Text, s.Ruby = s.Text+s.Ruby, ""
		}
		if n := len(out); n > 0 && out[n-1].Bold == s.Bold && out[n-1].Kai == s.Kai && out[n-1].Ruby == "" && s.Ruby == "" {
			out[n-1].Text += s.Text
		} else if s.Text != "" {
			out = append(out, s)
		}
	}
	for len(out) > 0 {
		if out[0].Text = strings.TrimLeftFunc(out[0].Text, unicode.IsSpace); out[0].Text != "" {
			break
		}
		out = out[1:]
	}
	for n := len(out); n > 0; n = len(out) {
		if out[n-1].Text = strings.TrimRightFunc(out[n-1].Text, unicode.IsSpace); out[n-1].Text != "" {
			break
		}
		out = out[:n-1]
	}
	return out
}

// findTitle makes the short lines at the top of a source without titles its heads.
func (a *assembler) findTitle(items []item) {
	n := 0
	for n < len(items) && n < 3 && items[n].part == aText && headLike(items[n].text()) {
		n++
	}
	if n == 0 || n == len(items) {
		return
	}
	var lines []string
	for _, it := range items[:n] {
		lines = append(lines, it.text())
	}
	from, to := headOfLines(lines)
	for i := range lines {
		switch {
		case i < from:
			items[i].part = aKicker
		case i < to:
			items[i].part = aTitle
		default:
			items[i].part = aDeck
		}
	}
	if n > 1 {
		a.d.note(items[0].line, "这 %d 行当作引题、主题、副题", "these %d lines are taken for kicker, head and deck", n)
	} else {
		a.d.note(items[0].line, "“%s”当作标题", "%q is taken for the head", items[0].text())
	}
}

func headLike(s string) bool {
	return !sentences(s) && !endsSentence(s) && !special(s) && !dateline().MatchString(s)
}

// abovetitles makes what is all in italics right above a title its kicker, and what
// stands above that its standing head.
func abovetitles(items []item) {
	for i, it := range items {
		if it.part != aTitle {
			continue
		}
		from := i
		for from > 0 && i-from < 2 && items[from-1].part == aText && items[from-1].all(isKai) {
			from--
		}
		if from > 0 && (items[from-1].part == aPicture || items[from-1].part == aCaption) {
			continue // they are what is said of the picture
		}
		switch {
		case i-from == 2:
			items[from].part, items[from+1].part = aStanding, aKicker
		case i-from == 1 && runes(items[from].text()) <= longStanding:
			items[from].part = aStanding
		case i-from == 1:
			items[from].part = aKicker
		}
	}
}

// need gives the story being filled, a new one if there is none.
func (a *assembler) need(line int) *Story {
	if a.story == nil {
		a.begin(line)
	}
	return a.story
}

func (a *assembler) begin(line int) {
	a.story, a.pic = &Story{Line: line}, nil
	a.d.Stories = append(a.d.Stories, a.story)
}

// fresh gives a story that has no copy yet: the one at hand, or a new one.
func (a *assembler) fresh(line int) *Story {
	if a.story == nil || len(a.story.Copy) > 0 || len(a.story.Pictures) > 0 {
		a.begin(line)
	}
	return a.story
}

// take puts an item into its story.
func (a *assembler) take(it item) {
	text := it.text()
	switch it.part {
	case aStanding, aKicker, aTitle, aDeck, aPicture:
		a.left(it)
	}
	switch it.part {
	case aStanding:
		if len(a.fresh(it.line).Head) > 0 {
			a.begin(it.line)
		}
		a.story.Standing = append(a.story.Standing, text)
	case aKicker:
		if len(a.fresh(it.line).Head) > 0 {
			a.begin(it.line)
		}
		a.story.Kicker = append(a.story.Kicker, text)
	case aTitle:
		s := a.fresh(it.line)
		s.Head = append(s.Head, text)
	case aDeck:
		a.need(it.line).Deck = append(a.story.Deck, text)
	case aPicture:
		s := a.need(it.line)
		s.Pictures = append(s.Pictures, Picture{File: it.file, Data: it.data, Line: it.line, Alt: text})
		a.pic = &s.Pictures[len(s.Pictures)-1]
		return
	case aCaption:
		a.caption(it)
		return
	case aCredit:
		a.credit(it)
		return
	case aCross:
		a.copy(it, Crosshead)
	case aByline:
		a.copy(it, Byline)
	case aDateline:
		a.copy(it, Dateline)
	case aQuote:
		a.d.note(it.line, "“%s”在原文里是另起一块的，当作一段", "%q is set apart in the source; it is taken for a paragraph", start(text))
		a.copy(it, Paragraph)
	default:
		if a.words(it, text) {
			return
		}
	}
	a.pic = nil
}

// words takes a paragraph for what its words or marks say. It reports whether it
// was said of a picture.
func (a *assembler) words(it item, text string) bool {
	top := a.story != nil && !hasParagraph(a.story) && !slices.ContainsFunc(a.story.Copy, func(b Block) bool { return b.Kind == Crosshead })
	switch {
	case a.pic != nil && a.pic.Caption == "" && (it.all(isKai) || caption().MatchString(text)):
		a.caption(it)
		return true
	case a.pic != nil && a.pic.Credit == "" && (it.all(isKai) || credit().MatchString(text)):
		a.credit(it)
		return true
	case a.story == nil || top && a.pic == nil && (byline().MatchString(text) || len(a.story.Head) > 0 && it.all(isKai)):
		if a.story == nil && !byline().MatchString(text) {
			break
		}
		a.need(it.line)
		a.copy(it, Byline)
		return false
	case top && len(a.story.Copy) == 0 && len(a.story.Head) > 0 && it.all(isBold) && headLike(text):
		a.left(it)
		a.story.Deck = append(a.story.Deck, text)
		return false
	case caption().MatchString(text) && tailCredit().MatchString(text):
		a.need(it.line)
		a.caption(it)
		return true
	}
	a.paragraph(it, text)
	return false
}

// paragraph adds a paragraph. A dateline is parted from it where a 字 of room stands
// behind it, for that is how it will be set.
func (a *assembler) paragraph(it item, text string) {
	if m := dateline().FindStringSubmatch(text); m != nil && it.spans[0].Ruby == "" && strings.HasPrefix(it.spans[0].Text, m[1]+"　") {
		rest := strings.TrimPrefix(it.spans[0].Text, m[1]+"　")
		if rest != "" && !strings.HasPrefix(rest, "　") && !strings.HasPrefix(rest, " ") {
			a.copy(item{spans: []Span{{Text: m[1]}}, line: it.line}, Dateline)
			first := it.spans[0]
			first.Text = rest
			it.spans = append([]Span{first}, it.spans[1:]...)
		}
	}
	a.copy(it, Paragraph)
}

func (a *assembler) copy(it item, kind Kind) {
	s := a.need(it.line)
	b := Block{Kind: kind, Text: it.text(), Line: it.line}
	switch {
	case kind != Paragraph:
		a.left(it)
	case slices.ContainsFunc(it.spans, func(s Span) bool { return s.Bold || s.Kai || s.Ruby != "" }):
		b.Spans = it.spans
	}
	s.Copy = append(s.Copy, b)
}

// left keeps the 注音 of what takes none in comments.
func (a *assembler) left(it item) {
	for _, s := range it.spans {
		if s.Ruby != "" {
			a.d.Left = append(a.d.Left, Block{Text: s.Text + " " + s.Ruby, Line: it.line})
			a.d.note(it.line, "“%[1]s”的注音“%[2]s”留在注释里", "the ruby text %[2]q of %[1]q is kept in comments", s.Text, s.Ruby)
		}
	}
}

// caption goes to the picture before it, else to one that is to be given.
func (a *assembler) caption(it item) {
	a.left(it)
	p := a.picture(it.line, func(p *Picture) bool { return p.Caption == "" })
	p.Caption = it.text()
	if m := tailCredit().FindStringSubmatchIndex(p.Caption); m != nil && p.Credit == "" {
		p.Caption, p.Credit = strings.TrimSpace(p.Caption[:m[2]]), p.Caption[m[2]:]
	}
}

func (a *assembler) credit(it item) {
	a.left(it)
	a.picture(it.line, func(p *Picture) bool { return p.Credit == "" }).Credit = it.text()
}

// picture gives the picture at hand if it is free, else a new one.
func (a *assembler) picture(line int, free func(*Picture) bool) *Picture {
	if a.pic == nil || !free(a.pic) {
		s := a.need(line)
		s.Pictures = append(s.Pictures, Picture{Line: line})
		a.pic = &s.Pictures[len(s.Pictures)-1]
	}
	return a.pic
}

// start shows a text by its first characters.
func start(s string) string {
	rs := []rune(s)
	if len(rs) <= 12 {
		return s
	}
	return string(rs[:12]) + "…"
}
