package pdffile

import (
	"bytes"
	"math"
)

// Form is a page of a file as another file can place it: a form XObject (8.10), with
// all that it needs and nothing else.
type Form struct {
	Box   [4]float64 // what is shown, in the page's own space: x0 y0 x1 y1
	Turn  int        // quarter turns clockwise that show it upright, 0–3
	Unit  float64    // points of a unit of that space
	Pages int        // of the whole file

	Content []byte
	Group   Object // of transparency; nil = none

	// Objects are the page's resources, the first, and what they and the group need.
	// They refer to each other by number: Ref{Number: 1} is the first.
	Objects []Object

	// Annotations counts those with an appearance. They are no part of it.
	Annotations int
}

// Size gives the width and the height of what is shown, upright, in points.
func (f *Form) Size() (w, h float64) {
	w, h = (f.Box[2]-f.Box[0])*f.Unit, (f.Box[3]-f.Box[1])*f.Unit
	if f.Turn%2 == 1 {
		w, h = h, w
	}
	return w, h
}

// Limits on pages that are placed.
const (
	maxPages  = 10_000
	maxCopied = 100_000  // objects of a form
	maxBytes  = 64 << 20 // of a page's own content
	maxSide   = 14_400   // points: 200 inches, PDF's own limit
)

// Extract makes page n of a file, from 1, ready to be placed, showing one of Boxes.
// A file that a press could not rely on is an error: one that is encrypted, whose
// table of objects is broken, that needs other files or hides layers.
func Extract(data []byte, n int, box string) (*Form, error) {
	f, err := Open(data)
	switch {
	case err != nil:
		return nil, faultf("不是 PDF 文件，或已损坏", "it is not a PDF file, or broken")
	case f.Trailer["Encrypt"] != nil:
		return nil, faultf("文件加了密；请供稿方导出不加密的", "it is encrypted: ask for one without protection")
	case f.Mended:
		return nil, faultf("交叉引用表坏了，读出来的内容不可靠；请重新导出", "its cross-reference table is broken, so what it holds is uncertain: export it again")
	}
	pages := f.Pages(maxPages)
	if len(pages) == 0 {
		return nil, faultf("里面没有版面", "it has no pages")
	}
	if n < 1 || n > len(pages) {
		return nil, faultf("没有第 %[1]d 页，共 %[2]d 页", "it has no page %[1]d, but %[2]d in all", n, len(pages))
	}
	p := pages[n-1]
	out := &Form{Pages: len(pages), Unit: 1}
	if err := f.geometry(p, box, out); err != nil {
		return nil, err
	}
	if out.Content, err = f.Contents(p); err != nil {
		return nil, faultf("第 %[1]d 页的内容解不开：%[2]v", "the content of page %[1]d cannot be unpacked: %[2]v", n, err)
	}
	used, err := out.scan()
	if err != nil {
		return nil, faultf("第 %[1]d 页的内容有错：%[2]v", "the content of page %[1]d is broken: %[2]v", n, err)
	}
	c := &copier{File: f, numbers: map[int]int{}, old: []int{0}, off: f.hiddenLayers()}
	if err := c.resources(out, p, used); err != nil {
		return nil, err
	}
	out.Annotations = f.annotations(p)
	return out, nil
}

// geometry fills what is shown, and how it is turned.
func (f *File) geometry(p Page, box string, out *Form) error {
	var ok bool
	if out.Box, ok = f.box(p, box); !ok {
		return faultf("第 %d 页没有可用的页面框", "page %d has no box to go by", p.N)
	}
	if v, ok := f.Num(p.Dict["UserUnit"]); ok && v > 0 && v <= 1000 {
		out.Unit = v
	}
	if v, ok := f.Num(p.Dict["Rotate"]); ok {
		q := math.Mod(v/90, 4)
		if q != math.Trunc(q) {
			return faultf("第 %[1]d 页转了 %[2]v 度，只能是 90 的倍数", "page %[1]d is turned by %[2]v degrees, which are no quarter turns", p.N, v)
		}
		out.Turn = (int(q) + 4) % 4
	}
	if w, h := out.Size(); w < 1 || h < 1 || w > maxSide || h > maxSide {
		return faultf("第 %[1]d 页的尺寸 %.0[2]f×%.0[3]fpt 不能用", "page %[1]d has a size that cannot be used: %.0[2]f × %.0[3]f pt", p.N, w, h)
	}
	return nil
}

// scan reads the content through: its names are the resources that it may use. Where
// it leaves graphics states open, or closes more than it opened, it is mended, for it
// must not reach what is around it.
func (f *Form) scan() (used map[Name]bool, err error) {
	used = map[Name]bool{}
	open, least := 0, 0
	err = Operations(f.Content, func(op Word, args []Object) error {
		switch op {
		case "q":
			open++
		case "Q":
			open--
			least = min(least, open)
		}
		for _, a := range args {
			switch a := a.(type) {
			case Name:
				used[a] = true
			case Dict: // a property list
				f.names(a, used)
			case *Stream: // a picture within the content
				f.names(a.Dict, used)
			}
		}
		return nil
	})
	if least < 0 {
		f.Content = append(bytes.Repeat([]byte("q "), -least), f.Content...)
	}
	if n := open - least; n > 0 {
		f.Content = append(f.Content, bytes.Repeat([]byte("Q "), n)...)
	}
	return used, err
}

// names notes those that a dictionary within the content has.
func (f *Form) names(d Dict, used map[Name]bool) {
	for _, v := range d {
		if n, ok := v.(Name); ok {
			used[n] = true
		}
	}
}

// annotations counts those of a page that show something in print: they have an
// appearance and are not hidden (12.5.3: bits 2, 6).
func (f *File) annotations(p Page) int {
	n := 0
	for _, o := range f.Array(p.Dict["Annots"]) {
		a := f.Dict(o)
		flags, _ := f.Num(a["F"])
		if k := f.Name(a["Subtype"]); k == "Popup" || k == "Link" || k == "TrapNet" || k == "PrinterMark" || int(flags)&(1<<1|1<<5) != 0 {
			continue
		}
		if f.Dict(f.Dict(a["AP"])["N"]) != nil {
			n++
		}
	}
	return n
}
