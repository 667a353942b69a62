package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// place is where one line goes on the page.
type place struct {
	origin geom.Point // left end of the measure, on the baseline
	story  string     // whose faults are told; "" = none are: a head's lint tells, what is not copy has none
	frame  string     // "lead/1"
	leg    int        // from 1
	onGrid bool
}

// emit writes a set line on the page: its runs, the 注音 above and the 专名号 below it
// to the display list, the line to its block.
func (pg *page) emit(b *sheet.Block, in edition.Inline, ln *paragraph.Line, st *style, at place) {
	if at.story != "" {
		pg.faults(in, ln, st, at)
	}
	out := sheet.Line{
		Text:    string(in.Runes[ln.From:ln.To]),
		Origin:  at.origin,
		Indent:  ln.Indent,
		Measure: ln.Measure,
		Natural: ln.Natural,
		Width:   ln.Width,
		Misfit:  ln.Misfit,
		Em:      st.Size,
		Frame:   at.frame,
		Leg:     at.leg,
		Last:    ln.Last,
		OnGrid:  at.onGrid,
	}
	if len(ln.Runs) > 0 && ln.Runs[0].X > ln.Indent { // a centred line or one set to the end
		out.Indent = ln.Runs[0].X
	}
	for i := range ln.Runs {
		r := &ln.Runs[i]
		t := &sheet.Text{
			Face:   r.Face,
			Size:   r.Size,
			Ink:    st.ink,
			Origin: geom.Point{X: at.origin.X + r.X, Y: at.origin.Y},
			Cells:  r.Cells,
			Text:   out.Text,
		}
		if r.From != ln.From || r.To != ln.To { // not all of the line
			t.Text = string(in.Runes[r.From:r.To])
		}
		pg.out.Items = append(pg.out.Items, t)
		out.Runs = append(out.Runs, t)
	}
	for i := range ln.Over {
		o := &ln.Over[i]
		t := &sheet.Text{
			Face:   o.Face,
			Size:   o.Size,
			Ink:    st.ink,
			Origin: geom.Point{X: at.origin.X + o.X, Y: at.origin.Y - o.Rise},
			Cells:  o.Cells,
			Text:   o.Text,
		}
		pg.out.Items = append(pg.out.Items, t)
		out.Ruby = append(out.Ruby, sheet.Ruby{Text: t, From: o.From - ln.From, To: o.To - ln.From})
	}
	for _, u := range ln.Under {
		from := geom.Point{X: at.origin.X + u.X, Y: at.origin.Y + u.Drop}
		pg.out.Items = append(pg.out.Items, &sheet.Rule{
			From: from, To: geom.Point{X: from.X + u.W, Y: from.Y}, Width: st.Size / 32, Ink: st.ink,
		})
	}
	b.Lines = append(b.Lines, out)
}

// block opens a new block of the tree for a piece of copy.
func block(role sheet.Role, st *style, in edition.Inline) *sheet.Block {
	return &sheet.Block{Role: role, Style: st.name, Pos: in.Pos, Text: string(in.Runes)}
}
