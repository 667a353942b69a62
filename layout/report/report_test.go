package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"net/url"
	"os"
	"strings"
	"testing"

	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

var update = flag.Bool("update", false, "write what comes out as the wanted files")

// sampleResult has an overset story, one with room, a page that was not written
// and findings with and without a place.
func sampleResult() layout.Result {
	fs := &diag.Findings{}
	fs.Add(diag.Finding{
		Code: "overset", Severity: diag.Error, Pos: diag.Pos{File: "copy/a.txt", Line: 3, Col: 14},
		Page: "06", Story: "a", Frame: "a/2", Box: geom.Rect{X: geom.MM, Y: 1324752, W: 100 * geom.MM, H: geom.Inch},
		Message: diag.T("溢文 %d 行", "over by %d lines", 2), Hint: diag.Text{ZH: "删 <25> 字", EN: "cut 25 字"},
	})
	fs.Add(diag.Finding{Code: "note", Message: diag.Text{ZH: "提示", EN: "a note"}})
	fs.Add(diag.Finding{
		Code: "misfit", Severity: diag.Warning, Pos: diag.Pos{File: "稿 件/b.txt", Line: 7, Col: 1}, Width: 3, Page: "07", Story: "b", Frame: "b/1",
		Message: diag.Text{ZH: "太\x01松", EN: "loose\x01"},
		Waiver:  &diag.Waiver{Pos: diag.Pos{File: "pages.toml", Line: 40, Col: 1}, Owner: "周芳", Reason: "改不动", Until: "2024-02-01"},
	})
	fs.Add(diag.Finding{Code: "misfit", Severity: diag.Warning, Page: "07", Story: "b", Message: diag.Text{ZH: "太挤", EN: "tight"}})
	return layout.Result{
		Sheets: &sheet.Edition{Name: "试报", Date: "2024-01-12", Pages: []*sheet.Page{{Name: "06"}, {Name: "07"}}},
		Stories: []layout.StoryFit{
			{ID: "a", Page: "06", Head: "题 & 目", Legs: 4, Lines: 120, Em: 1499500, Chars: 1502, OverEm: 24500, OverLines: 2},
			{ID: "b", Page: "07", Legs: 1, Lines: 3, Em: 30000, Chars: 30, RoomEm: 117000, RoomLines: 9},
		},
		Findings: fs,
	}
}

// TestWriteReports holds each format to a golden file.
func TestWriteReports(t *testing.T) {
	r := sampleResult()
	for name, write := range map[string]func(io.Writer) error{
		"report.json": func(w io.Writer) error {
			return JSON(w, r, "pages.toml", map[string]string{"06": "06.pdf"}, diag.ZH)
		},
		"report.sarif": func(w io.Writer) error { return SARIF(w, r, "paper/pages.toml", diag.EN, "1.0") },
		"report.junit": func(w io.Writer) error { return JUnit(w, r, "paper/pages.toml", diag.ZH, 0) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		path := "testdata/" + name
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s is\n%s\nwant\n%s", name, b.Bytes(), want)
		}
	}
}

// TestSARIFLinks: rule indices point at the rule of their name, every URI parses.
func TestSARIFLinks(t *testing.T) {
	var b bytes.Buffer
	if err := SARIF(&b, sampleResult(), "/a b/pages.toml", diag.ZH, ""); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Locations []struct {
					PhysicalLocation *struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, res := range run.Results {
		if got := run.Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
			t.Errorf("result of %s points at the rule %s", res.RuleID, got)
		}
		for _, l := range res.Locations {
			if l.PhysicalLocation == nil {
				continue
			}
			if u, err := url.Parse(l.PhysicalLocation.ArtifactLocation.URI); err != nil || u.Scheme != "file" || !strings.HasPrefix(u.Path, "/a b/") {
				t.Errorf("URI %q: %v", l.PhysicalLocation.ArtifactLocation.URI, err)
			}
		}
	}
	if len(run.Results) != 4 {
		t.Errorf("%d results, want 4", len(run.Results))
	}
}

// TestJUnitCounts: what the attributes count is what is there, and it is XML
// whatever the messages hold.
func TestJUnitCounts(t *testing.T) {
	var b bytes.Buffer
	if err := JUnit(&b, sampleResult(), "pages.toml", diag.EN, 0); err != nil {
		t.Fatal(err)
	}
	var s junitSuites
	if err := xml.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	tests, failures := 0, 0
	for _, u := range s.Suites {
		for _, c := range u.Cases {
			tests++
			failures += min(len(c.Failures), 1)
		}
	}
	if tests != s.Tests || failures != s.Failures || failures != 2 { // the overset, and one warning too many
		t.Errorf("%d cases, %d failures; the file counts %d and %d", tests, failures, s.Tests, s.Failures)
	}
}

func TestWriteReportOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, layout.Result{}, "pages.toml", nil, diag.EN); err != nil {
		t.Fatal(err)
	}
	var r struct{ Pages, Findings []any }
	if err := json.Unmarshal(b.Bytes(), &r); err != nil || r.Pages == nil || r.Findings == nil {
		t.Errorf("a report of invalid input must hold empty lists: %v\n%s", err, b.Bytes())
	}
}
