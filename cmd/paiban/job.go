package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
)

// job is what build and proof have in common: which edition, which of its
// pages, and where to.
type job struct {
	pages []string
	dir   string // of --out

	input  string // the pages.toml
	folder string // to write to
	result layout.Result
}

func (j *job) flags(p *program, c *cobra.Command) {
	c.Flags().StringArrayVar(&j.pages, "page", nil,
		p.t("只排叫这个`版名`的版，可重复", "set this page only (by `name`; repeatable)"))
	c.Flags().StringVar(&j.dir, "out", "",
		p.t("输出到哪个`文件夹`；不写则为 pages.toml 旁的 out", "`folder` to write to; default: out beside pages.toml"))
}

// set finds the edition and sets it. The error is one of usage: a --page that
// the edition does not have.
func (j *job) set(args []string) error {
	j.input = "pages.toml"
	if len(args) > 0 {
		j.input = args[0]
		if st, err := os.Stat(j.input); err == nil && st.IsDir() {
			j.input = filepath.Join(j.input, "pages.toml")
		}
	}
	j.folder = j.dir
	if j.folder == "" {
		j.folder = filepath.Join(filepath.Dir(j.input), "out")
	}
	j.result = layout.Set(j.input, layout.Options{Fonts: embedded.Library(), Pages: j.pages})
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
	case j.result.Findings.Errors():
		return exitFindings
	}
	return exitClean
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
	if j.result.Edition != nil {
		return j.result.Edition.Report
	}
	return diag.ZH
}

// writePage writes one file of a page and gives its path.
func (p *program) writePage(j *job, page, ext string, fill func(io.Writer) error) (string, error) {
	path, err := j.path(page, ext)
	if err != nil {
		return "", err
	}
	if err := p.outbox.write(path, fill); err != nil {
		return "", fileError(exitUnwritable, path, err)
	}
	return path, nil
}

func diagPage(page, path string) diag.Text {
	return diag.T("%[1]s 版 → %[2]s", "page %[1]s → %[2]s", page, path)
}

func diagNoPage(page string) diag.Text {
	return diag.T("%s 版（未输出）", "page %s (not written)", page)
}
