package paragraph

import "slices"

// Keep finds, in the copy as it is now, the places where an earlier setting of it
// ended lines: for Text.Kept. Lines before the first change and after the last
// one keep their ends; between the two, those that stand there as they were.
func Keep(earlier []string, now []rune) []int {
	var was []rune
	ends := make([]int, 0, len(earlier)) // of the earlier lines, in was
	for _, l := range earlier {
		was = append(was, []rune(l)...)
		ends = append(ends, len(was))
	}
	head, tail := common(was, now)
	shift := len(now) - len(was)
	var out []int
	from, at := 0, head // of an earlier line in was; how far now is dealt with
	for _, end := range ends {
		switch {
		case end <= head:
			out = append(out, end)
		case end >= len(was)-tail:
			out = append(out, end+shift)
		case from >= head:
			if i := find(now[at:len(now)-tail], was[from:end]); i >= 0 {
				at += i
				out = append(out, at, at+end-from)
				at += end - from
			}
		}
		from = end
	}
	out = slices.DeleteFunc(slices.Compact(out), func(i int) bool { return i <= 0 || i >= len(now) })
	return out
}

// Common gives how many runes two texts share at their start and end together:
// how alike two versions of a paragraph are.
func Common(a, b []rune) int {
	head, tail := common(a, b)
	return head + tail
}

// common gives how many runes two texts share at their start and, beyond those,
// at their end.
func common(a, b []rune) (head, tail int) {
	n := min(len(a), len(b))
	for head < n && a[head] == b[head] {
		head++
	}
	for tail < n-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// leastFound is how long a line must be to be known again between two changes:
// a shorter one may stand anywhere.
const leastFound = 4

// find gives the index of line in text, −1 if it is not there or too short.
func find(text, line []rune) int {
	if len(line) < leastFound {
		return -1
	}
	for i := 0; i+len(line) <= len(text); i++ {
		if slices.Equal(text[i:i+len(line)], line) {
			return i
		}
	}
	return -1
}

// keepTo notes the earlier lines by their first atom: c.kept[a] is where the
// earlier line that began with atoms[a] ended, 0 if none began there.
func (c *composer) keepTo(kept []int) {
	if len(kept) == 0 {
		return
	}
	c.kept = make([]int32, len(c.atoms))
	first, k := 0, 0 // the atom an earlier line began with; −1 while none did
	for i := 1; i <= len(c.atoms); i++ {
		at := c.rune(i)
		for k < len(kept) && kept[k] < at { // inside a cluster: not a line's end
			k++
			first = -1
		}
		end := i == len(c.atoms)
		if k < len(kept) && kept[k] == at {
			k, end = k+1, true
		}
		if end {
			if first >= 0 {
				c.kept[first] = int32(i)
			}
			first = i
		}
	}
}

// moved reports whether the line of atoms [a,b) is none of the earlier setting.
func (c *composer) moved(a, b int) bool { return c.kept != nil && c.kept[a] != int32(b) }
