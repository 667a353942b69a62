package paragraph

import "paiban/layout/geom"

// A candidate line holds atoms [a,e); the blanks [e,b) vanish at its end.

// visible gives the end of what is seen of a line that ends before atoms[b].
func (c *composer) visible(a, b int) int { return max(a, int(c.sums[b].seen)) }

// natural gives the width of a line of atoms [a,e) before justification:
// adjacent marks closed up, an opening mark at the start without its blank half,
// and under line-end-half a mark at the end without its own.
func (c *composer) natural(a, e int) geom.Length {
	if a >= e {
		return 0
	}
	last := &c.atoms[e-1]
	w := c.sums[e].width - c.sums[a].width + last.cut - last.joint - c.tracking(last) - c.atoms[a].lead + last.hyphen
	if c.st.Punctuation == LineEndHalf {
		w -= last.trail
	}
	return w
}

// room is what justification may do with one line.
type room struct {
	end     geom.Length        // the mark at the end: step 1
	shrink  [steps]geom.Length // the others
	grow    geom.Length        // word spaces
	joins   int                // 中西 places
	plains  int
	besides int
}

// room sums up in r, still empty, what the line of atoms [a,e) has.
func (c *composer) room(a, e int, r *room) {
	if a >= e {
		return
	}
	from, to := &c.sums[a], &c.sums[e]
	for k := range r.shrink {
		r.shrink[k] = to.shrink[k] - from.shrink[k]
	}
	r.grow = to.grow - from.grow
	r.joins, r.plains, r.besides = int(to.joins-from.joins), int(to.plains-from.plains), int(to.besides-from.besides)
	last, first := &c.atoms[e-1], &c.atoms[a]
	if last.shrink > 0 {
		r.shrink[last.order] -= last.shrink
	}
	if first.class == opener && first.shrink > 0 && a != e-1 {
		r.shrink[brackets] -= first.shrink
	}
	if last.joint > 0 {
		r.shrink[joints] -= c.jointShrink(last)
	}
	switch last.gap {
	case plain:
		r.plains--
	case beside:
		r.besides--
	case joined:
		r.joins--
	}
	if c.st.Punctuation != LineEndHalf {
		r.end = last.trail
	}
}

// squeezable is all that the line may lose.
func (r *room) squeezable() geom.Length {
	w := r.end
	for _, s := range r.shrink {
		w += s
	}
	return w
}

// hangs gives the width of a mark that may stand outside the line's end, 0 if
// there is none (option hang; clreq #h-hanging_punctuation: 、，。 only).
func (c *composer) hangs(e int) geom.Length {
	if !c.st.Hang || e == 0 {
		return 0
	}
	a := &c.atoms[e-1]
	switch c.text[a.from] {
	case '、', '，', '。':
		if c.st.Punctuation == LineEndHalf {
			return a.width - a.trail
		}
		return a.width
	}
	return 0
}

// opens gives what the opening mark at the start of a line that lacks slack takes
// first: at the start of an indented paragraph its blank half, if there is room for all
// of it. The paragraph's edge is indented anyhow, so that nothing stands ragged for it,
// and a mark of a whole 字 keeps the grid of the lines below (JLREQ
// #positioning_of_opening_brackets_at_line_head, which has both; clreq trims every line's start, and so do all other lines here, and
// this one under opening = half).
func (c *composer) opens(a int, slack geom.Length) geom.Length {
	if a > 0 || len(c.atoms) == 0 || c.st.Opening == Halved {
		return 0
	}
	first := &c.atoms[0]
	if first.class != opener || first.lead > slack || c.st.Align != Justify || c.indent() == 0 {
		return 0
	}
	return first.lead
}

// available gives the width that line n has for text.
func (c *composer) available(n int) geom.Length {
	if n >= len(c.widths) {
		c.measure(n)
	}
	return c.widths[n]
}

// measure asks for the measures up to line n's.
func (c *composer) measure(n int) {
	for i := len(c.lines); i <= n; i++ {
		c.lines = append(c.lines, c.m(i))
		c.uneven = c.uneven || c.lines[i] != c.lines[0]
		w := c.lines[i]
		if i == 0 {
			w -= c.indent()
		}
		c.widths = append(c.widths, max(1, w))
	}
}

// indent is the style's, less what a first line of one em would lack.
func (c *composer) indent() geom.Length {
	return max(0, min(c.st.Indent, c.lines[0]-c.em))
}
