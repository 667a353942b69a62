package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"paiban/layout/batch"
	"paiban/layout/diag"
	"paiban/layout/lock"
)

// mergeShards checks that the shares together have every edition, whole and with
// the bytes that their journals tell, and writes batch.json.
func (r *batchRun) mergeShards(all []batch.Edition) error {
	journals, err := r.journals()
	if err != nil {
		return err
	}
	done, problems := batch.Merge(all, journals, r.whole)
	path := filepath.Join(r.home(), "batch.json")
	if err := r.outbox.write(path, func(w io.Writer) error { return writeMerged(w, all, done) }); err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(r.out, "%s: %s\n", p.Key, p.Text.In(r.lang))
	}
	r.say(diag.T("记录 %[1]d 份，共 %[2]d 期，缺漏 %[3]d 处 → %[4]s", "journals: %[1]d, editions: %[2]d, problems: %[3]d → %[4]s",
		len(journals), len(all), len(problems), path))
	if len(problems) > 0 {
		return exit(exitFindings)
	}
	return nil
}

// journals reads the journal of --journal, or all in the out folder.
func (r *batchRun) journals() ([]*batch.Journal, error) {
	paths := []string{r.journal}
	if r.journal == "" {
		var err error
		if paths, err = filepath.Glob(filepath.Join(r.home(), "batch*.journal")); err != nil {
			return nil, fileError(exitInvalid, r.home(), err)
		}
		slices.Sort(paths)
	}
	var out []*batch.Journal
	for _, path := range paths {
		j, err := batch.ReadJournal(path)
		if err != nil {
			return nil, r.journalError(path, err)
		}
		out = append(out, j)
	}
	return out, nil
}

// whole checks an edition's files on the disk.
func (r *batchRun) whole(e batch.Edition, entry batch.Entry) diag.Text {
	if r.discard {
		return diag.Text{}
	}
	for name, sum := range entry.Files {
		data, err := os.ReadFile(filepath.Join(r.folder(e), name))
		switch {
		case err != nil:
			return diag.T("%s 没有了", "%s is gone", name)
		case string(lock.SumBytes(data)) != sum:
			return diag.T("%s 的内容与记录不符", "%s is not what the journal says", name)
		}
	}
	return diag.Text{}
}

// merged is batch.json.
type merged struct {
	Batch    int             `json:"batch"`
	Editions []mergedEdition `json:"editions"`
}

type mergedEdition struct {
	Edition string            `json:"edition"`
	Code    int               `json:"code"`
	Pages   int               `json:"pages"`
	Files   map[string]string `json:"files"`
}

func writeMerged(w io.Writer, all []batch.Edition, done map[string]batch.Entry) error {
	m := merged{Batch: 1, Editions: []mergedEdition{}}
	for _, e := range all {
		if d, ok := done[e.Key]; ok {
			m.Editions = append(m.Editions, mergedEdition{e.Key, d.Code, d.Pages, d.Files})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(m)
}
