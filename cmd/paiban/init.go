package main

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
)

// starter is the edition that init writes. The picture is a part of a
// photograph in the public domain (see NOTICE).
//
//go:embed starter
var starter embed.FS

func (p *program) initCmd() *cobra.Command {
	preset := "sikai"
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: p.t("新建一份带注释的样例版面", "write a commented starter edition"),
		Long: p.t(`在文件夹（默认当前文件夹）里写一份带注释、可以直接拼版的样例：pages.toml、一篇稿件、一张图片。
已有同名文件时什么也不写。`,
			`Write a commented edition that builds – a pages.toml, a story and a picture – into a
folder (default: the current one). If a file of such a name exists, nothing is written.`),
		Example: "  paiban init mypaper\n  paiban build mypaper",
		Args:    p.atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			pages, ok := presets[preset]
			if !ok {
				return usageError(diag.T("--preset：没有“%s”，有的是 duikai（对开）、sikai（四开）", "--preset: there is no %q; there are duikai (broadsheet) and sikai (tabloid)", preset))
			}
			return p.writeStarter(dir, pages)
		},
	}
	c.Flags().StringVar(&preset, "preset", preset, p.t("`版样`：duikai 对开，sikai 四开", "`duikai|sikai`: a broadsheet or a tabloid"))
	return c
}

// presets gives the starter's file that becomes pages.toml.
var presets = map[string]string{"sikai": "pages.toml", "对开": "duikai.toml", "duikai": "duikai.toml", "四开": "pages.toml"}

// writeStarter writes the starter with pages as its pages.toml.
func (p *program) writeStarter(dir, pages string) error {
	files := []struct{ name, from string }{{"first.txt", "first.txt"}, {"harbour.jpg", "harbour.jpg"}, {"pages.toml", pages}}
	for _, f := range files {
		to := filepath.Join(dir, f.name)
		if _, err := os.Lstat(to); err == nil {
			return fileError(exitUnwritable, to, fs.ErrExist)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fileError(exitUnwritable, to, err)
		}
	}
	for _, f := range files {
		data, err := starter.ReadFile(path.Join("starter", f.from))
		if err != nil {
			return err
		}
		to := filepath.Join(dir, f.name)
		if err := p.outbox.put(to, data); err != nil {
			return err
		}
		p.say(diag.T("写好 %s", "wrote %s", to))
	}
	p.say(diag.T("现在可以运行：paiban build %s", "now run: paiban build %s", dir))
	return nil
}
