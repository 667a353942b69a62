package makeup

import (
	"slices"

	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// headLine is one line of a head block, set but not yet placed.
type headLine struct {
	*sheet.Block
	in     edition.Inline
	st     *style
	line   paragraph.Line
	y      geom.Length // em top, from the block's top
	beside bool        // on the line before: a standing head's second piece
}

// headBlock is a story's head as set: standing head, kicker, head, deck.
type headBlock struct {
	pieces []headLine
	height geom.Length // of type and air, before it is rounded up to lines
	lines  int
}

// headBlock sets a story's head in a measure. Its height is the sizes of its
// lines, the air of their styles between them, above and below, rounded up to
// whole lines of the grid (NEWSPAPER: head block height).
//
// a is what copyfit changes.
func (pg *page) headBlock(s *edition.Story, measure geom.Length, a adjust) headBlock {
	hb := headBlock{pieces: slices.Clone(pg.headLines(headKey{s, measure, a.size}))}
	if len(hb.pieces) == 0 {
		return hb
	}
	hb.stack()
	pitch := pg.grid.Pitch()
	hb.lines = hb.height.CeilDiv(pitch)
	if s.HeadAt.Lines > 0 {
		hb.lines = s.HeadAt.Lines
	}
	hb.lines = max(hb.lines+a.head, 1)
	// What rounding up adds goes half above and half below, and so does what is
	// taken away.
	spare := pitch*geom.Length(hb.lines) - hb.height
	for i := range hb.pieces {
		hb.pieces[i].y += spare / 2
	}
	return hb
}

// loose reports whether half a line of air is left in the block about its type.
func (hb *headBlock) loose(pitch geom.Length) bool {
	first, last := hb.pieces[0], hb.pieces[len(hb.pieces)-1]
	return pitch*geom.Length(hb.lines) >= last.y+last.st.Size-first.y+pitch/2
}

// headKey is what a head block's lines depend on: size is steps from the head's own.
type headKey struct {
	story   *edition.Story
	measure geom.Length
	size    int
}

// headLines sets the lines of a head block, once for each key.
func (pg *page) headLines(k headKey) []headLine {
	if out, ok := pg.heads[k]; ok {
		return out
	}
	var out []headLine
	add := func(role sheet.Role, in edition.Inline, beside bool, size int) {
		st := pg.styles.of(k.story.Styles[role])
		fitted := st.fit.Size(st.text(in), &st.Style, level(k.measure))
		st = st.sized(fitted + st.sizeStep*geom.Length(size))
		b := block(role, st, in)
		for _, ln := range pg.set(k.story.ID, in, st, k.measure) {
			out = append(out, headLine{Block: b, in: in, st: st, line: ln, beside: beside})
		}
	}
	for i, in := range k.story.Standing {
		add(sheet.Standing, in, i > 0, 0)
	}
	for _, in := range k.story.Kicker {
		add(sheet.Kicker, in, false, 0)
	}
	for _, in := range k.story.Head {
		add(sheet.Head, in, false, k.size)
	}
	for _, in := range k.story.Deck {
		add(sheet.Deck, in, false, 0)
	}
	pg.heads[k] = out
	return out
}

// stack gives each line its height in the block.
func (hb *headBlock) stack() {
	var y geom.Length
	for i := range hb.pieces {
		p := &hb.pieces[i]
		switch {
		case i == 0:
			y = p.st.before
		case p.beside:
			p.y = hb.pieces[i-1].y + (hb.pieces[i-1].st.Size-p.st.Size)/2
			continue
		default:
			q := &hb.pieces[i-1]
			air := max(q.st.after, p.st.before)
			if q.Role == p.Role {
				air = p.st.leading - p.st.Size
			}
			y += q.st.Size + air
		}
		p.y = y
	}
	last := hb.pieces[len(hb.pieces)-1]
	hb.height = y + last.st.Size + last.st.after
}

// place writes the block with its top at line from of the frame, and gives its
// blocks to the story.
func (hb *headBlock) place(pg *page, f *frame, out *sheet.Story, x, w geom.Length, from int) {
	top := pg.grid.top(from)
	var open *sheet.Block
	for i := range hb.pieces {
		p := &hb.pieces[i]
		if p.Block != open {
			out.Blocks = append(out.Blocks, p.Block)
			open = p.Block
		}
		y := top + p.y
		at := place{origin: geom.Point{X: x, Y: y + p.st.Size.MulDiv(emTopMil, 1000)}, frame: f.name(), leg: 1}
		if p.beside {
			at.origin.X = x + w - p.line.Indent - p.line.Width
		}
		if p.st.ground != sheet.Paper {
			pg.plate(p, &at, y, x, w)
		}
		pg.emit(p.Block, p.in, &p.line, p.st, at)
		if p.st.rule != edition.RuleNone && p.line.Last && !p.beside {
			under := y + p.st.Size + p.st.Size/4
			pg.rule(p.st.rule, geom.Point{X: x, Y: under}, geom.Point{X: x + w, Y: under}, pg.ruleInk(p.st))
		}
	}
}

// plate draws the ground behind a line of a head: its type with ½ 字 of room at
// each side and ¼ above and below, down to the rule where it has one. Type flush
// with an edge moves in, so that the ground keeps the edge.
func (pg *page) plate(p *headLine, at *place, y, x, w geom.Length) {
	side, air := p.st.Size/2, p.st.Size/4
	left := at.origin.X + p.line.Indent
	if rs := p.line.Runs; len(rs) > 0 { // a centred line or one set to the end
		left = max(left, at.origin.X+rs[0].X)
	}
	switch {
	case left-side < x:
		at.origin.X += side
		left += side
	case left+p.line.Width+side > x+w:
		at.origin.X -= side
		left -= side
	}
	pg.out.Items = append(pg.out.Items, &sheet.Fill{
		Rect: geom.Rect{X: left - side, Y: y - air, W: p.line.Width + 2*side, H: p.st.Size + 2*air},
		Ink:  p.st.ground,
	})
}

// ruleInk is the ink of a rule under a head: its ground's, so that it goes on
// from it, else its type's.
func (pg *page) ruleInk(st *style) sheet.Ink {
	if st.ground != sheet.Paper {
		return st.ground
	}
	return st.ink
}
