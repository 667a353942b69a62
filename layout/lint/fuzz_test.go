package lint

import (
	"strings"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/edition"
)

var copyRules = []func(*checker, *story){(*checker).quotes, (*checker).halfWidth, (*checker).doubled, (*checker).headBreaks, (*checker).typedJumps, (*checker).numbers}

// FuzzCopy: no text breaks a rule of copy, and what is found is in the text.
func FuzzCopy(f *testing.F) {
	f.Add("“一段。\n“二段。”他说:(好)党旗旗下")
	f.Add("“甲‘乙”丙’（丁《戊（己》庚）")
	f.Add("（下转第十二版）图①图99 20万\n欧元")
	f.Fuzz(func(t *testing.T, text string) {
		s, pages := &edition.Story{ID: "s"}, []*edition.Page{{Number: "1"}, {Number: "2"}}
		lines := strings.Split(text, "\n")
		for i, l := range lines {
			in := edition.Inline{Runes: []rune(l), Pos: diag.Pos{File: "a", Line: i + 1, Col: 1}}
			s.Copy = append(s.Copy, edition.Block{Kind: edition.BlockKind(i % 4), Inline: in})
			s.Head = append(s.Head, in)
		}
		s.Frames = []*edition.Frame{{N: 1, Page: pages[0]}}
		s.Pictures = []*edition.Picture{{Label: "①", Caption: s.Head[0]}, {Label: "②"}}
		fs := &diag.Findings{}
		c := &checker{ed: &edition.Edition{Pages: pages}, fs: fs, tally: newTally()}
		for _, rule := range copyRules {
			rule(c, read(s))
		}
		for _, x := range fs.Sorted() {
			if x.Code == "picture-number" && x.Pos.Line == 0 { // about the picture
				continue
			}
			if n := x.Pos.Line; n < 1 || n > len(lines) || x.Pos.Col < 1 || x.Pos.Col > len([]rune(lines[n-1])) {
				t.Errorf("%s at %v is not in %q", x.Code, x.Pos, text)
			}
		}
	})
}

// Copy of a megabyte takes no more than a moment, however hostile: a rule whose work
// grows by the square would not end in the time that tests have.
func TestHostileCopy(t *testing.T) {
	const n = 300_000
	for name, text := range map[string]string{
		"openers":  strings.Repeat("“", n),
		"crossed":  strings.Repeat("“", n/2) + strings.Repeat("）", n/2),
		"brackets": strings.Repeat("(", n/2) + "中" + strings.Repeat(")", n/2),
		"blanks":   strings.Repeat("中,"+strings.Repeat(" ", 50), n/50),
		"doubles":  strings.Repeat("的", n),
		"jumps":    strings.Repeat("下转第9版", n/5),
		"pictures": strings.Repeat("图9", n/2),
		"nested":   strings.Repeat("“”‘’", n/4),
	} {
		s := &edition.Story{ID: "s", Frames: []*edition.Frame{{N: 1, Page: &edition.Page{Number: "1"}}}}
		s.Copy = []edition.Block{{Inline: edition.Inline{Runes: []rune(text), Pos: diag.Pos{File: "a", Line: 1, Col: 1}}}}
		s.Pictures = []*edition.Picture{{Label: "①"}}
		fs := &diag.Findings{}
		c := &checker{ed: &edition.Edition{Pages: []*edition.Page{s.Frames[0].Page, {Number: "2"}}}, fs: fs, tally: newTally()}
		for _, rule := range copyRules {
			rule(c, read(s))
		}
		c.sumUp()
		if got := len(fs.Sorted()); got > 8*(diag.MostAlike+2) {
			t.Errorf("%s: %d findings", name, got)
		}
	}
}
