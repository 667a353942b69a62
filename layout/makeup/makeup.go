// Package makeup is 拼版: it lays the grid of each page, turns frames into slots,
// flows stories through them and writes the finished sheets. It alone knows
// both the directions of text (along the line, across it) and x and y.
package makeup

import (
	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/parallel"
	"paiban/layout/sheet"
)

// page is one page being made up, as one story sees it: stories are laid out side by
// side, and share what is set here and the sheet, which is written in their order.
type page struct {
	*edition.Page
	grid      grid
	styles    *styles
	out       *sheet.Page
	furniture *sheet.Story // what belongs to the page, not to a story
	opt       Options

	// The story's own.
	findings *diag.Findings
	// What the plans that copyfit tries have in common is set once.
	heads    map[headKey][]headLine
	captions map[captionKey]*captionBlock
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
	out := &sheet.Edition{Name: ed.Name, Date: ed.Date.String(), Lang: ed.Lang}
	pages := map[*edition.Page]*page{}
	for _, p := range ed.Pages {
		pg := newPage(ed, p, lib, fs)
		pg.opt = opt
		pages[p] = pg
		out.Pages = append(out.Pages, pg.out)
	}
	stories := make([]*laid, len(ed.Stories))
	for i, s := range ed.Stories {
		stories[i] = newLaid(s, pages)
	}
	for _, p := range ed.Pages {
		pages[p].furnish()
	}
	var fits []Fit
	run := parallel.InOrder
	if opt.Memo != nil { // it may lend two stories the same paragraph
		run = parallel.InTurn
	}
	run(len(stories), func(i int) { stories[i].lay() }, func(i int) {
		st := stories[i]
		stories[i] = nil // it is large, and on its pages
		st.write()
		fs.Join(st.findings)
		fits = append(fits, st.fits...)
	})
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
