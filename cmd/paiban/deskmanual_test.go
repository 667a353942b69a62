package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDeskManual runs the commands that the manual of the desk shows: each must be
// understood, and the live page come up.
func TestDeskManual(t *testing.T) {
	tool(t, "git")
	for _, name := range []string{"desk.md", "desk.zh.md"} {
		text, err := os.ReadFile(filepath.Join(repo(t), "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(text, -1) {
			for _, line := range strings.Split(strings.TrimSpace(string(bytes.Split(block[1], []byte("```"))[0])), "\n") {
				line, _, _ = strings.Cut(line, " #")
				line, _, _ = strings.Cut(line, " >")
				args := strings.Fields(line)
				if len(args) > 2 && args[1] == "serve" {
					for i := range args {
						args[i] = strings.Trim(args[i], "'")
					}
					paper := map[string]string{"paper/pages.toml": little("一句话。")["pages.toml"]}
					serves(t, folder(t, paper), append(args[2:], "--port", "0")...)
					n++
					continue
				}
				if len(args) < 2 || args[0] != "paiban" {
					continue
				}
				for i, a := range args {
					switch a {
					case "page.txt":
						args[i] = filepath.Join(repo(t), "assets/sample/page-text.txt")
					case "paper":
						args[i] = "p"
					case "origin/main":
						args[i] = "pages.toml"
					}
				}
				dir := folder(t, little("一句话。"))
				if args[1] == "build" && args[len(args)-1] == "p" {
					paiban(t, dir, "import", filepath.Join(repo(t), "assets/sample/page-text.txt"), "--out", "p").want(t, exitClean)
				}
				if r := paiban(t, dir, args[1:]...); r.code == exitUsage || r.code == exitInvalid || r.code == exitUnwritable {
					t.Errorf("%s: %s\nexit code %d\n%s", name, line, r.code, r.err)
				}
				n++
			}
		}
		if n < 8 {
			t.Errorf("%s shows %d commands", name, n)
		}
	}
}
