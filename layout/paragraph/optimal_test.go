package paragraph

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"paiban/layout/geom"
)

// What the search passes over as too short, the price finds to be no line: in
// copy of every kind, each pair of places, within both limits that have a bound.
func TestTooShortIsNoLine(t *testing.T) {
	texts := newsText(t, 3000)
	for _, s := range []string{
		"2023年6月，GDP增长5.2%（同比），A/B组各有3～5人，“好”！", "a bc def ghij klm nop qrs tuv wxyz", "·～——……·／", "中a文b字c间d距e",
	} {
		texts = append(texts, Text{Runes: []rune(s + s + s)})
	}
	passed, weighed := 0, 0
	for _, gap := range []int{0, 250} {
		for _, x := range texts {
			st := body()
			st.LatinGap, st.Indent = gap, 2*nine
			c := newComposer(x, st, fixed(11))
			for _, lim := range passes[:2] {
				s := &search{composer: c, limit: lim, most: c.boundsOf(lim)}
				for b := 1; b < len(c.atoms); b++ {
					for a := max(0, b-12); a < b && !c.forced(b); a++ {
						weighed++
						if s.tooShort(a, b, c.available(min(a, 1))) {
							passed++
							if !c.price(a, b, min(a, 1), lim).none {
								t.Fatalf("%q is passed over with gaps to %d, and is a line", string(x.Runes[c.rune(a):c.rune(b)]), lim.gap)
							}
						}
					}
				}
			}
		}
	}
	if passed < weighed/2 {
		t.Errorf("of %d lines only %d are passed over", weighed, passed)
	}
}

// What a limit lets through is set within it: no place between 字, nor beside a
// connector, opens further than its gap, in copy of every kind.
func TestSetWithinTheLimit(t *testing.T) {
	weighed, wide := 0, 0
	searched(t, func(c *composer) {
		for _, lim := range passes[:2] {
			for b := 1; b < len(c.atoms); b++ {
				for a := max(0, b-12); a < b && !c.forced(b); a++ {
					if c.price(a, b, min(a, 1), lim).none {
						continue
					}
					p := c.justify(a, b, c.available(min(a, 1)), false)
					for i, d := range p.after[:max(0, len(p.after)-1)] {
						if k := c.atoms[a+i].gap; k != plain && k != beside {
							continue
						}
						weighed++
						if g := c.permil(d); g > int64(lim.gap)+1 {
							wide++
							if wide < 5 {
								t.Errorf("%q within %d: %d after %q", string(c.text[c.rune(a):c.rune(b)]), lim.gap, g, string(c.text[c.atoms[a+i].from:c.atoms[a+i].to]))
							}
						}
					}
				}
			}
		}
	})
	if weighed == 0 {
		t.Error("no line is within a limit")
	}
}

// A paragraph shaped once is set in every measure as one shaped for it alone.
func TestShapedOnce(t *testing.T) {
	texts := append(newsText(t, 5000), Text{}, Text{Runes: []rune("周芳")}, Text{Runes: []rune("周芳说\n“好”𠮷\U0010fffd"), Spans: []Span{{From: 0, To: 2, Ruby: "zhōu fāng"}}})
	for _, align := range []Align{Justify, Center, Spread} {
		for _, open := range []geom.Length{0, 5 * nine} {
			st := body()
			st.Indent, st.Align, st.Open = 2*nine, align, open
			for _, x := range texts {
				p := Shape(x, st)
				for _, n := range []float64{13, 4, 20} {
					w, want := p.In(fixed(n)), Set(x, st, fixed(n))
					if w.Lines() != len(want.Lines) || !reflect.DeepEqual(w.Missing(), want.Missing) || !reflect.DeepEqual(w.Best(), want) {
						t.Fatalf("%q in %v 字, align %d, open to %d: not what Set gives", string(x.Runes), n, align, open)
					}
				}
			}
		}
	}
}

// searched are texts of many kinds, their styles and measures, for what must hold of
// every search.
func searched(t *testing.T, each func(c *composer)) {
	texts := newsText(t, 4000)
	for _, s := range []string{
		"2023年6月，GDP增长5.2%（同比），A/B组各有3～5人，“好”！", "a bc def ghij klm nop qrs tuv wxyz", "·～——……·／“（《", "中a文b字c间d距e\n", "阿·卜·杜热·西提—约·翰－史·密",
	} {
		texts = append(texts, Text{Runes: []rune(strings.Repeat(s, 3))})
	}
	steps := func(i int) geom.Length { return nine * geom.Length(8+i%3) }
	for _, tracking := range []geom.Length{0, -nine / 10, -nine * 7 / 10} {
		for _, m := range []Measure{fixed(4), fixed(9), fixed(11), fixed(25), steps} {
			st := body()
			st.Indent, st.Tracking = 2*nine, tracking
			for _, x := range texts {
				each(newComposer(x, st, m))
			}
		}
	}
}

// A search that stops at the first line too short finds what one finds that looks
// at those that start later too.
func TestLaterIsShorter(t *testing.T) {
	steady := 0
	searched(t, func(c *composer) {
		got := slices.Clone(c.search(passes[1], 2).nodes)
		if c.steady && !c.uneven {
			steady++
		}
		c.steady = false
		if want := c.search(passes[1], 2).nodes; !slices.Equal(got, want) {
			t.Fatalf("%q: other ways", string(c.text))
		}
	})
	if steady < 100 {
		t.Errorf("only %d searches stop early", steady)
	}
}

// The cheapest of all ways, where the first pass has it, is the one that a search of
// that pass alone finds.
func TestCheapestIsOfFirstPass(t *testing.T) {
	first := 0
	searched(t, func(c *composer) {
		s, end, pass := c.cheapestWay()
		if pass != 1 {
			return
		}
		first++
		narrow := c.search(passes[0], 1)
		if narrow.least < 0 || !slices.Equal(s.spans(end), narrow.spans(narrow.least)) {
			t.Fatalf("%q breaks otherwise", string(c.text))
		}
	})
	if first < 100 {
		t.Errorf("only %d paragraphs are set by the first pass", first)
	}
}
