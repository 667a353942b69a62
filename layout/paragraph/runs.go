package paragraph

import (
	"slices"

	"paiban/fonts"
	"paiban/layout/geom"
)

// cells counts the glyphs of a line.
func (c *composer) cells(l span) int {
	n := 0
	for i := l.a; i < l.b; i++ {
		n += int(c.atoms[i].g1 - c.atoms[i].g0)
	}
	return n
}

// line turns a justified line into cells: runs is room for its runs, cells for those
// of all its runs.
func (c *composer) line(n int, p *placed, last bool, runs []Run, cells []fonts.Cell) Line {
	l := Line{
		From: c.rune(p.a), To: c.rune(p.b), Measure: c.lines[n],
		Natural: p.natural, Width: p.width, Misfit: p.misfit, Last: last, Forced: !c.mayEnd(p.b), Runs: runs,
	}
	if n == 0 {
		l.Indent = c.indent()
	}
	x := l.Indent
	switch free := l.Measure - l.Indent - p.width; {
	case free <= 0:
	case c.st.Align == Center:
		x += free / 2
	case c.st.Align == End:
		x += free
	}
	for i := p.a; i < p.b; i++ {
		l.Runs = c.put(l.Runs, cells, p, i, x)
		x += c.advance(p, i)
	}
	c.over(&l)
	c.under(&l)
	return l
}

// rune gives the text index where atoms[i] starts.
func (c *composer) rune(i int) int {
	if i == len(c.atoms) {
		return len(c.text)
	}
	return int(c.atoms[i].from)
}

// before gives what atom i loses of its blank left half, where it stands in p.
func (c *composer) before(p *placed, i int) geom.Length {
	a := &c.atoms[i]
	switch {
	case a.lead == 0, i == p.a && p.whole:
		return 0
	case i == p.a:
		return a.lead
	case c.atoms[i-1].cut > 0:
		return a.lead
	}
	return p.cut[i-p.a]
}

// after gives what atom i loses of its right side, where it stands in p.
func (c *composer) after(p *placed, i int) geom.Length {
	a := &c.atoms[i]
	if a.lead > 0 {
		return 0
	}
	d := p.cut[i-p.a]
	switch {
	case i < p.e-1 && a.cut > 0 && c.atoms[i+1].lead == 0:
		d += a.cut
	case i == p.e-1 && c.st.Punctuation == LineEndHalf:
		d += a.trail
	}
	return d
}

// advance gives how far the line moves on from atom i to the next.
func (c *composer) advance(p *placed, i int) geom.Length {
	if i >= p.e {
		return 0
	}
	a := &c.atoms[i]
	w := a.width - c.before(p, i) - c.after(p, i)
	if i < p.e-1 {
		w += a.joint + c.tracking(a) + p.after[i-p.a]
	}
	return w
}

// put adds atom i at x to the runs: to the last one if the face is the same. The first
// run's cells begin in room, each other's where those of the one before end.
func (c *composer) put(runs []Run, room []fonts.Cell, p *placed, i int, x geom.Length) []Run {
	a := &c.atoms[i]
	if len(runs) == 0 || runs[len(runs)-1].Face != a.face {
		if n := len(runs); n > 0 {
			last := &runs[n-1]
			room, last.Cells = last.Cells[len(last.Cells):], slices.Clip(last.Cells)
		}
		runs = append(runs, Run{Face: a.face, Size: c.em, From: int(a.from), X: x, Cells: room})
	}
	r := &runs[len(runs)-1]
	r.To = int(a.to)
	if i >= p.e { // a dropped blank keeps its character
		r.Cells = append(r.Cells, fonts.Cell{ID: c.glyphs[a.g0].ID, Runes: uint32(a.to - a.from), X: x - r.X})
		return runs
	}
	if a.class == softHyphen && i == p.e-1 {
		r.Cells = append(r.Cells, fonts.Cell{ID: a.face.Glyph('-'), Runes: 1, X: x - r.X, W: a.hyphen})
		return runs
	}
	lead, trail := c.before(p, i), c.after(p, i)
	for _, g := range c.glyphs[a.g0:a.g1] {
		g.X += x - r.X
		if lead > 0 || trail > 0 { // a squeezed mark is one glyph
			g.Dx -= a.nudge.MulDiv(int64(lead+trail), int64(max(a.lead+a.trail, 1)))
			g.W -= lead + trail
		}
		r.Cells = append(r.Cells, g)
	}
	if a.hyphen > 0 && i == p.e-1 { // of a parted word: it stands for no character
		r.Cells = append(r.Cells, fonts.Cell{ID: a.face.Glyph('-'), X: x + a.width - r.X, W: a.hyphen})
	}
	return runs
}
