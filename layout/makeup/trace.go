package makeup

import (
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// Broken tells how a paragraph was broken into lines, for --trace breaks.
type Broken struct {
	Page, Story string
	Pos         diag.Pos // where its copy begins
	Text        []rune
	Em          geom.Length
	Weighed     []paragraph.Weighed
}

// trace tells Options.Trace of the galley's paragraphs. All is worked out anew
// from where each begins, so that a run without a trace pays nothing.
func (pg *page) trace(s *edition.Story, gal *galley, slots []slot, fl flowed) {
	if pg.opt.Trace == nil {
		return
	}
	lines := map[int]int{} // by piece
	for _, l := range append(fl.lines[:len(fl.lines):len(fl.lines)], fl.over...) {
		lines[l.piece]++
	}
	told := map[int]bool{}
	for _, l := range fl.lines {
		p := gal.pieces[l.piece]
		if p.role != sheet.Paragraph || told[l.piece] {
			continue
		}
		told[l.piece] = true
		pg.opt.Trace(Broken{
			Page: slots[l.slot].frame.page.Name, Story: s.ID, Pos: p.at(0, 0),
			Text: p.lines[0].Runes, Em: p.st.Size,
			Weighed: paragraph.Explain(p.text(p.lines[0]), &p.st.Style, p.measures(slots, l.slot), lines[l.piece]),
		})
	}
}
