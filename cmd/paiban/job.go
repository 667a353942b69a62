package main

import (
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/pdf"
	"paiban/layout/sheet"
)

// job is what build and proof have in common: which edition, which of its
// pages, and where to.
type job struct {
	trust       *edition.Trust
	pages       []string
	dir         string // of --out
	asOf        string
	maxWarnings int  // −1 = any number
	print       bool // make PDF files
	cache       cacheFlags
	press       string // of --press
	whole       bool   // make one file of all pages too
	halves      bool   // make files of the halves of spreads too
	previous    []string
	rules       string            // version of the rules where the edition names none
	touched     func(path string) // is told what the edition depends on
	trace       func(layout.Broken)
	take        func(*sheet.Page, []layout.File) // is given each page's files; nil = result has them

	input  string // the pages.toml
	folder string // to write to
	result layout.Result
}

func (j *job) flags(p *program, c *cobra.Command) {
	j.trust = &p.trust
	c.Flags().StringArrayVar(&j.pages, "page", nil,
		p.t("只排叫这个`版名`的版，可重复", "set this page only (by `name`; repeatable)"))
	c.Flags().StringVar(&j.dir, "out", "",
		p.t("输出到哪个`文件夹`；不写则为 pages.toml 旁的 out", "`folder` to write to; default: out beside pages.toml"))
	c.Flags().StringVar(&j.asOf, "as-of", "",
		p.t("按哪一`日期`判断豁免是否过期；不写则按本期日期", "`date` that waivers are held against; default: the edition's"))
	p.previousFlag(c, &j.previous)
	c.Flags().IntVar(&j.maxWarnings, "max-warnings", -1,
		p.t("警告多于这个`条数`时退出码为 1", "exit with 1 if there are more than `N` warnings"))
}

// checkAsOf refuses an --as-of that is no date.
func (j *job) checkAsOf() error {
	if _, err := time.Parse(time.DateOnly, j.asOf); err != nil && j.asOf != "" {
		return usageError(diag.T("--as-of：“%s”不是 2024-01-12 这样的日期", "--as-of: %q is not a date such as 2024-01-12", j.asOf))
	}
	return nil
}

// pressUsage says what --press takes.
func (p *program) pressUsage() string {
	return p.t("输出什么`PDF`：%[1]s；不写则依 pages.toml", "the `PDF` to write: %[2]s; default: as pages.toml says",
		strings.Join(pdf.Presses(), "、"), strings.Join(pdf.Presses(), ", "))
}

// checkPress refuses a --press that there is not.
func (j *job) checkPress() error {
	if _, ok := pdf.ParsePress(j.press); !ok && j.press != "" {
		return usageError(diag.T("--press：没有“%[1]s”，有的是 %[2]s", "--press: there is no %[1]q; there are %[2]s", j.press, strings.Join(pdf.Presses(), ", ")))
	}
	return nil
}

// set finds the edition and sets it. The error is one of usage: a --page that
// the edition does not have, an --as-of that is no date.
func (j *job) set(args []string) error {
	if err := j.checkAsOf(); err != nil {
		return err
	}
	j.input = inputOf(args)
	j.folder = j.dir
	if j.folder == "" {
		j.folder = filepath.Join(filepath.Dir(j.input), "out")
	}
	earlier, err := readEarlier(j.previous)
	if err != nil {
		return err
	}
	ofPages.prepare()
	j.result = layout.Set(j.input, layout.Options{
		Fonts: embedded.Library(), Pages: j.pages, Earlier: earlier, AsOf: j.asOf, Print: j.print, Press: j.press, Whole: j.whole, Halves: j.halves,
		Cache: j.cache.open(),
		Rules: j.rules, Trust: *j.trust, Touched: j.touched, Trace: j.trace, Take: j.take, Begin: moreLargePages,
	})
	return j.checkPages()
}

func (j *job) checkPages() error {
	if j.result.Edition == nil {
		return nil
	}
	var have []string
	for _, p := range j.result.Edition.Pages {
		have = append(have, p.Name)
	}
	for _, name := range j.pages {
		if !slices.Contains(have, name) {
			return usageError(diag.T("--page：没有“%[1]s”版，有的是 %[2]s", "--page: there is no page %[1]q; there are %[2]s",
				name, strings.Join(have, ", ")))
		}
	}
	return nil
}

// code gives the exit code that the findings ask for.
func (j *job) code() int {
	switch {
	case j.result.Sheets == nil:
		return exitInvalid
	case j.result.Findings.Errors(), j.tooManyWarnings():
		return exitFindings
	}
	return exitClean
}

func (j *job) tooManyWarnings() bool {
	return j.maxWarnings >= 0 && j.result.Findings.Count(diag.Warning) > j.maxWarnings
}

// path gives the place of a page's file in the out folder. A page's name has
// been checked to be a plain file name; if it is not, nothing may be written.
func (j *job) path(page, ext string) (string, error) {
	name := page + ext
	if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
		return "", fileError(exitUnwritable, name, fs.ErrInvalid)
	}
	return filepath.Join(j.folder, name), nil
}

// reportLang is the language of report.json: asked for, or the edition's own.
// The locale has no say, or the same edition would give other bytes elsewhere.
func (j *job) reportLang(c *cobra.Command) diag.Lang {
	if l, ok := langGiven(c); ok {
		return l
	}
	return j.result.Findings.Lang
}

// writePage writes one file of a page and gives its path.
func (p *program) writePage(j *job, page, ext string, fill func(io.Writer) error) (string, error) {
	path, err := j.path(page, ext)
	if err != nil {
		return "", err
	}
	if err := p.outbox.write(path, fill); err != nil {
		return "", err
	}
	return path, nil
}

func diagPage(page, path string) diag.Text {
	return diag.T("%[1]s 版 → %[2]s", "page %[1]s → %[2]s", page, path)
}

func diagNoPage(page string) diag.Text {
	return diag.T("%s 版（未输出）", "page %s (not written)", page)
}
