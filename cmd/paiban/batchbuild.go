package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"paiban/layout"
	"paiban/layout/batch"
	"paiban/layout/diag"
	"paiban/layout/report"
)

// build builds one edition of a batch: the same files, byte for byte, as
// `paiban build` writes. place gives them their names.
func (r *batchRun) build(e batch.Edition) *batch.Built {
	var touched []string
	b := &batchEdition{batchRun: r, built: &batch.Built{Edition: e}, lot: r.outbox.lot(), written: map[string]string{}, digests: map[string]string{}}
	defer func() {
		if b.built.Files == nil { // nothing is to be placed, for whatever reason
			b.lot.drop()
		}
	}()
	b.job.input, b.job.folder = e.Input, r.folder(e)
	b.job.maxWarnings = -1
	pages := &pageFiles{sheets: r.sheets, written: b.written, write: b.file}
	b.job.result = layout.Set(e.Input, layout.Options{Fonts: r.fonts, AsOf: r.job.asOf, Press: r.job.press, Print: true, Cache: r.cache, Pictures: r.pictures, Trust: r.trust,
		Touched: func(p string) { touched = append(touched, p) }, Take: pages.take})
	entry := &b.built.Entry
	*entry = batch.Entry{Code: b.job.code(), Files: map[string]string{}, Inputs: batch.Stamps(filepath.Dir(e.Input), touched)}
	if entry.Code != exitClean {
		entry.Why = firstLine(r.firstError(b.job.result.Findings))
	}
	if err := b.job.result.Err; err != nil {
		b.fail(err)
		return b.built
	}
	if err := b.end(pages.err); err != nil {
		b.fail(err)
	}
	entry.Pages, entry.Files = len(b.written), b.digests
	if !r.discard {
		b.older, b.built.Files = b.job.older(), b
	}
	b.job.result = layout.Result{} // many may wait for the disk, and need it no more
	return b.built
}

// batchEdition is one edition being built.
type batchEdition struct {
	*batchRun
	built   *batch.Built
	job     job
	lot     *lot
	written map[string]string // the files of pages, by page
	digests map[string]string // of all files, by name
	older   []string          // pages of which an earlier run may have left files
}

// fail notes that the files could not all be put in place.
func (b *batchEdition) fail(err error) {
	e := &b.built.Entry
	e.Code, e.Why = exitUnwritable, firstLine(err.Error())
	var said *exitError
	if errors.As(err, &said) {
		e.Code, e.Why = said.code, firstLine(said.text.In(b.lang))
	}
}

// end readies the folder for what was written, and writes the report, as build does.
// failed is of the pages' files.
func (b *batchEdition) end(failed error) error {
	if !b.discard {
		if err := b.job.clear(b.lot, b.sheets); err != nil {
			b.lot.drop()
			clear(b.written)
			clear(b.digests)
			failed = cmp.Or(failed, err)
			_ = b.job.clear(b.lot, b.sheets) // no older file may pass for one that could not be written
		}
	}
	if failed != nil {
		return failed
	}
	if _, err := os.Stat(filepath.Dir(b.job.input)); err != nil && b.batchRun.job.dir == "" {
		return nil // no folder is made for a mistyped one
	}
	var text bytes.Buffer
	if err := report.JSON(&text, b.job.result, filepath.Base(b.job.input), b.written, b.job.reportLang(b.cmd)); err != nil {
		return err
	}
	return b.file(outFile{"report.json", text.Bytes(), sha256.Sum256(text.Bytes())})
}

// file notes a file's digest and writes it.
func (b *batchEdition) file(f outFile) error {
	if !filepath.IsLocal(f.name) || filepath.Base(f.name) != f.name {
		return fileError(exitUnwritable, f.name, fs.ErrInvalid)
	}
	b.digests[f.name] = hex.EncodeToString(f.sum[:])
	if b.discard {
		return nil
	}
	return b.lot.put(filepath.Join(b.job.folder, f.name), f.data)
}

// place puts in place what was written for editions.
func (r *batchRun) place(all []*batch.Built) {
	var lots []*lot
	var of []*batchEdition
	for _, b := range all {
		if e, ok := b.Files.(*batchEdition); ok {
			lots, of = append(lots, e.lot), append(of, e)
		}
	}
	for i, err := range placeAll(lots) {
		if err != nil {
			of[i].unplaced(err)
		}
	}
}

// unplaced notes what is not in place, and lets no older file pass for it.
func (b *batchEdition) unplaced(err error) {
	b.fail(err)
	b.lot.keep(b.job.folder, b.written)
	b.built.Entry.Pages = len(b.written)
	_ = clearFolder(b.job.folder, b.older, b.lot, b.sheets)
}

// firstError says the first thing that is an error.
func (r *batchRun) firstError(fs *diag.Findings) string {
	for _, f := range fs.Sorted() {
		if f.Severity == diag.Error && f.Waiver == nil {
			at := f.Pos.String()
			if at != "" {
				at += ": "
			}
			return at + f.Message.In(r.lang)
		}
	}
	return ""
}

// still reports whether a done edition needs no building: its inputs are those
// that it was built of, and its files are there.
func (r *batchRun) still(e batch.Edition, entry batch.Entry) bool {
	if !batch.Same(filepath.Dir(e.Input), entry.Inputs) {
		return false
	}
	if r.discard {
		return true
	}
	for name := range entry.Files {
		if st, err := os.Stat(filepath.Join(r.folder(e), name)); err != nil || !st.Mode().IsRegular() {
			return false
		}
	}
	return true
}
