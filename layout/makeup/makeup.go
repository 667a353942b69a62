// Package makeup is 拼版: it lays the grid of each page, turns frames into slots,
// flows stories through them and writes the finished sheets. It alone knows
// both the directions of text (along the line, across it) and x and y.
package makeup

import (
	"slices"
	"strconv"

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
	opt       Options
	findings  *diag.Findings

	// What the plans that copyfit tries have in common is set once.
	heads    map[headKey][]headLine
	captions map[captionKey]*captionBlock
}

// maker makes up an edition.
type maker struct {
	ed       *edition.Edition
	pages    map[*edition.Page]*page
	findings *diag.Findings
}

// Options says what a run may use beside the edition. Each may be left out.
type Options struct {
	Earlier *sheet.Earlier // copy that it has lines of keeps them where it can
	Memo    *Memo          // what it has from the run before is not set again
	Trace   func(Broken)   // is told how each paragraph was broken
}

// Pages makes up the whole edition. Findings (overset, missing glyphs, misfits)
// go to fs; every rune of every story is on a page or counted in its Fit's over.
func Pages(ed *edition.Edition, lib *fonts.Library, opt Options, fs *diag.Findings) (*sheet.Edition, []Fit) {
	opt.Memo.turn()
	readAhead(ed, lib)
	m := &maker{ed: ed, pages: map[*edition.Page]*page{}, findings: fs}
	out := &sheet.Edition{Name: ed.Name, Date: ed.Date.String(), Lang: ed.Lang}
	for _, p := range ed.Pages {
		pg := newPage(ed, p, lib, fs)
		pg.opt = opt
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
	fs.SumUp()
	return out, fits
}

func newPage(ed *edition.Edition, p *edition.Page, lib *fonts.Library, fs *diag.Findings) *page {
	g := newGrid(p)
	pg := &page{
		Page: p, grid: g, findings: fs, heads: map[headKey][]headLine{}, captions: map[captionKey]*captionBlock{},
		styles: &styles{fonts: lib, grid: p.Grid, lang: ed.Lang, done: map[*edition.Style]*style{}},
		out: &sheet.Page{
			Name: p.Name, Title: title(ed, p), Trim: p.Trim, Bleed: p.Bleed, TypeArea: g.area,
			Fold: p.FoldX(), Halves: p.Halves,
			Grid: sheet.Grid{Em: p.Grid.Em, Columns: p.Grid.Columns, Measure: p.Grid.Measure, Gap: g.gap(), Baselines: g.baselines(),
				Fold: p.Grid.Fold, Gutter: p.Grid.Gutter},
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
		pg.folio(pg.Folio, pg.folioArea(0))
	}
	if pg.RightFolio != nil {
		pg.folio(pg.RightFolio, pg.folioArea(1))
	}
	for _, r := range pg.Rules {
		pg.placedRule(r)
	}
}

// folioArea is the type area, of a spread that of its left half or its right (1).
func (pg *page) folioArea(half int) geom.Rect {
	g := pg.grid
	r := g.area
	if g.Fold == 0 {
		return r
	}
	cols := edition.Span{From: 1 + half*g.Fold, To: g.Fold + half*g.Fold}
	r.X, r.W = g.columnX(cols.From), g.columnsWidth(cols)
	return r
}

// folio writes the 报眉 above the type area: three pieces on one baseline and a
// rule half a line under them.
func (pg *page) folio(f *edition.Folio, area geom.Rect) {
	st := pg.styles.of(f.Style)
	pitch := pg.grid.Pitch()
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

func (f *frame) name() string { return f.story + "/" + strconv.Itoa(f.N) }

// story makes up one story: its head and pictures first, since text goes around
// them, then its copy through the slots that are left.
func (m *maker) story(s *edition.Story, frames []*frame) []Fit {
	pl, gal, slots, fl := m.fitted(s, frames)
	for _, f := range pl.frames {
		legs := make([]geom.Rect, len(f.legs))
		g := f.page.grid
		for i, l := range f.legs {
			legs[i] = geom.Rect{X: l.x, Y: g.top(f.lines.From), W: l.w, H: g.foot(f.lines.To) - g.top(f.lines.From)}
		}
		f.page.out.Frames = append(f.page.out.Frames, sheet.Frame{Story: s.ID, N: f.N, Rect: f.rect, Legs: legs})
	}
	pl.writeHead()
	m.write(s, gal, slots, fl)
	pl.frames[0].page.trace(s, gal, slots, fl)
	pl.writeJumps()
	pl.writeInsets()
	pl.writeFigures()
	pl.writeLegRules()
	for _, p := range gal.pieces {
		m.missing(s, pl.frames[0].page, p)
	}
	fits := m.fits(pl, gal, frames, slots, fl)
	gal.done(pl.frames[0].page.opt.Memo)
	return fits
}

// write puts the lines that found a slot on their pages.
func (m *maker) write(s *edition.Story, gal *galley, slots []slot, fl flowed) {
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
			st := pg.story(s)
			st.Blocks = append(st.Blocks, b)
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
