// Package iiif writes an edition as a manifest of the IIIF Presentation API 3.0:
// a canvas a page with its picture, and a range a story that names its places.
package iiif

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"paiban/layout/geom"
	"paiban/layout/reading"
)

// Options says where the files are and how large the pages' pictures are.
type Options struct {
	Base  string                // address of the folder that the files go to, ending in /
	Name  string                // file name of the manifest
	DPI   int                   // of the pages' pictures
	Image func(page int) string // name of a page's picture (PNG)
	Alto  func(page int) string // name of a page's ALTO file, "" = none
}

// Write writes the manifest. The error is that of w.
func Write(w io.Writer, ed *reading.Edition, opt Options) error {
	d := &writer{Options: opt, ed: ed}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d.manifest())
}

type writer struct {
	Options
	ed *reading.Edition
}

func (d *writer) url(name string) string { return d.Base + (&url.URL{Path: name}).EscapedPath() }

func (d *writer) canvasID(page int) string { return fmt.Sprintf("%scanvas/%d", d.Base, page+1) }

// size is a page's picture, in pixels: a last one that is only in part on the
// page counts whole.
func (d *writer) size(page int) (w, h int) {
	t := d.ed.Pages[page].Trim
	return (t.W * geom.Length(d.DPI)).CeilDiv(geom.Inch), (t.H * geom.Length(d.DPI)).CeilDiv(geom.Inch)
}

// region names a part of a canvas; what lies beyond the trim is cut off.
func (d *writer) region(p *reading.Part) string {
	w, h := d.size(p.Page)
	px := func(l geom.Length, most int) int {
		return min(max(int(l.MulDiv(int64(d.DPI), int64(geom.Inch))), 0), most)
	}
	x, y := px(p.Rect.X, w-1), px(p.Rect.Y, h-1)
	return fmt.Sprintf("%s#xywh=%d,%d,%d,%d", d.canvasID(p.Page), x, y,
		max(px(p.Rect.Right(), w)-x, 1), max(px(p.Rect.Bottom(), h)-y, 1))
}

func (d *writer) lang(s string) map[string][]string { return in(d.ed.Lang, s) }

// in gives a text in a language, "" = none is known.
func in(lang, s string) map[string][]string {
	if lang == "" {
		lang = "none"
	}
	return map[string][]string{lang: {s}}
}

func (d *writer) manifest() manifest {
	title := d.ed.Name
	if d.ed.Date != "" {
		title += " " + d.ed.Date
	}
	m := manifest{Context: "http://iiif.io/api/presentation/3/context.json", ID: d.url(d.Name), Type: "Manifest",
		Label: d.lang(title), Behavior: []string{"paged"}, Direction: "left-to-right"}
	if d.ed.Date != "" {
		m.Date = d.ed.Date + "T00:00:00Z"
	}
	for i := range d.ed.Pages {
		m.Items = append(m.Items, d.canvas(i))
	}
	for i, s := range d.ed.Stories {
		m.Structures = append(m.Structures, d.story(i, s))
	}
	return m
}

func (d *writer) canvas(i int) canvas {
	p := d.ed.Pages[i]
	id := d.canvasID(i)
	w, h := d.size(i)
	c := canvas{ID: id, Type: "Canvas", Label: d.lang(p.Name), W: w, H: h,
		Items: []annotationPage{{ID: id + "/page", Type: "AnnotationPage", Items: []annotation{{
			ID: id + "/image", Type: "Annotation", Motivation: "painting", Target: id,
			Body: resource{ID: d.url(d.Image(i)), Type: "Image", Format: "image/png", W: w, H: h},
		}}}}}
	if a := d.Alto(i); a != "" {
		c.SeeAlso = []resource{{ID: d.url(a), Type: "Dataset", Format: "application/xml", Label: d.lang("ALTO"),
			Profile: "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"}}
	}
	return c
}

// story is a range of the places where a story stands, in reading order.
func (d *writer) story(n int, s *reading.Story) rangeOf {
	r := rangeOf{ID: fmt.Sprintf("%srange/%d", d.Base, n+1), Type: "Range", Label: in(s.Language(d.ed.Lang), s.Title())}
	s.Each(func(b *reading.Block) {
		for _, p := range b.Parts {
			r.Items = append(r.Items, resource{Type: "Canvas", ID: d.region(p)})
		}
	})
	return r
}

type label map[string][]string

type manifest struct {
	Context    string    `json:"@context"`
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Label      label     `json:"label"`
	Date       string    `json:"navDate,omitempty"`
	Behavior   []string  `json:"behavior"`
	Direction  string    `json:"viewingDirection"`
	Items      []canvas  `json:"items"`
	Structures []rangeOf `json:"structures,omitempty"`
}

type canvas struct {
	ID      string           `json:"id"`
	Type    string           `json:"type"`
	Label   label            `json:"label"`
	W       int              `json:"width"`
	H       int              `json:"height"`
	Items   []annotationPage `json:"items"`
	SeeAlso []resource       `json:"seeAlso,omitempty"`
}

type annotationPage struct {
	ID    string       `json:"id"`
	Type  string       `json:"type"`
	Items []annotation `json:"items"`
}

type annotation struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Motivation string   `json:"motivation"`
	Body       resource `json:"body"`
	Target     string   `json:"target"`
}

type resource struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Format  string `json:"format,omitempty"`
	Label   label  `json:"label,omitempty"`
	Profile string `json:"profile,omitempty"`
	W       int    `json:"width,omitempty"`
	H       int    `json:"height,omitempty"`
}

type rangeOf struct {
	ID    string     `json:"id"`
	Type  string     `json:"type"`
	Label label      `json:"label"`
	Items []resource `json:"items"`
}
