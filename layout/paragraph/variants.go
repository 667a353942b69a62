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

// Done gives up what was shaped, for the next paragraph to take its room. Ways of it
// must not be asked any more; what they gave stays.
func (s *Shaped) Done() {
	if s.c != nil {
		s.c.done()
		s.c = nil
	}
}

// Ways is a paragraph in one run of measures, to be set in its best way and in
// others: breaks are searched once for all of them, and lines made of those that
// are asked for. It is not safe for concurrent use.
type Ways struct {
	c      *composer // nil if there is nothing to break
	breaks []span    // of the best way
	best   Setting   // once asked for
	varied bool      // other numbers of lines were looked for
	ways   []way     // the cheapest for each number of lines, fewest first
}

// way is one way to break the whole paragraph.
type way struct {
	cost   int64
	breaks []span
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
	w := &Ways{c: c, breaks: c.breaks()}
	if c.varied != nil {
		w.vary()
	}
	return w
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
	if len(w.ways) == 0 {
		return nil
	}
	best := w.ways[0].cost
	out := make([]Variant, len(w.ways))
	for i, y := range w.ways {
		out[i] = Variant{len(y.breaks), y.cost}
		best = min(best, y.cost)
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
	for _, y := range w.ways {
		if len(y.breaks) == lines {
			return w.c.set(y.breaks), true
		}
	}
	return Setting{}, false
}

// vary looks for other numbers of lines.
func (w *Ways) vary() {
	if w.c == nil || w.varied {
		return
	}
	s := w.c.vary()
	for _, end := range s.ends() {
		w.ways = append(w.ways, way{s.nodes[end].cost, s.spans(end)})
	}
	s.done()
	w.c.varied, w.varied = nil, true
}

// ends gives the nodes where the cheapest way for each number of lines ends, fewest
// lines first.
func (s *search) ends() []int {
	var out []int
	for i := len(s.nodes) - 1; i >= 0 && int(s.nodes[i].at) == len(s.atoms); i-- {
		n := &s.nodes[i]
		if n.cost >= priceOrphan {
			continue
		}
		k := slices.IndexFunc(out, func(e int) bool { return s.nodes[e].lines == n.lines })
		switch {
		case k < 0:
			out = append(out, i)
		case n.cost <= s.nodes[out[k]].cost:
			out[k] = i
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Compare(s.nodes[a].lines, s.nodes[b].lines) })
	return out
}
