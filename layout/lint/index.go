package lint

import (
	"fmt"
	"unicode/utf8"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// story is a story's copy in the order it is read.
type story struct {
	*edition.Story
	passages []*passage
}

// passage is copy read in one go: a paragraph with the dateline run in to it, a
// line of a head, a caption.
type passage struct {
	story *story
	role  sheet.Role
	runes []rune
	parts []part
	lines []line // as set, in reading order
	from  []int  // of each line, its first rune in runes
}

// part is a stretch of a passage that has a place in the input.
type part struct {
	from int
	in   edition.Inline
}

// at gives the place of rune i in the input.
func (p *passage) at(i int) diag.Pos {
	for k := len(p.parts) - 1; k >= 0; k-- {
		if x := p.parts[k]; i >= x.from {
			return x.in.At(min(i-x.from, max(len(x.in.Runes)-1, 0)))
		}
	}
	return p.parts[0].in.Pos
}

// find gives a finding about the runes [from,to), with the place where the first
// of them stands on its page; that is unknown if it is overset.
func (p *passage) find(from, to int) diag.Finding {
	f := diag.Finding{Pos: p.at(from), Width: to - from, Story: p.story.ID}
	k := p.lineOf(from)
	if k < 0 {
		return f
	}
	l := p.lines[k]
	f.Page, f.Frame, f.Box = l.page.Name, l.Frame, l.bounds()
	if r := charBox(l.Line, from-p.from[k]); !r.Empty() {
		f.Box = r
		for i := from + 1; i < to && p.lineOf(i) == k; i++ {
			f.Box = f.Box.Union(charBox(l.Line, i-p.from[k]))
		}
	}
	return f
}

// lineOf gives the line that rune i stands on, -1 if none.
func (p *passage) lineOf(i int) int {
	for k := len(p.lines) - 1; k >= 0; k-- {
		if n := p.from[k]; i >= n {
			if i < n+utf8.RuneCountInString(p.lines[k].Text) {
				return k
			}
			return -1
		}
	}
	return -1
}

// charBox gives the em box of a line's rune i; it is empty if no glyph of its
// own stands for it.
func charBox(l *sheet.Line, i int) geom.Rect {
	want := []rune(l.Text)
	n := 0 // of l.Text, at the next run
	for _, t := range l.Runs {
		have := []rune(t.Text)
		for n < len(want) && len(have) > 0 && want[n] != have[0] {
			n++ // a space that was dropped
		}
		if i < n {
			break
		}
		if k := i - n; k < len(have) {
			for _, cell := range t.Cells {
				if k -= int(cell.Runes); k < 0 {
					b := t.Bounds()
					return geom.Rect{X: b.X + cell.X, Y: b.Y, W: cell.W, H: b.H}
				}
			}
		}
		n += len(have)
	}
	return geom.Rect{}
}

// index joins the edition's stories, pages and frames to what was set of them.
func (c *checker) index(sheets *sheet.Edition) {
	byPage := map[string]*edition.Page{}
	for _, p := range c.ed.Pages {
		byPage[p.Name] = p
	}
	byID, at := map[string]*story{}, map[placeKey]*passage{}
	for _, s := range c.ed.Stories {
		st := read(s)
		c.stories = append(c.stories, st)
		byID[s.ID] = st
		for _, p := range st.passages {
			at[placeKey{s.ID, p.parts[0].in.Pos}] = p
		}
	}
	for _, p := range sheets.Pages {
		pg := &page{Page: p, ed: byPage[p.Name]}
		if pg.ed == nil {
			continue
		}
		c.pages = append(c.pages, pg)
		for _, f := range p.Frames {
			pg.addFrame(f, byID[f.Story])
		}
		for _, s := range p.Stories {
			if !s.Furniture {
				pg.addStory(s, at)
			}
		}
	}
}

// placeKey names a passage: two stories may share one file.
type placeKey struct {
	story string
	pos   diag.Pos
}

func (pg *page) addFrame(f sheet.Frame, s *story) {
	if s == nil || f.N < 1 || f.N > len(s.Frames) {
		return
	}
	out := &frame{Frame: f, ed: s.Frames[f.N-1], story: s, name: fmt.Sprintf("%s/%d", f.Story, f.N)}
	for _, r := range f.Legs {
		out.legs = append(out.legs, leg{rect: r})
	}
	pg.frames = append(pg.frames, out)
}

func (pg *page) frame(name string) *frame {
	for _, f := range pg.frames {
		if f.name == name {
			return f
		}
	}
	return nil
}

// addStory deals a story's lines out to its passages and frames.
func (pg *page) addStory(s *sheet.Story, at map[placeKey]*passage) {
	for _, b := range s.Blocks {
		pg.join(s.ID, b, at)
		switch b.Role {
		case sheet.Figure, sheet.Inset:
			pg.addFigure(b)
			continue
		}
		for i := range b.Lines {
			l := line{Line: &b.Lines[i], block: b, page: pg, n: i}
			f := pg.frame(l.Frame)
			switch {
			case f == nil:
			case isHead(b.Role):
				f.heads = append(f.heads, l)
			case isCopy(b.Role) && l.Leg >= 1 && l.Leg <= len(f.legs):
				f.legs[l.Leg-1].lines = append(f.legs[l.Leg-1].lines, l)
			}
		}
	}
}

// join gives a block's lines to the passage that they set.
func (pg *page) join(story string, b *sheet.Block, at map[placeKey]*passage) {
	if p := at[placeKey{story, b.Pos}]; p != nil {
		for i := range b.Lines {
			n := 0
			if k := len(p.lines); k > 0 {
				n = p.from[k-1] + utf8.RuneCountInString(p.lines[k-1].Text)
			}
			p.lines = append(p.lines, line{Line: &b.Lines[i], block: b, page: pg, n: i})
			p.from = append(p.from, n)
		}
	}
	for _, kid := range b.Blocks {
		pg.join(story, kid, at)
	}
}

// addFigure gives a picture or an inset to its frame.
func (pg *page) addFigure(b *sheet.Block) {
	fig := &figure{pos: b.Pos, picture: b.Picture}
	if b.Picture != nil {
		fig.rect = b.Picture.Rect
	}
	fig.addLines(pg, b)
	var home *frame
	if len(fig.lines) > 0 {
		home = pg.frame(fig.lines[0].Frame)
	}
	for _, f := range pg.frames {
		if home == nil && !f.Rect.Intersect(fig.rect).Empty() {
			home = f
		}
	}
	if home == nil {
		return
	}
	for _, in := range home.story.Insets {
		if r := pg.spot(home, in.Spot); b.Role == sheet.Inset && !r.Intersect(fig.rect).Empty() {
			fig.rect = fig.rect.Union(r)
		}
	}
	home.parts = append(home.parts, fig)
}

// spot gives the place of what has lines of its own in a frame; it is empty for
// what has none.
func (pg *page) spot(f *frame, s edition.Spot) geom.Rect {
	if s.Frame != f.ed || s.Lines == (edition.Span{}) {
		return geom.Rect{}
	}
	cols := f.ed.Columns
	if s.Columns != (edition.Span{}) {
		cols = s.Columns
	}
	r := pg.cells(cols, s.Lines)
	if s.Legs.From >= 1 && s.Legs.To <= len(f.legs) && s.Legs.To >= s.Legs.From {
		a, b := f.legs[s.Legs.From-1].rect, f.legs[s.Legs.To-1].rect
		r.X, r.W = a.X, b.Right()-a.X
	}
	return r
}

// cells covers lines of base columns from em top to em foot.
func (pg *page) cells(cols, lines edition.Span) geom.Rect {
	g := pg.Grid
	last := len(g.Baselines)
	if lines.From < 1 || lines.To > last || lines.To < lines.From {
		return geom.Rect{}
	}
	step := geom.Length(g.Measure)*g.Em + g.Gap
	y := g.Baselines[lines.From-1] - g.Em.MulDiv(emTop, 1000)
	return geom.Rect{
		X: pg.TypeArea.X + geom.Length(cols.From-1)*step, Y: y,
		W: geom.Length(cols.Len())*step - g.Gap, H: g.Baselines[lines.To-1] - y + g.Em - g.Em.MulDiv(emTop, 1000),
	}
}

func (fig *figure) addLines(pg *page, b *sheet.Block) {
	for i := range b.Lines {
		l := line{Line: &b.Lines[i], block: b, page: pg, n: i}
		fig.lines = append(fig.lines, l)
		fig.rect = fig.rect.Union(l.bounds())
	}
	for _, kid := range b.Blocks {
		fig.addLines(pg, kid)
	}
}

func isHead(r sheet.Role) bool {
	return r == sheet.Standing || r == sheet.Kicker || r == sheet.Head || r == sheet.Deck
}

func isCopy(r sheet.Role) bool {
	return r == sheet.Paragraph || r == sheet.Crosshead || r == sheet.Byline || r == sheet.Dateline
}

// read lists a story's passages: head, copy, insets, captions.
func read(s *edition.Story) *story {
	out := &story{Story: s}
	add := func(role sheet.Role, ins ...edition.Inline) {
		for _, in := range ins {
			if len(in.Runes) > 0 {
				out.passages = append(out.passages, &passage{story: out, role: role, runes: in.Runes, parts: []part{{0, in}}})
			}
		}
	}
	add(sheet.Standing, s.Standing...)
	add(sheet.Kicker, s.Kicker...)
	add(sheet.Head, s.Head...)
	add(sheet.Deck, s.Deck...)
	roles := [...]sheet.Role{
		edition.Paragraph: sheet.Paragraph, edition.Crosshead: sheet.Crosshead,
		edition.Byline: sheet.Byline, edition.Dateline: sheet.Dateline,
	}
	for i, b := range s.Copy {
		if n := len(out.passages); i > 0 && s.Copy[i-1].Kind == edition.Dateline && b.Kind == edition.Paragraph && n > 0 {
			out.passages[n-1].runIn(b.Inline)
			continue
		}
		add(roles[b.Kind], b.Inline)
	}
	for _, in := range s.Insets {
		add(sheet.Inset, in.Text...)
	}
	for _, p := range s.Pictures {
		add(sheet.Caption, p.Caption)
		add(sheet.Credit, p.Credit)
	}
	return out
}

// runIn makes a dateline the paragraph that it runs in to, as makeup does: with
// one 字 of air between.
func (p *passage) runIn(in edition.Inline) {
	p.role = sheet.Paragraph
	p.runes = append(append([]rune(nil), p.runes...), '　')
	p.parts = append(p.parts, part{len(p.runes), in})
	p.runes = append(p.runes, in.Runes...)
}
