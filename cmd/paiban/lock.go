package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout/diag"
	"paiban/layout/lock"
)

// lockName is the file that lock writes beside pages.toml.
const lockName = "edition.lock"

// lockRun is one run of `paiban lock` or `paiban verify`.
type lockRun struct {
	*program
	job   job
	files string // folder of --files
}

func (p *program) lockCmd() *cobra.Command {
	r := &lockRun{program: p, job: job{trust: &p.trust}}
	c := &cobra.Command{
		Use:   "lock [pages.toml]",
		Short: p.t("记下本期由什么排成，写成 edition.lock", "write edition.lock: what the edition is made of"),
		Long: p.t(`排一遍本期，在 pages.toml 旁写下 edition.lock：每个输入文件（稿件、图片、字体、ICC）、所用
内置字体和数据的 SHA-256，规则版本、程序版本，以及每版的断行、拼版和 PDF 的摘要。

日后用 paiban verify 重排并比较。建议同时在 [edition] 里写明 rules，换了程序断行也不变。`,
			`Set the edition and write edition.lock beside its pages.toml: the SHA-256 of every
input (copy, pictures, fonts, ICC), of the program's own faces and data that it used,
the versions of the rules and of the program, and digests of each page's line breaks,
makeup and PDF.

paiban verify sets the edition again and compares. Name the rules in [edition] too:
then a later program breaks its lines the same.`),
		Example: "  paiban lock\n  paiban lock 2024/01-12/pages.toml",
		Args:    p.atMost(1),
		RunE:    r.lock,
	}
	c.Flags().StringVar(&r.job.press, "press", "",
		p.pressUsage())
	p.previousFlag(c, &r.job.previous)
	return c
}

func (r *lockRun) lock(_ *cobra.Command, args []string) error {
	if err := r.job.checkPress(); err != nil {
		return err
	}
	l, err := r.make(args)
	if err != nil {
		return err
	}
	path := filepath.Join(filepath.Dir(r.job.input), lockName)
	if err := r.outbox.write(path, l.Write); err != nil {
		return err
	}
	r.say(diag.T("输入 %[1]d 个，版面 %[2]d 个 → %[3]s", "inputs: %[1]d, pages: %[2]d → %[3]s", len(l.Inputs), len(l.Pages), path))
	return exit(r.job.code())
}

// make sets the edition and sums it up. Findings are printed; an edition that
// cannot be set gives the error that ends the program.
func (r *lockRun) make(args []string) (*lock.Lock, error) {
	var touched []string
	r.job.touched = func(path string) { touched = append(touched, path) }
	r.job.print, r.job.maxWarnings = true, -1
	if err := r.job.set(args); err != nil {
		return nil, err
	}
	r.printResult(&r.job)
	res := r.job.result
	if res.Sheets == nil {
		return nil, exit(exitInvalid)
	}
	if res.Err != nil {
		return nil, res.Err
	}
	l := &lock.Lock{Format: lock.Format, Rules: res.Edition.Version, Engine: version(), Press: r.job.press}
	if l.Press == "" {
		l.Press = res.Edition.Press.Standard
	}
	if err := l.AddInputs(filepath.Dir(r.job.input), touched); err != nil {
		return nil, fileError(exitInvalid, r.job.input, err)
	}
	if err := l.AddPrevious(filepath.Dir(r.job.input), r.job.previous); err != nil {
		return nil, fileError(exitInvalid, r.job.input, err)
	}
	if res.Edition.Press.Profile == nil && !strings.HasPrefix(l.Press, "screen") {
		l.AddProfile()
	}
	l.AddFaces(embedded.Library(), res.Sheets.Pages)
	for _, p := range res.Sheets.Pages {
		if err := l.AddPage(p, res.Files[p.Name], res.Halves); err != nil {
			return nil, err
		}
	}
	return l, nil
}
