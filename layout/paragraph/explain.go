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
	Pass     int // which of the limits it belongs to, from 1: 3 means that no legal setting fits
	Natural  geom.Length
	Measure  geom.Length // less the indent
	Parts    []Part      // of this line's price, those that are not 0
	Total    int64       // of all lines up to and with this one
	Chosen   bool
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

// Explain gives the lines that the paragraph composer kept, in the text's order,
// with their prices and the way it chose. It is empty under composer = "line",
// which weighs nothing.
func Explain(t Text, st *Style, m Measure) []Weighed {
	if len(t.Runes) == 0 || len(st.Stack) == 0 || st.Size <= 0 || st.Composer != ByParagraph {
		return nil
	}
	c := newComposer(t, st, m)
	s, end, pass := c.cheapestWay()
	if end < 0 {
		return nil
	}
	chosen := map[int]bool{}
	for i := end; i > 0; i = int(s.nodes[i].prev) {
		chosen[i] = true
	}
	var out []Weighed
	for i, n := range s.nodes {
		if n.prev < 0 {
			continue
		}
		a, b, line := int(s.nodes[n.prev].at), int(n.at), int(n.lines)-1
		ch := Weighed{
			Line: line, From: c.rune(a), To: c.rune(b), Pass: pass, Total: n.cost, Chosen: chosen[i],
			Natural: c.natural(a, c.visible(a, b)), Measure: c.available(line),
		}
		q := c.price(a, b, line, s.limit)
		for k, p := range q.of {
			if p != 0 {
				ch.Parts = append(ch.Parts, Part{partNames[k], p})
			}
		}
		out = append(out, ch)
	}
	return out
}
