package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestManualPage holds docs/man to the program's help, and the pages to groff.
func TestManualPage(t *testing.T) {
	for lang, file := range map[string]string{"en": "paiban.1", "zh": "zh_CN/paiban.1"} {
		got := paiban(t, t.TempDir(), "man", "--lang", lang).want(t, exitClean).out
		path := filepath.Join(repo(t), "docs", "man", file)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not what paiban man prints: run go test ./cmd/paiban -run Manual -update", path)
		}
		for _, name := range []string{"build", "serve", "man", "preflight"} {
			if !strings.Contains(got, "\n.SS paiban "+name) {
				t.Errorf("%s lacks paiban %s", file, name)
			}
		}
		groff, err := exec.LookPath("groff")
		if err != nil {
			continue
		}
		c := exec.Command(groff, "-man", "-ww", "-Tutf8", "-Kutf8", path)
		var told bytes.Buffer
		c.Stderr = &told
		if _, err := c.Output(); err != nil || told.Len() > 0 {
			t.Errorf("groff %s: %v\n%.800s", path, err, told.String())
		}
	}
}
