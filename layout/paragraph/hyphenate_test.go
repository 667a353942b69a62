package paragraph

import (
	"slices"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/paragraph/hyphen"
)

const english = "At six in the evening the last ferry of the day leaves the old landing with nine passengers, " +
	"four bicycles and two enormous baskets of oranges; 渡口 remembers everything: see https://example.com/remarkable/ferries. " +
	"The administration's announcement concerning self-propelled craft mentioned UNICEF representatives."

// Lines end inside a word only where the patterns part it, and show a hyphen there;
// all other laws hold as well.
func TestHyphenate(t *testing.T) {
	text := []rune(english)
	parted := map[string]bool{}
	for _, align := range []Align{Justify, Start} {
		for _, by := range []Composer{ByParagraph, ByLine} {
			for m := 9; m <= 24; m++ {
				st := body()
				st.Align, st.Composer, st.Hyphenate, st.Lang = align, by, true, "en"
				if err := checkLaws(Text{Runes: text}, st, fixed(float64(m))); err != nil {
					t.Errorf("measure %d: %v", m, err)
				}
				for _, l := range Set(Text{Runes: text}, st, fixed(float64(m))).Lines {
					if w, ok := partedWord(text, l.To); ok && l.Misfit == 0 {
						parted[w] = true
						run := l.Runs[len(l.Runs)-1]
						if c := run.Cells[len(run.Cells)-1]; c.Runes != 0 || c.ID != run.Face.Glyph('-') {
							t.Errorf("align %d, composer %d, measure %d: %q ends without a hyphen", align, by, m, string(text[l.From:l.To]))
						}
					}
				}
			}
		}
	}
	if !parted["pas|sengers"] || !parted["an|nouncement"] {
		t.Errorf("parted are only %v", parted)
	}
	for w := range parted {
		head, tail, _ := strings.Cut(w, "|")
		if !slices.Contains(hyphen.Points([]rune(head+tail), nil), len([]rune(head))) {
			t.Errorf("parted as %s", w)
		}
		for _, never := range []string{"example", "remarkable", "ferries", "propelled", "UNICEF", "https"} {
			if strings.Contains(english, never) && head+tail == never {
				t.Errorf("%s is parted", w)
			}
		}
	}
}

// partedWord gives the word that a line's end before text[at] parts.
func partedWord(text []rune, at int) (string, bool) {
	if at == len(text) || !isLetter(text[at-1]) || !isLetter(text[at]) {
		return "", false
	}
	i, j := at, at
	for i > 0 && isLetter(text[i-1]) {
		i--
	}
	for j < len(text) && isLetter(text[j]) {
		j++
	}
	return string(text[i:at]) + "|" + string(text[at:j]), true
}

// Words in spans that may not be broken stay whole; so does everything where the
// option is off.
func TestHyphenateNot(t *testing.T) {
	text := []rune("representatives representatives representatives")
	st := body()
	st.Lang, st.Hyphenate = "en", true
	ends := func(x Text) (n int) {
		for _, l := range Set(x, st, func(int) geom.Length { return 9 * nine }).Lines {
			if _, ok := partedWord(text, l.To); ok {
				n++
			}
		}
		return n
	}
	if ends(Text{Runes: text}) == 0 {
		t.Error("nothing is parted")
	}
	if n := ends(Text{Runes: text, Spans: []Span{{From: 0, To: 15, NoBreak: true}, {From: 16, To: 31, Ruby: "x"}, {From: 32, To: 47, NoBreak: true}}}); n > 0 {
		t.Errorf("%d words that may not be broken are", n)
	}
	st.Hyphenate = false
	if ends(Text{Runes: text}) > 0 {
		t.Error("words are parted where the option is off")
	}
}
