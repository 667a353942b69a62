package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/diff"
	"paiban/layout/report"
	"paiban/layout/sheet"
)

// isRead reports whether a side is a setting that was written before, to be read.
func isRead(name string) bool {
	st, err := os.Stat(name)
	if err != nil || !st.IsDir() {
		return err == nil && strings.HasSuffix(name, ".json")
	}
	_, err = os.Stat(filepath.Join(name, "pages.toml"))
	return err != nil
}

// setting reads what a side of a comparison is called: see diffCmd. The result
// is nil if it was not set but read.
func (d *diffRun) setting(name string) (*diff.Edition, *layout.Result, error) {
	st, err := os.Stat(name)
	switch {
	case err == nil && st.IsDir():
		if _, err := os.Stat(filepath.Join(name, "pages.toml")); err == nil {
			return d.set(filepath.Join(name, "pages.toml"), name)
		}
		e, err := readFolder(name)
		return e, nil, err
	case err == nil && strings.HasSuffix(name, ".json"):
		e := &diff.Edition{}
		return e, nil, readInto(name, e.ReadPage)
	case err == nil:
		return d.set(name, name)
	}
	return d.revision(name)
}

// set sets an edition and puts it in the form that is compared.
func (d *diffRun) set(path, shown string) (*diff.Edition, *layout.Result, error) {
	r := layout.Set(path, layout.Options{Fonts: embedded.Library(), Trust: d.trust})
	if r.Sheets == nil {
		d.printFindings(r.Findings)
		return nil, nil, &exitError{exitInvalid, diag.T("%s 不能排", "%s cannot be set", shown)}
	}
	e := &diff.Edition{}
	for _, p := range r.Sheets.Pages {
		var b bytes.Buffer
		if err := sheet.WriteJSON(&b, p); err != nil {
			return nil, nil, err
		}
		if err := e.ReadPage(&b); err != nil {
			return nil, nil, err
		}
	}
	// Messages are compared: beside a report that was read they are in the edition's
	// own language, as build writes it.
	lang := d.lang
	if d.reads {
		lang = r.Findings.Lang
	}
	var b bytes.Buffer
	if err := report.JSON(&b, r, filepath.Base(path), nil, lang); err != nil {
		return nil, nil, err
	}
	return e, &r, e.ReadReport(&b)
}

// readFolder reads the sheet.json files of a folder, and its report.json.
func readFolder(dir string) (*diff.Edition, error) {
	list, err := filepath.Glob(filepath.Join(dir, "*.sheet.json"))
	if err != nil || len(list) == 0 {
		return nil, &exitError{exitInvalid, diag.T("%s 里没有 pages.toml，也没有 sheet.json", "%s has neither a pages.toml nor sheet.json files", dir)}
	}
	e := &diff.Edition{}
	for _, f := range list {
		if err := readInto(f, e.ReadPage); err != nil {
			return nil, err
		}
	}
	report := filepath.Join(dir, "report.json")
	if _, err := os.Stat(report); errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	return e, readInto(report, e.ReadReport)
}

func readInto(path string, read func(io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fileError(exitInvalid, path, err)
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fileError(exitInvalid, path, err)
	}
	return nil
}

// revision sets an edition as it was in a git revision: REV or REV:PATH. The
// whole revision is unpacked into a folder of its own, since an edition may name
// files above its own folder.
func (d *diffRun) revision(name string) (*diff.Edition, *layout.Result, error) {
	rev, path, _ := strings.Cut(name, ":")
	missing := &exitError{exitInvalid, diag.T("没有“%s”：既不是文件、文件夹，也不是 git 版本", "there is no %q: neither a file, a folder nor a git revision", name)}
	prefix, err := git("rev-parse", "--show-prefix")
	if err != nil || rev == "" || strings.HasPrefix(rev, "-") {
		return nil, nil, missing
	}
	tree, err := git("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{tree}")
	if err != nil {
		return nil, nil, missing
	}
	top, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, nil, missing
	}
	switch {
	case path == "":
		path = filepath.Join(prefix, "pages.toml")
	case strings.HasPrefix(path, "./"), strings.HasPrefix(path, "../"):
		path = filepath.Join(prefix, path)
	}
	if !filepath.IsLocal(path) {
		return nil, nil, missing
	}
	dir, err := os.MkdirTemp("", "paiban-diff-")
	if err != nil {
		return nil, nil, fileError(exitUnwritable, os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	if err := unpack(top, tree, dir); err != nil {
		return nil, nil, fileError(exitUnwritable, dir, err)
	}
	full := filepath.Join(dir, path)
	if st, err := os.Stat(full); err == nil && st.IsDir() {
		full = filepath.Join(full, "pages.toml")
	}
	back := d.trust.Allow
	defer func() { d.trust.Allow = back }()
	d.trust.Allow = append(slices.Clone(back), inTree(back, top, dir)...)
	return d.set(full, name)
}

// inTree gives the folders of a revision unpacked at dir that stand for those of
// the checkout at top.
func inTree(folders []string, top, dir string) []string {
	var out []string
	for _, f := range folders {
		abs, err := filepath.Abs(f)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(top, abs); err == nil && filepath.IsLocal(rel) {
			out = append(out, filepath.Join(dir, rel))
		}
	}
	return out
}

func git(args ...string) (string, error) {
	out, err := exec.Command("git", args...).Output()
	return strings.TrimSuffix(string(out), "\n"), err
}

// unpack writes the files of a git tree into dir. Links are left out: none that
// leads out of dir must be followed, and an edition may not follow it either.
func unpack(top, tree, dir string) error {
	c := exec.Command("git", "archive", "--format=tar", tree)
	c.Dir = top
	pipe, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	err = untar(pipe, dir)
	if err != nil {
		pipe.Close() // so that git ends
	}
	return errors.Join(err, c.Wait())
}

func untar(r io.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	made := []string{}
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name := filepath.FromSlash(h.Name)
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(name) {
			continue
		}
		if d := filepath.Dir(name); !slices.Contains(made, d) {
			if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
				return err
			}
			made = append(made, d)
		}
		f, err := root.Create(name)
		if err != nil {
			return err
		}
		_, err = io.Copy(f, t)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
}
