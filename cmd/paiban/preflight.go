package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/preflight"
	"paiban/layout/report"
)

// preflightRun is one run of `paiban preflight`.
type preflightRun struct {
	*program
	press, edition, format string
}

func (p *program) preflightCmd() *cobra.Command {
	r := &preflightRun{program: p}
	c := &cobra.Command{
		Use:   "preflight FILE.pdf",
		Short: p.t("付印前检查 PDF，不论是谁做的", "check a PDF before it goes to press, whoever made it"),
		Long: p.t(`检查一个 PDF 能不能上报纸印刷机：页面框、字体、颜色和专色、总墨量、图片分辨率、细线、小字的
油墨、黑色和白色的叠印、输出意图、元数据、版本。每条问题写明在第几页、离成品左上角多远（毫米）。

也按 PDF/A-2（pdfa2b、pdfa2u、pdfa2a）和 PDF/UA-1（pdfua1）逐条查；各条见手册的存档一章。

界限用新闻纸的；--edition 改用某期的 [limits]、tac 和 [rules]。build 输出的文件已经自动查过。`,
			`Check whether a PDF can be printed as a newspaper is: page boxes, fonts, colours and spot
inks, ink sums, pictures' resolution, hairlines, inks of small type, overprint of black and
white, output intent, metadata, version. Each finding tells its page and its place in
millimetres from the trim's upper left corner.

Files are held to PDF/A-2 (pdfa2b, pdfa2u, pdfa2a) and PDF/UA-1 (pdfua1) as well, rule by
rule; the manual's chapter on the archive lists them.

The limits are newsprint's; --edition takes those of an edition: [limits], tac, [rules].
What build writes has been checked already.`),
		Example: "  paiban preflight advert.pdf\n  paiban preflight advert.pdf --edition pages.toml --format json",
		Args:    p.exactly1,
		RunE:    r.run,
	}
	c.Flags().StringVar(&r.press, "press", "",
		p.t("按哪个`标准`查：%[1]s，可用 + 连写几个；不写则按文件自己说的", "the `standard` to hold it to: %[2]s, or several with + between; default: what the file says it is",
			strings.Join(preflight.Standards(), "、"), strings.Join(preflight.Standards(), ", ")))
	c.Flags().StringVar(&r.edition, "edition", "",
		p.t("用这个 pages.toml `文件`里的界限和规则级别", "take limits and severities of this pages.toml `file`"))
	c.Flags().StringVar(&r.format, "format", "text",
		p.t("在终端输出什么：`格式` text、json、sarif、junit", "what to print: `text|json|sarif|junit`"))
	return c
}

// exactly1 checks that a command has its one argument.
func (p *program) exactly1(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usageError(diag.T("要写明文件；用法：%[1]s", "which file? usage: %[1]s", c.UseLine()))
	}
	return p.atMost(1)(c, args)
}

// maxPDF bounds the files that are checked.
const maxPDF = 1 << 30

func (r *preflightRun) run(c *cobra.Command, args []string) error {
	if !slices.Contains([]string{"text", "json", "sarif", "junit"}, r.format) {
		return usageError(diag.T("--format：没有“%s”这种格式，有的是 text、json、sarif、junit", "--format: there is no format %q; there are text, json, sarif, junit", r.format))
	}
	for _, s := range strings.Split(r.press, "+") {
		if !slices.Contains(preflight.Standards(), s) && r.press != "" {
			return usageError(diag.T("--press：没有“%[1]s”，有的是 %[2]s", "--press: there is no %[1]q; there are %[2]s", s, strings.Join(preflight.Standards(), ", ")))
		}
	}
	ed, err := r.limits()
	if err != nil {
		return err
	}
	data, err := readPDF(args[0])
	if err != nil {
		return fileError(exitInvalid, args[0], err)
	}
	result := layout.Preflight(filepath.ToSlash(args[0]), data, r.press, ed)
	lang := r.lang
	switch r.format {
	case "json":
		err = report.JSON(r.out, result, args[0], nil, lang)
	case "sarif":
		err = report.SARIF(r.out, result, "", lang, version())
	case "junit":
		err = report.JUnit(r.out, result, filepath.ToSlash(args[0]), lang, -1)
	default:
		r.print(result.Findings)
	}
	if err != nil {
		return fileError(exitUnwritable, "-", err)
	}
	if result.Findings.Errors() {
		return exit(exitFindings)
	}
	return nil
}

// limits reads the edition whose limits count, nil if none does.
func (r *preflightRun) limits() (*edition.Edition, error) {
	if r.edition == "" {
		return nil, nil
	}
	ed, fs := edition.Read(r.edition, edition.Options{Fonts: embedded.Library().With(), Trust: r.trust})
	if ed == nil {
		r.printFindings(fs)
		return nil, exit(exitInvalid)
	}
	return ed, nil
}

func readPDF(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxPDF))
}

// print lists findings, a line each.
func (r *preflightRun) print(fs *diag.Findings) {
	list := fs.Sorted()
	for _, f := range list {
		fmt.Fprintln(r.out, r.t("%[1]s%[2]s：%[3]s[%[4]s]：%[5]s", "%[1]s%[2]s: %[3]s[%[4]s]: %[5]s",
			f.Pos.File, r.place(f), severityText(f.Severity).In(r.lang), f.Code, f.Message.In(r.lang)))
	}
	if len(list) == 0 {
		fmt.Fprintln(r.out, r.t("没有问题", "nothing found"))
	}
}

func (r *preflightRun) place(f diag.Finding) string {
	if f.Page == "" {
		return ""
	}
	s := r.t("，第 %s 页", ", page %s", f.Page)
	if at := f.Spot(r.lang); at != "" {
		s += r.t("，", ", ") + at
	}
	return s
}

func severityText(s diag.Severity) diag.Text {
	return [...]diag.Text{diag.Note: {ZH: "提示", EN: "note"}, diag.Warning: {ZH: "警告", EN: "warning"}, diag.Error: {ZH: "错误", EN: "error"}}[s]
}
