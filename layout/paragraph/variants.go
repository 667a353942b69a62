package paragraph

import (
	"cmp"
	"slices"
)

// Shaped is a paragraph taken as far as breaking: what does not depend on the
// measure is done once for all measures. It is not safe for concurrent use.
type Shaped struct {
	text Text
	st   *Style
	c    *composer // nil if there is nothing to break, or if the measure matters before
}

// Shape takes a paragraph as far as breaking. st must not change afterwards.
func Shape(t Text, st *Style) *Shaped {
	s := &Shaped{text: t, st: st}
	if isSettable(t, st) && st.Open <= 0 {
		s.c = newComposer(t, st, nil)
	}
	return s
}

// Ways is a paragraph in one run of measures, to be set in its best way and in
// others: breaks are searched once for all of them, and lines made of those that
// are asked for. It is not safe for concurrent use.
type Ways struct {
	c      *composer // nil if there is nothing to break
	breaks []span    // of the best way
	best   Setting   // once asked for
	varied *search   // nil until other numbers of lines are asked for
	ends   []node    // the cheapest way for each number of lines, fewest first
}

// Variant is a number of lines that a paragraph could be set in, within the
// limits: no 孤字, no forbidden start or end, no gap beyond its bound.
type Variant struct {
	Lines int
	Price int64 // what it costs more than the best setting; 0 for that one
}

// In breaks the paragraph in measures as Set does.
func (s *Shaped) In(m Measure) *Ways {
	var c *composer
	switch {
	case s.c != nil:
		c = s.c.in(m)
	case isSettable(s.text, s.st):
		c = newComposer(s.text, s.st, m)
	default:
		return &Ways{best: Set(s.text, s.st, m)}
	}
	return &Ways{c: c, breaks: c.breaks()}
}

// Best is the setting that Set gives.
func (w *Ways) Best() Setting {
	if w.c != nil && w.best.Lines == nil {
		w.best = w.c.set(w.breaks)
	}
	return w.best
}

// Lines counts the lines of the best setting.
func (w *Ways) Lines() int {
	if w.c == nil {
		return len(w.best.Lines)
	}
	return len(w.breaks)
}

// Missing lists the characters that no face has: the same in every setting.
func (w *Ways) Missing() []Missing {
	if w.c == nil {
		return w.best.Missing
	}
	return w.c.missing
}

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
