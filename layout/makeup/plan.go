package makeup

import (
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// plan is a story's frames with its head and pictures laid out in them, not yet
// written: copyfit tries several.
type plan struct {
	story    *edition.Story
	frames   []*frame
	head     headBlock
	headIn   *frame
	headAt   leg           // across
	headFrom int           // its first line
	vertical *verticalHead // instead of head
	figs     []placedFigure
	insets   []placedInset
}

// placedInset is an inset and the frame it stands in.
type placedInset struct {
	insetBlock
	frame *frame
}

// placedFigure is a figure and the frame it stands in.
type placedFigure struct {
	figure
	frame *frame
}

// adjust is what copyfit changes in a plan: lines of the head block, steps of the
// head's size, lines of each picture.
type adjust struct {
	head     int
	size     int
	pictures []int
}

func (a adjust) picture(i int) int {
	if i < len(a.pictures) {
		return a.pictures[i]
	}
	return 0
}

// newPlan lays out a story's head and pictures. ok is false if the adjustment
// cannot be made: type would touch, pictures overlap or leave their frame.
func newPlan(s *edition.Story, frames []*frame, a adjust) (pl *plan, ok bool) {
	pl = &plan{story: s, frames: make([]*frame, len(frames))}
	byEd := map[*edition.Frame]*frame{}
	for i, f := range frames {
		c := *f
		c.holes = f.cuts()
		pl.frames[i], byEd[f.Frame] = &c, &c
	}
	find := func(f *edition.Frame) *frame {
		if c := byEd[f]; c != nil {
			return c
		}
		return pl.frames[0]
	}
	ok = pl.layHead(find(s.HeadAt.Frame), a)
	for _, in := range s.Insets {
		f := find(in.Frame)
		b := f.page.inset(s, in, f)
		f.holes = append(f.holes, hole{x: b.x, w: b.w, lines: b.lines, air: 1})
		pl.insets = append(pl.insets, placedInset{b, f})
	}
	for i, p := range s.Pictures {
		ok = pl.layFigure(p, find(p.Frame), a.picture(i)) && ok
	}
	pl.layJumps()
	return pl, ok
}

func (pl *plan) layHead(f *frame, a adjust) bool {
	more := a.head
	legs := pl.story.HeadAt.Legs
	if legs == (edition.Span{}) {
		legs = edition.Span{From: 1, To: len(f.legs)}
	}
	x, w := f.span(legs)
	pl.headIn, pl.headAt = f, leg{x, w}
	if pl.story.HeadAt.Vertical {
		return pl.layVertical(f, x, w) && more == 0 && a.size == 0
	}
	pl.head = f.page.headBlock(pl.story, w, a)
	if pl.head.lines == 0 {
		return more == 0
	}
	pl.headFrom = f.lines.From
	if l := pl.story.HeadAt.Line; l > 0 {
		pl.headFrom = l
	}
	at := edition.Span{From: pl.headFrom, To: pl.headFrom + pl.head.lines - 1}
	f.holes = append(f.holes, hole{x: x, w: w, lines: at})
	return more == 0 || pl.head.loose(f.page.grid.Pitch())
}

// layVertical lays a head out downwards: at the left, in the middle or at the
// right of its legs as its style aligns it, from its line or the frame's first.
func (pl *plan) layVertical(f *frame, x, w geom.Length) bool {
	v := f.page.verticalHead(pl.story)
	if len(v.columns) == 0 {
		return true
	}
	st := f.page.styles.of(pl.story.Styles[sheet.Head])
	switch st.Align {
	case paragraph.Center, paragraph.Spread:
		x += (w - v.w) / 2
	case paragraph.End:
		x += w - v.w
	}
	from, pitch := f.lines.From, f.page.grid.Pitch()
	if l := pl.story.HeadAt.Line; l > 0 {
		from = l
	}
	n := pl.story.HeadAt.Lines
	if n == 0 {
		n = (v.h - f.page.grid.Em).CeilDiv(pitch) + 1
	}
	pl.vertical, pl.headAt, pl.headFrom, pl.head.lines = &v, leg{x, v.w}, from, n
	f.holes = append(f.holes, hole{x: x, w: v.w, lines: edition.Span{From: from, To: from + n - 1}, air: 1})
	return true
}

func (pl *plan) layFigure(p *edition.Picture, f *frame, more int) bool {
	fig := f.page.figure(pl.story, p, f)
	if more != 0 && !fig.grow(more, f) {
		return false
	}
	f.holes = append(f.holes, hole{x: fig.x, w: fig.w, lines: fig.lines, air: 1})
	pl.figs = append(pl.figs, placedFigure{fig, f})
	return true
}

// freeFrom is the first line from which all of x to x+w is free of what stands at
// the frame's top, and of the air below a picture there.
func (f *frame) freeFrom(x, w geom.Length) int {
	n := f.firstFree(leg{x, w})
	for _, h := range f.holes {
		if h.lines.To == n-1 && h.x < x+w && x < h.x+h.w {
			n += h.air
			break
		}
	}
	return min(n, f.lines.To)
}

// slots lists the plan's free lines in the order copy flows.
func (pl *plan) slots() []slot {
	if len(pl.frames) == 1 {
		return pl.frames[0].slots(nil)
	}
	var out []slot
	for _, f := range pl.frames {
		out = append(out, f.slots(nil)...)
	}
	return out
}

// balanced is slots with the last frame's legs cut at line foot, those after the
// first long ones a line above it.
func (pl *plan) balanced(foot, long int) []slot {
	var out []slot
	last := len(pl.frames) - 1
	for _, f := range pl.frames[:last] {
		out = append(out, f.slots(nil)...)
	}
	return append(out, pl.frames[last].slots(func(leg int) int {
		if leg < long {
			return foot
		}
		return foot - 1
	})...)
}

// writeHead writes the head and reports one that its frame cannot hold.
func (pl *plan) writeHead() {
	if pl.head.lines == 0 {
		return
	}
	f, s := pl.headIn, pl.story
	if pl.vertical != nil {
		g := f.page.grid
		top := g.top(pl.headFrom)
		h := g.top(min(pl.headFrom+pl.head.lines-1, g.Lines)) + g.Em - top
		pl.vertical.place(f.page, f, f.page.story(s), pl.headAt.x, top, h)
	} else {
		pl.head.place(f.page, f, f.page.story(s), pl.headAt.x, pl.headAt.w, pl.headFrom)
	}
	if have := f.lines.To - pl.headFrom + 1; pl.head.lines > have {
		f.page.findings.Add(diag.Finding{
			Code: "head-no-room", Severity: diag.Error, Pos: s.Pos, Page: f.page.Name, Story: s.ID, Frame: f.name(), Box: f.rect,
			Message: diag.T("标题要 %d 行，框里只有 %d 行", "the head needs %d lines, its frame has %d for it", pl.head.lines, have),
			Hint:    diag.T("加高框、改小标题字号（style）或改短标题", "give the frame more lines, make the head smaller (style), or shorten it"),
		})
	}
}

// writeInsets writes the insets and reports those whose copy does not fit them.
func (pl *plan) writeInsets() {
	for _, b := range pl.insets {
		pg, s := b.frame.page, pl.story
		b.place(pg, b.frame, pg.story(s))
		if b.crowded {
			pg.findings.Add(diag.Finding{
				Code: "inset-no-room", Severity: diag.Error, Pos: b.Pos, Page: pg.Name, Story: s.ID, Frame: b.frame.name(),
				Box:     geom.Rect{X: b.x, Y: pg.grid.top(b.lines.From), W: b.w, H: pg.grid.foot(b.lines.To) - pg.grid.top(b.lines.From)},
				Message: diag.T("插文只有 %d 行，排不下", "the inset has %d lines, too few for its copy", b.lines.Len()),
				Hint:    diag.T("多给几行（lines 或 height），或缩短文字", "give it more lines (lines or height), or shorten its copy"),
			})
		}
	}
}

// writeFigures writes the pictures and reports those that captions crowd out.
func (pl *plan) writeFigures() {
	for _, p := range pl.figs {
		pg, s := p.frame.page, pl.story
		p.place(pg, s, p.frame, pg.story(s))
		if p.crowded {
			pg.findings.Add(diag.Finding{
				Code: "picture-no-room", Severity: diag.Error, Pos: p.Pos, Page: pg.Name, Story: s.ID, Frame: p.frame.name(),
				Box:     geom.Rect{X: p.x, Y: pg.grid.top(p.lines.From), W: p.w, H: pg.grid.foot(p.lines.To) - pg.grid.top(p.lines.From)},
				Message: diag.T("图片“%s”共 %d 行，排下图说后不足 %d 行", "picture %q has %d lines: after its caption fewer than %d are left", p.Image.Name, p.lines.Len(), minPicture),
				Hint:    diag.T("给图片多几行（lines），或缩短图说", "give the picture more lines, or shorten the caption"),
			})
		}
	}
}
