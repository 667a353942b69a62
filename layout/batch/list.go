// Package batch builds many editions in one run that can be broken off at any
// moment and taken up again: which editions, whose share they are, a journal of
// what is done, and workers for all cores. How an edition is built, the caller
// says.
package batch

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Edition is one edition to build.
type Edition struct {
	Key   string // its name in journals, with slashes: the path of its pages.toml
	Input string // the path to open
	Out   string // its folder under an out folder, with slashes
}

// List gives the editions that args name, each once, in order: a pages.toml, a
// folder with one, a pattern (see path/filepath.Match), or a file with one of
// these a line ("#" begins a remark); "-" is such a list read from in. A path that
// is not there is an edition all the same, so that its absence is told; a pattern
// that nothing matches and a list that cannot be read are errors.
func List(args []string, in io.Reader) ([]Edition, error) {
	var paths []string
	for _, a := range args {
		got, err := expand(a, in, true)
		if err != nil {
			return nil, err
		}
		paths = append(paths, got...)
	}
	return editions(paths)
}

// expand gives the pages.toml files that arg names.
func expand(arg string, in io.Reader, lists bool) ([]string, error) {
	switch st, err := os.Stat(arg); {
	case arg == "-" && lists:
		return readList("-", in)
	case err == nil && st.IsDir():
		return []string{filepath.Join(arg, "pages.toml")}, nil
	case err == nil && strings.HasSuffix(arg, ".toml"):
		return []string{arg}, nil
	case err == nil && lists:
		f, err := os.Open(arg)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readList(arg, f)
	case strings.ContainsAny(arg, "*?["):
		return match(arg)
	}
	if lists && !strings.HasSuffix(arg, ".toml") {
		return nil, &fs.PathError{Op: "open", Path: arg, Err: fs.ErrNotExist}
	}
	return []string{arg}, nil
}

// match gives what a pattern matches; a folder stands for the pages.toml in it.
func match(pattern string) ([]string, error) {
	found, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	var out []string
	for _, path := range found {
		if st, err := os.Stat(path); err == nil && st.IsDir() {
			inside := filepath.Join(path, "pages.toml")
			if _, err := os.Stat(inside); err != nil {
				continue
			}
			path = inside
		}
		out = append(out, path)
	}
	if out == nil {
		return nil, &fs.PathError{Op: "match", Path: pattern, Err: fs.ErrNotExist}
	}
	return out, nil
}

func readList(name string, in io.Reader) ([]string, error) {
	var out []string
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		got, err := expand(filepath.FromSlash(line), nil, false)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// editions names the editions at paths: by the path from the working folder if
// all lie in it, else from the folder that they share.
func editions(paths []string) ([]Edition, error) {
	var all []string
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		all = append(all, abs)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		return nil, nil
	}
	root, err := rootOf(all)
	if err != nil {
		return nil, err
	}
	out := make([]Edition, len(all))
	taken := map[string]string{}
	for i, abs := range all {
		rel, err := filepath.Rel(root, abs)
		if err != nil {
			return nil, err
		}
		e := Edition{Key: filepath.ToSlash(rel), Input: abs}
		e.Out = strings.TrimSuffix(e.Key, "/pages.toml")
		if e.Out == e.Key {
			e.Out = strings.TrimSuffix(e.Key, ".toml")
		}
		if other, ok := taken[e.Out]; ok {
			return nil, fmt.Errorf("%s and %s would be written to one folder", other, e.Key)
		}
		taken[e.Out] = e.Key
		out[i] = e
	}
	return out, nil
}

// rootOf gives the folder that names are relative to.
func rootOf(all []string) (string, error) {
	root, err := os.Getwd()
	if err != nil {
		return "", err
	}
	inside := func(path string) bool {
		rel, err := filepath.Rel(root, path)
		return err == nil && filepath.IsLocal(rel)
	}
	for _, path := range all {
		for !inside(path) {
			up := filepath.Dir(root)
			if up == root {
				return "", fmt.Errorf("%s and %s have no folder in common", all[0], path)
			}
			root = up
		}
	}
	return root, nil
}
