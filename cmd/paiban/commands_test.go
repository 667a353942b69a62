package main

import (
	"bytes"
	"encoding/json"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts"
)

func TestInit(t *testing.T) {
	dir := t.TempDir()
	paiban(t, dir, "init", "paper").want(t, exitClean)
	paper := filepath.Join(dir, "paper")
	before := wantFiles(t, paper, "first.txt", "harbour.jpg", "pages.toml")

	r := paiban(t, dir, "init", "paper").want(t, exitUnwritable)
	if !strings.Contains(r.err, "first.txt") {
		t.Errorf("the refusal names no file: %q", r.err)
	}
	for name, text := range wantFiles(t, paper, "first.txt", "harbour.jpg", "pages.toml") {
		if before[name] != text {
			t.Errorf("%s was changed", name)
		}
	}
	r = paiban(t, dir, "build", "paper").want(t, exitClean)
	if r.err != "" {
		t.Errorf("the starter gives findings:\n%s", r.err)
	}
	rep := readReport(t, filepath.Join(paper, "out"))
	if s := rep.Pages[0].Stories[0]; s.RoomLines > 8 {
		t.Errorf("the starter leaves a hole of %d lines", s.RoomLines)
	}
}

// Every preset makes an edition that builds without a finding.
func TestInitPresets(t *testing.T) {
	for _, preset := range []string{"duikai", "sikai"} {
		dir := t.TempDir()
		paiban(t, dir, "init", "--preset", preset).want(t, exitClean)
		wantFiles(t, dir, "first.txt", "harbour.jpg", "pages.toml")
		r := paiban(t, dir, "build", "--max-warnings", "0").want(t, exitClean)
		if r.err != "" {
			t.Errorf("%s gives findings:\n%s", preset, r.err)
		}
	}
	paiban(t, t.TempDir(), "init", "--preset", "a4").want(t, exitUsage)
}

func TestFonts(t *testing.T) {
	r := paiban(t, t.TempDir(), "fonts").want(t, exitClean)
	for _, f := range fonts.Builtin {
		if !strings.Contains(r.out, f.Name) || !strings.Contains(r.out, f.ZH) || !strings.Contains(r.out, f.File) {
			t.Errorf("%s is not listed:\n%s", f.Name, r.out)
		}
	}
	if !strings.Contains(r.out, "30928") { // characters of Noto Serif SC
		t.Errorf("size of song's charset:\n%s", r.out)
	}
}

func TestSchema(t *testing.T) {
	r := paiban(t, t.TempDir(), "schema").want(t, exitClean)
	var s map[string]any
	if err := json.Unmarshal([]byte(r.out), &s); err != nil {
		t.Fatal(err)
	}
	if s["properties"] == nil {
		t.Errorf("schema: %.200s", r.out)
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := paiban(t, t.TempDir(), "completion", shell).want(t, exitClean); !strings.Contains(r.out, "paiban") {
			t.Errorf("%s: %.100q", shell, r.out)
		}
	}
}

// lineJSON is a line of `paiban lines --json`.
type lineJSON struct {
	Paragraph, Line int
	Text            string
	Indent, Measure float64
	Natural, Width  float64
	Advances        []float64
	Last            bool
}

func linesJSON(t *testing.T, input string, args ...string) []lineJSON {
	t.Helper()
	c := command(t.TempDir(), nil, append([]string{"lines", "--json"}, args...)...)
	c.Stdin = strings.NewReader(input)
	var out []lineJSON
	dec := json.NewDecoder(strings.NewReader(runCommand(t, c).want(t, exitClean).out))
	for dec.More() {
		var l lineJSON
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func TestLinesJSON(t *testing.T) {
	paras := []string{
		"博爱县紧紧围绕“千村示范、万村整治”，深入学习“千万工程”经验，投入资金20.5万元，完成了3个村的改造。",
		"",
		"他说：“好！”记者David在WTO（日内瓦）采访，温度37℃……",
	}
	got := linesJSON(t, "\uFEFF"+strings.Join(paras, "\r\n")+"\r\n", "--measure", "8.5字", "--indent", "2字", "-")
	text := make([]string, len(paras))
	line := map[int]int{}
	for _, l := range got {
		text[l.Paragraph] += l.Text
		if l.Line != line[l.Paragraph] {
			t.Errorf("paragraph %d: line %d where %d is due", l.Paragraph, l.Line, line[l.Paragraph])
		}
		line[l.Paragraph]++
		if want := map[bool]float64{true: 2, false: 0}[l.Line == 0]; l.Indent != want {
			t.Errorf("indent %v, want %v", l.Indent, want)
		}
		if l.Measure != 8.5 {
			t.Errorf("measure %v", l.Measure)
		}
		sum := 0.0
		for _, a := range l.Advances {
			sum += a
		}
		if len(l.Advances) != len([]rune(l.Text)) || math.Abs(l.Indent+sum-l.Width) > 1e-4 {
			t.Errorf("%d advances sum to %v, width %v: %s", len(l.Advances), sum, l.Width, l.Text)
		}
		if !l.Last && math.Abs(l.Width-l.Measure) > 0.001 {
			t.Errorf("a full line is not flush: %v: %s", l.Width, l.Text)
		}
	}
	for i := range paras {
		if text[i] != paras[i] {
			t.Errorf("paragraph %d reads %q, want %q", i, text[i], paras[i])
		}
	}
}

func TestLinesText(t *testing.T) {
	dir := folder(t, map[string]string{"in.txt": "一二三四五六七八\n甲乙丙\n"})
	r := paiban(t, dir, "lines", "--measure", "4字", "--indent", "0字", "in.txt").want(t, exitClean)
	if want := "一二三四\n五六七八\n\n甲乙丙\n"; r.out != want {
		t.Errorf("lines:\n%s\nwant:\n%s", r.out, want)
	}
	c := command(dir, nil, "lines", "--measure", "36pt", "--size", "12pt", "--indent", "1字")
	c.Stdin = bytes.NewBufferString("一二三四五")
	if r := runCommand(t, c).want(t, exitClean); r.out != "一二\n三四五\n" {
		t.Errorf("lines of 3字 with 1字 indent:\n%s", r.out)
	}
}

// A lone CR ends a line of input, as on old Macs; an indent that is typed gives way
// to the one that is set, and stands where none is.
func TestLinesInput(t *testing.T) {
	dir := folder(t, map[string]string{"in.txt": "　　一二三四五\r六\r\n七\n"})
	for indent, want := range map[string]string{"2字": "一二\n三四五\n\n六\n\n七\n", "0字": "　　一二\n三四五\n\n六\n\n七\n"} {
		if r := paiban(t, dir, "lines", "--measure", "4字", "--indent", indent, "in.txt").want(t, exitClean); r.out != want {
			t.Errorf("indent %s: %q, want %q", indent, r.out, want)
		}
	}
	if r := paiban(t, dir, "lines", "--measure", "4字", "--indent", "2字", "--json", "in.txt").want(t, exitClean); !strings.Contains(r.out, `"paragraph":2`) {
		t.Errorf("the third line of input is not paragraph 2: %s", r.out)
	}
	c := command(t.TempDir(), nil, "lines", "--measure", "8字")
	c.Stdin = strings.NewReader("　　好\U000F1234")
	if r := runCommand(t, c).want(t, exitFindings); !strings.Contains(r.err, "1:4") {
		t.Errorf("finding: %q", r.err)
	}
}

func TestLinesStyleOfAnEdition(t *testing.T) {
	files := little("一句话。")
	files["pages.toml"] += "\n[style.note]\nextends = \"body\"\nsize = \"12pt\"\nindent = \"0字\"\n"
	files["in.txt"] = "一二三四五六七八"
	dir := folder(t, files)
	r := paiban(t, dir, "lines", "--measure", "36pt", "--style", "note", "in.txt").want(t, exitClean)
	if r.out != "一二三\n四五六\n七八\n" {
		t.Errorf("12 pt in 36 pt:\n%s", r.out)
	}
	if r := paiban(t, dir, "lines", "--measure", "36pt", "--style", "nosuch", "in.txt"); r.code != exitUsage || !strings.Contains(r.err, "nosuch") {
		t.Errorf("an unknown style: code %d, %q", r.code, r.err)
	}
}

// What build would report of a line is told here too, with its place.
func TestLinesFindings(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
		code int
	}{
		{"好\n一二internationally三", []string{"-:2:1: warning[forced-break]"}, exitClean},
		{"一二三四五六", nil, exitClean},
		{"甲乙internationa好", []string{"-:1:1: warning[misfit]"}, exitClean}, // two characters cannot fill five
		{"葛\U000E0100", []string{"-:1:1: error[missing-glyph]", "U+845B U+E0100"}, exitFindings},
	} {
		cmd := command(t.TempDir(), nil, "lines", "--measure", "5字", "--indent", "0字")
		cmd.Stdin = strings.NewReader(c.text)
		r := runCommand(t, cmd).want(t, c.code)
		for _, w := range c.want {
			if !strings.Contains(r.err, w) {
				t.Errorf("%q: no %q in %q", c.text, w, r.err)
			}
		}
		if len(c.want) == 0 && r.err != "" {
			t.Errorf("%q: %q", c.text, r.err)
		}
		asJSON := command(t.TempDir(), nil, "lines", "--measure", "5字", "--indent", "0字", "--json")
		asJSON.Stdin = strings.NewReader(c.text)
		out := runCommand(t, asJSON).want(t, c.code).out
		if forced := strings.Contains(r.err, "forced-break"); forced != strings.Contains(out, `"forced":true`) {
			t.Errorf("%q: forced %v, and as JSON\n%s", c.text, forced, out)
		}
	}
}

func TestLinesMissingGlyph(t *testing.T) {
	c := command(t.TempDir(), nil, "lines", "--measure", "8字")
	c.Stdin = strings.NewReader("好\n\U000F1234")
	r := runCommand(t, c).want(t, exitFindings)
	if !strings.Contains(r.err, "2:1") || !strings.Contains(r.err, "U+F1234") {
		t.Errorf("finding: %q", r.err)
	}
}

func TestPage(t *testing.T) {
	files := little("一句话。")
	files["pages.toml"] += "page = \"01\"\n\n[[page]]\nname = \"02\"\n"
	dir := folder(t, files)
	paiban(t, dir, "build", "--page", "02").want(t, exitClean)
	wantFiles(t, filepath.Join(dir, "out"), "02.pdf", "report.json")
	r := paiban(t, dir, "build", "--page", "09")
	if r.code != exitUsage || !strings.Contains(r.err, "09") {
		t.Errorf("an unknown page: code %d, %q", r.code, r.err)
	}
}
