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

// Looseness says how far the line's spacing had to leave the rules' limits.
func (l *Line) Looseness() diag.Text {
	if l.Misfit < 0 {
		return diag.T("这一行太挤：每处少 %d‰ 字", "a tight line: %d/1000 em too little in each gap", -l.Misfit)
	}
	return diag.T("这一行太松：字间多出 %d‰ 字", "a loose line: %d/1000 em too much in each gap", l.Misfit)
}

// ForcedBreak says of a Forced line what is wrong with its end.
func ForcedBreak() diag.Text {
	return diag.T("栏太窄，这一行只好断在不该断的地方：词、注音或 {nb:} 的中间，或标点不该居行首行末之处",
		"the measure is too narrow: the line ends where none may, inside a word, a ruby or a {nb:…}, or beside a mark that must not stand there")
}

// Unforced says what can be done about it.
func Unforced() diag.Text {
	return diag.T("放宽栏；长的外文词可加软连字符（U+00AD），或开 hyphenate", "widen the leg; a long word may take a soft hyphen (U+00AD) or hyphenate = true")
}
