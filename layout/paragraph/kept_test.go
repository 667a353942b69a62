package paragraph

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"testing"

	"paiban/layout/geom"
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
		w := Prepare(x, st, fixed(13))
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

// disturbed counts the lines of now that were not there before the edit at: what
// else is on the edited line does not count.
func disturbed(was, now Setting, at, shift int) int {
	old := map[[2]int]bool{}
	moved := func(i int) int {
		if i > at {
			return i + shift
		}
		return i
	}
	for _, l := range was.Lines {
		old[[2]int{moved(l.From), moved(l.To)}] = true
	}
	n := 0
	for _, l := range now.Lines {
		if !old[[2]int{l.From, l.To}] {
			n++
		}
	}
	return n
}

// stability is what edits of one 字 do to the lines of texts.
type stability struct {
	edits, few, lines int // few: at most two lines disturbed
	figures
}

func (s *stability) String() string {
	return fmt.Sprintf("%d edits of one 字 disturb %.1f lines each, at most two in %.0f%%; places over 4.5%% %.2f%%",
		s.edits, float64(s.lines)/float64(s.edits), s.share(), 100*wide(s.gaps))
}

func (s *stability) share() float64 { return 100 * float64(s.few) / float64(s.edits) }

// edits edits every paragraph of at least five lines once.
func edits(texts []Text, o Options, previous bool) *stability {
	s := &stability{}
	r := rand.New(rand.NewSource(3))
	st := body()
	st.Indent, st.Options = 2*nine, o
	m := func(int) geom.Length { return 13 * nine }
	for _, x := range texts {
		was := Set(x, st, m)
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
		c := newComposer(y, st, m)
		breaks := c.breaks()
		n := disturbed(was, c.set(breaks), at, len(y.Runes)-len(x.Runes))
		s.edits++
		s.lines += n
		if n <= 2 {
			s.few++
		}
		s.look(c, breaks)
	}
	return s
}

// TestQualityOfEdits: an edit of one 字 usually disturbs no more than two lines,
// where the earlier lines are given.
func TestQualityOfEdits(t *testing.T) {
	size := 50_000
	if os.Getenv("PAIBAN_QUALITY") != "" {
		size = 300_000
	}
	texts := newsText(t, size)
	t.Logf("13字 by line:                       %v", edits(texts, Options{Composer: ByLine}, false))
	t.Logf("13字 by paragraph:                  %v", edits(texts, Options{}, false))
	kept := edits(texts, Options{}, true)
	t.Logf("13字 by paragraph, with --previous: %v", kept)
	if kept.share() < 50 || kept.forbidden+kept.orphans+kept.ragged+kept.beyond > 0 {
		t.Errorf("with the earlier lines given: %v; %s\n%v", kept, heading, &kept.figures)
	}
}
