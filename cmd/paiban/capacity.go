package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/report"
)

func (p *program) capacityCmd() *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "capacity [pages.toml]",
		Short: p.t("算出各框能排多少字", "tell how many 字 each frame takes"),
		Long: p.t(`列出每篇稿件的每一框除去标题、图片以外还能排多少行、多少字。稿件可以还没有文字；已有的
文字不读。

字数按满行计算：每段段首空两字，末行平均空半行，写稿时要从中减去。`,
			`List, for every frame of every story, the lines and 字 that it takes beside its head and
pictures. Stories need no copy yet; copy that they have is not read.

The 字 are those of full lines: each paragraph's indent of two and the half line that its
last line leaves on average come off them.`),
		Example: "  paiban capacity\n  paiban capacity paper/pages.toml --json",
		Args:    p.atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rooms, fs := layout.Capacity(inputOf(args), embedded.Library(), p.trust)
			p.printFindings(fs)
			switch {
			case rooms == nil && fs.Errors():
				return exit(exitInvalid)
			case asJSON:
				if err := report.Capacity(p.out, rooms); err != nil {
					return fileError(exitUnwritable, "-", err)
				}
			default:
				p.capacityTable(rooms)
			}
			if fs.Errors() {
				return exit(exitFindings)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.t("输出 JSON", "print JSON"))
	return c
}

// capacityTable prints a row a frame, and one of the sum where a story has several.
func (p *program) capacityTable(rooms []layout.Room) {
	cols := []column{
		{p.t("框", "frame"), false}, {p.t("题", "head"), false}, {p.t("版", "page"), false},
		{p.t("分栏", "legs"), true}, {p.t("行", "lines"), true}, {p.t("字", "字"), true},
	}
	var rows [][]string
	for i := 0; i < len(rooms); {
		sum, j := layout.Room{}, i
		for ; j < len(rooms) && rooms[j].Story == rooms[i].Story; j++ {
			r := rooms[j]
			sum.Legs, sum.Lines, sum.Em = sum.Legs+r.Legs, sum.Lines+r.Lines, sum.Em+r.Em
			head := ""
			if j == i {
				head = clip(r.Head, headPlaces)
			}
			rows = append(rows, roomRow(r.Frame, head, r.Page, r))
		}
		if j > i+1 {
			rows = append(rows, roomRow(rooms[i].Story, diag.Text{ZH: "共计", EN: "in all"}.In(p.lang), "", sum))
		}
		i = j
	}
	printTable(p.out, cols, rows)
}

// roomRow is a row of the table; 字 are whole ones, rounded down.
func roomRow(frame, head, page string, r layout.Room) []string {
	return []string{frame, head, page, fmt.Sprint(r.Legs), fmt.Sprint(r.Lines), fmt.Sprint(r.Em / 1000)}
}
