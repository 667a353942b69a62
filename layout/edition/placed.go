package edition

import (
	"fmt"
	"math"

	"paiban/layout/diag"
	"paiban/layout/pdffile"
	"paiban/layout/sheet"
)

// pdfPage reads a page of a PDF that is placed, once, however often it is; nil if it
// cannot be.
func (r *reader) pdfPage(name, path string, data []byte, w *rawPicture) *sheet.Image {
	page, box := w.sheet.or(1), w.box.or("trim")
	key := fmt.Sprintf("%s\x00%d %s", path, page, box)
	if img := r.images[key]; img != nil {
		return img
	}
	form, err := pdffile.Extract(data, page, box)
	if err != nil {
		why := pdffile.Why(err)
		r.fail(w.file.n.val, "bad-pdf", diag.T("“%[1]s”不能用：%[2]s", "%[1]q cannot be used: %[3]s", name, why.ZH, why.EN), diag.Text{})
		return nil
	}
	wide, high := form.Size()
	img := &sheet.Image{Name: name, Data: data, Format: "pdf", W: centi(wide), H: centi(high), Page: page, Box: box}
	r.doubts(img, w.file.n)
	if form.Annotations > 0 {
		r.warn(w.file.n, "pdf-annotations", diag.T("“%[1]s”第 %[2]d 页有 %[3]d 处注释（批注、图章、表单等），没有放入", "page %[2]d of %[1]q has %[3]d annotations – notes, stamps, forms – which are left out", name, page, form.Annotations),
			t2("要印出来的，请拼合后再导出", "what shall be printed must be flattened into the page"))
	}
	if !w.sheet.set() && form.Pages > 1 {
		r.note(w.file.n, "pdf-several", diag.T("“%[1]s”有 %[2]d 页，放的是第 1 页", "%[1]q has %[2]d pages: the first is placed", name, form.Pages),
			t2("写明放哪一页：sheet = 1", "say which one: sheet = 1"))
	}
	r.images[key] = img
	return img
}

// centi gives points in hundredths.
func centi(points float64) int { return int(math.Round(points * 100)) }

// placed gives an advert that says no more the whole of its frame: one of a story
// without copy and head.
func (r *reader) placed(w *rawPicture, s *Story) {
	bare := len(s.Copy)+len(s.Head)+len(s.Kicker)+len(s.Deck)+len(s.Standing) == 0 && len(s.Pictures) == 0
	if !bare || r.noCopy || w.legs.written() || w.columns.written() || w.lines.written() || w.height.written() {
		return
	}
	k := w.frame.or(1)
	if k > len(s.Frames) || s.Frames[k-1].Lines == (Span{}) {
		return // reported
	}
	f := s.Frames[k-1]
	w.legs = field[Span]{val: Span{1, f.Legs}, n: w.n}
	w.lines = field[Span]{val: f.Lines, n: w.n}
}

// placedKeys reports keys that go with the other kind of file.
func (r *reader) placedKeys(w *rawPicture, p *Picture) {
	if p.Image == nil {
		return
	}
	if p.Image.Placed() {
		if p.Relimit {
			r.fail(w.ink.n.val, "pdf-ink", diag.T("PDF 按矢量原样放入，不能重新分色", "a PDF is placed as it is, as vector: it cannot be separated anew"),
				t2("总墨量超限的广告请供稿方改，或转成图片再放", "have an advert over the ink limit mended by its maker, or place it as a picture"))
		}
		return
	}
	for _, f := range []field[string]{w.box, {n: w.sheet.n}} {
		if f.n != nil {
			r.fail(f.n.key, "not-a-pdf", diag.T("这个键只用于 PDF", "this key goes with PDFs only"), diag.Text{})
		}
	}
	if p.Fit == Actual {
		r.fail(w.fit.n.val, "not-a-pdf", diag.T("图片没有原大，actual 只用于 PDF", "pictures have no size of their own: actual goes with PDFs only"), diag.Text{})
	}
}
