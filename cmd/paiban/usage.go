package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints a command's long text and its usage.
func (p *program) help(c *cobra.Command) {
	text := c.Long
	if text == "" {
		text = c.Short
	}
	fmt.Fprintf(c.OutOrStdout(), "%s\n\n", strings.TrimSpace(text))
	p.writeUsage(c.OutOrStdout(), c)
}

// helpCmd is `paiban help`, which unlike cobra's own fails for a command that
// there is not.
func (p *program) helpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: p.t("查看某个命令的说明", "show help for a command"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return p.knownCommand(root, args)
			}
			return c.Help()
		},
	}
}

func (p *program) usage(c *cobra.Command) error {
	p.writeUsage(c.ErrOrStderr(), c)
	return nil
}

// writeUsage is cobra's usage template in the program's language.
func (p *program) writeUsage(w io.Writer, c *cobra.Command) {
	p.nameHelpFlag(c)
	fmt.Fprintln(w, p.t("用法：", "Usage:"))
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s %s\n", c.CommandPath(), p.t("<命令> [选项]", "<command> [flags]"))
	} else {
		fmt.Fprintf(w, "  %s\n", strings.Replace(c.UseLine(), "[flags]", p.t("[选项]", "[flags]"), 1))
	}
	if c.HasExample() {
		fmt.Fprintf(w, "\n%s\n%s\n", p.t("示例：", "Examples:"), strings.Trim(c.Example, "\n"))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", p.t("命令：", "Commands:"))
		for _, s := range c.Commands() {
			if s.IsAvailableCommand() || s.Name() == "help" {
				fmt.Fprintf(w, "  %-12s%s\n", s.Name(), s.Short)
			}
		}
	}
	p.writeFlags(w, p.t("选项：", "Flags:"), c.LocalFlags())
	p.writeFlags(w, p.t("通用选项：", "Global flags:"), c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", p.t("用 %s <命令> --help 看某个命令的说明。", "Use %s <command> --help to read about a command.",
			c.CommandPath()))
	}
}

// flagRows gives a command's flags as help prints them: names with the kind of their
// value, and what they do.
func (p *program) flagRows(fs *pflag.FlagSet) (rows [][2]string) {
	fs.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if kind != "" {
			name += " " + kind
		}
		switch f.DefValue {
		case "", "false", "[]", "0", "-1":
		default:
			text += p.t("（默认 %s）", " (default %s)", f.DefValue)
		}
		rows = append(rows, [2]string{name, text})
	})
	return rows
}

func (p *program) writeFlags(w io.Writer, title string, fs *pflag.FlagSet) {
	rows := p.flagRows(fs)
	if rows == nil {
		return
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, columns(r[0]))
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", wide-columns(r[0])), r[1])
	}
}

// nameHelpFlag gives -h its text in the program's language.
func (p *program) nameHelpFlag(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = p.t("显示本说明", "show this help")
	}
}

// translateCobra puts the texts of the commands that cobra adds into Chinese;
// its English ones stay as they are.
func (p *program) translateCobra(root *cobra.Command) {
	shells := map[string]string{"bash": "Bash", "zsh": "Zsh", "fish": "fish", "powershell": "PowerShell"}
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Short = p.t("输出命令行补全脚本", "print a shell completion script")
			c.Long = c.Short
			c.Args, c.RunE = p.knownCommand, root.RunE
			for _, s := range c.Commands() {
				s.Short = p.t("输出 %s 的补全脚本", "print the completion script for %s", shells[s.Name()])
				if p.lang == 0 {
					s.Long = s.Short + "。\n\n" + completionHow[s.Name()]
				}
				if f := s.Flags().Lookup("no-descriptions"); f != nil {
					f.Usage = p.t("补全时不带说明文字", "complete without descriptions")
				}
			}
		}
	}
}

// completionHow says in Chinese how to load each script.
var completionHow = map[string]string{
	"bash":       "本次会话启用：\n\n\tsource <(paiban completion bash)\n\n长期启用（Linux）：\n\n\tpaiban completion bash > /etc/bash_completion.d/paiban",
	"zsh":        "本次会话启用：\n\n\tsource <(paiban completion zsh)\n\n长期启用：\n\n\tpaiban completion zsh > \"${fpath[1]}/_paiban\"",
	"fish":       "本次会话启用：\n\n\tpaiban completion fish | source\n\n长期启用：\n\n\tpaiban completion fish > ~/.config/fish/completions/paiban.fish",
	"powershell": "本次会话启用：\n\n\tpaiban completion powershell | Out-String | Invoke-Expression",
}
