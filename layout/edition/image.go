package edition

import (
	"bytes"
	"path"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// image reads a picture file once, however often it is placed; nil if it cannot
// be used, which is reported each time that it is named.
func (r *reader) image(name string, w *rawPicture) *sheet.Image {
	n := w.file.n
	f, ok := r.pictureFile(name, n)
	if !ok {
		return nil
	}
	path, data, isPDF := f.path, f.data, f.isPDF
	if w.kind.set() && (w.kind.val == "pdf") != isPDF {
		msg := diag.T("“%s”不是 PDF", "%q is not a PDF", name)
		if isPDF {
			msg = diag.T("“%s”是 PDF，不是图片", "%q is a PDF, not a picture", name)
		}
		r.fail(w.kind.n.val, "bad-value", msg, diag.Text{})
		return nil
	}
	if isPDF {
		return r.pdfPage(name, path, data, w)
	}
	if img := r.images[path]; img != nil {
		if data != nil { // by another name
			r.shared.back(data)
			r.files[name] = pictureFile{path: path}
		}
		return img
	}
	img, why := r.shared.picture(name, data)
	if most := r.trust.max(limitPixels); img != nil && int64(img.W)*int64(img.H) > most {
		r.fail(n.val, "too-large", diag.T("“%[1]s”有 %[2]d×%[3]d 像素，超过 %[4]d 个", "%[1]q has %[2]d×%[3]d pixels, more than %[4]d", name, img.W, img.H, most), raise(limitPixels))
		return nil
	}
	if img == nil {
		r.fail(n.val, "bad-picture", diag.T("“%[1]s”不能用：%[2]s", "%[1]q cannot be used: %[3]s", name, why.ZH, why.EN), diag.Text{})
		return nil
	}
	r.doubts(img, n)
	r.images[path] = img
	r.files[name] = pictureFile{path: path} // the bytes are the image's, or another file's already
	return img
}

// pictureFile is a file that pictures name, as read.
type pictureFile struct {
	path  string
	data  []byte // nil of a picture that there is an image of
	isPDF bool
}

// pictureFile reads a file, unless it was read before and is of use. A failure is
// reported.
func (r *reader) pictureFile(name string, n *node) (f pictureFile, ok bool) {
	if f, ok := r.files[name]; ok {
		return f, true
	}
	if f.data, f.path, ok = r.read(name, limitPicture, n); !ok {
		return f, false
	}
	if f.isPDF = pdfBytes(f.data); f.isPDF {
		f.data = r.shared.own(f.data)
		r.files[name] = f
	}
	return f, true
}

// pdfBytes reports a PDF by its bytes. One with something before its header is still one,
// unless it is a picture that has these letters.
func pdfBytes(data []byte) bool {
	if bytes.HasPrefix(data, []byte("%PDF-")) || !pdffile.Is(data) {
		return pdffile.Is(data)
	}
	_, err := picture.Inspect(data)
	return err != nil
}

// decodeImage checks a picture file by its header and its end.
func decodeImage(name string, data []byte) (*sheet.Image, diag.Text) {
	in, err := picture.Inspect(data)
	if err != nil {
		return nil, picture.Why(err)
	}
	return &sheet.Image{
		Name: name, Data: data, Format: in.Format, W: in.W, H: in.H, Orient: in.Orient,
		Gray: in.Channels == 1, Inks: in.Channels == 4, Profiled: in.ICC != nil,
	}, diag.Text{}
}

// suffixes are those that files of each format go by.
var suffixes = map[string][]string{
	"jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}, "png": {".png"}, "tiff": {".tif", ".tiff"}, "webp": {".webp"}, "pdf": {".pdf", ".ai"},
}

// doubts tells of a picture that is used, but perhaps not the one that was meant.
func (r *reader) doubts(img *sheet.Image, n *node) {
	suffix := strings.ToLower(path.Ext(img.Name))
	for format, list := range suffixes {
		for _, s := range list {
			if s == suffix && format != img.Format {
				r.warn(n, "picture-suffix", diag.T("“%[1]s”其实是 %[2]s 格式", "%[1]q is really of format %[2]s", img.Name, strings.ToUpper(img.Format)),
					t2("改正扩展名；若是存错了文件，换成原来那张", "mend its suffix, or put the right file there"))
			}
		}
	}
	if img.Format == "tiff" {
		if in, err := picture.Inspect(img.Data); err == nil && in.Pages > 1 {
			r.note(n, "picture-pages", diag.T("“%[1]s”有 %[2]d 页，用的是第一页", "%[1]q has %[2]d pages: the first is taken", img.Name, in.Pages), diag.Text{})
		}
	}
	if img.Inks && !img.Profiled {
		r.warn(n, "picture-unprofiled", diag.T("CMYK 图片“%s”没有 ICC 特性文件，按本期印刷条件的网点值原样输出", "the CMYK picture %q has no ICC profile: its values go to the press as they are", img.Name),
			t2("请供图方按印刷厂的特性文件转换并嵌入", "ask for it converted by your printer's profile, which it should carry"))
	}
}

// warn reports a warning at a value of pages.toml, note a note.
func (r *reader) warn(n *node, code string, msg, hint diag.Text) {
	r.tell(diag.Warning, n, code, msg, hint)
}

func (r *reader) note(n *node, code string, msg, hint diag.Text) {
	r.tell(diag.Note, n, code, msg, hint)
}

func (r *reader) tell(s diag.Severity, n *node, code string, msg, hint diag.Text) {
	r.fs.Add(diag.Finding{Code: code, Severity: s, Pos: r.pos(n), Width: n.val[1] - n.val[0], Message: msg, Hint: hint})
}
