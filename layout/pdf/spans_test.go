package pdf

import (
	"testing"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// TestShow parts a TJ where spans begin and end, and loses no glyph and no gap.
func TestShow(t *testing.T) {
	shown := run{ids: []uint16{1, 2, 3, 4, 5, 6}, gaps: []int16{0, 0, 20, -7, 0}}
	for _, c := range []struct {
		spans []glyphSpan
		want  string
	}{
		{nil, "[<000100020003>-20<0004>7<00050006>]TJ "},
		{[]glyphSpan{{0, 6, "/A"}}, "/Span<</A>>BDC [<000100020003>-20<0004>7<00050006>]TJ EMC "},
		{[]glyphSpan{{1, 3, "/A"}}, "[<0001>]TJ /Span<</A>>BDC [<00020003>]TJ EMC [-20<0004>7<00050006>]TJ "},
		{[]glyphSpan{{0, 1, "/A"}, {3, 5, "/B"}, {5, 6, "/C"}},
			"/Span<</A>>BDC [<0001>]TJ EMC [<00020003>]TJ /Span<</B>>BDC [-20<0004>7<0005>]TJ EMC /Span<</C>>BDC [<0006>]TJ EMC "},
	} {
		cv := &canvas{}
		cv.show(shown, c.spans)
		if got := string(cv.out); got != c.want {
			t.Errorf("%v:\n%s\n%s is wanted", c.spans, got, c.want)
		}
	}
}

// TestGlyphSpans: a glyph is in a span with all its characters or not at all, and
// what is said of it by several stands together.
func TestGlyphSpans(t *testing.T) {
	s := &subset{clusters: []cluster{{text: "a"}, {text: "fi"}, {text: "x"}}}
	list := []span{{1, 4, "/L"}, {2, 3, "/no"}, {3, 5, "/M"}}
	got, at := s.glyphSpans(list, []uint16{1, 2, 3, 1}, 0)
	want := []glyphSpan{{1, 2, "/L"}, {2, 3, "/L/M"}, {3, 4, "/M"}}
	if at != 5 || len(got) != len(want) {
		t.Fatalf("%v, %d", got, at)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
}

// TestPartedWords: a word is read whole where it begins, however many lines it has;
// what has no hyphen at its line's end is not touched.
func TestPartedWords(t *testing.T) {
	song := face(t, "song")
	line := func(s string, hyphen bool) sheet.Line {
		r := set(t, song, 9*pt, 50*pt, 100*pt, s)
		if hyphen {
			last := r.Cells[len(r.Cells)-1]
			r.Cells = append(r.Cells, fonts.Cell{ID: song.Glyph('-'), X: last.X + last.W, W: geom.Pt * 3})
		}
		return sheet.Line{Text: s, Runs: []*sheet.Text{r}}
	}
	for _, c := range []struct {
		lines []sheet.Line
		want  []string // by line: the characters that are replaced, and by what
	}{
		{[]sheet.Line{line("the hyphen", true), line("ation of", false)}, []string{"hyphen: (hyphenation)", "ation: ()"}},
		{[]sheet.Line{line("a hy", true), line("phen", true), line("ation.", false)}, []string{"hy: (hyphenation)", "phen: ()", "ation: ()"}},
		{[]sheet.Line{line("hy", true), line("phen or pho", true), line("to", false)}, []string{"hy: (hyphen)", "phen: ()pho: (photo)", "to: ()"}},
		{[]sheet.Line{line("well-", false), line("known", false)}, []string{"", ""}},
		{[]sheet.Line{line("on the next", true)}, []string{""}},
		{[]sheet.Line{line("国", true), line("中", false)}, []string{"", ""}},
	} {
		d := &draft{spans: spans{}}
		var lines []*sheet.Line
		for i := range c.lines {
			lines = append(lines, &c.lines[i])
		}
		d.partedWords(lines)
		for i, l := range c.lines {
			got := ""
			for _, s := range d.spans[l.Runs[0]] {
				got += string([]rune(l.Text)[s.from:s.to]) + ": " + s.props[len("/ActualText "):]
			}
			if got != c.want[i] {
				t.Errorf("%q: %q, want %q", l.Text, got, c.want[i])
			}
		}
	}
}
