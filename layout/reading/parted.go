package reading

import (
	"strings"
	"unicode"

	"paiban/layout/sheet"
)

// Piece is what one line has of a word that is parted by a hyphen at the line's end.
type Piece struct {
	Run      *sheet.Text
	From, To int // of the run's Text, in runes
}

// Text gives the piece's own characters, without the hyphen.
func (p Piece) Text() string { return string([]rune(p.Run.Text)[p.From:p.To]) }

// PartedWords gives the words of a block's lines that hyphens part at lines' ends, each
// as its pieces, two or more. A hyphen stands for no character, or is a soft one
// (U+00AD), which is a character of the piece. Of a word in type of several kinds the
// pieces are those of the kind at the line's end.
func PartedWords(lines []*sheet.Line) (out [][]Piece) {
	for i := 0; i < len(lines); i++ {
		w := partedWord(lines[i:])
		if w != nil {
			out = append(out, w)
		}
		i += max(0, len(w)-2) // its last line may end in another
	}
	return out
}

// partedWord gives the pieces of the word that the first line ends in.
func partedWord(lines []*sheet.Line) []Piece {
	if !Hyphened(lines[0]) {
		return nil
	}
	last := lines[0].Runs[len(lines[0].Runs)-1]
	rs := []rune(last.Text)
	from := len(rs)
	for from > 0 && wordLetter(rs[from-1]) {
		from--
	}
	if from == len(rs) {
		return nil
	}
	out := []Piece{{last, from, len(rs)}}
	for _, l := range lines[1:] {
		if len(l.Runs) == 0 {
			return nil
		}
		next := l.Runs[0]
		rs, n := []rune(next.Text), 0
		for n < len(rs) && wordLetter(rs[n]) {
			n++
		}
		if n == 0 {
			return nil
		}
		out = append(out, Piece{next, 0, n})
		if n < len(rs) || len(l.Runs) > 1 || !Hyphened(l) {
			return out
		}
	}
	return nil // the rest of it is on another page
}

// Hyphened reports whether a line ends in the hyphen of a parted word: its last glyph.
func Hyphened(l *sheet.Line) bool {
	if len(l.Runs) == 0 {
		return false
	}
	r := l.Runs[len(l.Runs)-1]
	n := len(r.Cells)
	if n == 0 || r.Cells[n-1].Runes != 0 && !strings.HasSuffix(r.Text, string(softHyphen)) {
		return false
	}
	return r.Cells[n-1].ID == r.Face.Glyph('-')
}

func wordLetter(r rune) bool { return unicode.Is(unicode.Latin, r) || r == softHyphen }
