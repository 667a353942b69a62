package paragraph

import "paiban/layout/geom"

// Fit says between which sizes of type a head may be set, and by what steps.
// Zero bounds are the style's own size.
type Fit struct{ Min, Max, Step geom.Length }

// maxSteps bounds the sizes tried.
const maxSteps = 200

// Size gives the largest size at which t takes as few lines as at the smallest,
// with no word parted, no line begun with a particle and no 孤字; if every size
// does one of these, the size that does least.
func (f Fit) Size(t Text, st *Style, m Measure) geom.Length {
	least, most := st.Size, st.Size
	if f.Min > 0 {
		least = min(f.Min, st.Size)
	}
	if f.Max > 0 {
		most = max(f.Max, st.Size)
	}
	if least == most || f.Step <= 0 || len(t.Runes) == 0 || len(st.Stack) == 0 {
		return st.Size
	}
	step := max(f.Step, (most-least)/maxSteps)
	// What a head costs at a size, but for how well it fills its lines.
	price := func(size geom.Length) int64 {
		sized := *st
		sized.Size = size
		c := newComposer(t, &sized, m)
		if c.onOneLine() {
			return priceLine
		}
		if st.Composer == ByParagraph {
			if s, end, _ := c.cheapestWay(); end >= 0 {
				n := &s.nodes[end]
				return n.cost/priceOrphan*priceOrphan + priceLine*int64(n.lines)
			}
		}
		return priceLine * int64(len(c.firstFit()))
	}
	size, best := least, price(least)
	for s := most; s > least; s -= step {
		if p := price(s); p <= best {
			return s
		}
	}
	return size
}

// open spaces two to four 字 that are all of a text to the style's Open width, by
// equal gaps (疏排): a head of two 字 would else stand lost over its columns.
func (c *composer) open() {
	n := len(c.atoms)
	if c.st.Open <= 0 || n < 2 || n > 4 || c.st.Open > c.available(0) {
		return
	}
	var natural geom.Length
	for i := range c.atoms {
		if c.atoms[i].class != han {
			return
		}
		natural += c.atoms[i].width
	}
	if gap := (c.st.Open - natural) / geom.Length(n-1); gap > c.st.Tracking {
		st := *c.st
		st.Tracking = gap
		c.st = &st
	}
}
