package paragraph

// fewestWide gives the least share of places opened by more than 4.5 % that any
// breaks of texts could reach at 13 字, whatever else they cost: what the rules
// themselves – marks that may not start a line, squeezes by halves, no gap drawn
// in – leave to a composer. most bounds all gaps: a wider bound reaches fewer such
// places, by gathering the holes of two lines in one.
func fewestWide(texts []Text, most int) float64 {
	st := body()
	st.Indent = 2 * nine
	wide, places := 0, 0
	for _, x := range texts {
		c := newComposer(x, st, fixed(13))
		dw, dp := c.fewestWide(most)
		wide, places = wide+dw, places+dp
	}
	return float64(wide) / float64(places)
}

// fewestWide finds, over all legal breaks with no gap above most, those with the
// fewest places opened beyond wideGap, and gives their number and that of all
// places of full lines.
func (c *composer) fewestWide(most int) (wide, places int) {
	return c.least(most, func(a, b, n int) (int, int) {
		if b == len(c.atoms) {
			return 0, 0
		}
		return c.countWide(a, b, n)
	})
}

// least weighs all legal breaks with no gap above most and no 孤字 by what count
// gives for their lines – of atoms [a,b), as line 0 or a later one –, and gives
// the sums of those with the least of the first. Both are 0 if there are none.
func (c *composer) least(most int, count func(a, b, n int) (cost, other int)) (cost, other int) {
	type way struct{ cost, other int }
	const none = 1 << 30
	best := make([]way, len(c.atoms)+1)
	for b := 1; b <= len(c.atoms); b++ {
		best[b].cost = none
		if !c.mayEnd(b) {
			continue
		}
		for a := b - 1; a >= 0; a-- {
			if a > 0 && !c.mayEnd(a) || best[a].cost == none {
				continue
			}
			n := min(a, 1) // all lines but the first have the same measure
			q := c.price(a, b, n, limit{gap: most})
			if q.wide {
				break
			}
			if q.none || q.total >= priceOrphan {
				continue
			}
			w, o := count(a, b, n)
			if w += best[a].cost; w < best[b].cost {
				best[b] = way{w, best[a].other + o}
			}
		}
	}
	if end := best[len(c.atoms)]; end.cost < none {
		return end.cost, end.other
	}
	return 0, 0
}

// canAvoidOrphan reports whether any legal breaks without 孤字 keep all gaps within
// their bound.
func (c *composer) canAvoidOrphan() bool {
	_, places := c.fewestWide(maxGap)
	return places > 0
}

// countWide counts the places of a full line, and those opened beyond wideGap.
func (c *composer) countWide(a, b, n int) (wide, places int) {
	p := c.justify(a, b, c.available(n), false)
	for i := p.a; i < p.e-1; i++ {
		if g := c.atoms[i].gap; g == plain || g == beside {
			places++
			if c.permil(p.after[i-p.a]) > wideGap {
				wide++
			}
		}
	}
	return wide, places
}
