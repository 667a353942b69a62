package edition

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"paiban/layout/diag"
)

// What pages.toml names is read from its own folder, from folders in it, and from
// those that the user allows: nowhere else. The edition cannot allow itself more.
// Links that lead out are refused by os.Root.

// declareFolders takes [edition] folders and those allowed.
func (r *reader) declareFolders(f field[[]string]) {
	r.roots = []string{r.dir}
	allowed := []string{real(r.dir)}
	for _, dir := range r.trust.Allow {
		if abs, err := filepath.Abs(dir); err == nil {
			r.allow = append(r.allow, abs)
			allowed = append(allowed, real(abs))
		}
	}
	for i, name := range f.val {
		n := f.n
		if len(f.n.list) > 0 {
			n = f.n.item(i)
		}
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(r.dir, path)
		}
		if !slices.ContainsFunc(allowed, func(dir string) bool { return within(dir, real(path)) }) {
			r.fail(n.val, "outside-folders", diag.T("“%s”不在本期的文件夹里", "%q is outside the edition's folder", name),
				diag.T("信得过这一期，就用 --allow %s 准许", "if you trust the edition, allow it with --allow %s", filepath.ToSlash(filepath.Clean(name))))
			continue
		}
		if st, err := os.Stat(path); err != nil || !st.IsDir() {
			r.fail(n.val, "missing-folder", diag.T("没有“%s”这个文件夹", "there is no folder %q", name), diag.Text{})
			continue
		}
		r.roots = append(r.roots, path)
	}
}

// real is path with its links followed, as far as it exists.
func real(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	if dir := filepath.Dir(path); dir != path {
		return filepath.Join(real(dir), filepath.Base(path))
	}
	return path
}

func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// place is where a named file may be: a folder and a path under it.
type place struct{ root, rel string }

// find gives the places to look for name, best first; none if it lies outside
// all folders.
func (r *reader) find(name string) []place {
	path := filepath.FromSlash(name)
	abs := path
	if !filepath.IsAbs(path) {
		abs = filepath.Join(r.dir, path)
	}
	var out []place
	for _, root := range slices.Concat(r.roots, r.allow) {
		if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
			out = append(out, place{root, rel})
		}
	}
	if filepath.IsLocal(path) {
		for _, root := range r.roots[1:] {
			out = append(out, place{root, path})
		}
	}
	return out
}

// read gives the bytes of a file that pages.toml names at n, and its path. A
// failure is reported.
func (r *reader) read(name string, l limit, n *node) (data []byte, path string, ok bool) {
	most, space := r.trust.max(l), (*Pictures)(nil).space
	if l == limitPicture {
		space = r.shared.space
	}
	if strings.Contains(name, `\`) {
		r.fail(n.val, "bad-path", diag.T("路径里有反斜杠", "the path has a backslash"),
			diag.T("文件夹之间用“/”", "put / between folders"))
		return nil, "", false
	}
	outside := true
	for _, p := range r.find(name) {
		outside = false
		r.touched(filepath.Join(p.root, p.rel))
		data, err := readIn(p, most, space)
		if err == nil && !r.fits(filepath.Join(p.root, p.rel), len(data)) {
			r.fail(n.val, "too-large", diag.T("到“%[1]s”为止，本期的文件共超过 %[2]s", "with %[1]q the files of the edition have more than %[2]s", name, sizeText(r.trust.max(limitAll))), raise(limitAll))
			return nil, "", false
		}
		if err == nil {
			return data, filepath.Join(p.root, p.rel), true
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if escapes(err) {
			outside = true
			break
		}
		var big tooLarge
		if errors.As(err, &big) {
			r.fail(n.val, "too-large", diag.T("“%[1]s”太大：上限 %[2]s", "%[1]q is too large: the limit is %[2]s", name, sizeText(int64(big))), raise(l))
			return nil, "", false
		}
		why := reason(err)
		r.fail(n.val, "unreadable", diag.T("读不了“%[1]s”：%[2]s", "cannot read %[1]q: %[3]s", name, why.ZH, why.EN), diag.Text{})
		return nil, "", false
	}
	if outside {
		r.fail(n.val, "outside-folders",
			diag.T("“%s”不在本期的文件夹里", "%q is outside the edition's folder", name),
			diag.T("把文件移进来；或用 --allow 准许它的文件夹", "move the file in, or allow its folder with --allow"))
		return nil, "", false
	}
	r.fail(n.val, "missing-file", diag.T("没有“%s”这个文件", "there is no file %q", name), r.alike(name))
	return nil, "", false
}

// fits takes a file's size from what may still be read, the first time.
func (r *reader) fits(path string, size int) bool {
	if !r.counted[path] {
		r.counted[path] = true
		r.left -= int64(size)
	}
	return r.left >= 0
}

// alike hints at a file of nearly the same name in the same folder.
func (r *reader) alike(name string) diag.Text {
	for _, p := range r.find(name) {
		root, err := os.OpenRoot(p.root)
		if err != nil {
			continue
		}
		list, err := fs.ReadDir(root.FS(), filepath.ToSlash(filepath.Dir(p.rel)))
		root.Close()
		if err != nil {
			continue
		}
		var names []string
		for _, e := range list {
			names = append(names, e.Name())
		}
		if best := nearest(filepath.Base(p.rel), names); best != "" {
			dir, _ := filepath.Split(filepath.FromSlash(name))
			return diag.T("是不是“%s”？", "did you mean %q?", filepath.ToSlash(dir)+best)
		}
	}
	return diag.Text{}
}

// readIn reads a file under a folder, following no link out of it, into a buffer that
// space gives.
func readIn(p place, most int64, space func(int) []byte) ([]byte, error) {
	root, err := os.OpenRoot(p.root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return readFile(root.Stat, root.Open, p.rel, most, space)
}

// readAt reads a file wherever it is.
func readAt(path string, most int64) ([]byte, error) {
	return readFile(os.Stat, os.Open, path, most, (*Pictures)(nil).space)
}

// tooLarge is the error of a file beyond the limit, in bytes.
type tooLarge int64

func (t tooLarge) Error() string { return fmt.Sprintf("larger than %d bytes", int64(t)) }

var errNotAFile = errors.New("not a regular file")

func readFile(stat func(string) (fs.FileInfo, error), open func(string) (*os.File, error), path string, most int64, space func(int) []byte) ([]byte, error) {
	st, err := stat(path) // before opening: opening a pipe would wait for ever
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, errNotAFile
	}
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := bytes.NewBuffer(space(int(min(st.Size(), most)) + bytes.MinRead)) // or it is copied time and again
	_, err = data.ReadFrom(io.LimitReader(f, most+1))
	if err == nil && int64(data.Len()) > most {
		err = tooLarge(most)
	}
	return data.Bytes(), err
}

// escapes reports whether os.Root refused a path because it leads out. The
// package has no named error for it.
func escapes(err error) bool { return err != nil && strings.Contains(err.Error(), "escapes") }

// reason says why a file could not be read, without the path in it.
func reason(err error) diag.Text {
	var big tooLarge
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t2("没有这个文件", "there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return t2("没有读取权限", "permission denied")
	case errors.Is(err, errNotAFile):
		return t2("不是普通文件", "it is not a regular file")
	case errors.As(err, &big):
		return diag.T("超过 %s", "it is larger than %s", sizeText(int64(big)))
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return say(pe.Err.Error())
	}
	return say(err.Error())
}
