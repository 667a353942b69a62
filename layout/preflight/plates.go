package preflight

import "math"

// plates is how much of each ink a page has at points a step apart, so that what
// overprints, shines through or is blended is added up with what lies under it. At
// its points the sum is that of the inks there; what is smaller than a step may lie
// between them.
type plates struct {
	grid
	spots  []name // after the four process inks
	layers []*layer
	left   *int // points that may still be painted, on all pages
	held   int  // points of layers
	pics   []*laid
	look   func(pic uint16) // decodes a picture and leaves its inks
	soft   bool             // something was blended by a mask that is not read
}

// step is the distance of points: a third of a millimetre, a dot of about the tenth
// part of what printers take as the least area of a spot of ink.
const step = 1.0

// Limits on the work for a page.
const (
	maxPoints = 4 << 20 // of a layer; larger pages have them further apart
	maxLayers = 4       // of that size, at a time
	maxPaint  = 1 << 28 // points painted, of a file: a page some hundred times over
	maxSpots  = 12
)

// paint is how something is painted at a point.
type paint struct {
	ink     [4 + maxSpots]float64 // 0 to 1
	touches uint32                // plates, as bits
	alpha   float64
	mode    name
	masked  bool // by a mask that is not read
}

// laid is a picture that lies opaque on a layer, decoded when something mixes with it.
type laid struct {
	layer *layer
	mark  mark
	seen  bool
}

func newPlates(page box, left *int) *plates {
	p := &plates{left: left}
	p.grid = grid{x0: page.x0, y0: page.y0, step: step}
	wide, high := page.x1-page.x0, page.y1-page.y0
	if !(wide > 0 && high > 0 && wide < 1e7 && high < 1e7) {
		wide, high = 0, 0
	}
	if n := wide * high / (step * step); n > maxPoints {
		p.step *= math.Sqrt(n / maxPoints)
	}
	p.w, p.h = int(wide/p.step), int(high/p.step)
	p.push(page, false)
	return p
}

// push begins a layer; it is false if there are too many.
func (p *plates) push(b box, group bool) bool {
	rows, columns := p.cover(b)
	n := max(0, rows.to-rows.from) * max(0, columns.to-columns.from)
	if p.held+n > maxLayers*maxPoints || group && !p.spend(n) {
		return false
	}
	p.held += n
	p.layers = append(p.layers, newLayer(rows, columns, group))
	return true
}

// free gives back what the plates hold; they are not used any more.
func (p *plates) free() {
	for _, l := range p.layers {
		l.free()
	}
	p.layers = nil
}

// plate gives the plate of an ink, false if there are too many.
func (p *plates) plate(n name) (int, bool) {
	for i, k := range processNames {
		if k == n {
			return i, true
		}
	}
	for i, s := range p.spots {
		if s == n {
			return 4 + i, true
		}
	}
	if len(p.spots) == maxSpots {
		return 0, false
	}
	p.spots = append(p.spots, n)
	return 3 + len(p.spots), true
}

const allPlates = 1<<(4+maxSpots) - 1

// source gives how a colour is painted: on all plates, or where it overprints, on
// those it has to do with (8.6.7).
func (p *plates) source(m mark, k inks) paint {
	out := paint{touches: allPlates, alpha: m.alpha, mode: m.mode, masked: m.masked}
	if k.unknown {
		return out
	}
	for i, v := range k.process {
		out.ink[i] = v / 100
	}
	var own uint32
	for _, n := range k.spotNames() {
		if i, ok := p.plate(n); ok {
			out.ink[i] = min(1, k.spots[n]/100)
			own |= 1 << i
		}
	}
	s := m.space
	for s != nil && s.kind == "indexed" {
		s = s.under
	}
	if !m.overprint || s == nil {
		return out
	}
	switch s.kind {
	case "spot":
		out.touches = own
		for _, n := range s.spots {
			if n == "All" {
				out.touches = allPlates
			} else if i, ok := p.plate(n); ok && n != "None" {
				out.touches |= 1 << i
			}
		}
	case "cmyk", "gray":
		out.touches = 0b1111
		if s.kind == "cmyk" && s.names == nil && m.opm == 1 && m.kind != "image" && m.kind != "shading" {
			for i, v := range k.process {
				if v == 0 {
					out.touches &^= 1 << i
				}
			}
		}
	}
	return out
}

// plain reports paint that hides all that is under it.
func (s *paint) plain() bool {
	return s.touches == allPlates && s.alpha >= 1 && s.mode == "" && !s.masked
}

// over gives the inks of a point after painting, and whether those of what was there
// are among them (11.3.6; a layer's alpha and the paint's are shape and opacity in
// one).
func (l *layer) over(i int, s *paint, plates int, out *[4 + maxSpots]float64) (mixed bool, alpha float64) {
	below := 1.0
	if l.alpha != nil {
		below = float64(l.alpha[i]) / 255
	}
	alpha = below + s.alpha - below*s.alpha
	share := 0.0
	if alpha > 0 {
		share = s.alpha / alpha
	}
	for k := range plates {
		b, c := 0.0, s.ink[k]
		if l.ink[k] != nil {
			b = float64(l.ink[k][i]) / 255
		}
		if s.touches>>k&1 == 0 {
			out[k] = b
			mixed = mixed || b > 0
			continue
		}
		c = (1-below)*c + below*blend(s.mode, b, c)
		out[k] = (1-share)*b + share*c
		mixed = mixed || b > 0 && (s.alpha < 1 || s.mode != "")
	}
	return mixed, alpha
}

// blend mixes an ink with what is below it (11.3.5), both from 0 to 1 of ink: modes
// are defined on light, its rest. What other modes give is bounded by the sum.
func blend(mode name, below, ink float64) float64 {
	switch mode {
	case "":
		return ink
	case "Multiply":
		return below + ink - below*ink
	case "Screen":
		return below * ink
	case "Darken":
		return max(below, ink)
	case "Lighten":
		return min(below, ink)
	case "Difference", "Exclusion":
		return max(below, ink)
	case "Luminosity", "Color", "Hue", "Saturation":
		return max(below, ink)
	}
	return min(1, below+ink)
}

// put paints n points of a layer from i, which are all alike.
func (p *plates) put(l *layer, i, n int, s *paint) {
	plates := 4 + len(p.spots)
	if s.plain() {
		p.fill(l, i, n, s)
		return
	}
	var out [4 + maxSpots]float64
	mixed, alpha := l.over(i, s, plates, &out)
	if s.masked {
		p.soft = p.soft || s.mode != ""
		if s.mode != "" || sum(out[:plates]) <= l.sum(i, plates) {
			return // of how far it shows, the mask knows
		}
	}
	for k := range plates {
		if v := uint8(out[k]*255 + 0.5); v > 0 || l.ink[k] != nil {
			set(l.plate(k)[i:i+n], v)
		}
	}
	l.mix(i, n, mixed || l.isMixed(i) && s.alpha < 1)
	if l.alpha != nil {
		set(l.alpha[i:i+n], uint8(alpha*255+0.5))
	}
}

func sum(v []float64) float64 {
	t := 0.0
	for _, x := range v {
		t += x
	}
	return t
}

// spend takes work from what may still be done; it is false when there is none left.
func (p *plates) spend(n int) bool {
	if *p.left < 0 {
		return false
	}
	*p.left -= n
	return *p.left >= 0
}

func (p *plates) top() *layer { return p.layers[len(p.layers)-1] }

// rows calls f with the stretches of a layer's rows that a mark covers, until the work
// is too much: n points from x, y, of which i is the first one's index.
func (p *plates) rows(l *layer, m mark, s *shape, f func(x, y, i, n int)) {
	rows, columns := p.cover(m.box)
	whole := [1]span{{max(columns.from, l.columns.from), min(columns.to, l.columns.to)}}
	if whole[0].from >= whole[0].to {
		return
	}
	var room, other []span
	for y := max(rows.from, l.rows.from); y < min(rows.to, l.rows.to); y++ {
		row := whole[:]
		if s != nil {
			room = meet(row, p.within(s, y), room[:0])
			row = room
		}
		for _, clip := range m.clips {
			other = meet(row, p.within(clip, y), other[:0])
			row, room, other = other, other, room
		}
		if !p.spend(1) {
			return
		}
		for _, r := range row {
			if !p.spend(r.to - r.from) {
				return
			}
			if r.to > r.from {
				f(r.from, y, l.index(r.from, y), r.to-r.from)
			}
		}
	}
}

// bare reports whether nothing was painted where a box is, which is counted as going
// through its rows.
func (p *plates) bare(l *layer, b box) bool {
	rows, columns := p.cover(b)
	y0, y1 := max(rows.from, l.rows.from), min(rows.to, l.rows.to)
	x0, x1 := max(columns.from, l.columns.from), min(columns.to, l.columns.to)
	if x0 >= x1 || y0 >= y1 {
		return true
	}
	if l.touched(x0, y0, x1, y1) {
		return false
	}
	p.spend((y1 - y0) * (1 + x1 - x0))
	return true
}

// each calls f with each point that a mark covers, to paint it.
func (p *plates) each(l *layer, m mark, s *shape, f func(l *layer, x, y, i int)) {
	p.rows(l, m, s, func(x, y, i, n int) {
		l.touch(x, y, n)
		for k := range n {
			f(l, x+k, y, i+k)
		}
	})
}

// fill is put of plain paint on n points from i.
func (p *plates) fill(l *layer, i, n int, s *paint) {
	for k := range 4 + len(p.spots) {
		if v := uint8(s.ink[k]*255 + 0.5); v > 0 || l.ink[k] != nil {
			set(l.plate(k)[i:i+n], v)
		}
	}
	if l.mixed != nil {
		clear(l.mixed[i : i+n])
	}
	if l.pic != nil {
		clear(l.pic[i : i+n])
	}
	if l.alpha != nil {
		set(l.alpha[i:i+n], 255)
	}
}

// pop lays the uppermost layer on the one below.
func (p *plates) pop() {
	k := len(p.layers) - 1
	if k < 1 {
		return
	}
	top, l := p.layers[k], p.layers[k-1]
	p.layers = p.layers[:k]
	p.held -= top.points()
	defer top.free()
	for _, on := range p.pics {
		if on.layer == top && top.blend.plain() {
			on.layer = l
		}
	}
	for y := max(top.rows.from, l.rows.from); y < min(top.rows.to, l.rows.to); y++ {
		left, right := max(top.columns.from, l.columns.from), min(top.columns.to, l.columns.to)
		if left < right {
			l.touch(left, y, right-left)
		}
		for x := left; x < right; x++ {
			from, i := top.index(x, y), l.index(x, y)
			if top.alpha[from] == 0 {
				continue
			}
			s := top.blend
			if n := top.picture(from); n > 0 && s.plain() && top.alpha[from] == 255 {
				l.lay(i, 1, n)
				continue
			} else if n > 0 {
				p.look(n)
			}
			s.alpha *= float64(top.alpha[from]) / 255
			for n := range s.ink {
				if top.ink[n] != nil {
					s.ink[n] = float64(top.ink[n][from]) / 255
				}
			}
			if n := l.picture(i); n > 0 && !s.plain() {
				p.look(n)
			}
			p.put(l, i, 1, &s)
			l.mix(i, 1, l.isMixed(i) || top.isMixed(from))
		}
	}
}
