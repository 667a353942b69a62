package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"paiban/fonts"
	"paiban/fonts/embedded"
)

// builtinLicence is the licence of all of the program's faces; the texts stand
// beside the files.
const builtinLicence = "OFL-1.1"

func (p *program) fontsCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "fonts",
		Short: p.t("列出自带的字体", "list the program's own typefaces"),
		Long: p.t(`列出自带的字体：在 pages.toml 里的名称、中文名、文件、字数、许可。
自己的 TrueType 字体在 pages.toml 的 [fonts] 里登记。`,
			`List the program's own typefaces: the name that pages.toml uses, the Chinese name, the
file, how many characters it has, the licence. TrueType fonts of your own are named
under [fonts] in pages.toml.`),
		Args: p.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			lib := embedded.Library()
			cols := []column{{p.t("名称", "name"), false}, {p.t("中文名", "Chinese"), false}, {p.t("用途", "for"), false},
				{p.t("字数", "characters"), true}, {p.t("文件", "file"), false}, {p.t("许可", "licence"), false}}
			var rows [][]string
			for _, b := range fonts.Builtin {
				rows = append(rows, []string{b.Name, b.ZH, b.EN, fmt.Sprint(characters(lib.Face(b.Name))), b.File, builtinLicence})
			}
			printTable(p.out, cols, rows)
			return nil
		},
	}
}

// lastRune ends the planes that fonts have characters in: past it come private
// use and variation selectors.
const lastRune = 0x3FFFF

// characters counts what a face can set.
func characters(f *fonts.Face) int {
	n := 0
	for r := rune(0x20); r <= lastRune; r++ {
		if f.Glyph(r) != 0 {
			n++
		}
	}
	return n
}
