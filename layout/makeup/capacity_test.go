package makeup

import (
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// A paragraph of as many 字 as the frames are told to take, without indent, fills
// them to the last line; one 字 more is over.
func TestCapacity(t *testing.T) {
	tried := 0
	for seed := uint64(1); seed <= 60; seed++ {
		ed, s := fitStory(seed)
		s.Exact, s.EndMark = false, ""
		body := *s.Styles[sheet.Paragraph]
		body.Indent = geom.Dim{}
		for _, f := range s.Frames {
			f.Body = &body
		}
		s.Styles[sheet.Paragraph] = &body
		n, lines := 0, 0
		copied := s.Copy
		s.Copy = nil
		for _, r := range Capacity(ed, fonttest.Library(), &diag.Findings{}) {
			if r.Story == s.ID {
				n += r.Em / 1000
				lines += r.Lines
			}
		}
		s.Copy = copied
		if n == 0 {
			continue
		}
		tried++
		for _, c := range []struct{ n, over int }{{n, 0}, {n + 1, 1}} {
			s.Copy = []edition.Block{{Kind: edition.Paragraph, Inline: inline(strings.Repeat("字", c.n))}}
			frames, _ := openStory(ed, s)
			_, _, slots, fl := copyfitted(s, frames)
			if len(slots) != lines || len(fl.over) != c.over || fl.used != lines {
				t.Errorf("seed %d: %d 字 take %d of %d lines, %d over; want %d of %d, %d over", seed, c.n, fl.used, len(slots), len(fl.over), lines, lines, c.over)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d layouts were tried", tried)
	}
}
