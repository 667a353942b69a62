package pdffile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// Each way of writing a file gives the same page.
func TestWays(t *testing.T) {
	want, err := Extract(advert().plain(), 1, "trim")
	if err != nil {
		t.Fatal(err)
	}
	if want.Box != [4]float64{10, 10, 230, 150} || want.Pages != 2 {
		t.Errorf("box %v, %d pages", want.Box, want.Pages)
	}
	if c := string(want.Content); !strings.Contains(c, "/F1 12 Tf\n20 20 Td") || !strings.Contains(c, "/X Do") {
		t.Errorf("content %q", c)
	}
	for name, data := range map[string][]byte{
		"updated": advert().updated(20, "<</Type /Font /BaseFont /Other>>"),
		"packed":  advert().packed(false),
		"hybrid":  advert().packed(true),
		"mailed":  append([]byte("Content-Type: application/pdf\r\n\r\n"), advert().plain()...),
	} {
		got, err := Extract(data, 1, "trim")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v\nwant %+v", name, got, want)
		}
	}
	got, err := Extract(advert().updated(4, "<</Changed true>>"), 1, "trim")
	if err != nil || !strings.Contains(string(got.Content), "/F1 12 Tf") {
		t.Errorf("an updated page: %v", err)
	}
}

// What a page uses comes along, and nothing else.
func TestReach(t *testing.T) {
	got, err := Extract(advert().plain(), 1, "trim")
	if err != nil {
		t.Fatal(err)
	}
	all := dump(got)
	if len(got.Objects) != 3 || strings.Contains(all, "Unused") || strings.Contains(all, "Metadata") || !strings.Contains(all, "Helvetica") {
		t.Errorf("%d objects: %s", len(got.Objects), all)
	}
	s := advert().set(8, "<</Type /XObject /Subtype /Form /BBox [0 0 9 9]>>") // takes its font from the page
	got, err = Extract(s.plain(), 1, "trim")
	if err != nil {
		t.Fatal(err)
	}
	if all := dump(got); !strings.Contains(all, "Unused") || !strings.Contains(all, "Resources:{1 0}") {
		t.Errorf("a form without resources: %s", all)
	}
}

func TestGeometry(t *testing.T) {
	got, err := Extract(advert().plain(), 2, "trim")
	if err != nil {
		t.Fatal(err)
	}
	if w, h := got.Size(); got.Turn != 1 || got.Unit != 2 || w != 100 || h != 200 {
		t.Errorf("%v × %v, turn %d, unit %v", w, h, got.Turn, got.Unit)
	}
	for box, want := range map[string][4]float64{
		"trim": {10, 10, 230, 150}, "bleed": {5, 5, 240, 155}, "crop": {5, 5, 240, 155}, "media": {0, 0, 240, 160}, "art": {5, 5, 240, 155},
	} {
		got, err := Extract(advert().with(3, "/CropBox [5 155 900 5]").plain(), 1, box)
		if err != nil || got.Box != want {
			t.Errorf("%s: %v, %v", box, got, err)
		}
	}
}

// Graphics states that a page leaves open, or closes too often, end with it.
func TestBalance(t *testing.T) {
	for content, want := range map[string]string{
		"q q 1 w Q": "q q 1 w Q\nQ ", "Q 1 w": "q Q 1 w\n", "Q Q q q": "q q Q Q q q\nQ Q ", "q Q": "q Q\n",
		"q BI /W 1 /H 1 /BPC 8 /CS /G ID Q EI Q": "q BI /W 1 /H 1 /BPC 8 /CS /G ID Q EI Q\n",
	} {
		s := advert()
		s.streams[10] = content
		got, err := Extract(s.plain(), 2, "trim")
		if err != nil || string(got.Content) != want {
			t.Errorf("%q: %q, %v", content, got.Content, err)
		}
	}
}

// What a press could not rely on is refused, with the reason in both languages.
func TestRefused(t *testing.T) {
	layered := func(keys string) []byte {
		s := advert().with(8, "/OC 22 0 R").set(22, "<</Type /OCG /Name (x)>>")
		return s.with(1, "/OCProperties <</OCGs [22 0 R] /D <<"+keys+">>>>").plain()
	}
	broken := advert().plain()
	copy(broken[strings.Index(string(broken), "xref\n0"):], "oops")
	for _, c := range []struct {
		name, want string
		page       int
		data       []byte
	}{
		{"empty", "not a PDF", 1, nil},
		{"text", "not a PDF", 1, []byte("hello")},
		{"encrypted", "encrypted", 1, func() []byte { s := advert(); s.trailer += " /Encrypt <<>>"; return s.plain() }()},
		{"broken table", "cross-reference", 1, broken},
		{"page 3", "no page 3", 3, advert().plain()},
		{"no pages", "no pages", 1, advert().set(2, "<</Type /Pages /Kids []>>").plain()},
		{"no box", "no box", 1, advert().set(2, "<</Type /Pages /Kids [3 0 R]>>").plain()},
		{"turned", "quarter", 1, advert().with(3, "/Rotate 45").plain()},
		{"too large", "size", 1, advert().with(3, "/UserUnit 900").plain()},
		{"other file", "another file", 1, advert().with(8, "/F (x.bin)").plain()},
		{"filter", "unpacked", 1, advert().with(8, "/Filter /Unknown").plain()},
		{"content", "unpacked", 1, advert().with(4, "/Filter /FlateDecode").plain()},
		{"syntax", "broken", 1, func() []byte { s := advert(); s.streams[4] = "(open"; return s.plain() }()},
		{"hidden layer", "hidden", 1, layered("/OFF [22 0 R]")},
		{"hidden by default", "hidden", 1, layered("/BaseState /OFF")},
	} {
		_, err := Extract(c.data, c.page, "trim")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if why := Why(err); why.ZH == "" || why.ZH == why.EN {
			t.Errorf("%s: %+v", c.name, why)
		}
	}
	if _, err := Extract(layered(""), 1, "trim"); err != nil {
		t.Errorf("a layer that shows: %v", err)
	}
}

func TestAnnotations(t *testing.T) {
	s := advert().with(3, "/Annots [<</Subtype /Stamp /AP <</N 8 0 R>>>> <</Subtype /Link /AP <</N 8 0 R>>>> <</Subtype /Text /F 2 /AP <</N 8 0 R>>>> <</Subtype /Text>>]")
	got, err := Extract(s.plain(), 1, "trim")
	if err != nil || got.Annotations != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Made to exhaust: trees that branch without end, objects that need themselves.
func TestHostile(t *testing.T) {
	kids := "<</Kids 24 0 R>> <</Kids 24 0 R>>"
	for name, s := range map[string]*sample{
		"branching": advert().set(2, "<</Type /Pages /Kids 24 0 R>>").set(24, "["+kids+"]"),
		"itself":    advert().set(5, "5 0 R"),
		"circle":    advert().with(8, "/Resources <</XObject <</X 8 0 R>>>>"),
		"deep":      advert().set(6, strings.Repeat("[", 5000)+strings.Repeat("]", 5000)),
		"length":    advert().with(4, "/Length 4 0 R"),
	} {
		form, err := Extract(s.plain(), 1, "trim")
		if (form == nil) == (err == nil) {
			t.Errorf("%s: %v, %v", name, form, err)
		}
	}
}

// FuzzExtract: no bytes make it panic, run on, or give a page that is not whole.
func FuzzExtract(f *testing.F) {
	f.Add(advert().plain(), 1)
	f.Add(advert().plain(), 2)
	f.Add(advert().packed(false), 1)
	f.Add(advert().packed(true), 1)
	f.Add(advert().updated(4, "<</Changed true>>"), 1)
	f.Fuzz(func(t *testing.T, data []byte, n int) {
		if len(data) <= 1<<16 {
			lawful(t, data, n)
		}
	})
}

// TestMutated does the same with files changed at some places, in every run.
func TestMutated(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"0", "9", "-1", "99999999", " R", "<<", ">>", "[", "]", "(", "endobj", "/Kids", "/Filter /FlateDecode", "null", "\x00", "obj"}
	for _, data := range [][]byte{advert().plain(), advert().packed(false), advert().packed(true), advert().updated(4, "<<>>")} {
		for range 400 {
			b := bytes.Clone(data)
			for range 1 + r.IntN(4) {
				w := words[r.IntN(len(words))]
				copy(b[r.IntN(len(b)):], w)
			}
			lawful(t, b, 1+r.IntN(2))
		}
	}
}

// lawful checks what comes of any bytes.
func lawful(t *testing.T, data []byte, n int) {
	t.Helper()
	form, err := Extract(data, n, "trim")
	if err != nil {
		if Why(err).ZH == "" {
			t.Fatal("no reason")
		}
		return
	}
	if w, h := form.Size(); w < 1 || h < 1 || w > maxSide || h > maxSide {
		t.Fatalf("size %v × %v", w, h)
	}
	for _, o := range form.Objects {
		check(t, form, o)
	}
	check(t, form, form.Group)
	if err := Operations(form.Content, func(Word, []Object) error { return nil }); err != nil {
		t.Fatal(err)
	}
	again, err := Extract(data, n, "trim")
	if err != nil || dump(again) != dump(form) {
		t.Fatal("the same file gave another page")
	}
}

// dump prints a form's objects, streams with what they hold.
func dump(f *Form) string {
	var b strings.Builder
	for _, o := range f.Objects {
		if s, ok := o.(*Stream); ok {
			fmt.Fprintln(&b, s.Dict, s.Raw)
		} else {
			fmt.Fprintln(&b, o)
		}
	}
	fmt.Fprintln(&b, f.Group, string(f.Content))
	return b.String()
}

// check finds references that lead nowhere.
func check(t *testing.T, form *Form, o Object) {
	switch v := o.(type) {
	case Ref:
		if v.Number < 1 || v.Number > len(form.Objects) {
			t.Fatalf("refers to %v of %d", v, len(form.Objects))
		}
	case Array:
		for _, e := range v {
			check(t, form, e)
		}
	case Dict:
		for _, e := range v {
			check(t, form, e)
		}
	case *Stream:
		check(t, form, v.Dict)
	}
}
