package paragraph

import (
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-text/typesetting/segmenter"
)

// Unicode's own LineBreakTest, as the segmenter's module carries it (Unicode 14),
// on text that is not Chinese. The only differences are those of later versions
// of UAX #14, by rule.
func TestUnicodeLineBreaks(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-text/typesetting").Output()
	if err != nil {
		t.Skip("no go command to find the module with: ", err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "segmenter", "test", "LineBreakTest.txt"))
	if err != nil {
		t.Skip(err)
	}
	run, differ := 0, map[string]int{}
	for _, line := range strings.Split(string(raw), "\n") {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		text, want := parseBreaks(t, line)
		run++
		got := boundaries(text, nil, false, GB)
		for i := 1; i <= len(text); i++ {
			if (got[i] != keep) != want[i] {
				differ[why(text, i)]++
				if why(text, i) == "unexplained" {
					t.Errorf("%q at %d: %v", string(text), i, got[i])
				}
			}
		}
	}
	t.Logf("%d cases; places that differ, by rule: %v", run, differ)
	if run < 7000 || differ["unexplained"] > 0 {
		t.Errorf("%d cases, %d places differ without a rule", run, differ["unexplained"])
	}
}

// why names the later rule by which the place before text[i] differs.
func why(text []rune, i int) string {
	switch {
	case i < len(text) && isPoint(text[i]) && text[i-1] == ' ':
		return "LB15c (Unicode 16)"
	case i < len(text) && isPoint(text[i-1]) && isDigit(text[i]):
		return "LB25, IS × NU (Unicode 16)"
	case i < len(text) && (text[i-1] == '-' || text[i-1] == '‐') && isLetter(text[i]):
		return "LB20a (Unicode 16)"
	}
	if i < len(text) && text[i] >= 0x1F3FB && text[i] <= 0x1F3FF {
		return "LB30b, skin tone after a code point that is not assigned (the segmenter's tables)"
	}
	return "unexplained"
}

// parseBreaks reads "× 0023 ÷ 0020 ÷": where a line may end, by rune.
func parseBreaks(t *testing.T, line string) (text []rune, may []bool) {
	for _, f := range strings.Fields(line) {
		switch f {
		case "×", "÷":
			may = append(may, f == "÷")
		default:
			n, err := strconv.ParseInt(f, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(n))
		}
	}
	return text, may
}

// The segmenter says of all of a text what it says of it without the insides of
// rows of Han: in news and in rows between characters of every class.
func TestSegmentShortens(t *testing.T) {
	whole := func(text []rune) []boundary {
		out := make([]boundary, len(text)+1)
		var seg segmenter.Segmenter
		seg.Init(text)
		for it, n := seg.LineIterator(), 0; it.Next(); {
			l := it.Line()
			n += len(l.Text)
			if out[n] = allow; l.IsMandatoryBreak && n < len(text) {
				out[n] = demand
			}
		}
		return out
	}
	var texts [][]rune
	for _, x := range newsText(t, 5000) {
		texts = append(texts, x.Runes)
	}
	// At least one of each class of UAX #14, and what has rules of its own.
	odd := []rune("\n\r\u0085\u2028\u200b\u200d\u2060\u00a0 \t-‐–—/…·\u00ad!?,.:;'\"’“”«»()[]{}「」、。々ーァあ가각ᄀᆨ\u0301\ufe0f\U0001f1e8\U0001f1f3\U0001f468\U0001f3fbא٣0123456789aÉ$%€℃￥ก\ufffc\ue000㊗")
	r := rand.New(rand.NewSource(5))
	for range 20_000 {
		var text []rune
		for range 1 + r.Intn(8) {
			for range r.Intn(4) {
				text = append(text, odd[r.Intn(len(odd))])
			}
			for range r.Intn(5) {
				text = append(text, rune(0x4E00+r.Intn(0x5200)))
			}
		}
		if len(text) > 0 {
			texts = append(texts, text)
		}
	}
	for _, text := range texts {
		if got, want := segment(text), whole(text); !slices.Equal(got, want) {
			t.Fatalf("%+q: %v, want %v", string(text), got, want)
		}
	}
}
