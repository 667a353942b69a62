package reading

import (
	"strings"

	"paiban/fonts"
	"paiban/layout/sheet"
)

// Span is a piece of a block's text, marked as the type on the page marks it.
type Span struct {
	Text   string
	Strong bool // bolder than the block's own face
	Kai    bool // in Kai within another face, as Latin type uses italics
}

// Spans parts a block's text where its type changes. Joined, the spans are b.Text.
func (b *Block) Spans() []Span {
	runs := b.runs()
	var whole strings.Builder
	for _, t := range runs {
		whole.WriteString(t.Text)
	}
	if whole.String() != b.Text {
		return []Span{{Text: b.Text}} // not all of it is on these pages
	}
	base := mostUsed(runs)
	var out []Span
	for _, t := range runs {
		s := Span{t.Text, bold(t.Face) && !bold(base), kai(t.Face) && !kai(base)}
		if n := len(out); n > 0 && out[n-1].Strong == s.Strong && out[n-1].Kai == s.Kai {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
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
