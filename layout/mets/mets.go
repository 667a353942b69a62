// Package mets writes the METS 1.12 file (Metadata Encoding and Transmission
// Standard, Library of Congress) that ties an edition's files together: which
// files show which page, and which blocks of which pages are one article.
package mets

import (
	"encoding/xml"
	"fmt"
	"io"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// File is one file of the edition.
type File struct {
	Page   int    // index of the page that it shows
	Use    string // "ALTO", "PDF", "IMAGE"
	Name   string // from the METS file's folder, with slashes
	MIME   string
	Size   int
	SHA256 string // hexadecimal
}

// alto is the use of the files that articles refer to.
const alto = "ALTO"

// Write writes the METS file of an edition with these files. Blocks are referred
// to in the files of use ALTO by the IDs that reading gave them. The error is
// that of w.
func Write(w io.Writer, ed *reading.Edition, files []File, version string) error {
	d := &writer{ed: ed, files: files}
	doc := d.document(version)
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

type writer struct {
	ed    *reading.Edition
	files []File
}

func fileID(i int) string { return fmt.Sprintf("file%d", i+1) }

func (d *writer) document(version string) *document {
	title := d.ed.Name
	if d.ed.Date != "" {
		title += " " + d.ed.Date
	}
	doc := &document{
		NS: "http://www.loc.gov/METS/", XLink: "http://www.w3.org/1999/xlink", DC: "http://purl.org/dc/elements/1.1/",
		XSI:      "http://www.w3.org/2001/XMLSchema-instance",
		Location: "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/version1121/mets.xsd",
		Label:    title, Type: "Newspaper",
		Agent: agent{Role: "CREATOR", Type: "OTHER", Other: "SOFTWARE", Name: "paiban " + version},
	}
	doc.Sections = append(doc.Sections, section{ID: "dmd-issue", Kind: "DC", Data: dublin{
		Title: []string{d.ed.Name}, Date: nonEmpty(d.ed.Date), Type: []string{"newspaper issue"}, Language: nonEmpty(d.ed.Lang)}})
	for _, s := range d.ed.Stories {
		doc.Sections = append(doc.Sections, section{ID: "dmd-" + s.Name, Kind: "DC", Data: dublin{
			Title: []string{s.Title()}, Creator: s.Texts(sheet.Byline), Type: []string{"article"},
			Identifier: []string{s.ID}, Language: nonEmpty(s.Language(d.ed.Lang))}})
	}
	doc.Files = d.groups()
	doc.Maps = []structMap{
		{Type: "PHYSICAL", Div: d.physical(title)},
		{Type: "LOGICAL", Div: d.logical(title)},
	}
	return doc
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// groups lists the files by use, in the order in which the uses first come.
func (d *writer) groups() []fileGroup {
	var out []fileGroup
	at := map[string]int{}
	for i, f := range d.files {
		n, ok := at[f.Use]
		if !ok {
			n = len(out)
			at[f.Use] = n
			out = append(out, fileGroup{ID: "group-" + f.Use, Use: f.Use})
		}
		out[n].Files = append(out[n].Files, file{ID: fileID(i), MIME: f.MIME, Size: f.Size, Sum: f.SHA256, SumType: "SHA-256",
			At: location{Type: "URL", Link: "simple", Href: f.Name}})
	}
	return out
}

// physical is the edition as paper: its pages and the files that show them.
func (d *writer) physical(title string) div {
	out := div{ID: "phys", Type: "Newspaper", Label: title}
	for n, p := range d.ed.Pages {
		page := div{ID: fmt.Sprintf("page%d", n+1), Type: "Page", Order: n + 1, OrderLabel: p.Name, Label: p.Title}
		for i, f := range d.files {
			if f.Page == n {
				page.Pointers = append(page.Pointers, pointer{File: fileID(i)})
			}
		}
		out.Divs = append(out.Divs, page)
	}
	return out
}

// logical is the edition as reading matter: its articles and their blocks.
func (d *writer) logical(title string) div {
	out := div{ID: "log", Type: "Newspaper", Label: title, DMD: "dmd-issue"}
	for i, s := range d.ed.Stories {
		a := div{ID: "log-" + s.Name, Type: "Article", Order: i + 1, Label: s.Title(), DMD: "dmd-" + s.Name}
		n := 0
		s.Each(func(b *reading.Block) {
			n++
			bd := div{ID: fmt.Sprintf("log-%sb%d", s.Name, n), Type: divType(b.Role), Order: n}
			for _, p := range b.Parts {
				if f, ok := d.altoOf(p.Page); ok {
					bd.Pointers = append(bd.Pointers, pointer{Area: &area{File: f, Begin: p.ID, Kind: "IDREF"}})
				}
			}
			a.Divs = append(a.Divs, bd)
		})
		out.Divs = append(out.Divs, a)
	}
	return out
}

// altoOf gives the ID of a page's ALTO file.
func (d *writer) altoOf(page int) (string, bool) {
	for i, f := range d.files {
		if f.Page == page && f.Use == alto {
			return fileID(i), true
		}
	}
	return "", false
}

// divType is the name that newspaper profiles of METS use for a role.
func divType(r sheet.Role) string {
	switch r {
	case sheet.Standing:
		return "SectionHeading"
	case sheet.Kicker:
		return "Overline"
	case sheet.Head:
		return "Title"
	case sheet.Deck:
		return "Subheadline"
	case sheet.Byline:
		return "Author"
	case sheet.Crosshead:
		return "Crosshead"
	case sheet.Figure:
		return "Illustration"
	case sheet.Caption:
		return "Caption"
	case sheet.Credit:
		return "Credit"
	case sheet.Jump:
		return "Continuation"
	case sheet.Inset:
		return "Inset"
	}
	return "Paragraph"
}
