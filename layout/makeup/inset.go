package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// insetBlock is an inset laid out in its frame, not yet written.
type insetBlock struct {
	*edition.Inset
	x, w    geom.Length
	lines   edition.Span
	parts   []insetPart
	crowded bool // its copy needs more lines than it has
}

// insetPart is one paragraph of an inset as set.
type insetPart struct {
	role sheet.Role
	in   edition.Inline
	st   *style
	set  []paragraph.Line
	step int // lines of the grid that each of its own takes: type larger than the pitch needs more than one
}

// height is the lines of the grid that it takes.
func (p *insetPart) height() int { return len(p.set) * p.step }

// inset lays an inset out. Its copy stands on lines of the page's grid, a 字
// inside a border or tint and a line below its top edge.
func (pg *page) inset(s *edition.Story, in *edition.Inset, f *frame) insetBlock {
	b := insetBlock{Inset: in}
	b.x, b.w = f.across(&in.Spot)
	st := pg.styles.of(in.Style)
	measure := b.w - 2*b.side(pg)
	add := func(role sheet.Role, c edition.Inline, st *style) {
		if len(c.Runes) > 0 {
			step := max(1, st.Size.CeilDiv(pg.grid.Pitch()))
			b.parts = append(b.parts, insetPart{role, c, st, pg.set(s.ID, c, st, measure), step})
		}
	}
	for _, c := range in.Text {
		add(sheet.Inset, c, st)
	}
	if in.Captions {
		for _, p := range s.Pictures {
			add(sheet.Caption, p.Caption, pg.styles.of(s.Styles[sheet.Caption]))
			add(sheet.Credit, p.Credit, pg.styles.of(s.Styles[sheet.Credit]))
		}
	}
	need := 0
	for _, p := range b.parts {
		need += p.height()
	}
	need += 2 * b.edge()
	b.lines = in.Lines
	if b.lines == (edition.Span{}) {
		n := need
		if in.Height > 0 {
			n = in.Height
		}
		from := f.freeFrom(b.x, b.w)
		b.lines = edition.Span{From: from, To: min(from+n-1, f.lines.To)}
	}
	b.crowded = need > b.lines.Len()
	return b
}

// drawn reports whether an edge of the inset can be seen.
func (b *insetBlock) drawn() bool {
	return b.Tint != sheet.Paper || b.Border.Kind != edition.RuleNone && b.Border.Kind != ""
}

// side is the clear width inside its left and right edges, edge the lines kept
// clear inside its top and bottom.
func (b *insetBlock) side(pg *page) geom.Length {
	if !b.drawn() {
		return 0
	}
	return pg.grid.Em * boxInset
}

func (b *insetBlock) edge() int {
	if !b.drawn() {
		return 0
	}
	return 1
}

// place writes the inset: its ground, then its copy in the middle of its lines.
func (b *insetBlock) place(pg *page, f *frame, out *sheet.Story) {
	g := pg.grid
	rect := geom.Rect{X: b.x, Y: g.top(b.lines.From), W: b.w, H: g.foot(b.lines.To) - g.top(b.lines.From)}
	if b.Tint != sheet.Paper {
		pg.out.Items = append(pg.out.Items, &sheet.Fill{Rect: rect, Ink: b.Tint})
	}
	pg.border(rect, b.Border)
	n := 0
	for _, p := range b.parts {
		n += p.height()
	}
	at := b.lines.From + max(b.edge(), (b.lines.Len()-n)/2)
	for _, p := range b.parts {
		blk := block(p.role, p.st, p.in)
		for i := range p.set {
			y := g.baseline(min(at+p.step-1, g.Lines))
			pg.emit(blk, p.in, &p.set[i], p.st, place{origin: geom.Point{X: b.x + b.side(pg), Y: y}, story: out.ID, frame: f.name(), leg: 1, onGrid: true})
			at += p.step
		}
		out.Blocks = append(out.Blocks, blk)
	}
}
