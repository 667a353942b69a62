package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What an earlier run wrote and this one does not is renamed, so that nobody takes
// it for this one's, and comes back by being written again.
func TestStaleOutput(t *testing.T) {
	two := func(first, second, name string) map[string]string {
		page := "\n[[page]]\nname = \"%s\"\nfolio = false\n[page.grid]\nem = \"10pt\"\ncolumns = 2\nmeasure = 10\nlines = 40\nheight = \"180mm\"\n"
		story := "\n[[story]]\npage = \"%s\"\nfit = \"off\"\ncolumns = [1, 2]\nlines = [1, 40]\ntext = \"\"\"%s\"\"\"\n"
		src := ""
		for _, n := range []string{"01", name} {
			src += strings.ReplaceAll(page, "%s", n)
		}
		src += strings.Replace(strings.Replace(story, "%s", "01", 1), "%s", first, 1)
		src += strings.Replace(strings.Replace(story, "%s", name, 1), "%s", second, 1)
		return map[string]string{"pages.toml": src}
	}
	good, over := "一句话。", long(3000)
	dir := folder(t, two(good, good, "02"))
	set := func(files map[string]string) {
		t.Helper()
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	out := filepath.Join(dir, "out")
	pages := []string{"01.pdf", "02.pdf", "report.json"}
	old := []string{"01.pdf.stale", "02.pdf.stale", "report.json"}
	for _, batch := range []bool{false, true} {
		run := func(want int, args ...string) {
			t.Helper()
			if batch {
				args = []string{"batch", "pages.toml", "--again"}
			}
			paiban(t, dir, args...).want(t, want)
			_ = os.Remove(filepath.Join(dir, "batch.journal"))
		}
		set(two(good, good, "02"))
		run(exitClean, "build")
		wantFiles(t, out, pages...)
		if !batch {
			set(two(good, over, "02"))
			run(exitFindings, "build", "--strict")
			wantFiles(t, out, old...)
			run(exitFindings, "build")
			wantFiles(t, out, pages...)
			run(exitFindings, "build", "--page", "02", "--strict") // the other page is not this run's matter
			wantFiles(t, out, "01.pdf", "02.pdf.stale", "report.json")
			run(exitFindings, "build", "--whole", "--sheet")
			run(exitFindings, "build")
			wantFiles(t, out, "01.pdf", "01.sheet.json", "02.pdf", "02.sheet.json", "edition.pdf.stale", "report.json")
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
			run(exitFindings, "build")
		}
		set(map[string]string{"pages.toml": "[[page]\n"})
		run(exitInvalid, "build")
		wantFiles(t, out, old...)
		set(two(good, good, "03")) // a page that is called something else now
		run(exitClean, "build")
		wantFiles(t, out, "01.pdf", "02.pdf.stale", "03.pdf", "report.json")
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
}

// Where one of many files cannot come into place, the report names those before it, and
// no older file passes for one after it – for build and for batch.
func TestOneOfManyCannotBePlaced(t *testing.T) {
	const pages, stuck = 70, 5
	for _, command := range []string{"build", "batch"} {
		files := map[string]string{"pages.toml": ""}
		for i := 1; i <= pages; i++ {
			name := fmt.Sprintf("%02d", i)
			files["pages.toml"] += "[[page]]\nname = \"" + name + "\"\n[[story]]\nid = \"s" + name + "\"\npage = \"" + name + "\"\nfit = \"off\"\nhead = \"河边\"\ntext = \"春天。\"\n"
			files["out/"+name+".pdf"] = "old"
		}
		delete(files, fmt.Sprintf("out/%02d.pdf", stuck))
		files[fmt.Sprintf("out/%02d.pdf/in/the/way", stuck)] = ""
		dir := folder(t, files)
		paiban(t, dir, command, "pages.toml").want(t, exitUnwritable)
		for i := 1; i <= pages; i++ {
			name := filepath.Join(dir, "out", fmt.Sprintf("%02d.pdf", i))
			data, err := os.ReadFile(name)
			_, stale := os.Stat(name + staleExt)
			switch {
			case i == stuck:
			case i < stuck && (err != nil || string(data) == "old" || stale == nil):
				t.Errorf("%s: page %d is not in place: %v", command, i, err)
			case i > stuck && (err == nil || stale != nil):
				t.Errorf("%s: an old page %d is there", command, i)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "out", ".*")); len(left) > 0 {
			t.Errorf("%s left %q", command, left)
		}
		if command == "batch" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, "out", "report.json"))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), ".pdf\""); n != stuck-1 {
			t.Errorf("the report names %d files", n)
		}
	}
}
