package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// layJumps reserves the lines that send the reader on and back (转版行) where a
// story goes from one page to another.
func (pl *plan) layJumps() {
	if !pl.story.Jumps {
		return
	}
	for i := 0; i+1 < len(pl.frames); i++ {
		a, b := pl.frames[i], pl.frames[i+1]
		if a.page != b.page {
			a.jumpOut = "（下转第" + b.page.Number + "版）"
			a.jumpTo = b.page.Name
			b.jumpIn = "（上接第" + a.page.Number + "版）"
			b.jumpFrom = a.page.Name
		}
	}
}

// writeJumps writes the jump lines in the slots kept for them.
func (pl *plan) writeJumps() {
	for _, f := range pl.frames {
		all := f.allSlots(nil)
		if len(all) == 0 {
			continue
		}
		if f.jumpIn != "" {
			pl.writeJump(f, f.jumpIn, f.jumpFrom, all[0])
		}
		if f.jumpOut != "" {
			pl.writeJump(f, f.jumpOut, f.jumpTo, all[len(all)-1])
		}
	}
}

func (pl *plan) writeJump(f *frame, text, to string, s slot) {
	pg := f.page
	st := pg.styles.of(pl.story.Styles[sheet.Jump])
	in := edition.Inline{Runes: []rune(text), Pos: pl.story.Pos}
	b := block(sheet.Jump, st, in)
	b.To = to
	for i, ln := range pg.set(pl.story.ID, in, st, s.measure) {
		y := s.baseline + geom.Length(i)*pg.grid.Pitch()
		pg.emit(b, in, &ln, st, place{origin: geom.Point{X: s.x, Y: y}, frame: f.name(), leg: s.leg + 1, onGrid: true})
	}
	st0 := pg.story(pl.story)
	st0.Blocks = append(st0.Blocks, b)
}

// endMark writes a story's 尾花 half a 字 after its last line, if the line has
// room for it; it belongs to no block: it is not copy.
func (pg *page) endMark(s *edition.Story, ln *paragraph.Line, st *style, at geom.Point) {
	if s.EndMark == "" {
		return
	}
	flat := *st
	flat.Indent, flat.Align = 0, paragraph.Start
	in := edition.Inline{Runes: []rune(s.EndMark), Pos: s.Pos}
	set := pg.set(s.ID, in, &flat, 1<<40)
	if len(set) != 1 {
		return
	}
	x := ln.Indent + ln.Width + st.Size/2
	if x+set[0].Width > ln.Measure {
		return
	}
	for i := range set[0].Runs {
		r := &set[0].Runs[i]
		pg.out.Items = append(pg.out.Items, &sheet.Text{
			Face: r.Face, Size: r.Size, Ink: st.ink, Cells: r.Cells, Text: string(in.Runes[r.From:r.To]),
			Origin: geom.Point{X: at.X + x + r.X, Y: at.Y},
		})
	}
}
