// Package news writes a story for other news systems: as schema.org JSON-LD and
// as IPTC ninjs 3.0.
package news

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// Options says where the edition can be found.
type Options struct {
	Base string                      // address of the folder that the files go to, ending in /; "" = unknown
	Href func(*sheet.Picture) string // address of a picture relative to it; "" = it is not there
}

func (o Options) url(path string) string {
	if o.Base == "" || path == "" {
		return ""
	}
	return o.Base + (&url.URL{Path: path}).EscapedPath()
}

// Story's name as part of an address.
func storyPath(s *reading.Story) string { return "stories/" + s.ID }

// copyRoles are the blocks that make a story's running text.
func inBody(r sheet.Role) bool {
	return r == sheet.Paragraph || r == sheet.Crosshead || r == sheet.Inset || r == sheet.Dateline
}

func write(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// picture is a picture of a story with what is said of it.
type picture struct {
	*sheet.Picture
	caption, credit []string
}

// pictures gives a story's pictures. Captions that stand together, apart from
// their pictures, belong to none of them; they come last, with no picture.
func pictures(s *reading.Story) []picture {
	var out []picture
	var apart picture
	add := func(p *picture, b *reading.Block) {
		switch b.Role {
		case sheet.Caption:
			p.caption = append(p.caption, b.Text)
		case sheet.Credit:
			p.credit = append(p.credit, b.Text)
		}
	}
	for _, b := range s.Blocks {
		if b.Picture == nil {
			add(&apart, b)
			continue
		}
		p := picture{Picture: b.Picture}
		for _, c := range b.Blocks {
			add(&p, c)
		}
		out = append(out, p)
	}
	if apart.caption != nil || apart.credit != nil {
		out = append(out, apart)
	}
	return out
}

// body gives the story's running text, a line a paragraph.
func body(s *reading.Story) string {
	var lines []string
	s.Each(func(b *reading.Block) {
		if inBody(b.Role) {
			lines = append(lines, b.Text)
		}
	})
	return strings.Join(lines, "\n")
}

// pageNames gives the names of the pages a story stands on.
func pageNames(ed *reading.Edition, s *reading.Story) string {
	var names []string
	for _, i := range s.Pages() {
		names = append(names, ed.Pages[i].Name)
	}
	return strings.Join(names, ", ")
}
