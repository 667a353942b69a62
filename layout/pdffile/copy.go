package pdffile

// copier takes what a page needs out of its file. Objects get new numbers in the
// order in which they are met, dictionaries being gone through by their keys: the
// same file gives the same form.
type copier struct {
	*File
	numbers map[int]int  // new, by old
	old     []int        // in the order of the new; the first stands for the page's resources
	off     map[int]bool // layers that are hidden
}

// pageResources is the new number of the page's resources.
const pageResources = 1

// perResource are the kinds of resources (7.8.3).
var perResource = []Name{"ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"}

// resources fills the form's resources: those of the page that it uses, and what they
// need.
func (c *copier) resources(out *Form, p Page, used map[Name]bool) error {
	all, group := c.Dict(p.Dict["Resources"]), c.Dict(p.Dict["Group"])
	if c.leans(all) {
		used = nil // a form within takes what it needs from the page
	}
	kept := Dict{}
	for _, kind := range perResource {
		sub := Dict{}
		from := c.Dict(all[kind])
		for _, k := range from.Keys() {
			if used == nil || used[k] || len(k) > 7 && k[:7] == "Default" {
				sub[k] = from[k]
			}
		}
		if len(sub) > 0 {
			kept[kind] = sub
		}
	}
	v, err := c.value(kept, 0)
	if err != nil {
		return err
	}
	out.Objects = append(out.Objects, v)
	if c.Name(group["S"]) == "Transparency" {
		if out.Group, err = c.value(group, 0); err != nil {
			return err
		}
	}
	for i := 1; i < len(c.old); i++ {
		if len(c.old) > maxCopied {
			return faultf("对象太多，超过 %d 个", "it has too many objects: more than %d", maxCopied)
		}
		v, err := c.body(c.Get(Ref{Number: c.old[i]}))
		if err != nil {
			return err
		}
		out.Objects = append(out.Objects, v)
	}
	return nil
}

// leans reports whether a form, pattern or font among resources has none of its own.
func (c *copier) leans(res Dict) bool {
	for _, kind := range []Name{"XObject", "Pattern", "Font"} {
		sub := c.Dict(res[kind])
		for _, k := range sub.Keys() {
			d := c.Dict(sub[k])
			if (paints(c.File, d) || c.Name(d["Subtype"]) == "Type3") && c.Dict(d["Resources"]) == nil {
				return true
			}
		}
	}
	return false
}

// paints reports a form or a tiling pattern.
func paints(f *File, d Dict) bool {
	n, _ := f.Num(d["PatternType"])
	return f.Name(d["Subtype"]) == "Form" || n == 1
}

// value copies what stands in another object.
func (c *copier) value(o Object, depth int) (Object, error) {
	if depth > MaxNesting {
		return nil, faultf("对象嵌套太深", "its objects are nested too deep")
	}
	switch v := o.(type) {
	case Ref:
		return c.refer(v)
	case Array:
		out := make(Array, len(v))
		for i, e := range v {
			var err error
			if out[i], err = c.value(e, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case Dict:
		return c.dict(v, depth, c.Name(v["Type"]) != "")
	}
	return o, nil
}

// refer gives the new number of an object; small things and what belongs to the
// document, not to the page, have none.
func (c *copier) refer(r Ref) (Object, error) {
	if n, known := c.numbers[r.Number]; known {
		return Ref{Number: n}, nil
	}
	if err := c.shown(r); err != nil {
		return nil, err
	}
	v := c.Get(r)
	switch d := v.(type) {
	case Dict:
		switch c.Name(d["Type"]) {
		case "Page", "Pages", "Catalog", "StructElem", "StructTreeRoot":
			return nil, nil
		}
	case *Stream, Array, Text:
	default: // a number, a name: no larger than the reference
		return v, nil
	}
	c.old = append(c.old, r.Number)
	c.numbers[r.Number] = len(c.old)
	return Ref{Number: len(c.old)}, nil
}

func (c *copier) body(o Object) (Object, error) {
	if s, ok := o.(*Stream); ok {
		return c.stream(s)
	}
	return c.value(o, 0)
}

// dropped are what objects carry that is of no use where the page is placed, or that
// no file for a press may have (ISO 15930-7, 6): metadata, structure, alternates.
var dropped = map[Name]bool{
	"Metadata": true, "PieceInfo": true, "LastModified": true, "StructParent": true, "StructParents": true,
	"OPI": true, "Alternates": true, "AF": true, "Ref": true, "Measure": true, "PtData": true,
}

// dict copies a dictionary; one with a Type, or a stream's, loses what is dropped.
func (c *copier) dict(d Dict, depth int, typed bool) (Object, error) {
	out := Dict{}
	if k := c.Name(d["Type"]); k == "OCG" || k == "OCMD" {
		return out, c.shown(d)
	}
	for _, k := range d.Keys() {
		if typed && dropped[k] {
			continue
		}
		if typed && k == "OC" {
			if err := c.shown(d[k]); err != nil {
				return nil, err
			}
			continue
		}
		v, err := c.value(d[k], depth+1)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[k] = v
		}
	}
	return out, nil
}

// plainFilters are those that stay as they are: what all readers of PDF 1.4 know, LZW
// aside, which no standard of the press allows.
var plainFilters = map[Name]bool{"FlateDecode": true, "DCTDecode": true, "CCITTFaxDecode": true, "JBIG2Decode": true, "JPXDecode": true}

// stream copies a stream, repacked unless its filter may stay.
func (c *copier) stream(s *Stream) (Object, error) {
	if s.Dict["F"] != nil {
		return nil, faultf("有内容在别的文件里", "a part of it is in another file")
	}
	d := Dict{}
	for k, v := range s.Dict {
		d[k] = v
	}
	delete(d, "Length")
	delete(d, "DL")
	raw := s.Raw
	list, parms := c.Filters(s.Dict)
	if len(list) != 1 || !plainFilters[list[0]] {
		data, rest, err := c.UnpackTo(s)
		last := len(list) - 1
		if err != nil || rest != "" && (list[last] != rest || !plainFilters[rest]) {
			return nil, faultf("有一段内容解不开（%v）", "a stream of it cannot be unpacked (%v)", list)
		}
		raw = data
		delete(d, "Filter")
		delete(d, "DecodeParms")
		if rest != "" {
			d["Filter"] = rest
			if parms[last] != nil {
				d["DecodeParms"] = parms[last]
			}
		}
	}
	v, err := c.dict(d, 0, true)
	if err != nil {
		return nil, err
	}
	if paints(c.File, d) && c.Dict(d["Resources"]) == nil {
		v.(Dict)["Resources"] = Ref{Number: pageResources}
	}
	return &Stream{Dict: v.(Dict), Raw: raw}, nil
}

// hiddenLayers gives the numbers of the optional content groups that are off, on
// screen or in print (8.11.4.3).
func (f *File) hiddenLayers() map[int]bool {
	props := f.Dict(f.Catalog()["OCProperties"])
	d := f.Dict(props["D"])
	off := map[int]bool{}
	if f.Name(d["BaseState"]) == "OFF" {
		each(f.Array(props["OCGs"]), func(r Ref) { off[r.Number] = true })
		each(f.Array(d["ON"]), func(r Ref) { delete(off, r.Number) })
	}
	each(f.Array(d["OFF"]), func(r Ref) { off[r.Number] = true })
	each(f.Array(props["OCGs"]), func(r Ref) {
		usage := f.Dict(f.Dict(r)["Usage"])
		if len(f.Array(d["AS"])) > 0 && f.Name(f.Dict(usage["Print"])["PrintState"]) == "OFF" {
			off[r.Number] = true
		}
	})
	return off
}

func each(a Array, do func(Ref)) {
	for _, o := range a {
		if r, ok := o.(Ref); ok {
			do(r)
		}
	}
}

// shown refuses a layer that is hidden, or one of several that are shown together:
// placed without its switch it would be seen.
func (c *copier) shown(o Object) error {
	list := Array{o}
	if groups := c.Dict(o)["OCGs"]; groups != nil {
		list = append(append(list, groups), c.Array(groups)...)
	}
	for _, e := range list {
		if r, ok := e.(Ref); ok && c.off[r.Number] {
			return faultf("有隐藏的图层；请拼合图层后再导出", "it has hidden layers: flatten them and export it again")
		}
	}
	return nil
}
