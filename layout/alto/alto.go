// Package alto writes pages as ALTO 4.4 (Analyzed Layout and Text Object, Library
// of Congress): every word or line with its box, styles, and the order in which
// the blocks are read.
package alto

import (
	"encoding/xml"
	"io"
	"slices"

	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// Options says how much detail a file has.
type Options struct {
	Words   bool   // a String a word (a character, for Chinese), not a String a line
	Image   string // name of the page's picture, "" = none
	Version string // of the program
}

// Write writes the page of that index. The error is that of w.
func Write(w io.Writer, ed *reading.Edition, page int, opt Options) error {
	d := &writer{Options: opt, ed: ed, n: page, styles: map[fontKey]string{}}
	doc := d.document()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// writer makes one page's document.
type writer struct {
	Options
	ed     *reading.Edition
	n      int
	fonts  []textStyle
	styles map[fontKey]string // IDs of text styles
	roles  []sheet.Role
	noted  map[*sheet.Text][]noted // of the block that is written
}

func (d *writer) document() *document {
	p := d.ed.Pages[d.n]
	doc := &document{
		NS: "http://www.loc.gov/standards/alto/ns-v4#", XSI: "http://www.w3.org/2001/XMLSchema-instance",
		Location: "http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd",
		Version:  "4.4", Unit: "mm10",
		Processing: processing{ID: "paiban", Category: "contentGeneration", Name: "paiban", Version: d.Version},
	}
	if d.Image != "" {
		doc.Image = &sourceImage{File: d.Image}
	}
	page := altoPage{ID: "page", W: mm10(p.Trim.W), H: mm10(p.Trim.H), Number: d.n + 1, Printed: p.Name, Lang: d.ed.Lang}
	area := geom.Rect{W: p.Trim.W, H: p.Trim.H}
	top := geom.Rect{W: p.Trim.W, H: p.TypeArea.Y}
	if p.TypeArea.Y > 0 {
		area.Y, area.H = p.TypeArea.Y, p.Trim.H-p.TypeArea.Y
		page.Top = &space{box: boxOf(top)}
	}
	page.Print = space{box: boxOf(area)}
	if f := d.ed.Furniture[d.n]; f != nil {
		d.story(f, func(part *reading.Part) *space {
			if page.Top != nil && part.Rect.Bottom() <= p.TypeArea.Y {
				return page.Top
			}
			return &page.Print
		})
	}
	for _, s := range d.ed.Stories {
		if refs := d.story(s, func(*reading.Part) *space { return &page.Print }); refs != nil {
			tag := "tag-" + s.Name
			doc.Tags.Structure = append(doc.Tags.Structure, tagOf(tag, "article", s.Title()))
			doc.order(s.Name, tag, refs)
		}
	}
	for _, r := range d.roles {
		doc.Tags.Roles = append(doc.Tags.Roles, tagOf("role-"+string(r), "role", string(r)))
	}
	doc.Styles = d.fonts
	doc.Layout = []altoPage{page}
	return doc
}

// story writes what a story has on the page, each part where at says, and gives
// the parts' IDs in the order in which they are read.
func (d *writer) story(s *reading.Story, at func(*reading.Part) *space) []string {
	var refs []string
	s.Each(func(b *reading.Block) {
		for i, part := range b.Parts {
			if part.Page != d.n {
				continue
			}
			to := at(part)
			refs = append(refs, part.ID)
			tags := d.role(b.Role)
			if s != d.ed.Furniture[d.n] {
				tags = "tag-" + s.Name + " " + tags
			}
			if part.Lines == nil {
				to.Blocks = append(to.Blocks, illustration{ID: part.ID, Tags: tags, box: boxOf(part.Rect), Type: "picture"})
				continue
			}
			t := textBlock{ID: part.ID, Tags: tags, box: boxOf(part.Rect), Lang: d.annotate(b)}
			if i+1 < len(b.Parts) && b.Parts[i+1].Page == d.n {
				t.Next = b.Parts[i+1].ID
			}
			for _, l := range part.Lines {
				t.Lines = append(t.Lines, d.line(l))
			}
			to.Blocks = append(to.Blocks, t)
		}
	})
	return refs
}

// role gives the ID of a role's tag.
func (d *writer) role(r sheet.Role) string {
	if !slices.Contains(d.roles, r) {
		d.roles = append(d.roles, r)
	}
	return "role-" + string(r)
}
