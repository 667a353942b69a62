package paragraph

import (
	"testing"

	"paiban/layout/geom"
)

// bounds prints how few places opened by more than 4.5 % any breaks of texts
// could reach at 13 字, whatever else they cost: what the rules themselves –
// marks that may not start a line, squeezes by halves, no gap drawn in – leave
// to a composer. A wider bound on gaps reaches fewer such places by gathering
// the holes of two lines in one.
func bounds(t *testing.T, texts []Text) {
	st := body()
	st.Indent = 2 * nine
	w := 13 * nine
	for _, most := range []int{125, maxGap} {
		wide, places := 0, 0
		for _, x := range texts {
			c := newComposer(x, st, func(int) geom.Length { return w })
			dw, dp := c.fewestWide(most)
			wide, places = wide+dw, places+dp
		}
		t.Logf("13字: the fewest places over 4.5%% that any legal breaks with gaps up to %d%% of an em reach: %.2f%%",
			most/10, 100*float64(wide)/float64(places))
	}
}

// fewestWide finds, over all legal breaks with no gap above most, those with the
// fewest places opened beyond wideGap, and gives their number and that of all
// places of full lines.
func (c *composer) fewestWide(most int) (wide, places int) {
	type way struct{ wide, places, from int }
	const none = 1 << 30
	best := make([]way, len(c.atoms)+1)
	for b := 1; b <= len(c.atoms); b++ {
		best[b].wide = none
		if !c.mayEnd(b) {
			continue
		}
		for a := b - 1; a >= 0; a-- {
			if a > 0 && !c.mayEnd(a) || best[a].wide == none {
				continue
			}
			n := min(a, 1) // all lines but the first have the same measure
			q := c.price(a, b, n, limit{gap: most})
			if q.wide {
				break
			}
			if q.none || q.total() >= priceOrphan {
				continue
			}
			w, p := 0, 0
			if b < len(c.atoms) {
				w, p = c.countWide(a, b, n)
			}
			if w += best[a].wide; w < best[b].wide {
				best[b] = way{w, best[a].places + p, a}
			}
		}
	}
	if end := best[len(c.atoms)]; end.wide < none {
		return end.wide, end.places
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
