package hyphen

import (
	"strings"
	"testing"
)

func parted(w string) string {
	var b strings.Builder
	at := 0
	for _, p := range Points([]rune(w), nil) {
		b.WriteString(w[at:p] + "-")
		at = p
	}
	return b.String() + w[at:]
}

// Words that TeX's manuals and tests show parted, and some that must not be.
func TestPoints(t *testing.T) {
	for _, want := range []string{
		"hy-phen-ation", "con-cate-na-tion", "su-per-cal-ifrag-ilis-tic-ex-pi-ali-do-cious", "al-go-rithm",
		"type-set-ting", "man-u-script", "land-ing", "ta-ble", "present", "as-so-ciate", "the", "wa-ter", "every", "a", "",
		"news-pa-per", "evening", "Al-go-rithm", "naïvely", "x1y2z3w",
	} {
		if got := parted(strings.ReplaceAll(want, "-", "")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := parted(strings.Repeat("ab", maxWord)); strings.Contains(got, "-") {
		t.Error("a word without end is parted")
	}
}

func FuzzPoints(f *testing.F) {
	f.Add("hyphenation")
	f.Fuzz(func(t *testing.T, w string) {
		r := []rune(w)
		last := before - 1
		for _, p := range Points(r, nil) {
			if p <= last || p > len(r)-after+1 {
				t.Fatalf("%q is parted at %d", w, p)
			}
			last = p
		}
	})
}

func BenchmarkPoints(b *testing.B) {
	w := []rune("concatenation")
	var out []int
	for range b.N {
		out = Points(w, out[:0])
	}
}
