package preflight

import (
	"bytes"
	"slices"
	"sync"
)

// layer is a page, or a transparency group on it. What has a value for each point is
// made when the first point gets one: nil says that none has.
type layer struct {
	rows, columns span
	ink           [4 + maxSpots][]uint8 // 255 is a full ink
	alpha         []uint8               // of a group; nil = paper, which is opaque
	mixed         []bool                // where inks of several objects lie
	pic           []uint16              // 1 and more: a picture not yet looked at
	tiles         []bool                // of tile × tile points: something was painted on it
	blend         paint                 // how a group goes onto what is below
}

// tile is the side of a layer's tiles, in points: lines of type are as high.
const tile = 16

// A page has megabytes of points. Those that are done with serve the next one.
var (
	spareInks  spare[uint8]
	sparePics  spare[uint16]
	spareFlags spare[bool]
)

// spare keeps slices that are not in use.
type spare[T any] struct{ sync.Pool }

// get gives n zero values.
func (p *spare[T]) get(n int) []T {
	if s, _ := p.Pool.Get().(*[]T); s != nil && cap(*s) >= n {
		clear((*s)[:n])
		return (*s)[:n]
	}
	return make([]T, n)
}

func (p *spare[T]) put(s []T) {
	if s != nil {
		p.Pool.Put(&s)
	}
}

func newLayer(rows, columns span, group bool) *layer {
	l := &layer{rows: rows, columns: columns}
	if l.points() > 0 {
		l.tiles = make([]bool, l.tileAt(columns.to, rows.to)+1)
	}
	if group {
		l.alpha = spareInks.get(l.points())
	}
	return l
}

// free gives back what a layer holds; it is not used any more.
func (l *layer) free() {
	for k := range l.ink {
		spareInks.put(l.ink[k])
	}
	spareInks.put(l.alpha)
	sparePics.put(l.pic)
	spareFlags.put(l.mixed)
	*l = layer{}
}

// points is how many there are.
func (l *layer) points() int {
	return max(0, l.rows.to-l.rows.from) * max(0, l.columns.to-l.columns.from)
}

func (l *layer) index(x, y int) int {
	return (y-l.rows.from)*(l.columns.to-l.columns.from) + x - l.columns.from
}

func (l *layer) plate(k int) []uint8 {
	if l.ink[k] == nil {
		l.ink[k] = spareInks.get(l.points())
	}
	return l.ink[k]
}

// mix notes whether inks of several objects lie on n points.
func (l *layer) mix(i, n int, mixed bool) {
	if l.mixed == nil {
		if !mixed {
			return
		}
		l.mixed = spareFlags.get(l.points())
	}
	set(l.mixed[i:i+n], mixed)
}

func (l *layer) isMixed(i int) bool { return l.mixed != nil && l.mixed[i] }

// lay puts a picture on n points, hiding what is there.
func (l *layer) lay(i, n int, pic uint16) {
	if l.pic == nil {
		l.pic = sparePics.get(l.points())
	}
	set(l.pic[i:i+n], pic)
	if l.mixed != nil {
		clear(l.mixed[i : i+n])
	}
}

// picture gives the picture of a point that was not yet looked at, 0 if there is none.
func (l *layer) picture(i int) uint16 {
	if l.pic == nil {
		return 0
	}
	return l.pic[i]
}

// sum gives all inks of a point, 1 is one full ink.
func (l *layer) sum(i, plates int) float64 {
	t := 0
	for k := range plates {
		if l.ink[k] != nil {
			t += int(l.ink[k][i])
		}
	}
	return float64(t) / 255
}

// tileAt gives the tile of a point.
func (l *layer) tileAt(x, y int) int {
	wide := (l.columns.to-l.columns.from)/tile + 1
	return (y-l.rows.from)/tile*wide + (x-l.columns.from)/tile
}

// touch notes that n points from x, y are painted.
func (l *layer) touch(x, y, n int) {
	for t, last := l.tileAt(x, y), l.tileAt(x+n-1, y); t <= last; t++ {
		l.tiles[t] = true
	}
}

// touched reports whether a tile is painted that has points from x0, y0 to x1, y1, which
// are excluded.
func (l *layer) touched(x0, y0, x1, y1 int) bool {
	for y := y0; ; y = min(y+tile, y1-1) {
		if slices.Contains(l.tiles[l.tileAt(x0, y):l.tileAt(x1-1, y)+1], true) {
			return true
		}
		if y == y1-1 {
			return false
		}
	}
}

// below gives the inks that a point has, and its alpha.
func (l *layer) below(i, plates int) (out [4 + maxSpots + 1]uint8) {
	for k := range plates {
		if l.ink[k] != nil {
			out[k] = l.ink[k][i]
		}
	}
	if l.alpha != nil {
		out[len(out)-1] = l.alpha[i]
	}
	return out
}

// even reports whether n points from i are all alike, and no picture is among them.
func (l *layer) even(i, n int) bool {
	alike := func(plate []uint8) bool { return plate == nil || bytes.Equal(plate[i+1:i+n], plate[i:i+n-1]) }
	for _, plate := range l.ink {
		if !alike(plate) {
			return false
		}
	}
	if !alike(l.alpha) || l.pictured(i, n) {
		return false
	}
	return l.mixed == nil || !slices.Contains(l.mixed[i:i+n], !l.mixed[i])
}

// pictured reports a picture at n points from i.
func (l *layer) pictured(i, n int) bool {
	return l.pic != nil && slices.ContainsFunc(l.pic[i:i+n], func(pic uint16) bool { return pic > 0 })
}

// bare reports whether there is no ink, nor a picture, at n points from x, y.
func (l *layer) bare(x, y, n int) bool {
	if first, last := l.tileAt(x, y), l.tileAt(x+n-1, y); !slices.Contains(l.tiles[first:last+1], true) {
		return true
	}
	i := l.index(x, y)
	for _, plate := range l.ink {
		if plate != nil && bytes.Count(plate[i:i+n], noInk) < n {
			return false
		}
	}
	return !l.pictured(i, n)
}

var noInk = []byte{0}

// set gives all of some points a value.
func set[T comparable](points []T, v T) {
	var zero T
	if v == zero || len(points) == 0 {
		clear(points)
		return
	}
	points[0] = v
	for n := 1; n < len(points); n *= 2 { // copies are quick
		copy(points[n:], points[:n])
	}
}
