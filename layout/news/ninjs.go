package news

import (
	"errors"
	"fmt"
	"html"
	"io"
	"strings"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// errNoBase: an item of ninjs is known by an address.
var errNoBase = errors.New("ninjs needs the edition's address")

// Ninjs writes a story as an IPTC ninjs 3.0 object: heads by role, the running
// text as plain text and as XHTML, pictures as associations. The error is that
// of w, or that opt has no Base.
func Ninjs(w io.Writer, ed *reading.Edition, s *reading.Story, opt Options) error {
	if opt.Base == "" {
		return errNoBase
	}
	it := item{
		URI: opt.url(storyPath(s)), Type: "text", Language: s.Language(ed.Lang), PubStatus: "usable",
		By: strings.Join(s.Texts(sheet.Byline), "\n"), Title: s.Title(),
		Bodies: []text{
			{Role: "main", Type: "text/plain", Value: body(s)},
			{Role: "richtext", Type: "application/xhtml+xml", Value: xhtml(s)},
		},
	}
	if ed.Date != "" {
		it.Created = ed.Date + "T00:00:00Z"
	}
	for _, h := range []struct {
		role sheet.Role
		name string
	}{{sheet.Standing, "section"}, {sheet.Kicker, "kicker"}, {sheet.Head, "main"}, {sheet.Deck, "deck"}} {
		if t := s.Texts(h.role); t != nil {
			it.Headlines = append(it.Headlines, text{Role: h.name, Value: strings.Join(t, "　")})
		}
	}
	for i, p := range pictures(s) {
		it.Associations = append(it.Associations, association(ed, s, i, p, opt))
	}
	return write(w, it)
}

// xhtml is the running text with its crossheads.
func xhtml(s *reading.Story) string {
	var b strings.Builder
	s.Each(func(blk *reading.Block) {
		if !inBody(blk.Role) {
			return
		}
		tag := "p"
		switch blk.Role {
		case sheet.Crosshead:
			tag = "h2"
		case sheet.Inset:
			tag = "aside"
		}
		fmt.Fprintf(&b, "<%s>", tag)
		for _, s := range blk.RubySpans() {
			t := html.EscapeString(s.Text)
			if s.Ruby != "" {
				t = "<ruby>" + t + "<rt>" + html.EscapeString(s.Ruby) + "</rt></ruby>"
			}
			if s.Kai {
				t = "<em>" + t + "</em>"
			}
			if s.Strong {
				t = "<strong>" + t + "</strong>"
			}
			b.WriteString(t)
		}
		fmt.Fprintf(&b, "</%s>", tag)
	})
	return b.String()
}

// association is a picture of the story, or captions that stand apart from theirs.
func association(ed *reading.Edition, s *reading.Story, i int, p picture, opt Options) item {
	out := item{
		Name: fmt.Sprintf("picture%d", i+1), URI: fmt.Sprintf("%s#picture%d", opt.url(storyPath(s)), i+1),
		Type: "picture", Language: ed.Lang, By: strings.Join(p.credit, "\n"),
	}
	if p.caption != nil {
		out.Descriptions = []text{{Role: "caption", Value: strings.Join(p.caption, "\n")}}
	}
	if p.Picture == nil {
		out.Name, out.Type = "captions", "text"
		return out
	}
	if href := opt.url(opt.Href(p.Picture)); href != "" && p.Image != nil {
		r := rendition{Name: "original", Href: href, Type: "image/" + p.Image.Format, W: p.Image.W, H: p.Image.H}
		if p.Image.Placed() {
			r.Type, r.W, r.H = "application/pdf", 0, 0
		}
		out.Renditions = []rendition{r}
	}
	return out
}

type item struct {
	Name         string      `json:"name,omitempty"`
	URI          string      `json:"uri"`
	Type         string      `json:"type"`
	Language     string      `json:"language,omitempty"`
	Created      string      `json:"versionCreated,omitempty"`
	PubStatus    string      `json:"pubStatus,omitempty"`
	Title        string      `json:"title,omitempty"`
	By           string      `json:"by,omitempty"`
	Headlines    []text      `json:"headlines,omitempty"`
	Descriptions []text      `json:"descriptions,omitempty"`
	Bodies       []text      `json:"bodies,omitempty"`
	Renditions   []rendition `json:"renditions,omitempty"`
	Associations []item      `json:"associations,omitempty"`
}

type text struct {
	Role  string `json:"role"`
	Type  string `json:"contentType,omitempty"`
	Value string `json:"value"`
}

type rendition struct {
	Name string `json:"name"`
	Href string `json:"href"`
	Type string `json:"contentType"`
	W    int    `json:"width,omitempty"`
	H    int    `json:"height,omitempty"`
}
