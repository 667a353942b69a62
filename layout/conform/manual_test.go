package conform

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"paiban/layout/diag"
)

var update = flag.Bool("update", false, "write the table of rules anew")

// TestManual holds the manual's table of rules to the rules.
func TestManual(t *testing.T) {
	for path, lang := range map[string]diag.Lang{"../../docs/pdfa.md": diag.EN, "../../docs/pdfa.zh.md": diag.ZH} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		const begin, end = "-update -->\n", "<!-- /rules -->"
		head, rest, ok := strings.Cut(string(b), begin)
		_, tail, ok2 := strings.Cut(rest, end)
		if !ok || !ok2 {
			t.Fatalf("%s has no place for the table", path)
		}
		want := head + begin + tableOf(lang) + end + tail
		if string(b) == want {
			continue
		}
		if !*update {
			t.Errorf("%s is not what the rules say: run go test ./layout/conform -update", path)
		} else if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func tableOf(lang diag.Lang) string {
	text := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	var b strings.Builder
	for _, s := range []struct{ id, name string }{{"A", "ISO 19005-2:2011 (PDF/A-2)"}, {"UA", "ISO 14289-1:2014 (PDF/UA-1)"}} {
		fmt.Fprintf(&b, "\n### %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", s.name,
			text("条", "clause"), text("级别", "levels"), text("要求", "what it asks"), text("测试", "test"))
		for _, r := range Rules() {
			if r.Standard != s.id {
				continue
			}
			levels := map[string]string{"BUA": "a, b, u", "UA": "a, u", "A": "a", "": "–"}[r.Levels]
			test := "TestRules/" + strings.ReplaceAll(r.ID(), " ", "-")
			if untested[r.ID()] != "" {
				test = text("（八百多万个对象的文件太大，不做）", "(a file of eight million objects is not made)")
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.Number, levels, r.Asks.In(lang), test)
		}
	}
	b.WriteByte('\n')
	return b.String()
}
