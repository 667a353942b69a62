package paragraph

import (
	"slices"

	"paiban/layout/geom"
)

// maxGap is the widest extra space between two 字, in thousandths of an em, that
// still counts as set; what is beyond is reported as misfit. A quarter of an em
// is the gap that books put between Han and Latin: wider, and a line falls apart.
const maxGap = 250

// placed is one line being justified. after and cut belong to its atoms: what is
// added behind each, and what each loses of its own width.
type placed struct {
	a, e, b int // atoms [a,e) are seen, blanks [e,b) are not
	after   []geom.Length
	cut     []geom.Length
	natural geom.Length
	width   geom.Length
	hung    bool // the last mark stands outside the measure
	misfit  int
}

// justify fits the line of atoms [a,b) to avail: squeeze first, then stretch,
// in clreq's order, equal shares in a step, every EMU accounted for.
func (c *composer) justify(a, b int, avail geom.Length, last bool) placed {
	p := placed{a: a, e: c.visible(a, b), b: b}
	p.natural = c.natural(a, p.e)
	p.width = p.natural
	n := p.e - p.a
	if n == 0 {
		return p
	}
	both := make([]geom.Length, 2*n)
	p.after, p.cut = both[:n], both[n:]
	r := c.room(a, p.e)
	over := p.natural - avail
	if h := c.hangs(p.e); over > r.end && h > 0 {
		p.hung = true
		over -= h
		p.width -= h
		r.end = 0
	}
	if over > 0 {
		over = c.squeeze(&p, &r, over)
		if over > 0 {
			p.misfit = -int(over.MulDiv(1000, int64(c.em)) / geom.Length(max(1, n-1)))
			p.misfit = min(p.misfit, -1)
		}
		p.width = avail + over
		return p
	}
	if c.st.Align == Justify && !last || c.st.Align == Spread {
		rest := c.stretch(&p, -over)
		p.width = avail - rest
	}
	return p
}

// squeeze takes over from the line step by step and gives what no step could.
func (c *composer) squeeze(p *placed, r *room, over geom.Length) geom.Length {
	if r.end > 0 {
		d := min(over, r.end)
		p.cut[len(p.cut)-1] = d
		over -= d
	}
	for k := step(0); k < noStep && over > 0; k++ {
		if r.shrink[k] > 0 {
			d := min(over, r.shrink[k])
			c.share(p, d, func(i int) geom.Length { return c.squeezable(p, i, k) }, p.take(c))
			over -= d
		}
	}
	return over
}

// squeezable gives what atom p.a+i may lose in step k.
func (c *composer) squeezable(p *placed, i int, k step) geom.Length {
	at := &c.atoms[p.a+i]
	switch {
	case i == p.e-p.a-1:
		return 0
	case k == joints:
		return c.jointShrink(at)
	case at.order != k, i == 0 && at.class == opener:
		return 0
	}
	return at.shrink
}

// take gives the function that records what atom i loses: a gap narrows, a mark
// gives its blank half.
func (p *placed) take(c *composer) func(int, geom.Length) {
	return func(i int, d geom.Length) {
		if c.atoms[p.a+i].joint > 0 && c.atoms[p.a+i].shrink == 0 {
			p.after[i] -= d
		} else {
			p.cut[i] += d
		}
	}
}

// stretch gives slack to the line: word spaces, 中西 gaps, then all other gaps
// evenly; what the bounds leave goes to the same gaps as misfit. It returns what
// nothing could take: a line of one word cannot be flush.
func (c *composer) stretch(p *placed, slack geom.Length) geom.Length {
	n := p.e - p.a
	give := func(i int, d geom.Length) { p.after[i] += d }
	stage := func(most func(*atom) geom.Length) {
		in := func(i int) geom.Length {
			if i == n-1 {
				return 0
			}
			return most(&c.atoms[p.a+i])
		}
		var total geom.Length
		for i := range n {
			total += in(i)
		}
		if d := min(slack, total); d > 0 {
			c.share(p, d, in, give)
			slack -= d
		}
	}
	between := func(most geom.Length, kinds ...gapKind) func(*atom) geom.Length {
		return func(at *atom) geom.Length {
			if slices.Contains(kinds, at.gap) {
				return most
			}
			return 0
		}
	}
	if c.st.Align != Spread {
		hair, most := c.give.hair, c.give.most
		stage(c.spaceRoom)
		stage(between(hair, plain, joined))
		stage(between(c.give.jointGrow-hair, joined))
		stage(between(most-hair, plain))
		stage(between(most, beside))
	}
	if slack == 0 {
		return 0
	}
	// Beyond the bounds every gap that may open takes an equal share.
	open := func(i int) geom.Length {
		if at := &c.atoms[p.a+i]; i < n-1 && (at.gap != tight || at.class == blank && i > 0) {
			return slack
		}
		return 0
	}
	gaps := 0
	for i := range n {
		if open(i) > 0 {
			gaps++
		}
	}
	if c.st.Align != Spread {
		p.misfit = max(1, int(slack.MulDiv(1000, int64(c.em)*int64(max(1, gaps)))))
	}
	if gaps == 0 {
		return slack
	}
	c.share(p, slack, open, give)
	return 0
}

// share deals total out to the atoms of p in equal parts, none above its most,
// and every EMU of it: the first ones take one more where it does not divide.
// total must not exceed the sum of all mosts.
func (c *composer) share(p *placed, total geom.Length, most func(int) geom.Length, give func(int, geom.Length)) {
	n := p.e - p.a
	got := make([]geom.Length, n)
	for total > 0 {
		open := 0
		for i := range n {
			if most(i) > got[i] {
				open++
			}
		}
		if open == 0 {
			return
		}
		each, more := total/geom.Length(open), total%geom.Length(open)
		for i := range n {
			free := most(i) - got[i]
			if free <= 0 {
				continue
			}
			d := each
			if more > 0 {
				d, more = d+1, more-1
			}
			d = min(d, free)
			got[i] += d
			total -= d
		}
	}
	for i, d := range got {
		if d > 0 {
			give(i, d)
		}
	}
}
