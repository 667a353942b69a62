package preflight

import (
	"math"
	"slices"

	"paiban/layout/diag"
)

// lay paints a mark on the page's plates.
func (c *checker) lay(p *page, m mark) {
	pl := p.plates
	switch m.kind {
	case "group":
		c.begin(p, m)
		return
	case "end":
		c.end(p)
		return
	case "text":
		c.layText(p, m)
		return
	case "image":
		c.layImage(p, m)
		return
	}
	s := pl.source(m, m.inks)
	if s.touches == 0 || s.alpha == 0 {
		return
	}
	var area *shape
	if m.shape != nil {
		if area = m.shape(); area != nil && area.rect() {
			area = nil
		}
	}
	pl.paint(m, area, &s)
}

// paint paints all points of an area alike.
func (p *plates) paint(m mark, area *shape, s *paint) {
	l := p.top()
	p.rows(l, m, area, func(x, y, i, n int) {
		l.touch(x, y, n)
		if s.plain() || l.even(i, n) {
			p.put(l, i, n, s)
			return
		}
		for k := i; k < i+n; k++ {
			if pic := l.picture(k); pic > 0 {
				p.look(pic)
			}
			p.put(l, k, 1, s)
		}
	})
}

// begin starts a form: a layer if it mixes as a whole, or by itself, with what is
// below (11.4.7).
func (c *checker) begin(p *page, m mark) {
	g := c.dict(m.form["Group"])
	isolated, _ := c.get(g["I"]).(bool)
	alone := c.nameOf(g["S"]) == "Transparency" && (isolated || m.alpha < 1 || m.mode != "" || m.masked)
	if alone = alone && p.plates.push(m.box, true); alone {
		p.plates.top().blend = paint{touches: allPlates, alpha: m.alpha, mode: m.mode, masked: m.masked}
	}
	p.groups = append(p.groups, alone)
}

func (c *checker) end(p *page) {
	k := len(p.groups) - 1
	if k < 0 {
		return
	}
	if p.groups[k] {
		p.plates.pop()
	}
	p.groups = p.groups[:k]
}

// layText holds type against what it overprints or shines through to. Its strokes are
// taken to be anywhere in its box; it is told of and not left on the plates.
func (c *checker) layText(p *page, m mark) {
	pl := p.plates
	s := pl.source(m, m.inks)
	if m.inks.unknown || s.touches == 0 || s.alpha == 0 || s.plain() {
		return
	}
	l := pl.top()
	if len(m.clips) == 0 && pl.bare(l, m.box) { // as under most type
		return
	}
	most, at := 0.0, box{}
	var last [4 + maxSpots + 1]uint8 // inks below, and alpha
	known := false
	point := func(x, y, i int) {
		if n := l.picture(i); n > 0 {
			pl.look(n)
		}
		plates := 4 + len(pl.spots)
		below := l.below(i, plates)
		if known && below == last {
			return // what comes of them is known
		}
		last, known = below, true
		var out [4 + maxSpots]float64
		if mixed, _ := l.over(i, &s, plates, &out); !mixed || s.masked {
			return
		}
		if t := sum(out[:]) * 100; t > most+0.5 {
			px, py := pl.point(x, y)
			half := pl.step / 2
			most, at = t, box{px - half, py - half, px + half, py + half}
		}
	}
	pl.rows(l, m, nil, func(x, y, i, n int) {
		if l.bare(x, y, n) {
			return
		}
		if l.even(i, n) {
			n = 1 // what comes of the others is the same
		}
		for k := range n {
			point(x+k, y, i+k)
		}
	})
	c.together(p, at, math.Floor(most+0.2), "type")
}

// together tells of inks of several objects on one spot.
func (c *checker) together(p *page, at box, sum float64, what string) {
	l := c.opt.Limits
	switch {
	case sum > float64(l.Ink)+0.5:
		c.tell("ink-limit", p, at, "together "+what, diag.T("几样叠在一处，总墨量 %[1]s，超过 %[2]d%%", "what lies on each other has %[1]s of ink together, over the limit of %[2]d%%", percent(sum), l.Ink))
	case sum > float64(l.InkHigh)+0.5:
		c.tell("ink-high", p, at, "together "+what, diag.T("几样叠在一处，总墨量 %[1]s，超过 %[2]d%%", "what lies on each other has %[1]s of ink together, above %[2]d%%", percent(sum), l.InkHigh))
	}
}

// layImage paints a picture: one that hides what is under it is looked at only when
// something comes on it.
func (c *checker) layImage(p *page, m mark) {
	pl, im := p.plates, m.image
	s := pl.source(m, m.inks)
	s.ink = [4 + maxSpots]float64{}
	_, through := im.dict["SMask"]
	_, cut := im.dict["Mask"]
	area := quad(im.ctm, box{0, 0, 1, 1})
	if area.rect() {
		area = nil
	}
	if s.plain() && !through && !cut && !im.mask && len(pl.pics) < math.MaxUint16 {
		l := pl.top()
		pl.pics = append(pl.pics, &laid{layer: l, mark: m})
		pic := uint16(len(pl.pics))
		pl.rows(l, m, area, func(x, y, i, n int) {
			l.touch(x, y, n)
			l.lay(i, n, pic)
			if l.alpha != nil {
				set(l.alpha[i:i+n], 255)
			}
		})
		return
	}
	c.sample(p, pl.top(), m, area, 0)
}

// look decodes a picture that lies on a layer, and leaves its inks there.
func (c *checker) look(p *page, n uint16) {
	on := p.plates.pics[n-1]
	if on.seen {
		return // and there was too much to do
	}
	on.seen = true
	area := quad(on.mark.image.ctm, box{0, 0, 1, 1})
	if area.rect() {
		area = nil
	}
	c.sample(p, on.layer, on.mark, area, n)
	p.plates.each(on.layer, on.mark, area, func(l *layer, x, y, i int) {
		if l.pic[i] != n { // what could not be decoded counts as paper
			return
		}
		l.pic[i] = 0
		for _, plate := range l.ink {
			if plate != nil {
				plate[i] = 0
			}
		}
	})
}

// sample paints a picture point by point, by the pixel that is there; only where the
// layer has only, if that is not 0.
func (c *checker) sample(p *page, l *layer, m mark, area *shape, only uint16) {
	pl, im := p.plates, m.image
	back, ok := im.ctm.inverse()
	px := c.pixels(p, m)
	if !ok || px == nil || px.space == nil {
		return
	}
	var alpha *pixels
	for _, key := range []name{"SMask", "Mask"} {
		if s, _ := c.get(im.dict[key]).(*stream); s != nil && alpha == nil {
			alpha = c.alpha(p, m, s, key == "Mask")
		}
	}
	colour := make([]float64, px.parts)
	base := pl.source(m, m.inks)
	pl.each(l, m, area, func(l *layer, x, y, i int) {
		if only > 0 && l.pic[i] != only {
			return
		}
		u, v := back.at(pl.point(x, y))
		s := base
		s.alpha *= alpha.opacity(u, v)
		px.at2(u, v, colour)
		if im.mask {
			s.alpha *= 1 - min(1, max(0, colour[0])) // 0 paints (8.9.6.2)
		} else {
			s.setInks(pl.source(m, px.space.inks(colour)))
		}
		if s.alpha == 0 {
			return
		}
		if n := l.picture(i); n > 0 && n != only && !s.plain() {
			pl.look(n)
		}
		pl.put(l, i, 1, &s)
	})
}

func (s *paint) setInks(from paint) { s.ink = from.ink }

// at2 gives the colour at a place of the unit square.
func (px *pixels) at2(u, v float64, out []float64) {
	x, y := px.under(u, v)
	px.at(x, y, out)
}

// alpha unpacks what a picture is seen through (8.9.6.3, 11.6.5.3).
func (c *checker) alpha(p *page, m mark, s *stream, cut bool) *pixels {
	wide, _ := c.num(s.Dict["Width"])
	high, _ := c.num(s.Dict["Height"])
	im := &image{dict: s.Dict, stream: s, w: int(wide), h: int(high), mask: cut}
	if im.w < 1 || im.h < 1 || im.w > 1<<16 || im.h > 1<<16 {
		return nil
	}
	px := c.pixels(p, mark{kind: "image", image: im, box: m.box, space: grayspace})
	if px != nil && cut { // 1 hides
		px.decode = []float64{1 - px.decode[0], 1 - px.decode[1]}
	}
	return px
}

// opacity gives how much of a place shows; no mask, all of it.
func (px *pixels) opacity(u, v float64) float64 {
	if px == nil {
		return 1
	}
	var a [1]float64
	px.at2(u, v, a[:])
	return max(0, min(1, a[0]))
}

// overlaps tells of the spots where several objects have too much ink together, the
// worst first.
func (c *checker) overlaps(p *page) {
	pl := p.plates
	for len(pl.layers) > 1 { // broken content
		pl.pop()
	}
	if *pl.left < 0 || pl.soft {
		c.tell("pdf-unchecked", p, box{}, "overlaps", diag.T("叠在一处的墨量没有查全：蒙版或内容太复杂", "ink of what lies on each other is not checked to the last: masks or content are too complex"))
	}
	type spot struct {
		at   box
		most float64
	}
	var spots []spot
	l, n := pl.top(), 4+len(pl.spots)
	high := func(i int) bool {
		return l.isMixed(i) && l.sum(i, n)*100 > float64(min(c.opt.Limits.InkHigh, c.opt.Limits.Ink))+0.8
	}
	wide := l.columns.to - l.columns.from
	for first := range l.mixed {
		if !l.mixed[first] || !high(first) {
			continue
		}
		s := spot{at: noPath}
		for queue := []int{first}; len(queue) > 0; {
			i := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			if !high(i) {
				continue
			}
			l.mixed[i] = false // told
			x, y := pl.point(l.columns.from+i%wide, l.rows.from+i/wide)
			half := pl.step / 2
			s.at = s.at.around(x-half, y-half).around(x+half, y+half)
			s.most = max(s.most, l.sum(i, n)*100)
			for _, j := range [4]int{i - 1, i + 1, i - wide, i + wide} {
				if j >= 0 && j < len(l.mixed) && (j/wide == i/wide || j%wide == i%wide) {
					queue = append(queue, j)
				}
			}
		}
		spots = append(spots, s)
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return int(math.Floor(b.most+0.2)) - int(math.Floor(a.most+0.2)) })
	for _, s := range spots {
		c.together(p, s.at, math.Floor(s.most+0.2), "objects")
	}
}
