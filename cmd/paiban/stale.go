package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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

// clear makes the out folder ready for the files of a run. fresh has, by page, the
// PDF files that it is going to write, whole says that one of all pages is too.
func (j *job) clear(fresh map[string]string, whole bool) error {
	return clearFolder(j.folder, j.older(), fresh, whole)
}

// older gives the pages of which an earlier run may have left files: those asked for, or
// all that there are and, as the last report tells, were.
func (j *job) older() []string {
	if len(j.pages) > 0 {
		return j.pages
	}
	pages := reportedPages(filepath.Join(j.folder, "report.json"))
	if j.result.Edition != nil {
		for _, p := range j.result.Edition.Pages {
			pages = append(pages, p.Name)
		}
	}
	return pages
}

// clearFolder is clear of what lies in a folder of these pages.
func clearFolder(folder string, pages []string, fresh map[string]string, whole bool) error {
	if _, taken := fresh[strings.TrimSuffix(wholeName, ".pdf")]; !taken {
		if err := replace(filepath.Join(folder, wholeName), whole); err != nil {
			return err
		}
	}
	for _, page := range pages {
		for _, ext := range []string{".pdf", ".sheet.json"} {
			if err := replace(filepath.Join(folder, page+ext), fresh[page] != ""); err != nil {
				return err
			}
		}
	}
	report := filepath.Join(folder, "report.json")
	if err := os.Remove(report); err != nil && !absent(err) {
		return fileError(exitUnwritable, report, err)
	}
	return nil
}

// made gives the PDF files of the pages that could be made, by page.
func (j *job) made() map[string]string {
	out := map[string]string{}
	if j.result.Sheets == nil {
		return out
	}
	for _, p := range j.result.Sheets.Pages {
		if j.result.Made(p.Name) {
			out[p.Name] = p.Name + ".pdf"
		}
	}
	return out
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
