package news

import (
	"io"
	"strings"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// JSONLD writes a story as a NewsArticle of schema.org. The error is that of w.
func JSONLD(w io.Writer, ed *reading.Edition, s *reading.Story, opt Options) error {
	a := article{
		Context: "https://schema.org", Type: "NewsArticle", ID: opt.url(storyPath(s)), Identifier: s.ID,
		Headline:    strings.Join(s.Texts(sheet.Head), "　"),
		Alternative: append(s.Texts(sheet.Kicker), s.Texts(sheet.Deck)...),
		Section:     s.Texts(sheet.Standing), Body: body(s),
		Date: ed.Date, Language: s.Language(ed.Lang), Pages: pageNames(ed, s),
		Issue: issue{Type: "PublicationIssue", Date: ed.Date, Name: strings.TrimSpace(ed.Name + " " + ed.Date),
			Paper: newspaper{Type: "Newspaper", Name: ed.Name}},
	}
	for _, by := range s.Texts(sheet.Byline) {
		a.Authors = append(a.Authors, author{Type: "Person", Name: by})
	}
	for _, p := range pictures(s) {
		o := imageObject{Type: "ImageObject", Caption: strings.Join(p.caption, "\n"), Credit: strings.Join(p.credit, "\n")}
		if p.Picture != nil && p.Image != nil {
			o.Name, o.URL = p.Image.Name, opt.url(opt.Href(p.Picture))
			if !p.Image.Placed() {
				o.Width, o.Height = p.Image.W, p.Image.H
			}
		}
		a.Images = append(a.Images, o)
	}
	return write(w, a)
}

type article struct {
	Context     string        `json:"@context"`
	Type        string        `json:"@type"`
	ID          string        `json:"@id,omitempty"`
	Identifier  string        `json:"identifier"`
	Headline    string        `json:"headline"`
	Alternative []string      `json:"alternativeHeadline,omitempty"`
	Section     []string      `json:"articleSection,omitempty"`
	Authors     []author      `json:"author,omitempty"`
	Body        string        `json:"articleBody"`
	Images      []imageObject `json:"image,omitempty"`
	Date        string        `json:"datePublished,omitempty"`
	Language    string        `json:"inLanguage"`
	Pages       string        `json:"pagination,omitempty"`
	Issue       issue         `json:"isPartOf"`
}

type author struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type imageObject struct {
	Type    string `json:"@type"`
	Name    string `json:"name,omitempty"`
	URL     string `json:"contentUrl,omitempty"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"creditText,omitempty"`
}

type issue struct {
	Type  string    `json:"@type"`
	Name  string    `json:"name"`
	Date  string    `json:"datePublished,omitempty"`
	Paper newspaper `json:"isPartOf"`
}

type newspaper struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}
