package pdf

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

type sheetPage = *sheet.Page

const pt = geom.Pt

// lines are texts of all kinds that copy can have, and how they were set.
func lines(t testing.TB) []*sheet.Text {
	song, kai, hei := face(t, "song"), face(t, "kai"), face(t, "hei")
	y := geom.Length(0)
	at := func(f *fonts.Face, size geom.Length, s string) *sheet.Text {
		y += 20 * pt
		return set(t, f, size, 50*pt+pt/3, y, s)
	}
	squeezed := at(song, 9*pt, "甲，“乙”、丙。（丁）戊")
	squeeze(squeezed, 1, 4*pt+pt/2, 0)
	squeeze(squeezed, 2, 4*pt+pt/2, 4*pt+pt/2)
	squeeze(squeezed, 4, 2*pt+pt/7, 0)
	squeeze(squeezed, 8, 3*pt+pt/9, 3*pt+pt/9)
	digits := at(song, geom.Length(7875)*pt/1000, "2024年1月12日")
	for i, r := range []rune(digits.Text) {
		if r < '0' || r > '9' {
			continue
		}
		squeeze(digits, i, digits.Cells[i].W-digits.Size/2, 0)
	}
	ligature := at(song, 9*pt, "offi文")
	ligature.Cells = append(ligature.Cells[:1:1], ligature.Cells[3:]...) // o, then one glyph for "ffi"
	ligature.Cells[1].Runes = 3
	marks := at(song, 9*pt, "a\u0301é字")
	marks.Cells[1].Runes, marks.Cells[0].Runes = 0, 2
	moved := at(song, 9*pt, "上下")
	moved.Cells[1].Dy = 2 * pt
	open := at(song, 9*pt, "周芳")
	open.Cells[1].X += 9 * pt
	far := at(song, 9*pt, "左右")
	far.Cells[1].X += 400 * pt
	dropped := at(song, 9*pt, "a line of English ")
	dropped.Cells[len(dropped.Cells)-1].W = 0
	names := at(kai, 9*pt, "本报记者 ") // its space dropped at the end, 1 em of air, the name
	names.Cells[4].W = 0
	follow := set(t, kai, 9*pt, 50*pt+pt/3+45*pt, y, "杜挺勇")
	list := []*sheet.Text{
		at(song, 9*pt, "博爱县：学习“千万工程”经验，凝聚乡村振兴合力"),
		justify(at(song, 9*pt, "非基本平面：𣲗𠅤林喚"), 101*pt),
		at(kai, 21*pt, "本报记者　周　芳"),
		at(hei, 9*pt, "　　段首两字空"),
		at(song, 9*pt, "Hello world of 2024 年 a  b"),
		at(song, 9*pt, "——破折号……省略·间隔"),
		squeezed, digits, ligature, marks, moved, open, far, dropped, names, follow,
	}
	for i, w := range []geom.Length{118, 122, 125, 127, 129, 133, 140, 160, 200} {
		list = append(list, justify(at(song, 9*pt, "凝聚乡村振兴合力党员先锋"+string(rune('一'+i))), w*pt))
	}
	return list
}

func linesPage(t testing.TB) *sheet.Page {
	var items []sheet.Item
	for _, l := range lines(t) {
		items = append(items, l)
	}
	return testPage(items...)
}

// Every glyph stands where the sheet has it, within half of the two decimals
// that gopdf writes and half of the thousandth of an em that TJ counts in.
func TestPlaces(t *testing.T) {
	for _, bleed := range []geom.Length{0, 3 * geom.MM} {
		p := linesPage(t)
		p.Bleed = bleed
		w := readBack(t, build(t, p))
		runs := w.runs(t, w.page(0))
		height := (p.Trim.H + 2*bleed).Pt()
		n := 0
		for _, it := range p.Items {
			line := it.(*sheet.Text)
			for done := ""; done != line.Text; n++ {
				for _, g := range runs[n] {
					at := len([]rune(done))
					c := line.Cells[cellOf(line, at)]
					x := (line.Origin.X + c.X + c.Dx + bleed).Pt() - shiftOf(t, w, g, line, c)
					if !near(g.x, x, 0.005+0.0005*g.size) {
						t.Errorf("%q: %q is at %.4f, not %.4f", line.Text, g.text, g.x, x)
					}
					if y := height - (line.Origin.Y + bleed).Pt(); !near(g.y, y, 0.005) {
						t.Errorf("%q: baseline at %.4f, not %.4f", line.Text, g.y, y)
					}
					done += g.text
				}
				if !strings.HasPrefix(line.Text, done) {
					t.Fatalf("%q reads %q", line.Text, done)
				}
			}
		}
		if n != len(runs) {
			t.Errorf("%d runs, not %d", len(runs), n)
		}
	}
}

// cellOf gives the cell that stands for the rune-th character.
func cellOf(t *sheet.Text, rune int) int {
	for i, c := range t.Cells {
		if rune < int(c.Runes) {
			return i
		}
		rune -= int(c.Runes)
	}
	return len(t.Cells) - 1
}

// shiftOf gives how far right of its origin the file's font draws a glyph, by
// the outlines of both fonts.
func shiftOf(t testing.TB, w *written, g shown, line *sheet.Text, c fonts.Cell) float64 {
	d, _ := w.font(w.page(0), g.font)
	desc := w.dict(d.get("FontDescriptor"))
	data := w.data(t, desc.get("FontFile2"))
	f := asFace(t, data)
	a, b := f.Outline(fonts.GID(g.glyph)), line.Face.Outline(c.ID)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(a[0].Args[0][0]-b[0].Args[0][0]) / float64(f.UPEM()) * line.Size.Pt()
}

// asFace opens an embedded font, which has no cmap and needs none.
func asFace(t testing.TB, data []byte) *fonts.Face {
	t.Helper()
	tables := []fontTable{
		{tag: "cmap", data: codesTable()}, {tag: "name", data: nameTable("x")},
		{tag: "OS/2", data: make([]byte, 96)}, {tag: "post", data: make([]byte, 32)},
	}
	for i := range int(be.Uint16(data[4:])) {
		rec := data[12+16*i:]
		at := be.Uint32(rec[8:])
		tables = append(tables, fontTable{tag: string(rec[:4]), data: data[at : at+be.Uint32(rec[12:])]})
	}
	f := fonts.New("x", func() ([]byte, error) { return sfnt(tables), nil })
	if err := f.Load(); err != nil {
		t.Fatal(err)
	}
	return f
}

// The text of a page comes out line by line, each exactly as typed.
func TestText(t *testing.T) {
	p := linesPage(t)
	w := readBack(t, build(t, p))
	runs := w.runs(t, w.page(0))
	var got, want strings.Builder
	for _, r := range runs {
		for _, g := range r {
			got.WriteString(g.text)
		}
	}
	for _, it := range p.Items {
		want.WriteString(it.(*sheet.Text).Text)
	}
	if got.String() != want.String() {
		t.Errorf("text reads %q\nnot %q", got.String(), want.String())
	}
	path := file(t, build(t, p))
	for _, mode := range []string{"-nopgbrk", "-raw"} {
		out := judge(t, "pdftotext", mode, "-enc", "UTF-8", path, "-")
		lines := map[string]bool{}
		for l := range strings.SplitSeq(out, "\n") {
			lines[l] = true
		}
		for _, it := range p.Items {
			s := it.(*sheet.Text).Text
			switch s {
			case "左右": // 400 pt apart: two texts to any reader
				continue
			case "本报记者 ", "杜挺勇": // two runs of one line
				s = "本报记者 杜挺勇"
			}
			if !lines[s] {
				t.Errorf("pdftotext %s has no line %q:\n%s", mode, s, out)
			}
		}
	}
}

// Justified lines far apart and squeezed ones read without spaces of our making,
// and with few glyphs: steps, not one for each amount.
func TestFewClusters(t *testing.T) {
	f := face(t, "song")
	var items []sheet.Item
	for i := range 200 {
		l := set(t, f, 9*pt, 50*pt, geom.Length(60+6*i)*pt, "凝聚，乡村“振兴”合")
		squeeze(l, 2, geom.Length(i)*pt/50, 0)
		squeeze(l, 5, geom.Length(i)*pt/60, geom.Length(i)*pt/60)
		items = append(items, justify(l, geom.Length(9000+i*20)*pt/100))
	}
	p := testPage(items...)
	d, err := collect(testEdition(), Options{}, []*sheet.Page{p})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(d.subsets[0].clusters); n > 160 {
		t.Errorf("%d clusters for 10 characters", n)
	}
	out := judge(t, "pdftotext", "-raw", file(t, build(t, p)), "-")
	if n := strings.Count(out, "凝聚，乡村“振兴”合\n"); n != 200 {
		t.Errorf("%d of 200 lines read as typed:\n%s", n, out)
	}
}

func TestJudges(t *testing.T) {
	p := linesPage(t)
	p.Items = append(p.Items,
		&sheet.Rule{From: geom.Point{X: 50 * pt, Y: 700 * pt}, To: geom.Point{X: 250 * pt, Y: 700 * pt}, Width: pt / 4, Ink: sheet.Black},
		&sheet.Rule{From: geom.Point{X: 50 * pt, Y: 710 * pt}, To: geom.Point{X: 250 * pt, Y: 710 * pt}, Width: pt, Ink: sheet.Black, Dash: []geom.Length{pt, 2 * pt}},
		&sheet.Fill{Rect: geom.Rect{X: 50 * pt, Y: 720 * pt, W: 100 * pt, H: 40 * pt}, Ink: sheet.Ink{K: 125}})
	path := file(t, build(t, p))
	if out := judge(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	out := judge(t, "pdffonts", path)
	rows := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(rows) != 3 {
		t.Errorf("%d fonts, not 3:\n%s", len(rows), out)
	}
	for _, r := range rows {
		if !strings.Contains(r, "yes yes yes") || r[6] != '+' {
			t.Errorf("not embedded, subset, with text: %s", r)
		}
	}
	if out := judge(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", path); out != "" {
		t.Errorf("Ghostscript: %s", out)
	}
}

// The same sheet gives the same bytes, however many times and processors.
func TestSameBytes(t *testing.T) {
	want := build(t, linesPage(t), linesPage(t))
	for _, n := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(n)
		got := build(t, linesPage(t), linesPage(t))
		runtime.GOMAXPROCS(old)
		if !bytes.Equal(got, want) {
			t.Errorf("GOMAXPROCS=%d: other bytes", n)
		}
	}
}

func TestBoxes(t *testing.T) {
	for _, c := range []struct {
		bleed       geom.Length
		media, trim string
	}{
		{0, "[0 0 1105.512 1559.055]", "[0 0 1105.512 1559.055]"},
		{3 * geom.MM, "[0 0 1122.52 1576.063]", "[8.504 8.504 1114.016 1567.559]"},
	} {
		p := testPage()
		p.Bleed = c.bleed
		w := readBack(t, build(t, p))
		for k, want := range map[name]string{"MediaBox": c.media, "BleedBox": c.media, "TrimBox": c.trim} {
			if got := string(appendValue(nil, w.page(0).get(k))); got != want {
				t.Errorf("bleed %v: %s is %s, not %s", c.bleed.MM(), k, got, want)
			}
		}
	}
}

func TestMetadata(t *testing.T) {
	ed := testEdition()
	p := testPage()
	p.Title = `焦作日报 <"&> (6)`
	b, err := File(ed, Options{}, p)
	if err != nil {
		t.Fatal(err)
	}
	w := readBack(t, b)
	root := w.dict(w.trailer.get("Root"))
	xmp := string(w.data(t, root.get("Metadata")))
	for _, want := range []string{"焦作日报 &lt;&#34;&amp;&gt; (6)", "<xmp:CreateDate>2024-01-12T00:00:00Z<", "<rdf:li>zh-CN<"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("XMP has no %q:\n%s", want, xmp)
		}
	}
	info := judge(t, "pdfinfo", "-isodates", file(t, b))
	for _, want := range []string{p.Title, "CreationDate:    2024-01-12T00:00:00Z", "PDF version:     1.6"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo has no %q:\n%s", want, info)
		}
	}
	ed.Date = ""
	b, err = File(ed, Options{}, p)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("Date")) {
		t.Error("a date from nowhere")
	}
	id := w.trailer.get("ID").(array)
	if id[0] != id[1] || len(id[0].(raw)) != 34 {
		t.Errorf("ID is %v", id)
	}
	if other := readBack(t, build(t, linesPage(t))).trailer.get("ID").(array); other[0] == id[0] {
		t.Error("two files with one ID")
	}
}

// A page of 10,000 字 keeps within what its outlines need.
func TestSize(t *testing.T) {
	p := fullPage(t)
	b := build(t, p)
	w := readBack(t, b)
	if n := len(w.objects[w.page(0).get("Contents").(ref)-1].stream); n > 40_000 {
		t.Errorf("content takes %d bytes", n)
	}
	if len(b) > 650_000 {
		t.Errorf("the page takes %d bytes", len(b))
	}
	if n := strings.Count(string(w.data(t, w.page(0).get("Contents"))), "BT "); n != len(p.Items) {
		t.Errorf("%d runs for %d lines", n, len(p.Items))
	}
}

func TestRefused(t *testing.T) {
	f := face(t, "song")
	text := func(change func(*sheet.Text)) *sheet.Page {
		l := set(t, f, 9*pt, 0, 0, "一二")
		change(l)
		return testPage(l)
	}
	rule := &sheet.Rule{To: geom.Point{X: pt}, Ink: sheet.Black}
	cases := map[string]*sheet.Page{
		"missing from the face":             text(func(l *sheet.Text) { l.Cells[1].ID = 0 }),
		"the font has only":                 text(func(l *sheet.Text) { l.Cells[1].ID = 1 << 20 }),
		"fewer characters":                  text(func(l *sheet.Text) { l.Text = "一" }),
		`no glyph stands for "三"`:           text(func(l *sheet.Text) { l.Text = "一二三" }),
		"stands for no character":           text(func(l *sheet.Text) { l.Cells[0].Runes, l.Text = 0, "二" }),
		"of no size":                        text(func(l *sheet.Text) { l.Size = 0 }),
		"far off the page":                  text(func(l *sheet.Text) { l.Origin.X = 1 << 60 }),
		"is far off the page or of no size": text(func(l *sheet.Text) { l.Cells[1].X = -1 << 62 }),
		"has no width":                      testPage(rule),
		"100 %":                             testPage(&sheet.Fill{Ink: sheet.Ink{K: 1001}}),
		"cannot draw a nil item":            testPage(nil),
		"out of range":                      {},
		"font none": testPage(&sheet.Text{Face: fonts.New("none", func() ([]byte, error) { return nil, fmt.Errorf("gone") }),
			Size: pt, Text: "一", Cells: []fonts.Cell{{ID: 1, Runes: 1}}}),
	}
	for want, p := range cases {
		if b, err := File(testEdition(), Options{}, p); err == nil || b != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if _, err := File(testEdition(), Options{}); err == nil {
		t.Error("a file without pages")
	}
}
