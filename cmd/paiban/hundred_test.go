package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
)

// hundred makes n editions of a page each, like the sample – its stories, pictures
// and plan – but every paragraph is of other sentences, as long as the sample's. It
// gives the folders' names. The same n gives the same files.
func hundred(t *testing.T, dir string, n int) (folders []string) {
	t.Helper()
	sample := filepath.Join(repo(t), "assets", "sample")
	m := newDecade(t, dir)
	toml, err := os.ReadFile(filepath.Join(repo(t), "pages.toml"))
	if err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(filepath.Join(sample, "copy", "*.txt"))
	if err != nil || len(copies) == 0 {
		t.Fatal(err)
	}
	for i := range n {
		rnd := rand.New(rand.NewPCG(2024, uint64(i)))
		day := fmt.Sprintf("page-%03d", i)
		folders = append(folders, day)
		write(t, dir, day+"/pages.toml", strings.ReplaceAll(string(toml), "assets/sample/", ""))
		for _, c := range copies {
			text, err := os.ReadFile(c)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			for k, l := range lines {
				if l != "" && !strings.ContainsAny(l[:1], "@#%") {
					lines[k] = m.paragraph(rnd, len([]rune(l)))
				}
			}
			write(t, dir, day+"/copy/"+filepath.Base(c), strings.Join(lines, "\n"))
		}
		for _, p := range m.pictures {
			to := filepath.Join(dir, day, "pictures", p)
			if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Link(filepath.Join(dir, "pictures", p), to); err != nil {
				t.Fatal(err)
			}
		}
	}
	return folders
}

// paragraph gives n characters of whole sentences, the last one cut to length.
func (m *decadeMaker) paragraph(rnd *rand.Rand, n int) string {
	var out []rune
	for len(out) < n {
		s := []rune(m.sentences[rnd.IntN(len(m.sentences))])
		if room := n - len(out); len(s) > room {
			s = []rune(strings.Map(func(r rune) rune {
				if !unicode.Is(unicode.Han, r) {
					return -1
				}
				return r
			}, string(s)))
			s = append(s[:min(room, len(s))-1], '。')
		}
		out = append(out, s...)
	}
	return string(out)
}

// TestHundredPages prints what a hundred different pages cost in one process, with
// everything on and their pictures converted before: pages like the sample, and
// pages of the decade. `make bench` runs it.
func TestHundredPages(t *testing.T) {
	if os.Getenv("PAIBAN_BENCH") == "" {
		t.Skip("run by make bench")
	}
	for _, c := range []struct {
		what  string
		pages int
		make  func(dir string) []string
	}{
		{"pages like the sample", 100, func(dir string) []string { return hundred(t, dir, 100) }},
		{"broadsheet pages of the decade", 104, func(dir string) []string { return newDecade(t, dir).make(t, dir, 0, 13) }},
	} {
		dir := t.TempDir()
		write(t, dir, "list.txt", strings.Join(c.make(dir), "\n")+"\n")
		t.Logf("paiban batch, %d different %s, one process, PDF/X-4:", c.pages, c.what)
		for _, how := range []string{"no picture converted before", "pictures converted before"} {
			cmd := command(dir, nil, "batch", "list.txt", "--out", "built", "--again", "--cache", "cache", "--allow", ".")
			start := time.Now()
			r := runCommand(t, cmd)
			wall := time.Since(start)
			if !strings.Contains(r.out, fmt.Sprintf("(pages: %d)", c.pages)) {
				t.Fatalf("code %d: %s\n%s", r.code, r.out, r.err)
			}
			cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			n := time.Duration(c.pages)
			t.Logf("  %s: %.1f pages a second, %.1f ms of processor time a page, %.0f MiB at most",
				how, float64(c.pages)/wall.Seconds(), ms(cpu/n), float64(maxRSS(cmd.ProcessState))/(1<<20))
		}
	}
	dir := t.TempDir()
	oneEdition(t, dir, hundred(t, dir, 100))
	for _, how := range []string{"no picture converted before", "pictures converted before"} {
		cmd := command(dir, nil, "build", "--cache", "cache")
		start := time.Now()
		if r := runCommand(t, cmd); r.code != exitClean {
			t.Fatalf("code %d: %s", r.code, r.err)
		}
		t.Logf("paiban build, one edition of a hundred such pages, %s: %.1f pages a second, %.1f ms of processor time a page, %.0f MiB at most", how,
			100/time.Since(start).Seconds(), ms((cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())/100), float64(maxRSS(cmd.ProcessState))/(1<<20))
	}
	out := t.TempDir()
	t.Log("gopdf alone, the sample's text and pictures a hundred times, without any rule (.ci/naive.go):")
	for _, c := range []struct {
		how  string
		args []string
	}{{"a file each, two at a time", []string{"100", out}}, {"all in one file", []string{"-one", "100", out}}} {
		cmd := naive(t, c.args...)
		start := time.Now()
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		t.Logf("  %s: %.1f pages a second, %.1f ms of processor time a page", c.how, 100/time.Since(start).Seconds(),
			ms((cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())/100))
	}
}

// oneEdition makes one edition of those that hundred gave: their pages, one after the
// other.
func oneEdition(t *testing.T, dir string, folders []string) {
	t.Helper()
	var pages, styles, stories strings.Builder
	id := regexp.MustCompile(`(?m)^\[\[story\]\]\nid = "(\w+)"`)
	part := regexp.MustCompile(`(?m)^\[+(\w+)`)
	for i, folder := range folders {
		b, err := os.ReadFile(filepath.Join(dir, folder, "pages.toml"))
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		text = strings.ReplaceAll(strings.ReplaceAll(text, `"copy/`, `"`+folder+`/copy/`), `"pictures/`, `"page-000/pictures/`)
		text = strings.Replace(text, `name = "06"`, fmt.Sprintf(`name = "%03d"`, i+1), 1)
		text = id.ReplaceAllString(text, fmt.Sprintf("[[story]]\nid = \"${1}%03d\"\npage = \"%03d\"", i, i+1))
		at := part.FindAllStringSubmatchIndex(text, -1)
		for k, m := range at {
			end := len(text)
			if k+1 < len(at) {
				end = at[k+1][0]
			}
			switch table := text[m[2]:m[3]]; {
			case table == "story":
				stories.WriteString(text[m[0]:end])
			case table == "page":
				pages.WriteString(text[m[0]:end])
			case i == 0: // what is of the edition
				styles.WriteString(text[m[0]:end])
			}
		}
	}
	write(t, dir, "pages.toml", styles.String()+pages.String()+stories.String())
}
