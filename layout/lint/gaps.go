package lint

import (
	"cmp"
	"fmt"
	"slices"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// gaps reports 通缝, 断版 and holes on a page.
func (c *checker) gaps(p *page) {
	if len(p.frames) == 0 {
		return
	}
	c.through(p)
	c.split(p)
	for _, f := range p.frames {
		for i := range f.legs {
			c.holes(p, f, i)
		}
	}
}

// interval is a stretch of an axis.
type interval struct{ from, to geom.Length }

// clear gives what no interval covers between the first and the last.
func clear(in []interval) []interval {
	slices.SortFunc(in, func(a, b interval) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []interval
	for i, end := 0, geom.Length(0); i < len(in); i++ {
		if i > 0 && in[i].from > end {
			out = append(out, interval{end, in[i].from})
		}
		if i == 0 || in[i].to > end {
			end = in[i].to
		}
	}
	return out
}

// through reports 通缝: a gap between columns that nothing crosses from the top of
// the page to its foot. What a head may be set in counts as crossed, whether its
// type reaches over the gap or not. A rule in the gap shows that it is meant.
func (c *checker) through(p *page) {
	var cover []interval
	add := func(r geom.Rect) {
		if x := r.Intersect(p.TypeArea.Inset(-p.Grid.Em)); !x.Empty() {
			cover = append(cover, interval{x.X, x.Right()})
		}
	}
	top, foot := p.TypeArea.Bottom(), p.TypeArea.Y
	for _, f := range p.frames {
		top, foot = min(top, f.Rect.Y), max(foot, f.Rect.Bottom())
		for _, l := range f.heads {
			add(l.bounds())
		}
		for _, fig := range f.parts {
			add(fig.rect)
		}
		for _, l := range f.legs {
			for _, x := range l.lines {
				add(x.bounds())
			}
		}
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case *sheet.Fill:
			add(it.Rect)
		case *sheet.Rule:
			if it.From.Y == it.To.Y {
				add(it.Bounds())
			}
		}
	}
	for _, g := range clear(cover) {
		r := geom.Rect{X: g.from, Y: top, W: g.to - g.from, H: foot - top}
		if p.Fold > r.X && p.Fold < r.Right() { // the gutter of a spread
			continue
		}
		if r.W*2 < p.Grid.Em || ruled(p, r, true) || !p.fills(top, foot, g) {
			continue
		}
		f := diag.Finding{Pos: p.ed.Pos, Page: p.Name, Box: r}
		f.Message = diag.T("通缝：第 %d 栏右边的栏空从版头一直通到版底", "a gap runs down the whole page, right of column %d", p.columnLeftOf(g.from))
		f.Hint = text("让一个标题、图片或破栏跨过它；有意如此就在栏空里加线", "let a head, a picture or wider legs cross it; if it is meant, put a rule in it")
		c.add("through-gap", f)
	}
}

// fills reports whether the page has text or pictures along most of a gap, on
// both sides, and is most of it filled at all: an empty page has no gaps.
func (p *page) fills(top, foot geom.Length, g interval) bool {
	const most = 2 // of 3 parts of the height
	if (foot-top)*3 < p.TypeArea.H*most {
		return false
	}
	for _, side := range []interval{{g.from - p.Grid.Em, g.from}, {g.to, g.to + p.Grid.Em}} {
		var cover []interval
		for _, f := range p.frames {
			if f.Rect.X < side.to && f.Rect.Right() > side.from {
				cover = append(cover, interval{f.Rect.Y, f.Rect.Bottom()})
			}
		}
		sum := geom.Length(0)
		for _, x := range cover {
			sum += x.to - x.from
		}
		if sum*3 < (foot-top)*most {
			return false
		}
	}
	return true
}

// columnLeftOf gives the base column, from 1, that ends at or before x.
func (p *page) columnLeftOf(x geom.Length) int {
	n := 1
	for n < p.Grid.Columns && p.TypeArea.X+p.Grid.ColumnX(n) <= x+p.Grid.Gap/2 {
		n++
	}
	return n
}

// split reports 断版: a line or more across the whole page that no frame has, with
// frames above and below. A rule along it shows that it is meant.
func (c *checker) split(p *page) {
	var cover []interval
	for _, f := range p.frames {
		cover = append(cover, interval{f.Rect.Y, f.Rect.Bottom()})
	}
	pitch := p.TypeArea.H / geom.Length(max(len(p.Grid.Baselines), 1))
	for _, g := range clear(cover) {
		r := geom.Rect{X: p.TypeArea.X, Y: g.from, W: p.TypeArea.W, H: g.to - g.from}
		if r.H < pitch || ruled(p, r, false) {
			continue
		}
		f := diag.Finding{Pos: p.ed.Pos, Page: p.Name, Box: r}
		f.Message = diag.T("断版：第 %d 行上下被一条横贯全版的空白隔开", "the page falls apart at line %d: a gap runs across all of it", p.lineAt(g.from))
		f.Hint = text("让一篇稿件或一张图跨过它；有意如此就加一条通栏线", "let a story or a picture cross it; if it is meant, put a rule in it")
		c.add("split-page", f)
	}
}

// lineAt gives the first line of the grid whose baseline is below y.
func (p *page) lineAt(y geom.Length) int {
	i, _ := slices.BinarySearch(p.Grid.Baselines, y)
	return i + 1
}

// ruled reports whether rules lie in r along most (four fifths) of its length.
func ruled(p *page, r geom.Rect, upright bool) bool {
	var length, sum geom.Length = r.W, 0
	if upright {
		length = r.H
	}
	var seen []interval
	for _, it := range p.Items {
		u, ok := it.(*sheet.Rule)
		if !ok || (u.From.X == u.To.X) != upright {
			continue
		}
		x := u.Bounds().Intersect(r)
		if x.Empty() {
			continue
		}
		if upright {
			seen = append(seen, interval{x.Y, x.Bottom()})
		} else {
			seen = append(seen, interval{x.X, x.Right()})
		}
	}
	at := geom.Length(-1 << 40)
	slices.SortFunc(seen, func(a, b interval) int { return cmp.Compare(a.from, b.from) })
	for _, s := range seen { // the two lines of a 双线 count once
		if s.to > at {
			sum += s.to - max(s.from, at)
			at = s.to
		}
	}
	return sum*5 >= length*4
}

// A hole is a stretch of a leg, at least leastHole lines high and as wide as two
// 字, that holds nothing although something stands below it; or a strip beside a
// picture too narrow for text.
const leastHole = 3

// holes reports those of leg i. Lines left at the end of the copy are underset, not
// holes.
func (c *checker) holes(p *page, f *frame, i int) {
	l := f.legs[i]
	used := p.usedIn(f, l)
	from := 0
	for n := 0; n <= len(used); n++ {
		if n < len(used) && used[n].free >= 2*p.Grid.Em {
			continue
		}
		run := used[from:n]
		from = n + 1
		beside := slices.ContainsFunc(run, func(x lineUse) bool { return x.free < l.rect.W })
		if len(run) < leastHole || n == len(used) && !beside || f.story.over(f, i, run[0].y) {
			continue
		}
		box := geom.Rect{X: l.rect.X, Y: run[0].y, W: l.rect.W, H: run[len(run)-1].y + p.Grid.Em - run[0].y}
		out := onFrame(p, f)
		out.Box = box
		out.Message = diag.T("第 %d 栏里空着 %d 行", "a hole of %[2]d lines in leg %[1]d", i+1, len(run))
		out.Hint = text("移动或放大旁边的图片，或让它占满这一栏", "move or enlarge the picture beside it, or let that fill the leg")
		c.add("frame-hole", out)
	}
}

// over reports whether a story's copy has come to its end before y in a leg, from
// 0, of one of its frames.
func (s *story) over(f *frame, leg int, y geom.Length) bool {
	last := s.lastLine()
	if last == nil {
		return true
	}
	if last.Frame != f.name {
		n := 0
		for _, x := range s.Frames {
			if fmt.Sprintf("%s/%d", s.ID, x.N) == last.Frame {
				n = x.N
			}
		}
		return n < f.N
	}
	return last.Leg-1 < leg || last.Leg-1 == leg && last.Origin.Y < y
}

// lineUse is one line of the grid in a leg: its em top and how much of it is free.
type lineUse struct {
	y    geom.Length
	free geom.Length
}

// usedIn tells of each line of a leg how much of it nothing stands on. A line with
// text has nothing free.
func (p *page) usedIn(f *frame, l leg) []lineUse {
	var out []lineUse
	cuts := p.cuts(f.ed)
	full := make([]geom.Rect, 0, len(l.lines)+len(f.heads)) // what leaves nothing free
	for _, x := range l.lines {
		full = append(full, x.bounds())
	}
	for _, h := range f.heads {
		full = append(full, h.bounds())
	}
	for _, y := range p.Grid.Baselines {
		r := geom.Rect{X: l.rect.X, Y: y - p.Grid.Em.MulDiv(emTop, 1000), W: l.rect.W, H: p.Grid.Em}
		if r.Y < l.rect.Y || r.Bottom() > l.rect.Bottom() {
			continue
		}
		u := lineUse{r.Y, r.W}
		if slices.ContainsFunc(full, func(x geom.Rect) bool { return !x.Intersect(r).Empty() }) {
			u.free = 0
		}
		for _, fig := range f.parts {
			u.free -= fig.rect.Intersect(r).W
		}
		for _, cut := range cuts {
			u.free -= cut.Intersect(r).W
		}
		out = append(out, u)
	}
	return out
}

// cuts gives the parts of a frame that are not its own, the gap beside them
// included.
func (p *page) cuts(f *edition.Frame) []geom.Rect {
	var out []geom.Rect
	for _, c := range f.Cuts {
		if r := p.cells(c.Columns, c.Lines); !r.Empty() {
			r.X, r.W = r.X-p.Grid.Gap, r.W+2*p.Grid.Gap
			out = append(out, r)
		}
	}
	return out
}
