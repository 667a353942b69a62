package layout

import (
	"crypto/sha256"
	"slices"

	"paiban/fonts"
	"paiban/layout/cache"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/lint"
	"paiban/layout/makeup"
	"paiban/layout/parallel"
	"paiban/layout/sheet"
)

// Options says what Set may use and what it should do.
type Options struct {
	Fonts *fonts.Library // the program's own faces; the edition's are added to a copy
	Pages []string       // names of the pages wanted; empty = all. If one is of no page, none is printed
	// Touched is called with the path of every file that the edition depends on,
	// also of those that are not there (yet). Nil = nobody asks.
	Touched func(path string)
	// Begin is told how many pages there are, before the first is set. Nil = nobody asks.
	Begin   func(pages int)
	Trust   edition.Trust  // how far the edition is trusted
	Rules   string         // version of the rules where the edition names none, one of edition.RulesVersions; "" = the newest
	Earlier *sheet.Earlier // lines of an earlier setting, which copy that has hardly changed keeps; nil = none
	AsOf    string         // the day, ISO 8601, that waivers are held against; "" = the edition's

	Trace func(Broken) // is told how each paragraph was broken; nil = nobody asks

	Pictures *edition.Pictures // keeps picture files for other runs, also at the same time; nil = nothing. It changes no result.

	Memo *Memo // what the run before set, for a run of nearly the same edition; nil = nothing

	Print bool   // make the pages' PDF files too, and hold them to the rules of the press
	Press string // what for, one of pdf.Presses; "" = as the edition says
	Whole bool   // with Print, make one file of all pages too

	Halves bool // with Print, make files of the halves of spreads too, as halves = true does
	// Take, with Print, is given the files of each page, its own first, then those of its
	// halves: as soon as they are made, in the order of the pages, one page at a time. Their
	// bytes are for it to keep. Nil = they are kept in Result.Files and Halves.
	Take  func(*sheet.Page, []File)
	Cache *cache.Store // keeps converted pictures between runs; nil = none. It changes how long a run takes, never its result.
}

// Result is an edition as set.
type Result struct {
	Edition  *edition.Edition // nil if the input is invalid
	Sheets   *sheet.Edition   // nil if the input is invalid
	Stories  []StoryFit       // in the order of pages.toml; a story on two pages has two
	Findings *diag.Findings

	Files map[string][]byte // with Options.Print, the PDF of each page that could be made, unless Take has it
	Whole []byte            // with Options.Whole, that of all pages, if each could be made

	Halves map[string][]byte // the PDFs of the halves of spreads, by their names, where they are wanted

	Sums map[string][sha256.Size]byte // with Options.Print, the SHA-256 of each file of a page or a half

	Err error // with Options.Print, what went wrong in the program itself
}

// File is the PDF of a page or of half of one.
type File struct {
	Name string // the page's or the half's
	Data []byte
	Sum  [sha256.Size]byte // the SHA-256 of Data
}

// Memo keeps what was set, and the edition's own faces, from one run for the next.
// The zero value is ready; one run at a time may use it. It changes how long a run
// takes, never its result.
type Memo struct {
	set   makeup.Memo
	faces fonts.Kept
}

// parts gives what the rooms keep, nil of each where nothing is kept.
func (m *Memo) parts() (*makeup.Memo, *fonts.Kept) {
	if m == nil {
		return nil, nil
	}
	return &m.set, &m.faces
}

// Broken tells how a paragraph was broken into lines.
type Broken = makeup.Broken

// StoryFit says how a story fits on one page.
type StoryFit = makeup.Fit

// Set reads the edition at path and sets its pages. It never fails otherwise than
// by findings: with invalid input Sheets is nil and Findings has errors. The
// same files give the same Result, whatever the machine.
func Set(path string, opt Options) Result {
	lib := opt.Fonts.With()
	memo, faces := opt.Memo.parts()
	faces.Turn()
	ed, fs := edition.Read(path, edition.Options{Fonts: lib, Kept: faces, Touched: opt.Touched, Rules: opt.Rules, Trust: opt.Trust, Pictures: opt.Pictures})
	r := Result{Edition: ed, Findings: fs}
	if ed == nil {
		return r
	}
	if opt.Begin != nil {
		opt.Begin(len(ed.Pages))
	}
	if opt.Print {
		defer readyAhead(ed, opt)()
	}
	r.Sheets, r.Stories = makeup.Pages(ed, lib, makeup.Options{Earlier: opt.Earlier, Memo: memo, Trace: opt.Trace}, fs)
	linted, sheets := diag.Findings{}, r.Sheets
	wait := parallel.Beside(func() { lint.Check(ed, sheets, &linted) })
	known := true
	if len(opt.Pages) > 0 {
		known = r.keep(opt.Pages)
	}
	if opt.Print && known {
		r.print(opt)
	}
	wait()
	fs.Join(&linted)
	r.judge(opt.AsOf, opt.Print)
	if len(opt.Pages) > 0 {
		r.keepFindings(opt.Pages)
	}
	return r
}

// keep drops the pages that are not wanted, and reports whether each that is wanted is
// there. All stories are set all the same: one may come from a page before.
func (r *Result) keep(names []string) (known bool) {
	kept := *r.Sheets
	kept.Pages = slices.DeleteFunc(slices.Clone(kept.Pages), func(p *sheet.Page) bool { return !slices.Contains(names, p.Name) })
	r.Sheets = &kept
	r.Stories = slices.DeleteFunc(r.Stories, func(s StoryFit) bool { return !slices.Contains(names, s.Page) })
	for _, name := range names {
		if !slices.ContainsFunc(kept.Pages, func(p *sheet.Page) bool { return p.Name == name }) {
			return false
		}
	}
	return true
}

// keepFindings drops what was found on pages that are not wanted, after the
// waivers have had their say: they are about all pages.
func (r *Result) keepFindings(names []string) {
	r.Findings.Edit(func(f *diag.Finding) bool { return f.Page == "" || slices.Contains(names, f.Page) })
}
