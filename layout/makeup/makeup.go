// Package makeup is 拼版: it lays the grid of each page, turns frames into slots,
// flows stories through them and writes the finished sheets. It alone knows
// both the directions of text (along the line, across it) and x and y.
package makeup

import (
	"fmt"
	"slices"

	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// page is one page being made up.
type page struct {
	*edition.Page
	grid      grid
	styles    *styles
	out       *sheet.Page
	furniture *sheet.Story // what belongs to the page, not to a story
	findings  *diag.Findings
}

// maker makes up an edition.
type maker struct {
	ed       *edition.Edition
	pages    map[*edition.Page]*page
	findings *diag.Findings
}

// Pages makes up the whole edition. Findings (overset, missing glyphs, misfits)
// go to fs; every rune of every story is on a page or counted in its Fit's over.
func Pages(ed *edition.Edition, lib *fonts.Library, fs *diag.Findings) (*sheet.Edition, []Fit) {
	m := &maker{ed: ed, pages: map[*edition.Page]*page{}, findings: fs}
	out := &sheet.Edition{Name: ed.Name, Date: ed.Date.String(), Lang: ed.Lang}
	for _, p := range ed.Pages {
		pg := newPage(ed, p, lib, fs)
		m.pages[p] = pg
		out.Pages = append(out.Pages, pg.out)
	}
	frames := make([][]*frame, len(ed.Stories))
	for i, s := range ed.Stories {
		for _, f := range s.Frames {
			fr := newFrame(m.pages[f.Page], f)
			fr.story = s.ID
			frames[i] = append(frames[i], fr)
			fr.page.ground(fr)
		}
	}
	for _, p := range ed.Pages {
		m.pages[p].furnish()
	}
	var fits []Fit
	for i, s := range ed.Stories {
		fits = append(fits, m.story(s, frames[i])...)
	}
	return out, fits
}

func newPage(ed *edition.Edition, p *edition.Page, lib *fonts.Library, fs *diag.Findings) *page {
	g := newGrid(p)
	pg := &page{
		Page: p, grid: g, findings: fs,
		styles: &styles{fonts: lib, grid: p.Grid, lang: ed.Lang, done: map[*edition.Style]*style{}},
		out: &sheet.Page{
			Name: p.Name, Title: title(ed, p), Trim: p.Trim, Bleed: p.Bleed, TypeArea: g.area,
			Grid: sheet.Grid{Em: p.Grid.Em, Columns: p.Grid.Columns, Measure: p.Grid.Measure, Gap: g.gap(), Baselines: g.baselines()},
		},
		furniture: &sheet.Story{ID: "furniture", Furniture: true, Pos: p.Pos},
	}
	pg.out.Stories = append(pg.out.Stories, pg.furniture)
	return pg
}

func title(ed *edition.Edition, p *edition.Page) string {
	t := ed.Name
	if d := ed.Date.String(); d != "" {
		t += " " + d
	}
	t += " 第" + p.Number + "版"
	if p.Section != "" {
		t += " " + p.Section
	}
	return t
}

// furnish writes the page's own things: folio line and placed rules.
func (pg *page) furnish() {
	if pg.Folio != nil {
		pg.folio(pg.Folio)
	}
	for _, r := range pg.Rules {
		pg.placedRule(r)
	}
}

// folio writes the 报眉 above the type area: three pieces on one baseline and a
// rule half a line under them.
func (pg *page) folio(f *edition.Folio) {
	st := pg.styles.of(f.Style)
	pitch := pg.grid.Pitch()
	area := pg.grid.area
	ruleY := pg.grid.top(1) - pitch
	base := ruleY - pitch/2
	b := &sheet.Block{Role: sheet.Folio, Style: st.name, Pos: pg.Pos}
	for _, part := range []struct {
		in edition.Inline
		at int64 // how much of the spare width stands left of it, in halves
	}{{f.Left, 0}, {f.Center, 1}, {f.Right, 2}} {
		if len(part.in.Runes) == 0 {
			continue
		}
		flat := *st
		flat.Align, flat.Indent = paragraph.Start, 0
		for _, ln := range pg.set("", part.in, &flat, area.W) {
			x := area.X + (area.W-ln.Width).MulDiv(part.at, 2)
			pg.emit(b, part.in, &ln, &flat, place{origin: geom.Point{X: x, Y: base}})
		}
	}
	pg.furniture.Blocks = append(pg.furniture.Blocks, b)
	pg.rule(f.Rule, geom.Point{X: area.X, Y: ruleY}, geom.Point{X: area.Right(), Y: ruleY}, st.ink)
}

// story gives the page's part of a story, opened when first asked for.
func (pg *page) story(s *edition.Story) *sheet.Story {
	for _, st := range pg.out.Stories {
		if !st.Furniture && st.ID == s.ID {
			return st
		}
	}
	st := &sheet.Story{ID: s.ID, Pos: s.Pos}
	pg.out.Stories = append(pg.out.Stories, st)
	return st
}

func (f *frame) name() string { return fmt.Sprintf("%s/%d", f.story, f.N) }

// story makes up one story: its head and pictures first, since text goes around
// them, then its copy through the slots that are left.
func (m *maker) story(s *edition.Story, frames []*frame) []Fit {
	byEd := map[*edition.Frame]*frame{}
	for _, f := range frames {
		byEd[f.Frame] = f
	}
	hf := byEd[s.HeadAt.Frame]
	if hf == nil {
		hf = frames[0]
	}
	m.head(s, hf)
	figs := m.figures(s, frames, byEd)
	gal := hf.page.newGalley(s)
	slots, fl := gal.fit(frames)
	for _, p := range gal.pieces {
		m.missing(s, hf.page, p)
	}
	for _, f := range frames {
		legs := make([]geom.Rect, len(f.legs))
		for i, l := range f.legs {
			legs[i] = geom.Rect{X: l.x, Y: f.page.grid.top(f.lines.From), W: l.w, H: f.page.grid.foot(f.lines.To) - f.page.grid.top(f.lines.From)}
		}
		f.page.out.Frames = append(f.page.out.Frames, sheet.Frame{Story: s.ID, N: f.N, Rect: f.rect, Legs: legs})
	}
	m.write(s, gal, slots, fl)
	for _, fg := range figs {
		fg.fig.place(fg.frame.page, s, fg.frame, fg.frame.page.story(s))
	}
	return m.fits(s, gal, frames, slots, fl)
}

// head places a story's head at the top of its frame and keeps text off it.
func (m *maker) head(s *edition.Story, f *frame) {
	legs := s.HeadAt.Legs
	if legs == (edition.Span{}) {
		legs = edition.Span{From: 1, To: len(f.legs)}
	}
	x, w := f.span(legs)
	hb := f.page.headBlock(s, w)
	if hb.lines == 0 {
		return
	}
	hb.place(f.page, f, f.page.story(s), x, w, f.lines.From)
	at := edition.Span{From: f.lines.From, To: f.lines.From + hb.lines - 1}
	f.holes = append(f.holes, hole{x: x, w: w, lines: at})
	if at.To > f.lines.To {
		m.findings.Add(diag.Finding{
			Code: "head-no-room", Severity: diag.Error, Pos: s.Pos, Page: f.page.Name, Story: s.ID, Frame: f.name(), Box: f.rect,
			Message: diag.T("标题要 %d 行，框只有 %d 行", "the head needs %d lines, its frame has %d", hb.lines, f.lines.Len()),
			Hint:    diag.T("加高框、改小标题字号（style）或改短标题", "give the frame more lines, make the head smaller (style), or shorten it"),
		})
	}
}

// placedFigure is a figure and the frame it stands in.
type placedFigure struct {
	fig   figure
	frame *frame
}

func (m *maker) figures(s *edition.Story, frames []*frame, byEd map[*edition.Frame]*frame) []placedFigure {
	var out []placedFigure
	for _, p := range s.Pictures {
		f := byEd[p.Frame]
		if f == nil {
			f = frames[0]
		}
		from := f.lines.From
		if p.Lines == (edition.Span{}) {
			from = f.freeFrom(pictureLegs(p, len(f.legs)))
		}
		fig := f.page.figure(s, p, f, from, m.findings)
		f.holes = append(f.holes, hole{x: fig.x, w: fig.w, lines: fig.lines, air: 1})
		out = append(out, placedFigure{fig, f})
	}
	return out
}

// freeFrom is the first line from which all legs of s are free of what stands at
// the frame's top.
func (f *frame) freeFrom(s edition.Span) int {
	n := f.lines.From
	for i := s.From; i <= s.To; i++ {
		n = max(n, f.firstFree(f.legs[clamp(i-1, 0, len(f.legs)-1)]))
	}
	return min(n, f.lines.To)
}

// fit flows a galley through its frames; if the last of them is to be balanced,
// to the least foot at which nothing is left over.
func (gal *galley) fit(frames []*frame) ([]slot, flowed) {
	upTo := func(last int) []slot {
		var out []slot
		for i, f := range frames {
			foot := 0
			if i == len(frames)-1 {
				foot = last
			}
			out = append(out, f.slots(foot)...)
		}
		return out
	}
	slots := upTo(0)
	fl := gal.flow(slots)
	end := frames[len(frames)-1]
	if !end.Balance || len(fl.over) > 0 {
		return slots, fl
	}
	for last := end.lines.To - 1; last >= end.lines.From; last-- {
		s := upTo(last)
		next := gal.flow(s)
		if len(next.over) > 0 {
			break
		}
		slots, fl = s, next
	}
	return slots, fl
}

// write puts the lines that found a slot on their pages.
func (m *maker) write(s *edition.Story, gal *galley, slots []slot, fl flowed) {
	open := map[[2]int]*sheet.Block{}
	for _, l := range fl.lines {
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
			open[key] = b
			st := pg.story(s)
			st.Blocks = append(st.Blocks, b)
		}
		at := place{origin: geom.Point{X: sl.x, Y: l.y}, frame: sl.frame.name(), leg: sl.leg + 1, onGrid: l.onGrid}
		pg.emit(b, in, l.line, p.st, at)
	}
}
