// Package report writes what came of a setting for the programs that read it:
// report.json, SARIF for the lines of a change, JUnit for build servers; and what
// overlays show of it. A person's text is diag.Print.
package report

import (
	_ "embed"
	"encoding/json"
	"io"
	"strconv"

	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/makeup"
)

// Schema is the number that report.json carries as "schema". Keys are
// added under the same number and never renamed.
const Schema = 1

// JSONSchema is the JSON Schema of report.json.
//
//go:embed report.schema.json
var JSONSchema []byte

// JSON writes report.json. input is the name of the pages.toml as the
// user knows it, without its folder; written gives the file of each page that
// was written. Messages are in lang, which must not come from the locale: a
// build's bytes depend on its input alone. The error is that of w.
func JSON(w io.Writer, r layout.Result, input string, written map[string]string, lang diag.Lang) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(reportJSON{
		Schema:   Schema,
		Edition:  editionReport(r, input),
		Pages:    pageReports(r, written),
		Findings: findingReports(r, lang),
	})
}

type reportJSON struct {
	Schema   int             `json:"schema"`
	Edition  editionJSON     `json:"edition"`
	Pages    []pageReport    `json:"pages"`
	Findings []findingReport `json:"findings"`
}

type editionJSON struct {
	File string  `json:"file"`
	Name *string `json:"name"` // null if the input could not be read
	Date *string `json:"date"` // null if it has none
}

type pageReport struct {
	Name    string        `json:"name"`
	File    *string       `json:"file"` // null if no page was written
	Stories []storyReport `json:"stories"`
}

type storyReport struct {
	ID        string `json:"id"`
	Head      string `json:"head"`
	Legs      int    `json:"legs"`
	Lines     int    `json:"lines"`
	Em        milli  `json:"em"`
	Chars     int    `json:"chars"`
	OverEm    milli  `json:"over_em"`
	OverLines int    `json:"over_lines"`
	RoomEm    milli  `json:"room_em"`
	RoomLines int    `json:"room_lines"`
	Moves     []move `json:"moves"` // what copyfit did
}

type move struct {
	Part  string `json:"part"`
	N     int    `json:"n"`
	Lines int    `json:"lines"`
}

type findingReport struct {
	Code     string    `json:"code"`
	Severity string    `json:"severity"`
	File     string    `json:"file"`
	Line     int       `json:"line"`
	Col      int       `json:"col"`
	Page     string    `json:"page"`
	Story    string    `json:"story"`
	Frame    string    `json:"frame"`
	BoxMM    *[4]milli `json:"box_mm"` // x, y, width, height on the page; null if it has no place there
	Message  string    `json:"message"`
	Hint     string    `json:"hint"`

	Waiver *waiverReport `json:"waiver"` // null if none lets it stand
}

type waiverReport struct {
	Owner  string `json:"owner"`
	Reason string `json:"reason"`
	Until  string `json:"until"`
	Line   int    `json:"line"` // of pages.toml
}

func editionReport(r layout.Result, input string) editionJSON {
	out := editionJSON{File: input}
	if r.Sheets != nil {
		out.Name = &r.Sheets.Name
		if r.Sheets.Date != "" {
			out.Date = &r.Sheets.Date
		}
	}
	return out
}

func pageReports(r layout.Result, written map[string]string) []pageReport {
	out := []pageReport{}
	if r.Sheets == nil {
		return out
	}
	for _, p := range r.Sheets.Pages {
		pr := pageReport{Name: p.Name, Stories: []storyReport{}}
		if f, ok := written[p.Name]; ok {
			pr.File = &f
		}
		for _, s := range r.Stories {
			if s.Page == p.Name {
				pr.Stories = append(pr.Stories, storyReport{
					s.ID, s.Head, s.Legs, s.Lines, milli(s.Em), s.Chars,
					milli(s.OverEm), s.OverLines, milli(s.RoomEm), s.RoomLines, moves(s.Moves),
				})
			}
		}
		out = append(out, pr)
	}
	return out
}

// sorted gives the findings of r in their order, none if there was nothing to set.
func sorted(r layout.Result) []diag.Finding {
	if r.Findings == nil {
		return nil
	}
	return r.Findings.Sorted()
}

func findingReports(r layout.Result, lang diag.Lang) []findingReport {
	out := []findingReport{}
	for _, f := range sorted(r) {
		out = append(out, findingReport{
			Code: f.Code, Severity: f.Severity.String(),
			File: f.Pos.File, Line: f.Pos.Line, Col: f.Pos.Col,
			Page: f.Page, Story: f.Story, Frame: f.Frame, BoxMM: boxMM(f.Box),
			Message: f.Message.In(lang), Hint: f.Hint.In(lang),
			Waiver: waiverOf(f),
		})
	}
	return out
}

func waiverOf(f diag.Finding) *waiverReport {
	if f.Waiver == nil {
		return nil
	}
	return &waiverReport{f.Waiver.Owner, f.Waiver.Reason, f.Waiver.Until, f.Waiver.Pos.Line}
}

// boxMM gives a place on the page in millimetres to 0.001.
func boxMM(r geom.Rect) *[4]milli {
	if r == (geom.Rect{}) {
		return nil
	}
	mm := func(l geom.Length) milli { return milli(l.MulDiv(1000, int64(geom.MM))) }
	return &[4]milli{mm(r.X), mm(r.Y), mm(r.W), mm(r.H)}
}

// milli is a number in thousandths; it prints as a plain decimal.
type milli int64

// MarshalJSON writes the decimal as a JSON number.
func (m milli) MarshalJSON() ([]byte, error) {
	// Exact to the printed digits: a float64 holds 15, and no length needs more.
	return strconv.AppendFloat(nil, float64(m)/1000, 'f', -1, 64), nil
}

// moves gives what copyfit did, [] for nothing.
func moves(list []makeup.Move) []move {
	out := []move{}
	for _, m := range list {
		out = append(out, move(m))
	}
	return out
}
