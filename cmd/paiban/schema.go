package main

import (
	"github.com/spf13/cobra"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/report"
)

func (p *program) schemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [report]",
		Short: p.t("输出 pages.toml（或 report.json）的 JSON Schema", "print the JSON Schema of pages.toml (or of report.json)"),
		Long: p.t(`输出 pages.toml 的 JSON Schema，说明中英文都有；编辑器（如装了 Even Better TOML 的 VS Code）
据此补全、提示和检查。schema report 输出的是 report.json 的，给读它的程序用。`,
			`Print the JSON Schema of pages.toml, described in Chinese and English. Editors (such as
VS Code with Even Better TOML) complete, explain and check by it. With report it is that of report.json, for the
programs that read it.`),
		Example:   "  paiban schema > pages.schema.json\n  paiban schema report > report.schema.json",
		Args:      p.atMost(1),
		ValidArgs: []string{"report"},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				p.out.Write(edition.Schema()) // main tells of a write that failed
			case args[0] == "report":
				p.out.Write(report.JSONSchema)
			default:
				return usageError(diag.T("没有“%s”的 JSON Schema，有的是 pages.toml 的（不写）和 report 的", "there is no JSON Schema of %q; there are that of pages.toml (no argument) and report's", args[0]))
			}
			return nil
		},
	}
}
