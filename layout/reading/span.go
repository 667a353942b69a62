package reading

import (
	"strings"

	"paiban/fonts"
	"paiban/layout/sheet"
)

// Span is a piece of a block's text, marked as the type on the page marks it.
type Span struct {
	Text   string
	Strong bool   // bolder than the block's own face
	Kai    bool   // in Kai within another face, as Latin type uses italics
	Ruby   string // 注音 above it; Spans has none
}

// Spans parts a block's text where its type changes. Joined, the spans are b.Text.
func (b *Block) Spans() []Span {
	var out []Span
	for _, s := range b.RubySpans() {
		s.Ruby = ""
		out = join(out, s)
	}
	return out
}

// RubySpans is Spans parted around 注音 too. What is set in type of several kinds has its
// 注音 at none of them.
func (b *Block) RubySpans() []Span {
	var out []Span
	base := mostUsed(b.runs())
	for _, p := range b.Parts {
		for _, l := range p.Lines {
			out = addLine(out, l, base)
		}
	}
	var whole strings.Builder
	for _, s := range out {
		whole.WriteString(s.Text)
	}
	if whole.String() != b.Text {
		return []Span{{Text: b.Text}} // not all of it is on these pages
	}
	return out
}

// addLine adds a line's spans to those before it, in a block whose own face is base.
func addLine(out []Span, l *sheet.Line, base *fonts.Face) []Span {
	over := annotations(l)
	at := 0 // of the run in the line
	for _, t := range l.Runs {
		s := Span{Strong: bold(t.Face) && !bold(base), Kai: kai(t.Face) && !kai(base)}
		rs, from := []rune(t.Text), 0
		for _, r := range over {
			if r.from < at+from || r.to > at+len(rs) {
				continue
			}
			s.Text, s.Ruby = string(rs[from:r.from-at]), ""
			out = join(out, s)
			s.Text, s.Ruby = string(rs[r.from-at:r.to-at]), r.text
			out = join(out, s)
			from = r.to - at
		}
		s.Text, s.Ruby = string(rs[from:]), ""
		out = join(out, s)
		at += len(rs)
	}
	return out
}

// join adds a span, to the last one where it goes on with that.
func join(out []Span, s Span) []Span {
	n := len(out)
	switch {
	case s.Text == "":
		return out
	case n > 0 && s.Ruby == "" && out[n-1].Ruby == "" && out[n-1].Strong == s.Strong && out[n-1].Kai == s.Kai:
		out[n-1].Text += s.Text
		return out
	}
	return append(out, s)
}

// annotation is the 注音 above the runes [from,to) of a line.
type annotation struct {
	from, to int
	text     string
}

func annotations(l *sheet.Line) (out []annotation) {
	for _, r := range l.Ruby {
		if n := len(out); n > 0 && out[n-1].from == r.From && out[n-1].to == r.To {
			out[n-1].text += r.Text.Text
			continue
		}
		out = append(out, annotation{r.From, r.To, r.Text.Text})
	}
	return out
}

func (b *Block) runs() []*sheet.Text {
	var out []*sheet.Text
	for _, p := range b.Parts {
		for _, l := range p.Lines {
			out = append(out, l.Runs...)
		}
	}
	return out
}

// mostUsed is the face of most of the characters; of two, the one that comes first.
func mostUsed(runs []*sheet.Text) *fonts.Face {
	count := map[*fonts.Face]int{}
	var best *fonts.Face
	for _, t := range runs {
		count[t.Face] += len(t.Text)
	}
	for _, t := range runs {
		if best == nil || count[t.Face] > count[best] {
			best = t.Face
		}
	}
	return best
}

// bold tells the faces that {b:…} is set in: Hei does for Song's bold.
func bold(f *fonts.Face) bool {
	return strings.HasSuffix(f.Name, "-bold") || strings.HasSuffix(f.Name, "-black") || strings.HasPrefix(f.Name, "hei")
}

func kai(f *fonts.Face) bool { return strings.HasPrefix(f.Name, "kai") }
