package main

import (
	"embed"
	"errors"
	"io"
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
	return &cobra.Command{
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
			return p.writeStarter(dir)
		},
	}
}

func (p *program) writeStarter(dir string) error {
	files, err := starter.ReadDir("starter")
	if err != nil {
		return err
	}
	for _, f := range files {
		to := filepath.Join(dir, f.Name())
		if _, err := os.Lstat(to); err == nil {
			return fileError(exitUnwritable, to, fs.ErrExist)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fileError(exitUnwritable, to, err)
		}
	}
	for _, f := range files {
		data, err := starter.ReadFile(path.Join("starter", f.Name()))
		if err != nil {
			return err
		}
		to := filepath.Join(dir, f.Name())
		err = p.outbox.write(to, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
		if err != nil {
			return fileError(exitUnwritable, to, err)
		}
		p.say(diag.T("写好 %s", "wrote %s", to))
	}
	p.say(diag.T("现在可以运行：paiban build %s", "now run: paiban build %s", dir))
	return nil
}
