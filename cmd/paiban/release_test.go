package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Two releases of one commit are the same byte for byte, their sums are right, and
// an archive has what someone needs who has nothing else.
func TestRelease(t *testing.T) {
	if os.Getenv("PAIBAN_LONG") == "" {
		t.Skip("slow: PAIBAN_LONG=1")
	}
	version, err := exec.Command("git", "-C", repo(t), "describe", "--always", "--tags", "--dirty").Output()
	if err != nil {
		t.Skip("no checkout")
	}
	var releases []map[string]string
	for range 2 {
		dir := t.TempDir()
		c := exec.Command("go", "run", ".ci/release.go", dir, "linux/amd64", "windows/arm64")
		c.Dir = repo(t)
		c.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		releases = append(releases, contents(t, dir))
	}
	compareFiles(t, "the second release", releases[1], releases[0])
	sums := releases[0]["SHA256SUMS"]
	for name, data := range releases[0] {
		if name == "SHA256SUMS" {
			continue
		}
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(data)), name); !strings.Contains(sums, line) {
			t.Errorf("SHA256SUMS lacks %s", line)
		}
		files, program := unpacked(t, name, data)
		for _, want := range []string{"LICENSE", "NOTICE", "README.md", "README.zh.md", "docs/cli.md", "licences/go/LICENSE",
			"licences/fonts/embedded/LICENSE-NotoSerifSC-OFL.txt", "licences/github.com/signintech/gopdf/LICENSE"} {
			if !slices.Contains(files, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		if len(program) == 0 {
			t.Errorf("%s lacks the program", name)
		}
		if strings.Contains(name, "-linux-amd64.") && runtime.GOOS == "linux" && runtime.GOARCH == "amd64" {
			path := filepath.Join(t.TempDir(), "paiban")
			if err := os.WriteFile(path, program, 0o777); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(path, "version").Output()
			if err != nil || !strings.HasPrefix(string(out), "paiban "+strings.TrimSpace(string(version))+" linux/amd64") {
				t.Errorf("%s calls itself %s (%v)", name, out, err)
			}
		}
	}
}

// unpacked gives the names of an archive's files, below its one folder, and the
// program among them.
func unpacked(t *testing.T, name, data string) (out []string, program []byte) {
	t.Helper()
	add := func(file string, r io.Reader) {
		_, below, _ := strings.Cut(file, "/")
		out = append(out, below)
		if below == "paiban" || below == "paiban.exe" {
			var err error
			if program, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if filepath.Ext(name) == ".zip" {
		z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			add(f.Name, r)
		}
		return out, program
	}
	z, err := gzip.NewReader(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out, program
		}
		if err != nil {
			t.Fatal(err)
		}
		add(h.Name, r)
	}
}
