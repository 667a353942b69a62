package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) manCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   p.t("输出手册页（man）", "print the manual page (man)"),
		Long:    p.t("输出手册页，语言与 --lang 相同：各命令的说明和选项都在一页里。", "Print the manual page, in the language of --lang: all commands and their flags on one page."),
		Example: "  paiban man --lang en > ~/.local/share/man/man1/paiban.1\n  paiban man --lang zh > ~/.local/share/man/zh_CN/man1/paiban.1",
		Args:    p.atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			p.writeMan(p.out, c.Root())
			return nil
		},
	}
}

// writeMan prints the help of all commands in the roff of man(7).
func (p *program) writeMan(w io.Writer, root *cobra.Command) {
	fmt.Fprintf(w, ".TH PAIBAN 1 \"\" paiban %q\n", p.t("排版手册", "paiban manual"))
	fmt.Fprintln(w, ".ad l")
	fmt.Fprintf(w, ".SH %s\npaiban \\- %s\n", p.t("名称", "NAME"), roff(root.Short))
	fmt.Fprintf(w, ".SH %s\n.B paiban\n%s\n", p.t("用法", "SYNOPSIS"), roff(p.t("<命令> [选项]", "<command> [flags]")))
	fmt.Fprintf(w, ".SH %s\n", p.t("说明", "DESCRIPTION"))
	manText(w, root.Long)
	p.manFlags(w, root)
	fmt.Fprintf(w, ".SH %s\n", p.t("命令", "COMMANDS"))
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		for _, s := range c.Commands() {
			if !s.IsAvailableCommand() && s.Name() != "help" {
				continue
			}
			p.manCommand(w, s)
			if s.Name() != "completion" { // one line a shell is enough
				visit(s)
			}
		}
	}
	visit(root)
	fmt.Fprintf(w, ".SH %s\n", p.t("参见", "SEE ALSO"))
	manText(w, p.t("docs/pages-toml.zh.md  pages.toml 的各个键\ndocs/codes.zh.md       规则代码\ndocs/desk.zh.md        校样、实时版面、CI",
		"docs/pages-toml.md  the keys of pages.toml\ndocs/codes.md       rule codes\ndocs/desk.md        proofs, live page, CI"))
}

func (p *program) manCommand(w io.Writer, c *cobra.Command) {
	use := strings.Replace(c.UseLine(), "[flags]", p.t("[选项]", "[flags]"), 1)
	fmt.Fprintf(w, ".SS %s\n", roff(use))
	text := c.Long
	if text == "" {
		text = c.Short
	}
	manText(w, text)
	p.manFlags(w, c)
	if c.HasExample() {
		fmt.Fprintf(w, ".PP\n%s\n", p.t("示例：", "Examples:"))
		manText(w, strings.Trim(c.Example, "\n"))
	}
}

func (p *program) manFlags(w io.Writer, c *cobra.Command) {
	p.nameHelpFlag(c)
	for _, r := range p.flagRows(c.LocalFlags()) {
		if !strings.HasPrefix(r[0], "-h,") {
			// groff cannot break a line between 汉字: the terminal does.
			fmt.Fprintf(w, ".TP\n.B %s\n%s%s\n%s", roff(strings.TrimSpace(r[0])), p.t(".nf\n", ""), roff(r[1]), p.t(".fi\n", ""))
		}
	}
}

// manText prints lines as they are: they have been broken for a terminal.
func manText(w io.Writer, text string) {
	fmt.Fprint(w, ".PP\n.nf\n")
	for _, l := range strings.Split(strings.Trim(text, "\n"), "\n") {
		fmt.Fprintln(w, roff(strings.ReplaceAll(l, "\t", "    ")))
	}
	fmt.Fprint(w, ".fi\n")
}

// roff escapes what groff would read as its own: backslashes, hyphens that must
// stay copyable, quotes of the shell, and a dot or a quote that opens a line.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`).Replace(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}
