package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Every command that reads an edition keeps to its folder unless told otherwise,
// and to the limits.
func TestTrust(t *testing.T) {
	dir := folder(t, map[string]string{
		"paper/pages.toml": "[[page]]\n[[story]]\nfile = \"../copy/a.txt\"\nfit = \"off\"\n",
		"copy/a.txt":       strings.Repeat("春天先到河边，柳条染上鹅黄。", 20),
		"list.txt":         "paper/pages.toml\n",
	})
	out := filepath.Join(dir, "o")
	for _, args := range [][]string{
		{"build", "paper", "--out", out}, {"proof", "paper", "--out", out, "--dpi", "36"}, {"lock", "paper"}, {"verify", "paper"},
		{"export", "paper", "--to", "text", "--out", out}, {"diff", "paper", "paper"}, {"batch", "list.txt", "--out", out, "--again"},
		{"lines", "--edition", "paper/pages.toml", "--style", "body", "--measure", "13字", "copy/a.txt"},
	} {
		paiban(t, dir, args...).want(t, exitInvalid)
		if args[0] == "verify" {
			continue // there was nothing to lock
		}
		paiban(t, dir, append(args, "--allow", "copy")...).want(t, exitClean)
		if args[0] == "lock" {
			paiban(t, dir, "verify", "paper", "--allow", "copy").want(t, exitClean)
		}
		r := paiban(t, dir, append(args, "--allow", "copy", "--limit", "copy-file=512", "--lang", "en")...).want(t, exitInvalid)
		if args[0] != "batch" && !strings.Contains(r.out+r.err, "the limit is 512 bytes") {
			t.Errorf("%v: %s%s", args, r.out, r.err)
		}
	}
	paiban(t, dir, "build", "paper", "--limit", "nosuch=1").want(t, exitUsage)
	if r := paiban(t, dir, "limits").want(t, exitClean); !strings.Contains(r.out, "picture-pixels") {
		t.Error(r.out)
	}
}
