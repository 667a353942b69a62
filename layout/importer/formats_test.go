package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	render "github.com/yuin/goldmark/renderer/html"

	"paiban/layout/diag"
)

// wordFile makes a .docx of parts by name; the package's own parts are added.
func wordFile(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	all := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wordBody(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:mc="mc"><w:body>` +
		body + `<w:sectPr/></w:body></w:document>`
}

// everyThing is a Word document with one of everything that is read.
var everyThing = map[string]string{
	"word/document.xml": wordBody(`
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>小城春早</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Sub"/></w:pPr><w:r><w:t>老街换新颜</w:t></w:r></w:p>
<w:p><w:r><w:t>本报记者 周芳</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">一段正文，有</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>粗体</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>楷体</w:t></w:r>
<w:hyperlink r:id="rId9"><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>新加的</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:r><w:tab/><w:t>制表</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>小标题</w:t></w:r></w:p>
<w:p><w:r><w:t>茶馆里坐满了人。</w:t><w:br/><w:t>换行另起一段。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="老街"/><a:graphic><a:blip r:embed="rId5"/></a:graphic></wp:inline></w:drawing></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>清晨的老街。</w:t></w:r></w:p>
<w:p><w:r><w:t>周芳 摄</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框里的字。</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框后的段。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表里的字</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>编号的一项。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>第二篇</w:t></w:r></w:p>
<w:p><w:r><w:t>只有一段。</w:t></w:r></w:p>`),
	"word/styles.xml": `<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style></w:styles>`,
	"word/footnotes.xml":           `<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>脚注的话。</w:t></w:r></w:p></w:footnote></w:footnotes>`,
	"word/_rels/document.xml.rels": `<Relationships xmlns="x"><Relationship Id="rId5" Type="image" Target="media/image1.jpg"/><Relationship Id="rId9" Type="hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>`,
	"word/media/image1.jpg":        "jpeg",
}

// TestFormats takes the documents of testdata apart and holds what came of them to the
// goldens.
func TestFormats(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	must := func(d *Draft, err error) *Draft {
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, d := range map[string]*Draft{
		"story.md":           Markdown(string(read("story.md"))),
		"story.nitf.xml":     must(News(read("story.nitf.xml"))),
		"message.newsml.xml": must(News(read("message.newsml.xml"))),
		"story.ninjs.json":   must(Ninjs(read("story.ninjs.json"))),
		"story.docx":         must(Docx(wordFile(t, everyThing))),
	} {
		var got strings.Builder
		for _, f := range d.written(name) {
			fmt.Fprintf(&got, "== %s\n%s", f.Name, f.Text)
			if !strings.HasSuffix(f.Text, "\n") {
				got.WriteByte('\n')
			}
		}
		path := filepath.Join("testdata", name+".want")
		if *update {
			if err := os.WriteFile(path, []byte(got.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("%s: got\n%s", name, got.String())
		}
	}
}

// written gives a draft's files, its stories placed by their estimates.
func (d *Draft) written(name string) []File {
	var sizes []Size
	for _, s := range d.Placed() {
		sizes = append(sizes, s.Estimate())
	}
	return d.Files(name, diag.EN, Place(sizes))
}

// What cannot be read is refused with the place where it goes wrong, and without filling
// the memory.
func TestFormatsRefuse(t *testing.T) {
	deep := strings.Repeat("<div>", 300)
	bomb := wordFile(t, map[string]string{"word/document.xml": strings.Repeat(" ", maxXML+10)})
	loop := map[string]string{"word/document.xml": wordBody(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>字</w:t></w:r></w:p>`),
		"word/styles.xml": `<w:styles><w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>`}
	if _, err := Docx(wordFile(t, loop)); err != nil {
		t.Errorf("styles in a ring: %v", err)
	}
	for name, c := range map[string]struct {
		read func([]byte) (*Draft, error)
		data string
		line int
		says string
	}{
		"torn XML":         {News, "<nitf>\n<body>\n<p>字</b></nitf>", 3, "not well-formed"},
		"its own entities": {News, "<!DOCTYPE nitf [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<nitf><body><p>&b;</p></body></nitf>", 2, "not well-formed"},
		"deep XML":         {News, "<html>\n" + deep, 2, "nests too deep"},
		"other XML":        {News, "<?xml version=\"1.0\"?>\n<rss><channel/></rss>", 2, "neither NewsML-G2 nor NITF"},
		"empty":            {News, "", 0, "nothing in it"},
		"unknown encoding": {News, `<?xml version="1.0" encoding="klingon"?><nitf/>`, 1, "not well-formed"},
		"torn JSON":        {Ninjs, "{\n \"headline\": \"x\",\n", 2, "not ninjs"},
		"wrong JSON":       {Ninjs, "{\n \"headline\":\n 3}", 3, "not ninjs"},
		"other JSON":       {Ninjs, "{\"a\": 1}", 0, "no ninjs item"},
		"torn XHTML":       {Ninjs, `{"body_xhtml": "<p>字"}`, 0, "XHTML body"},
		"no zip":           {Docx, "PK\x03\x04 no", 0, "not a .docx"},
		"another zip":      {Docx, string(wordFile(t, map[string]string{"_rels/.rels": "<Relationships/>"})), 0, "not a .docx"},
		"no document":      {Docx, string(wordFile(t, nil)), 0, "no such part"},
		"torn document":    {Docx, string(wordFile(t, map[string]string{"word/document.xml": "<w:document>\n<w:body>"})), 2, "not well-formed"},
		"a bomb":           {Docx, string(bomb), 0, "unpacks to more"},
	} {
		_, err := c.read([]byte(c.data))
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Text.EN, c.says) {
			t.Errorf("%s: %+v", name, err)
		}
	}
	gb := "<?xml version=\"1.0\" encoding=\"GB2312\"?><nitf><body><body.content><p>\xd5\xe2\xca\xc7</p></body.content></body></nitf>"
	if d, err := News([]byte(gb)); err != nil || d.Stories[0].Copy[0].Text != "这是" {
		t.Errorf("GB 2312: %v", err)
	}
}

// words gives the letters and digits of texts, with how often each is there.
func words(parts ...string) map[rune]int {
	out := map[rune]int{}
	for _, p := range parts {
		for _, r := range strings.ToValidUTF8(p, "\uFFFD") {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out[r]++
			}
		}
	}
	return out
}

// all gives every text of a draft, what was left out too.
func (d *Draft) all() []string {
	out := d.texts()
	for _, s := range d.Stories {
		for _, p := range s.Pictures {
			out = append(out, p.Alt, p.File)
		}
	}
	return out
}

func nothingLost(t *testing.T, d *Draft, source string) {
	t.Helper()
	have := words(d.all()...)
	for r, n := range words(source) {
		if have[r] < n {
			t.Errorf("%q stands %d times in the source, %d times in the draft\n%q\n%q", r, n, have[r], source, d.all())
			return
		}
	}
	written := ""
	for _, f := range d.written("x") {
		written += f.Text
	}
	have = words(written)
	for r, n := range words(source) {
		if have[r] < n {
			t.Errorf("%q stands %d times in the source, %d times in the files\n%s", r, n, have[r], written)
			return
		}
	}
}

// FuzzMarkdown: whatever a reader of CommonMark shows is in the stories or kept in
// comments.
func FuzzMarkdown(f *testing.F) {
	src, err := os.ReadFile("testdata/story.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(src), "# 题\n\n文", "- a\n- b\n\n1) c", "a<b>c</b>\n<div>\nd\n</div>", "![图](x.jpg \"说明\")后", "**a*b**c*", "[a][b]\n\n[b]: /u 't'", "    code\n\n```x\ny\n```", "a  \nb\\\nc", "> q\n>> r\n\n***", "题\n===\n\n副\n---\n文"} {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithRendererOptions(render.WithUnsafe()))
	f.Fuzz(func(t *testing.T, src string) {
		d := Markdown(src)
		if strings.HasPrefix(strings.TrimPrefix(src, "\uFEFF"), "---") || strings.Contains(src, "<") || strings.Contains(src, "\x00") || strings.Contains(src, "\r") {
			return // read without a fault is all that can be said
		}
		var b bytes.Buffer
		if err := md.Convert([]byte(src), &b); err != nil {
			t.Skip()
		}
		nothingLost(t, d, html.UnescapeString(tag().ReplaceAllString(b.String(), " ")))
	})
}

// FuzzNews: every letter of the paragraphs of a NITF document is in the stories.
func FuzzNews(f *testing.F) {
	for _, s := range []string{"<p>一</p>散<p>二<b>三</b></p>", "<hl2>题</hl2><p>a\n b</p>", "<table><tr><td>格</td></tr></table>", "<media><media-reference source='x'/><media-caption>说</media-caption><media-producer>谁摄</media-producer></media>", "<ol><li>项<ul><li>里</li></ul></li></ol>", "<p><img src='a.jpg' alt='b'/>后</p>", "<bq><p>引<br/>文</p></bq>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		doc := "<nitf><body><body.content>" + body + "</body.content></body></nitf>"
		d, err := News([]byte(doc))
		if err != nil {
			return
		}
		root, fail := parseXML([]byte(doc))
		if fail != nil {
			t.Fatal(fail)
		}
		nothingLost(t, d, root.body())
	})
}

// body gives the text of what is read.
func (n *node) body() string {
	if unread[n.name] {
		return ""
	}
	s := n.text
	for _, k := range n.kids {
		s += k.body()
	}
	return s
}

// FuzzDocx: every letter of a document's runs is in the stories or kept in comments.
func FuzzDocx(f *testing.F) {
	f.Add(everyThing["word/document.xml"])
	f.Add(wordBody(`<w:p><w:r><w:t>字</w:t></w:r></w:p>`))
	f.Add(wordBody(`<w:p><w:pPr><w:pStyle w:val="heading 1"/></w:pPr><w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>题</w:t></w:r></w:ins></w:p><w:sdt><w:sdtContent><w:p><w:r><w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase><w:rt><w:r><w:t>zi</w:t></w:r></w:rt></w:ruby></w:r></w:p></w:sdtContent></w:sdt>`))
	f.Fuzz(func(t *testing.T, document string) {
		d, err := Docx(wordFile(t, map[string]string{"word/document.xml": document}))
		if err != nil {
			return
		}
		root, fail := parseXML([]byte(document))
		if fail != nil {
			t.Fatal(fail)
		}
		root.alternatives()
		var runs func(n *node) string
		runs = func(n *node) string {
			s := ""
			for _, k := range n.kids {
				switch {
				case k.name == "t" && n.name == "r":
					s += k.words()
				case k.name == "p" || k.name == "r" || k.name == "body" || k.name == "ins" || k.name == "hyperlink":
					s += runs(k)
				}
			}
			return s
		}
		nothingLost(t, d, runs(root))
	})
}
