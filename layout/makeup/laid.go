package makeup

import (
	"slices"
	"strconv"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// laid is a story on its way: laid out first, beside others, then written on its pages,
// in its turn.
type laid struct {
	story    *edition.Story
	bare     []*frame // before anything stands in them
	findings *diag.Findings

	plan   *plan
	galley *galley
	slots  []slot
	flowed flowed
	fits   []Fit
}

// newLaid opens a story's frames and draws their grounds.
func newLaid(s *edition.Story, pages map[*edition.Page]*page) *laid {
	st := &laid{story: s, findings: &diag.Findings{}}
	own := map[*edition.Page]*page{}
	for _, f := range s.Frames {
		pg := own[f.Page]
		if pg == nil {
			pg = pages[f.Page].forStory(st.findings)
			own[f.Page] = pg
		}
		fr := newFrame(pg, f)
		fr.story = s.ID
		st.bare = append(st.bare, fr)
		pg.ground(fr)
	}
	return st
}

// forStory gives the page as a story sees it.
func (pg *page) forStory(fs *diag.Findings) *page {
	own := *pg
	own.findings, own.heads, own.captions = fs, map[headKey][]headLine{}, map[captionKey]*captionBlock{}
	return &own
}

// lay makes a story up: its head and pictures first, since text goes around them, then
// its copy through the slots that are left. Nothing is written yet.
func (st *laid) lay() {
	st.plan, st.galley, st.slots, st.flowed = copyfitted(st.story, st.bare)
	st.fits = st.sumUp()
}

// write writes a story on its pages, and tells what is amiss with it.
func (st *laid) write() {
	s, pl := st.story, st.plan
	first := pl.frames[0].page
	for _, f := range pl.frames {
		legs := make([]geom.Rect, len(f.legs))
		g := f.page.grid
		for i, l := range f.legs {
			legs[i] = geom.Rect{X: l.x, Y: g.top(f.lines.From), W: l.w, H: g.foot(f.lines.To) - g.top(f.lines.From)}
		}
		f.page.out.Frames = append(f.page.out.Frames, sheet.Frame{Story: s.ID, N: f.N, Rect: f.rect, Legs: legs})
	}
	pl.writeHead()
	st.writeCopy()
	first.trace(s, st.galley, st.slots, st.flowed)
	pl.writeJumps()
	pl.writeInsets()
	pl.writeFigures()
	pl.writeLegRules()
	for _, p := range st.galley.pieces {
		first.missing(s, p)
	}
	st.galley.done(first.opt.Memo)
}

func (f *frame) name() string { return f.story + "/" + strconv.Itoa(f.N) }

// writeCopy puts the lines that found a slot on their pages.
func (st *laid) writeCopy() {
	s, gal, slots, fl := st.story, st.galley, st.slots, st.flowed
	open := map[[2]int]*sheet.Block{}
	var last *frame // its name is made once
	name := ""
	for i, l := range fl.lines {
		p := gal.pieces[l.piece]
		sl := slots[l.slot]
		pg := sl.frame.page
		in := p.lines[l.part]
		key := [2]int{l.piece, l.part}
		b := open[key]
		if b == nil || !slices.Contains(pg.story(s).Blocks, b) {
			continued := b != nil
			b = block(p.role, p.st, in)
			b.Continued = continued
			b.Lines = make([]sheet.Line, 0, alike(fl.lines[i:]))
			open[key] = b
			to := pg.story(s)
			to.Blocks = append(to.Blocks, b)
		}
		if sl.frame != last {
			last, name = sl.frame, sl.frame.name()
		}
		at := place{origin: geom.Point{X: sl.x, Y: l.y}, story: s.ID, frame: name, leg: sl.leg + 1, onGrid: l.onGrid}
		pg.emit(b, in, l.line, p.st, at)
		if l.piece == len(gal.pieces)-1 && l.line.Last && p.role == sheet.Paragraph && len(fl.over) == 0 {
			pg.endMark(s, l.line, p.st, at.origin)
		}
	}
}

// alike counts the lines that are of one part of one piece with the first.
func alike(lines []placed) int {
	n := 1
	for n < len(lines) && lines[n].piece == lines[0].piece && lines[n].part == lines[0].part {
		n++
	}
	return n
}
