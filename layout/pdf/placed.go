package pdf

import (
	"math"
	"strconv"

	"paiban/layout/pdffile"
)

// A page of someone's PDF becomes a form XObject (ISO 32000-1, 8.10): its content as
// it is, its resources copied beside ours. gopdf draws a stand-in for it, as for a
// picture, and so places and crops it; the finishing pass gives its space the place
// that the unit square of a picture would have.

// freshState undoes what our content sets and a page's content does not expect: pages
// begin in black, with solid lines of 1 (8.4.1). Overprint is off already.
const freshState = "0 g 0 G 1 w [] 0 d\n"

// formPlace gives the cm operands that put a form upright where w 0 0 h x y, in
// hundredths, would put a picture.
func formPlace(f *pdffile.Form, args [][]byte) [][]byte {
	w, h := float64(centi(args[0]))/100, float64(centi(args[3]))/100
	x, y := float64(centi(args[4]))/100, float64(centi(args[5]))/100
	// u, v: from the form's space to the unit square.
	bw, bh := f.Box[2]-f.Box[0], f.Box[3]-f.Box[1]
	var m [6]float64
	switch f.Turn {
	case 0:
		m = [6]float64{1 / bw, 0, 0, 1 / bh, -f.Box[0] / bw, -f.Box[1] / bh}
	case 1:
		m = [6]float64{0, -1 / bw, 1 / bh, 0, -f.Box[1] / bh, f.Box[2] / bw}
	case 2:
		m = [6]float64{-1 / bw, 0, 0, -1 / bh, f.Box[2] / bw, f.Box[3] / bh}
	case 3:
		m = [6]float64{0, 1 / bw, -1 / bh, 0, f.Box[3] / bh, -f.Box[0] / bw}
	}
	out := make([][]byte, 6)
	for i := range m {
		side, from := w, x
		if i%2 == 1 {
			side, from = h, y
		}
		v := float64(m[i] * side) // no fused multiply and add: the same on every machine
		if i >= 4 {
			v += from
		}
		out[i] = appendDecimal(nil, int64(math.Round(v*1e7)), 7)
	}
	return out
}

// addForm puts a placed page and what it needs behind the file's objects.
func (f *finisher) addForm(form *pdffile.Form) ref {
	base := len(f.objects)
	for _, o := range form.Objects {
		if s, ok := o.(*pdffile.Stream); ok {
			if f.tags != nil {
				s = unmarkedStream(s)
			}
			f.add(&object{val: f.foreign(s.Dict, base), stream: s.Raw, isData: true})
		} else {
			f.add(&object{val: f.foreign(o, base)})
		}
	}
	d := newDict(
		name("Type"), name("XObject"), name("Subtype"), name("Form"), name("FormType"), raw("1"),
		name("BBox"), f.foreign(pdffile.Array{form.Box[0], form.Box[1], form.Box[2], form.Box[3]}, base),
		name("Resources"), ref(base+1),
	)
	if form.Group != nil && f.opt.Press != X1a {
		d.set("Group", f.foreign(form.Group, base))
	}
	content := form.Content
	if f.tags != nil {
		content = unmarked(content)
	}
	return f.add(&object{val: d, stream: content, isData: true})
}

// foreign gives an object of another file as one of ours; those that it refers to are
// behind base. PDF/X-1a has no groups: without transparency in them, which preflight
// looks for, they change nothing.
func (f *finisher) foreign(o pdffile.Object, base int) value {
	switch v := o.(type) {
	case bool:
		return raw(strconv.FormatBool(v))
	case float64:
		return raw(strconv.FormatFloat(v, 'f', -1, 64))
	case pdffile.Name:
		return escapedName(string(v))
	case pdffile.Text:
		return hexString([]byte(v))
	case pdffile.Ref:
		return ref(base + v.Number)
	case pdffile.Array:
		out := make(array, len(v))
		for i, e := range v {
			out[i] = f.foreign(e, base)
		}
		return out
	case pdffile.Dict:
		out := &dict{}
		for _, k := range v.Keys() {
			if k == "StructParents" || k == "StructParent" {
				continue // of a structure that is not here
			}
			if k == "Group" && f.opt.Press == X1a && v["Subtype"] == pdffile.Name("Form") {
				continue
			}
			out.keys, out.vals = append(out.keys, escapedName(string(k))), append(out.vals, f.foreign(v[k], base))
		}
		return out
	}
	return raw("null")
}
