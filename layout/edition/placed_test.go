package edition

import (
	"strings"
	"testing"
)

// A file placed several times is one image for each page of it; an advert that says
// no more has the whole of its frame.
func TestPlaced(t *testing.T) {
	files := map[string]string{"advert.pdf": readFileT(t, "testdata/broken/files/advert.pdf"), "ok.png": tinyPNG}
	e := mustRead(t, `[[page]]
[[story]]
columns = [1, 4]
lines = [10, 40]
legs = 2
[[story.picture]]
file = "advert.pdf"
sheet = 2
[[story]]
columns = [5, 8]
lines = [10, 90]
text = "甲"
[[story.picture]]
file = "advert.pdf"
sheet = 2
[[story.picture]]
file = "advert.pdf"
sheet = 2
box = "bleed"
legs = 1
`, files)
	a, b, c := e.Stories[0].Pictures[0], e.Stories[1].Pictures[0], e.Stories[1].Pictures[1]
	if a.Image != b.Image || a.Image == c.Image {
		t.Error("a page placed twice must be one image, another box another")
	}
	same(t, "the whole frame", []any{a.Legs, a.Lines, a.Fit}, []any{Span{1, 2}, Span{10, 40}, Contain})
	same(t, "beside copy", []any{b.Legs, b.Lines}, []any{Span{3, 4}, Span{}})
}

// An advert of a story with two pages says which.
func TestPlacedDoubts(t *testing.T) {
	files := map[string]string{"advert.pdf": readFileT(t, "testdata/broken/files/advert.pdf")}
	_, fs := readText(t, "[[page]]\n[[story]]\n[[story.picture]]\nfile = \"advert.pdf\"\n", files)
	var got []string
	for _, f := range fs.Sorted() {
		got = append(got, f.Code+" "+f.Severity.String())
	}
	if s := strings.Join(got, ", "); s != "pdf-annotations warning, pdf-several note" {
		t.Errorf("found %s", s)
	}
}
