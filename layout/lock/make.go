package lock

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"paiban/assets"
	"paiban/fonts"
	"paiban/layout/sheet"
)

// AddPage adds a page, the bytes of its file, nil if it got none, and those of the halves
// that have files, by their names.
func (l *Lock) AddPage(p *sheet.Page, file []byte, halves map[string][]byte) error {
	out := Page{Name: p.Name, Bytes: Absent}
	var err error
	if out.Places, err = Sum(func(w io.Writer) error { return sheet.Dump(w, p) }); err != nil {
		return err
	}
	if file != nil {
		out.Bytes = SumBytes(file)
	}
	for _, name := range p.Halves {
		if half := halves[name]; half != nil {
			out.Halves = append(out.Halves, Half{name, SumBytes(half)})
		}
	}
	for _, s := range p.Stories {
		d, err := Sum(func(w io.Writer) error {
			b := bufio.NewWriter(w)
			breaks(b, s.Blocks)
			return b.Flush()
		})
		if err != nil {
			return err
		}
		out.Stories = append(out.Stories, Story{s.ID, d})
	}
	l.Pages = append(l.Pages, out)
	return nil
}

// breaks writes where the lines of blocks break, and nothing of where they stand.
// Copy has no line ends, so that lines cannot be taken for one another.
func breaks(w io.Writer, blocks []*sheet.Block) {
	for _, b := range blocks {
		fmt.Fprintf(w, "%s\n", b.Role)
		for i := range b.Lines {
			fmt.Fprintf(w, "\t%s\n", b.Lines[i].Text)
		}
		breaks(w, b.Blocks)
	}
}

// AddFaces adds the faces named in own that the pages use. An edition's own faces
// are among its inputs; none can have the name of one of the program's.
func (l *Lock) AddFaces(own *fonts.Library, pages []*sheet.Page) {
	if l.Faces == nil {
		l.Faces = map[string]Digest{}
	}
	for _, p := range pages {
		for _, it := range p.Items {
			t, ok := it.(*sheet.Text)
			if !ok || own.Face(t.Face.Name) == nil || l.Faces[t.Face.Name] != "" {
				continue
			}
			l.Faces[t.Face.Name] = SumBytes(t.Face.Data())
		}
	}
}

// AddProfile adds the program's own profile of a press.
func (l *Lock) AddProfile() {
	if l.Tables == nil {
		l.Tables = map[string]Digest{}
	}
	l.Tables["icc/newsprint"] = SumBytes(assets.Newsprint)
}

// AddInputs adds the files at paths, which an edition in folder dir depends on.
// The error is that of reading a file that is there.
func (l *Lock) AddInputs(dir string, paths []string) error {
	if l.Inputs == nil {
		l.Inputs = map[string]Digest{}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for _, path := range paths {
		name := nameOf(dir, path)
		if _, ok := l.Inputs[name]; ok {
			continue
		}
		if l.Inputs[name], err = sumFile(path); err != nil {
			return err
		}
	}
	return nil
}

// AddPrevious adds files that told the lines of an earlier run. The error is that
// of reading one.
func (l *Lock) AddPrevious(dir string, files []string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		path, err := filepath.Abs(f)
		if err != nil {
			return err
		}
		if err := l.AddInputs(dir, []string{path}); err != nil {
			return err
		}
		l.Previous = append(l.Previous, nameOf(dir, path))
	}
	return nil
}

// nameOf gives path as seen from folder dir.
func nameOf(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

func sumFile(path string) (Digest, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Absent, nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return Absent, nil
	}
	return Sum(func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
}
