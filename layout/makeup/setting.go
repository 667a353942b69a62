package makeup

import (
	"strconv"

	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

// variant is a paragraph in some number of lines, and the composer's price for
// it over the best one.
type variant struct {
	lines int
	price int64
	ways  *paragraph.Ways
	best  bool
	set   []paragraph.Line // once asked for
}

// setting gives the variant's lines, made when first asked for: of the many that
// copyfit weighs, one is set.
func (v *variant) setting() []paragraph.Line {
	switch {
	case v.set != nil:
	case v.best:
		v.set = v.ways.Best().Lines
	default:
		s, _ := v.ways.SetIn(v.lines)
		v.set = s.Lines
	}
	return v.set
}

// settings are a paragraph's variants in one run of measures.
type settings struct {
	ways   *paragraph.Ways
	list   []*variant // the best first; the others once asked for
	varied bool
}

// composed is what is known of a paragraph in one style. It is shaped once, and
// broken once for each run of measures.
type composed struct {
	shaped *paragraph.Shaped // nil until first broken
	in     map[runKey]*settings
}

func newComposed() *composed { return &composed{in: map[runKey]*settings{}} }

// done gives up what was shaped of a galley that is on its pages, unless it is kept.
func (gal *galley) done(kept *Memo) {
	for _, p := range gal.pieces {
		if kept == nil && p.set.shaped != nil {
			p.set.shaped.Done()
		}
	}
}

// runKey names the measures of a stretch of slots.
type runKey struct {
	level geom.Length // the same for all
	mixed string      // or, where they differ: "1333500x12 666750x3 "
}

// ahead is how many lines of measures beyond its own a paragraph's variants may
// need to see.
const ahead = 3

// variants lists the settings of a paragraph from slot cur on, the best first,
// and if varied also those a line or two longer or shorter within the rules'
// limits.
func (p *piece) variants(slots []slot, cur int, varied bool) []*variant {
	done := p.in(p.measures(slots, cur))
	p.note(0, 0, done.ways.Missing())
	if !varied {
		return done.list[:1]
	}
	if !done.varied {
		done.varied = true
		done.list = p.others(done.list, done.ways)
	}
	return done.list
}

// in gives the settings in measures.
func (p *piece) in(m paragraph.Measure) *settings {
	n := p.longest(m) + ahead
	if isLevel(m, n) {
		key := runKey{level: m(0)}
		if p.set.in[key] == nil {
			p.set.in[key] = p.newSettings(m)
		}
		return p.set.in[key]
	}
	var room [64]byte
	mixed := mixedRun(room[:0], m, n)
	done := p.set.in[runKey{mixed: string(mixed)}]
	if done == nil {
		done = p.newSettings(m)
		p.set.in[runKey{mixed: string(mixed)}] = done
	}
	return done
}

func (p *piece) newSettings(m paragraph.Measure) *settings {
	if p.set.shaped == nil {
		p.set.shaped = paragraph.Shape(p.text(p.lines[0]), &p.st.Style)
	}
	w := p.set.shaped.In(m)
	return &settings{ways: w, list: []*variant{{lines: w.Lines(), ways: w, best: true}}}
}

// others adds to list the variants with another number of lines than its first, the
// best.
func (p *piece) others(list []*variant, w *paragraph.Ways) []*variant {
	if p.st.Composer != paragraph.ByParagraph {
		return list
	}
	for _, v := range w.Variants() {
		if d := v.Lines - w.Lines(); d != 0 && d >= p.st.flex[0] && d <= p.st.flex[1] {
			list = append(list, &variant{lines: v.Lines, price: p.st.priced(v.Price), ways: w})
		}
	}
	return list
}

// measures gives the measures of the slots from cur on; past the last slot its
// measure goes on, and where there is none a leg's.
func (p *piece) measures(slots []slot, cur int) paragraph.Measure {
	return func(n int) geom.Length {
		switch {
		case cur+n < len(slots):
			return slots[cur+n].measure
		case len(slots) > 0:
			return slots[len(slots)-1].measure
		}
		return max(p.leg, 1)
	}
}

// longest bounds the lines a paragraph may take from its first measure: each has a
// character at least, however narrow, for a frame that has no room left.
func (p *piece) longest(m paragraph.Measure) int {
	w := max(m(0), 1)
	least := w
	for n := 1; n < 8; n++ {
		least = min(least, max(m(n), 1))
	}
	n := len(p.lines[0].Runes)
	return min(n, (geom.Length(n)*p.st.Size).CeilDiv(least)) + 1
}

// isLevel reports whether the first n measures are the same.
func isLevel(m paragraph.Measure, n int) bool {
	w := m(0)
	for i := 1; i < n; i++ {
		if m(i) != w {
			return false
		}
	}
	return true
}

// mixedRun names the first n measures after b.
func mixedRun(b []byte, m paragraph.Measure, n int) []byte {
	for i := 0; i < n; {
		w, from := m(i), i
		for i < n && m(i) == w {
			i++
		}
		b = append(strconv.AppendInt(b, int64(w), 10), 'x')
		b = append(strconv.AppendInt(b, int64(i-from), 10), ' ')
	}
	return b
}
