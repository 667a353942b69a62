package alto

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// line writes a line: its strings in order. A blank between two of them is an SP
// where ALTO has a place for one, after a string; any other blank is part of a
// string, so that no character is lost.
func (d *writer) line(l *sheet.Line) textLine {
	r := reading.LineRect(l)
	out := textLine{box: boxOf(r)}
	if downwards(l) {
		out.Direction = "ttb"
	} else {
		out.Baseline = fmt.Sprintf("%s,%s %s,%s", mm10(r.X), mm10(l.Origin.Y), mm10(r.Right()), mm10(l.Origin.Y))
	}
	for _, g := range d.glyphs(l) {
		n := len(out.Items)
		switch {
		case g.text == " " && n > 0 && !out.Items[n-1].space:
			out.Items = append(out.Items, item{space: true, rect: g.rect})
		case n > 0 && d.joins(out.Items[n-1], g):
			out.Items[n-1].text += g.text
			out.Items[n-1].rect = out.Items[n-1].rect.Union(g.rect)
			if g.part != "" {
				out.Items[n-1].part, out.Items[n-1].whole = g.part, g.whole
			}
		default:
			out.Items = append(out.Items, item{text: g.text, rect: g.rect, style: g.style, note: g.note})
		}
	}
	if reading.Hyphened(l) {
		out.hyphenate(l)
	}
	if len(out.Items) == 0 { // an empty line is a line all the same
		out.Items = []item{{rect: r}}
	}
	return out
}

// hyphenate gives the hyphen at the line's end an element of its own.
func (t *textLine) hyphenate(l *sheet.Line) {
	run := l.Runs[len(l.Runs)-1]
	cell, b := run.Cells[len(run.Cells)-1], run.Bounds()
	at := geom.Rect{X: run.Origin.X + cell.X, Y: b.Y, W: cell.W, H: b.H}
	t.Hyphen = &hyphen{boxOf(at), "-"}
	last := &t.Items[len(t.Items)-1]
	last.rect.W = at.X - last.rect.X
	if cell.Runes > 0 {
		_, size := utf8.DecodeLastRuneInString(last.text)
		t.Hyphen.Content, last.text = last.text[len(last.text)-size:], last.text[:len(last.text)-size]
	}
}

// downwards reports whether the line runs from top to bottom: each of its runs
// stands on a baseline of its own.
func downwards(l *sheet.Line) bool {
	n := len(l.Runs)
	return n > 1 && l.Runs[n-1].Origin.Y-l.Runs[0].Origin.Y >= l.Em
}

// joins reports whether g goes on the string before it.
func (d *writer) joins(before item, g glyph) bool {
	if before.space || before.style != g.style || before.ruby != g.ruby || before.lang != g.lang {
		return false
	}
	if g.ruby != nil {
		return true
	}
	if !d.Words {
		return true
	}
	last := []rune(before.text)
	return wordy(last[len(last)-1]) && wordy([]rune(g.text)[0])
}

// wordy reports whether r is part of a word of several characters: a letter of
// an alphabet, a digit or what stands within numbers and words. Han characters
// stand alone.
func wordy(r rune) bool {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(".,-'’%@/:&\u00AD", r)
}

// glyph is one cell of a line: what it stands for and its box.
type glyph struct {
	text  string
	rect  geom.Rect
	style string
	note
}

// glyphs gives a line's cells. A cell that stands for nothing of its own widens
// the one before.
func (d *writer) glyphs(l *sheet.Line) []glyph {
	var out []glyph
	for _, t := range l.Runs {
		style := d.style(t)
		runes, at := []rune(t.Text), 0
		b := t.Bounds()
		for _, c := range t.Cells {
			box := geom.Rect{X: t.Origin.X + c.X, Y: b.Y, W: c.W, H: b.H}
			n := min(int(c.Runes), len(runes))
			if n == 0 {
				if k := len(out); k > 0 {
					out[k-1].rect.W = max(out[k-1].rect.W, box.Right()-out[k-1].rect.X)
				}
				continue
			}
			out = append(out, glyph{string(runes[:n]), box, style, d.noteAt(t, at)})
			runes, at = runes[n:], at+n
		}
	}
	return out
}

// fontKey is what makes two runs one text style.
type fontKey struct {
	face string
	size geom.Length
	ink  sheet.Ink
}

// style gives the ID of a run's text style.
func (d *writer) style(t *sheet.Text) string {
	k := fontKey{t.Face.Name, t.Size, t.Ink}
	if id, ok := d.styles[k]; ok {
		return id
	}
	id := fmt.Sprintf("font%d", len(d.fonts)+1)
	d.styles[k] = id
	r, g, b := t.Ink.RGB()
	s := textStyle{ID: id, Family: t.Face.PostScriptName(), Size: points(t.Size), Colour: fmt.Sprintf("%02X%02X%02X", r, g, b)}
	if strings.HasSuffix(t.Face.Name, "-bold") || strings.HasSuffix(t.Face.Name, "-black") {
		s.Style = "bold"
	}
	d.fonts = append(d.fonts, s)
	return id
}

// mm10 is a length in tenths of a millimetre, ALTO's unit, to 0.001 of it.
func mm10(l geom.Length) decimal { return decimal(l.MulDiv(1000, int64(geom.MM)/10)) }

// points is a size of type, to 0.001 pt.
func points(l geom.Length) decimal { return decimal(l.MulDiv(1000, int64(geom.Pt))) }

// decimal is a number in thousandths that prints with no more digits than it
// needs, made from integers alone.
type decimal int64

func (d decimal) String() string {
	sign, n := "", int64(d)
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%s%d", sign, n/1000)
	if f := n % 1000; f != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%03d", f), "0")
	}
	return s
}

// MarshalText lets encoding/xml print it.
func (d decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
