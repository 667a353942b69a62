package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) versionCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: p.t("显示版本", "print the version"),
		Args:  p.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			p.printVersion()
			return nil
		},
	}
}

func (p *program) printVersion() {
	fmt.Fprintf(p.out, "paiban %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// release is the version of a program that is handed out; .ci/release.go sets it.
var release string

// version is that of a release, or the module's, or the commit that the program was
// built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, changed := "devel", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = "devel-" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	return commit + changed
}
