package main

import (
	"bytes"
	"crypto/sha256"

	"paiban/layout/sheet"
)

// outFile is a file of an edition's out folder.
type outFile struct {
	name string
	page string // that it is of
	data []byte
	sum  [sha256.Size]byte
}

// eachFile gives the files of a run's pages in the order in which they are written, each
// page's PDF first. Pages that could not be made have none: their findings say why.
func (j *job) eachFile(sheets bool, take func(outFile) error) error {
	r := j.result
	if r.Sheets == nil {
		return nil
	}
	for _, p := range r.Sheets.Pages {
		data, ok := r.Files[p.Name]
		if !ok {
			continue
		}
		if err := take(outFile{p.Name + ".pdf", p.Name, data, r.Sums[p.Name]}); err != nil {
			return err
		}
		for _, half := range p.Halves {
			if data, ok := r.Halves[half]; ok {
				if err := take(outFile{half + ".pdf", p.Name, data, r.Sums[half]}); err != nil {
					return err
				}
			}
		}
		if !sheets {
			continue
		}
		var dump bytes.Buffer
		if err := sheet.WriteJSON(&dump, p); err != nil {
			return err
		}
		if err := take(outFile{p.Name + ".sheet.json", p.Name, dump.Bytes(), sha256.Sum256(dump.Bytes())}); err != nil {
			return err
		}
	}
	return nil
}
