package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path"
	"path/filepath"

	"paiban/layout"
	"paiban/layout/diag"
)

// SARIF writes the findings as a SARIF 2.1.0 log (OASIS, 2020), for the
// tools that show them on the lines of a change. input is the path of the
// pages.toml as the user gave it: artifact URIs start where it does. version is
// the program's. Waived findings are there as suppressed. The error is that of w.
func SARIF(w io.Writer, r layout.Result, input string, lang diag.Lang, version string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "paiban", Version: version, Language: "zh-CN", Rules: []sarifRule{}}
	if lang == diag.EN {
		run.Tool.Driver.Language = "en"
	}
	index := map[string]int{}
	for _, f := range sorted(r) {
		if _, ok := index[f.Code]; !ok {
			index[f.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(f, lang))
		}
		res := sarifResultOf(f, input, lang)
		res.RuleIndex = index[f.Code]
		run.Results = append(run.Results, res)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// The parts of SARIF that are used, each by the name of its object in clause 3.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Version  string      `json:"version,omitempty"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string       `json:"id"`
	About   sarifMessage `json:"shortDescription"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifMessage       `json:"message"`
	Locations    []sarifLocation    `json:"locations,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions"`
	Properties   *sarifPlace        `json:"properties,omitempty"`
}

type sarifLocation struct {
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Region *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"` // behind the last character
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

// sarifPlace is where on the page, for which SARIF has no words.
type sarifPlace struct {
	Page  string    `json:"page,omitempty"`
	Frame string    `json:"frame,omitempty"`
	BoxMM *[4]milli `json:"box_mm,omitempty"`
}

func sarifRuleOf(f diag.Finding, lang diag.Lang) sarifRule {
	out := sarifRule{ID: f.Code}
	out.About.Text, out.Default.Level = f.Code, f.Severity.String()
	if rule, ok := diag.RuleOf(f.Code); ok {
		out.About.Text, out.Default.Level = rule.About.In(lang), rule.Severity.String()
	}
	return out
}

func sarifResultOf(f diag.Finding, input string, lang diag.Lang) sarifResult {
	out := sarifResult{RuleID: f.Code, Level: f.Severity.String(), Suppressions: []sarifSuppression{}}
	out.Message.Text = withHint(f, lang)
	var loc sarifLocation
	if f.Pos.File != "" {
		loc.Physical = physical(f, input)
	}
	for _, l := range []sarifLogical{{f.Page, "page"}, {f.Story, "story"}, {f.Frame, "frame"}} {
		if l.Name != "" {
			loc.Logical = append(loc.Logical, l)
		}
	}
	if loc.Physical != nil || loc.Logical != nil {
		out.Locations = []sarifLocation{loc}
	}
	if f.Page != "" || f.Frame != "" {
		out.Properties = &sarifPlace{f.Page, f.Frame, boxMM(f.Box)}
	}
	if w := f.Waiver; w != nil {
		out.Suppressions = append(out.Suppressions, sarifSuppression{"inSource", "accepted",
			diag.T("%[2]s（%[1]s，至 %[3]s）", "%[2]s (%[1]s, until %[3]s)", w.Owner, w.Reason, w.Until).In(lang)})
	}
	return out
}

func physical(f diag.Finding, input string) *sarifPhysical {
	p := &sarifPhysical{}
	name := f.Pos.File
	if dir := filepath.ToSlash(filepath.Dir(input)); !path.IsAbs(name) {
		name = path.Join(dir, name)
	}
	u := url.URL{Path: name}
	if path.IsAbs(name) {
		u.Scheme = "file"
	}
	p.Artifact.URI = u.String()
	if f.Pos.Line > 0 {
		p.Region = &sarifRegion{StartLine: f.Pos.Line, StartColumn: max(f.Pos.Col, 1), EndColumn: max(f.Pos.Col, 1) + max(f.Width, 1)}
	}
	return p
}

func withHint(f diag.Finding, lang diag.Lang) string {
	msg, hint := f.Message.In(lang), f.Hint.In(lang)
	switch {
	case hint == "":
		return msg
	case lang == diag.EN:
		return msg + "; " + hint
	}
	return msg + "。" + hint
}
