package edition

import (
	"errors"

	"paiban/fonts"
	"paiban/layout/diag"
)

// fonts takes the edition's own faces. Each is read at once: an edition names a
// font because it uses it, and a bad one must be known before anything is set.
func (r *reader) fonts(raw []*rawFont) []FontFile {
	var out []FontFile
	for _, w := range raw {
		r.declared[w.name.val] = true
		if r.faces.Face(w.name.val) != nil {
			r.fail(w.name.n.val, "duplicate-font", diag.T("字体名“%s”已经用过", "the font name %q is taken", w.name.val), diag.T("另起一个名称", "choose another name"))
			continue
		}
		if !w.name.written() || !w.file.written() {
			r.fail(w.n.val, "missing-key", diag.T("[[font]] 要有 name 和 file", "[[font]] needs name and file"), diag.Text{})
			continue
		}
		if w.name.bad || w.file.bad {
			continue
		}
		data, path, ok := r.read(w.file.val, limitFont, w.file.n)
		if !ok {
			continue
		}
		pick := fonts.Pick{Index: w.index.val, Member: w.member.val, Instance: w.instance.val, Weight: w.weight.val}
		face := r.kept.Choose(w.name.val, pick, data)
		if err := face.Load(); err != nil {
			r.badFont(w, err)
			continue
		}
		if r.faces.Register(face) != nil {
			continue // its name was free a moment ago
		}
		out = append(out, FontFile{Name: w.name.val, Path: path, Pos: r.pos(w.n)})
	}
	return out
}

// badFont reports a font that cannot be used.
func (r *reader) badFont(w *rawFont, err error) {
	why := diag.T("%v", "%v", err)
	var u *fonts.Unusable
	if errors.As(err, &u) {
		why = diag.Text{ZH: u.ZH, EN: u.EN}
	}
	r.fail(w.file.n.val, "bad-font", diag.T("“%[1]s”不能用：%[2]s", "%[1]q cannot be used: %[3]s", w.file.val, why.ZH, why.EN), diag.Text{})
}
