package layout_test

import (
	"bytes"
	"strings"
	"testing"

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
