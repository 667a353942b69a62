package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A press takes whatever file lies in the out folder. So what an earlier run wrote
// and this one did not – a page refused, a page gone from the edition, input that
// is no longer valid – is renamed: 06.pdf becomes 06.pdf.stale, until a later run
// writes 06.pdf again. And report.json, which comes last, goes first: a folder
// without one is that of a run that did not end.

// staleExt is added to the names of files that an earlier run wrote.
const staleExt = ".stale"

// pageExts are the files that build makes for a page.
var pageExts = []string{".pdf", ".sheet.json"}

// outFolder is the folder of an edition's files as a run begins to write to it.
type outFolder struct {
	dir   string
	pages []string // that may lie there from before
	only  []string // pages that the run is about; nil = all
}

// begin looks at what an earlier run left for the edition, and takes its report
// away. ed has the names of the pages now, none if the input is invalid.
func openFolder(dir string, ed, only []string) outFolder {
	o := outFolder{dir: dir, only: only, pages: slices.Clone(ed)}
	path := filepath.Join(dir, "report.json")
	o.pages = append(o.pages, reportedPages(path)...)
	return o
}

// reportedPages gives the names of the pages that an earlier report speaks of.
func reportedPages(path string) []string {
	var old struct {
		Pages []struct{ Name string } `json:"pages"`
	}
	data, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(data, &old) != nil {
		return nil
	}
	var out []string
	for _, p := range old.Pages {
		if filepath.IsLocal(p.Name) && filepath.Base(p.Name) == p.Name {
			out = append(out, p.Name)
		}
	}
	return out
}

// retire renames the files of the pages that are not in written.
func (o *outFolder) retire(written map[string]string) error {
	for _, name := range o.pages {
		if _, ok := written[name]; ok || o.only != nil && !slices.Contains(o.only, name) {
			continue
		}
		for _, ext := range pageExts {
			if err := retire(filepath.Join(o.dir, name+ext)); err != nil {
				return err
			}
		}
	}
	return nil
}

// retire renames a file, if it is there.
func retire(path string) error {
	if err := os.Rename(path, path+staleExt); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return fileError(exitUnwritable, path, err)
	}
	return nil
}
