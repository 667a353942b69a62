// Package diff compares two settings of an edition: which stories changed, which
// lines broke elsewhere, what moved, what was found new and no more. It compares
// what sheet.json and report.json say, so that an edition, a folder that was
// built and a revision of long ago are all one to it.
package diff

import (
	"encoding/json"
	"fmt"
	"io"
)

// Edition is what is compared.
type Edition struct {
	Pages    []Page
	Findings []Finding
}

// Page is what a sheet.json says of a page. Lengths are points.
type Page struct {
	Schema int    `json:"schema"`
	Name   string `json:"page"`
	Trim   Rect   `json:"trim"`
	Frames []struct {
		Story string `json:"story"`
		Frame int    `json:"frame"`
		Rect
	} `json:"frames"`
	Stories []Story `json:"stories"`
	Rules   []struct {
		Rect
		Ink json.RawMessage `json:"ink"`
	} `json:"rules"`
	Fills []struct {
		Rect
		Ink json.RawMessage `json:"ink"`
	} `json:"fills"`
	Pictures []Picture `json:"pictures"`
}

// Rect is a place on a page in points.
type Rect struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"width"`
	H float64 `json:"height"`
}

// Story is one story on a page.
type Story struct {
	ID     string  `json:"id"`
	Blocks []Block `json:"blocks"`
}

// Block is one piece of a story.
type Block struct {
	Role   string  `json:"role"`
	Style  string  `json:"style"`
	Text   string  `json:"text"`
	Lines  []Line  `json:"lines"`
	Blocks []Block `json:"blocks"`
}

// Line is one line of a block.
type Line struct {
	Text     string  `json:"text"`
	X        float64 `json:"x"`
	Baseline float64 `json:"baseline"`
	Measure  float64 `json:"measure"`
	Indent   float64 `json:"indent"`
	Width    float64 `json:"width"`
	Em       float64 `json:"em"`
}

// Picture is a placed picture.
type Picture struct {
	Rect
	Name string `json:"name"`
	Crop struct {
		X, Y, Width, Height int
	} `json:"crop"`
}

// Finding is what a report.json says of a finding.
type Finding struct {
	Code     string      `json:"code"`
	Severity string      `json:"severity"`
	File     string      `json:"file"`
	Line     int         `json:"line"`
	Page     string      `json:"page"`
	Story    string      `json:"story"`
	Frame    string      `json:"frame"`
	BoxMM    *[4]float64 `json:"box_mm"`
	Message  string      `json:"message"`
}

// schema is the number of the files that are understood.
const schema = 1

// ReadPage adds a page from its sheet.json. The error says why r is none.
func (e *Edition) ReadPage(r io.Reader) error {
	var p Page
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return fmt.Errorf("not a sheet.json: %w", err)
	}
	if p.Schema != schema || p.Name == "" {
		return fmt.Errorf("not a sheet.json of schema %d", schema)
	}
	e.Pages = append(e.Pages, p)
	return nil
}

// ReadReport adds the findings of a report.json. The error says why r is none.
func (e *Edition) ReadReport(r io.Reader) error {
	var rep struct {
		Schema   int       `json:"schema"`
		Findings []Finding `json:"findings"`
	}
	if err := json.NewDecoder(r).Decode(&rep); err != nil {
		return fmt.Errorf("not a report.json: %w", err)
	}
	if rep.Schema != schema {
		return fmt.Errorf("not a report.json of schema %d", schema)
	}
	e.Findings = append(e.Findings, rep.Findings...)
	return nil
}
