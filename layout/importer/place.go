package importer

import "math"

// The broadsheet preset, which a draft is laid out on.
const (
	pageColumns = 8
	pageMeasure = 13
	pageLines   = 120
	headLines   = 7  // head, byline and the air around them, before they are measured
	tallHead    = 11 // the same of a story with pictures, which has a standing head or a kicker more often
)

// Size is what a story takes: lines of its head over the whole frame, and lines of
// copy of the page's own measure; and the pictures that there must be room for.
type Size struct{ Head, Lines, Pictures int }

// rows gives the lines of the page that a story takes on a number of columns.
func (s Size) rows(columns int) int {
	text := max(1, (s.Lines+columns-1)/columns)
	rows := s.Head + text
	switch { // a single picture has copy beside it, several are bands over all legs
	case s.Pictures == 1:
		rows = max(rows, tallHead+pictureLines)
	case s.Pictures > 1:
		rows = max(rows, tallHead+pictureLines*bands(s.Pictures, columns)+text)
	}
	return min(pageLines, rows)
}

// pictureLines is the height of a picture in a draft. Several stand side by side, as
// many as there are legs; below them others.
const pictureLines = 24

func bands(pictures, legs int) int { return (pictures + legs - 1) / legs }

// legs gives those that the k-th of n pictures covers: a single one the right half.
func legs(k, n, legs int) [2]int {
	if n == 1 {
		return [2]int{legs/2 + 1, legs}
	}
	row := k / legs * legs // the first of its band
	in := min(legs, n-row)
	return [2]int{(k-row)*legs/in + 1, (k - row + 1) * legs / in}
}

// Frame is where a story stands: base columns and lines of the grid, from 1, both
// ends included.
type Frame struct {
	Page          int
	Columns, Rows [2]int
}

// Estimate gives a story's size before it has been set: a line in ten is not full.
func (s *Story) Estimate() Size {
	z := Size{headLines, s.chars()*11/10/pageMeasure + 1, s.shown()}
	switch {
	case z.Pictures == 1:
		z.Lines += pictureLines * 2 // half of four legs
	case z.Pictures > 1:
		z.Head += pictureLines
	}
	return z
}

// Place finds frames for stories of these sizes, in their order, on as few pages as
// their areas ask. A page is cut in two again and again, across or down, until each
// story has its piece; of all ways to cut, the one that leaves the least paper empty
// counts, and costs for what no editor wants are added to it (see price).
func Place(sizes []Size) []Frame {
	out := make([]Frame, len(sizes))
	for first, page := 0, 1; first < len(sizes); page++ {
		n := 1
		c := newCutter(sizes[first : first+1])
		for first+n < len(sizes) {
			more := newCutter(sizes[first : first+n+1])
			if more.best(0, n+1, pageColumns).rows > pageLines {
				break
			}
			c, n = more, n+1
		}
		c.lay(out[first:], 0, n, Frame{page, [2]int{1, pageColumns}, [2]int{1, c.best(0, n, pageColumns).rows}})
		first += n
	}
	return out
}

// cut says how a run of stories shares a piece of so many columns: at a story, down
// (columns to the first part) or across (columns is 0); a single story has no cut.
type cut struct {
	rows, at, columns int
	price             float64
}

// cutter finds the best cuts of a page's stories. It remembers those that it found.
type cutter struct {
	sizes []Size
	found map[[3]int]cut
}

func newCutter(sizes []Size) *cutter { return &cutter{sizes, map[[3]int]cut{}} }

// What is not wanted, in lines of a column that it is worth leaving empty for.
const (
	splitPage = 400 // a cut across the whole page (断版)
	gutter    = 60  // one down the whole page (通缝)
	misshapen = 80  // legs too long to follow, or too short to begin
	longLeg   = 55
	shortLeg  = 5
)

// best gives the best way to put stories from up to below to on so many columns.
func (c *cutter) best(from, to, columns int) cut {
	key := [3]int{from, to, columns}
	if k, ok := c.found[key]; ok {
		return k
	}
	var best cut
	if to-from == 1 {
		best = c.alone(c.sizes[from], columns)
	} else {
		best.price = math.Inf(1)
		for at := from + 1; at < to; at++ {
			for w := 0; w < columns; w++ {
				if k := c.two(from, at, to, w, columns); k.price < best.price {
					best = k
				}
			}
		}
	}
	c.found[key] = best
	return best
}

// alone prices the shape of a story's own frame.
func (c *cutter) alone(s Size, columns int) cut {
	k := cut{rows: s.rows(columns)}
	leg := k.rows - s.Head
	if leg > longLeg || leg < shortLeg || columns == 1 && s.Lines > longLeg/2 {
		k.price = misshapen
	}
	return k
}

// two prices a cut: its parts, the paper that the shorter one leaves empty, and
// where it runs. Empty paper costs more than in proportion: many small gaps can be
// fitted, a large one is a hole.
func (c *cutter) two(from, at, to, w, columns int) cut {
	k := cut{at: at, columns: w}
	if w == 0 {
		a, b := c.best(from, at, columns), c.best(at, to, columns)
		k.rows, k.price = a.rows+1+b.rows, a.price+b.price
		if columns == pageColumns {
			k.price += splitPage
		}
		return k
	}
	a, b := c.best(from, at, w), c.best(at, to, columns-w)
	k.rows = max(a.rows, b.rows)
	hole := float64(k.rows-a.rows)*float64(w) + float64(k.rows-b.rows)*float64(columns-w)
	k.price = a.price + b.price + hole + hole*hole/100
	if columns == pageColumns {
		k.price += gutter
	}
	return k
}

// lay cuts f for the stories from up to below to. What a piece has more than its
// stories ask goes to the last of them.
func (c *cutter) lay(out []Frame, from, to int, f Frame) {
	width := f.Columns[1] - f.Columns[0] + 1
	k := c.best(from, to, width)
	if to-from == 1 {
		out[from] = f
		return
	}
	a, b := f, f
	if k.columns == 0 {
		a.Rows[1] = f.Rows[0] + c.best(from, k.at, width).rows - 1
		b.Rows[0] = a.Rows[1] + 2
	} else {
		a.Columns[1] = f.Columns[0] + k.columns - 1
		b.Columns[0] = a.Columns[1] + 1
	}
	c.lay(out, from, k.at, a)
	c.lay(out, k.at, to, b)
}
