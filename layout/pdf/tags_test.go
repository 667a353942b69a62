package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// taggedEdition is two pages: a story with a head of two lines, a paragraph that goes
// on from leg to leg and from page to page, and jump lines between.
func taggedEdition(t testing.TB) *sheet.Edition {
	song := face(t, "song")
	line := func(x, y geom.Length, s, frame string, leg int) sheet.Line {
		r := set(t, song, 9*pt, x, y, s)
		return sheet.Line{Text: s, Origin: r.Origin, Frame: frame, Leg: leg, Em: 9 * pt, Runs: []*sheet.Text{r}}
	}
	block := func(role sheet.Role, text string, lines ...sheet.Line) *sheet.Block {
		return &sheet.Block{Role: role, Text: text, Lines: lines}
	}
	one, two := testPage(), testPage()
	one.Name, two.Name = "01", "02"
	out := block(sheet.Jump, "（下转第2版）", line(200*pt, 300*pt, "（下转第2版）", "a/1", 2))
	out.To = "02"
	para := "甲乙丙丁戊己庚辛壬"
	rest := block(sheet.Paragraph, para, line(50*pt, 50*pt, "庚辛壬", "a/2", 1))
	rest.Continued = true
	one.Stories = []*sheet.Story{
		{ID: "furniture", Furniture: true, Blocks: []*sheet.Block{block(sheet.Folio, "", line(50*pt, 20*pt, "第一版", "", 0))}},
		{ID: "a", Blocks: []*sheet.Block{
			block(sheet.Kicker, "引题", line(50*pt, 80*pt, "引题", "a/1", 1)),
			block(sheet.Head, "主题", line(50*pt, 100*pt, "主题", "a/1", 1)), block(sheet.Head, "二行", line(50*pt, 120*pt, "二行", "a/1", 1)),
			block(sheet.Paragraph, para, line(50*pt, 200*pt, "甲乙丙", "a/1", 1), line(200*pt, 200*pt, "丁戊己", "a/1", 2)), out,
		}},
	}
	two.Stories = []*sheet.Story{{ID: "a", Blocks: []*sheet.Block{rest}}}
	for _, p := range []*sheet.Page{one, two} {
		p.Items = append(p.Items, &sheet.Rule{From: geom.Point{X: 50 * pt, Y: 30 * pt}, To: geom.Point{X: 300 * pt, Y: 30 * pt}, Width: pt, Ink: sheet.Black})
		for _, s := range p.Stories {
			for _, b := range s.Blocks {
				for _, l := range b.Lines {
					p.Items = append(p.Items, l.Runs[0])
				}
			}
		}
	}
	ed := testEdition()
	ed.Pages = []*sheet.Page{one, two}
	return ed
}

// tree writes the structure of a file, an element a line, with the pieces of content
// in it as page.identifier.
func tree(w *written, v value) string {
	var b strings.Builder
	pages := w.dict(w.dict(w.trailer.get("Root")).get("Pages")).get("Kids").(array)
	at := func(r value) int {
		for i, p := range pages {
			if p == r {
				return i
			}
		}
		return -1
	}
	var walk func(v value, depth int)
	walk = func(v value, depth int) {
		d := w.dict(v)
		fmt.Fprintf(&b, "%s%s", strings.Repeat(" ", depth), d.get("S"))
		kids, ok := d.get("K").(array)
		if !ok && d.get("K") != nil {
			kids = array{d.get("K")}
		}
		for _, k := range kids {
			switch m := k.(type) {
			case raw:
				fmt.Fprintf(&b, " %d.%s", at(d.get("Pg")), m)
			case *dict:
				fmt.Fprintf(&b, " %d.%v", at(m.get("Pg")), m.get("MCID"))
			}
		}
		b.WriteByte('\n')
		for _, k := range kids {
			if r, ok := k.(ref); ok {
				walk(r, depth+1)
			}
		}
	}
	walk(v, 0)
	return b.String()
}

// A paragraph on two pages is one element; what is no copy is none.
func TestStructure(t *testing.T) {
	ed := taggedEdition(t)
	for _, c := range []struct {
		pages []*sheet.Page
		want  string
	}{
		{ed.Pages, `Document
 Art
  Kicker 0.0
  H1
   HeadLine 0.1
   HeadLine 0.2
  P 0.3 1.0
  Jump
   Link 0.4 0.<nil>
`},
		{ed.Pages[1:], "Document\n Art\n  P 0.0\n"},
	} {
		b, err := File(ed, Options{Press: A2a | UA}, c.pages...)
		if err != nil {
			t.Fatal(err)
		}
		w := readBack(t, b)
		root := w.dict(w.trailer.get("Root"))
		if got := tree(w, w.dict(root.get("StructTreeRoot")).get("K")); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
		content := string(w.data(t, w.page(0).get("Contents")))
		if n, m := strings.Count(content, "BDC\n"), strings.Count(content, "EMC\n"); n != m || n == 0 {
			t.Errorf("%d pieces begin, %d end", n, m)
		}
		again, err := File(ed, Options{Press: A2a | UA}, c.pages...)
		if err != nil || !bytes.Equal(b, again) {
			t.Error("the same pages gave other bytes")
		}
	}
}

// Another reader of tags has the story as ours has it (poppler).
func TestStructureOutside(t *testing.T) {
	ed := taggedEdition(t)
	b, err := File(ed, Options{Press: A2a | UA}, ed.Pages...)
	if err != nil {
		t.Fatal(err)
	}
	out := judge(t, "pdfinfo", "-struct-text", file(t, b))
	at := 0
	for _, want := range []string{"Document", "Art ", "\"引题\"", "H1", "\"主题\"", "\"二行\"", "\"甲乙丙丁戊己\"", "\"庚辛壬\"", "Link", "\"（下转第2版）\""} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("no %s behind %q in\n%s", want, out[:at], out)
		}
		at += i
	}
}

// A link leads to the page in the file, or to the file of the page; in a file for the
// press there is none.
func TestJumpLinks(t *testing.T) {
	ed := taggedEdition(t)
	annotation := func(press Press, pages ...*sheet.Page) *dict {
		b, err := File(ed, Options{Press: press}, pages...)
		if err != nil {
			t.Fatal(err)
		}
		w := readBack(t, b)
		list, _ := w.page(0).get("Annots").(array)
		if len(list) == 0 {
			return nil
		}
		return w.dict(list[0])
	}
	whole := annotation(A2b, ed.Pages...)
	if dest, _ := whole.get("Dest").(array); len(dest) != 5 || dest[1] != name("XYZ") || whole.get("F") != raw("4") || whole.get("Contents") == nil {
		t.Errorf("in one file: %v", whole)
	}
	alone := annotation(A2b, ed.Pages[0])
	if a, _ := alone.get("A").(*dict); a.get("S") != name("GoToR") || a.get("F").(*dict).get("UF") != raw("(02.pdf)") {
		t.Errorf("in a file of one page: %v", alone)
	}
	for _, p := range []Press{X4 | A2b, X4} {
		if a := annotation(p, ed.Pages...); a != nil {
			t.Errorf("%v has a link: %v", p, a)
		}
	}
}

// Threads, labels and outlines lead from leg to leg and from page to page.
func TestGuides(t *testing.T) {
	ed := taggedEdition(t)
	b, err := File(ed, Options{Press: X4 | A2b}, ed.Pages...)
	if err != nil {
		t.Fatal(err)
	}
	w := readBack(t, b)
	root := w.dict(w.trailer.get("Root"))
	thread := w.dict(w.objects[root.get("Threads").(ref)-1].val.(array)[0])
	var on []string
	first := thread.get("F")
	for r := first; ; {
		d := w.dict(r)
		on = append(on, string(d.get("R").(array)[0].(raw)))
		if r = d.get("N"); r == first {
			break
		}
	}
	if got := strings.Join(on, " "); got != "50 200 50" {
		t.Errorf("the story goes on at %s", got)
	}
	if n := len(w.page(0).get("B").(array)); n != 2 {
		t.Errorf("page 1 has %d beads", n)
	}
	if top := w.dict(root.get("Outlines")); top.get("Count") != raw("4") {
		t.Errorf("outlines: %v", top)
	}
	intents := root.get("OutputIntents").(array)
	if len(intents) != 2 || w.dict(intents[0]).get("DestOutputProfile") != w.dict(intents[1]).get("DestOutputProfile") {
		t.Errorf("intents: %v", intents)
	}
	judge(t, "qpdf", "--check", file(t, b))
}
