package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"paiban/layout"
	"paiban/layout/batch"
	"paiban/layout/diag"
	"paiban/layout/pdf"
	"paiban/layout/report"
	"paiban/layout/sheet"
)

// build builds one edition of a batch: the same files, byte for byte, as
// `paiban build` writes.
func (r *batchRun) build(e batch.Edition) batch.Entry {
	var touched []string
	b := &batchEdition{batchRun: r}
	b.job.input, b.job.folder = e.Input, r.folder(e)
	b.job.maxWarnings = -1
	b.job.result = layout.Set(e.Input, layout.Options{Fonts: r.fonts, AsOf: r.job.asOf, Press: r.job.press, Print: true, Cache: r.cache, Pictures: r.pictures, Trust: r.trust,
		Touched: func(p string) { touched = append(touched, p) }})
	b.entry = batch.Entry{Code: b.job.code(), Files: map[string]string{}, Inputs: batch.Stamps(filepath.Dir(e.Input), touched)}
	if b.entry.Code != exitClean {
		b.entry.Why = firstLine(r.firstError(b.job.result.Findings))
	}
	if err := b.job.result.Err; err != nil {
		b.fail(err)
		return b.entry
	}
	if err := b.write(); err != nil {
		b.fail(err)
	}
	for _, data := range b.job.result.Files {
		pdf.Recycle(data)
	}
	return b.entry
}

// batchEdition is one edition being built.
type batchEdition struct {
	*batchRun
	job   job
	entry batch.Entry
}

// fail notes that the files could not all be put in place.
func (b *batchEdition) fail(err error) {
	b.entry.Code = exitUnwritable
	b.entry.Why = firstLine(err.Error())
	var e *exitError
	if errors.As(err, &e) {
		b.entry.Code, b.entry.Why = e.code, firstLine(e.text.In(b.lang))
	}
}

// write puts the edition's files in place, the report last, as build does.
func (b *batchEdition) write() error {
	written := map[string]string{}
	err := b.pages(written)
	if err != nil && !b.discard { // no older file may pass for one that could not be written
		_ = b.job.clear(written, false)
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Dir(b.job.input)); err != nil && b.batchRun.job.dir == "" {
		return nil // no folder is made for a mistyped one
	}
	return b.text("report.json", func(w io.Writer) error {
		return report.JSON(w, b.job.result, filepath.Base(b.job.input), written, b.job.reportLang(b.cmd))
	})
}

// pages puts the files of the pages in place and notes them in written.
func (b *batchEdition) pages(written map[string]string) error {
	if !b.discard {
		if err := b.job.clear(b.job.made(), false); err != nil {
			return err
		}
	}
	if b.job.result.Sheets == nil {
		return nil
	}
	for _, p := range b.job.result.Sheets.Pages {
		if err := b.page(p, written); err != nil {
			return err
		}
	}
	return nil
}

func (b *batchEdition) page(p *sheet.Page, written map[string]string) error {
	data, ok := b.job.result.Files[p.Name]
	if !ok {
		return nil // its findings say why
	}
	name := p.Name + ".pdf"
	if err := b.file(name, data, b.job.result.Sums[p.Name]); err != nil {
		return err
	}
	for _, half := range p.Halves {
		if data, ok := b.job.result.Halves[half]; ok {
			if err := b.file(half+".pdf", data, b.job.result.Sums[half]); err != nil {
				return err
			}
		}
	}
	written[p.Name] = name
	b.entry.Pages++
	if !b.sheets {
		return nil
	}
	return b.text(p.Name+".sheet.json", func(w io.Writer) error { return sheet.WriteJSON(w, p) })
}

// text makes a file of text and puts it in place.
func (b *batchEdition) text(name string, fill func(io.Writer) error) error {
	var data bytes.Buffer
	if err := fill(&data); err != nil {
		return err
	}
	return b.file(name, data.Bytes(), sha256.Sum256(data.Bytes()))
}

// file notes a file's digest and puts it in place.
func (b *batchEdition) file(name string, data []byte, sum [sha256.Size]byte) error {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return fileError(exitUnwritable, name, fs.ErrInvalid)
	}
	b.entry.Files[name] = hex.EncodeToString(sum[:])
	if b.discard {
		return nil
	}
	path := filepath.Join(b.job.folder, name)
	if err := b.outbox.put(path, data); err != nil {
		return fileError(exitUnwritable, path, err)
	}
	return nil
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
