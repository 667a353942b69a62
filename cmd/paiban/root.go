package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"paiban/layout/diag"
)

// root builds the tree of commands with its texts in the program's language.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use: "paiban",
		Short: p.t("排版：由 pages.toml 拼出报纸版面",
			"paiban sets newspaper pages from a pages.toml"),
		Long: p.t(`排版：由 pages.toml 拼出报纸版面，输出可付印的 PDF。

退出码（各命令通用）：
  0    完成（可以有警告）
  1    有错误级的问题，例如溢文；版面仍然输出
  2    命令行有误
  3    输入读不到或不合规，没有输出版面
  4    输出写不成
  130  被中断`,
			`paiban sets newspaper pages from a pages.toml and writes print-ready PDF.

Exit codes of all commands:
  0    done (there may be warnings)
  1    findings of severity error, such as overset; pages are still written
  2    the command line is wrong
  3    input unreadable or invalid, no page was written
  4    output could not be written
  130  interrupted`),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          p.knownCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			if asked, _ := c.Flags().GetBool("version"); asked {
				p.printVersion()
				return nil
			}
			return c.Help()
		},
	}
	root.Flags().Bool("version", false, p.t("显示版本", "print the version"))
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.PersistentFlags().Var(&langFlag{}, "lang",
		p.t("界面语言，`zh|en`；不写则依 LC_ALL、LC_MESSAGES、LANG", "language of messages, `zh|en`; default from LC_ALL, LC_MESSAGES, LANG"))
	root.PersistentFlags().StringArrayVar(&p.trust.Allow, "allow", nil,
		p.t("准许读取这个`文件夹`里的文件，可重复；不写则只读版面描述所在的文件夹", "let editions read files in this `folder`, too (repeatable); default: their own folders only"))
	root.PersistentFlags().Var(limitFlag{&p.trust}, "limit",
		p.t("放宽或收紧一项`界限`，如 picture-file=256MB，可重复；见 paiban limits", "raise or lower a `limit` on input, as picture-file=256MB (repeatable); see paiban limits"))
	root.SetFlagErrorFunc(p.flagError)
	root.SetUsageFunc(func(c *cobra.Command) error { return p.usage(c) })
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	root.AddCommand(p.buildCmd(), p.proofCmd(), p.serveCmd(), p.diffCmd(), p.capacityCmd(), p.linesCmd(), p.initCmd(), p.importCmd(), p.fontsCmd(), p.schemaCmd(), p.manCmd(), p.versionCmd())
	root.AddCommand(p.lockCmd(), p.verifyCmd(), p.exportCmd(), p.batchCmd(), p.preflightCmd(), p.limitsCmd())
	root.SetHelpCommand(p.helpCmd(root))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	p.translateCobra(root)
	return root
}

// t formats one of two texts, as diag.T does.
func (p *program) t(zh, en string, args ...any) string { return diag.T(zh, en, args...).In(p.lang) }

// langGiven gives the value of --lang, and false if the user left it out.
func langGiven(c *cobra.Command) (diag.Lang, bool) {
	l, ok := c.Flag("lang").Value.(*langFlag)
	if !ok || !l.given {
		return diag.ZH, false
	}
	return l.lang, true
}

// knownCommand checks the arguments of a command that only has commands under
// it: it takes none, so a first one is a command that there is not.
func (p *program) knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	t := diag.T("没有“%s”这个命令", "there is no command %q", args[0])
	c.SuggestionsMinimumDistance = 2
	if s := c.SuggestionsFor(args[0]); len(s) > 0 {
		t.ZH += "；是不是想用 " + strings.Join(s, "、") + "？"
		t.EN += "; did you mean " + strings.Join(s, ", ") + "?"
	}
	return usageError(t)
}

// atMost checks the number of a command's arguments.
func (p *program) atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usageError(diag.T("多余的参数“%[1]s”；用法：%[2]s", "unexpected argument %[1]q; usage: %[2]s", args[n], c.UseLine()))
	}
}

// flagError puts what pflag has to say into the user's language.
func (p *program) flagError(c *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	help := c.CommandPath() + " --help"
	switch {
	case errors.As(err, &missing):
		name := missing.GetSpecifiedName()
		dash := "--"
		if missing.GetSpecifiedShortnames() != "" {
			dash = "-"
		}
		return usageError(diag.T("没有 %[1]s 这个选项（见 %[2]s）", "there is no flag %[1]s (see %[2]s)", dash+name, help))
	case errors.As(err, &bare):
		return usageError(diag.T("--%[1]s 后面要有一个值（见 %[2]s）", "--%[1]s needs a value (see %[2]s)", bare.GetFlag().Name, help))
	case errors.As(err, &bad):
		return usageError(diag.T("--%[1]s 不能是“%[2]s”（见 %[3]s）", "--%[1]s cannot be %[2]q (see %[3]s)",
			bad.GetFlag().Name, bad.GetValue(), help))
	}
	return usageError(diag.T("%[1]v（见 %[2]s）", "%[1]v (see %[2]s)", err, help))
}
