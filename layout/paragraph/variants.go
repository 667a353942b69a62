package paragraph

import (
	"cmp"
	"slices"
)

// Ways is a paragraph shaped for breaking, to be set in its best way and in
// others: shaping and searching are done once for all of them. It is not safe
// for concurrent use.
type Ways struct {
	c      *composer
	best   Setting
	varied *search // nil until other numbers of lines are asked for
	ends   []node  // the cheapest way for each number of lines, fewest first
}

// Variant is a number of lines that a paragraph could be set in, within the
// limits: no 孤字, no forbidden start or end, no gap beyond its bound.
type Variant struct {
	Lines int
	Price int64 // what it costs more than the best setting; 0 for that one
}

// Prepare sets a paragraph as Set does and keeps it ready for other ways.
func Prepare(t Text, st *Style, m Measure) *Ways {
	if len(t.Runes) == 0 || len(st.Stack) == 0 || st.Size <= 0 {
		return &Ways{best: Set(t, st, m)}
	}
	c := newComposer(t, st, m)
	return &Ways{c: c, best: c.set(c.breaks())}
}

// Best is the setting that Set gives.
func (w *Ways) Best() Setting { return w.best }

// Variants answers whether the paragraph could take a line less or more, and at
// what price: the best setting and those within two lines of it, by number of
// lines. It is empty if the paragraph cannot be set within the limits. Copyfit
// compares prices of different paragraphs: the unit is the same for all.
func (w *Ways) Variants() []Variant {
	w.vary()
	if len(w.ends) == 0 {
		return nil
	}
	best := w.ends[0].cost
	out := make([]Variant, len(w.ends))
	for i, n := range w.ends {
		out[i] = Variant{int(n.lines), n.cost}
		best = min(best, n.cost)
	}
	for i := range out {
		out[i].Price -= best
	}
	return out
}

// SetIn sets the paragraph in so many lines, if one of its Variants has that
// number; otherwise it reports false.
func (w *Ways) SetIn(lines int) (Setting, bool) {
	w.vary()
	for _, n := range w.ends {
		if int(n.lines) == lines {
			at := slices.Index(w.varied.nodes, n)
			return w.c.set(w.varied.spans(at)), true
		}
	}
	return Setting{}, false
}

// vary searches with room for other numbers of lines.
func (w *Ways) vary() {
	if w.c == nil || w.varied != nil {
		return
	}
	lim := passes[1]
	if w.c.st.Align != Justify {
		lim = raggedPasses[0]
	}
	w.varied = w.c.search(lim, 2)
	for _, n := range w.varied.nodes {
		if int(n.at) != len(w.c.atoms) || n.cost >= priceOrphan {
			continue
		}
		i := slices.IndexFunc(w.ends, func(e node) bool { return e.lines == n.lines })
		switch {
		case i < 0:
			w.ends = append(w.ends, n)
		case n.cost < w.ends[i].cost:
			w.ends[i] = n
		}
	}
	slices.SortFunc(w.ends, func(a, b node) int { return cmp.Compare(a.lines, b.lines) })
}
