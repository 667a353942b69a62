package main

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sheetJSON is what a reader of 06.sheet.json needs here.
type sheetJSON struct {
	Grid    struct{ Baselines []float64 }
	Stories []struct {
		ID     string
		Blocks []blockJSON
	}
	Rules, Pictures []struct{ X, Y, Width, Height float64 }
}

type blockJSON struct {
	Role, Text string
	Continued  bool
	Lines      []struct {
		Text                          string
		X, Baseline, Measure, Natural float64
		Misfit                        float64
		Last                          bool
		OnGrid                        bool `json:"on_grid"`
	}
	Blocks []blockJSON
}

// TestSamplePage builds the sample edition as the README's first command does
// and reads back what was written.
func TestSamplePage(t *testing.T) {
	out := t.TempDir()
	r := paiban(t, repo(t), "build", "--out", out, "--sheet").want(t, exitClean)
	files := wantFiles(t, out, "06.pdf", "06.sheet.json", "report.json")

	rep := readReport(t, out)
	if rep.Edition.Name != "焦作日报" || len(rep.Pages) != 1 || len(rep.Pages[0].Stories) < 5 {
		t.Fatalf("report: %+v", rep)
	}
	for _, s := range rep.Pages[0].Stories {
		if s.OverEm != 0 || s.OverLines != 0 {
			t.Errorf("story %s is over by %v 字", s.ID, s.OverEm)
		}
		if !strings.Contains(r.out, s.ID) {
			t.Errorf("the table leaves out story %s:\n%s", s.ID, r.out)
		}
	}
	var sheet sheetJSON
	if err := json.Unmarshal([]byte(files["06.sheet.json"]), &sheet); err != nil {
		t.Fatal(err)
	}
	if len(sheet.Pictures) != 6 {
		t.Errorf("%d pictures, want 6", len(sheet.Pictures))
	}
	for _, s := range sheet.Stories {
		for _, b := range s.Blocks {
			checkBlock(t, s.ID, b, sheet.Grid.Baselines)
		}
	}
}

// Marks that no line of a newspaper begins or ends with (clreq,
// #prohibition_rules_for_line_start_end; GB/T 15834, 5.1).
const (
	neverFirst = "，。、；：？！）》〉」』】〕”’·％%℃"
	neverLast  = "（《〈「『【〔“‘"
)

// checkBlock holds the laws of a set page: every character once and in order,
// body on the grid, no forbidden start or end of a line.
func checkBlock(t *testing.T, story string, b blockJSON, grid []float64) {
	t.Helper()
	var text strings.Builder
	for i, l := range b.Lines {
		text.WriteString(l.Text)
		runes := []rune(strings.TrimRight(l.Text, " 　"))
		if len(runes) == 0 {
			continue
		}
		if i > 0 && strings.ContainsRune(neverFirst, runes[0]) {
			t.Errorf("%s: a line begins with a forbidden mark: %s", story, l.Text)
		}
		if i+1 < len(b.Lines) && strings.ContainsRune(neverLast, runes[len(runes)-1]) {
			t.Errorf("%s: a line ends with a forbidden mark: %s", story, l.Text)
		}
		if b.Role == "paragraph" && !onGrid(grid, l.Baseline) {
			t.Errorf("%s: baseline %v of a body line is not on the grid", story, l.Baseline)
		}
	}
	if b.Role == "paragraph" && !b.Continued && text.String() != b.Text {
		t.Errorf("%s: the lines of a paragraph do not join to its text:\n%s\n%s", story, text.String(), b.Text)
	}
	for _, c := range b.Blocks {
		checkBlock(t, story, c, grid)
	}
}

func onGrid(grid []float64, y float64) bool {
	i, _ := slices.BinarySearch(grid, y)
	for _, k := range []int{i - 1, i} {
		if k >= 0 && k < len(grid) && math.Abs(grid[k]-y) <= 0.01 {
			return true
		}
	}
	return false
}

// TestSameBytes builds the sample under other circumstances: the bytes must be
// the same ones.
func TestSameBytes(t *testing.T) {
	top := repo(t)
	build := func(dir string, env ...string) map[string]string {
		out := t.TempDir()
		runCommand(t, command(dir, env, "build", "--out", out, "--sheet")).want(t, exitClean)
		return contents(t, out)
	}
	want := build(top)
	elsewhere := copyEdition(t, top)
	for name, got := range map[string]map[string]string{
		"again":        build(top),
		"GOMAXPROCS=1": build(top, "GOMAXPROCS=1"),
		"TZ and LANG":  build(top, "TZ=Pacific/Kiritimati", "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8"),
		"a folder of another name, at another time": build(elsewhere, "GOMAXPROCS=3", "GOGC=10", "HOME=/nowhere"),
	} {
		if !slices.Equal(names(got), names(want)) {
			t.Errorf("%s: files %v", name, names(got))
		}
		for file := range want {
			if got[file] != want[file] {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

// copyEdition copies the sample edition to a folder of another name.
func copyEdition(t *testing.T, top string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "另一个 文件夹")
	if err := os.CopyFS(filepath.Join(dir, "assets"), os.DirFS(filepath.Join(top, "assets"))); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(top, "pages.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestJudges asks the outside tools about the sample's PDF.
func TestJudges(t *testing.T) {
	qpdf, gs, totext := tool(t, "qpdf"), tool(t, "gs"), tool(t, "pdftotext")
	out := t.TempDir()
	paiban(t, repo(t), "build", "--out", out, "--sheet").want(t, exitClean)
	pdf := filepath.Join(out, "06.pdf")
	if msg, err := exec.Command(qpdf, "--check", pdf).CombinedOutput(); err != nil {
		t.Errorf("qpdf --check: %v\n%s", err, msg)
	}
	msg, err := exec.Command(gs, "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", pdf).CombinedOutput()
	if err != nil || len(msg) > 0 {
		t.Errorf("Ghostscript: %v\n%s", err, msg)
	}
	text, err := exec.Command(totext, "-raw", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	checkOrder(t, flat(string(text)), out)
}

// checkOrder finds every paragraph of every story, whole and in order, in what
// a reader of the PDF extracts.
func checkOrder(t *testing.T, text, out string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, "06.sheet.json"))
	if err != nil {
		t.Fatal(err)
	}
	var sheet sheetJSON
	if err := json.Unmarshal(data, &sheet); err != nil {
		t.Fatal(err)
	}
	for _, s := range sheet.Stories {
		rest := text
		for _, b := range s.Blocks {
			if b.Role != "paragraph" {
				continue
			}
			i := strings.Index(rest, flat(b.Text))
			if i < 0 {
				t.Errorf("story %s: this paragraph is not in the PDF's text after the one before it: %.60s…", s.ID, b.Text)
				continue
			}
			rest = rest[i+len(flat(b.Text)):]
		}
	}
}

// flat takes all white space out.
func flat(s string) string { return strings.Join(strings.Fields(s), "") }
