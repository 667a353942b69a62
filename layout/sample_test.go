package layout_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

func sample(t *testing.T) layout.Result {
	t.Helper()
	r := layout.Set("../pages.toml", layout.Options{Fonts: fonttest.Library()})
	for _, f := range r.Findings.Sorted() {
		if f.Severity == diag.Error {
			t.Errorf("%s: %s: %s", f.Pos, f.Code, f.Message.EN)
		}
	}
	if r.Sheets == nil {
		t.Fatal("the sample edition could not be read")
	}
	return r
}

// eachLine calls f for every line of a block and of the blocks in it.
func eachLine(b *sheet.Block, f func(*sheet.Block, *sheet.Line)) {
	for i := range b.Lines {
		f(b, &b.Lines[i])
	}
	for _, c := range b.Blocks {
		eachLine(c, f)
	}
}

func eachStoryLine(r layout.Result, f func(*sheet.Story, *sheet.Block, *sheet.Line)) {
	for _, p := range r.Sheets.Pages {
		for _, s := range p.Stories {
			if s.Furniture {
				continue
			}
			for _, b := range s.Blocks {
				eachLine(b, func(b *sheet.Block, l *sheet.Line) { f(s, b, l) })
			}
		}
	}
}

// Every character of the real page's text is on the sample page, and nothing
// else: counted, since the file holds the stories in another order.
func TestSampleUsesEveryCharacter(t *testing.T) {
	src, err := os.ReadFile("../assets/sample/page-text.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := map[rune]int{}
	for _, r := range string(src) {
		if !strings.ContainsRune(" 　\n\r", r) {
			count[r]++
		}
	}
	eachStoryLine(sample(t), func(_ *sheet.Story, _ *sheet.Block, l *sheet.Line) {
		for _, r := range l.Text {
			if !strings.ContainsRune(" 　", r) {
				count[r]--
			}
		}
	})
	for r, n := range count {
		if n != 0 {
			t.Errorf("%q: %d of them missing on the page (negative: too many)", r, n)
		}
	}
}

// Every paragraph of the source stands whole on the page, its lines in order.
func TestSampleParagraphsAreWhole(t *testing.T) {
	src, err := os.ReadFile("../assets/sample/page-text.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]bool{}
	for _, p := range sample(t).Sheets.Pages {
		for _, s := range p.Stories {
			for _, b := range s.Blocks {
				joined := map[*sheet.Block]*strings.Builder{}
				eachLine(b, func(b *sheet.Block, l *sheet.Line) {
					if joined[b] == nil {
						joined[b] = &strings.Builder{}
					}
					joined[b].WriteString(l.Text)
				})
				for _, j := range joined {
					blocks[j.String()] = true
				}
			}
		}
	}
	for _, para := range strings.Split(string(src), "\n") {
		if para == "" || blocks[para] {
			continue
		}
		// A head may be set as kicker and head.
		if k, h, ok := cutHead(para); ok && blocks[k] && blocks[h] {
			continue
		}
		t.Errorf("not whole on the page: %q", para)
	}
}

func cutHead(s string) (string, string, bool) {
	if k, h, ok := strings.Cut(s, "："); ok {
		return k + "：", h, true
	}
	if k, h, ok := strings.Cut(s, " "); ok { // the space stands for the new line
		return k, h, true
	}
	return "", "", false
}

// All body baselines stand on the page's grid within 0.01 pt.
func TestSampleBaselinesOnGrid(t *testing.T) {
	r := sample(t)
	on := map[geom.Length]bool{}
	for _, y := range r.Sheets.Pages[0].Grid.Baselines {
		on[y] = true
	}
	n := 0
	eachStoryLine(r, func(s *sheet.Story, b *sheet.Block, l *sheet.Line) {
		switch b.Role {
		case sheet.Paragraph, sheet.Byline, sheet.Caption, sheet.Credit:
			n++
			if !on[l.Origin.Y] {
				t.Errorf("%s: %q stands off the grid at %.3f pt", s.ID, l.Text, l.Origin.Y.Pt())
			}
		}
	})
	if n < 300 {
		t.Errorf("only %d lines checked", n)
	}
}

// No line of the page starts or ends with a mark that may not stand there. The
// lists are written out here, apart from the composer's own table
// (clreq #prohibition_rules_for_line_start_end).
func TestSampleHasNoForbiddenStartOrEnd(t *testing.T) {
	const noStart = "、，；：。？！”’）》〉】〗」』〕］｝—～-·・/／%‰℃"
	const noEnd = "“‘（《〈【〖「『〔［｛"
	eachStoryLine(sample(t), func(s *sheet.Story, b *sheet.Block, l *sheet.Line) {
		text := strings.Trim(l.Text, " 　")
		first, _ := utf8.DecodeRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		if strings.HasPrefix(text, "——") {
			return // a dash of two may start a line, if it is not parted (GB/T 15834 5.1)
		}
		if strings.ContainsRune(noStart, first) {
			t.Errorf("%s: line starts with %q: %q", s.ID, first, l.Text)
		}
		if strings.ContainsRune(noEnd, last) {
			t.Errorf("%s: line ends with %q: %q", s.ID, last, l.Text)
		}
	})
}

// Every full line is flush at both edges, and none is wider than its measure.
func TestSampleLinesFlush(t *testing.T) {
	eachStoryLine(sample(t), func(s *sheet.Story, b *sheet.Block, l *sheet.Line) {
		if b.Role != sheet.Paragraph {
			return
		}
		w := l.Indent + l.Width
		if w > l.Measure || !l.Last && w != l.Measure {
			t.Errorf("%s: %q is %.3f pt wide in %.3f", s.ID, l.Text, w.Pt(), l.Measure.Pt())
		}
	})
}

// No story of the sample is over, and none leaves a hole.
func TestSampleFits(t *testing.T) {
	for _, f := range sample(t).Stories {
		if f.OverLines != 0 || f.RoomLines != 0 {
			t.Errorf("%s: over by %d lines, room for %d", f.ID, f.OverLines, f.RoomLines)
		}
	}
}

// No leg of the sample opens with a paragraph's last line or ends with a first
// one (孤行), and no crosshead stands at a foot (背题).
func TestSampleHasNoLoneLines(t *testing.T) {
	type leg struct {
		frame string
		n     int
	}
	for _, p := range sample(t).Sheets.Pages {
		for _, s := range p.Stories {
			foot := map[leg]geom.Length{}
			for _, b := range s.Blocks {
				for _, l := range b.Lines {
					at := leg{l.Frame, l.Leg}
					foot[at] = max(foot[at], l.Origin.Y)
				}
			}
			for i, b := range s.Blocks {
				n := len(b.Lines)
				switch {
				case b.Role == sheet.Crosshead && i+1 < len(s.Blocks) && n > 0:
					if l := b.Lines[n-1]; l.Origin.Y == foot[leg{l.Frame, l.Leg}] {
						t.Errorf("%s: crosshead %q at the foot of a leg", s.ID, b.Text)
					}
				case b.Role == sheet.Paragraph && n > 1:
					in := func(k int) leg { return leg{b.Lines[k].Frame, b.Lines[k].Leg} }
					if in(n-1) != in(n-2) {
						t.Errorf("%s: %q alone at the top of a leg", s.ID, b.Lines[n-1].Text)
					}
					if in(0) != in(1) {
						t.Errorf("%s: %q alone at the foot of a leg", s.ID, b.Lines[0].Text)
					}
				}
			}
		}
	}
}
