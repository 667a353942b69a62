package edition

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Options are what reading an edition needs besides its file.
type Options struct {
	// Fonts holds the faces that styles may name. The edition's own are added to it.
	Fonts *fonts.Library
	Kept  *fonts.Kept // its faces of the run before; nil = none
	// Touched is called with the path of every file that the edition depends on,
	// also of those that are not there (yet). Nil = nobody asks.
	Touched func(path string)
	Rules   string // version of the rules where the file names none, one of RulesVersions; "" = the newest
	// NoCopy leaves the copy of stories unread: they may have none yet.
	NoCopy bool
	Trust  Trust

	Pictures *Pictures // keeps picture files between editions; nil = nothing
}

// reader reads one edition. It goes on after an error, so that all errors come
// out in one run.
type reader struct {
	fs       *diag.Findings
	file     *source // pages.toml
	dir      string  // its folder, absolute
	roots    []string
	allow    []string // by the user
	sizes    geom.SizeTable
	inks     map[string]sheet.Ink
	spots    map[string]*sheet.Spot
	faces    *fonts.Library
	kept     *fonts.Kept
	touched  func(path string)
	rules    string    // version of the rules unless the file names one
	shared   *Pictures // picture files of other runs
	noCopy   bool
	trust    Trust
	refused  map[string]bool         // tables that were too many to read
	left     int64                   // bytes that may still be read
	counted  map[string]bool         // paths of files that are taken from left
	declared map[string]bool         // names of [[font]], usable or not
	alikes   map[alike]int           // findings so far
	files    map[string]pictureFile  // by name
	images   map[string]*sheet.Image // by path; nil = could not be read
	styles   map[string]*Style
}

// Read reads the pages.toml at path and all that it names. Where any of it is
// invalid the edition is nil and the findings hold every error found; warnings
// may come with an edition. The findings keep the text of the inputs, so that
// lines can be shown.
func Read(path string, opt Options) (*Edition, *diag.Findings) {
	r := newReader(opt)
	defer r.sumUp()
	raw, ok := r.open(path)
	if !ok {
		return nil, r.fs
	}
	e := r.fill(raw)
	if r.fs.Errors() {
		return nil, r.fs
	}
	return e, r.fs
}

func newReader(opt Options) *reader {
	r := &reader{fs: &diag.Findings{}, faces: opt.Fonts, kept: opt.Kept, shared: opt.Pictures, rules: opt.Rules, inks: builtinInks(), noCopy: opt.NoCopy,
		trust: opt.Trust, refused: map[string]bool{}, counted: map[string]bool{}, left: opt.Trust.max(limitAll),
		files: map[string]pictureFile{}, images: map[string]*sheet.Image{}, declared: map[string]bool{}, styles: map[string]*Style{}}
	if r.touched = opt.Touched; r.touched == nil {
		r.touched = func(string) {}
	}
	if r.faces == nil {
		r.faces = &fonts.Library{}
	}
	return r
}

// open reads and decodes pages.toml.
func (r *reader) open(path string) (*rawFile, bool) {
	name := filepath.Base(path)
	abs, err := filepath.Abs(path)
	if err == nil {
		r.touched(abs)
		var data []byte
		if data, err = readAt(abs, r.trust.max(limitTOML)); err == nil {
			r.dir = filepath.Dir(abs)
			return r.decode(name, data)
		}
	}
	r.fs.Add(diag.Finding{Code: "unreadable", Severity: diag.Error, Pos: diag.Pos{File: name},
		Message: diag.T("读不了 %[1]s：%[2]s", "cannot read %[1]s: %[3]s", name, reason(err).ZH, reason(err).EN),
		Hint:    diag.Text{ZH: "给出 pages.toml 的路径，或在它所在的文件夹里运行", EN: "give the path of pages.toml, or run where it is"}})
	return nil, false
}

// decode turns the bytes of pages.toml into what they say.
func (r *reader) decode(name string, data []byte) (*rawFile, bool) {
	src, ok := r.utf8Source(name, data)
	if !ok {
		return nil, false
	}
	r.file = src
	raw := &rawFile{}
	tree, ok := r.parse(src)
	if !ok {
		return nil, false
	}
	decode(r, vocabulary(), raw, tree, index(src.text))
	return raw, true
}

// parse runs the TOML decoder.
func (r *reader) parse(src *source) (tree map[string]any, ok bool) {
	if off := tooDeep(src.text, int(r.trust.max(limitNesting)), int(r.trust.max(limitDots))); off >= 0 {
		r.at(src.pos(off), 1, "too-deep",
			diag.T("嵌套太深", "this is nested too deep"), raise(limitNesting))
		return nil, false
	}
	defer func() { // the decoder panics on input that it thinks its lexer should have refused
		if p := recover(); p != nil {
			r.at(diag.Pos{File: src.name}, 0, "syntax", syntaxText(fmt.Sprint(p)), diag.Text{})
			tree, ok = nil, false
		}
	}()
	if _, err := toml.Decode(src.text, &tree); err != nil {
		r.syntax(src, err)
		return nil, false
	}
	return tree, true
}

// syntax reports the decoder's error at its place.
func (r *reader) syntax(src *source, err error) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		r.at(diag.Pos{File: src.name}, 0, "syntax", syntaxText(err.Error()), diag.Text{})
		return
	}
	start := min(max(pe.Position.Start, 0), len(src.text))
	for start < len(src.text) && !utf8.RuneStart(src.text[start]) {
		start++
	}
	end := min(start+max(pe.Position.Len, 1), len(src.text))
	line := src.text[start:end]
	if i := strings.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	r.at(src.pos(start), utf8.RuneCountInString(line), "syntax", syntaxText(pe.Message), diag.Text{})
}

// fail reports an error at a stretch of pages.toml.
func (r *reader) fail(at [2]int, code string, msg, hint diag.Text) {
	line := r.file.text[at[0]:at[1]]
	if i := strings.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	r.at(r.file.pos(at[0]), utf8.RuneCountInString(line), code, msg, hint)
}

// at reports an error at a place in any input, width characters long.
func (r *reader) at(pos diag.Pos, width int, code string, msg, hint diag.Text) {
	k := alike{pos.File, code}
	if r.alikes == nil {
		r.alikes = map[alike]int{}
	}
	if r.alikes[k]++; r.alikes[k] <= maxAlike {
		r.fs.Add(diag.Finding{Code: code, Severity: diag.Error, Pos: pos, Width: width, Message: msg, Hint: hint})
	}
}

// alike is what findings share that are listed up to a limit.
type alike struct{ file, code string }

// sumUp reports how many findings were not listed.
func (r *reader) sumUp() {
	for k, n := range r.alikes {
		if n > maxAlike {
			r.fs.Add(diag.Finding{Code: k.code, Severity: diag.Error, Pos: diag.Pos{File: k.file},
				Message: diag.More(n - maxAlike)})
		}
	}
}

// pos gives the place of a table or value of pages.toml.
func (r *reader) pos(n *node) diag.Pos {
	if n == nil {
		return diag.Pos{File: r.file.name}
	}
	return r.file.pos(n.val[0])
}

// fill makes the edition: defaults filled, names resolved, everything checked.
func (r *reader) fill(raw *rawFile) *Edition {
	e := &Edition{
		Name: raw.edition.name.or(""),
		Date: raw.edition.date.or(Date{}),
		Lang: raw.edition.lang.or("zh-CN"),
	}
	if raw.edition.reportLang.or("zh") == "en" {
		e.Report = diag.EN
	}
	r.fs.Lang = e.Report
	r.declareFolders(raw.edition.folders)
	e.Version = raw.edition.rules.or(cmp.Or(r.rules, RulesVersions[0].Name))
	e.Press = r.press(&raw.edition.rawPress)
	e.Press.Limits = raw.limits.fill()
	e.Fonts = r.fonts(raw.fonts)
	e.Styles = r.fillStyles(raw.styles)
	e.Pages = r.pages(raw, e)
	e.Stories = r.stories(raw.stories, e)
	e.Rules, e.Stub = raw.rules.levels, raw.edition.stub.or(5)
	e.Waivers = r.waivers(raw.waivers, e)
	return e
}
