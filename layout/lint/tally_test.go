package lint

import (
	"testing"

	"paiban/layout/diag"
	"paiban/layout/edition"
)

// What is found on one page is told, however much there is on the others; how much is not
// listed is told in all.
func TestTally(t *testing.T) {
	fs := &diag.Findings{}
	c := &checker{ed: &edition.Edition{}, fs: fs, tally: newTally(), pages: make([]*page, 3)}
	found := map[string]int{"1": 1000, "2": 7, "3": 500}
	for _, name := range []string{"1", "3", "2"} {
		for i := range found[name] {
			if !c.enough("half-width-mark") {
				c.add("half-width-mark", diag.Finding{Page: name, Pos: diag.Pos{File: name, Line: 1, Col: i + 1}})
			}
		}
	}
	c.sumUp()
	listed, more := map[string]int{}, 0
	for _, f := range fs.Sorted() {
		if f.Pos.File == "" {
			more++
		} else {
			listed[f.Page]++
		}
	}
	if listed["1"] != diag.MostAlike || listed["3"] != diag.MostAlike || listed["2"] != 7 || more != 2 {
		t.Errorf("listed %v, and %d of how many more", listed, more)
	}
}
