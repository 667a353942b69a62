package makeup

import (
	"slices"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// verdict is what would make a story end on its foot that cannot as it is.
type verdict struct {
	chars int  // 字 to add at the end of the copy (补), or to cut (删) if negative
	ok    bool // found; otherwise it is further off than the search goes
	frame int  // lines that the last frame's foot would have to move to do it, 0 = no single line does
	give  int  // number, from 1, of the paragraph that gives or takes a line at the least price; 0 = none
}

// searchLines is how far beyond the first count of lines that could do it a
// verdict's search for 字 goes before it gives up.
const searchLines = 6

// mostSearched bounds the characters that are set in a search: in a paragraph of 100,000
// without an end a hint is not worth ten seconds.
const mostSearched = 1_000_000

// verdict proves by search what would fit: the least number of 字 more or fewer
// at the end of the last paragraph for which an exact setting exists.
func (gal *galley) verdict(s *edition.Story, frames []*frame, over bool) verdict {
	var v verdict
	v.frame = gal.byFrame(s, frames)
	v.give = gal.cheapest(frames, over)
	last := gal.lastParagraph()
	if last < 0 {
		return v
	}
	pl, _ := newPlan(s, frames, adjust{})
	slots := pl.slots()
	if len(slots) == 0 {
		return v
	}
	per, em := narrowest(slots), gal.pieces[last].st.Size
	perLine := max(int(per/em), 1)
	least, most := gal.lines(slots, true)
	need := len(slots) - most
	if over {
		need = least - len(slots)
	}
	// The ways of the copy as it is have been tried: below some lines' worth of 字
	// nothing can change enough.
	from := max(1, (need-4)*perLine)
	t := newTries(s, frames)
	spent := 0
	for n := from; n < from+(searchLines+4)*perLine && spent < mostSearched; n++ {
		d := n
		if over {
			d = -n
		}
		g, same, ok := gal.altered(last, d)
		if !ok {
			return v
		}
		spent += len(g.pieces[same].lines[0].Runes)
		if g.fills(t, same) {
			v.chars, v.ok = d, true
			return v
		}
	}
	return v
}

// lastParagraph is the index of the last paragraph, -1 if there is none.
func (gal *galley) lastParagraph() int {
	for i := len(gal.pieces) - 1; i >= 0; i-- {
		if gal.pieces[i].role == sheet.Paragraph {
			return i
		}
	}
	return -1
}

// altered gives a galley with d 字 more at the end of paragraph i, the last, or
// fewer; it shares the other pieces, those before it being the first same. A
// paragraph cut to nothing goes, and the cut runs on into the one before it. ok is
// false if there is none.
func (gal *galley) altered(i, d int) (out *galley, same int, ok bool) {
	out = &galley{story: gal.story, pieces: slices.Clone(gal.pieces)}
	for d < 0 && len(out.pieces[i].lines[0].Runes)+d < 1 {
		d += len(out.pieces[i].lines[0].Runes)
		out.pieces = slices.Delete(out.pieces, i, i+1)
		if i--; i < 0 || out.pieces[i].role != sheet.Paragraph {
			return nil, 0, false
		}
	}
	in := out.pieces[i].lines[0]
	if n := len(in.Runes); d <= 0 {
		in = in.Slice(0, n+d)
	} else {
		in.Runes = append(slices.Clone(in.Runes), slices.Repeat([]rune{'字'}, d)...)
	}
	out.pieces[i] = newPiece(sheet.Paragraph, out.pieces[i].st, in)
	return out, i, true
}

func narrowest(slots []slot) geom.Length {
	w := slots[0].measure
	for _, s := range slots {
		w = min(w, s.measure)
	}
	return w
}

// byFrame tells which single line, down or up, of the last frame's foot would
// make the story fit exactly.
func (gal *galley) byFrame(s *edition.Story, frames []*frame) int {
	end := frames[len(frames)-1]
	for _, d := range []int{1, -1} {
		moved := *end
		moved.lines.To += d
		if moved.lines.To < moved.lines.From || moved.lines.To > end.page.grid.Lines {
			continue
		}
		tried := append(append([]*frame(nil), frames[:len(frames)-1]...), &moved)
		if gal.fills(newTries(s, tried), 0) {
			return d
		}
	}
	return 0
}

// cheapest is the paragraph, from 1, that gives a line (or takes one, if the
// story is short) at the least price.
func (gal *galley) cheapest(frames []*frame, over bool) int {
	slots := frames[0].slots(nil)
	if len(slots) == 0 {
		return 0
	}
	best, price, n := 0, int64(0), 0
	for _, p := range gal.pieces {
		if p.role != sheet.Paragraph {
			continue
		}
		n++
		vs := p.variants(slots, 0, true)
		for _, v := range vs[1:] {
			if (v.lines < vs[0].lines) == over && (best == 0 || v.price < price) {
				best, price = n, v.price
			}
		}
	}
	return best
}

// hint says in words what would make the story fit.
func (v verdict) hint(ft Fit) diag.Text {
	var zh, en []string
	add := func(t diag.Text) { zh, en = append(zh, t.ZH), append(en, t.EN) }
	switch {
	case v.ok && v.chars < 0:
		add(diag.T("文末删 %d 字即齐", "with %d 字 cut from its end it fits", -v.chars))
	case v.ok:
		add(diag.T("文末补 %d 字即齐", "with %d 字 added at its end it fits", v.chars))
	case ft.OverLines > 0:
		add(diag.T("约删 %d 字", "cut about %d 字", (ft.OverEm+999)/1000))
	default:
		add(diag.T("约补 %d 字，或减少框的行数", "add about %d 字, or give its frame fewer lines", (ft.RoomEm+999)/1000))
	}
	switch v.frame {
	case 1:
		add(diag.T("或框底下移一行", "or move the frame's foot down a line"))
	case -1:
		add(diag.T("或框底上移一行", "or move the frame's foot up a line"))
	}
	if v.give > 0 && ft.OverLines > 0 {
		add(diag.T("第 %d 段最易省出一行", "paragraph %d gives a line most easily", v.give))
	} else if v.give > 0 {
		add(diag.T("第 %d 段最易多占一行", "paragraph %d takes another line most easily", v.give))
	}
	return diag.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}
