package makeup

import (
	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
)

// Room is what a frame takes of its story's copy beside what else stands in it:
// head, pictures with their captions, insets, jump lines.
type Room struct {
	Story string // id
	Head  string // its lines joined
	Frame string // "lead/1"
	Page  string // name
	Legs  int    // that text can stand in
	Lines int
	Em    int // of the frame's body type, thousandths: the sum of its lines' measures
}

// Capacity tells the room in every frame of an edition, in its order, whether its
// stories have copy or not. Findings, such as a glyph that a head lacks, go to fs.
func Capacity(ed *edition.Edition, lib *fonts.Library, fs *diag.Findings) []Room {
	pages := map[*edition.Page]*page{}
	for _, p := range ed.Pages {
		pages[p] = newPage(ed, p, lib, fs)
	}
	var out []Room
	for _, s := range ed.Stories {
		var frames []*frame
		for _, f := range s.Frames {
			fr := newFrame(pages[f.Page], f)
			fr.story = s.ID
			frames = append(frames, fr)
		}
		if len(frames) == 0 {
			continue
		}
		pl, _ := newPlan(s, frames, adjust{})
		for _, f := range pl.frames {
			out = append(out, f.room(headText(s)))
		}
	}
	return out
}

// room counts a frame's free lines.
func (f *frame) room(head string) Room {
	r := Room{Story: f.story, Head: head, Frame: f.name(), Page: f.page.Name}
	em := f.page.styles.of(f.Body).Size
	last := -1
	var sum geom.Length
	for _, s := range f.slots(nil) {
		if s.leg != last {
			r.Legs, last = r.Legs+1, s.leg
		}
		r.Lines++
		sum += s.measure
	}
	r.Em = ems(sum, em)
	return r
}
