package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// systems are those that the program is built for.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// otherGo is a Go release before the one in use, as a toolchain that the go command
// fetches by itself.
const otherGo = "go1.25.1"

// buildFor builds the program for a system, in folder dir.
func buildFor(t *testing.T, dir, system string, env ...string) string {
	t.Helper()
	goos, arch, _ := strings.Cut(system, "/")
	bin := filepath.Join(dir, "paiban-"+goos+"-"+arch)
	c := exec.Command("go", "build", "-trimpath", "-o", bin, ".")
	c.Env = append(append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+arch), env...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", system, env, err, out)
	}
	return bin
}

// everything builds, exports and proves the sample and all examples with a
// program, which may be run by another.
func everything(t *testing.T, program ...string) map[string]string {
	t.Helper()
	out := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		c := exec.Command(program[0], append(program[1:], args...)...)
		c.Dir = repo(t)
		c.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C"}
		if r := runCommand(t, c); r.code > exitFindings {
			t.Fatalf("%v %v: code %d\n%s", program, args, r.code, r.err)
		}
	}
	run("build", "--sheet", "--out", filepath.Join(out, "build"))
	run("build", "--press", "pdfx1a", "--out", filepath.Join(out, "x1a"))
	run("export", "--to", "all", "--base", "https://archive.example.org/", "--out", filepath.Join(out, "export"))
	run("proof", "--overlay", "all", "--dpi", "60", "--out", filepath.Join(out, "proof"))
	examples, err := filepath.Glob(filepath.Join(repo(t), "examples", "*", "pages.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range examples {
		name := filepath.Base(filepath.Dir(path))
		run("build", path, "--out", filepath.Join(out, name))
		run("proof", path, "--dpi", "72", "--out", filepath.Join(out, "proof-"+name))
	}
	return contents(t, out)
}

func compareFiles(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if !slices.Equal(names(got), names(want)) {
		t.Errorf("%s: files %v, want %v", what, names(got), names(want))
	}
	same := 0
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %s differs", what, name)
			continue
		}
		same++
	}
	t.Logf("%s: %d of %d files are the same", what, same, len(want))
}

// TestCross builds the program for every system, vets it there, and compares the
// bytes of all that another processor (under qemu-user) and another Go release
// make with what this one makes.
func TestCross(t *testing.T) {
	if os.Getenv("PAIBAN_CROSS") == "" {
		t.Skip("slow: PAIBAN_CROSS=1 (make cross)")
	}
	dir := t.TempDir()
	bins := map[string]string{}
	for _, s := range systems {
		bins[s] = buildFor(t, dir, s)
		goos, arch, _ := strings.Cut(s, "/")
		c := exec.Command("go", "vet", "../../...")
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+arch)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("vet %s: %v\n%s", s, err, out)
		}
	}
	want := everything(t, bins["linux/amd64"])
	t.Run("arm64", func(t *testing.T) {
		compareFiles(t, "arm64", everything(t, tool(t, "qemu-aarch64-static"), bins["linux/arm64"]), want)
	})
	t.Run(otherGo, func(t *testing.T) {
		env := "GOTOOLCHAIN=" + otherGo
		c := exec.Command("go", "version")
		c.Env = append(os.Environ(), env)
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), otherGo) {
			t.Skipf("%s cannot be had: %v %s", otherGo, err, out)
		}
		other := t.TempDir()
		compareFiles(t, otherGo, everything(t, buildFor(t, other, "linux/amd64", env)), want)
	})
}
