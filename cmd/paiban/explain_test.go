package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// golden compares got with a file of testdata; -update writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update writes it anew):\n%s", path, got)
	}
}

const explained = "近年来，博爱县把学习运用“千万工程”经验作为全面推进乡村振兴的重要引领，树牢大抓基层导向，周边4个村流转土地1500亩。\n"

func TestExplainLines(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": explained, "b.txt": "一二三，四五word六七。\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := ""
	for _, args := range [][]string{
		{"--lang", "zh", "a.txt"}, {"--lang", "en", "--measure", "3字", "--indent", "0字", "b.txt"}, {"--lang", "zh", "--set", "composer=line", "a.txt"},
	} {
		args = append([]string{"lines", "--measure", "13字", "--explain"}, args...)
		out += strings.Join(args, " ") + "\n" + paiban(t, dir, args...).want(t, exitClean).out + "\n"
	}
	golden(t, "explain.golden", out)
	paiban(t, dir, "lines", "--measure", "13字", "--explain", "--json", "a.txt").want(t, exitUsage)
}

func TestTraceBreaks(t *testing.T) {
	dir := t.TempDir()
	edition := "[edition]\nname = \"试报\"\n[[page]]\nname = \"01\"\n" +
		"[page.grid]\nem = \"10pt\"\ncolumns = 2\nmeasure = 13\nlines = 20\nheight = \"120mm\"\n" +
		"[[story]]\nid = \"lead\"\nhead = \"题目\"\nfile = \"a.txt\"\n"
	for name, text := range map[string]string{"a.txt": explained, "pages.toml": edition} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := paiban(t, dir, "build", "--trace", "breaks", "--lang", "zh").want(t, exitClean)
	golden(t, "trace.golden", r.err)
	if r := paiban(t, dir, "build", "--trace", "breaks", "--page", "02", "--lang", "zh"); r.code != exitUsage || strings.Contains(r.err, "*") {
		t.Errorf("a page that there is not is traced: %s", r.err)
	}
	paiban(t, dir, "build", "--trace", "steps").want(t, exitUsage)
}
