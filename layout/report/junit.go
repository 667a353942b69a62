package report

import (
	"cmp"
	"encoding/xml"
	"io"
	"strings"

	"paiban/layout"
	"paiban/layout/diag"
)

// JUnit writes the findings as JUnit XML, in the form that build servers
// read: a suite a page, a case a story; errors are failures, the rest stands in
// the case's output. What belongs to no page is in a suite named input. A last
// case fails if there are more warnings than most (no limit if most < 0). It
// holds no times, for the same edition gives the same bytes. The error is that of w.
func JUnit(w io.Writer, r layout.Result, input string, lang diag.Lang, most int) error {
	out := junitSuites{Name: input}
	out.suite(input)
	if r.Sheets != nil {
		for _, p := range r.Sheets.Pages {
			s := out.suite(p.Name)
			for _, st := range r.Stories {
				if st.Page == p.Name {
					s.testcase(st.ID)
				}
			}
		}
	}
	for _, f := range sorted(r) {
		suite, name := f.Page, f.Story
		if suite == "" {
			suite = input
		}
		if name == "" {
			name = cmp.Or(f.Pos.File, "edition")
		}
		out.suite(suite).testcase(name).tell(f, lang)
	}
	if most >= 0 && r.Findings != nil {
		c := out.suite(input).testcase("max-warnings")
		if n := r.Findings.Count(diag.Warning); n > most {
			c.Failures = append(c.Failures, junitFailure{"max-warnings", tooMany(n, most).In(lang), ""})
		}
	}
	return out.write(w)
}

func tooMany(n, most int) diag.Text {
	return diag.T("警告 %d 条，超过上限 %d 条", "warnings: %d, more than the %d allowed", n, most)
}

type junitSuites struct {
	XMLName  xml.Name      `xml:"testsuites"`
	Name     string        `xml:"name,attr"`
	Tests    int           `xml:"tests,attr"`
	Failures int           `xml:"failures,attr"`
	Errors   int           `xml:"errors,attr"` // always 0: readers ask for it
	Suites   []*junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Cases    []*junitCase `xml:"testcase"`
}

type junitCase struct {
	Class    string         `xml:"classname,attr"`
	Name     string         `xml:"name,attr"`
	Failures []junitFailure `xml:"failure"`
	Out      string         `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (s *junitSuites) suite(name string) *junitSuite {
	for _, u := range s.Suites {
		if u.Name == name {
			return u
		}
	}
	u := &junitSuite{Name: name}
	s.Suites = append(s.Suites, u)
	return u
}

func (s *junitSuite) testcase(name string) *junitCase {
	for _, c := range s.Cases {
		if c.Name == name {
			return c
		}
	}
	c := &junitCase{Class: s.Name, Name: name}
	s.Cases = append(s.Cases, c)
	return c
}

// tell notes a finding in its story's case.
func (c *junitCase) tell(f diag.Finding, lang diag.Lang) {
	text := withHint(f, lang)
	if pos := f.Pos.String(); pos != "" {
		text = pos + ": " + text
	}
	if f.Severity == diag.Error && f.Waiver == nil {
		c.Failures = append(c.Failures, junitFailure{f.Code, f.Message.In(lang), text})
		return
	}
	level := f.Severity.String()
	if f.Waiver != nil {
		level = "waived"
	}
	c.Out += level + "[" + f.Code + "] " + text + "\n"
}

// write drops empty suites, counts and prints. Characters that XML 1.0 cannot
// hold become U+FFFD: messages quote anything.
func (s *junitSuites) write(w io.Writer) error {
	kept := s.Suites[:0]
	for _, u := range s.Suites {
		if len(u.Cases) == 0 {
			continue
		}
		kept = append(kept, u)
		for _, c := range u.Cases {
			u.Tests++
			if len(c.Failures) > 0 {
				u.Failures++
			}
		}
		s.Tests, s.Failures = s.Tests+u.Tests, s.Failures+u.Failures
	}
	s.Suites = kept
	data, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+strings.TrimSpace(string(data))+"\n")
	return err
}
