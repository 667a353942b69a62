package diag

import (
	"strings"
	"testing"

	"paiban/layout/geom"
)

func TestPrint(t *testing.T) {
	long := strings.Repeat("字", 100)
	for _, c := range []struct {
		name, text string
		line, col  int
		width      int
		want       string
	}{
		{"plain", "head = 1\n", 1, 1, 4, "    1 | head = 1\n      | ^~~~\n"},
		{"full width counts two", "题目 = x", 1, 6, 1, "    1 | 题目 = x\n      |        ^\n"},
		{"full width underlined", "“粮食”x", 1, 2, 2, "    1 | “粮食”x\n      |  ^~~~\n"},
		{"tab", "\tx = 1", 1, 2, 1, "    1 |     x = 1\n      |     ^\n"},
		{"combining mark", "e\u0301x", 1, 3, 1, "    1 | e\u0301x\n      |  ^\n"},
		{"control character", "a\x07b", 1, 2, 1, "    1 | a␇b\n      |  ^\n"},
		{"turned around", "a\u202eb", 1, 3, 1, "    1 | a\ufffdb\n      |   ^\n"},
		{"at the line's end", "abc\r\ndef", 1, 4, 1, "    1 | abc\n      |    ^\n"},
		{"beyond the end", "abc", 1, 9, 5, "    1 | abc\n      |    ^\n"},
		{"lone CR", "abc\rdef", 2, 1, 3, "    2 | def\n      | ^~~\n"},
		{"no such line", "abc", 7, 1, 1, ""},
		{"long line", long + "x" + long, 1, 101, 1,
			"    1 | …" + strings.Repeat("字", 24) + "x" + strings.Repeat("字", 47) + "…\n      | " + strings.Repeat(" ", 49) + "^\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var fs Findings
			fs.Source("a.toml", c.text)
			fs.Add(Finding{Code: "c", Severity: Error, Pos: Pos{"a.toml", c.line, c.col}, Width: c.width, Message: Text{"坏", "bad"}, Hint: Text{"改", "mend"}})
			var b strings.Builder
			if err := Print(&b, &fs, EN); err != nil {
				t.Fatal(err)
			}
			head, rest, _ := strings.Cut(b.String(), "\n")
			if want := (Pos{"a.toml", c.line, c.col}).String() + ": error[c]: bad"; head != want {
				t.Errorf("head %q, want %q", head, want)
			}
			if want := c.want + "      = mend\n"; rest != want {
				t.Errorf("got\n%s\nwant\n%s", rest, want)
			}
		})
	}
}

func TestPrintPlaces(t *testing.T) {
	var fs Findings
	fs.Add(Finding{Code: "a", Severity: Warning, Page: "06", Message: Text{"甲", "A"}})
	fs.Add(Finding{Code: "b", Severity: Note, Frame: "lead/1", Page: "06", Message: Text{"乙", "B"}})
	fs.Add(Finding{Code: "c", Severity: Error, Pos: Pos{File: "x.txt"}, Message: Text{"丙\x1b[31m", "C"}})
	fs.Add(Finding{Code: "hairline", Severity: Warning, Pos: Pos{File: "x.toml"}, Page: "06", Box: geom.Rect{X: geom.MM, Y: 2 * geom.MM, W: 30 * geom.MM, H: geom.MM / 2}, Message: Text{"丁", "D"}})
	var zh, en strings.Builder
	Print(&zh, &fs, ZH)
	Print(&en, &fs, EN)
	if want := "06 版: 警告[a]：甲\nlead/1: 提示[b]：乙\nx.toml: 警告[hairline]：丁\n      = 06 版，距左 1.0、距上 2.0，30.0 × 0.5 mm\nx.txt: 错误[c]：丙␛[31m\n"; zh.String() != want {
		t.Errorf("got %q", zh.String())
	}
	if want := "page 06: warning[a]: A\nlead/1: note[b]: B\nx.toml: warning[hairline]: D\n      = page 06, 1.0 from the left, 2.0 from the top, 30.0 × 0.5 mm\nx.txt: error[c]: C\n"; en.String() != want {
		t.Errorf("got %q", en.String())
	}
}

// FuzzPrint: no panic, one head line a finding, the caret inside the window.
func FuzzPrint(f *testing.F) {
	f.Add("题目 = 1\n\tx", 1, 3, 4)
	f.Add("\xff\x00\r", 2, -1, 9999)
	f.Fuzz(func(t *testing.T, text string, line, col, width int) {
		var fs Findings
		fs.Source("f", text)
		fs.Add(Finding{Pos: Pos{"f", line, col}, Width: width, Message: Text{"m", "m"}})
		var b strings.Builder
		if Print(&b, &fs, ZH) != nil {
			t.Fatal("a builder cannot fail")
		}
		if n := strings.Count(b.String(), "\n"); n != 1 && n != 3 {
			t.Fatalf("%d lines: %q", n, b.String())
		}
	})
}

func TestSortedDropsDoubles(t *testing.T) {
	var fs Findings
	for _, f := range []Finding{
		{Code: "b", Pos: Pos{"f", 2, 1}}, {Code: "a", Pos: Pos{"f", 2, 1}}, {Code: "z", Pos: Pos{"f", 1, 9}},
		{Code: "a", Pos: Pos{"f", 2, 1}}, {Code: "x", Pos: Pos{"e", 9, 9}},
	} {
		fs.Add(f)
	}
	var got []string
	for _, f := range fs.Sorted() {
		got = append(got, f.Code)
	}
	if strings.Join(got, "") != "xzab" {
		t.Errorf("order %v", got)
	}
}
