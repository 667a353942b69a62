package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sheetLines gives the texts of a sheet.json's paragraph lines, in order.
func sheetLines(t *testing.T, path string) []string {
	t.Helper()
	var s struct {
		Stories []struct {
			Blocks []struct {
				Role  string
				Lines []struct{ Text string }
			}
		}
	}
	raw, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, st := range s.Stories {
		for _, b := range st.Blocks {
			if b.Role != "paragraph" {
				continue
			}
			for _, l := range b.Lines {
				out = append(out, l.Text)
			}
		}
	}
	return out
}

// lost counts the lines of was that are not among now.
func lost(was, now []string) int {
	have := map[string]int{}
	for _, l := range now {
		have[l]++
	}
	n := 0
	for _, l := range was {
		if have[l]--; have[l] < 0 {
			n++
		}
	}
	return n
}

// After an edit, a build that is given the sheet before keeps most lines of the
// edited paragraph and all of the others; without an edit, all.
func TestPrevious(t *testing.T) {
	dir := t.TempDir()
	paiban(t, dir, "init", ".").want(t, exitClean)
	build := func(out string, args ...string) []string {
		r := paiban(t, dir, append([]string{"build", "--sheet", "--out", out}, args...)...)
		if r.code != exitClean && r.code != exitFindings { // an edit may overset the last line
			t.Fatal(r.err)
		}
		return sheetLines(t, filepath.Join(dir, out, "01.sheet.json"))
	}
	was := build("a")
	if now := build("b", "--previous", "a/01.sheet.json"); lost(was, now) > 0 {
		t.Errorf("%d lines change by themselves", lost(was, now))
	}
	copyFile := filepath.Join(dir, "first.txt")
	raw, err := os.ReadFile(copyFile)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(raw), "图片横跨几栏都行", "图片要横跨几栏都行", 1)
	if edited == string(raw) {
		t.Fatal("the starter has other words now: edit another place")
	}
	if err := os.WriteFile(copyFile, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	free, kept := lost(was, build("c")), lost(was, build("d", "--previous", "a/01.sheet.json"))
	if kept == 0 || kept > 3 || kept > free {
		t.Errorf("one more 字 changes %d lines, with --previous %d", free, kept)
	}

	if r := paiban(t, dir, "build", "--previous", "first.txt").want(t, exitInvalid); !strings.Contains(r.err, "first.txt") {
		t.Errorf("the refusal names no file: %q", r.err)
	}
	paiban(t, dir, "build", "--previous", "no.sheet.json").want(t, exitInvalid)
}

// edited is editable with a 字 more, which at 13 字 keeps more of its lines if they
// are given than if not.
const editable = "采用党建共建公司职能部门助农联络站困难群众的常态化帮扶模式，在修武县设置助农联络站，累计帮助农户销售蔬菜60万公斤，捐赠蜜桃果200颗。同时，积极助力募捐、关爱老人、无偿献血等活动。\n"

var edited = strings.Replace(editable, "积极", "积极地", 1)

func TestPreviousLines(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("a.txt", editable)
	put("b.txt", edited)
	was := paiban(t, dir, "lines", "--measure", "13字", "a.txt").want(t, exitClean).out
	put("was.json", paiban(t, dir, "lines", "--measure", "13字", "--json", "a.txt").want(t, exitClean).out)
	lines := func(args ...string) []string {
		out := paiban(t, dir, append([]string{"lines", "--measure", "13字"}, args...)...).want(t, exitClean).out
		return strings.Split(out, "\n")
	}
	free := lost(strings.Split(was, "\n"), lines("b.txt"))
	kept := lost(strings.Split(was, "\n"), lines("--previous", "was.json", "b.txt"))
	if kept == 0 || kept >= free {
		t.Errorf("one more 字 changes %d lines, with --previous %d", free, kept)
	}
	paiban(t, dir, "lines", "--measure", "13字", "--previous", "a.txt", "b.txt").want(t, exitInvalid)
}
