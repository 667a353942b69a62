package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"paiban/layout"
	"paiban/layout/batch"
	"paiban/layout/diag"
	"paiban/layout/pdf"
	"paiban/layout/report"
)

// build builds one edition of a batch: the same files, byte for byte, as
// `paiban build` writes. place gives them their names.
func (r *batchRun) build(e batch.Edition) *batch.Built {
	var touched []string
	b := &batchEdition{batchRun: r, built: &batch.Built{Edition: e}, lot: r.outbox.lot(), written: map[string]string{}}
	defer func() {
		if b.built.Files == nil { // nothing is to be placed, for whatever reason
			b.lot.drop()
		}
	}()
	b.job.input, b.job.folder = e.Input, r.folder(e)
	b.job.maxWarnings = -1
	b.job.result = layout.Set(e.Input, layout.Options{Fonts: r.fonts, AsOf: r.job.asOf, Press: r.job.press, Print: true, Cache: r.cache, Pictures: r.pictures, Trust: r.trust,
		Touched: func(p string) { touched = append(touched, p) }})
	entry := &b.built.Entry
	*entry = batch.Entry{Code: b.job.code(), Files: map[string]string{}, Inputs: batch.Stamps(filepath.Dir(e.Input), touched)}
	if entry.Code != exitClean {
		entry.Why = firstLine(r.firstError(b.job.result.Findings))
	}
	if err := b.job.result.Err; err != nil {
		b.fail(err)
		return b.built
	}
	if err := b.write(); err != nil {
		b.fail(err)
	}
	for _, data := range b.job.result.Files {
		pdf.Recycle(data)
	}
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

// write writes the edition's files, the report last, as build does.
func (b *batchEdition) write() error {
	if err := b.writePages(); err != nil {
		if !b.discard { // no older file may pass for one that could not be written
			_ = b.job.clear(b.written, false)
		}
		return err
	}
	if _, err := os.Stat(filepath.Dir(b.job.input)); err != nil && b.batchRun.job.dir == "" {
		return nil // no folder is made for a mistyped one
	}
	var text bytes.Buffer
	if err := report.JSON(&text, b.job.result, filepath.Base(b.job.input), b.written, b.job.reportLang(b.cmd)); err != nil {
		return err
	}
	return b.file("report.json", text.Bytes(), sha256.Sum256(text.Bytes()))
}

// writePages writes the files of the pages and notes them in written.
func (b *batchEdition) writePages() error {
	if !b.discard {
		if err := b.job.clear(b.job.made(), false); err != nil {
			return err
		}
	}
	return b.job.eachFile(b.sheets, func(f outFile) error {
		if err := b.file(f.name, f.data, f.sum); err != nil {
			return err
		}
		if f.name == f.page+".pdf" {
			b.written[f.page] = f.name
			b.built.Entry.Pages++
		}
		return nil
	})
}

// file notes a file's digest and writes it.
func (b *batchEdition) file(name string, data []byte, sum [sha256.Size]byte) error {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return fileError(exitUnwritable, name, fs.ErrInvalid)
	}
	b.built.Entry.Files[name] = hex.EncodeToString(sum[:])
	if b.discard {
		return nil
	}
	return b.lot.put(filepath.Join(b.job.folder, name), data)
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
	b.lot.keepPlaced(b.job.folder, b.written)
	b.built.Entry.Pages = len(b.written)
	_ = clearFolder(b.job.folder, b.older, b.written, false)
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
