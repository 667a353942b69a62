// Package preflight holds PDF files to what a newspaper press asks of them: those of
// this program, and adverts that others made. It trusts nothing
// in it, and never fails otherwise than by findings.
//
//	file.go                       the file, as layout/pdffile reads it
//	colour.go matrix.go           inks, places
//	content.go path.go            what is painted, in order; its shapes
//	document.go                   standard, output intent, fonts, boxes
//	paint.go images.go            inks, type, lines, pictures
package preflight

import (
	"fmt"
	"math"

	"paiban/layout/cache"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/pdffile"
)

// Limits are what files are held to. Lengths are in points, inks in percent.
type Limits struct {
	Ink, InkHigh     int // most ink of a spot: an error above, a warning
	PPI, LeastPPI    int // of pictures: a warning below, an error
	Hairline         geom.Length
	HairlineReversed geom.Length
	OneInk           geom.Length // type below is of one ink
	Reversed         geom.Length // reversed type is not below
}

// Newspaper gives the limits of newsprint (WAN-IFRA 26v5; NEWSPAPER: press).
func Newspaper() Limits {
	return Limits{
		Ink: 240, InkHigh: 220, PPI: 170, LeastPPI: 100,
		Hairline: geom.Pt / 4, HairlineReversed: geom.Pt / 2, OneInk: 14 * geom.Pt, Reversed: 8 * geom.Pt,
	}
}

// Options say what a file is for.
type Options struct {
	// Standard is what the file must keep: "pdfx4", "pdfx1a", "pdfa2b", "pdfa2u", "pdfa2a",
	// "pdfua1", "screen", several with + between; "" = what it says it is.
	Standard string
	Limits   Limits
	// Held are pictures whose ink is known to keep the limit, by where the bytes of
	// their streams begin in the file: they need not be decoded again.
	Held map[int]bool
	// Plain are streams as they were before they were deflated (pdffile.File.Plain): they
	// need not be inflated again. Nil = none.
	Plain map[int][]byte
	// Store keeps what was found in pictures for other files. It changes no finding. Nil =
	// nothing.
	Store Store
}

// Check holds a file to its rules. Findings name the file, the page by its number,
// and the place from the trim's upper left corner.
func Check(file string, data []byte, opt Options) []diag.Finding {
	c := &checker{opt: opt, name: file, heaps: map[heapKey]*heap{}, programs: map[*stream]bool{},
		unpacked: cache.NewRecent[int, unpacked](mostUnpacked)}
	if err := c.check(data); err != nil {
		c.tell("pdf-broken", nil, box{}, "", diag.T("读不了：%v", "it cannot be read: %v", err))
	}
	return c.findings()
}

// checker is one run over one file.
type checker struct {
	*file
	opt      Options
	name     string
	standard string   // "pdfx4", "pdfx1a", "screen"; "" = none
	archive  []string // standards of archives that it must keep: "pdfa2b", "pdfua1" …
	pages    []*page
	programs map[*stream]bool // fonts that were looked at
	order    []heapKey
	heaps    map[heapKey]*heap
	ops      int
	left     int                          // work on plates that may still be done
	samples  int                          // of pictures that may still be decoded
	unpacked *cache.Recent[int, unpacked] // by where their streams begin
}

// page is a page of the file.
type page struct {
	dict    dict
	n       int // from 1
	media   box
	trim    box
	bleed   box
	base    matrix // from user space to points
	scale   float64
	knock   bool // something on it is transparent
	knockAt box  // where that was seen first
	under   []cover
	plates  *plates
	groups  []bool // of forms begun: whether they are layers
}

// heapKey tells findings apart that are told together: of one rule, about one thing,
// on one page.
type heapKey struct {
	code string
	page int
	what string
}

// heap is such findings: the first of them, and how many there are.
type heap struct {
	diag.Finding
	n int
}

// tell notes a finding. Those of one code about the same thing (what) on one page
// are counted, and the first one's place is given.
func (c *checker) tell(code string, p *page, at box, what string, msg diag.Text) {
	k := heapKey{code: code, what: what}
	if p != nil {
		k.page = p.n
	}
	if h := c.heaps[k]; h != nil {
		h.n++
		return
	}
	rule, _ := diag.RuleOf(code)
	f := diag.Finding{Code: code, Severity: rule.Severity, Pos: diag.Pos{File: c.name}, Message: msg}
	if p != nil {
		f.Page = fmt.Sprint(p.n)
		if at != (box{}) {
			f.Box = p.place(at)
		}
	}
	c.order = append(c.order, k)
	c.heaps[k] = &heap{f, 1}
}

// manyPages is on how many pages the same fault is told of page by page.
const manyPages = 3

// findings gives what was found, in the order it was.
func (c *checker) findings() []diag.Finding {
	var out []diag.Finding
	type kind struct{ code, what string }
	pages := map[kind]int{}
	for _, k := range c.order {
		pages[kind{k.code, k.what}]++
	}
	for _, k := range c.order {
		h := c.heaps[k]
		if n := pages[kind{k.code, k.what}]; n < 0 {
			continue
		} else if n > manyPages { // a file of many pages, made by one hand
			pages[kind{k.code, k.what}] = -1
			h.Message.ZH += fmt.Sprintf("（共 %d 页）", n)
			h.Message.EN += fmt.Sprintf(" (on %d pages)", n)
			out = append(out, h.Finding)
			continue
		}
		if h.n > 1 {
			h.Message.ZH += fmt.Sprintf("（共 %d 处）", h.n)
			h.Message.EN += fmt.Sprintf(" (%d in all)", h.n)
		}
		out = append(out, h.Finding)
	}
	return out
}

// place gives a box of the page from the trim's upper left corner, y down.
func (p *page) place(b box) geom.Rect {
	b = b.with(box{p.media.x0 - 1, p.media.y0 - 1, p.media.x1 + 1, p.media.y1 + 1})
	if b.x1 < b.x0 || b.y1 < b.y0 {
		return geom.Rect{}
	}
	emu := func(v float64) geom.Length { return geom.Length(math.Round(v * float64(geom.Pt))) }
	return geom.Rect{X: emu(b.x0 - p.trim.x0), Y: emu(p.trim.y1 - b.y1), W: emu(b.x1 - b.x0), H: emu(b.y1 - b.y0)}
}

// check goes through the file. The error is that it cannot be read at all.
func (c *checker) check(data []byte) error {
	f, err := open(data)
	if err != nil {
		return err
	}
	c.file, f.Plain = f, c.opt.Plain
	c.left, c.samples = maxPaint, maxSamples
	if f.Mended {
		c.tell("pdf-broken", nil, box{}, "table", diag.T("交叉引用表坏了，靠搜索才读出来", "its cross-reference table is broken: it was read by searching"))
	}
	if f.Trailer["Encrypt"] != nil {
		c.tell("pdf-encrypted", nil, box{}, "", diag.T("文件加了密，印刷用的文件不能加密", "the file is encrypted, as no file for a press may be"))
		return nil
	}
	c.document(data)
	for _, p := range c.Pages(maxPages) {
		c.pages = append(c.pages, newPage(p))
	}
	if len(c.pages) == 0 {
		return errNoPages
	}
	c.archived(data)
	if len(c.pages) > 1 {
		c.tell("pdf-pages", nil, box{}, "", diag.T("有 %d 页；报纸一版一个文件", "it has %d pages; newspapers send a file a page", len(c.pages)))
	}
	for _, p := range c.pages {
		c.boxes(p)
		c.content(p)
		if p.plates != nil { // its content could be unpacked
			p.plates.free()
		}
		p.plates, p.under = nil, nil
	}
	return nil
}

func newPage(p pdffile.Page) *page { return &page{dict: p.Dict, n: p.N, scale: 1} }

// maxPages bounds a file's pages: an edition of a week.
const maxPages = 1000

// content goes through what a page paints.
func (c *checker) content(p *page) {
	data, err := c.Contents(pdffile.Page{Dict: p.dict})
	if err != nil {
		c.tell("pdf-broken", p, box{}, "content", diag.T("版面内容解不开：%v", "the page's content cannot be unpacked: %v", err))
		return
	}
	w := &walker{file: c.file, page: p, ops: &c.ops, path: noPath, text: unit, start: unit, fonts: map[ref]*metrics{}}
	w.state = state{ctm: p.base, clip: everywhere, fill: grayspace, stroke: grayspace,
		fillV: []float64{0}, strokeV: []float64{0}, width: 1, scale: 1, alphaFill: 1, alphaLine: 1}
	p.plates = newPlates(p.bleed, &c.left)
	p.plates.look = func(n uint16) { c.look(p, n) }
	w.seen = func(m mark) { c.painted(p, m) }
	if err := w.run(data, c.dict(p.dict["Resources"])); err != nil {
		c.tell("pdf-broken", p, box{}, "content", diag.T("版面内容有错：%v", "the page's content is broken: %v", err))
	}
	c.transparency(p)
	c.overlaps(p)
}
