package main

import (
	"bytes"
	"compress/zlib"
	bin "encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestExitClean(t *testing.T) {
	dir := folder(t, little("一句话。"))
	r := paiban(t, dir, "build").want(t, exitClean)
	wantFiles(t, filepath.Join(dir, "out"), "01.pdf", "report.json")
	if !strings.Contains(r.out, "01.pdf") || !strings.Contains(r.out, "a ") {
		t.Errorf("table:\n%s", r.out)
	}
}

func TestExitOverset(t *testing.T) {
	dir := folder(t, little(long(200)))
	out := filepath.Join(dir, "out")
	r := paiban(t, dir, "build").want(t, exitFindings)
	if wantFiles(t, out, "01.pdf", "report.json"); r.err == "" {
		t.Error("nothing is said about the overset")
	}
	rep := readReport(t, out)
	if s := rep.Pages[0].Stories[0]; s.OverEm <= 0 || s.OverLines <= 0 {
		t.Errorf("report has no overset: %+v", s)
	}
	if len(rep.Findings) == 0 || rep.Findings[0].Severity != "error" {
		t.Errorf("findings %+v", rep.Findings)
	}
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	paiban(t, dir, "build", "--strict").want(t, exitFindings)
	wantFiles(t, out, "report.json")
	if rep := readReport(t, out); rep.Pages[0].File != nil {
		t.Errorf("the report names a file %s that was not written", *rep.Pages[0].File)
	}
}

func TestExitUsage(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{
		{"biuld"}, {"help", "biuld"}, {"completion", "bahs"}, {"--nosuch"}, {"build", "-x"}, {"build", "a", "b"}, {"build", "--out"}, {"--lang", "fr", "version"},
		{"proof", "--dpi", "9999"}, {"proof", "--dpi", "many"}, {"lines"}, {"lines", "--measure", "13"},
		{"lines", "--measure", "0字"}, {"lines", "--measure", "13字", "--size", "2字"}, {"lines", "--measure", "13字", "--size", "0pt"},
		{"lines", "--measure", "13字", "--set", "nosuch=1"}, {"lines", "--measure", "13字", "--set", "kinsoku=never"},
		{"version", "now"}, {"fonts", "now"}, {"schema", "now"}, {"init", "a", "b"},
	} {
		r := paiban(t, dir, args...)
		if r.code != exitUsage || r.err == "" || r.out != "" {
			t.Errorf("%v: code %d, stdout %q, stderr %q", args, r.code, r.out, r.err)
		}
	}
	wantFiles(t, dir)
	if r := paiban(t, dir, "biuld"); !strings.Contains(r.err, "did you mean build?") {
		t.Errorf("no suggestion: %q", r.err)
	}
}

func TestExitInvalid(t *testing.T) {
	for name, toml := range map[string]string{
		"broken":      "[edition\n",
		"unknown key": little("句。")["pages.toml"] + "\nnosuch = 1\n",
		"not text":    "\xff\xfe\x00",
		"empty":       "",
	} {
		dir := folder(t, map[string]string{"pages.toml": toml})
		r := paiban(t, dir, "build")
		if r.code != exitInvalid || r.err == "" {
			t.Errorf("%s: code %d, stderr %q", name, r.code, r.err)
			continue
		}
		out := filepath.Join(dir, "out")
		wantFiles(t, out, "report.json")
		rep := readReport(t, out)
		if len(rep.Findings) == 0 || rep.Findings[0].File != "pages.toml" {
			t.Errorf("%s: findings %+v", name, rep.Findings)
		}
		paiban(t, dir, "proof").want(t, exitInvalid)
	}
	dir := t.TempDir()
	paiban(t, dir, "build").want(t, exitInvalid) // there is no pages.toml
	wantFiles(t, dir, "out/report.json")
	paiban(t, dir, "build", "nosuch/pages.toml").want(t, exitInvalid)
	wantFiles(t, dir, "out/report.json")
	paiban(t, dir, "lines", "--measure", "13字", "nosuch.txt").want(t, exitInvalid)
	dir = folder(t, map[string]string{"gb.txt": "abc\n\xd6\xd0"})
	if r := paiban(t, dir, "lines", "--measure", "13字", "gb.txt").want(t, exitInvalid); !strings.Contains(r.err, "0xd6 in line 2") {
		t.Errorf("bytes that are not UTF-8: %q", r.err)
	}
}

func TestExitUnwritable(t *testing.T) {
	files := little("一句话。")
	files["taken"] = "a file, not a folder"
	dir := folder(t, files)
	before := names(contents(t, dir))
	for _, c := range []string{"build", "proof"} {
		r := paiban(t, dir, c, "--out", "taken")
		if r.code != exitUnwritable || !strings.Contains(r.err, "taken") {
			t.Errorf("%s: code %d, stderr %q", c, r.code, r.err)
		}
	}
	// A folder stands where the page should: the rename must fail and leave no crumbs.
	if err := os.MkdirAll(filepath.Join(dir, "out", "01.pdf", "x"), 0o777); err != nil {
		t.Fatal(err)
	}
	paiban(t, dir, "build").want(t, exitUnwritable)
	if err := os.RemoveAll(filepath.Join(dir, "out", "01.pdf")); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, append([]string{"out/report.json"}, before...)...)
	if rep := readReport(t, filepath.Join(dir, "out")); rep.Pages[0].File != nil {
		t.Error("the report names a page that could not be written")
	}
}

// Output that a full disk does not take is not lost in silence.
func TestExitFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, args := range [][]string{{"schema"}, {"version"}, {"--version"}, {"lines", "--measure", "9字", "--json"}, {"--help"}} {
		c := command(t.TempDir(), nil, args...)
		c.Stdin = strings.NewReader("一句话。")
		c.Stdout = full
		var errs bytes.Buffer
		c.Stderr = &errs
		_ = c.Run()
		if got := c.ProcessState.ExitCode(); got != exitUnwritable || strings.Count(errs.String(), "\n") != 1 ||
			!strings.HasPrefix(errs.String(), "paiban: cannot write the output: ") && !strings.HasPrefix(errs.String(), "paiban: 输出写不成：") {
			t.Errorf("%v: code %d, stderr %q", args, got, errs.String())
		}
	}
}

func TestExitInterrupted(t *testing.T) {
	dir := folder(t, little("一句话。"))
	out := filepath.Join(dir, "out")
	c := command(dir, nil, "proof", "--dpi", "600")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	// The passing file is there while the picture is painted.
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		if m, _ := filepath.Glob(filepath.Join(out, ".*.tmp")); len(m) > 0 {
			break
		}
		if time.Since(start) > 30*time.Second {
			t.Fatal("no passing file appeared")
		}
	}
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if got := c.ProcessState.ExitCode(); got != exitInterrupted {
		t.Errorf("exit code %d, want %d", got, exitInterrupted)
	}
	wantFiles(t, out)
}

// The report is in the language asked for or the edition's own, never the
// locale's; the terminal follows the locale.
func TestReportLanguage(t *testing.T) {
	files := little(long(200))
	dir := folder(t, files)
	message := func(env []string, args ...string) (report, terminal string) {
		c := command(dir, env, append([]string{"build"}, args...)...)
		var errs bytes.Buffer
		c.Stderr = &errs
		_ = c.Run()
		return readReport(t, filepath.Join(dir, "out")).Findings[0].Message, errs.String()
	}
	zh, enTerminal := message([]string{"LC_ALL=en_GB.UTF-8"})
	again, zhTerminal := message([]string{"LC_ALL=zh_CN.UTF-8"})
	en, _ := message([]string{"LC_ALL=zh_CN.UTF-8"}, "--lang", "en")
	if zh != again {
		t.Errorf("the report follows the locale: %q, %q", zh, again)
	}
	if !hasHan(zh) || en == zh {
		t.Errorf("report in Chinese %q, with --lang en %q", zh, en)
	}
	if enTerminal == zhTerminal {
		t.Errorf("the terminal does not follow the locale: %q", enTerminal)
	}
	files["pages.toml"] = strings.Replace(files["pages.toml"], "[edition]", "[edition]\nreport-lang = \"en\"", 1)
	dir = folder(t, files)
	if m, _ := message(nil); m != en {
		t.Errorf("report-lang = \"en\" gives %q, want %q", m, en)
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF })
}

// A picture that only turns out to be broken when it is made ready leaves no
// page: that is invalid input, told with its place.
func TestExitInvalidPicture(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write([]byte{0, 1, 2, 3}) // one row of two
	w.Close()
	chunk := func(kind string, data []byte) []byte {
		out := bin.BigEndian.AppendUint32(nil, uint32(len(data)))
		out = append(append(out, kind...), data...)
		return bin.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
	}
	png := "\x89PNG\r\n\x1a\n" + string(chunk("IHDR", []byte{0, 0, 0, 1, 0, 0, 0, 2, 8, 2, 0, 0, 0})) +
		string(chunk("IDAT", z.Bytes())) + string(chunk("IEND", nil))
	files := little("一句话。")
	files["p.png"] = png
	files["pages.toml"] += "\n[[story.picture]]\nfile = 'p.png'\n"
	dir := folder(t, files)
	r := paiban(t, dir, "build", "--lang", "en").want(t, exitInvalid)
	if !strings.Contains(r.err, "picture-broken") {
		t.Errorf("stderr %q", r.err)
	}
	wantFiles(t, filepath.Join(dir, "out"), "report.json")
}
