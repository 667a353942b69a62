package diag

import (
	"fmt"
	"slices"
	"testing"
)

// Of a great many findings of a code as many are listed as anyone reads, and how many
// more there are is told; one at the same place is no other.
func TestAddSome(t *testing.T) {
	var fs Findings
	for i := range 3 * MostAlike {
		for range 2 {
			fs.AddSome(Finding{Code: "missing-glyph", Severity: Error, Pos: Pos{File: "a.txt", Line: 1, Col: i + 1}})
		}
	}
	for i := range MostAlike {
		fs.AddSome(Finding{Code: "misfit", Severity: Warning, Pos: Pos{File: "a.txt", Line: 1, Col: i + 1}})
	}
	fs.SumUp()
	got := fs.Sorted()
	if len(got) != 2*MostAlike+1 || !fs.Errors() {
		t.Fatalf("%d findings", len(got))
	}
	if got[0].Code != "missing-glyph" || got[0].Message != More(2*MostAlike) {
		t.Errorf("of the rest it says %q", got[0].Message.EN)
	}
}

// Findings collected apart and joined are those collected one after the other, also where
// there are more than are listed.
func TestJoin(t *testing.T) {
	var straight, joined Findings
	for part := range 4 {
		var own Findings
		for i := range MostAlike * 2 / 3 {
			for _, fs := range []*Findings{&straight, &own} {
				at := Pos{File: "a.txt", Line: part / 2, Col: i + 1} // every second part is of places known already
				fs.AddSome(Finding{Code: "misfit", Severity: Warning, Pos: at, Page: fmt.Sprint(part)})
				fs.Add(Finding{Code: "overset", Severity: Error, Pos: at, Page: fmt.Sprint(part)})
			}
		}
		joined.Join(&own)
	}
	straight.SumUp()
	joined.SumUp()
	if got, want := joined.Sorted(), straight.Sorted(); !slices.Equal(got, want) {
		t.Errorf("%d findings, not %d", len(got), len(want))
	}
}

// A page of an edition has its own findings told, however many another has.
func TestAddSomeByPage(t *testing.T) {
	var fs Findings
	for i := range 3 * MostAlike {
		fs.AddSome(Finding{Code: "missing-glyph", Severity: Error, Page: "01", Pos: Pos{File: "a.txt", Line: 1, Col: i + 1}})
	}
	for i := range 3 {
		fs.AddSome(Finding{Code: "missing-glyph", Severity: Error, Page: "02", Pos: Pos{File: "b.txt", Line: 1, Col: i + 1}})
	}
	fs.SumUp()
	pages := map[string]int{}
	for _, f := range fs.Sorted() {
		pages[f.Page]++
	}
	if pages["01"] != MostAlike+1 || pages["02"] != 3 {
		t.Error(pages)
	}
}
