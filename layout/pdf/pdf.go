// Package pdf writes sheets as PDF files for the press.
//
//	sheet → collect → gopdf draws → finish → bytes
//
// collect gives each glyph of each face a number of our own, in order of first
// use, and each text run the gaps between its glyphs; for a press it has
// layout/picture put the pictures into inks.
//
// gopdf draws the pages: text runs, rules, fills, pictures, each in its place, size and
// ink. It sees a letter that stands in for each run, in a font without outlines, and
// stand-ins for pictures.
//
// finish reads what gopdf wrote and puts in what gopdf does not have: glyphs, compact
// fonts (TrueType outlines as they are, others as CFF) with exact ToUnicode, the
// pictures, page boxes, exact inks and overprint, output intent, metadata, a
// content hash for ID; and deflates. A file for the archive gets its structure too:
// tags from the block tree as it is read, outlines, article threads, links.
//
// It is the only room that imports gopdf. The same sheets give the same bytes on
// every machine: integers until the last digit, no clock, no map order, and a
// deflater pinned in go.mod.
package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"sync"

	"paiban/layout/sheet"
)

// File gives a PDF file of pages, in their order; newspapers send one page a
// file. The bytes are complete: the caller writes them whole or not at all. An
// error means that some part of a page could not be drawn as it stands, or does
// not keep the standard that opt asks for.
func File(ed *sheet.Edition, opt Options, pages ...*sheet.Page) ([]byte, error) {
	made, err := Make(ed, opt, pages...)
	if err != nil {
		return nil, err
	}
	return made.Data, nil
}

// Made is a finished file, and what is known of its bytes to the one who just made them.
// All of it is for reading only.
type Made struct {
	Data []byte
	Sum  [sha256.Size]byte // of Data

	// Plain are the contents of pages and the font programs as they were before they
	// were deflated, by where the deflated bytes of the stream begin in Data.
	Plain map[int][]byte

	// Held are the pictures that were put into inks here, and so keep the ink limit, by
	// where the bytes of their streams begin in Data.
	Held map[int]bool
}

// Make is File that also gives what it knows of the file.
func Make(ed *sheet.Edition, opt Options, pages ...*sheet.Page) (*Made, error) {
	if len(pages) == 0 {
		return nil, errors.New("a PDF file needs a page")
	}
	d, err := collect(ed, opt, pages)
	if err != nil {
		return nil, err
	}
	defer d.release()
	drawn := drafts.Get().(*bytes.Buffer)
	defer drafts.Put(drawn)
	drawn.Reset()
	if err := d.draw(drawn); err != nil {
		return nil, err
	}
	return d.finish(drawn.Bytes())
}

// drafts are the buffers of gopdf's files that are not in use.
var drafts = sync.Pool{New: func() any { return &bytes.Buffer{} }}
