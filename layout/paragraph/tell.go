package paragraph

import (
	"math"

	"paiban/layout/geom"
)

// Told is one line in body ems, as `paiban lines --json` prints it. Natural and
// Width are counted from the measure's edge, indent included: a full line's
// Width is its Measure. Advances has one entry for each rune of Text, without
// the indent; a ligature's width is shared equally, combining marks and dropped
// spaces are 0.
type Told struct {
	Paragraph int       `json:"paragraph"`
	Line      int       `json:"line"`
	Text      string    `json:"text"`
	Indent    float64   `json:"indent"`
	Measure   float64   `json:"measure"`
	Natural   float64   `json:"natural"`
	Width     float64   `json:"width"`
	Misfit    float64   `json:"misfit"`
	Advances  []float64 `json:"advances"`
	Last      bool      `json:"last"`
}

// Tell gives s, the setting of t in the style st, in body ems.
func Tell(paragraph int, t Text, st *Style, s Setting) []Told {
	out := make([]Told, 0, len(s.Lines))
	for n, l := range s.Lines {
		out = append(out, Told{
			Paragraph: paragraph, Line: n, Text: string(t.Runes[l.From:l.To]), Last: l.Last,
			Indent: ems(l.Indent, st.Size), Measure: ems(l.Measure, st.Size),
			Natural: ems(l.Indent+l.Natural, st.Size), Width: ems(l.Indent+l.Width, st.Size),
			Misfit: float64(l.Misfit) / 1000, Advances: advances(&l, st.Size),
		})
	}
	return out
}

// ems gives l in ems to six decimals: finer than an EMU at any size of type.
func ems(l, em geom.Length) float64 {
	if em <= 0 {
		return 0
	}
	return math.Round(float64(l)/float64(em)*1e6) / 1e6
}

// advances gives each rune of l its way to the next one.
func advances(l *Line, em geom.Length) []float64 {
	out := make([]float64, l.To-l.From)
	type start struct {
		rune, count int
		x           geom.Length
	}
	var cells []start
	for _, r := range l.Runs {
		at := r.From
		for _, g := range r.Cells {
			if g.Runes > 0 {
				cells = append(cells, start{at - l.From, int(g.Runes), r.X + g.X})
				at += int(g.Runes)
			}
		}
	}
	end := l.end()
	for i, c := range cells {
		next := end
		if i+1 < len(cells) {
			next = cells[i+1].x
		}
		for k := range c.count {
			if c.rune+k < len(out) {
				share := (next-c.x).MulDiv(int64(k+1), int64(c.count)) - (next-c.x).MulDiv(int64(k), int64(c.count))
				out[c.rune+k] = ems(share, em)
			}
		}
	}
	return out
}

// end gives the right edge of the line's last cell.
func (l *Line) end() geom.Length {
	for i := len(l.Runs) - 1; i >= 0; i-- {
		r := &l.Runs[i]
		if n := len(r.Cells); n > 0 {
			return r.X + r.Cells[n-1].X + r.Cells[n-1].W
		}
	}
	return l.Indent
}
