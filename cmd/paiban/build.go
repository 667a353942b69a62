package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
	"paiban/layout/report"
)

func (p *program) buildCmd() *cobra.Command {
	b := &build{program: p}
	c := &cobra.Command{
		Use:   "build [pages.toml]",
		Short: p.t("拼版并输出 PDF", "set the pages and write PDF"),
		Long: p.t(`按 pages.toml 拼版，每版输出一个 PDF，另写 report.json，并按稿件列出分栏、行数、字数和溢余。

即使有问题，report.json 也总会写出；其文字用 --lang 指定的语言，未指定则用版面描述中
report-lang 的语言（默认中文）。文件要么完整出现，要么不出现；上次输出而这次没有输出的版面
改名为 <版名>.pdf.stale，不会被误当作这次的。

--format 把同一份报告输出到终端，不再列表：json 与 report.json 相同，sarif 供代码评审工具
逐行显示，junit 供构建服务器显示。`,
			`Set the pages of a pages.toml, write each as a PDF, write report.json, and list by
story its legs, lines, 字 and what is over or free.

report.json is always written. Its messages are in the language of --lang, else in
the edition's report-lang (Chinese by default). Files appear whole or not at all; a page of an
earlier run that this one does not write is renamed <page>.pdf.stale, so that nobody
takes it for this run's.

--format prints the same report instead of the tables: json as in report.json, sarif
for tools that show findings on the lines of a change, junit for build servers.`),
		Example: "  paiban build\n  paiban build paper/pages.toml --page 06 --out /tmp/proofs --sheet",
		Args:    p.atMost(1),
		RunE:    b.run,
	}
	b.job.flags(p, c)
	b.job.cache.flags(p, c)
	c.Flags().BoolVar(&b.sheets, "sheet", false,
		p.t("另写 <版名>.sheet.json：版面上的每一行、每条线、每张图", "also write <page>.sheet.json: every line, rule and picture of the page"))
	c.Flags().StringVar(&b.trace, "trace", "",
		p.t("把`什么`怎样决定的输出到标准错误：breaks 各段的断行", "print how `what` was decided, to standard error: breaks, the lines of each paragraph"))
	c.Flags().BoolVar(&b.strict, "strict", false,
		p.t("有错误级的问题就不输出版面", "write no page if any finding is an error"))
	c.Flags().StringVar(&b.job.press, "press", "",
		p.pressUsage())
	c.Flags().BoolVar(&b.job.whole, "whole", false,
		p.t("另写 "+wholeName+"：全部版面合成一个文件", "also write "+wholeName+": all pages in one file"))
	c.Flags().BoolVar(&b.job.halves, "halves", false,
		p.t("双通版另写左右两半各一个文件，同 halves = true", "also write a file of each half of a spread, as halves = true does"))
	c.Flags().StringVar(&b.format, "format", "text",
		p.t("在终端输出什么：`格式` text、json、sarif、junit", "what to print: `text|json|sarif|junit`"))
	return c
}

// wholeName is the file of all pages.
const wholeName = "edition.pdf"

// build is one run of `paiban build`.
type build struct {
	*program
	job            job
	sheets, strict bool
	format, trace  string
}

func (b *build) run(c *cobra.Command, args []string) error {
	if !slices.Contains([]string{"text", "json", "sarif", "junit"}, b.format) {
		return usageError(diag.T("--format：没有“%s”这种格式，有的是 text、json、sarif、junit", "--format: there is no format %q; there are text, json, sarif, junit", b.format))
	}
	if err := b.job.checkPress(); err != nil {
		return err
	}
	b.job.print = true
	trace, err := b.tracer(b.trace, b.job.pages)
	if err != nil {
		return err
	}
	b.job.trace = trace
	lot := b.outbox.lot()
	defer lot.drop()
	pages := &pageFiles{sheets: b.sheets, written: map[string]string{}, write: func(f outFile) error {
		path, err := b.job.path(f.name, "")
		if err != nil {
			return err
		}
		return lot.put(path, f.data)
	}}
	b.job.take = pages.take
	if err := b.job.set(args); err != nil {
		return err
	}
	code := b.job.code()
	failed := b.job.result.Err
	written := pages.written
	if failed == nil && (code == exitClean || code == exitFindings && !b.strict) {
		if failed = pages.err; failed == nil {
			failed = b.writeWhole(lot)
		}
		if len(written) == 0 && code == exitFindings {
			code = exitInvalid // pictures that cannot be used: there is no page
		}
	} else {
		lot.drop()
	}
	if err := b.job.clear(lot, b.sheets); err != nil {
		lot.drop()
		failed = cmp.Or(failed, err)
		_ = b.job.clear(lot, b.sheets) // no older file may pass for one that could not be written
	}
	lot.keep(b.job.folder, written)
	// The report comes last: it names the pages that were written.
	if err := b.writeReport(c, lot, written); failed == nil {
		failed = err
	}
	if err := lot.place(); err != nil { // the disk took them, and then would not keep them
		lot.keep(b.job.folder, written)
		failed = cmp.Or(failed, err, b.job.clear(lot, b.sheets), b.writeReport(c, lot, written), lot.place())
	}
	if err := b.print(c, written); failed == nil {
		failed = err
	}
	if failed != nil {
		return failed
	}
	return exit(code)
}

// print tells the terminal what came of it, in the format asked for.
func (b *build) print(c *cobra.Command, written map[string]string) error {
	r, lang := b.job.result, b.job.reportLang(c)
	var err error
	switch b.format {
	case "json":
		err = report.JSON(b.out, r, filepath.Base(b.job.input), written, lang)
	case "sarif":
		err = report.SARIF(b.out, r, b.job.input, lang, version())
	case "junit":
		err = report.JUnit(b.out, r, filepath.ToSlash(b.job.input), lang, b.job.maxWarnings)
	default:
		b.printResult(&b.job)
		b.printTables(written)
	}
	if err != nil {
		return fileError(exitUnwritable, "-", err)
	}
	return nil
}

// writeWhole writes the file of all pages, where it was made.
func (b *build) writeWhole(lot *lot) error {
	whole := b.job.result.Whole
	if whole == nil {
		return nil
	}
	for _, p := range b.job.result.Sheets.Pages {
		if strings.EqualFold(p.Name+".pdf", wholeName) {
			return usageError(diag.T("--whole：有一版也叫“%s”", "--whole: a page is called %q too", p.Name))
		}
	}
	return lot.put(filepath.Join(b.job.folder, wholeName), whole)
}

// writeReport writes report.json, whatever happened. Only a mistyped folder gets
// none: it must not be made by asking for what is in it.
func (b *build) writeReport(c *cobra.Command, lot *lot, written map[string]string) error {
	if _, err := os.Stat(filepath.Dir(b.job.input)); err != nil && b.job.dir == "" {
		return nil
	}
	return lot.write(filepath.Join(b.job.folder, "report.json"), func(w io.Writer) error {
		return report.JSON(w, b.job.result, filepath.Base(b.job.input), written, b.job.reportLang(c))
	})
}

// printTables prints a table a page under the file that holds it.
func (b *build) printTables(written map[string]string) {
	if b.job.result.Sheets == nil {
		return
	}
	for i, page := range b.job.result.Sheets.Pages {
		if i > 0 {
			fmt.Fprintln(b.out)
		}
		if file, ok := written[page.Name]; ok {
			b.say(diagPage(page.Name, filepath.Join(b.job.folder, file)))
		} else {
			b.say(diagNoPage(page.Name))
		}
		b.storyTable(page.Name, b.job.result.Stories)
	}
}
