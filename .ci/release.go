//go:build ignore

// Release makes the archives that are handed out, one for each system, and the
// list of their checksums:
//
//	go run .ci/release.go DIR [GOOS/GOARCH …]
//
// The same commit gives the same bytes: nothing in them comes from the clock, the
// machine or the folder. Run it at the top of the checkout.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

var systems = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// entry is one file of an archive.
type entry struct {
	name string
	mode fs.FileMode
	data []byte
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("which folder?")
	}
	dir := os.Args[1]
	if len(os.Args) > 2 {
		systems = os.Args[2:]
	}
	check(os.MkdirAll(dir, 0o777))
	when := committed()
	common := append(documents(), licences()...)
	version := strings.TrimSpace(string(output(nil, "git", "describe", "--always", "--tags", "--dirty")))
	var sums []string
	for _, system := range systems {
		goos, arch, ok := strings.Cut(system, "/")
		if !ok {
			log.Fatalf("%s is no GOOS/GOARCH", system)
		}
		top := fmt.Sprintf("paiban-%s-%s-%s", version, goos, arch)
		files := append([]entry{program(goos, arch, version)}, common...)
		slices.SortFunc(files, func(a, b entry) int { return strings.Compare(a.name, b.name) })
		name, data := top+".tar.gz", tarball
		if goos == "windows" {
			name, data = top+".zip", zipped
		}
		b := data(top, files, when)
		check(os.WriteFile(filepath.Join(dir, name), b, 0o666))
		sums = append(sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(b), name))
		fmt.Println(name, len(b))
	}
	slices.SortFunc(sums, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	check(os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(strings.Join(sums, "")), 0o666))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func output(env []string, name string, args ...string) []byte {
	c := exec.Command(name, args...)
	c.Env, c.Stderr = append(os.Environ(), env...), os.Stderr
	out, err := c.Output()
	check(err)
	return out
}

// committed is when the commit was made.
func committed() time.Time {
	n, err := strconv.ParseInt(strings.TrimSpace(string(output(nil, "git", "log", "-1", "--format=%ct"))), 10, 64)
	check(err)
	return time.Unix(n, 0).UTC()
}

// program builds the program for a system. It is told the version: what the go
// command finds out by itself depends on the machine's settings.
func program(goos, arch, version string) entry {
	dir, err := os.MkdirTemp("", "release-")
	check(err)
	defer os.RemoveAll(dir)
	name := "paiban"
	if goos == "windows" {
		name += ".exe"
	}
	path := filepath.Join(dir, name)
	output([]string{"CGO_ENABLED=0", "GOOS=" + goos, "GOARCH=" + arch, "GOFLAGS="}, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -X main.release="+version, "-o", path, "./cmd/paiban")
	data, err := os.ReadFile(path)
	check(err)
	return entry{name, 0o755, data}
}

// documents are the files of the checkout that go with the program, as they are
// committed: of the manual, all but its pictures of examples.
func documents() []entry {
	var out []entry
	list := output(nil, "git", "ls-files", "-z", "LICENSE", "NOTICE", "README.md", "README.zh.md", "docs", "fonts/embedded")
	for _, name := range strings.Split(strings.TrimRight(string(list), "\x00"), "\x00") {
		font := strings.HasPrefix(name, "fonts/")
		if font && filepath.Ext(name) != ".txt" && !strings.Contains(filepath.Base(name), "LICEN") && !strings.Contains(filepath.Base(name), "OFL") {
			continue
		}
		data, err := os.ReadFile(name)
		check(err)
		if font {
			name = "licences/" + name
		}
		out = append(out, entry{name, 0o644, data})
	}
	return out
}

// licences are those of Go and of the modules that the program is built of.
func licences() []entry {
	seen := map[string]bool{}
	var out []entry
	add := func(module, dir string) {
		files, err := os.ReadDir(dir)
		check(err)
		for _, f := range files {
			n := strings.ToUpper(f.Name())
			if f.Type().IsRegular() && (strings.HasPrefix(n, "LICEN") || strings.HasPrefix(n, "COPYING") || strings.HasPrefix(n, "NOTICE") || strings.HasPrefix(n, "PATENTS")) {
				data, err := os.ReadFile(filepath.Join(dir, f.Name()))
				check(err)
				out = append(out, entry{"licences/" + module + "/" + f.Name(), 0o644, data})
			}
		}
	}
	// Of all systems together, so that each archive has the same.
	for _, goos := range []string{"linux", "darwin", "windows"} {
		list := output([]string{"GOOS=" + goos, "CGO_ENABLED=0"}, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "./cmd/paiban")
		for _, line := range strings.Split(string(list), "\n") {
			module, dir, ok := strings.Cut(line, " ")
			if ok && !seen[module] {
				seen[module] = true
				add(module, dir)
			}
		}
	}
	add("go", strings.TrimSpace(string(output(nil, "go", "env", "GOROOT"))))
	return out
}

func tarball(top string, files []entry, when time.Time) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	check(err)
	t := tar.NewWriter(z)
	for _, f := range files {
		check(t.WriteHeader(&tar.Header{Name: top + "/" + f.name, Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: when, Format: tar.FormatPAX}))
		_, err := t.Write(f.data)
		check(err)
	}
	check(t.Close())
	check(z.Close())
	return b.Bytes()
}

func zipped(top string, files []entry, when time.Time) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: top + "/" + f.name, Method: zip.Deflate, Modified: when}
		h.SetMode(f.mode)
		w, err := z.CreateHeader(h)
		check(err)
		_, err = w.Write(f.data)
		check(err)
	}
	check(z.Close())
	return b.Bytes()
}
