package makeup

import (
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// placed is a line of a piece and the slot it stands on; y is its baseline,
// which is the slot's except in a group that stands in whole lines as a block.
type placed struct {
	piece, part int // part: which of a group's copy lines
	line        *paragraph.Line
	slot        int
	y           geom.Length
	onGrid      bool
}

// flowed is a galley in its slots.
type flowed struct {
	lines []placed
	over  []placed // did not find a slot; slot and y mean nothing
	used  int      // slots up to and including the last one taken
	holes int      // slots before used that were passed over: a leg that ends short
	cost  int64    // of a copyfit
	moves []Move   // that a copyfit made in the copy
}

// keepBelow is how many lines of text must follow a crosshead in its leg (背题:
// no head at a foot; 孤行: not a single line either).
const keepBelow = 2

// way is one way to place a piece: its lines from slot at, the next piece from
// slot end.
type way struct {
	at, end int
	set     *variant    // of a paragraph
	group   *groupBlock // of a group
	passed  int         // slots passed over before it
	extra   int         // lines more than the plain way's, or fewer
	cost    int64
}

// flow places a galley in slots in order, each piece in its first way, and
// loses nothing: a line is in lines or in over.
func (gal *galley) flow(slots []slot) flowed {
	var out flowed
	cur := 0
	for i, p := range gal.pieces {
		ways := p.ways(nil, slots, cur, gal.keep(i), false)
		if len(ways) == 0 {
			cur = gal.spill(&out, i, slots, cur)
			continue
		}
		ways[0].place(&out, i, slots)
		cur = ways[0].end
	}
	return out
}

// keep is how many lines must follow piece i in its leg.
func (gal *galley) keep(i int) int {
	if gal.pieces[i].role == sheet.Crosshead && i+1 < len(gal.pieces) {
		return keepBelow
	}
	return 0
}

// spill places what it can of a piece that does not fit and puts the rest in over.
func (gal *galley) spill(out *flowed, i int, slots []slot, cur int) int {
	p := gal.pieces[i]
	if p.role == sheet.Paragraph {
		set := p.variants(slots, cur, false)[0]
		n := min(set.lines, len(slots)-cur)
		way{at: cur, end: cur + n, set: set}.place(out, i, slots)
		lines := set.setting()
		for k := n; k < len(lines); k++ {
			out.over = append(out.over, placed{piece: i, line: &lines[k]})
		}
		return len(slots)
	}
	measure := max(p.leg, 1)
	if len(slots) > 0 {
		measure = slots[len(slots)-1].measure
	}
	for part, lines := range p.setGroup(measure) {
		for k := range lines {
			out.over = append(out.over, placed{piece: i, part: part, line: &lines[k]})
		}
	}
	return len(slots)
}

// ways lists, in the room of out, how a piece may be placed with slot cur the next free one, the
// plain way first; none if it does not fit. With varied it also lists what
// copyfit may try, each at its cost.
func (p *piece) ways(out []way, slots []slot, cur, keep int, varied bool) []way {
	if p.role != sheet.Paragraph {
		return p.groupWays(out, slots, cur, keep, varied)
	}
	list := p.variants(slots, cur, varied)
	for _, v := range list {
		if end := cur + v.lines; end <= len(slots) {
			out = append(out, way{at: cur, end: end, set: v, extra: v.lines - list[0].lines, cost: v.price + lonely(slots, cur, end)})
		}
	}
	return out
}

// Costs of copyfit beside the composer's prices of variants, in the same unit.
// They order what an editor would rather see: looser lines before a lone one,
// a lone one before a hole.
const (
	lonelyTop  = 400_000   // 孤行: a paragraph's last line at the top of a leg
	lonelyFoot = 100_000   // its first line at the foot of one
	airCost    = 30_000    // a line of air more or less at a crosshead
	holeCost   = 2_000_000 // a line left empty at a foot
)

// lonely prices a paragraph's lone lines in slots [at,end).
func lonely(slots []slot, at, end int) int64 {
	if end-at < 2 {
		return 0
	}
	var c int64
	if !slots[end-1].follows(slots[end-2]) {
		c += lonelyTop
	}
	if !slots[at+1].follows(slots[at]) {
		c += lonelyFoot
	}
	return c
}

// groupWays places a group as one block of whole lines within a leg, passing
// over the foot of a leg that is too short for it and what must follow.
func (p *piece) groupWays(out []way, slots []slot, cur, keep int, varied bool) []way {
	passed := 0
	for cur < len(slots) {
		top := cur == 0 || !slots[cur].follows(slots[cur-1])
		room := run(slots, cur)
		g := p.block(slots[cur].measure, pitchOf(slots[cur]), top)
		for _, extra := range airSteps(g, varied) {
			n := g.lines + extra
			if pitchOf(slots[cur])*geom.Length(n) < g.bare || n > room || n+keep > room && cur+room < len(slots) {
				continue
			}
			b := g.padded(extra, pitchOf(slots[cur]), top)
			cost := holeCost*int64(passed) + p.st.priced(airCost*int64(max(extra, -extra)))
			out = append(out, way{at: cur, end: cur + n, group: &b, passed: passed, extra: extra, cost: cost})
		}
		if len(out) > 0 && !varied {
			return out
		}
		passed += room
		cur += room
		if len(out) > 0 && passed > 2*keepBelow {
			return out
		}
	}
	return out
}

// airSteps lists the lines of air that copyfit may add to a block or take from it.
func airSteps(g groupBlock, varied bool) []int {
	if !varied || g.onGrid {
		return []int{0}
	}
	return g.st.steps()
}

// steps lists what a style's flex allows, the least change first.
func (st *style) steps() []int { return flexSteps(st.flex) }

func flexSteps(flex [2]int) []int {
	out := []int{0}
	for n := 1; n <= max(flex[1], -flex[0]); n++ {
		if n <= flex[1] {
			out = append(out, n)
		}
		if -n >= flex[0] {
			out = append(out, -n)
		}
	}
	return out
}

// priced is a cost at the style's own price.
func (st *style) priced(cost int64) int64 { return cost * st.flexPrice / 100 }

// place writes a way's lines.
func (w way) place(out *flowed, i int, slots []slot) {
	if w.group != nil {
		out.holes += w.passed
		w.group.place(out, i, slots, w.at)
		out.used = w.end
		return
	}
	lines := w.set.setting()
	for s := w.at; s < w.end; s++ {
		out.lines = append(out.lines, placed{piece: i, line: &lines[s-w.at], slot: s, y: slots[s].baseline, onGrid: true})
		out.used = s + 1
	}
}

// run counts the slots from cur that follow one another in a leg.
func run(slots []slot, cur int) int {
	n := 1
	for cur+n < len(slots) && slots[cur+n].follows(slots[cur+n-1]) {
		n++
	}
	return n
}

func pitchOf(s slot) geom.Length { return s.frame.page.grid.Pitch() }
