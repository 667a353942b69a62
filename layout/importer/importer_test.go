package importer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write the golden files anew")

// dump prints a draft for comparison.
func dump(d *Draft) string {
	var b strings.Builder
	for _, s := range d.Stories {
		fmt.Fprintf(&b, "story at %d\n", s.Line)
		for _, h := range []struct {
			name  string
			lines []string
		}{{"standing", s.Standing}, {"kicker", s.Kicker}, {"head", s.Head}, {"deck", s.Deck}} {
			for _, l := range h.lines {
				fmt.Fprintf(&b, "  %s %s\n", h.name, l)
			}
		}
		for _, c := range s.Copy {
			fmt.Fprintf(&b, "  %s %d %s\n", []string{"para", "short", "#", "@", "%"}[c.Kind], c.Line, ends(c.Text))
		}
		for _, p := range s.Pictures {
			fmt.Fprintf(&b, "  picture %d %s | %s\n", p.Line, ends(p.Caption), p.Credit)
		}
	}
	for _, l := range d.Left {
		fmt.Fprintf(&b, "left %d %s\n", l.Line, l.Text)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note %d %s\n", n.Line, n.Text.EN)
	}
	return b.String()
}

// ends shows a long text by its ends and length.
func ends(s string) string {
	rs := []rune(s)
	if len(rs) < 30 {
		return s
	}
	return fmt.Sprintf("%s…%s (%d)", string(rs[:10]), string(rs[len(rs)-10:]), len(rs))
}

// TestGolden takes the texts of testdata apart, and the sample page's as it was
// found.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, f := range append(files, "../../assets/sample/page-text.txt") {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := dump(Read(string(text)))
		path := "testdata/" + strings.TrimSuffix(filepath.Base(f), ".txt") + ".want"
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, want)
		}
	}
}

// letters gives all characters but blanks, sorted.
func letters(parts ...string) string {
	var rs []rune
	for _, p := range parts {
		for _, r := range p {
			if !unicode.IsSpace(r) && r != '\uFEFF' {
				rs = append(rs, r)
			}
		}
	}
	slices.Sort(rs)
	return string(rs)
}

func (d *Draft) texts() []string {
	var out []string
	for _, s := range d.Stories {
		out = append(append(append(append(out, s.Standing...), s.Kicker...), s.Head...), s.Deck...)
		for _, c := range s.Copy {
			out = append(out, c.Text)
		}
		for _, p := range s.Pictures {
			out = append(out, p.Caption, p.Credit)
		}
	}
	for _, l := range d.Left {
		out = append(out, l.Text)
	}
	return out
}

// FuzzNothingIsLost: every character of the text is in the draft, once.
func FuzzNothingIsLost(f *testing.F) {
	for _, s := range []string{"题目\n本报记者 周芳\n正文一段。\n\n图① 说明。本报记者 周芳 摄", "甲\n\n\n乙\n\n\n丙", "本报讯（记者 周芳）今天下雨。", "栏目\n\n\n\n引题\n主题\n——副题\n正文没有完\n接着写完。"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := Read(text)
		if got, want := letters(d.texts()...), letters(strings.ToValidUTF8(text, "\uFFFD")); strings.ToValidUTF8(got, "\uFFFD") != want && strings.ToValidUTF8(text, "") == text {
			t.Errorf("characters\n%q\nof\n%q", got, want)
		}
		for _, s := range d.Stories {
			if len(s.Copy)+len(s.Pictures)+len(s.Head) == 0 {
				t.Error("an empty story")
			}
		}
	})
}
