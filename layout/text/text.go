// Package text writes stories as plain text and as Markdown.
package text

import (
	"io"
	"strings"
	"unicode"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// Plain writes a story as plain text: each block is one line, a blank line
// between two. Nothing is added to the copy and nothing left out. The error is
// that of w.
func Plain(w io.Writer, s *reading.Story) error {
	var b strings.Builder
	eachText(s, func(blk *reading.Block) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(blk.Text)
		b.WriteByte('\n')
	})
	_, err := io.WriteString(w, b.String())
	return err
}

// eachText visits the blocks that have copy.
func eachText(s *reading.Story, visit func(*reading.Block)) {
	s.Each(func(b *reading.Block) {
		if b.Text != "" && !b.Signpost() {
			visit(b)
		}
	})
}

// Markdown writes a story as CommonMark: the head's lines as one level-1 heading,
// crossheads as level 2, pictures with their alternate text, what is set apart
// as a quotation; kicker, deck, byline and captions emphasised. href gives the
// address of a picture, "" to leave it out. The error is that of w.
func Markdown(w io.Writer, s *reading.Story, href func(*sheet.Picture) string) error {
	m := markdown{href: href}
	for _, b := range s.Blocks {
		m.block(b)
	}
	_, err := io.WriteString(w, m.out.String())
	return err
}

type markdown struct {
	out  strings.Builder
	last sheet.Role
	href func(*sheet.Picture) string
}

func (m *markdown) block(b *reading.Block) {
	if b.Signpost() {
		return
	}
	if b.Picture != nil {
		if to := m.href(b.Picture); to != "" {
			m.paragraph("![" + escape(b.Picture.Alt, nil) + "](<" + address(to) + ">)")
		}
	}
	if b.Text != "" {
		m.text(b)
	}
	m.last = b.Role
	for _, c := range b.Blocks {
		m.block(c)
	}
}

func (m *markdown) text(b *reading.Block) {
	t := escape(b.Text, nil)
	switch b.Role {
	case sheet.Head:
		if m.last == sheet.Head { // a further line of the same head
			s := strings.TrimSuffix(m.out.String(), "\n")
			m.out.Reset()
			m.out.WriteString(s + "&#12288;" + t + "\n")
			return
		}
		m.paragraph("# " + t)
	case sheet.Crosshead:
		m.paragraph("## " + t)
	case sheet.Standing, sheet.Kicker, sheet.Byline, sheet.Caption, sheet.Credit:
		m.paragraph("*" + t + "*")
	case sheet.Deck:
		m.paragraph("**" + t + "**")
	case sheet.Inset:
		m.paragraph("> " + escape(b.Text, marks(b.Spans())))
	default:
		m.paragraph(escape(b.Text, marks(b.Spans())))
	}
}

// marks gives the asterisks of bold and Kai, by the character before which they stand.
// CommonMark takes asterisks for marks for sure only where a letter or a digit is on
// their inner side (0.31, 6.2), so they are drawn in over punctuation.
func marks(spans []reading.Span) map[int]string {
	out := map[int]string{}
	at := 0
	for _, s := range spans {
		rs := []rune(s.Text)
		from, to := 0, len(rs)
		for from < to && !solid(rs[from]) {
			from++
		}
		for to > from && !solid(rs[to-1]) {
			to--
		}
		mark := map[[2]bool]string{{true, false}: "**", {false, true}: "*", {true, true}: "***"}[[2]bool{s.Strong, s.Kai}]
		if mark != "" && from < to {
			if out[at+from] != "" { // right behind another: the two rows of asterisks would be read as one
				from++
			}
			if from < to && solid(rs[from]) {
				out[at+from], out[at+to] = out[at+from]+mark, mark
			}
		}
		at += len(rs)
	}
	return out
}

func solid(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (m *markdown) paragraph(t string) {
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
	}
	m.out.WriteString(t)
	m.out.WriteByte('\n')
}

// address makes a link's address safe between < and >.
func address(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "\n", "%0A", "\r", "%0D").Replace(s)
}

// inline are the characters that CommonMark may read as marks anywhere.
const inline = "\\`*_[]<>&~|"

// escape writes s so that CommonMark reads it as the same characters: marks
// escaped, and a blank at an end written as a reference, since it would be taken
// off (CommonMark 0.31, 4.8) or keep emphasis from closing (6.2). Marks are put in by
// the character before which they stand.
func escape(s string, marks map[int]string) string {
	rs := []rune(s)
	lead, trail := 0, len(rs)
	for lead < trail && blank(rs[lead]) {
		lead++
	}
	for trail > lead && blank(rs[trail-1]) {
		trail--
	}
	var b strings.Builder
	digits := 0 // at the start of the text: "1." would begin a list
	for i, r := range rs {
		b.WriteString(marks[i])
		switch {
		case i < lead || i >= trail:
			b.WriteString(reference(r))
		case strings.ContainsRune(inline, r),
			i == lead && strings.ContainsRune("#+-=!", r),
			i == lead+digits && digits > 0 && (r == '.' || r == ')'),
			i == trail-1 && r == '#': // would close a heading
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		if i == lead+digits && '0' <= r && r <= '9' {
			digits++
		}
	}
	b.WriteString(marks[len(rs)])
	return b.String()
}

func blank(r rune) bool {
	return r == ' ' || r == '\u3000' || r == '\u00a0' || 0x2000 <= r && r <= 0x200a
}

// reference writes a character by its number.
func reference(r rune) string {
	digits := ""
	for n := int(r); n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return "&#" + digits + ";"
}
