package makeup

import (
	"slices"

	"paiban/layout/edition"
	"paiban/layout/sheet"
)

// Costs of what copyfit may change outside the copy (see flow.go for its unit).
const (
	headCost    = 60_000 // a line of air more or less in the head block
	sizeCost    = 80_000 // the head a step larger or smaller
	pictureCost = 90_000 // a picture taller or shorter by a line
)

// copyfitted lays a story out so that its copy ends on the foot of its last frame,
// if that can be done by lawful means (the lines paragraphs can give or take,
// air at crossheads and head, pictures by a line), at the least cost. Otherwise
// the story is set plainly and says how far it is off.
func copyfitted(s *edition.Story, frames []*frame) (*plan, *galley, []slot, flowed) {
	plain, can := newPlan(s, frames, adjust{})
	gal := plain.headIn.page.newGalley(s)
	end := plain.frames[len(plain.frames)-1]
	if end.Balance {
		slots, fl := gal.balance(plain)
		return plain, gal, slots, fl
	}
	slots := plain.slots()
	if s.Exact {
		t := newTries(s, frames)
		if t.list[0].laid = true; can {
			t.list[0].plan, t.list[0].slots = plain, slots
		}
		if pl, sl, best, ok := gal.exact(t); ok {
			return pl, gal, sl, best
		}
	}
	fl := gal.flow(slots)
	if s.Exact && len(fl.over) > 0 { // better short of the foot than over it
		if short, ok := gal.copyfit(slots, false); ok {
			return plain, gal, slots, short
		}
	}
	return plain, gal, slots, fl
}

// tries are the plans of a story that copyfit tries, each laid out when it first is:
// they depend on the copy in nothing.
type tries struct {
	story  *edition.Story
	frames []*frame
	head   *style
	list   []try // the first changes nothing
}

// try is one plan.
type try struct {
	adjust
	price int64
	laid  bool
	plan  *plan // nil once laid, if the adjustment cannot be made
	slots []slot
	rows  []reached // see fills
}

func newTries(s *edition.Story, frames []*frame) *tries {
	t := &tries{story: s, frames: frames, head: frames[0].page.styles.of(s.Styles[sheet.Head])}
	for _, a := range adjustments(s, t.head) {
		t.list = append(t.list, try{adjust: a, price: a.cost(t.head)})
	}
	return t
}

// lay gives the i-th plan, nil if it cannot be.
func (t *tries) lay(i int) *try {
	p := &t.list[i]
	if !p.laid {
		p.laid = true
		if pl, can := newPlan(t.story, t.frames, p.adjust); can {
			p.plan, p.slots = pl, pl.slots()
		}
	}
	if p.plan == nil {
		return nil
	}
	return p
}

// exact finds the cheapest plan in which the copy ends on the last slot. A leg
// before it ends short only where a crosshead leaves no other way: holes cost
// more than all else.
func (gal *galley) exact(t *tries) (pl *plan, slots []slot, fl flowed, ok bool) {
	var best int64
	for i := range t.list {
		if ok && t.list[i].price >= best {
			continue
		}
		p := t.lay(i)
		if p == nil || !gal.mayFill(p.slots) {
			continue
		}
		got, fits := gal.copyfit(p.slots, true)
		if !fits || got.used != len(p.slots) {
			continue
		}
		if got.cost += p.price; !ok || got.cost < best {
			got.moves = append(p.moves(), got.moves...)
			pl, slots, fl, ok, best = p.plan, p.slots, got, true, got.cost
		}
	}
	return pl, slots, fl, ok
}

// fills reports whether exact would find a way. Of the copy's pieces, the first same
// are those of all copies that are tried in t: they are placed but once.
func (gal *galley) fills(t *tries, same int) bool {
	for i := range t.list {
		p := t.lay(i)
		if p == nil || !gal.mayFill(p.slots) {
			continue
		}
		if len(p.rows) < same {
			p.rows = gal.reach(p.rows, p.slots, same)
		}
		rows := gal.reach(slices.Clip(p.rows[:same]), p.slots, len(gal.pieces))
		if end, _ := ends(rows).best(len(p.slots)); end == len(p.slots) {
			return true
		}
	}
	return false
}

// Move is one thing that copyfit did to make a story end on its foot.
type Move struct {
	Part  string // "head", "head-size", "picture", "paragraph", "crosshead"
	N     int    // which of the story's, from 1
	Lines int    // more, or fewer if negative; steps for head-size
}

// moves lists what an adjustment does.
func (a adjust) moves() []Move {
	var out []Move
	if a.head != 0 {
		out = append(out, Move{"head", 1, a.head})
	}
	if a.size != 0 {
		out = append(out, Move{"head-size", 1, a.size})
	}
	for i, d := range a.pictures {
		if d != 0 {
			out = append(out, Move{"picture", i + 1, d})
		}
	}
	return out
}

// cost is what an adjustment is worth to an editor's eye.
func (a adjust) cost(head *style) int64 {
	c := head.priced(headCost*int64(max(a.head, -a.head)) + sizeCost*int64(max(a.size, -a.size)))
	for _, p := range a.pictures {
		c += pictureCost * int64(max(p, -p))
	}
	return c
}

// maxAdjusted is how many pictures copyfit changes in one story; further ones
// keep their height. It bounds the plans tried.
const maxAdjusted = 3

// adjustments lists what copyfit tries, nothing changed first.
func adjustments(s *edition.Story, head *style) []adjust {
	out := []adjust{{}}
	if len(s.Standing)+len(s.Kicker)+len(s.Head)+len(s.Deck) > 0 && !s.HeadAt.Vertical {
		out = nil
		sizes := []int{0}
		if head.sizeStep > 0 && len(s.Head) > 0 {
			sizes = []int{0, 1, -1}
		}
		lines := head.steps()
		if s.HeadAt.Lines > 0 {
			lines = []int{0}
		}
		for _, size := range sizes {
			for _, d := range lines {
				out = append(out, adjust{head: d, size: size})
			}
		}
	}
	for i := range min(len(s.Pictures), maxAdjusted) {
		var next []adjust
		for _, d := range flexSteps(s.Pictures[i].Flex) {
			for _, a := range out {
				p := make([]int, i+1)
				copy(p, a.pictures)
				p[i] = d
				a.pictures = p
				next = append(next, a)
			}
		}
		out = next
	}
	return out
}

// balance flows a galley through its frames in the fewest slots that hold it,
// the last frame's legs cut to feet that differ by a line at most, the longer
// ones first.
func (gal *galley) balance(pl *plan) ([]slot, flowed) {
	slots := pl.slots()
	fl := gal.flow(slots)
	if len(fl.over) > 0 {
		return slots, fl
	}
	end := pl.frames[len(pl.frames)-1]
	for foot := end.lines.To; foot >= end.lines.From; foot-- {
		for long := len(end.legs) - 1; long >= 0; long-- { // legs that keep line foot
			s := pl.balanced(foot, long)
			next := gal.flow(s)
			if len(next.over) > 0 {
				return slots, fl
			}
			slots, fl = s, next
		}
	}
	return slots, fl
}
