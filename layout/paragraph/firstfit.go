package paragraph

// span is one line as broken: atoms [a,b).
type span struct{ a, b int }

// firstFit takes each line as it comes: as much as fits; where that end is
// forbidden, push in up to the next place if squeezing makes room for it, else
// push out to the one before (clreq #prohibition_rules_for_line_start_end gives
// this order). Where there is none before, the line ends inside the word.
func (c *composer) firstFit() []span {
	var out []span
	for a := 0; a < len(c.atoms); {
		b := c.fitLine(a, len(out))
		out = append(out, span{a, b})
		a = b
	}
	return out
}

// fitLine gives the end of line n that starts with atoms[a].
func (c *composer) fitLine(a, n int) int {
	avail := c.available(n)
	full := a + 1 // as much as fits, wherever that ends
	good := 0     // the last place so far where a line may end
	for b := a + 1; b <= len(c.atoms); b++ {
		c.weighed++
		e := c.visible(a, b)
		var r room
		c.room(a, e, &r)
		over := c.natural(a, e) - max(r.end, c.hangs(e)) - avail
		if b > a+1 && over > 0 {
			if over <= c.atoms[max(a, e-1)].hyphen {
				continue // a longer line without a hyphen may fit
			}
			break
		}
		full = b
		if c.forced(b) {
			return b
		}
		if c.mayEnd(b) {
			good = b
		}
	}
	if good == full {
		return full
	}
	for b := full + 1; b <= len(c.atoms); b++ {
		c.weighed++
		e := c.visible(a, b)
		var r room
		c.room(a, e, &r)
		over := c.natural(a, e) - r.squeezable() - avail
		if over > 0 && over > c.atoms[max(a, e-1)].hyphen {
			break
		}
		if over <= 0 && c.mayEnd(b) {
			return b
		}
	}
	if good > 0 {
		return good
	}
	return full
}

// mayEnd reports whether a line may end before atoms[b].
func (c *composer) mayEnd(b int) bool {
	return b == len(c.atoms) || c.atoms[b].before != keep
}

// forced reports whether a line must end before atoms[b].
func (c *composer) forced(b int) bool {
	return b < len(c.atoms) && c.atoms[b].before == demand
}
