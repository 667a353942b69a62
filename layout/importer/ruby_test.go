package importer

import (
	"strings"
	"testing"
)

// TestRuby: 注音 of Word and of HTML comes in as 注音 in paragraphs, and stays in comments
// elsewhere; none of it gets into the text.
func TestRuby(t *testing.T) {
	word := func(base, over string) string {
		return `<w:r><w:rPr><w:b/></w:rPr><w:ruby><w:rt><w:r><w:t>` + over + `</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>` + base + `</w:t></w:r></w:rubyBase></w:ruby></w:r>`
	}
	d, err := Docx(wordFile(t, map[string]string{"word/document.xml": wordBody(
		`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>我爱</w:t></w:r>` + word("焦作", "Jiāozuò") + `</w:p>` +
			`<w:p><w:r><w:t>家在</w:t></w:r>` + word("焦作", "Jiāo zuò") + word("修武", "a|b") + `<w:r><w:t>县，那里有山。</w:t></w:r></w:p>`)}))
	if err != nil {
		t.Fatal(err)
	}
	s := d.Stories[0]
	if got, want := s.copyText(), `家在{b:{ruby:焦作|Jiāo zuò}}{b:{ruby:修武|a\|b}}县，那里有山。`+"\n"; got != want || s.Head[0] != "我爱焦作" {
		t.Errorf("%q, %q, want %q", s.Head, got, want)
	}
	if len(d.Left) != 1 || d.Left[0].Text != "焦作 Jiāozuò" {
		t.Errorf("left: %v", d.Left)
	}
	d, err = News([]byte(`<nitf><body><body.head><hedline><hl1>题目</hl1></hedline></body.head><body.content><p>家在<ruby>焦<rp>(</rp><rt>jiāo</rt><rp>)</rp>作<rt>zuò</rt></ruby>，<ruby>无</ruby>注音。</p></body.content></body></nitf>`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Stories[0].copyText(), "家在{ruby:焦|jiāo}{ruby:作|zuò}，无注音。\n"; got != want || strings.Contains(d.Stories[0].Copy[0].Text, "jiāo") {
		t.Errorf("%q, want %q", got, want)
	}
}
