package main

import (
	"bytes"
	"crypto/sha256"

	"paiban/layout"
	"paiban/layout/pdf"
	"paiban/layout/sheet"
)

// outFile is a file of an edition's out folder.
type outFile struct {
	name string
	data []byte
	sum  [sha256.Size]byte
}

// pageFiles writes the files of pages as they are made, in the order of the pages: each
// page's PDF, those of its halves, its sheet if wanted. Pages that cannot be made have
// none: their findings say why.
type pageFiles struct {
	sheets  bool
	write   func(outFile) error
	written map[string]string // the PDFs, by page
	err     error             // of the first file that could not be written; then no more are
}

// take writes a page's files. Nobody needs their bytes then.
func (w *pageFiles) take(p *sheet.Page, made []layout.File) {
	if w.err == nil {
		w.err = w.page(p, made)
	}
	for _, f := range made {
		pdf.Recycle(f.Data)
	}
}

func (w *pageFiles) page(p *sheet.Page, made []layout.File) error {
	for _, f := range made {
		if err := w.write(outFile{f.Name + ".pdf", f.Data, f.Sum}); err != nil {
			return err
		}
		if f.Name == p.Name {
			w.written[p.Name] = f.Name + ".pdf"
		}
	}
	if !w.sheets {
		return nil
	}
	var dump bytes.Buffer
	if err := sheet.WriteJSON(&dump, p); err != nil {
		return err
	}
	return w.write(outFile{p.Name + ".sheet.json", dump.Bytes(), sha256.Sum256(dump.Bytes())})
}
