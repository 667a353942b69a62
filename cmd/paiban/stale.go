package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// A press takes whatever PDF lies in the out folder. So what an earlier run wrote
// and this one does not – a page refused, a page that the edition has no more,
// every page if the input is invalid – is renamed: 06.pdf becomes 06.pdf.stale,
// until 06.pdf is written again. And report.json, which comes last, goes first: a
// folder without one is that of a run that did not end.

// staleExt is added to the names of files of an earlier run.
const staleExt = ".stale"

// clear makes the out folder ready for the files of a run, which lot has.
func (j *job) clear(lot *lot, sheets bool) error {
	return clearFolder(j.folder, j.older(), lot, sheets)
}

// older gives the pages, and the halves of pages, of which an earlier run may have left
// files: those asked for, or all that there are and, as the last report tells, were.
func (j *job) older() []string {
	var names []string
	if len(j.pages) == 0 {
		names = reportedPages(filepath.Join(j.folder, "report.json"))
	}
	if j.result.Edition == nil {
		return append(names, j.pages...)
	}
	for _, p := range j.result.Edition.Pages {
		if len(j.pages) > 0 && !slices.Contains(j.pages, p.Name) {
			continue
		}
		names = append(names, p.Name)
		for _, half := range p.Halves {
			if half != "" {
				names = append(names, half)
			}
		}
	}
	return names
}

// clearFolder is clear of what lies in a folder of these pages. sheets says whether the
// run writes those of its pages; else one of a page that it writes stays for --previous.
func clearFolder(folder string, pages []string, lot *lot, sheets bool) error {
	whole := filepath.Join(folder, wholeName)
	if err := replace(whole, lot.has(whole)); err != nil {
		return err
	}
	for _, page := range pages {
		pdf, dump := filepath.Join(folder, page+".pdf"), filepath.Join(folder, page+".sheet.json")
		if err := replace(pdf, lot.has(pdf)); err != nil {
			return err
		}
		if err := replace(dump, lot.has(dump) || !sheets && lot.has(pdf)); err != nil {
			return err
		}
	}
	report := filepath.Join(folder, "report.json")
	if err := os.Remove(report); err != nil && !absent(err) {
		return fileError(exitUnwritable, report, err)
	}
	return nil
}

// replace renames a file, if it is there, unless it is going to be fresh; then what
// was renamed before it goes.
func replace(path string, fresh bool) error {
	err := error(nil)
	if fresh {
		err = os.Remove(path + staleExt)
	} else if st, missing := os.Lstat(path); missing == nil && !st.IsDir() {
		err = os.Rename(path, path+staleExt)
	}
	if err != nil && !absent(err) {
		return fileError(exitUnwritable, path, err)
	}
	return nil
}

// absent reports that there is no such file, nor can be: its folder may be none.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// reportedPages gives the names of the pages that an earlier report speaks of. It
// is only a file: names that lead elsewhere are passed over.
func reportedPages(report string) []string {
	var old struct {
		Pages []struct{ Name string } `json:"pages"`
	}
	data, err := os.ReadFile(report)
	if err != nil || json.Unmarshal(data, &old) != nil {
		return nil
	}
	var out []string
	for _, p := range old.Pages {
		if filepath.IsLocal(p.Name) && !strings.ContainsAny(p.Name, `/\`) {
			out = append(out, p.Name)
		}
	}
	return out
}
