package main

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/overlay"
	"paiban/layout/picture"
	"paiban/layout/proof"
	"paiban/layout/report"
	"paiban/layout/sheet"
	"paiban/layout/svg"
)

// proofDPI is the default resolution: body type of 9 pt can be read on a
// screen, and a broadsheet has 5 million pixels.
const proofDPI = 120

// proofRun is one run of `paiban proof`.
type proofRun struct {
	*program
	job      job
	dpi      int
	overlays []string
	format   string
	contact  bool
}

func (p *program) proofCmd() *cobra.Command {
	r := &proofRun{program: p}
	c := &cobra.Command{
		Use:   "proof [pages.toml]",
		Short: p.t("拼版并输出校样（PNG 或 SVG）", "set the pages and write proofs (PNG or SVG)"),
		Long: p.t(`按 pages.toml 拼版，每版输出一张校样：<版名>.png，或用 --format 改为 SVG。校样与 PDF 出自
同一份排好的版面，字字同位；颜色与阅读器显示没有特性文件的油墨时相同。

--overlay 在校样上叠画版样和问题，几种可以同时用：
  grid       版样纸：每栏每行的字格，行号和栏号
  baselines  行线
  legs       分栏
  frames     框和它的名称
  bounds     每一样东西的边界
  ink        彩色油墨和总墨量；图片标印出来墨最多的一点
  ppi        图片的实际分辨率
  misfit     松紧：松的由黄到红，挤的为蓝
  overset    溢文处的红条和字数`,
			`Set the pages of a pages.toml and write each as a picture, <page>.png, or as SVG with
--format. The proof is painted from the same finished page as the PDF, each glyph in
its place. Colours are those that PDF viewers show for inks without a profile.

--overlay draws the grid and the faults over the page; several can be given:
  grid       a cell for every 字, lines and columns numbered
  baselines  the lines that type stands on
  legs       the legs of each frame
  frames     frames and their names
  bounds     the edges of everything painted
  ink        colours and the sum of their inks; of a picture, where it prints the most
  ppi        the resolution of pictures at their size
  misfit     loose lines from yellow to red, tight ones blue
  overset    a red bar where copy runs over, with its count`),
		Example: "  paiban proof --dpi 150\n  paiban proof --overlay grid,frames\n  paiban proof paper/pages.toml --page 06 --format svg",
		Args:    p.atMost(1),
		RunE:    r.run,
	}
	r.job.flags(p, c)
	f := c.Flags()
	f.IntVar(&r.dpi, "dpi", proofDPI, p.t("每英寸`像素`数，%[1]d–%[2]d", "`pixels` an inch, %[1]d–%[2]d", proof.MinDPI, proof.MaxDPI))
	f.StringSliceVar(&r.overlays, "overlay", nil, p.t("叠画的`名称`，用逗号分开；all 为全部", "overlays by `name`, commas between; all for all"))
	f.StringVar(&r.format, "format", "png", p.t("`格式`：png；svg（文字为文字）；svg-outlines（文字为轮廓）", "`png|svg|svg-outlines`: svg has text as text, svg-outlines as outlines"))
	f.BoolVar(&r.contact, "contact", false, p.t("另输出 contact.png：各版缩小排在一张图上", "also write contact.png: all pages small on one picture"))
	return c
}

func (r *proofRun) run(_ *cobra.Command, args []string) error {
	if err := r.check(); err != nil {
		return err
	}
	if err := r.job.set(args); err != nil {
		return err
	}
	r.printResult(&r.job)
	if r.job.result.Sheets == nil {
		return exit(exitInvalid)
	}
	if err := r.writePages(r.job.result.Sheets.Pages); err != nil {
		return err
	}
	if r.contact {
		if err := r.writeContact(); err != nil {
			return err
		}
	}
	return exit(r.job.code())
}

// check looks at the flags.
func (r *proofRun) check() error {
	if r.dpi < proof.MinDPI || r.dpi > proof.MaxDPI {
		return usageError(diag.T("--dpi 应在 %[1]d 与 %[2]d 之间", "--dpi must be between %[1]d and %[2]d", proof.MinDPI, proof.MaxDPI))
	}
	if !slices.Contains([]string{"png", "svg", "svg-outlines"}, r.format) {
		return usageError(diag.T("--format：没有“%s”这种格式，有的是 png、svg、svg-outlines", "--format: there is no format %q; there are png, svg, svg-outlines", r.format))
	}
	if slices.Contains(r.overlays, "all") {
		r.overlays = overlay.Names
	}
	for _, name := range r.overlays {
		if !slices.Contains(overlay.Names, name) {
			return usageError(diag.T("--overlay：没有“%[1]s”，有的是 %[2]s", "--overlay: there is no %[1]q; there are %[2]s", name, strings.Join(overlay.Names, ", ")))
		}
	}
	return nil
}

// writePages writes each page's proof.
func (r *proofRun) writePages(pages []*sheet.Page) error {
	write := func(p *sheet.Page, ext string, fill func(io.Writer) error) error {
		path, err := r.writePage(&r.job, p.Name, ext, fill)
		if err == nil {
			r.say(diagPage(p.Name, path))
		}
		return err
	}
	if r.format == "png" {
		return notMade(r.job.folder, proof.PNGs(pages, r.dpi, r.layers, func(i int, png []byte) error {
			return write(pages[i], ".png", asItIs(png))
		}))
	}
	for _, p := range pages {
		opt := svg.Options{Outlines: r.format == "svg-outlines", Layers: r.layers(p)}
		if err := write(p, ".svg", func(w io.Writer) error { return svg.Write(w, p, opt) }); err != nil {
			return err
		}
	}
	return nil
}

// notMade gives the error of proof.PNGs as one of the file that it keeps from a folder.
func notMade(folder string, err error) error {
	var page *proof.PageError
	if errors.As(err, &page) {
		return fileError(exitUnwritable, filepath.Join(folder, page.Page+".png"), page.Err)
	}
	return err
}

// layers gives what is drawn over a page.
func (r *proofRun) layers(p *sheet.Page) []overlay.Layer {
	facts := report.Facts(r.job.result, p.Name, embedded.Library().Face("hei"), r.lang)
	return overlay.Make(p, facts, r.overlays)
}

// contactName is the file of the contact sheet: contact.png, or where a page is
// called so, contact-sheet.png and so on.
func (r *proofRun) contactName() string {
	name := "contact"
	for slices.ContainsFunc(r.job.result.Edition.Pages, func(p *edition.Page) bool { return strings.EqualFold(p.Name, name) }) {
		name += "-sheet"
	}
	return name + ".png"
}

func (r *proofRun) writeContact() error {
	path := filepath.Join(r.job.folder, r.contactName())
	err := r.outbox.write(path, func(w io.Writer) error {
		img, err := proof.Contact(r.job.result.Sheets.Pages, r.dpi, 0, embedded.Library().Face("hei"))
		if err != nil {
			return err
		}
		return picture.EncodePNG(w, img, r.dpi, picture.Small)
	})
	if err != nil {
		return fileError(exitUnwritable, path, err)
	}
	r.say(diag.T("各版小样 → %s", "contact sheet → %s", path))
	return nil
}
