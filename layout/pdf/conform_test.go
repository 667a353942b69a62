package pdf

import (
	"strings"
	"testing"

	"paiban/fonts"
	"paiban/layout/conform"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Files for the archive keep their standards, whatever fonts, inks and marks they have.
func TestArchiveRules(t *testing.T) {
	ed := taggedEdition(t)
	p := ed.Pages[0]
	para := p.Stories[1].Blocks[3]
	run := para.Lines[0].Runs[0]
	run.Text = "\uE000乙丙" // of private use
	gold := &sheet.Spot{Name: "金色", C: 0, M: 200, Y: 600, K: 200}
	y := 400 * pt
	for _, c := range []struct {
		file string
		pick fonts.Pick
	}{{"cubic.otf", fonts.Pick{}}, {"cubic-2048.otf", fonts.Pick{}}, {"vary.ttf", fonts.Pick{Weight: 500}}, {"plain.ttf", fonts.Pick{}}} {
		line := set(t, otherFace(t, c.file, c.pick), 20*pt, 50*pt, y, "国中，“。Ag—")
		squeeze(line, 2, 7*pt, 3*pt)
		line.Ink = gold.Ink(800)
		y += 30 * pt
		p.Items = append(p.Items, line)
		para.Lines = append(para.Lines, sheet.Line{Text: line.Text, Frame: "a/1", Leg: 2, Runs: []*sheet.Text{line}})
	}
	p.Items = append(p.Items, &sheet.Fill{Rect: geom.Rect{X: 50 * pt, Y: 500 * pt, W: 90 * pt, H: 9 * pt}, Ink: gold.Ink(300)})
	for press, standards := range map[Press][]string{
		A2b: {"pdfa2b"}, A2a: {"pdfa2a"}, X4 | A2b: {"pdfa2b"}, X4 | A2a | UA: {"pdfa2a", "pdfua1"}, A2a | UA: {"pdfa2a", "pdfua1"}, Screen | UA: {"pdfua1"},
	} {
		opt := Options{Press: press, Marks: Marks{Crop: true, Register: true, Strip: true, Slug: true}}
		for _, pages := range [][]*sheet.Page{ed.Pages, ed.Pages[:1], ed.Pages[1:], {testPage()}} {
			b, err := File(ed, opt, pages...)
			if err != nil {
				t.Fatal(err)
			}
			list, err := conform.Check(b, standards...)
			for _, x := range list {
				t.Errorf("%v, %d pages: %s %s: %s", press, len(pages), x.Rule.ID(), x.Rule.Asks.EN, x.Detail)
			}
			if err != nil {
				t.Error(err)
			}
			if says := conform.Says(b); strings.Join(says, " ") != strings.Join(standards, " ") {
				t.Errorf("%v says %v, not %v", press, says, standards)
			}
		}
	}
}
