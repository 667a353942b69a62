package paragraph

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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
