package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/diff"
	"paiban/layout/proof"
)

// diffRun is one run of `paiban diff`.
type diffRun struct {
	*program
	format, shift, png string
	accept             []string
	dpi                int
	reads              bool // a side is read, not set
}

func (p *program) diffCmd() *cobra.Command {
	d := &diffRun{program: p}
	var kinds []string
	for _, k := range diff.Kinds {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: p.t("比较两次排版", "compare two settings of an edition"),
		Long: p.t(`比较两次排版：哪些稿件改了，哪些行重新折了，什么移动了，问题多了还是少了。

OLD 和 NEW 各是下列之一：
  pages.toml 或它的文件夹       排一遍再比
  <版名>.sheet.json             一版（build --sheet 输出的）
  有 sheet.json 的文件夹        build --sheet 的输出，连 report.json
  git 版本，如 HEAD~1           那个版本里本文件夹的 pages.toml
  git 版本:路径                 如 v2:paper/pages.toml

变动的种类：%s。
没有变动退出码为 0，有变动为 1；--accept 可以放过一些种类。`,
			`Compare two settings of an edition: which stories changed, which lines broke
elsewhere, what moved, which findings are new and which are gone.

OLD and NEW are each one of
  a pages.toml or its folder     it is set, then compared
  PAGE.sheet.json                one page, as build --sheet writes it
  a folder of sheet.json files   what build --sheet wrote, with its report.json
  a git revision, as HEAD~1      pages.toml of this folder in that revision
  REVISION:PATH                  as v2:paper/pages.toml

Kinds of changes: %s.
The exit code is 0 without changes and 1 with; --accept lets kinds pass.`, strings.Join(kinds, ", ")),
		Example: "  paiban diff HEAD~1 pages.toml\n  paiban diff out-before out --accept rebroken=3,finding-gone --shift 0.1mm\n  paiban diff HEAD pages.toml --png /tmp/changes",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError(diag.T("要给出两个：%s", "give two: %s", c.UseLine()))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return d.run(args[0], args[1]) },
	}
	f := c.Flags()
	f.StringSliceVar(&d.accept, "accept", nil, p.t("放过的`种类`，种类=N 为至多 N 处，可用逗号分开", "`kinds` that may be; KIND=N for N at most; commas between"))
	f.StringVar(&d.shift, "shift", "0.01pt", p.t("移动不超过这个`长度`不算", "`length` that things may move by"))
	f.StringVar(&d.png, "png", "", p.t("把框出变动的新版面写到这个`文件夹`", "write the new pages with the changes boxed to this `folder`"))
	f.IntVar(&d.dpi, "dpi", proofDPI, p.t("--png 的每英寸`像素`数", "`pixels` an inch of --png"))
	f.StringVar(&d.format, "format", "text", p.t("`格式`：text、json", "`text|json`"))
	return c
}

func (d *diffRun) run(oldName, newName string) error {
	allowed, err := allowances(d.accept)
	if err != nil {
		return err
	}
	shift, err := length("--shift", d.shift, 0)
	if err != nil {
		return err
	}
	if d.format != "text" && d.format != "json" {
		return usageError(diag.T("--format：没有“%s”这种格式，有的是 text、json", "--format: there is no format %q; there are text, json", d.format))
	}
	if d.dpi < proof.MinDPI || d.dpi > proof.MaxDPI {
		return usageError(diag.T("--dpi 应在 %[1]d 与 %[2]d 之间", "--dpi must be between %[1]d and %[2]d", proof.MinDPI, proof.MaxDPI))
	}
	d.reads = isRead(oldName) || isRead(newName)
	old, _, err := d.setting(oldName)
	if err != nil {
		return err
	}
	now, result, err := d.setting(newName)
	if err != nil {
		return err
	}
	if result == nil && d.png != "" {
		return usageError(diag.T("--png：NEW 要是 pages.toml，sheet.json 里没有字形", "--png: NEW must be a pages.toml: a sheet.json has no glyphs"))
	}
	changes := diff.Compare(old, now, diff.Options{Shift: shift.Pt()})
	if err := d.tell(changes); err != nil {
		return err
	}
	if d.png != "" {
		if err := d.paint(result, changes); err != nil {
			return err
		}
	}
	for _, k := range diff.Kinds {
		if most, ok := allowed[k]; diff.Count(changes, k) > 0 && (!ok || most >= 0 && diff.Count(changes, k) > most) {
			return exit(exitFindings)
		}
	}
	return nil
}

// allowances reads --accept: KIND, or KIND=N. A kind without a number is −1: any.
func allowances(list []string) (map[diff.Kind]int, error) {
	out := map[diff.Kind]int{}
	for _, s := range list {
		name, number, has := strings.Cut(s, "=")
		n := -1
		if has {
			v, err := strconv.Atoi(number)
			if err != nil || v < 0 {
				return nil, usageError(diag.T("--accept：“%s”的数不对", "--accept: %q has no good number", s))
			}
			n = v
		}
		if !slices.Contains(diff.Kinds, diff.Kind(name)) {
			return nil, usageError(diag.T("--accept：没有“%s”这种变动（见 paiban diff --help）", "--accept: there is no kind %q (see paiban diff --help)", name))
		}
		out[diff.Kind(name)] = n
	}
	return out, nil
}

// changeJSON is a change as --format json prints it.
type changeJSON struct {
	Kind  diff.Kind    `json:"kind"`
	Page  string       `json:"page"`
	Story string       `json:"story"`
	Lines int          `json:"lines"`
	Old   [][4]float64 `json:"old_mm"`
	New   [][4]float64 `json:"new_mm"`
	Text  string       `json:"message"`
}

func (d *diffRun) tell(changes []diff.Change) error {
	if d.format == "json" {
		list := []changeJSON{}
		counts := map[diff.Kind]int{}
		for _, c := range changes {
			list = append(list, changeJSON{c.Kind, c.Page, c.Story, c.Lines, millimetres(c.Old), millimetres(c.New), c.Text.In(d.lang)})
			counts[c.Kind] = diff.Count(changes, c.Kind)
		}
		enc := json.NewEncoder(d.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(map[string]any{"schema": 1, "counts": counts, "changes": list}); err != nil {
			return fileError(exitUnwritable, "-", err)
		}
		return nil
	}
	for _, c := range changes {
		where := strings.Trim(c.Page+" · "+c.Story, " ·")
		if where != "" {
			where += ": "
		}
		fmt.Fprintf(d.out, "%s%s: %s\n", where, c.Kind, c.Text.In(d.lang))
	}
	if len(changes) == 0 {
		d.say(diag.T("没有变动", "no changes"))
	}
	return nil
}

// millimetres gives boxes to a thousandth of a millimetre.
func millimetres(rs []diff.Rect) [][4]float64 {
	out := [][4]float64{}
	mm := func(v float64) float64 { return float64(int64(v*25400/72+0.5)) / 1000 }
	for _, r := range rs {
		out = append(out, [4]float64{mm(r.X), mm(r.Y), mm(r.W), mm(r.H)})
	}
	return out
}

// paint writes the pages that changed with the changes boxed.
func (d *diffRun) paint(r *layout.Result, changes []diff.Change) error {
	face := embedded.Library().Face("hei")
	for _, page := range r.Sheets.Pages {
		if !slices.Contains(diff.Pages(changes), page.Name) {
			continue
		}
		path := filepath.Join(d.png, page.Name+".diff.png")
		err := d.outbox.write(path, func(w io.Writer) error {
			return proof.PNG(w, page, d.dpi, diff.Layer(changes, page.Name, face))
		})
		if err != nil {
			return fileError(exitUnwritable, path, err)
		}
		if d.format == "text" {
			d.say(diagPage(page.Name, path))
		}
	}
	return nil
}
