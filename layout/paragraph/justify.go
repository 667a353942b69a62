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
// added behind each, and what each loses of its own width. They last until the next
// line is justified.
type placed struct {
	a, e, b int // atoms [a,e) are seen, blanks [e,b) are not
	after   []geom.Length
	cut     []geom.Length
	natural geom.Length
	width   geom.Length
	hung    bool // the last mark stands outside the measure
	whole   bool // the opening mark at the start keeps its blank half (see opens)
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
	c.taken = slices.Grow(c.taken[:0], 2*n)[:2*n]
	clear(c.taken)
	p.after, p.cut = c.taken[:n], c.taken[n:]
	var r room
	c.room(a, p.e, &r)
	over := p.natural - avail
	if h := c.hangs(p.e); over > r.end && h > 0 {
		p.hung = true
		over -= h
		p.width -= h
		r.end = 0
	}
	if h := c.opens(a, -over); h > 0 {
		p.whole = true
		over += h
		p.natural += h
		p.width += h
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
		if r.shrink[k] == 0 {
			continue
		}
		d := min(over, r.shrink[k])
		over -= d
		most := c.mosts(p)
		for i := range most {
			most[i] = c.squeezable(p, i, k)
		}
		for i, d := range c.share(d, most) {
			if at := &c.atoms[p.a+i]; at.joint > 0 && at.shrink == 0 {
				p.after[i] -= d // a gap narrows
			} else {
				p.cut[i] += d // a mark gives its blank half
			}
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

// stretch gives slack to the line: word spaces, 中西 gaps, then all other gaps
// evenly; what the bounds leave goes to the same gaps as misfit. It returns what
// nothing could take: a line of one word cannot be flush.
func (c *composer) stretch(p *placed, slack geom.Length) geom.Length {
	if c.st.Align != Spread {
		hair, most := c.give.hair, c.give.most
		slack = c.stage(p, slack, nil)
		slack = c.stage(p, slack, &opening{plain: hair, joined: hair})
		slack = c.stage(p, slack, &opening{joined: c.give.jointGrow - hair})
		slack = c.stage(p, slack, &opening{plain: most - hair})
		slack = c.stage(p, slack, &opening{beside: most})
	}
	if slack == 0 {
		return 0
	}
	// Beyond the bounds every gap that may open takes an equal share.
	most, gaps := c.mosts(p), 0
	for i := range most[:len(most)-1] {
		if at := &c.atoms[p.a+i]; at.gap != tight || at.class == blank && i > 0 {
			most[i] = slack
			gaps++
		}
	}
	if c.st.Align != Spread {
		p.misfit = max(1, int(slack.MulDiv(1000, int64(c.em)*int64(max(1, gaps)))))
	}
	if gaps == 0 {
		return slack
	}
	for i, d := range c.share(slack, most) {
		p.after[i] += d
	}
	return 0
}

// opening is how far the places of each kind open in one stage.
type opening [gapKinds]geom.Length

// stage gives slack to the places that open, each no more than it may, or to the word
// spaces if open is nil, and returns the rest.
func (c *composer) stage(p *placed, slack geom.Length, open *opening) geom.Length {
	if slack == 0 {
		return 0
	}
	most, total := c.mosts(p), geom.Length(0)
	for i := range most[:len(most)-1] {
		if at := &c.atoms[p.a+i]; open == nil {
			most[i] = c.spaceRoom(at)
		} else {
			most[i] = open[at.gap]
		}
		total += most[i]
	}
	d := min(slack, total)
	if d <= 0 {
		return slack
	}
	for i, d := range c.share(d, most) {
		p.after[i] += d
	}
	return slack - d
}

// mosts gives room to say how much each atom of p may take, nothing so far.
func (c *composer) mosts(p *placed) []geom.Length {
	n := p.e - p.a
	if cap(c.shares) < 2*n {
		c.shares = make([]geom.Length, 2*n)
	}
	most := c.shares[:n]
	clear(most)
	return most
}

// share deals total out in equal parts, none above its most (see mosts), and every EMU
// of it: the first ones take one more where it does not divide. total must not exceed
// the sum of all mosts.
func (c *composer) share(total geom.Length, most []geom.Length) []geom.Length {
	n := len(most)
	got := c.shares[n : 2*n]
	clear(got)
	for total > 0 {
		open := 0
		for i := range n {
			if most[i] > got[i] {
				open++
			}
		}
		if open == 0 {
			break
		}
		each, more := total/geom.Length(open), total%geom.Length(open)
		for i := range n {
			free := most[i] - got[i]
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
	return got
}
