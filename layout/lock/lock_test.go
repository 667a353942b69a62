package lock

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"paiban/layout/sheet"
)

func full() *Lock {
	l := &Lock{Format: Format, Rules: "2026.1", Engine: "v1", Press: "pdfx4",
		Inputs: map[string]Digest{"a": "1", "b": Absent}, Faces: map[string]Digest{"song": "2"}, Tables: map[string]Digest{"icc": "3"}}
	page := &sheet.Page{Name: "01", Halves: [2]string{"01a", "01b"}, Stories: []*sheet.Story{{ID: "lead", Blocks: []*sheet.Block{{Role: sheet.Paragraph, Lines: []sheet.Line{{Text: "甲乙"}, {Text: "丙"}}}}}}}
	if err := l.AddPage(page, []byte("%PDF"), map[string][]byte{"01a": []byte("left"), "01b": []byte("right")}); err != nil {
		panic(err)
	}
	return l
}

func TestReadWrite(t *testing.T) {
	var b bytes.Buffer
	if err := full().Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := Read(&b)
	if err != nil || !reflect.DeepEqual(got, full()) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "[]", "{}", `{"lock":2}`, `{"lock":1,"pages":3}`} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// A line's end counts, and so does which block a line belongs to.
func TestBreaksTellLinesApart(t *testing.T) {
	sum := func(bs ...*sheet.Block) Digest {
		l := &Lock{}
		if err := l.AddPage(&sheet.Page{Stories: []*sheet.Story{{Blocks: bs}}}, nil, nil); err != nil {
			t.Fatal(err)
		}
		return l.Pages[0].Stories[0].Lines
	}
	para := func(lines ...string) *sheet.Block {
		b := &sheet.Block{Role: sheet.Paragraph}
		for _, s := range lines {
			b.Lines = append(b.Lines, sheet.Line{Text: s})
		}
		return b
	}
	seen := map[Digest]int{}
	for i, bs := range [][]*sheet.Block{
		{para("甲乙", "丙")}, {para("甲", "乙丙")}, {para("甲乙丙")}, {para("甲乙"), para("丙")},
		{{Role: sheet.Crosshead, Lines: []sheet.Line{{Text: "甲乙丙"}}}}, {{Role: sheet.Figure, Blocks: []*sheet.Block{para("甲乙丙")}}},
	} {
		d := sum(bs...)
		if j, ok := seen[d]; ok {
			t.Errorf("cases %d and %d have one digest", j, i)
		}
		seen[d] = i
	}
}

func TestCompare(t *testing.T) {
	if d := Compare(full(), full()); d != nil {
		t.Errorf("two equal locks differ: %v", d)
	}
	later := full()
	later.Engine, later.Inputs["b"] = "v2", ""
	earlier := full()
	earlier.Pages[0].Halves = nil // as programs wrote that did not list them
	if d := Compare(earlier, full()); d != nil {
		t.Errorf("halves that a lock does not list: %v", d)
	}
	if d := Compare(full(), later); d != nil {
		t.Errorf("the engine's version alone is a difference: %v", d)
	}
	for _, c := range []struct {
		stage  Stage
		change func(*Lock)
	}{
		{Input, func(l *Lock) { l.Inputs["a"] = "9" }},
		{Input, func(l *Lock) { l.Inputs["b"] = "9" }},
		{Input, func(l *Lock) { l.Inputs["a"] = Absent }},
		{Input, func(l *Lock) { l.Inputs["c"] = "9" }},
		{Program, func(l *Lock) { l.Rules = "2027.1" }},
		{Program, func(l *Lock) { l.Press = "pdfx1a" }},
		{Program, func(l *Lock) { l.Faces["song"] = "9" }},
		{Program, func(l *Lock) { l.Tables["icc"] = "9" }},
		{Lines, func(l *Lock) { l.Pages[0].Stories[0].Lines = "9" }},
		{Lines, func(l *Lock) { l.Pages[0].Stories = nil }},
		{Lines, func(l *Lock) { l.Pages = nil }},
		{Lines, func(l *Lock) { l.Pages = append(l.Pages, Page{Name: "02"}) }},
		{Places, func(l *Lock) { l.Pages[0].Places = "9" }},
		{Bytes, func(l *Lock) { l.Pages[0].Bytes = "9" }},
		{Bytes, func(l *Lock) { l.Pages[0].Halves[1].Bytes = "9" }},
		{Bytes, func(l *Lock) { l.Pages[0].Halves = l.Pages[0].Halves[:1] }},
		{Bytes, func(l *Lock) { l.Pages[0].Halves = append(l.Pages[0].Halves, Half{"01c", "9"}) }},
	} {
		is := full()
		c.change(is)
		d := Compare(full(), is)
		if len(d) != 1 || d[0].Stage != c.stage || d[0].Text.ZH == "" || d[0].Text.EN == "" {
			t.Errorf("want one difference of stage %v: %v", c.stage, d)
		}
	}
}

// The manual explains every key of the file.
func TestLockIsDocumented(t *testing.T) {
	var b bytes.Buffer
	if err := full().Write(&b); err != nil {
		t.Fatal(err)
	}
	var top map[string]any
	if err := json.Unmarshal(b.Bytes(), &top); err != nil {
		t.Fatal(err)
	}
	page := top["pages"].([]any)[0].(map[string]any)
	story := page["stories"].([]any)[0].(map[string]any)
	for _, name := range []string{"../../docs/archive.md", "../../docs/archive.zh.md"} {
		doc, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []map[string]any{top, page, story} {
			for k := range m {
				if k != "pages" && !strings.Contains(string(doc), k+"`") && !strings.Contains(string(doc), "`"+k+"[]") {
					t.Errorf("%s does not explain %q", name, k)
				}
			}
		}
	}
}
