package pdf

import (
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// face gives one of the program's faces.
func face(t testing.TB, name string) *fonts.Face {
	t.Helper()
	f := fonttest.Library().Face(name)
	if f == nil {
		t.Fatalf("no face %s", name)
	}
	if err := f.Load(); err != nil {
		t.Fatal(err)
	}
	return f
}

// set gives text on one baseline, each character at its natural width.
func set(t testing.TB, f *fonts.Face, size geom.Length, x, y geom.Length, s string) *sheet.Text {
	t.Helper()
	out := &sheet.Text{Face: f, Size: size, Ink: sheet.Black, Origin: geom.Point{X: x, Y: y}, Text: s}
	var at geom.Length
	for _, r := range s {
		g := f.Glyph(r)
		if g == 0 {
			t.Fatalf("%s has no %q", f.Name, r)
		}
		w := size.MulDiv(int64(f.Advance(g)), int64(f.UPEM()))
		out.Cells = append(out.Cells, fonts.Cell{ID: g, Runes: 1, X: at, W: w})
		at += w
	}
	return out
}

// justify spreads t's cells by equal gaps to a width.
func justify(t *sheet.Text, width geom.Length) *sheet.Text {
	n := len(t.Cells)
	last := t.Cells[n-1]
	slack := width - last.X - last.W
	for i := range t.Cells {
		t.Cells[i].X += slack.MulDiv(int64(i), int64(n-1))
	}
	return t
}

// squeeze makes cell i narrower by d, its outline moved left by left of it.
func squeeze(t *sheet.Text, i int, d, left geom.Length) {
	t.Cells[i].W -= d
	t.Cells[i].Dx -= left
	for j := i + 1; j < len(t.Cells); j++ {
		t.Cells[j].X -= d
	}
}

func testEdition() *sheet.Edition {
	return &sheet.Edition{Name: "焦作日报", Date: "2024-01-12", Lang: "zh-CN"}
}

func testPage(items ...sheet.Item) *sheet.Page {
	return &sheet.Page{
		Name: "06", Title: "焦作日报 2024-01-12 第6版",
		Trim:  geom.Size{W: 390 * geom.MM, H: 550 * geom.MM},
		Items: items,
	}
}
