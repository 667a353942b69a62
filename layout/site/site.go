// Package site writes an edition as a web site to read it on: the pages with their
// stories to click, the stories as text, a search. It works from a folder, without
// a server, asks nothing of any other place, and reads and clicks without scripts;
// only the search needs one.
package site

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"net/url"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// Options says in which language the site speaks and where its pictures are.
type Options struct {
	Lang    diag.Lang                   // of the site's own words, not of the copy
	DPI     int                         // of the pages' pictures: pixels an inch
	Image   func(page int) string       // address of a page's picture from the site's folder
	Small   func(page int) string       // the same of the small one
	Picture func(*sheet.Picture) string // address of a story's picture; "" = leave it out
	File    func(*reading.Story) string // a story's name as a file, without ending: one for each
}

// File is one file of the site; its name has slashes and counts from the site's folder.
type File struct {
	Name string
	Data []byte
}

//go:embed web
var web embed.FS

// Files makes the site's files but its pictures: index.html, pages/, stories/,
// search.html with its index, style and script. The same edition gives the same bytes.
func Files(ed *reading.Edition, opt Options) ([]File, error) {
	s := &site{Options: opt, ed: ed}
	var err error
	s.forms, err = template.New("").Funcs(template.FuncMap{"t": s.t}).ParseFS(web, "web/*.html")
	if err != nil {
		return nil, err
	}
	s.stories = s.listStories()
	for i := range ed.Pages {
		s.pages = append(s.pages, s.page(i))
	}
	if err := s.fill(); err != nil {
		return nil, err
	}
	return s.files, nil
}

type site struct {
	Options
	ed      *reading.Edition
	forms   *template.Template
	pages   []*pageView
	stories []*storyView
	files   []File
}

// t chooses the words of the site's language.
func (s *site) t(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(s.Lang) }

// view is what every form is filled from.
type view struct {
	UI, Lang, Paper, Date, Title string
	Root                         string // the way to the site's folder: "" or "../"
	Pages                        []*pageView
	Page                         *pageView
	Story                        *storyView
}

func (s *site) view(root, title string) view {
	ui := "zh-CN"
	if s.Lang == diag.EN {
		ui = "en"
	}
	paper := s.ed.Name
	if paper == "" {
		paper = s.t("报纸", "Newspaper")
	}
	return view{UI: ui, Lang: s.ed.Lang, Paper: paper, Date: s.ed.Date, Title: title, Root: root, Pages: s.pages}
}

// fill makes all files, in a fixed order.
func (s *site) fill() error {
	if err := s.form("index.html", "index.html", s.view("", "")); err != nil {
		return err
	}
	for _, p := range s.pages {
		v := s.view("../", p.Label)
		v.Page = p
		if err := s.form(p.file, "page.html", v); err != nil {
			return err
		}
	}
	for _, st := range s.stories {
		v := s.view("../", st.Title)
		v.Story = st
		if err := s.form(st.file, "story.html", v); err != nil {
			return err
		}
	}
	if err := s.form("search.html", "search.html", s.view("", s.t("检索", "Search"))); err != nil {
		return err
	}
	if err := s.index(); err != nil {
		return err
	}
	for _, name := range []string{"site.css", "site.js"} {
		data, err := web.ReadFile("web/" + name)
		if err != nil {
			return err
		}
		s.files = append(s.files, File{name, data})
	}
	return nil
}

func (s *site) form(name, form string, v view) error {
	var b bytes.Buffer
	if err := s.forms.ExecuteTemplate(&b, form, v); err != nil {
		return err
	}
	s.files = append(s.files, File{name, b.Bytes()})
	return nil
}

// entry is one story in the index that is searched.
type entry struct {
	Title string `json:"t"`
	At    string `json:"u"`
	Pages string `json:"p"`
	Text  string `json:"x"` // a line a block
}

// index writes what is searched as a script: a page that was opened from a folder may
// run one, but not fetch a file.
func (s *site) index() error {
	list := []entry{}
	for _, st := range s.stories {
		list = append(list, entry{st.Title, st.href(""), st.pageNames(), st.text()})
	}
	var b bytes.Buffer
	io.WriteString(&b, "paibanIndex(")
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	if err := enc.Encode(list); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	io.WriteString(&b, ")\n")
	s.files = append(s.files, File{"search.js", b.Bytes()})
	return nil
}

// address is a relative address of a file's name with slashes.
func address(name string) string { return (&url.URL{Path: name}).EscapedPath() }

// pixels is a length on a page's picture.
func (s *site) pixels(l geom.Length) int { return int(l.MulDiv(int64(s.DPI), int64(geom.Inch))) }
