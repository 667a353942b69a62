// Package diag holds what the engine has to say to its users, as data: each
// finding has a stable code, a severity, a place in a file, a place on the page
// and a hint. Only the program prints.
package diag

import (
	"cmp"
	"fmt"
	"slices"

	"paiban/layout/geom"
)

// Severity orders findings by weight.
type Severity uint8

// An Error makes the exit code 1 (or 3 for invalid input); Warning and Note do not.
const (
	Note Severity = iota
	Warning
	Error
)

func (s Severity) String() string {
	return [...]string{"note", "warning", "error"}[s]
}

// Lang is the language of a message.
type Lang uint8

// The two languages of messages and manual.
const (
	ZH Lang = iota
	EN
)

// Text is one message in both languages.
type Text struct{ ZH, EN string }

// In gives t in the language asked for.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// T formats a message in both languages from the same arguments; use indexed
// verbs (%[1]s) where the word order differs.
func T(zh, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{zh, en}
	}
	return Text{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// Pos is a place in an input file: line and column count from 1, the column in
// characters (not bytes). Line 0 means the file as a whole, File "" nowhere.
// File is the name as pages.toml gives it (slashes, relative to the edition).
type Pos struct {
	File      string
	Line, Col int
}

func (p Pos) String() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Finding is one thing to tell. Its Code is one of Rules.
type Finding struct {
	Code     string // stable, kebab-case: "unknown-key", "overset"
	Severity Severity
	Pos      Pos    // in the input
	Width    int    // characters to underline from Pos.Col; 0 means one
	Page     string // page name, if known
	Story    string // story id, if known
	Frame    string // frame, as "story/2", if known
	Box      geom.Rect
	Message  Text
	Hint     Text // what to do; may be empty
	Waiver   *Waiver
}

// Waiver is an editor's word that a finding may stand. A waived finding is told
// but counts for nothing.
type Waiver struct {
	Pos           Pos // where it is written
	Owner, Reason string
	Until         string // its last day, ISO 8601
}

// Findings collects; the zero value is ready. It is passed, never global.
type Findings struct {
	Lang    Lang // of a report on them, as the input asks for
	list    []Finding
	some    map[heap]map[Pos]bool // where those of AddSome are
	sources map[string]string     // text of the inputs, by name
}

// Add records f.
func (fs *Findings) Add(f Finding) { fs.list = append(fs.list, f) }

// MostAlike is how many findings of one code on one page AddSome lists: nobody reads more.
const MostAlike = 100

// heap is findings that are alike.
type heap struct{ code, page string }

// AddSome records f, one of perhaps a great many of its code on its page, each at a place
// of its own: those beyond MostAlike are counted, and told of by SumUp.
func (fs *Findings) AddSome(f Finding) {
	at := fs.counted(heap{f.Code, f.Page})
	if at[f.Pos] = true; len(at) <= MostAlike {
		fs.Add(f)
	}
}

// counted gives the places of those of a heap that were recorded by AddSome.
func (fs *Findings) counted(h heap) map[Pos]bool {
	if fs.some == nil {
		fs.some = map[heap]map[Pos]bool{}
	}
	if fs.some[h] == nil {
		fs.some[h] = map[Pos]bool{}
	}
	return fs.some[h]
}

// Join records all that other has, as if it had been recorded here one after the other.
func (fs *Findings) Join(other *Findings) {
	for _, f := range other.list {
		if at := other.some[heap{f.Code, f.Page}]; at[f.Pos] {
			fs.AddSome(f)
		} else {
			fs.Add(f)
		}
	}
	for h, places := range other.some {
		for p := range places {
			fs.counted(h)[p] = true
		}
	}
	for name, text := range other.sources {
		fs.Source(name, text)
	}
}

// SumUp tells how many findings AddSome did not list.
func (fs *Findings) SumUp() {
	for h, places := range fs.some {
		if n := len(places) - MostAlike; n > 0 {
			rule, _ := RuleOf(h.code)
			fs.Add(Finding{Code: h.code, Severity: rule.Severity, Page: h.page, Message: More(n)})
		}
	}
	fs.some = nil
}

// More says that n findings of a kind are not listed.
func More(n int) Text {
	return T("同类问题还有 %d 处，没有一一列出", "%d more of this kind are not listed", n)
}

// Source keeps the text of an input, so that Print can show its lines.
func (fs *Findings) Source(name, text string) {
	if fs.sources == nil {
		fs.sources = map[string]string{}
	}
	fs.sources[name] = text
}

// Line gives a line of an input, counted from 1, without its end; "" if it is
// not known.
func (fs *Findings) Line(file string, n int) string {
	lines := splitLines(fs.sources[file])
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// Sorted gives all findings in their one order: file, line, column, page, box,
// code, message. Findings equal in all of these keep one copy.
func (fs *Findings) Sorted() []Finding {
	out := slices.Clone(fs.list)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Finding) bool { return a == b })
}

// Edit lets visit change each finding; those for which it gives false go.
func (fs *Findings) Edit(visit func(*Finding) bool) {
	kept := fs.list[:0]
	for _, f := range fs.list {
		if visit(&f) {
			kept = append(kept, f)
		}
	}
	fs.list = kept
}

// Count gives the number of findings of a severity that no waiver covers.
func (fs *Findings) Count(s Severity) int {
	n := 0
	for _, f := range fs.Sorted() {
		if f.Severity == s && f.Waiver == nil {
			n++
		}
	}
	return n
}

// Worst gives the highest severity found, and false if there is none at all.
// Waived findings do not count.
func (fs *Findings) Worst() (Severity, bool) {
	worst, any := Note, false
	for _, f := range fs.list {
		if f.Waiver == nil {
			worst, any = max(worst, f.Severity), true
		}
	}
	return worst, any
}

// Errors reports whether any finding is an Error.
func (fs *Findings) Errors() bool {
	w, ok := fs.Worst()
	return ok && w == Error
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Page, b.Page),
		cmp.Compare(a.Box.Y, b.Box.Y),
		cmp.Compare(a.Box.X, b.Box.X),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message.EN, b.Message.EN),
	)
}
