package diag

import "testing"

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
