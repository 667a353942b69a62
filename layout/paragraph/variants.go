package paragraph

import (
	"cmp"
	"slices"
)

// Variant is a number of lines that a paragraph could be set in, within the
// limits: no 孤字, no forbidden start or end, no gap beyond its bound.
type Variant struct {
	Lines int
	Price int64 // what it costs more than the best setting; 0 for that one
}

// Variants answers whether a paragraph could take a line less or more, and at
// what price: the best setting and those within two lines of it, by number of
// lines. It is empty if the paragraph cannot be set within the limits. Copyfit
// compares prices of different paragraphs: the unit is the same for all.
func Variants(t Text, st *Style, m Measure) []Variant {
	_, ends := variants(t, st, m)
	if len(ends) == 0 {
		return nil
	}
	best := ends[0].cost
	out := make([]Variant, len(ends))
	for i, n := range ends {
		out[i] = Variant{int(n.lines), n.cost}
		best = min(best, n.cost)
	}
	for i := range out {
		out[i].Price -= best
	}
	return out
}

// SetIn sets a paragraph in so many lines, if one of its Variants has that
// number; otherwise it reports false.
func SetIn(t Text, st *Style, m Measure, lines int) (Setting, bool) {
	s, ends := variants(t, st, m)
	for _, n := range ends {
		if int(n.lines) == lines {
			at := slices.Index(s.nodes, n)
			return s.set(s.spans(at)), true
		}
	}
	return Setting{}, false
}

// variants searches with room for other numbers of lines and gives the cheapest
// way for each, fewest lines first.
func variants(t Text, st *Style, m Measure) (*search, []node) {
	if len(t.Runes) == 0 || len(st.Stack) == 0 || st.Size <= 0 {
		return nil, nil
	}
	c := newComposer(t, st, m)
	lim := passes[1]
	if st.Align != Justify {
		lim = raggedPasses[0]
	}
	s := c.search(lim, 2)
	var ends []node
	for _, n := range s.nodes {
		if int(n.at) != len(c.atoms) || n.cost >= priceOrphan {
			continue
		}
		i := slices.IndexFunc(ends, func(e node) bool { return e.lines == n.lines })
		switch {
		case i < 0:
			ends = append(ends, n)
		case n.cost < ends[i].cost:
			ends[i] = n
		}
	}
	slices.SortFunc(ends, func(a, b node) int { return cmp.Compare(a.lines, b.lines) })
	return s, ends
}
