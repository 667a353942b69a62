package main

import (
	"io"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
	"paiban/layout/proof"
)

// proofDPI is the default resolution: body type of 9 pt can be read on a
// screen, and a broadsheet has 5 million pixels.
const proofDPI = 120

func (p *program) proofCmd() *cobra.Command {
	var j job
	var dpi int
	c := &cobra.Command{
		Use:   "proof [pages.toml]",
		Short: p.t("拼版并输出 PNG 校样", "set the pages and write PNG proofs"),
		Long: p.t(`按 pages.toml 拼版，每版输出一张 PNG 校样 <版名>.png。校样与 PDF 出自同一份排好的版面，
字字同位；颜色由油墨直接换算，不作色彩管理。`,
			`Set the pages of a pages.toml and write each as a picture, <page>.png. The proof is
painted from the same finished page as the PDF, each glyph in its place. Colours are
a plain conversion of the inks, without a profile.`),
		Example: "  paiban proof --dpi 150\n  paiban proof paper/pages.toml --page 06",
		Args:    p.atMost(1),
	}
	j.flags(p, c)
	c.Flags().IntVar(&dpi, "dpi", proofDPI,
		p.t("每英寸`像素`数，%[1]d–%[2]d", "`pixels` an inch, %[1]d–%[2]d", proof.MinDPI, proof.MaxDPI))
	c.RunE = func(c *cobra.Command, args []string) error {
		if dpi < proof.MinDPI || dpi > proof.MaxDPI {
			return usageError(diag.T("--dpi 应在 %[1]d 与 %[2]d 之间", "--dpi must be between %[1]d and %[2]d", proof.MinDPI, proof.MaxDPI))
		}
		if err := j.set(args); err != nil {
			return err
		}
		p.printResult(&j)
		if j.result.Sheets == nil {
			return exit(exitInvalid)
		}
		for _, page := range j.result.Sheets.Pages {
			path, err := p.writePage(&j, page.Name, ".png", func(w io.Writer) error { return proof.PNG(w, page, dpi) })
			if err != nil {
				return err
			}
			p.say(diagPage(page.Name, path))
		}
		return exit(j.code())
	}
	return c
}
