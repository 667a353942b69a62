package paragraph

import (
	"testing"

	"paiban/layout/geom"
)

func TestFit(t *testing.T) {
	pt := func(n float64) geom.Length { return geom.Length(n * float64(geom.Pt)) }
	for _, c := range []struct {
		text          string
		min, max      float64
		size, measure float64
		want          float64
		lines         int
		why           string
	}{
		{"凝聚乡村振兴合力", 18, 0, 22, 160, 20, 1, "eight 字 in 160 pt: 20 pt take one line"},
		{"凝聚乡村振兴合力", 21, 0, 22, 160, 22, 2, "not even 21 pt take one line: its size"},
		{"凝聚乡村振兴合力", 0, 40, 22, 200, 25, 1, "grows until it fills the line"},
		{"凝聚乡村振兴合力", 0, 24, 22, 400, 24, 1, "and no further than its bound"},
		{"凝聚乡村振兴合力", 0, 0, 22, 160, 22, 2, "no bounds: its size"},
		{"市妇女儿童活动中心打造新平台", 16, 0, 22, 170, 18.5, 2, "a size at which 活动中心 is not parted"},
	} {
		st := head()
		st.Size = pt(c.size)
		tx := Text{Runes: []rune(c.text)}
		m := func(int) geom.Length { return pt(c.measure) }
		got := Fit{pt(c.min), pt(c.max), geom.Pt / 2}.Size(tx, st, m)
		st.Size = got
		if n := len(Set(tx, st, m).Lines); got != pt(c.want) || n != c.lines {
			t.Errorf("%s in %v pt: %v pt on %d lines, want %v on %d (%s)", c.text, c.measure, got.Pt(), n, c.want, c.lines, c.why)
		}
	}
}

func TestOpen(t *testing.T) {
	for _, c := range []struct {
		text          string
		open, measure float64
		want          float64 // width in ems
	}{
		{"导读", 5, 13, 5}, {"一周看", 5, 13, 5}, {"百姓之声", 7, 13, 7},
		{"要闻二三版", 9, 13, 5}, // five 字
		{"导A", 5, 13, 1.7},  // not 字 alone
		{"导读", 14, 13, 2},   // no room
		{"百姓之声", 3, 13, 4},  // as wide already
		{"导读", 0, 13, 2},
	} {
		for _, align := range []Align{Start, Center, End} {
			st := head()
			st.Open, st.Align = geom.Length(c.open*float64(nine)), align
			l := Set(Text{Runes: []rune(c.text)}, st, fixed(c.measure)).Lines[0]
			if w := ems(l.Width, nine); w < c.want-.1 || w > c.want+.1 || l.Runs[0].X+l.Width > l.Measure {
				t.Errorf("%s opened to %v: %v wide at %v", c.text, c.open, w, ems(l.Runs[0].X, nine))
			}
		}
	}
}
