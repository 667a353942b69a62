package paragraph

import (
	"math"
	"slices"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/geom"
)

// told sets text in the body style, changed by each of keys ("key=value"), and
// gives its lines in ems.
func told(t *testing.T, text string, measure float64, keys ...string) []Told {
	t.Helper()
	st := body()
	for _, kv := range keys {
		k, v, _ := strings.Cut(kv, "=")
		if k == "indent" {
			st.Indent = 2 * nine
		} else if err := st.Options.Set(k, v); err != nil {
			t.Fatal(err)
		}
	}
	tx := Text{Runes: []rune(text)}
	return Tell(0, tx, st, Set(tx, st, fixed(measure)))
}

func texts(lines []Told) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

// A word that fits in a line is not parted because another is too long for any.
func TestWordsThatFit(t *testing.T) {
	if got := texts(told(t, "甲internal乙丙Donaudampfschiff。", 4)); !slices.Contains(got, "internal") {
		t.Errorf("internal is parted: %q", got)
	}
}

// The opening mark of a paragraph keeps its blank half where the indented line has
// room for all of it, gives it up where not, and never has it without an indent.
func TestParagraphOpens(t *testing.T) {
	for _, c := range []struct {
		text, keys string
		measure    float64
		first      string
		mark       float64 // the opening mark's width in ems
		why        string
	}{
		{"“一二三四五六七八九十甲乙丙丁戊己庚辛", "indent", 13, "“一二三四五六七八九十", 1, "flush at once"},
		{"“一二三四五六七八九。甲乙丙丁戊己庚辛", "indent", 13, "“一二三四五六七八九。", 1, "nothing to give"},
		{"“一二三，四五六七八九，丙丁戊己庚辛", "indent", 13, "“一二三，四五六七八九，", .5, "the line needs the half"},
		{"“一二三四五六七八九十甲乙丙丁戊己庚辛", "indent opening=half", 13, "“一二三四五六七八九十", .5, "half is asked for"},
		{"“一二”", "indent", 13, "“一二”", 1, "the only line has room"},
		{"“一二三四五六七八九十甲乙丙丁戊己庚辛", "", 11, "“一二三四五六七八九十", .5, "without an indent the edge is even"},
		{"一二三四五六七八九十甲“丙丁戊己庚辛", "indent", 13, "一二三四五六七八九十甲", 1, "no mark at the start"},
	} {
		l := told(t, c.text, c.measure, strings.Fields(c.keys)...)
		if l[0].Text != c.first || math.Abs(l[0].Advances[0]-c.mark) > .06 { // a line's gaps are in it too
			t.Errorf("%q %s: %s with a first character of %v em, want %s, %v (%s)", c.text, c.keys, l[0].Text, l[0].Advances[0], c.first, c.mark, c.why)
		}
		if gaps := l[0].Width - l[0].Natural; len(l) > 1 && c.mark == 1 && gaps != 0 {
			t.Errorf("%q: %v em of gaps are told of a line that has none", c.text, gaps)
		}
		if len(l) > 1 && l[0].Width != l[0].Measure {
			t.Errorf("%q: the first line is %v wide of %v", c.text, l[0].Width, l[0].Measure)
		}
		if len(l) > 1 && l[1].Text[:3] == "“" && l[1].Advances[0] != .5 {
			t.Errorf("%q: a later line's start is not trimmed", c.text)
		}
	}
}

// Widths of marks and figures as they stand, before any justification.
func TestWidths(t *testing.T) {
	for _, c := range []struct {
		text, keys string
		want       []float64
		why        string
	}{
		{"国，国", "", []float64{1, 1, 1}, "全身式"},
		{"国，“国", "", []float64{1, 1, .5, 1}, "PO = 1.5 (#adjustment_of_adjacent_punctuation_marks)"},
		{"国。”国", "", []float64{1, .5, 1, 1}, "PC = 1.5"},
		{"国”，国", "", []float64{1, .5, 1, 1}, "CP = 1.5"},
		{"国（“国", "", []float64{1, 1, .5, 1}, "OO = 1.5"},
		{"国）（国", "", []float64{1, 1, .5, 1}, "CO = 1.5"},
		{"国（）国", "", []float64{1, 1, 1, 1}, "OC = 2"},
		{"国：“国", "", []float64{1, 1, .5, 1}, "： is a P beside marks"},
		{"国！”国", "", []float64{1, .5, 1, 1}, "E C = 1.5"},
		{"国？！国", "", []float64{1, .5, .5, 1}, "two of ？！ take one em (GB/T 15834 5.1.7)"},
		{"国！！！国", "", []float64{1, .5, .5, 1, 1}, "three take two"},
		{"国，——国", "", []float64{1, 1, 1, 1, 1}, "no squeeze beside ——"},
		{"国……，国", "", []float64{1, 1, 1, 1, 1}, "nor beside ……"},
		{"国……”国", "", []float64{1, 1, 1, 1, 1}, "nor before a closing mark"},
		{"马·波", "", []float64{1, .5, 1}, "· is forced to ½ em"},
		{"国2024年", "", []float64{1, .5, .5, .5, .5, 1}, "tabular half-width digits"},
		{"占15%国", "", []float64{1, .5, .5, 1, 1}, "% beside digits stands on the grid"},
		{"国1-2国", "", []float64{1, .5, .5, .5, 1}, "- between figures is ½ em"},
		{"国，国", "punctuation=kaiming", []float64{1, .5, 1}, "开明: ， half"},
		{"国。国", "punctuation=kaiming", []float64{1, 1, 1}, "开明: 。 full"},
		{"国！“国", "punctuation=kaiming", []float64{1, 1, .5, 1}, "开明: ！ full, quotes half"},
		{"国。“国", "punctuation=half", []float64{1, .5, .5, 1}, "半身式"},
		{"国abc国", "latin=half", []float64{1, .5, .5, .5, 1}, "half-width Latin"},
		{"国a国", "latin-gap=0.25字 latin=half", []float64{1.25, .75, 1}, "中西 gap"},
		{"a国，a", "latin-gap=0.25字 latin=half", []float64{.75, 1, 1, .5}, "no gap beside a mark"},
		{"“国国”", "", []float64{.5, 1, 1, 1}, "an opening mark at a line's start loses its blank half"},
	} {
		l := told(t, c.text, 40, strings.Fields(c.keys)...)
		if len(l) != 1 || !slices.Equal(l[0].Advances, c.want) {
			t.Errorf("%q %s: %v, want %v (%s)", c.text, c.keys, l[0].Advances, c.want, c.why)
		}
	}
}

// Breaks and squeezes at line ends; each case names its clause of LINES.
func TestLineEnds(t *testing.T) {
	for _, c := range []struct {
		text, keys string
		measure    float64
		want       []string
		why        string
	}{
		{"一二三四五六七，八九", "", 7.5, []string{"一二三四五六七，", "八九"}, "a mark at the end is half when the line needs it"},
		{"一二三四五六，七八九十", "composer=line", 7, []string{"一二三四五六，", "七八九十"}, "and full when it does not"},
		{"一二，四五六七，八九十", "composer=line", 7, []string{"一二，四五六七，", "八九十"}, "push in: 、，； give half an em"},
		{"一二：四五六七，八九十", "composer=line", 7, []string{"一二：四五六", "七，八九十"}, "push out: ： gives nothing"},
		{"一二三四五六“七八九", "composer=line", 7, []string{"一二三四五六", "“七八九"}, "an opening mark ends no line"},
		{"一二三四五六—七八九十", "composer=line", 6, []string{"一二三四五", "六—七八九十"}, "a connector starts no line"},
		{"一二三四五——六七八", "composer=line", 6, []string{"一二三四五", "——六七八"}, "—— is not parted and may start a line"},
		{"一二三四五——六七八", "composer=line kinsoku=strict", 6, []string{"一二三四", "五——六七八"}, "not at level strict"},
		{"一二三四五……六七", "composer=line", 6, []string{"一二三四五", "……六七"}, "…… likewise"},
		{"一二三四五2024六", "composer=line", 6, []string{"一二三四五", "2024六"}, "a number is not parted"},
		{"一二三四99%六七", "composer=line", 5.5, []string{"一二三四", "99%六七"}, "nor a number from its %"},
		{"一二三四五1,234.5六", "composer=line", 6, []string{"一二三四五", "1,234.5六"}, "nor at its marks"},
		{"一二三四hello五六", "composer=line", 5, []string{"一二三四", "hello五六"}, "nor a word"},
		{"一二三四／五六七八", "composer=line", 5, []string{"一二三", "四／五六七", "八"}, "／ neither starts nor ends a line at level gb"},
		{"一二三四／五六七八", "composer=line kinsoku=basic", 5, []string{"一二三四／", "五六七八"}, "at basic it may end one"},
		{"一二三四五，六七八", "composer=line kinsoku=none", 5, []string{"一二三四五", "，六七八"}, "no 避头尾"},
		{"一二三四五六，七八九", "hang=true composer=line", 6, []string{"一二三四五六，", "七八九"}, "， hangs"},
		{"一二三四五六；七八九", "hang=true composer=line", 6, []string{"一二三四五", "六；七八九"}, "； does not"},
		{"一二三四五六七，八", "punctuation=line-end-half composer=line", 7.5, []string{"一二三四五六七，", "八"}, "half at the end"},
		{"一二三四五六七八九十一。", "", 11, []string{"一二三四五六七八九", "十一。"}, "孤字 is avoided"},
		{"国“abc”国中", "composer=line latin=half", 3, []string{"国", "“abc”", "国中"}, "a break before “ and after ” beside Latin"},
	} {
		if got := texts(told(t, c.text, c.measure, strings.Fields(c.keys)...)); !slices.Equal(got, c.want) {
			t.Errorf("%q at %v %s: %q, want %q (%s)", c.text, c.measure, c.keys, got, c.want, c.why)
		}
	}
}

// A number keeps its unit where that costs no more than a line half an em short,
// and only then.
func TestUnits(t *testing.T) {
	got := texts(told(t, "一二，三四五六七八九十2023年一二三四五六七八九十", 12))
	if got[0] != "一二，三四五六七八九十" && !strings.HasSuffix(got[0], "年") {
		t.Errorf("2023年 parted: %q", got)
	}
}

// Squeezing goes by clreq's order: paired marks, then ，、；, then 。？！; ： never.
func TestSqueezeOrder(t *testing.T) {
	const text = "一《二，三。四：五六》七八"
	for _, c := range []struct {
		measure float64
		want    []float64
	}{
		{13, []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{12.5, []float64{1, .75, 1, 1, 1, 1, 1, 1, 1, 1, .75, 1, 1}},
		{12, []float64{1, .5, 1, 1, 1, 1, 1, 1, 1, 1, .5, 1, 1}},
		{11.5, []float64{1, .5, 1, .5, 1, 1, 1, 1, 1, 1, .5, 1, 1}},
		{11, []float64{1, .5, 1, .5, 1, .5, 1, 1, 1, 1, .5, 1, 1}},
	} {
		st, m := body(), fixed(c.measure)
		cp := newComposer(Text{Runes: []rune(text)}, st, m)
		p := cp.justify(0, len(cp.atoms), m(0), true)
		var got []float64
		for i := range cp.atoms {
			got = append(got, ems(cp.advance(&p, i), nine))
		}
		if !slices.Equal(got, c.want) || p.misfit != 0 {
			t.Errorf("at %v: %v, want %v", c.measure, got, c.want)
		}
		if p := cp.justify(0, len(cp.atoms), 10*nine, true); p.misfit >= 0 {
			t.Errorf("at 10: misfit %d, though ： never gives", p.misfit)
		}
	}
}

// Full lines are flush to the EMU: what does not divide goes to the first gaps.
func TestRemainders(t *testing.T) {
	st := body()
	st.Composer = ByLine
	tx := Text{Runes: []rune("一二三四五六七八2九十一二三四五六七八")}
	w := 9*nine + 100_001
	s := Set(tx, st, func(int) geom.Length { return w })
	for n, l := range s.Lines {
		if !l.Last && l.Width != w {
			t.Errorf("line %d is %d wide in %d", n, l.Width, w)
		}
	}
}

func TestStretchOrder(t *testing.T) {
	// A word space first, to ½ em, then the join, to ⅜ em, then all others.
	l := told(t, "一二ab cd三四五六七八九十一二三", 9, "latin=half", "composer=line")[0]
	if l.Text != "一二ab cd三四五六" {
		t.Fatalf("set as %q", l.Text)
	}
	space, join, plain := l.Advances[4], l.Advances[1], l.Advances[0]
	if space != .5 || join <= 1 || join > 1.25 || join < plain {
		t.Errorf("space %v, join %v, plain %v", space, join, plain)
	}
}

// Where the style has no 中西 gap, joins open with the places between 字, all
// alike, as long as that stays unseen; where it has one, they open first.
func TestHairs(t *testing.T) {
	for _, c := range []struct {
		text    string
		key     string
		measure float64
		want    []float64
	}{
		{"蜜桃果200颗给积极助力国国一二三四", "latin-gap=0", 13,
			[]float64{1.045, 1.045, 1.0475, .5, .5, .5475, 1.045, 1.045, 1.045, 1.045, 1.045, 1.045, 1.045, 1}},
		{"蜜桃果200颗给积极助力国一二三四", "latin-gap=0.125字", 12.25,
			[]float64{1, 1, 1.375, .5, .5, .875, 1, 1, 1, 1, 1, 1, 1}},
		{"在2021年修武特大——一二三四五", "latin-gap=0", 9,
			[]float64{1.375, .5, .5, .5, .875, 1.0625, 1.0625, 1.0625, 1.0625, 1}},
	} {
		got := told(t, c.text, c.measure, c.key, "composer=line")[0].Advances
		ok := len(got) == len(c.want)
		for i := 0; ok && i < len(got); i++ {
			ok = math.Abs(got[i]-c.want[i]) < .0001
		}
		if !ok {
			t.Errorf("%s %s: %v, want %v", c.text, c.key, got, c.want)
		}
	}
}

func TestIndentAndStart(t *testing.T) {
	l := told(t, "“一二三四五六七八九十一二三", 6, "indent", "composer=line")
	if l[0].Indent != 2 || l[0].Width != 6 || l[0].Text != "“一二三" {
		t.Errorf("first line %+v", l[0])
	}
	tx, st := Text{Runes: []rune("“一")}, body()
	cell := Set(tx, st, fixed(5)).Lines[0].Runs[0].Cells[0]
	if cell.Dx != -nine/2 || cell.W != nine/2 || cell.X != 0 {
		t.Errorf("a squeezed opening mark is %+v", cell)
	}
}

// Half-width letters come from the face's half-width forms; a face without them
// gives a letter wider than ½ em a whole one.
func TestHalfWidthLatin(t *testing.T) {
	for face, want := range map[string][]float64{"song": {.5, .5, .5}, "kai": {1, .5, 1}} {
		st := body()
		st.Stack, st.Latin = Stack{fonttest.Library().Face(face)}, HalfWidth
		tx := Text{Runes: []rune("MiW")}
		if got := Tell(0, tx, st, Set(tx, st, fixed(40)))[0].Advances; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", face, got, want)
		}
	}
}

// A halved mark keeps its ink: one in the left half stays where it is, one in the
// right half moves by half an em, one in the middle is centred in what is left.
func TestNudge(t *testing.T) {
	for _, face := range []string{"song", "kai"} {
		for _, r := range "，。、；：？！”’）》】」』“‘（《【「『○" {
			st := body()
			st.Stack = Stack{fonttest.Library().Face(face), fonttest.Library().Face("song")}
			c := newComposer(Text{Runes: []rune{r}}, st, fixed(5))
			a := &c.atoms[0]
			g := c.glyphs[a.g0]
			nudge := c.nudge(a, r, nine/2)
			left, right, _ := a.face.Ink(g.ID)
			l, e := c.scale(a.face, left)+g.Dx-nudge, c.scale(a.face, right)+g.Dx-nudge
			if out := max(-l, e-nine/2); out > nine/500 && r != '○' {
				t.Errorf("%s %c: stands from %v to %v of ½ em", face, r, ems(l, nine), ems(e, nine))
			}
			if r == '○' && max(l+e-nine/2, nine/2-l-e) > 1 {
				t.Errorf("%s ○: stands from %v to %v", face, ems(l, nine), ems(e, nine))
			}
		}
	}
}

// A soft hyphen lets a word end a line with a hyphen and is not seen elsewhere.
func TestSoftHyphen(t *testing.T) {
	const text = "说说inter\u00adnation\u00adal词"
	whole := told(t, text, 40)
	if n := whole[0].Natural - told(t, "说说international词", 40)[0].Natural; math.Abs(n) > .03 { // kerning
		t.Errorf("unbroken: %v wider", n)
	}
	got := told(t, text, 5.1)
	if want := []string{"说说inter\u00ad", "nation\u00adal词"}; !slices.Equal(texts(got), want) {
		t.Fatalf("%q, want %q", texts(got), want)
	}
	a := got[0].Advances
	if a[len(a)-1] < .2 || got[0].Width != 5.1 || got[1].Advances[6] != 0 {
		t.Errorf("%v wide: %v, %v", got[0].Width, a, got[1].Advances)
	}
	tx := Text{Runes: []rune(text)}
	cells := Set(tx, body(), fixed(5.1)).Lines[0].Runs
	last := cells[len(cells)-1].Cells
	if last[len(last)-1].ID != fonttest.Library().Face("song").Glyph('-') {
		t.Error("no hyphen at the line's end")
	}
}

// “ ” and · in a run of Kai come from the Song face, at Chinese width; the words
// between stay Kai.
func TestSharedMarks(t *testing.T) {
	lib := fonttest.Library()
	st := body()
	st.Stack = Stack{lib.Face("kai"), lib.Face("song")}
	s := Set(Text{Runes: []rune("国“马·波”国，don’t国")}, st, fixed(40))
	var got []string
	for _, r := range s.Lines[0].Runs {
		got = append(got, r.Face.Name+":"+string([]rune("国“马·波”国，don’t国")[r.From:r.To]))
	}
	want := []string{"kai:国", "song:“", "kai:马", "song:·", "kai:波", "song:”", "kai:国，don’t国"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, face := range []string{"song", "kai", "hei-black"} {
		st.Stack = Stack{lib.Face(face)}
		l := Set(Text{Runes: []rune("国——国")}, st, fixed(40)).Lines[0]
		checkDash(t, face, l)
	}
}

// checkDash measures that —— is inked without a gap over nearly two ems.
func checkDash(t *testing.T, name string, l Line) {
	t.Helper()
	r := l.Runs[0]
	var from, to geom.Length
	for _, g := range r.Cells[1 : len(r.Cells)-1] {
		left, right, ok := r.Face.Ink(g.ID)
		if !ok {
			continue
		}
		x0 := g.X + g.Dx + nine.MulDiv(int64(left), int64(r.Face.UPEM()))
		x1 := g.X + g.Dx + nine.MulDiv(int64(right), int64(r.Face.UPEM()))
		if to > 0 && x0 > to {
			t.Errorf("%s: the dash has a gap of %v", name, x0-to)
		}
		if from == 0 {
			from = x0
		}
		to = max(to, x1)
	}
	if from < nine || to > 3*nine || to-from < nine*18/10 {
		t.Errorf("%s: the dash is inked from %v to %v", name, from, to)
	}
}

func TestTrailingSpaceAndMissing(t *testing.T) {
	l := told(t, "一二三四五 六七八", 5, "composer=line")
	if l[0].Text != "一二三四五 " || l[0].Advances[5] != 0 || l[0].Width != 5 {
		t.Errorf("%+v", l[0])
	}
	tx := Text{Runes: []rune("一\u0e01二\U0010FFFD三")}
	s := Set(tx, body(), fixed(9))
	if len(s.Missing) != 2 || s.Missing[0] != (Missing{At: 1, Rune: '\u0e01'}) || s.Missing[1].At != 3 {
		t.Errorf("missing %v", s.Missing)
	}
}

// A measure too narrow for a word: the least bad line, told by its misfit.
func TestImpossible(t *testing.T) {
	for _, composer := range []string{"composer=line", "composer=paragraph"} {
		l := told(t, "一二三四internationalization五六七八九", 5, composer)
		found := false
		for _, x := range l {
			found = found || x.Misfit != 0 || x.Width < 5 && !x.Last
			if x.Width > 50.0001 {
				t.Errorf("%s: %q is %v wide", composer, x.Text, x.Width)
			}
		}
		if strings.Join(texts(l), "") != "一二三四internationalization五六七八九" {
			t.Errorf("%s: lost text: %q", composer, texts(l))
		}
	}
}

// A mark combined with its letter takes no room, also where the font has one
// glyph for both; a ligature's letters share its width.
func TestAdvancesOfClusters(t *testing.T) {
	whole := told(t, "\u00e9国", 13)[0].Advances
	got := told(t, "e\u0301国", 13)[0].Advances
	if len(got) != 3 || got[0] != whole[0] || got[1] != 0 {
		t.Errorf("e with U+0301: %v; é: %v", got, whole)
	}
	if a := told(t, "ffi国", 13)[0].Advances; a[0] != a[1] || a[1] != a[2] || a[0] == 0 {
		t.Errorf("ffi: %v", a)
	}
}

// A word that fits on a line is never split, however wide the gaps become.
func TestWordsStayWhole(t *testing.T) {
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	for _, text := range []string{"第二段 word word word  double  spaces and-hyphen. 尾", "他说Office fi 123,456.78元，答复hyphen"} {
		for m := 5.; m < 12; m += .5 {
			lines := texts(told(t, text, m, "indent="))
			for i, l := range lines[1:] {
				a, b := []rune(lines[i]), []rune(l)
				if letter(a[len(a)-1]) && letter(b[0]) {
					t.Errorf("measure %v: a word is split: %q", m, lines)
				}
			}
		}
	}
}

func TestMeasurePerLine(t *testing.T) {
	st, tx := body(), Text{Runes: []rune("一二三四五六七八九十一二三四五六七八九十")}
	s := Set(tx, st, func(n int) geom.Length { return geom.Length(4+2*n) * nine })
	for n, l := range s.Lines {
		if !l.Last && l.Width != geom.Length(4+2*n)*nine {
			t.Errorf("line %d: %+v", n, l)
		}
	}
	if len(s.Lines) != 4 {
		t.Errorf("%d lines", len(s.Lines))
	}
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		align Align
		text  string
		want  []float64 // x of each cell in ems
	}{
		{Start, "周芳", []float64{0, 1}},
		{Center, "周芳", []float64{.5, 1.5}},
		{End, "周芳", []float64{1, 2}},
		{Spread, "周芳", []float64{0, 2}}, // a two-字 name opened to three
	} {
		st := body()
		st.Align = c.align
		r := Set(Text{Runes: []rune(c.text)}, st, fixed(3)).Lines[0].Runs[0]
		for i, g := range r.Cells {
			if x := ems(r.X+g.X, nine); x != c.want[i] {
				t.Errorf("align %d: cell %d at %v, want %v", c.align, i, x, c.want[i])
			}
		}
	}
}

// Work is linear in the text's length, whatever the text: four times as much
// weighs some four times as many lines. Counted, for a clock tells of the machine.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"的一是在不了，有和“人”这", "\u200b", " ", "\u0301", "a", "——", "，", "\n", "a/", "2023年"} {
		weighed := func(n int, by Composer) int {
			st, tx := body(), Text{Runes: []rune(strings.Repeat(unit, n/len([]rune(unit))))}
			st.Composer = by
			c := newComposer(tx, st, fixed(13))
			c.set(c.breaks())
			return c.weighed
		}
		for _, by := range []Composer{ByParagraph, ByLine} {
			few, many := weighed(4_000, by), weighed(16_000, by)
			if few == 0 || many > 5*few {
				t.Errorf("%q, composer %d: 4,000 characters weigh %d lines, 16,000 weigh %d", unit, by, few, many)
			}
		}
	}
}

// TestEnglishQuotes: an English paragraph in a Chinese paper has English quotes, as wide
// as their outlines; one that has Chinese in it has Chinese ones.
func TestEnglishQuotes(t *testing.T) {
	width := func(text, lang, r string) (w geom.Length) {
		st := body()
		st.Lang, st.Align = lang, Start
		for _, l := range Set(Text{Runes: []rune(text)}, st, fixed(60)).Lines {
			for _, run := range l.Runs {
				at := run.From
				for _, c := range run.Cells {
					if c.Runes > 0 && string([]rune(text)[at:at+int(c.Runes)]) == r {
						w = max(w, c.W)
					}
					at += int(c.Runes)
				}
			}
		}
		return w
	}
	em := body().Size
	const english = "“One day they’ll ask how I came,” he says. “I shall tell them…”"
	for _, c := range []struct {
		text, lang, r string
		least, most   geom.Length
	}{
		{english, "zh-CN", "“", em / 3, em * 49 / 100}, {english, "zh-CN", "”", em / 3, em * 49 / 100},
		{english, "en", "”", em / 3, em * 49 / 100}, {english, "en", "’", em / 5, em / 3},
		{"渡口they’ll", "zh-CN", "’", em / 5, em / 3},
		{"他说“好”，", "zh-CN", "“", em / 2, em}, {"“GDP”", "zh-CN", "”", em / 2, em},
		{"渡口，“One day they will ask how I came,” he says.", "zh-CN", "”", em / 2, em},
	} {
		if w := width(c.text, c.lang, c.r); w < c.least || w > c.most {
			t.Errorf("%q in %s: %s takes %.2f em", c.text, c.lang, c.r, float64(w)/float64(em))
		}
	}
}
