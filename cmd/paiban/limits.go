package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"paiban/layout/edition"
)

// limitFlag is the value of --limit.
type limitFlag struct{ trust *edition.Trust }

func (limitFlag) Type() string         { return "name=value" }
func (limitFlag) String() string       { return "" }
func (l limitFlag) Set(s string) error { return l.trust.SetLimit(s) }

func (p *program) limitsCmd() *cobra.Command {
	list := ""
	for _, l := range edition.Bounds {
		list += fmt.Sprintf("\n  %-15s %9s  %s", l.Name, l.Size(), l.About.In(p.lang))
	}
	return &cobra.Command{
		Use:   "limits",
		Short: p.t("列出对输入的界限", "list the limits on input"),
		Long: p.t(`列出对输入的界限和它们的默认值。超过界限是错误，指明位置；任何命令都可用 --limit 名称=值
放宽或收紧，字节数可写作 512KB、64MB、2GB。

版面描述只能读取它自己文件夹里的文件，用 --allow 准许别的文件夹；程序从不上网（serve 只听本机）。
%[1]s`,
			`List the limits on input and their defaults. What is over a limit is an error with its
place. Every command takes --limit NAME=VALUE, which raises or lowers one; sizes may be
written 512KB, 64MB, 2GB.

An edition reads files of its own folder only, unless --allow lets it read another. The
program never uses the network (serve listens to this machine alone).
%[1]s`, list),
		Example: "  paiban limits\n  paiban build --limit picture-pixels=400000000 --limit picture-file=512MB\n  paiban build --allow ../pictures",
		Args:    p.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			cols := []column{{p.t("名称", "name"), false}, {p.t("默认", "default"), true}, {p.t("什么", "of what"), false}}
			var rows [][]string
			for _, l := range edition.Bounds {
				rows = append(rows, []string{l.Name, l.Size(), l.About.In(p.lang)})
			}
			printTable(p.out, cols, rows)
			return nil
		},
	}
}
