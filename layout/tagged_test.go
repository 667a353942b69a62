package layout_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/conform"
	"paiban/layout/edition"
	"paiban/layout/reading"
)

// editions are the sample, the examples, and one made for what they do not have.
func editions(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../examples/*/pages.toml")
	if err != nil || len(list) < 6 {
		t.Fatalf("examples: %v, %v", list, err)
	}
	return append(list, "../pages.toml", "testdata/archive/pages.toml")
}

// TestTextByTags takes every story out of the finished files by their tags: it is what
// the edition's files say, character for character, paragraph for paragraph. The files
// keep PDF/A-2a and PDF/UA-1 by the rules of conform.
func TestTextByTags(t *testing.T) {
	for _, path := range editions(t) {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			r := layout.Set(path, layout.Options{Fonts: fonttest.Library(), Print: true, Whole: true, Press: "pdfa2a+pdfua1"})
			if r.Err != nil || r.Whole == nil {
				t.Fatalf("no file: %v %v", r.Err, r.Findings.Sorted())
			}
			files := map[string][]byte{"whole": r.Whole}
			for n, b := range r.Files {
				files[n] = b
			}
			for n, b := range files {
				breaches, err := conform.Check(b, "pdfa2a", "pdfua1")
				for _, x := range breaches {
					t.Errorf("%s: %s %s: %s (%d)", n, x.Rule.ID(), x.Rule.Asks.EN, x.Detail, x.N)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			whole := articles(t, r.Whole)
			for _, s := range reading.Of(r.Sheets).Stories {
				got, ok := whole[s.Title()]
				if !ok {
					t.Errorf("the file has no article %q", s.Title())
					continue
				}
				var want []string
				s.Each(func(b *reading.Block) {
					if b.Text != "" && !b.Signpost() {
						want = append(want, b.Text)
					}
				})
				if !slices.Equal(got, want) {
					t.Errorf("%s: by its tags\n%s\nnot\n%s", s.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
				fromCopy(t, r.Edition, s, got)
			}
			pageFiles(t, r)
		})
	}
}

// fromCopy holds what came out of the file to what went in: every line of copy, in order.
func fromCopy(t *testing.T, ed *edition.Edition, s *reading.Story, got []string) {
	want, _ := source(ed.Stories[slices.IndexFunc(ed.Stories, func(e *edition.Story) bool { return e.ID == s.ID })])
	at := 0
	for _, w := range want {
		k := slices.Index(got[at:], w)
		if k < 0 {
			t.Errorf("%s: the file has no line %q, or not in its place", s.ID, w)
			return
		}
		at += k + 1
	}
}

// pageFiles holds the files of single pages to the whole: together they have each
// story's characters.
func pageFiles(t *testing.T, r layout.Result) {
	all := map[string]string{}
	for _, p := range r.Sheets.Pages {
		for title, list := range articles(t, r.Files[p.Name]) {
			all[title] += strings.Join(list, "")
		}
	}
	for _, s := range reading.Of(r.Sheets).Stories {
		if len(s.Pages()) > 1 {
			continue // heads and pictures of each page stand between
		}
		want := ""
		s.Each(func(b *reading.Block) {
			if !b.Signpost() {
				want += b.Text
			}
		})
		if all[s.Title()] != want {
			t.Errorf("%s: by its page's file\n%s\nnot\n%s", s.ID, all[s.Title()], want)
		}
	}
}

// articles gives the paragraphs of each Art of a file, by its title.
func articles(t *testing.T, data []byte) map[string][]string {
	t.Helper()
	root, err := conform.Read(data)
	if err != nil || root == nil {
		t.Fatalf("no structure: %v", err)
	}
	out := map[string][]string{}
	document := root.Parts[0].Kid
	if document.Kind != "Document" || len(root.Parts) != 1 {
		t.Errorf("the root holds %d elements, the first %s", len(root.Parts), document.Kind)
	}
	for _, p := range document.Parts {
		if p.Kid.Kind != "Art" {
			t.Errorf("%s in the document", p.Kid.Kind)
		}
		out[p.Kid.Title] = paragraphs(p.Kid)
	}
	return out
}

// paragraphs lists the text of the elements that hold text, but for signposts.
func paragraphs(e *conform.Element) (out []string) {
	for _, p := range e.Parts {
		k := p.Kid
		switch {
		case k == nil || k.Kind == "Jump":
		case k.Kind == "Illustration" || k.Kind == "H1" && k.Parts[0].Kid != nil || k.Kind == "H2" && k.Parts[0].Kid != nil:
			out = append(out, paragraphs(k)...)
		default:
			if s := k.All("RT"); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// TestAlt: a picture has its alternate text, or its caption, or is told of where the file
// is to be read aloud.
func TestAlt(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile("testdata/archive/pages.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		alt, caption string
		want         string
		finding      bool
	}{
		{`alt = "两人在田头"`, `caption = "图说"`, "两人在田头", false},
		{"", `caption = "图说"`, "图说", false},
		{"", "", "", true},
		{`alt = ""`, "", "", false},
	} {
		s := strings.ReplaceAll(string(b), `alt = "黑白相间的横条"`, c.alt)
		s = strings.ReplaceAll(s, `caption = "条纹。"`, c.caption)
		picture, err := os.ReadFile("testdata/archive/field.png")
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "field.png"), picture, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "pages.toml")
		if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
		r := layout.Set(path, layout.Options{Fonts: fonttest.Library(), Print: true, Press: "screen+pdfua1"})
		if r.Sheets == nil {
			t.Fatal(r.Findings.Sorted())
		}
		told := false
		for _, f := range r.Findings.Sorted() {
			told = told || f.Code == "alt-missing"
		}
		alt, figures := "", 0
		var walk func(e *conform.Element)
		walk = func(e *conform.Element) {
			if e.Kind == "Figure" {
				alt = e.Alt
				figures++
			}
			for _, p := range e.Parts {
				if p.Kid != nil {
					walk(p.Kid)
				}
			}
		}
		root, err := conform.Read(r.Files[r.Sheets.Pages[1].Name])
		if err != nil {
			t.Fatal(err)
		}
		walk(root)
		decoration := strings.HasSuffix(c.alt, `""`)
		if alt != c.want || told != c.finding || decoration != (figures == 0) {
			t.Errorf("%q %q: alternate text %q, told of: %v, %d figures", c.alt, c.caption, alt, told, figures)
		}
	}
}

// TestTongues: what is in another language says so, where the text is read by its tags:
// passages in a paragraph, paragraphs as a whole, 注音.
func TestTongues(t *testing.T) {
	for path, want := range map[string][]string{
		"testdata/archive/pages.toml": {
			"en: A line of English words that must be broken somewhere, hyphenation or not, and extracted as it was typed",
			"zh-Latn-pinyin: Jiāozuò", "zh-Latn-pinyin: Xiūwǔ", "en: offic\u00adial",
		},
		"../examples/bilingual/pages.toml": {"en: The last ferry home", "en: What stays", "en: Boats at the old landing", "en: last ferry"},
	} {
		r := layout.Set(path, layout.Options{Fonts: fonttest.Library(), Print: true, Whole: true, Press: "pdfa2a+pdfua1"})
		root, err := conform.Read(r.Whole)
		if err != nil || root == nil {
			t.Fatalf("%s: no structure: %v", path, err)
		}
		var got []string
		var walk func(e *conform.Element)
		walk = func(e *conform.Element) {
			for _, p := range e.Parts {
				if p.Kid != nil {
					walk(p.Kid)
					continue
				}
				lang := p.Lang
				if lang == "" {
					lang = e.Lang
				}
				got = append(got, lang+": "+p.Text)
			}
		}
		walk(root)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: there is no %q in\n%s", path, w, strings.Join(got, "\n"))
			}
		}
		for _, s := range got {
			if strings.HasPrefix(s, "en: ") && strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: not English: %s", path, s)
			}
		}
	}
}
