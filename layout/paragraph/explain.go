package paragraph

import (
	"paiban/layout/diag"
	"paiban/layout/geom"
)

// Weighed is one line that the paragraph composer weighed and kept: the cheapest
// way to end line Line (from 0) before rune To.
type Weighed struct {
	Line     int
	From, To int // runes
	Pass     int // which of the limits it belongs to, from 1: 3 means that no legal setting
	// keeps the gaps within their bound, 4 that there is none
	Natural geom.Length
	Measure geom.Length // less the indent
	Parts   []Part      // of this line's price, those that are not 0
	Total   int64       // of all lines up to and with this one
	Chosen  bool
}

// Part is a share of a line's price.
type Part struct {
	For   diag.Text
	Price int64
}

var partNames = [parts]diag.Text{
	forBreak:   {ZH: "断处", EN: "break"},
	forSqueeze: {ZH: "标点挤压", EN: "squeeze"},
	forJoins:   {ZH: "中西间距、空格", EN: "joins"},
	forGaps:    {ZH: "字距", EN: "gaps"},
	forRagged:  {ZH: "行数、长短", EN: "ragged"},
	forMisfit:  {ZH: "超限", EN: "misfit"},
	forMoved:   {ZH: "改动", EN: "moved"},
}

// loosePair names the price of two loose lines in a row, which belongs to both.
var loosePair = diag.Text{ZH: "连续松行", EN: "two loose"}

// Explain gives the lines that the paragraph composer kept, in the text's order,
// with their prices and the way it chose: the cheapest, or, if lines is not 0, the
// cheapest of so many lines. It is empty under composer = "line", which weighs
// nothing, and for a text that needs no breaking.
func Explain(t Text, st *Style, m Measure, lines int) []Weighed {
	if !isSettable(t, st) || st.Composer != ByParagraph {
		return nil
	}
	c := newComposer(t, st, m)
	s, end, pass := c.cheapestWay()
	switch {
	case end < 0:
		return nil
	case lines > 0 && int(s.nodes[end].lines) != lines:
		for _, e := range c.vary().ends() {
			if int(c.varied.nodes[e].lines) == lines {
				s, end, pass = c.varied, e, 2
			}
		}
	case s == c.varied && pass == 1: // show what that pass weighed, not more
		s = c.search(passes[0], 1)
		end = s.least
	}
	chosen := map[int]bool{}
	for i := end; i > 0; i = int(s.nodes[i].prev) {
		chosen[i] = true
	}
	var out []Weighed
	for i := 1; i < len(s.nodes); i++ { // the first is the start
		ch := s.weighed(i)
		ch.Pass, ch.Chosen = pass, chosen[i]
		out = append(out, ch)
	}
	return out
}

// weighed tells of one node.
func (s *search) weighed(i int) Weighed {
	n := &s.nodes[i]
	from := &s.nodes[n.prev]
	a, b, line := int(from.at), int(n.at), int(n.lines)-1
	w := Weighed{
		Line: line, From: s.rune(a), To: s.rune(b), Total: n.cost,
		Natural: s.natural(a, s.visible(a, b)), Measure: s.available(line),
	}
	q := s.price(a, b, line, s.limit)
	for k, p := range q.of {
		if p != 0 {
			w.Parts = append(w.Parts, Part{partNames[k], p})
		}
	}
	if from.tone == loose && n.tone == loose {
		w.Parts = append(w.Parts, Part{loosePair, priceLoose})
	}
	return w
}
