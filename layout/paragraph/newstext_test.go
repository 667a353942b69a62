package paragraph

import (
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Texts to measure by: long ones made of short ones. Each paragraph is one of the
// short text's with every clause replaced by another that stood in such a place –
// opened or closed a paragraph or a sentence as it does – and with its digits
// changed. So paragraphs, sentences and first lines have the lengths, marks, quotes
// and figures that they have in print, while hardly two lines break alike.

// place is where a clause stands.
type place struct{ opensParagraph, opensSentence, closesSentence, closesParagraph bool }

// clause is a stretch of copy up to and with its last mark.
type clause struct {
	text []rune
	at   place
}

// clauses cuts a paragraph into clauses. None ends within a pair of marks.
func clauses(p []rune) (out []clause) {
	from, depth, opens := 0, 0, true
	for i, r := range p {
		switch classify(r, true) {
		case opener:
			depth++
		case closer:
			depth--
		}
		last := i+1 == len(p)
		end := lastBut(p[:i+1])
		if !last && (depth > 0 || !strings.ContainsRune("，。：；？！", end) || classify(p[i+1], true).isMark()) {
			continue
		}
		stops := strings.ContainsRune("。？！", end)
		out = append(out, clause{p[from : i+1], place{from == 0, opens, stops, last}})
		from, opens = i+1, stops
	}
	return out
}

// lastBut gives the last character of text that is no second half of a pair.
func lastBut(text []rune) rune {
	for i := len(text) - 1; i >= 0; i-- {
		if classify(text[i], true) != closer {
			return text[i]
		}
	}
	return 0
}

// longer makes a text of at least size characters out of a short one.
func longer(short []Text, size int) (out []Text) {
	var cut [][]clause
	by := map[place][]clause{}
	for _, p := range short {
		cs := clauses(p.Runes)
		cut = append(cut, cs)
		for _, c := range cs {
			by[c.at] = append(by[c.at], c)
		}
	}
	r := rand.New(rand.NewSource(1))
	for n := 0; n < size; {
		var p []rune
		for _, c := range cut[r.Intn(len(cut))] {
			others := by[c.at]
			p = append(p, others[r.Intn(len(others))].text...)
		}
		for i, c := range p {
			if isDigit(c) {
				p[i] = rune('0' + r.Intn(10))
			}
		}
		out = append(out, Text{Runes: p})
		n += len(p)
	}
	return out
}

// newsText is made of the sample page, a page as printed.
func newsText(t testing.TB, size int) []Text { return longer(sampleText(t), size) }

// sampleText gives the paragraphs of the sample page as they stand.
func sampleText(t testing.TB) []Text { return copyText(t, "../../assets/sample/page-text.txt") }

// magazineText is made of the copy of the examples: notices, essays, reports with
// hardly a figure or a quotation mark.
func magazineText(t testing.TB, size int) []Text {
	files, err := filepath.Glob("../../examples/*/copy/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	return longer(copyText(t, files...), size)
}

// copyText gives the Chinese paragraphs of files: not heads and bylines.
func copyText(t testing.TB, files ...string) (out []Text) {
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range strings.Split(string(raw), "\n") {
			r := []rune(strings.TrimSpace(p))
			if len(r) > 26 && !strings.ContainsAny(p, "{}@#") && isChinese(r, "") {
				out = append(out, Text{Runes: r})
			}
		}
	}
	return out
}
