package edition

import (
	"strings"
	"testing"

	"paiban/layout/geom"
)

// A spread is twice a page, with the gutter of two pages side by side, and has names,
// numbers and folio lines for both halves.
func TestSpread(t *testing.T) {
	e := mustRead(t, `[edition]
name = "河声报"
preset = "sikai"
[[page]]
name = "06-07"
spread = true
[[page]]
name = "center"
spread = true
gutter = "1字"
[[story]]
page = "06-07"
text = "甲"
legs = 2
[[story]]
page = "center"
text = "乙"
`, nil)
	p, q := e.Pages[0], e.Pages[1]
	same(t, "trim", p.Trim, geom.Size{W: 550 * geom.MM, H: 390 * geom.MM})
	same(t, "grid", []any{p.Grid.Columns, p.Grid.Fold, p.FoldX()}, []any{12, 6, 275 * geom.MM})
	same(t, "gutter", []any{p.Grid.Gutter, q.Grid.Gutter}, []any{275*geom.MM - 639*geom.Pt, 9 * geom.Pt})
	same(t, "width", p.Grid.Width(), 275*geom.MM+639*geom.Pt)
	same(t, "numbers", []string{p.Number, q.Number}, []string{"6-7", "center"})
	same(t, "halves", [][2]string{p.Halves, q.Halves}, [][2]string{{"06", "07"}, {"center-L", "center-R"}})
	same(t, "folios", []string{string(p.Folio.Right.Runes), string(p.RightFolio.Right.Runes)}, []string{"第6版", "第7版"})
}

// The names of halves are those of files, so no page may have them.
func TestSpreadNames(t *testing.T) {
	for src, want := range map[string]string{
		"[[page]]\nname = \"06-07\"\nspread = true\n[[page]]\nname = \"07\"": "pages.toml:5:8",
		"[[page]]\nname = \"07\"\n[[page]]\nname = \"06-07\"\nspread = true": "pages.toml:4:8",
	} {
		_, fs := readText(t, src+"\n[[story]]\npage = \"07\"\ntext = \"甲\"\n", nil)
		var got []string
		for _, f := range fs.Sorted() {
			got = append(got, f.Pos.String()+" "+f.Code)
		}
		if strings.Join(got, ", ") != want+" duplicate-page" {
			t.Errorf("%s: %q", src, got)
		}
	}
}
