package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
)

var update = flag.Bool("update", false, "write the manual anew from the help texts")

// TestManual holds docs/ and the program's help together.
func TestManual(t *testing.T) {
	for _, m := range []struct {
		lang diag.Lang
		file string
	}{{diag.EN, "cli.md"}, {diag.ZH, "cli.zh.md"}} {
		got := manual(m.lang)
		path := filepath.Join("..", "..", "docs", m.file)
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the help says: run go test ./cmd/paiban -run Manual -update", path)
		}
	}
}

// manual prints the help of every command as one page.
func manual(lang diag.Lang) []byte {
	var b bytes.Buffer
	p := &program{out: &b, err: &b, lang: lang, outbox: &outbox{}}
	fmt.Fprintf(&b, "# paiban\n\n%s\n", p.t("本页由 `paiban --help` 各命令的说明生成。", "This page is made from what each command's `--help` prints."))
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		fmt.Fprintf(&b, "\n## %s\n\n```\n", c.CommandPath())
		p.help(c)
		b.WriteString("```\n")
		for _, s := range c.Commands() {
			if s.IsAvailableCommand() && c.Name() != "completion" {
				visit(s)
			}
		}
	}
	visit(p.root())
	return b.Bytes()
}

// Chinese help must be Chinese: no line of it may be all English words.
func TestHelpIsTranslated(t *testing.T) {
	var b bytes.Buffer
	p := &program{out: &b, err: &b, lang: diag.ZH, outbox: &outbox{}}
	for _, c := range p.root().Commands() {
		b.Reset()
		p.help(c)
		for _, l := range strings.Split(b.String(), "\n") {
			l = strings.TrimSpace(l)
			command := strings.HasPrefix(l, "paiban") || strings.HasPrefix(l, "echo")
			if l != "" && !hasHan(l) && !command {
				t.Errorf("paiban %s --help: %q", c.Name(), l)
			}
		}
	}
}
