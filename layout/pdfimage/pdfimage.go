// Package pdfimage draws a page of a PDF that is placed on a page, for proofs: the
// press gets it as vector. It is the only importer of PDFium, which runs as
// WebAssembly inside the program: no library of the system is needed, the same page
// gives the same pixels on every machine, and what a hostile file might do stays
// within a sandbox without files, network or clock.
package pdfimage

import (
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"paiban/layout/pdffile"
)

// Limits on what PDFium may take. The sandbox is the guard against a hostile file;
// these are against one that never ends.
const (
	memoryPages = 1 << 14 // of 64 KB: 1 GB
	patience    = 60 * time.Second
	maxPixels   = 25_000_000 // 5,000 × 5,000
)

// engine is PDFium, made ready at its first use: translating it takes some seconds,
// which a program that shows no PDF does not spend.
var engine = sync.OnceValues(func() (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 1, // one page at a time
		FSConfig:      wazero.NewFSConfig(), // no files
		RuntimeConfig: wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages).WithCloseOnContextDone(true),
		Stdout:        io.Discard, Stderr: io.Discard,
		RandomSource: zeros{},
	})
})

// zeros is what PDFium has for chance.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

var errSlow = errors.New("drawing it takes too long")

// Render draws page n of a file, from 1, one of pdffile.Boxes of it, upright, in w × h
// pixels on white paper.
func Render(data []byte, n int, box string, w, h int) (*image.RGBA, error) {
	if w < 1 || h < 1 || w*h > maxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", w, h)
	}
	form, err := pdffile.Extract(data, n, box)
	if err != nil {
		return nil, err
	}
	pool, err := engine()
	if err != nil {
		return nil, err
	}
	in, err := pool.GetInstance(2 * patience)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	type result struct {
		img *image.RGBA
		err error
	}
	done := make(chan result, 1)
	go func() {
		defer func() { // PDFium's faults come as panics of the sandbox
			if p := recover(); p != nil {
				done <- result{nil, fmt.Errorf("PDFium: %v", p)}
			}
		}()
		img, err := render(in, data, n, form.Box, w, h)
		done <- result{img, err}
	}()
	select {
	case r := <-done:
		return r.img, r.err
	case <-time.After(patience):
		in.Kill()
		return nil, errSlow
	}
}

func render(in pdfium.Pdfium, data []byte, n int, box [4]float64, w, h int) (*image.RGBA, error) {
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, err
	}
	defer in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	if err := crop(in, doc.Document, n-1, box); err != nil {
		return nil, err
	}
	r, err := in.RenderPageInPixels(&requests.RenderPageInPixels{Width: w, Height: h, Page: pageOf(doc.Document, n-1)})
	if err != nil {
		return nil, err
	}
	defer r.Cleanup()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), r.Result.Image, r.Result.Image.Bounds().Min, draw.Over) // it may be a pixel smaller
	return out, nil
}

func pageOf(doc references.FPDF_DOCUMENT, index int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}}
}

// crop makes a box the whole page. PDFium reads boxes when it loads a page, so it is
// loaded, changed and let go.
func crop(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int, b [4]float64) error {
	p, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return err
	}
	page := requests.Page{ByReference: &p.Page}
	l, bottom, r, t := float32(b[0]), float32(b[1]), float32(b[2]), float32(b[3])
	if _, err := in.FPDFPage_SetMediaBox(&requests.FPDFPage_SetMediaBox{Page: page, Left: l, Bottom: bottom, Right: r, Top: t}); err != nil {
		return err
	}
	if _, err := in.FPDFPage_SetCropBox(&requests.FPDFPage_SetCropBox{Page: page, Left: l, Bottom: bottom, Right: r, Top: t}); err != nil {
		return err
	}
	_, err = in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.Page})
	return err
}
