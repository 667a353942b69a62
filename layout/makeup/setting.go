package makeup

import (
	"strconv"

	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

// variant is a paragraph in some number of lines, and the composer's price for
// it over the best one.
type variant struct {
	lines []paragraph.Line
	price int64
}

// ahead is how many lines of measures beyond its own a paragraph's variants may
// need to see.
const ahead = 3

// variants lists the settings of a paragraph from slot cur on, the best first,
// and if varied also those a line or two longer or shorter within the rules'
// limits. A paragraph is set once for each run of measures.
func (p *piece) variants(slots []slot, cur int, varied bool) []variant {
	m := measures(slots, cur)
	var room [64]byte
	key := runKey(room[:0], m, p.longest(m)+ahead)
	done := p.set[string(key)]
	if done == nil {
		done = &settings{ways: paragraph.Prepare(p.text(p.lines[0]), &p.st.Style, m)}
		best := done.ways.Best()
		done.list, done.missing = []variant{{lines: best.Lines}}, best.Missing
		p.set[string(key)] = done
	}
	p.note(0, 0, done.missing)
	if !varied {
		return done.list[:1]
	}
	if done.ways != nil {
		done.list = append(done.list, p.others(done.ways, len(done.list[0].lines))...)
		done.ways = nil
	}
	return done.list
}

// settings are a paragraph's variants in one run of measures.
type settings struct {
	list    []variant
	missing []paragraph.Missing
	ways    *paragraph.Ways // nil once others than the best are in the list
}

// others lists the variants with another number of lines than best.
func (p *piece) others(w *paragraph.Ways, best int) []variant {
	if p.st.Composer != paragraph.ByParagraph {
		return nil
	}
	var out []variant
	for _, v := range w.Variants() {
		if d := v.Lines - best; d == 0 || d < p.st.flex[0] || d > p.st.flex[1] {
			continue
		}
		if s, ok := w.SetIn(v.Lines); ok {
			out = append(out, variant{s.Lines, p.st.priced(v.Price)})
		}
	}
	return out
}

// measures gives the measures of the slots from cur on; past the last slot its
// measure goes on.
func measures(slots []slot, cur int) paragraph.Measure {
	return func(n int) geom.Length {
		switch {
		case cur+n < len(slots):
			return slots[cur+n].measure
		case len(slots) > 0:
			return slots[len(slots)-1].measure
		}
		return 1
	}
}

// longest bounds the lines a paragraph may take from its first measure.
func (p *piece) longest(m paragraph.Measure) int {
	w := max(m(0), 1)
	least := w
	for n := 1; n < 8; n++ {
		least = min(least, max(m(n), 1))
	}
	return (geom.Length(len(p.lines[0].Runes)) * p.st.Size).CeilDiv(least) + 1
}

// runKey names the first n measures after b: "1333500x12 666750x3 ".
func runKey(b []byte, m paragraph.Measure, n int) []byte {
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
