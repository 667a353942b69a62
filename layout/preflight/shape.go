package preflight

import (
	"math"
	"slices"
)

// shape is an area of the page: the inside of a path (8.5.3.3), curves cut into
// straight lines.
type shape struct {
	edges   []edge
	evenOdd bool
	box     box
	swept   bool
	first   int      // row of the grid,
	rows    [][]span // and what lies in it and those that follow, once they are asked for
}

// edge is a line that is not level, from its foot up.
type edge struct {
	x0, y0, x1, y1 float64
	up             int // 1 drawn upwards, −1 downwards
}

// maxEdges bounds a path: beyond it only its box counts.
const maxEdges = 1 << 18

// outline is a path in the making.
type outline struct {
	shape
	x, y           float64 // the point reached
	startX, startY float64
	lines          [][4]float64 // as drawn, for strokes
	full           bool
}

func (o *outline) move(x, y float64) {
	o.close()
	o.x, o.y, o.startX, o.startY = x, y, x, y
}

// close joins the last point to the first, as fills do by themselves.
func (o *outline) close() {
	if o.x != o.startX || o.y != o.startY {
		o.edge(o.x, o.y, o.startX, o.startY)
	}
	o.x, o.y = o.startX, o.startY
}

func (o *outline) to(x, y float64) {
	o.edge(o.x, o.y, x, y)
	if len(o.lines) < maxEdges {
		o.lines = append(o.lines, [4]float64{o.x, o.y, x, y})
	}
	o.x, o.y = x, y
}

func (o *outline) edge(x0, y0, x1, y1 float64) {
	switch {
	case len(o.edges) >= maxEdges:
		o.full = true
	case y0 < y1:
		o.edges = append(o.edges, edge{x0, y0, x1, y1, 1})
	case y0 > y1:
		o.edges = append(o.edges, edge{x1, y1, x0, y0, -1})
	}
}

// curve goes to x3, y3 by a Bézier curve, in steps of a few points' length.
func (o *outline) curve(x1, y1, x2, y2, x3, y3 float64) {
	x0, y0 := o.x, o.y
	long := math.Hypot(x1-x0, y1-y0) + math.Hypot(x2-x1, y2-y1) + math.Hypot(x3-x2, y3-y2)
	n := int(max(4, min(64, long/4)))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		s := 1 - t
		a, b, c, d := s*s*s, 3*s*s*t, 3*s*t*t, t*t*t
		o.to(a*x0+b*x1+c*x2+d*x3, a*y0+b*y1+c*y2+d*y3)
	}
}

// area gives the inside of the path, nil if it is too much to hold.
func (o *outline) area(b box, evenOdd bool) *shape {
	o.close()
	if o.full {
		return nil
	}
	return &shape{edges: o.edges, evenOdd: evenOdd, box: b}
}

// stroked gives the area of a line of a width. Where it goes on round a corner, each
// part is longer by half the width, which fills right corners.
func (o *outline) stroked(b box, width float64) *shape {
	s := outline{}
	for i, l := range o.lines {
		long := math.Hypot(l[2]-l[0], l[3]-l[1])
		if long == 0 {
			continue
		}
		ux, uy := (l[2]-l[0])/long*width/2, (l[3]-l[1])/long*width/2
		if i > 0 && o.lines[i-1][2] == l[0] && o.lines[i-1][3] == l[1] {
			l[0], l[1] = l[0]-ux, l[1]-uy
		}
		if i+1 < len(o.lines) && o.lines[i+1][0] == l[2] && o.lines[i+1][1] == l[3] {
			l[2], l[3] = l[2]+ux, l[3]+uy
		}
		s.move(l[0]+uy, l[1]-ux)
		for _, p := range [][2]float64{{l[2] + uy, l[3] - ux}, {l[2] - uy, l[3] + ux}, {l[0] - uy, l[1] + ux}} {
			s.edge(s.x, s.y, p[0], p[1])
			s.x, s.y = p[0], p[1]
		}
	}
	return s.area(b, false)
}

// rect reports a path that is one upright rectangle, all of its box.
func (s *shape) rect() bool {
	if len(s.edges) != 2 {
		return false
	}
	for _, e := range s.edges {
		if e.x0 != e.x1 || e.y0 != s.box.y0 || e.y1 != s.box.y1 || e.x0 != s.box.x0 && e.x0 != s.box.x1 {
			return false
		}
	}
	return s.edges[0].x0 != s.edges[1].x0
}

// quad gives the area of a transformed box.
func quad(m matrix, b box) *shape {
	var o outline
	for i, p := range [4][2]float64{{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}} {
		x, y := m.at(p[0], p[1])
		if i == 0 {
			o.move(x, y)
			continue
		}
		o.edge(o.x, o.y, x, y)
		o.x, o.y = x, y
	}
	return o.area(m.of(b), false)
}

// span is a run of a grid's columns, to excluded.
type span struct{ from, to int }

// within gives, for a row of points, the columns of those that lie in a shape: point
// i of a row is at x0 + (i+½)·step.
func (p *plates) within(s *shape, row int) []span {
	if !s.swept {
		p.spend(p.sweep(s))
	}
	if row -= s.first; row < 0 || row >= len(s.rows) {
		return nil
	}
	return s.rows[row]
}

// maxCrossings bounds the work of one shape.
const maxCrossings = 1 << 22

// crossing is where an edge crosses the middle of a row.
type crossing struct {
	x  float64
	up int
}

// sweep finds all rows of a shape, and tells how often its edges cross them.
func (g grid) sweep(s *shape) (total int) {
	s.swept = true
	last := 0
	s.first = g.h
	for _, e := range s.edges {
		if from, to := g.row(e.y0), min(g.h, g.row(e.y1)); from < to {
			s.first, last = min(s.first, from), max(last, to)
		}
	}
	if s.first >= last {
		return len(s.edges)
	}
	// Where the crossings of each row begin among all, which lie row by row.
	starts := make([]int, last-s.first+1)
	for _, e := range s.edges {
		from, to := g.row(e.y0), min(g.h, g.row(e.y1))
		if total += 1 + max(0, to-from); total > maxCrossings {
			return maxCrossings + 1
		}
		for r := from; r < to; r++ {
			starts[r-s.first+1]++
		}
	}
	for i := range len(starts) - 1 {
		starts[i+1] += starts[i]
	}
	all := make([]crossing, starts[len(starts)-1])
	next := slices.Clone(starts)
	for _, e := range s.edges {
		for r := g.row(e.y0); r < min(g.h, g.row(e.y1)); r++ {
			y := g.y0 + (float64(r)+0.5)*g.step
			all[next[r-s.first]] = crossing{e.x0 + (e.x1-e.x0)*(y-e.y0)/(e.y1-e.y0), e.up}
			next[r-s.first]++
		}
	}
	s.rows = make([][]span, last-s.first)
	spans := make([]span, 0, len(all)/2)
	for r := range s.rows {
		from := len(spans)
		spans = g.inside(all[starts[r]:starts[r+1]], s.evenOdd, spans)
		s.rows[r] = spans[from:len(spans):len(spans)]
	}
	return total
}

// inside adds the columns of a row that lie between its crossings to out.
func (g grid) inside(list []crossing, evenOdd bool, out []span) []span {
	slices.SortFunc(list, func(a, b crossing) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return a.up - b.up
	})
	wind, first := 0, len(out)
	for i := range len(list) - 1 {
		wind += list[i].up
		inside := wind != 0
		if evenOdd {
			inside = i%2 == 0
		}
		if from, to := g.column(list[i].x), g.column(list[i+1].x); inside && from < to {
			if k := len(out); k > first && out[k-1].to >= from {
				out[k-1].to = max(to, out[k-1].to)
			} else {
				out = append(out, span{from, to})
			}
		}
	}
	return out
}

// meet adds the columns that are in both to out.
func meet(a, b, out []span) []span {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		s := span{max(a[i].from, b[j].from), min(a[i].to, b[j].to)}
		if s.from < s.to {
			out = append(out, s)
		}
		if a[i].to < b[j].to {
			i++
		} else {
			j++
		}
	}
	return out
}

// grid is points over a part of the page, a step apart.
type grid struct {
	x0, y0, step float64
	w, h         int
}

// row and column give the first point at or beyond a place.
func (g grid) row(y float64) int    { return g.clamp((y-g.y0)/g.step, g.h) }
func (g grid) column(x float64) int { return g.clamp((x-g.x0)/g.step, g.w) }

func (g grid) clamp(v float64, n int) int {
	if v >= float64(n) {
		return n
	}
	if !(v > 0.5) { // nor a number
		return 0
	}
	return int(math.Ceil(v - 0.5))
}

// cover gives the rows and columns of the points in a box.
func (g grid) cover(b box) (rows, columns span) {
	return span{g.row(b.y0), g.row(b.y1)}, span{g.column(b.x0), g.column(b.x1)}
}

// point gives the place of a point.
func (g grid) point(x, y int) (float64, float64) {
	return g.x0 + (float64(x)+0.5)*g.step, g.y0 + (float64(y)+0.5)*g.step
}
