package layout

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// sampleResult has an overset story, one with room, a page that was not written
// and findings with and without a place.
func sampleResult() Result {
	fs := &diag.Findings{}
	fs.Add(diag.Finding{
		Code: "overset", Severity: diag.Error, Pos: diag.Pos{File: "copy/a.txt", Line: 3, Col: 14},
		Page: "06", Story: "a", Frame: "a/2", Box: geom.Rect{X: geom.MM, Y: 1324752, W: 100 * geom.MM, H: geom.Inch},
		Message: diag.T("溢文 %d 行", "over by %d lines", 2), Hint: diag.Text{ZH: "删 <25> 字", EN: "cut 25 字"},
	})
	fs.Add(diag.Finding{Code: "note", Message: diag.Text{ZH: "提示", EN: "a note"}})
	return Result{
		Sheets: &sheet.Edition{Name: "试报", Date: "2024-01-12", Pages: []*sheet.Page{{Name: "06"}, {Name: "07"}}},
		Stories: []StoryFit{
			{ID: "a", Page: "06", Head: "题 & 目", Legs: 4, Lines: 120, Em: 1499500, Chars: 1502, OverEm: 24500, OverLines: 2},
			{ID: "b", Page: "07", Legs: 1, Lines: 3, Em: 30000, Chars: 30, RoomEm: 117000, RoomLines: 9},
		},
		Findings: fs,
	}
}

func TestWriteReport(t *testing.T) {
	var b bytes.Buffer
	if err := WriteReport(&b, sampleResult(), "pages.toml", map[string]string{"06": "06.pdf"}, diag.ZH); err != nil {
		t.Fatal(err)
	}
	const path = "testdata/report.json"
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("report is\n%s\nwant\n%s", b.Bytes(), want)
	}
}

func TestWriteReportOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := WriteReport(&b, Result{}, "pages.toml", nil, diag.EN); err != nil {
		t.Fatal(err)
	}
	var r struct{ Pages, Findings []any }
	if err := json.Unmarshal(b.Bytes(), &r); err != nil || r.Pages == nil || r.Findings == nil {
		t.Errorf("a report of invalid input must hold empty lists: %v\n%s", err, b.Bytes())
	}
}
