package paragraph

import (
	"slices"
	"sync"

	"paiban/layout/geom"
)

// The optimum composer finds the cheapest way to break a whole paragraph
// (Knuth and Plass, Breaking paragraphs into lines, 1981), with Chinese prices
// instead of badness and with a measure for each line.

// node is the cheapest way found to set the text before a place in so many lines,
// the last of them of that tone.
type node struct {
	at    int32 // the next line starts with atoms[at]
	lines int32
	prev  int32 // node of the line before; -1 for the start
	tone  tone
	cost  int64
}

// passes are the limits tried for lines set to both edges, and for ragged and
// spread ones. The first that finds a way decides, unless that way ends in 孤字.
var (
	passes       = []limit{{gap: 90}, {gap: maxGap}, {gap: unbounded}, {gap: unbounded, anywhere: true}}
	raggedPasses = []limit{{gap: unbounded}, {gap: unbounded, anywhere: true}}
)

// maxActive bounds how many line starts are weighed at once. A measure of 100 字
// has some 130; only a text of invisible characters can reach the bound.
const maxActive = 2048

// search is one run over the paragraph.
type search struct {
	*composer
	limit  limit
	most   bounds
	spread int // how far the number of lines may lie from the cheapest way's
	nodes  []node
	active []int32 // nodes whose next line may still end here, oldest first
	fresh  []node  // ways found to end a line at the current place
	least  int     // node where the cheapest way ends, -1 if there is none
}

// searches are searches that are done: the next ones take their room.
var searches = sync.Pool{New: func() any { return new(search) }}

// maxKept bounds the nodes of a search whose room is kept.
const maxKept = 1 << 14

// done gives up the room of a search that nobody asks any more.
func (s *search) done() {
	if s.composer = nil; cap(s.nodes) <= maxKept {
		searches.Put(s)
	}
}

// optimal gives the cheapest breaks.
func (c *composer) optimal() []span {
	s, end, _ := c.cheapestWay()
	if end < 0 {
		return nil
	}
	lines := s.spans(end)
	if s != c.varied {
		s.done()
	}
	return lines
}

// cheapestWay gives the search that decides, the node where its cheapest way
// ends, and the number of the pass from 1.
func (c *composer) cheapestWay() (best *search, end, pass int) {
	tries := passes
	if c.st.Align != Justify {
		tries = raggedPasses
	} else if s := c.vary(); s.least >= 0 && s.nodes[s.least].cost < priceOrphan && s.within(s.least, passes[0]) {
		return s, s.least, 1 // the cheapest of more ways is so of fewer
	}
	end = -1
	for i, lim := range tries {
		if end >= 0 && lim.anywhere {
			break // 孤字 is better than breaking a rule
		}
		s := c.varied
		if s == nil || s.limit != lim {
			s = c.search(lim, 1)
		}
		if e := s.least; e >= 0 && (end < 0 || s.nodes[e].cost < best.nodes[end].cost) {
			s, best, end, pass = best, s, e, i+1
		}
		if s != nil && s != c.varied {
			s.done()
		}
		if end >= 0 && best.nodes[end].cost < priceOrphan {
			break
		}
	}
	return best, end, pass
}

// vary gives the search with room for other numbers of lines: its ways are the
// paragraph's variants, and mostly the cheapest of them is the cheapest of all.
func (c *composer) vary() *search {
	if c.varied == nil {
		lim := passes[1]
		if c.st.Align != Justify {
			lim = raggedPasses[0]
		}
		c.varied = c.search(lim, 2)
	}
	return c.varied
}

// search weighs every way within the limit.
func (c *composer) search(lim limit, spread int) *search {
	s := searches.Get().(*search)
	*s = search{composer: c, limit: lim, most: c.boundsOf(lim), spread: spread, nodes: s.nodes[:0], active: s.active[:0], fresh: s.fresh[:0]}
	s.nodes = append(slices.Grow(s.nodes, 4*len(c.atoms)), node{prev: -1})
	s.active = append(s.active, 0)
	for b := 1; b <= len(c.atoms) && len(s.active) > 0; b++ {
		if !lim.anywhere && !c.mayEnd(b) {
			continue
		}
		s.reach(b)
		if c.forced(b) {
			s.active = s.active[:0]
		}
		s.settle(b)
	}
	s.least = s.cheapest()
	return s
}

// within reports whether all lines of the way to a node are within a closer limit.
func (s *search) within(end int, lim limit) bool {
	for i := &s.nodes[end]; i.prev >= 0; i = &s.nodes[i.prev] {
		from := &s.nodes[i.prev]
		if s.price(int(from.at), int(i.at), int(from.lines), lim).none {
			return false
		}
	}
	return true
}

// reach finds every line that ends before atoms[b].
func (s *search) reach(b int) {
	s.fresh = s.fresh[:0]
	kept := s.active[:0]
	last := b == len(s.atoms) || s.forced(b)
	at, avail := int32(-1), geom.Length(0) // of the line weighed last
	var q quote
	for k, i := range s.active {
		from := &s.nodes[i]
		s.composer.weighed++
		// Ways that differ in tone or in lines before share the line.
		if w := s.available(int(from.lines)); from.at != at || w != avail {
			at, avail = from.at, w
			short := !last && s.tooShort(int(at), b, avail)
			if short && s.steady && !s.uneven {
				kept = append(kept, s.active[k:]...) // what starts later is shorter still
				break
			}
			if q = (quote{none: short}); !short {
				s.quote(int(at), b, int(from.lines), s.limit, &q)
			}
		}
		if !q.wide {
			kept = append(kept, i)
		}
		if q.wide || q.none {
			continue
		}
		cost := min(from.cost+q.total, unpriced)
		if from.tone == loose && q.tone == loose {
			cost += priceLoose
		}
		s.offer(node{at: int32(b), lines: from.lines + 1, prev: i, tone: q.tone, cost: cost})
	}
	s.active = kept
}

// bounds is the most that a line can open within a limit, by kind of place.
type bounds struct {
	is            bool // there is a bound
	plain, beside geom.Length
}

// boundsOf gives what opens a place so far that holePrice finds none: beyond
// give.most, or beyond the limit by more than half a thousandth of an em. A line
// without plain places and joins has no hair, so the others reach further.
func (c *composer) boundsOf(lim limit) bounds {
	if c.st.Align != Justify || lim.gap > maxGap {
		return bounds{}
	}
	beyond := func(permil int64) geom.Length { return (geom.Length(2*permil+1)*c.em + 1999) / 2000 }
	g := c.give
	return bounds{
		is:     true,
		plain:  g.hair + min(g.most-g.hair, beyond(int64(lim.gap)-c.permil(g.hair))),
		beside: min(g.most, beyond(int64(lim.gap))),
	}
}

// tooShort reports, at little cost, that the line of atoms [a,b), not a last one,
// cannot be opened to avail within the limit. Most lines are too short; price finds
// the few that this does not.
func (s *search) tooShort(a, b int, avail geom.Length) bool {
	if !s.most.is {
		return false
	}
	e := s.visible(a, b)
	from, to := &s.sums[a], &s.sums[e]
	slack := avail - s.natural(a, e)
	return slack-s.opens(a, slack) > to.grow-from.grow+
		geom.Length(to.plains-from.plains)*s.most.plain+
		geom.Length(to.joins-from.joins)*s.give.jointGrow+
		geom.Length(to.besides-from.besides)*s.most.beside
}

// offer keeps n if no way with as many lines and the same tone is as cheap.
func (s *search) offer(n node) {
	for i := range s.fresh {
		if f := &s.fresh[i]; f.lines == n.lines && f.tone == n.tone {
			if n.cost < f.cost {
				*f = n
			}
			return
		}
	}
	s.fresh = append(s.fresh, n)
}

// settle turns the ways that reached a place into nodes, without those that can
// never win: as many lines at a price above the other tone's, or too far from
// the cheapest one's number of lines.
func (s *search) settle(b int) {
	best := -1
	for i := range s.fresh {
		if best < 0 || s.fresh[i].cost < s.fresh[best].cost {
			best = i
		}
	}
	for i := range s.fresh {
		n := &s.fresh[i]
		if d := int(n.lines - s.fresh[best].lines); d > s.spread || -d > s.spread {
			continue
		}
		beaten := false
		for j := range s.fresh {
			if o := &s.fresh[j]; j != i && o.lines == n.lines && (o.cost+priceLoose <= n.cost || o.cost <= n.cost && o.tone == even) {
				beaten = beaten || o.cost < n.cost || o.tone < n.tone
			}
		}
		if !beaten {
			s.available(int(n.lines)) // so that reach knows whether measures differ
			s.active = append(s.active, int32(len(s.nodes)))
			s.nodes = append(s.nodes, *n)
		}
	}
	if len(s.active) > maxActive {
		s.active = s.active[len(s.active)-maxActive:]
	}
}

// cheapest gives the node of the cheapest way to the end, -1 if there is none.
func (s *search) cheapest() int {
	best := -1
	for i := len(s.nodes) - 1; i >= 0 && int(s.nodes[i].at) == len(s.atoms); i-- {
		if best < 0 || s.nodes[i].cost <= s.nodes[best].cost {
			best = i
		}
	}
	return best
}

// spans reads the way back from its end.
func (s *search) spans(end int) []span {
	out := make([]span, s.nodes[end].lines)
	for i := end; s.nodes[i].prev >= 0; i = int(s.nodes[i].prev) {
		n := &s.nodes[i]
		out[n.lines-1] = span{int(s.nodes[n.prev].at), int(n.at)}
	}
	return out
}
