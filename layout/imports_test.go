package layout_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/importer"
	"paiban/layout/news"
	"paiban/layout/reading"
	"paiban/layout/sheet"
	"paiban/layout/text"
)

// What is exported as Markdown or ninjs and imported again has the same text, block for
// block. The lines of a head are one line then, a 字 of room between them.
func TestImportOfExports(t *testing.T) {
	opt := news.Options{Base: "https://archive.example.org/x/", Href: func(*sheet.Picture) string { return "pictures/a b.jpg" }}
	eachExchanged(t, func(t *testing.T, e exchanged) {
		e.each(t, func(s *reading.Story, all, body []string) {
			var b bytes.Buffer
			if err := text.Markdown(&b, s, func(*sheet.Picture) string { return "a b.jpg" }); err != nil {
				t.Fatal(err)
			}
			sameImport(t, s, importer.Markdown(b.String()), all, body)

			b.Reset()
			if err := news.Ninjs(&b, e.read, s, opt); err != nil {
				t.Fatal(err)
			}
			d, err := importer.Ninjs(b.Bytes())
			if err != nil {
				t.Fatal(s.ID, err)
			}
			sameImport(t, s, d, all, body)
		})
	})
}

func sameImport(t *testing.T, s *reading.Story, d *importer.Draft, all, body []string) {
	t.Helper()
	if len(d.Stories) != 1 {
		t.Errorf("%s comes back as %d stories", s.ID, len(d.Stories))
		return
	}
	in := d.Stories[0]
	var got, running []string
	for _, list := range [][]string{in.Standing, in.Kicker, in.Head, in.Deck} {
		for _, l := range list {
			got = append(got, strings.Split(l, "　")...)
		}
	}
	for i := 0; i < len(in.Copy); i++ {
		t := in.Copy[i].Text
		if in.Copy[i].Kind == importer.Dateline && i+1 < len(in.Copy) {
			i++
			t += "　" + in.Copy[i].Text
		}
		if in.Copy[i].Kind != importer.Byline {
			running = append(running, t)
		}
		got = append(got, t)
	}
	for _, p := range in.Pictures {
		for _, t := range []string{p.Caption, p.Credit} {
			if t != "" {
				got = append(got, t)
			}
		}
	}
	var want []string
	heads := map[string]bool{}
	for _, role := range []sheet.Role{sheet.Standing, sheet.Kicker, sheet.Head, sheet.Deck} {
		for _, h := range s.Texts(role) {
			heads[h] = true
		}
	}
	for _, w := range all {
		if heads[w] {
			want = append(want, strings.Split(w, "　")...)
			continue
		}
		want = append(want, w)
	}
	sameTexts(t, s.ID+" imported", got, want)
	inOrder(t, s.ID, running, body)
}

// Bold and Kai within a paragraph come through Markdown and ninjs.
func TestMarksOfExports(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pages.toml")
	toml := "[edition]\npreset = \"sikai\"\n[[page]]\nname = \"01\"\n[[story]]\nhead = \"题\"\ntext = \"\"\"\n甲乙丙丁{b:“粗”体、}戊己庚辛{kai:楷体}壬癸{b:粗}{kai:楷}子丑寅卯辰巳午未。\n\"\"\"\n"
	if err := os.WriteFile(path, []byte(toml), 0o666); err != nil {
		t.Fatal(err)
	}
	r := layout.Set(path, layout.Options{Fonts: fonttest.Library()})
	if r.Sheets == nil {
		t.Fatal(r.Findings.Sorted())
	}
	ed := reading.Of(r.Sheets)
	var b bytes.Buffer
	if err := text.Markdown(&b, ed.Stories[0], func(*sheet.Picture) string { return "" }); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "甲乙丙丁“**粗”体**、戊己庚辛*楷体*壬癸**粗**楷子丑") {
		t.Errorf("Markdown:\n%s", b.String())
	}
	d := importer.Markdown(b.String())
	if n := len(d.Stories[0].Copy); n != 1 || len(d.Stories[0].Copy[0].Spans) != 7 {
		t.Errorf("imported: %+v", d.Stories[0].Copy)
	}
	b.Reset()
	if err := news.Ninjs(&b, ed, ed.Stories[0], news.Options{Base: "https://x/", Href: func(*sheet.Picture) string { return "" }}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "甲乙丙丁<strong>“粗”体、</strong>戊己庚辛<em>楷体</em>壬癸<strong>粗</strong><em>楷</em>子丑") {
		t.Errorf("ninjs:\n%s", b.String())
	}
}
