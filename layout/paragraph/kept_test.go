package paragraph

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"testing"
)

func TestKeep(t *testing.T) {
	old := []string{"一二三四五", "六七八九十", "甲乙丙丁戊", "己庚辛壬癸", "子丑"}
	for _, c := range []struct {
		now  string
		want []int
		why  string
	}{
		{"一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑", []int{5, 10, 15, 20}, "nothing changed"},
		{"一二三四五六七新八九十甲乙丙丁戊己庚辛壬癸子丑", []int{5, 11, 16, 21}, "one more"},
		{"一二三四五六七八十甲乙丙丁戊己庚辛壬癸子丑", []int{5, 9, 14, 19}, "one less"},
		{"一新三四五六七八九十甲乙丙丁戊己庚辛壬新子丑", []int{5, 10, 15, 20}, "two changes: lines between them are known again"},
		{"全新的一段", nil, "another text"},
		{"", nil, "none"},
	} {
		if got := Keep(old, []rune(c.now)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
}

// settingLines gives the ends of a setting's lines and their texts.
func settingLines(s Setting, text []rune) (ends []int, lines []string) {
	for _, l := range s.Lines {
		ends = append(ends, l.To)
		lines = append(lines, string(text[l.From:l.To]))
	}
	return ends, lines
}

// Copy that has not changed keeps its lines, even those that the composer would
// not choose by itself.
func TestKeptLinesStay(t *testing.T) {
	st := body()
	st.Indent = 2 * nine
	for _, x := range newsText(t, 5000) {
		w := Shape(x, st).In(fixed(13))
		for _, v := range w.Variants() {
			s, _ := w.SetIn(v.Lines)
			want, lines := settingLines(s, x.Runes)
			y := x
			y.Kept = Keep(lines, x.Runes)
			if got, _ := settingLines(Set(y, st, fixed(13)), x.Runes); v.Price < priceMoved && !slices.Equal(got, want) {
				t.Fatalf("%d lines at a price of %d: %v, want %v\n%s", v.Lines, v.Price, got, want, string(x.Runes))
			}
		}
	}
}

// edit puts one 字 into a copy of text or takes one out, somewhere between Han,
// and gives where.
func edit(r *rand.Rand, text []rune) (out []rune, at int) {
	for try := 0; try < 100; try++ {
		at = 1 + r.Intn(len(text)-1)
		if classify(text[at-1], true) != han || classify(text[at], true) != han {
			continue
		}
		out = append(out, text[:at]...)
		if r.Intn(2) == 0 {
			return append(append(out, '新'), text[at:]...), at
		}
		return append(out, text[at+1:]...), at
	}
	return slices.Clone(text), 0
}

// disturbance knows which lines an edit of one 字 before rune at disturbs: those,
// other than the line that the edit stands in, whose text is on no line of the
// earlier setting. A line that only moves up or down is not disturbed.
type disturbance struct {
	at    int
	stood map[[2]int]bool // the earlier lines, in runes of the text as it is now
}

func disturbing(was Setting, at, shift int) disturbance {
	d := disturbance{at, map[[2]int]bool{}}
	for _, l := range was.Lines {
		switch {
		case l.To <= at:
			d.stood[[2]int{l.From, l.To}] = true
		case l.From >= at:
			d.stood[[2]int{l.From + shift, l.To + shift}] = true
		}
	}
	return d
}

// of counts the line of runes [from,to): 1 if it is disturbed.
func (d disturbance) of(from, to int) int {
	if from <= d.at && d.at < to || d.stood[[2]int{from, to}] {
		return 0
	}
	return 1
}

func TestDisturbance(t *testing.T) {
	st := body()
	st.Composer = ByLine
	for _, c := range []struct {
		was, now string
		at, want int
	}{
		{"一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", "一二新三四五六七八九十甲乙丙丁戊己庚辛壬癸", 2, 4},
		{"一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十甲乙丙丁戊己庚新辛壬癸", 17, 1},
		{"一二三四五，六七八九十甲乙丙丁", "一二三新四五，六七八九十甲乙丙丁", 3, 0}, // 五， did not fit and left room
		{"一二三，四五六七八九十甲乙", "一二新三，四五六七八九十甲乙", 2, 2},
	} {
		now := []rune(c.now)
		d := disturbing(Set(Text{Runes: []rune(c.was)}, st, fixed(5)), c.at, len(now)-len([]rune(c.was)))
		got := 0
		for _, l := range Set(Text{Runes: now}, st, fixed(5)).Lines {
			got += d.of(l.From, l.To)
		}
		if got != c.want {
			t.Errorf("%s → %s disturbs %d lines, want %d", c.was, c.now, got, c.want)
		}
	}
}

// stability is what edits of one 字 do to the lines of texts.
type stability struct {
	edits, lines int
	upTo         [3]int // edits that disturb at most so many lines
	least        int    // edits that need disturb no more than two
	figures
}

func (s *stability) String() string {
	return fmt.Sprintf("%d edits of one 字 disturb %.1f other lines each: none in %.0f%%, at most one in %.0f%%, at most two in %.0f%%; places over 4.5%% %.2f%%",
		s.edits, float64(s.lines)/float64(s.edits), s.share(s.upTo[0]), s.share(s.upTo[1]), s.share(s.upTo[2]), 100*wide(s.gaps))
}

func (s *stability) share(n int) float64 { return 100 * float64(n) / float64(s.edits) }

func (s *stability) count(lines int) {
	s.edits++
	s.lines += lines
	for i := lines; i < len(s.upTo); i++ {
		s.upTo[i]++
	}
}

// edits edits every paragraph of at least five lines once.
func edits(texts []Text, o Options, previous bool) *stability {
	s := &stability{}
	r := rand.New(rand.NewSource(3))
	st := body()
	st.Indent, st.Options = 2*nine, o
	for _, x := range texts {
		was := Set(x, st, fixed(13))
		if len(was.Lines) < 5 {
			continue
		}
		var y Text
		var at int
		y.Runes, at = edit(r, x.Runes)
		if previous {
			_, lines := settingLines(was, x.Runes)
			y.Kept = Keep(lines, y.Runes)
		}
		c := newComposer(y, st, fixed(13))
		d := disturbing(was, at, len(y.Runes)-len(x.Runes))
		n, breaks := 0, c.breaks()
		of := func(a, b, _ int) (int, int) { return d.of(c.rune(a), c.rune(b)), 0 }
		for _, l := range breaks {
			k, _ := of(l.a, l.b, 0)
			n += k
		}
		s.count(n)
		s.look(c, breaks)
		if n, _ := c.least(125, of); previous && n <= 2 {
			s.least++
		}
	}
	return s
}

// TestQualityOfEdits: an edit of one 字 usually disturbs no more than two lines
// beside its own. No composer can do it always: where a clause of many lines has
// no mark to give way, every line of it moves on by one 字.
func TestQualityOfEdits(t *testing.T) {
	size, usually := 50_000, 44.0 // of few edits, a few more may go wrong
	if os.Getenv("PAIBAN_QUALITY") != "" {
		size, usually = 300_000, 50
	}
	texts := newsText(t, size)
	byLine := edits(texts, Options{Composer: ByLine}, false)
	alone := edits(texts, Options{}, false)
	kept := edits(texts, Options{}, true)
	t.Logf("13字 by line:                       %v", byLine)
	t.Logf("13字 by paragraph:                  %v", alone)
	t.Logf("13字 by paragraph, with --previous: %v", kept)
	t.Logf("13字 any legal breaks with gaps up to 12.5%%, the earlier lines known: at most two in %.0f%%", kept.share(kept.least))
	if alone.share(alone.upTo[2]) < usually || kept.share(kept.upTo[2]) < usually+15 || kept.forbidden+kept.orphans+kept.ragged+kept.beyond > 0 {
		t.Errorf("alone: %v\nwith the earlier lines given: %v; %s\n%v", alone, kept, heading, &kept.figures)
	}
}
