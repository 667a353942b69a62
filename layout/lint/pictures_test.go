package lint

import (
	"strings"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Each picture is "label|caption|x y"; want is a part of each message, in order.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		pictures []string
		copy     string
		want     []string
	}{
		{[]string{"①|图① 甲|0 0", "②|图② 乙|1 0", "③|图③ 丙|0 1", "④|图④ 丁|1 1"}, "", nil},
		{[]string{"①|图① 甲|0 0", "②|图② 乙|0 1", "③|图③ 丙|1 0", "④|图④ 丁|1 1"}, "", nil}, // down columns
		{[]string{"①|图① 甲|0 0", "③|图③ 丙|1 0", "②|图② 乙|1 1", "④|图④ 丁|0 1"}, "", []string{"picture ③ stands before picture ②"}},
		{[]string{"①|图① 甲|1 0", "②|图② 乙|0 0"}, "", []string{"picture ② stands before picture ①"}},
		{[]string{"①|图① 甲|0 0", "②|图③ 乙|1 0"}, "", []string{"says ②, its caption \"图③\""}},
		{[]string{"①|图① 甲|0 0", "①|图① 乙|1 0"}, "", []string{"two pictures have the number ①"}},
		{[]string{"①|图① 甲|0 0", "③|图③ 乙|1 0"}, "", []string{"no picture has the number 2"}},
		{[]string{"①|图①甲，图②乙，图③丙|0 0", "②||1 0"}, "", []string{"the caption says \"图③\""}},
		{[]string{"①|图①甲，图②乙|0 0", "②||1 0"}, "", nil},
		{[]string{"①|图①甲|0 0", "②||1 0"}, "", []string{"no caption names picture ②"}},
		{[]string{"①|甲|0 0", "②|乙|1 0"}, "", nil}, // the numbers alone
		{[]string{"①||0 0", "②||1 0"}, "如图①、图②所示，又见图5。", nil},
		{[]string{"1|图1 甲|0 0", "图2|图2 乙|1 0"}, "", nil},
		{[]string{"|图1 甲|0 0", "|乙|1 0"}, "", nil},
		{[]string{"独家|甲|0 0"}, "", nil},
	} {
		s := &edition.Story{ID: "s"}
		pg := &page{Page: &sheet.Page{Name: "01"}}
		f := &frame{ed: &edition.Frame{Page: &edition.Page{Name: "01"}}, name: "s/1"}
		for i, p := range c.pictures {
			x := strings.Split(p, "|")
			pos := diag.Pos{File: "a", Line: i + 1, Col: 1}
			s.Pictures = append(s.Pictures, &edition.Picture{Pos: pos, Label: x[0], Caption: edition.Inline{Runes: []rune(x[1]), Pos: pos}})
			r := geom.Rect{X: geom.Length(x[2][0]-'0') * geom.Inch, Y: geom.Length(x[2][2]-'0') * geom.Inch, W: geom.Inch * 9 / 10, H: geom.Inch * 9 / 10}
			f.parts = append(f.parts, &figure{pos: pos, rect: r, picture: &sheet.Picture{Rect: r}})
		}
		if c.copy != "" {
			s.Copy = []edition.Block{{Inline: edition.Inline{Runes: []rune(c.copy), Pos: diag.Pos{File: "b", Line: 1, Col: 1}}}}
		}
		pg.frames = []*frame{f}
		fs := &diag.Findings{}
		ch := &checker{ed: &edition.Edition{}, fs: fs, tally: newTally(), pages: []*page{pg}}
		ch.numbers(read(s))
		got := fs.Sorted()
		ok := len(got) == len(c.want)
		for i := range min(len(got), len(c.want)) {
			ok = ok && strings.Contains(got[i].Message.EN, c.want[i])
		}
		if !ok {
			t.Errorf("%q:", c.pictures)
			for _, x := range got {
				t.Errorf("\t%s", x.Message.EN)
			}
		}
	}
}
