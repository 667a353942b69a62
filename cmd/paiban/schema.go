package main

import (
	"github.com/spf13/cobra"

	"paiban/layout/edition"
)

func (p *program) schemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: p.t("输出 pages.toml 的 JSON Schema", "print the JSON Schema of pages.toml"),
		Long: p.t(`输出 pages.toml 的 JSON Schema，说明中英文都有；编辑器（如装了 Even Better TOML 的 VS Code）
据此补全、提示和检查。`,
			`Print the JSON Schema of pages.toml, described in Chinese and English. Editors (such as
VS Code with Even Better TOML) complete, explain and check by it.`),
		Example: "  paiban schema > pages.schema.json",
		Args:    p.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			p.out.Write(edition.Schema()) // main tells of a write that failed
			return nil
		},
	}
}
