package importer

import (
	"math/rand/v2"
	"testing"
)

// Frames lie on the page, beside each other, as large as their stories ask.
func TestPlace(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		sizes := make([]Size, 1+rnd.IntN(12))
		for i := range sizes {
			sizes[i] = Size{rnd.IntN(15), rnd.IntN(400), rnd.IntN(3)}
		}
		frames := Place(sizes)
		taken := map[[3]int]int{}
		for i, f := range frames {
			columns, rows := f.Columns[1]-f.Columns[0]+1, f.Rows[1]-f.Rows[0]+1
			if columns < 1 || f.Columns[0] < 1 || f.Columns[1] > pageColumns || f.Rows[0] < 1 || f.Rows[1] > pageLines {
				t.Fatalf("%v: story %d stands at %+v", sizes, i, f)
			}
			if rows < sizes[i].rows(columns) {
				t.Errorf("%v: story %d has %d rows of %d columns", sizes, i, rows, columns)
			}
			if i > 0 && (f.Page < frames[i-1].Page || f.Page > frames[i-1].Page+1) {
				t.Errorf("%v: story %d is on page %d", sizes, i, f.Page)
			}
			for x := f.Columns[0]; x <= f.Columns[1]; x++ {
				for y := f.Rows[0]; y <= f.Rows[1]; y++ {
					if o := taken[[3]int{f.Page, x, y}]; o > 0 {
						t.Fatalf("%v: stories %d and %d overlap", sizes, o-1, i)
					}
					taken[[3]int{f.Page, x, y}] = i + 1
				}
			}
		}
	}
	if Place(nil) != nil && len(Place(nil)) > 0 {
		t.Error("no stories have frames")
	}
}

// A page of five stories is not a pile of five bands, and little of it stays empty.
func TestPlaceInterlocks(t *testing.T) {
	sizes := []Size{{6, 165, 0}, {8, 92, 0}, {6, 9, 0}, {7, 119, 0}, {7, 40, 0}}
	frames := Place(sizes)
	foot, full := 0, 0
	for i, f := range frames {
		foot = max(foot, f.Rows[1])
		full += sizes[i].Lines + sizes[i].Head*(f.Columns[1]-f.Columns[0]+1)
	}
	if free := foot*pageColumns - full; free > foot*pageColumns/10 {
		t.Errorf("%d of %d lines stay empty: %+v", free, foot*pageColumns, frames)
	}
}
