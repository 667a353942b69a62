package makeup

import (
	"testing"

	"paiban/layout/edition"
	"paiban/layout/geom"
)

// On a spread columns count on across the fold, each half as it would stand by itself,
// and no legs of a frame over the fold lie in the gutter.
func TestSpreadGrid(t *testing.T) {
	one := newGrid(&edition.Page{Trim: geom.Size{W: 275 * geom.MM, H: 390 * geom.MM},
		Grid: edition.Grid{Em: 9 * geom.Pt, Columns: 6, Measure: 11, Gap: 1000, Lines: 86, Height: 350 * geom.MM}})
	p := &edition.Page{Trim: geom.Size{W: 550 * geom.MM, H: 390 * geom.MM},
		Grid: edition.Grid{Em: 9 * geom.Pt, Columns: 12, Measure: 11, Gap: 1000, Lines: 86, Height: 350 * geom.MM, Fold: 6}}
	p.Grid.Gutter = 275*geom.MM - one.area.W
	g := newGrid(p)
	for c := 1; c <= 6; c++ {
		if g.columnX(c) != one.columnX(c) || g.columnX(c+6) != one.columnX(c)+275*geom.MM {
			t.Errorf("column %d stands at %v and %v, alone at %v", c, g.columnX(c).Pt(), g.columnX(c+6).Pt(), one.columnX(c).Pt())
		}
	}
	left, right := g.columnX(6)+g.columnsWidth(edition.Span{From: 6, To: 6}), g.columnX(7)
	for _, cols := range []edition.Span{{From: 1, To: 12}, {From: 4, To: 8}, {From: 6, To: 7}, {From: 2, To: 7}} {
		x, w := g.columnX(cols.From), g.columnsWidth(cols)
		for k := 2; k <= 12; k++ {
			for _, rem := range []edition.Remainder{edition.Absolute, edition.Relative, edition.Free, edition.Auto} {
				legs := g.legs(x, w, cols, k, rem)
				if len(legs) != k || legs[0].x != x || rem != edition.Relative && legs[k-1].x+legs[k-1].w > x+w {
					t.Errorf("%v in %d, %s: %v", cols, k, rem, legs)
				}
				for _, l := range legs {
					if k <= cols.Len() && l.x < right && l.x+l.w > left {
						t.Errorf("%v in %d, %s: a leg lies in the gutter: %v", cols, k, rem, l)
					}
				}
			}
		}
	}
}
