package paragraph

import (
	"math"
	"unicode"

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
	Forced    bool      `json:"forced,omitempty"` // it ends where none may
	Advances  []float64 `json:"advances"`
	Last      bool      `json:"last"`
}

// Tell gives s, the setting of t in the style st, in body ems.
func Tell(paragraph int, t Text, st *Style, s Setting) []Told {
	out := make([]Told, 0, len(s.Lines))
	for n, l := range s.Lines {
		text := t.Runes[l.From:l.To]
		out = append(out, Told{
			Paragraph: paragraph, Line: n, Text: string(text), Last: l.Last,
			Indent: ems(l.Indent, st.Size), Measure: ems(l.Measure, st.Size),
			Natural: ems(l.Indent+l.Natural, st.Size), Width: ems(l.Indent+l.Width, st.Size),
			Misfit: float64(l.Misfit) / 1000, Forced: l.Forced, Advances: advances(&l, text, st.Size),
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

// advances gives each rune of text, the line's, its way to the next one.
func advances(l *Line, text []rune, em geom.Length) []float64 {
	out := make([]float64, len(text))
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
		last := min(c.rune+c.count, len(out))
		share(out[c.rune:last], text[c.rune:last], next-c.x, em)
	}
	return out
}

// share deals a cell's width out to its runes: equally to those that are letters
// of their own, nothing to the marks combined with them.
func share(out []float64, text []rune, width, em geom.Length) {
	letters := int64(0)
	for _, r := range text {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			letters++
		}
	}
	k := int64(0)
	for i, r := range text {
		if letters > 0 && unicode.In(r, unicode.Mn, unicode.Me) {
			continue
		}
		n := max(letters, int64(1))
		if k < n { // marks without a letter: all to the first
			out[i] = ems(width.MulDiv(k+1, n)-width.MulDiv(k, n), em)
		}
		k++
	}
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
