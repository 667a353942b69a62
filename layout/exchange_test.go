package layout_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/alto"
	"paiban/layout/edition"
	"paiban/layout/iiif"
	"paiban/layout/mets"
	"paiban/layout/news"
	"paiban/layout/reading"
	"paiban/layout/sheet"
	"paiban/layout/text"
)

// hostile is copy that a format may take for its own marks.
const hostile = `[edition]
name = "试<报>&\"纸"
preset = "sikai"
[[page]]
name = "01"
[[page]]
name = "02"
[[story]]
id = "marks"
page = "01"
kicker = "*引题* _a_"
head = ["# 第一行", "` + "`第二行`" + ` #"]
deck = "1. 副题"
columns = [1, 6]
lines = [1, 60]
text = '''
@ <记者> & [通讯员](http://x)
% 本报讯
1. 这不是列表。
12) 也不是。
- 也不是
+ 也不是
= 也不是
> 也不是引用
# #小标题#
| 表 | 格 |
反斜杠\\和“引号”"'，&amp;不是实体，<b>不是标签</b>。  两个空格  ~~不删~~
a  b c, well-known 3.14% e.g. x@y.org
!\\{b:粗\\}
'''
[[story]]
id = "second"
page = "02"
head = "后一篇"
columns = [1, 6]
lines = [1, 20]
text = "末段。"
`

// exchanged is an edition as set, with what it was set from.
type exchanged struct {
	*edition.Edition
	path string // its pages.toml
	read *reading.Edition
}

// exchangedSets keeps what was set, by the case's folder: many tests ask for the same.
var exchangedSets = map[string]layout.Result{}

// eachExchanged runs a test on every case that loses no copy to overset.
func eachExchanged(t *testing.T, test func(t *testing.T, e exchanged)) {
	cases, err := filepath.Glob("testdata/*/pages.toml")
	if err != nil {
		t.Fatal(err)
	}
	odd := filepath.Join(t.TempDir(), "hostile", "pages.toml")
	if err := os.Mkdir(filepath.Dir(odd), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(odd, []byte(hostile), 0o666); err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Glob("../examples/*/pages.toml")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples", err)
	}
	n := 0
	for _, path := range append(append(cases, examples...), "../pages.toml", odd) {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			name := filepath.Base(filepath.Dir(path))
			r, ok := exchangedSets[name]
			if !ok {
				r = layout.Set(path, layout.Options{Fonts: fonttest.Library(), Trust: edition.Trust{Allow: []string{"testdata"}}})
				exchangedSets[name] = r
			}
			if r.Sheets == nil {
				t.Fatal(r.Findings.Sorted())
			}
			for _, f := range r.Stories {
				if f.OverEm > 0 || f.OverLines > 0 {
					t.Skip("overset")
				}
			}
			n++
			test(t, exchanged{r.Edition, path, reading.Of(r.Sheets)})
		})
	}
	if n < 5 {
		t.Errorf("only %d cases", n)
	}
}

// source lists what a story's input says, a string a block.
func source(s *edition.Story) (all, body []string) {
	str := func(in edition.Inline) string { return string(in.Runes) }
	for _, part := range [][]edition.Inline{s.Standing, s.Kicker, s.Head, s.Deck} {
		for _, in := range part {
			all = append(all, str(in))
		}
	}
	for i := 0; i < len(s.Copy); i++ {
		t := str(s.Copy[i].Inline)
		if s.Copy[i].Kind == edition.Dateline && i+1 < len(s.Copy) {
			i++
			t += "　" + str(s.Copy[i].Inline)
		}
		if s.Copy[i].Kind != edition.Byline {
			body = append(body, t)
		}
		all = append(all, t)
	}
	together := false
	for _, in := range s.Insets {
		together = together || in.Captions
		for _, t := range in.Text {
			all = append(all, str(t))
		}
	}
	for _, p := range s.Pictures {
		for _, in := range []edition.Inline{p.Caption, p.Credit} {
			if len(in.Runes) > 0 {
				all = append(all, str(in))
			}
		}
	}
	return all, body
}

// sameTexts compares blocks without regard to their order.
func sameTexts(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %q\nwant %q", what, got, want)
	}
}

func (e exchanged) each(t *testing.T, visit func(s *reading.Story, all, body []string)) {
	t.Helper()
	for _, s := range e.Stories {
		all, body := source(s)
		i := slices.IndexFunc(e.read.Stories, func(r *reading.Story) bool { return r.ID == s.ID })
		if i < 0 {
			t.Errorf("story %s is nowhere", s.ID)
			continue
		}
		visit(e.read.Stories[i], all, body)
	}
}

// Every character of every story is in its plain text and its Markdown, and no
// other: the Markdown as a CommonMark reader understands it.
func TestTextEqualsSource(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		e.each(t, func(s *reading.Story, all, body []string) {
			var b bytes.Buffer
			if err := text.Plain(&b, s); err != nil {
				t.Fatal(err)
			}
			var paras []string
			if b.Len() > 0 { // an advert has none
				paras = strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n\n")
			}
			sameTexts(t, s.ID+" as text", paras, all)

			b.Reset()
			if err := text.Markdown(&b, s, func(*sheet.Picture) string { return "a b.jpg" }); err != nil {
				t.Fatal(err)
			}
			heads := len(s.Texts(sheet.Head))
			got := markdownBlocks(t, b.Bytes())
			if heads > 1 { // its lines are one heading
				want := strings.Join(s.Texts(sheet.Head), "　")
				if i := slices.Index(got, want); i < 0 {
					t.Errorf("%s: no heading %q in\n%s", s.ID, want, b.String())
				} else {
					got = append(slices.Delete(got, i, i+1), s.Texts(sheet.Head)...)
				}
			}
			sameTexts(t, s.ID+" as Markdown", got, all)
		})
	})
}

var (
	blockHTML = regexp.MustCompile(`(?s)<(p|h1|h2)>(.*?)</(p|h1|h2)>`)
	tagHTML   = regexp.MustCompile(`</?(em|strong)>|<img [^>]*>`)
)

// markdownBlocks gives the paragraphs and headings that CommonMark sees.
func markdownBlocks(t *testing.T, src []byte) []string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.Convert(src, &b); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range blockHTML.FindAllStringSubmatch(b.String(), -1) {
		if s := html.UnescapeString(tagHTML.ReplaceAllString(m[2], "")); s != "" {
			out = append(out, s)
		}
	}
	for _, tag := range []string{"<li", "<ul", "<ol", "<table", "<a ", "<code", "<hr"} {
		if bytes.Contains(b.Bytes(), []byte(tag)) {
			t.Errorf("copy is taken for %s>:\n%s", tag, b.String())
		}
	}
	return out
}

// The same for JSON-LD and ninjs, whose running text is in the copy's order.
func TestNewsEqualsSource(t *testing.T) {
	opt := news.Options{Base: "https://archive.example.org/x/", Href: func(*sheet.Picture) string { return "pictures/a b.jpg" }}
	eachExchanged(t, func(t *testing.T, e exchanged) {
		e.each(t, func(s *reading.Story, all, body []string) {
			var b bytes.Buffer
			if err := news.JSONLD(&b, e.read, s, opt); err != nil {
				t.Fatal(err)
			}
			var a struct {
				Headline, ArticleBody               string
				AlternativeHeadline, ArticleSection []string
				Author                              []struct{ Name string }
				Image                               []struct{ Caption, CreditText, ContentURL string }
			}
			decodeJSON(t, b.Bytes(), &a)
			got := append(split(a.ArticleBody), a.AlternativeHeadline...)
			got = append(append(got, a.ArticleSection...), s.Texts(sheet.Head)...)
			if a.Headline != strings.Join(s.Texts(sheet.Head), "　") {
				t.Errorf("%s: headline %q", s.ID, a.Headline)
			}
			for _, x := range a.Author {
				got = append(got, x.Name)
			}
			for _, x := range a.Image {
				got = append(append(got, split(x.Caption)...), split(x.CreditText)...)
			}
			sameTexts(t, s.ID+" as JSON-LD", got, all)
			inOrder(t, s.ID, split(a.ArticleBody), body)

			b.Reset()
			if err := news.Ninjs(&b, e.read, s, opt); err != nil {
				t.Fatal(err)
			}
			sameTexts(t, s.ID+" as ninjs", ninjsTexts(t, s, b.Bytes(), body), all)
		})
	})
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func decodeJSON(t *testing.T, data []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
}

// inOrder checks that body stands in got in its order.
func inOrder(t *testing.T, story string, got, body []string) {
	t.Helper()
	i := 0
	for _, g := range got {
		if i < len(body) && g == body[i] {
			i++
		}
	}
	if i < len(body) {
		t.Errorf("%s: %q is not in its place", story, body[i])
	}
}

var blockXHTML = regexp.MustCompile(`<(p|h2|aside)>(.*?)</(p|h2|aside)>`)

func ninjsTexts(t *testing.T, s *reading.Story, data []byte, body []string) []string {
	t.Helper()
	type value struct{ Role, ContentType, Value string }
	var n struct {
		URI, By           string
		Headlines, Bodies []value
		Associations      []struct {
			URI, By      string
			Descriptions []value
		}
	}
	decodeJSON(t, data, &n)
	if !strings.HasPrefix(n.URI, "https://archive.example.org/x/") || strings.ContainsAny(n.URI, " <>") {
		t.Errorf("%s: uri %q", s.ID, n.URI)
	}
	got := split(n.By)
	for _, h := range n.Headlines {
		if h.Role == "main" {
			if h.Value != strings.Join(s.Texts(sheet.Head), "　") {
				t.Errorf("%s: headline %q", s.ID, h.Value)
			}
			got = append(got, s.Texts(sheet.Head)...)
			continue
		}
		of := s.Texts(map[string]sheet.Role{"section": sheet.Standing, "kicker": sheet.Kicker, "deck": sheet.Deck}[h.Role])
		if h.Value != strings.Join(of, "　") {
			t.Errorf("%s: %s %q", s.ID, h.Role, h.Value)
		}
		got = append(got, of...)
	}
	if len(n.Bodies) != 2 {
		t.Fatalf("%s has %d bodies", s.ID, len(n.Bodies))
	}
	var rich []string
	for _, m := range blockXHTML.FindAllStringSubmatch(n.Bodies[1].Value, -1) {
		rich = append(rich, html.UnescapeString(markHTML.ReplaceAllString(m[2], "")))
	}
	if plain := split(n.Bodies[0].Value); !slices.Equal(plain, rich) {
		t.Errorf("%s: the two bodies differ:\n%q\n%q", s.ID, plain, rich)
	}
	inOrder(t, s.ID, rich, body)
	got = append(got, rich...)
	for _, a := range n.Associations {
		got = append(got, split(a.By)...)
		for _, d := range a.Descriptions {
			got = append(got, split(d.Value)...)
		}
	}
	return got
}

// altoXML is what a reader of ALTO needs to get the text back.
type altoXML struct {
	Blocks []struct {
		ID    string `xml:"ID,attr"`
		Lines []struct {
			Items []struct {
				XMLName xml.Name
				Content string  `xml:"CONTENT,attr"`
				X       float64 `xml:"HPOS,attr"`
				Y       float64 `xml:"VPOS,attr"`
				W       float64 `xml:"WIDTH,attr"`
				H       float64 `xml:"HEIGHT,attr"`
			} `xml:",any"`
		} `xml:"TextLine"`
	} `xml:"Layout>Page>PrintSpace>TextBlock"`
}

type metsXML struct {
	Files []struct {
		ID string `xml:"ID,attr"`
		At struct {
			Href string `xml:"href,attr"`
		} `xml:"FLocat"`
	} `xml:"fileSec>fileGrp>file"`
	Maps []struct {
		Type string  `xml:"TYPE,attr"`
		Div  metsDiv `xml:"div"`
	} `xml:"structMap"`
	Records []struct {
		ID         string `xml:"ID,attr"`
		Identifier string `xml:"mdWrap>xmlData>identifier"`
	} `xml:"dmdSec"`
}

type metsDiv struct {
	Type  string    `xml:"TYPE,attr"`
	DMD   string    `xml:"DMDID,attr"`
	Divs  []metsDiv `xml:"div"`
	Areas []struct {
		File  string `xml:"FILEID,attr"`
		Begin string `xml:"BEGIN,attr"`
	} `xml:"fptr>area"`
}

// altoFiles writes an edition's ALTO files and its METS file to a folder.
func altoFiles(t *testing.T, ed *reading.Edition, words bool) (dir string) {
	t.Helper()
	dir = t.TempDir()
	var files []mets.File
	save := func(name string, b *bytes.Buffer) {
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range ed.Pages {
		var b bytes.Buffer
		if err := alto.Write(&b, ed, i, alto.Options{Words: words, Image: p.Name + ".png", Version: "test"}); err != nil {
			t.Fatal(err)
		}
		save(p.Name+".xml", &b)
		files = append(files, mets.File{Page: i, Use: "ALTO", Name: p.Name + ".xml", MIME: "application/xml", Size: b.Len(), SHA256: strings.Repeat("0", 64)})
	}
	var b bytes.Buffer
	if err := mets.Write(&b, ed, files, "test"); err != nil {
		t.Fatal(err)
	}
	save("mets.xml", &b)
	return dir
}

func readXML(t *testing.T, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = xml.Unmarshal(data, v)
	}
	if err != nil {
		t.Fatal(path, err)
	}
}

// Whoever follows METS to the blocks of ALTO reads every story, character for
// character.
func TestAltoEqualsSource(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		for _, words := range []bool{true, false} {
			dir := altoFiles(t, e.read, words)
			var m metsXML
			readXML(t, filepath.Join(dir, "mets.xml"), &m)
			blocks := map[string]string{} // by file and ID
			for _, f := range m.Files {
				var a altoXML
				readXML(t, filepath.Join(dir, f.At.Href), &a)
				for _, b := range a.Blocks {
					blocks[f.ID+" "+b.ID] = altoText(t, &a, b.ID)
				}
			}
			stories := map[string][]string{}
			for _, sm := range m.Maps {
				if sm.Type != "LOGICAL" {
					continue
				}
				for _, article := range sm.Div.Divs {
					stories[identifier(&m, article.DMD)] = articleTexts(article, blocks)
				}
			}
			e.each(t, func(s *reading.Story, all, body []string) {
				sameTexts(t, s.ID+" in ALTO", stories[s.ID], all)
				inOrder(t, s.ID, stories[s.ID], body)
			})
		}
	})
}

func identifier(m *metsXML, dmd string) string {
	for _, r := range m.Records {
		if r.ID == dmd {
			return r.Identifier
		}
	}
	return ""
}

func articleTexts(article metsDiv, blocks map[string]string) []string {
	var out []string
	for _, d := range article.Divs {
		if d.Type == "Continuation" {
			continue
		}
		var s strings.Builder
		for _, a := range d.Areas {
			s.WriteString(blocks[a.File+" "+a.Begin])
		}
		if s.Len() > 0 {
			out = append(out, s.String())
		}
	}
	return out
}

// altoText reads a block's text, and checks that its strings stand side by side
// on the page.
func altoText(t *testing.T, a *altoXML, id string) string {
	t.Helper()
	var out strings.Builder
	for _, b := range a.Blocks {
		if b.ID != id {
			continue
		}
		for _, l := range b.Lines {
			right, low := -1e9, -1e9
			for _, it := range l.Items {
				if it.XMLName.Local == "SP" {
					out.WriteByte(' ')
				}
				if it.XMLName.Local != "HYP" || it.Content == "\u00AD" { // another hyphen stands for nothing
					out.WriteString(it.Content)
				}
				if it.X < right-1.2 && it.Y < low-1.2 || it.W < 0 || it.X < 0 || it.Y < 0 { // squeezed marks may overlap by a hair
					t.Errorf("block %s: %q at %v, before %v", id, it.Content, it.X, right)
				}
				right, low = it.X+it.W, it.Y+it.H
			}
		}
	}
	return out.String()
}

// TestAltoWords: a word that a hyphen parts is told whole at both its parts, the hyphen
// is an element of its own; 注音 is an alternative of what it stands above; English in a
// Chinese block says so, and an English block.
func TestAltoWords(t *testing.T) {
	seen := map[string]int{}
	eachExchanged(t, func(t *testing.T, e exchanged) {
		dir := altoFiles(t, e.read, true)
		files, err := filepath.Glob(filepath.Join(dir, "*.xml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			var a struct {
				Blocks []struct {
					Lang  string `xml:"LANG,attr"`
					Lines []struct {
						Strings []struct {
							Content string `xml:"CONTENT,attr"`
							Part    string `xml:"SUBS_TYPE,attr"`
							Whole   string `xml:"SUBS_CONTENT,attr"`
							Lang    string `xml:"LANG,attr"`
							Other   string `xml:"ALTERNATIVE"`
						} `xml:"String"`
						Hyphen []struct {
							Content string `xml:"CONTENT,attr"`
						} `xml:"HYP"`
					} `xml:"TextLine"`
				} `xml:"Layout>Page>PrintSpace>TextBlock"`
			}
			if filepath.Base(f) == "mets.xml" {
				continue
			}
			readXML(t, f, &a)
			for _, b := range a.Blocks {
				first, soft := "", "" // of a parted word: what its first line has, and that with a soft hyphen
				for _, l := range b.Lines {
					for _, s := range l.Strings {
						seen["block "+b.Lang+" "+s.Content]++
						if s.Lang != "" {
							seen[s.Lang+" "+s.Content]++
						}
						if s.Other != "" {
							seen[s.Content+"|"+s.Other]++
						}
						switch {
						case s.Part == "HypPart1":
							first = s.Content
						case s.Part == "HypPart2" && !strings.Contains(s.Whole, first) || (s.Part == "") != (s.Whole == ""):
							t.Errorf("%s: %q, then %+v", f, first, s)
						case s.Part == "HypPart2" && strings.Trim(first+s.Content, ",.;") == strings.Replace(s.Whole, soft, first, 1):
							seen["parted"]++
						}
					}
					if len(l.Hyphen) > 0 {
						seen["hyphen"]++
						if soft = first; l.Hyphen[0].Content == "\u00AD" {
							soft += "\u00AD"
						}
						if n := len(l.Strings); l.Strings[n-1].Part != "HypPart1" || strings.HasSuffix(l.Strings[n-1].Content, l.Hyphen[0].Content) {
							t.Errorf("%s: %+v before a hyphen", f, l.Strings[n-1])
						}
					}
				}
			}
		}
	})
	for _, w := range []string{"焦作|Jiāozuò", "en hyphenation", "block en bi", "block zh-CN 焦作"} {
		if seen[w] == 0 {
			t.Errorf("there is no %q", w)
		}
	}
	if seen["hyphen"] < 3 || seen["parted"] != seen["hyphen"] {
		t.Errorf("%d hyphens, %d words", seen["hyphen"], seen["parted"])
	}
}

// ALTO and METS are what their schemas say.
func TestAltoAndMETSValidate(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (make test installs it)")
	}
	schemas, err := filepath.Abs("testdata/schemas")
	if err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, schema string, files ...string) error {
		c := exec.Command(lint, append([]string{"--nonet", "--noout", "--schema", filepath.Join(schemas, schema)}, files...)...)
		c.Env = append(os.Environ(), "XML_CATALOG_FILES="+filepath.Join(schemas, "catalog.xml"))
		out, err := c.CombinedOutput()
		if err != nil {
			t.Logf("%s", out)
		}
		return err
	}
	eachExchanged(t, func(t *testing.T, e exchanged) {
		for _, words := range []bool{true, false} {
			dir := altoFiles(t, e.read, words)
			var pages []string
			for _, p := range e.read.Pages {
				pages = append(pages, filepath.Join(dir, p.Name+".xml"))
			}
			if err := check(t, "alto-4-4.xsd", pages...); err != nil {
				t.Error(err)
			}
			if err := check(t, "mets-1.12.1.xsd", filepath.Join(dir, "mets.xml")); err != nil {
				t.Error(err)
			}
		}
	})
	bad := filepath.Join(t.TempDir(), "bad.xml") // the judge does judge
	if err := os.WriteFile(bad, []byte(`<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>`), 0o666); err != nil {
		t.Fatal(err)
	}
	if check(t, "alto-4-4.xsd", bad) == nil {
		t.Error("an ALTO file without a layout validates")
	}
}

// The manifest has a canvas a page, a range a story, each ID once, and places
// within their canvases.
func TestManifest(t *testing.T) {
	const base = "https://archive.example.org/x/"
	eachExchanged(t, func(t *testing.T, e exchanged) {
		var b bytes.Buffer
		opt := iiif.Options{Base: base, Name: "manifest.json", DPI: 96,
			Image: func(i int) string { return e.read.Pages[i].Name + ".png" }, Alto: func(int) string { return "" }}
		if err := iiif.Write(&b, e.read, opt); err != nil {
			t.Fatal(err)
		}
		type thing struct {
			ID, Type      string
			Width, Height int
			Items         []struct{ ID, Type string }
		}
		var m struct {
			Context           string `json:"@context"`
			ID, Type          string
			Label             map[string][]string
			Items, Structures []thing
		}
		decodeJSON(t, b.Bytes(), &m)
		if m.Context != "http://iiif.io/api/presentation/3/context.json" || m.Type != "Manifest" || m.ID != base+"manifest.json" || len(m.Label) != 1 {
			t.Errorf("manifest %+v", m)
		}
		if len(m.Items) != len(e.read.Pages) || len(m.Structures) != len(e.read.Stories) {
			t.Errorf("%d canvases, %d ranges", len(m.Items), len(m.Structures))
		}
		seen := map[string]bool{m.ID: true}
		size := map[string][2]int{}
		for _, c := range append(m.Items, m.Structures...) {
			if seen[c.ID] || !strings.HasPrefix(c.ID, base) || len(c.Items) == 0 {
				t.Errorf("%s: twice, or not under the base, or empty", c.ID)
			}
			seen[c.ID], size[c.ID] = true, [2]int{c.Width, c.Height}
		}
		place := regexp.MustCompile(`^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)$`)
		for _, r := range m.Structures {
			for _, it := range r.Items {
				f := place.FindStringSubmatch(it.ID)
				if f == nil || it.Type != "Canvas" {
					t.Fatalf("%+v", it)
				}
				x, y, w, h := atoi(f[2]), atoi(f[3]), atoi(f[4]), atoi(f[5])
				if s := size[f[1]]; w < 1 || h < 1 || x+w > s[0] || y+h > s[1] {
					t.Errorf("%s is not on a canvas of %v", it.ID, s)
				}
			}
		}
	})
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}
