package paragraph

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/geom"
)

// The laws hold for any text, style and measure: lines cover the text once and
// in order; runs and cells cover the lines; no line is wider than its measure,
// and every line that must be flush is so to the EMU, unless its misfit says
// otherwise.
func checkLaws(tx Text, st *Style, m Measure) error {
	s := Set(tx, st, m)
	at := 0
	for n, l := range s.Lines {
		if l.From != at || l.To <= l.From {
			return fmt.Errorf("line %d covers [%d,%d) after %d", n, l.From, l.To, at)
		}
		at = l.To
		if l.Last && n != len(s.Lines)-1 && !isFeed(tx.Runes[l.To-1]) {
			return fmt.Errorf("line %d is last", n)
		}
		if err := checkCells(&l, tx, st); err != nil {
			return fmt.Errorf("line %d %q: %w", n, string(tx.Runes[l.From:l.To]), err)
		}
		avail := m(n) - l.Indent
		if want := st.Indent; l.Indent != want && (n == 0 && want <= m(0)-st.Size || n > 0 && l.Indent != 0) {
			return fmt.Errorf("line %d is indented by %d", n, l.Indent)
		}
		flush := st.Align == Spread && l.Width != l.Natural || st.Align == Justify && !l.Last
		switch {
		case l.Measure != m(n):
			return fmt.Errorf("line %d has measure %d", n, l.Measure)
		case l.Misfit == 0 && l.Width > avail:
			return fmt.Errorf("line %d is %d wide in %d", n, l.Width, avail)
		case l.Misfit == 0 && flush && l.Natural > 0 && l.Width != avail && avail > 0:
			return fmt.Errorf("line %d %q is %d wide, not flush in %d", n, string(tx.Runes[l.From:l.To]), l.Width, avail)
		}
	}
	if at != len(tx.Runes) {
		return fmt.Errorf("lines end at %d of %d", at, len(tx.Runes))
	}
	return nil
}

func checkCells(l *Line, tx Text, st *Style) error {
	at, right := l.From, l.Indent
	for _, r := range l.Runs {
		if r.From != at || r.To <= r.From {
			return fmt.Errorf("run covers [%d,%d) after %d", r.From, r.To, at)
		}
		at = r.To
		n, left := 0, geom.Length(0)
		for i, g := range r.Cells {
			n += int(g.Runes)
			if g.Runes > 0 && g.X < left {
				return fmt.Errorf("cell %d stands left of the one before", i)
			} else if g.Runes > 0 {
				left = g.X
			}
			if g.ID == 0 {
				return fmt.Errorf("cell %d is .notdef", i)
			}
			right = max(right, r.X+g.X+g.W)
		}
		if n != r.To-r.From {
			return fmt.Errorf("cells of [%d,%d) stand for %d runes", r.From, r.To, n)
		}
	}
	if at != l.To {
		return fmt.Errorf("runs end at %d of %d", at, l.To)
	}
	if over := right - l.Measure; over > 0 && l.Misfit == 0 && !st.Hang {
		return fmt.Errorf("cells reach %d beyond the measure", over)
	}
	return nil
}

// pools are what random texts are made of.
var pools = []string{
	"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动",
	"，。、；：？！，。、，。", "“”‘’《》（）【】「」『』", "——……·～－–—…／~",
	"0123456789", "abcdefgXYZ", " \u00a0\u3000\t", ".,:;!?-/%()'\"@#$&", "㎡℃％￥①②③○●★",
	"\u200b\u200d\ufe0f\u0301\u00ad\ufeff", "\n\u2028\r", "𠮷𪚥喚é߀ก한かなカナーァ々〇",
}

func randomText(r *rand.Rand, size int) Text {
	var b strings.Builder
	for n := 0; n < size; {
		p := []rune(pools[[]int{0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11}[r.Intn(18)]])
		for range 1 + r.Intn(6) {
			b.WriteRune(p[r.Intn(len(p))])
			n++
		}
	}
	t := Text{Runes: []rune(b.String())}
	for at := r.Intn(20); at+1 < len(t.Runes) && r.Intn(3) > 0; {
		s := Span{From: at, To: min(len(t.Runes), at+1+r.Intn(9)), NoBreak: r.Intn(2) == 0}
		s.Emphasis = r.Intn(4) == 0
		if r.Intn(6) == 0 {
			s.Ruby = []string{"zhù", "注音", "annotation", "“”", " "}[r.Intn(5)]
		}
		if r.Intn(2) == 0 {
			s.Stack = Stack{fonttest.Library().Face("kai"), fonttest.Library().Face("song")}
		}
		t.Spans = append(t.Spans, s)
		at = s.To + r.Intn(9)
	}
	return t
}

func randomStyle(r *rand.Rand) *Style {
	st := body()
	st.Options = Options{
		Punctuation: Punctuation(r.Intn(4)), Kinsoku: Kinsoku(r.Intn(4)), Composer: Composer(r.Intn(2)),
		LatinGap: []int{0, 0, 125, 250}[r.Intn(4)], Latin: Latin(r.Intn(2)), Digits: Digits(r.Intn(2)), Hang: r.Intn(4) == 0, Hyphenate: r.Intn(2) == 0,
	}
	st.Align = []Align{Justify, Justify, Justify, Start, Center, End, Spread}[r.Intn(7)]
	st.Indent = []geom.Length{0, nine, 2 * nine}[r.Intn(3)]
	st.Tracking = []geom.Length{0, 0, 0, nine / 10, -nine / 20}[r.Intn(5)]
	st.Lang = []string{"zh-CN", "zh-CN", "", "en"}[r.Intn(4)]
	st.Opening = Opening(r.Intn(2))
	return st
}

func TestLaws(t *testing.T) {
	for seed := range int64(3000) {
		r := rand.New(rand.NewSource(seed))
		tx, st := randomText(r, 1+r.Intn(120)), randomStyle(r)
		w := geom.Length(r.Intn(20_000)+500) * nine / 1000
		if err := checkLaws(tx, st, func(n int) geom.Length { return w + geom.Length(n%3)*nine/2 }); err != nil {
			t.Fatalf("seed %d, measure %d, %+v %v: %v\n%q", seed, w, st.Options, st.Align, err, string(tx.Runes))
		}
	}
}

func FuzzLaws(f *testing.F) {
	f.Add("近年来，博爱县把学习运用“千万工程”经验作为全面推进乡村振兴的重要引领。", int64(13000), int64(0))
	f.Add("……——1,000.5%（https://example.com/a-b）", int64(1), int64(7))
	f.Fuzz(func(t *testing.T, text string, measure, seed int64) {
		st := randomStyle(rand.New(rand.NewSource(seed)))
		w := geom.Length(min(max(measure, 1), 100_000)) * nine / 1000
		if err := checkLaws(Text{Runes: []rune(text)}, st, func(int) geom.Length { return w }); err != nil {
			t.Fatal(err)
		}
	})
}

// A text that a measure of 8 字 and more can hold never starts or ends a line
// with a mark that may not stand there.
func TestNoForbiddenEnds(t *testing.T) {
	const starts, ends = "，。、；：？！”’』」）》〉】〗〕］｝·～", "“‘「『（《〈【〖〔［｛"
	for seed := range int64(1500) {
		r := rand.New(rand.NewSource(seed))
		var b strings.Builder
		for b.Len() < 900 {
			han := []rune(pools[0])
			for range 1 + r.Intn(12) {
				b.WriteRune(han[r.Intn(len(han))])
			}
			b.WriteString([]string{"，", "。", "“的”", "、", "（是）。", "2023年", "》", "AI", "——", "……", "！”", "5.3%", "：“"}[r.Intn(13)])
		}
		tx, st := Text{Runes: []rune(b.String())}, body()
		st.Composer, st.Indent = Composer(r.Intn(2)), 2*nine
		w := geom.Length(8+r.Intn(20)) * nine
		s := Set(tx, st, func(int) geom.Length { return w })
		for n, l := range s.Lines {
			if n > 0 && strings.ContainsRune(starts, tx.Runes[l.From]) || !l.Last && strings.ContainsRune(ends, tx.Runes[l.To-1]) {
				t.Fatalf("seed %d, measure %d: line %d is %q", seed, w/nine, n, string(tx.Runes[l.From:l.To]))
			}
		}
	}
}
