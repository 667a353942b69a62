package paragraph

import (
	"fmt"

	"paiban/layout/diag"
)

// What editors are told of lines and characters: on a page and by `paiban lines` alike.

// Codes names the character by its code points, with its selector as the Ideographic
// Variation Database writes a form: "U+845B U+E0100".
func (m Missing) Codes() string {
	s := fmt.Sprintf("U+%04X", m.Rune)
	if m.Selector != 0 {
		s += fmt.Sprintf(" U+%04X", m.Selector)
	}
	return s
}

// Fault is what is wrong with a line as set: the code of a finding, what it says and
// what can be done.
type Fault struct {
	Code          string
	Message, Hint diag.Text
}

// Faults gives what is wrong with the line: nothing, but for a measure too narrow or
// words too long for the rules.
func (l *Line) Faults() (out []Fault) {
	near := diag.T("改动这一行附近的字词，或放宽栏", "change a word near it, or widen the leg")
	if l.Misfit < 0 {
		out = append(out, Fault{Code: "misfit", Message: diag.T("这一行太挤：每处少 %d‰ 字", "a tight line: %d/1000 em too little in each gap", -l.Misfit), Hint: near})
	}
	if l.Misfit > 0 {
		out = append(out, Fault{Code: "misfit", Message: diag.T("这一行太松：字间多出 %d‰ 字", "a loose line: %d/1000 em too much in each gap", l.Misfit), Hint: near})
	}
	if l.Forced {
		out = append(out, Fault{Code: "forced-break",
			Message: diag.T("栏太窄，这一行只好断在不该断的地方：词、注音或 {nb:} 的中间，或标点不该居行首行末之处",
				"the measure is too narrow: the line ends where none may, inside a word, a ruby or a {nb:…}, or beside a mark that must not stand there"),
			Hint: diag.T("放宽栏；长的外文词可加软连字符（U+00AD），或开 hyphenate", "widen the leg; a long word may take a soft hyphen (U+00AD) or hyphenate = true")})
	}
	return out
}
