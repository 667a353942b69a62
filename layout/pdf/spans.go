package pdf

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// What readers are told of type beside the characters that its glyphs stand for stands
// in Spans around it: its language where that changes (ISO 32000-1, 14.9.2), and the
// text that it is read as where that is another (14.9.4). A word parted at a line's end
// is read whole in its first line; 注音 is read not at all, for it is no part of the
// sentence: tags have it as Ruby.

// span is a stretch of a run, in runes, and the entries of its property list.
type span struct {
	from, to int
	props    string
}

// glyphSpan is the same of a run as drawn: from glyph from to to.
type glyphSpan struct {
	from, to int
	props    string
}

func language(tag string) string { return "/Lang " + string(text(tag)) }
func readAs(s string) string     { return "/ActualText " + string(text(s)) }

// spans are those of the runs of a file.
type spans map[*sheet.Text][]span

func (m spans) say(t *sheet.Text, from, to int, props string) {
	m[t] = append(m[t], span{from, to, props})
}

// cut gives a piece of a run, its runes [from,to), what was said of them.
func (m spans) cut(run, piece *sheet.Text, from, to int) {
	for _, s := range m[run] {
		if a, b := max(s.from, from), min(s.to, to); a < b {
			m.say(piece, a-from, b-from, s.props)
		}
	}
}

// wording notes the spans of a page that every file has.
func (d *draft) wording(p *sheet.Page) {
	var blocks func([]*sheet.Block)
	blocks = func(list []*sheet.Block) {
		for _, b := range list {
			lines := make([]*sheet.Line, 0, len(b.Lines))
			for i := range b.Lines {
				lines = append(lines, &b.Lines[i])
				for _, r := range b.Lines[i].Ruby {
					d.spans.say(r.Text, 0, utf8.RuneCountInString(r.Text.Text), readAs(""))
				}
			}
			d.partedWords(lines)
			blocks(b.Blocks)
		}
	}
	for _, s := range p.Stories {
		blocks(s.Blocks)
	}
}

// partedWords notes the words of a block that are parted by hyphens.
func (d *draft) partedWords(lines []*sheet.Line) {
	for _, w := range reading.PartedWords(lines) {
		whole := ""
		for _, p := range w {
			whole += p.Text()
		}
		for _, p := range w {
			d.spans.say(p.Run, p.From, p.To, readAs(whole))
			whole = ""
		}
	}
}

// private notes the characters of private use in a run. Nothing says what they are: in
// an archived file they have an ActualText (ISO 19005-2, 6.2.11.7.3), which is just they
// themselves, for the copy has no more.
func (d *draft) private(t *sheet.Text) {
	co := func(r rune) bool { return unicode.Is(unicode.Co, r) }
	if !strings.ContainsFunc(t.Text, co) {
		return
	}
	rs := []rune(t.Text)
	for i := 0; i < len(rs); i++ {
		from := i
		for i < len(rs) && co(rs[i]) {
			i++
		}
		if i > from {
			d.spans.say(t, from, i, readAs(string(rs[from:i])))
		}
	}
}

// glyphSpans gives what is said of the glyphs of a run of t that begins at its rune at,
// and the rune after the run.
func (s *subset) glyphSpans(list []span, ids []uint16, at int) ([]glyphSpan, int) {
	var out []glyphSpan
	for i, id := range ids {
		to := at + utf8.RuneCountInString(s.clusters[id-1].text)
		props := ""
		for _, sp := range list {
			if sp.from <= at && to <= sp.to && !strings.Contains(props, sp.props) {
				props += sp.props
			}
		}
		if n := len(out); n > 0 && out[n-1].to == i && out[n-1].props == props {
			out[n-1].to++
		} else if props != "" {
			out = append(out, glyphSpan{i, i + 1, props})
		}
		at = to
	}
	return out, at
}

// show writes the glyphs of a run, in parts where spans begin and end: the pen goes on
// from one to the next.
func (c *canvas) show(r run, spans []glyphSpan) {
	at := 0
	for _, s := range spans {
		c.showPart(r, at, s.from)
		c.write("/Span<<" + s.props + ">>BDC ")
		c.showPart(r, s.from, s.to)
		c.write("EMC ")
		at = s.to
	}
	c.showPart(r, at, len(r.ids))
}

// showPart writes the glyphs [from,to) of a run as an array of TJ: strings of glyph
// numbers, and between them how far the pen goes back (ISO 32000-1, 9.4.3).
func (c *canvas) showPart(r run, from, to int) {
	if from == to {
		return
	}
	out := append(c.out, '[')
	open := false
	for i := from; i < to; i++ {
		if i > 0 && r.gaps[i-1] != 0 {
			if open {
				out = append(out, '>')
			}
			out, open = strconv.AppendInt(out, -int64(r.gaps[i-1]), 10), false
		}
		if !open {
			out, open = append(out, '<'), true
		}
		out = appendHex4(out, r.ids[i])
	}
	c.out = append(out, ">]TJ "...)
}
