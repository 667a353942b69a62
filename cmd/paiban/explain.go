package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

// tracer gives what --trace asks for, of these pages or of all; nil if it asks for
// nothing.
func (p *program) tracer(what string, pages []string) (func(layout.Broken), error) {
	switch what {
	case "":
		return nil, nil
	case "breaks":
		return func(b layout.Broken) {
			if len(pages) > 0 && !slices.Contains(pages, b.Page) {
				return
			}
			fmt.Fprintln(p.err, p.t("%[1]s 版 稿件 %[2]s，%[3]s:%[4]d:%[5]d", "page %[1]s story %[2]s, %[3]s:%[4]d:%[5]d",
				b.Page, b.Story, b.Pos.File, b.Pos.Line, b.Pos.Col))
			p.printWeighed(p.err, b.Text, b.Em, b.Weighed)
			fmt.Fprintln(p.err)
		}, nil
	}
	return nil, usageError(diag.T("--trace：没有“%s”可看，有的是 breaks", "--trace: there is no %q to follow; there is breaks", what))
}

// printWeighed lists the lines that the composer weighed and kept for a
// paragraph, with widths in 字 of size em and prices by part; a star marks the way
// it chose.
func (p *program) printWeighed(w io.Writer, text []rune, em geom.Length, weighed []paragraph.Weighed) {
	if len(weighed) == 0 {
		fmt.Fprintln(w, p.t("逐行断行，没有比较", "broken line by line: nothing was weighed"))
		return
	}
	cols := []column{
		{"", false}, {p.t("行", "line"), true}, {p.t("文字", "text"), false}, {p.t("自然宽", "natural"), true},
		{p.t("栏宽", "measure"), true}, {p.t("代价", "price"), false}, {p.t("累计", "total"), true},
	}
	var rows [][]string
	for _, l := range weighed {
		mark := ""
		if l.Chosen {
			mark = "*"
		}
		rows = append(rows, []string{mark, strconv.Itoa(l.Line + 1), string(text[l.From:l.To]),
			inEms(l.Natural, em), inEms(l.Measure, em), p.parts(l.Parts), strconv.FormatInt(l.Total, 10)})
	}
	printTable(w, cols, rows)
	switch weighed[0].Pass {
	case 3:
		fmt.Fprintln(w, p.t("规则之内字距都会过宽，取最轻的", "all legal ways leave gaps beyond their bound: the least of them"))
	case 4:
		fmt.Fprintln(w, p.t("没有合规则的断法，取最轻的", "there is no legal way: the least bad one"))
	}
}

// parts writes what a line's price is made of.
func (p *program) parts(parts []paragraph.Part) string {
	var out []string
	for _, x := range parts {
		out = append(out, x.For.In(p.lang)+" "+strconv.FormatInt(x.Price, 10))
	}
	return strings.Join(out, " + ")
}

// inEms writes a width in 字 to a hundredth.
func inEms(l, em geom.Length) string {
	n := l.MulDiv(100, int64(max(em, 1)))
	s := fmt.Sprintf("%d.%02d", n/100, n%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
