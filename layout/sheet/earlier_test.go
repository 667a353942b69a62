package sheet

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestEarlier(t *testing.T) {
	page := func(lines ...Line) *Page {
		return &Page{Stories: []*Story{{ID: "lead", Blocks: []*Block{
			{Role: Head, Lines: []Line{{Text: "题", Last: true}}},
			{Role: Paragraph, Lines: lines},
		}}}}
	}
	var e Earlier
	for _, p := range []*Page{
		page(Line{Text: "甲乙"}, Line{Text: "丙", Last: true}, Line{Text: "丁戊"}),
		page(Line{Text: "己", Last: true}),
	} {
		var b bytes.Buffer
		if err := WriteJSON(&b, p); err != nil {
			t.Fatal(err)
		}
		if err := e.Read(&b); err != nil {
			t.Fatal(err)
		}
	}
	want := [][]string{{"甲乙", "丙"}, {"丁戊", "己"}}
	if got := e.Paragraphs("lead"); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (*Earlier)(nil).Paragraphs("lead"); got != nil {
		t.Errorf("nothing earlier gives %q", got)
	}
	for _, bad := range []string{"", "[]", "{}", `{"schema":2}`, "%PDF-1.7", `{"schema":1,"stories":[{"id":"x"`} {
		if err := e.Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
