package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// binary is the program, built once for all tests of the process.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "paiban-e2e-")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "paiban")
		if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
			os.Stderr.Write(out)
			return 1
		}
		return m.Run()
	}())
}

// ran is what one run of the program did.
type ran struct {
	code     int
	out, err string
}

// command is a run of the program in dir, in a bare environment plus env.
func command(dir string, env []string, args ...string) *exec.Cmd {
	c := exec.Command(binary, args...)
	c.Dir = dir
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "LANG=C"}, env...)
	return c
}

func paiban(t *testing.T, dir string, args ...string) ran {
	t.Helper()
	return runCommand(t, command(dir, nil, args...))
}

func runCommand(t *testing.T, c *exec.Cmd) ran {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	return ran{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// want fails the test if the run ended with another code.
func (r ran) want(t *testing.T, code int) ran {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\nstdout:\n%s\nstderr:\n%s", r.code, code, r.out, r.err)
	}
	return r
}

// repo is the checkout's top folder.
func repo(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// folder makes a folder with files in it, by name.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// contents gives all files under dir, by path.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func names(files map[string]string) []string {
	var out []string
	for n := range files {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// wantFiles checks that dir holds exactly these files.
func wantFiles(t *testing.T, dir string, want ...string) map[string]string {
	t.Helper()
	got := contents(t, dir)
	if !slices.Equal(names(got), want) {
		t.Errorf("files %v, want %v", names(got), want)
	}
	return got
}

// reportFile is report.json as its readers see it.
type reportFile struct {
	Schema  int
	Edition struct{ File, Name, Date string }
	Pages   []struct {
		Name    string
		File    *string
		Stories []struct {
			ID, Head    string
			Legs, Lines int
			Em          float64
			Chars       int
			OverEm      float64 `json:"over_em"`
			OverLines   int     `json:"over_lines"`
			RoomEm      float64 `json:"room_em"`
			RoomLines   int     `json:"room_lines"`
		}
	}
	Findings []struct {
		Code, Severity, File string
		Line, Col            int
		Message              string
	}
}

func readReport(t *testing.T, dir string) reportFile {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r reportFile
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("report.json: %v", err)
	}
	if r.Schema != 1 {
		t.Errorf("report.json has schema %d", r.Schema)
	}
	return r
}

// tool gives the path of an outside judge; the test is left out without it.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed (make test installs it)", name)
	}
	return path
}

// little is a small edition that builds, with copy of its own.
func little(copy string) map[string]string {
	return map[string]string{"pages.toml": `[edition]
name = "试报"
preset = "sikai"

[[page]]
name = "01"

[[story]]
id = "a"
head = "题"
columns = [1, 2]
lines = [1, 20]
text = '''
` + copy + `
'''
`}
}

func long(n int) string { return strings.Repeat("他们在田里种下了新的稻子。", n) }
