package makeup

import (
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// groupBlock is a group of crossheads or bylines set as a block of whole lines.
type groupBlock struct {
	*piece
	set    [][]paragraph.Line
	step   geom.Length // between baselines
	bare   geom.Length // height of the type alone
	height geom.Length // of type and air
	lines  int         // of the grid
	offset geom.Length // from the first line's em top to the first em top of type
	onGrid bool        // every line on a line of the grid
}

// block sets a group in a measure: its type and the air of its style, rounded up
// to whole lines, the air above left out at the top of a leg. Bylines are body
// type and stand on the grid, their air in whole lines.
func (p *piece) block(measure, pitch geom.Length, top bool) groupBlock {
	// Type smaller than body takes a line of the grid each all the same.
	g := groupBlock{piece: p, set: p.setGroup(measure), step: max(p.st.leading, pitch)}
	n := 0
	for _, ls := range g.set {
		n += len(ls)
	}
	before := p.st.before
	if top {
		before = 0
	}
	if p.role == sheet.Byline {
		g.onGrid = true
		g.lines = n + before.CeilDiv(pitch) + p.st.after.CeilDiv(pitch)
		g.offset = pitch * geom.Length(before.CeilDiv(pitch))
		return g
	}
	g.bare = geom.Length(n-1)*g.step + p.st.Size
	g.height = before + g.bare + p.st.after
	g.lines = g.height.CeilDiv(pitch)
	g.offset = before
	return g.padded(0, pitch, top)
}

// padded gives the block with some lines more or less than its own; what is over
// the type's height goes half above and half below, or all below at the top of a
// leg, where type stands flush with the neighbours'.
func (g groupBlock) padded(extra int, pitch geom.Length, top bool) groupBlock {
	g.lines += extra
	if g.onGrid || top {
		return g
	}
	before := g.st.before
	g.offset = before + (pitch*geom.Length(g.lines)-g.height)/2
	return g
}

// place writes the block's lines from slot cur.
func (g groupBlock) place(out *flowed, i int, slots []slot, cur int) {
	s := slots[cur]
	em := s.frame.page.grid.Em
	y := s.baseline - em.MulDiv(emTopMil, 1000) + g.offset + g.st.Size.MulDiv(emTopMil, 1000)
	n := 0
	for part, lines := range g.set {
		for k := range lines {
			at := placed{piece: i, part: part, line: &lines[k], slot: cur + n, y: y + g.step*geom.Length(n), onGrid: g.onGrid}
			if g.onGrid {
				at.slot = cur + n + int(g.offset/pitchOf(s))
				at.y = slots[at.slot].baseline
			}
			out.lines = append(out.lines, at)
			n++
		}
	}
}
