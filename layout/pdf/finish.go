package pdf

import (
	"errors"
	"fmt"
	"strconv"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// finisher holds gopdf's objects while they are made over. Objects are known by
// gopdf's numbers, and new ones go behind; the writer numbers anew.
type finisher struct {
	*draft
	objects []*object
	shared  *dict // resources, which gopdf's pages share

	pageRefs  []ref
	pageDicts []*dict
}

// finish makes gopdf's file over into the one that leaves the house.
func (d *draft) finish(drawn []byte) (*Made, error) {
	objects, trailer, err := parseFile(drawn)
	if err != nil {
		return nil, err
	}
	f := &finisher{draft: d, objects: objects}
	root, err := f.dictAt(trailer.get("Root"))
	if err != nil {
		return nil, err
	}
	if err := f.pages(root); err != nil {
		return nil, err
	}
	f.spotSpaces()
	if err := f.images(); err != nil {
		return nil, err
	}
	if err := f.catalog(root); err != nil {
		return nil, err
	}
	return f.write(root, f.info())
}

// object follows a reference.
func (f *finisher) object(v value) (*object, error) {
	r, ok := v.(ref)
	if !ok || int(r) < 1 || int(r) > len(f.objects) {
		return nil, errors.New("gopdf refers to an object that it did not write")
	}
	return f.objects[r-1], nil
}

// dictAt gives the dictionary that v is or refers to.
func (f *finisher) dictAt(v value) (*dict, error) {
	if d, ok := v.(*dict); ok {
		return d, nil
	}
	o, err := f.object(v)
	if err != nil {
		return nil, err
	}
	d := o.dict()
	if d == nil {
		return nil, errors.New("gopdf wrote no dictionary where one is due")
	}
	return d, nil
}

// add puts a new object behind gopdf's.
func (f *finisher) add(o *object) ref {
	f.objects = append(f.objects, o)
	return ref(len(f.objects))
}

// pages makes over the pages, their content and what they share.
func (f *finisher) pages(root *dict) error {
	tree, err := f.dictAt(root.get("Pages"))
	if err != nil {
		return err
	}
	tree.del("MediaBox")
	kids, _ := tree.get("Kids").(array)
	if len(kids) != len(f.draft.pages) {
		return fmt.Errorf("gopdf made %d pages, not %d", len(kids), len(f.draft.pages))
	}
	for i, dp := range f.draft.pages {
		page, err := f.dictAt(kids[i])
		if err != nil {
			return err
		}
		at, _ := kids[i].(ref)
		f.pageRefs, f.pageDicts = append(f.pageRefs, at), append(f.pageDicts, page)
		f.boxes(page, dp.page)
		if i == 0 { // gopdf's pages share their resources
			if err := f.resources(page); err != nil {
				return err
			}
		}
		if err := f.content(page, dp); err != nil {
			return err
		}
	}
	return nil
}

// content makes over a page's content stream.
func (f *finisher) content(page *dict, dp *draftPage) error {
	o, err := f.object(page.get("Contents"))
	if err != nil {
		return err
	}
	o.stream, err = f.rewrite(dp, o.stream)
	o.level, o.kept = textLevel, true
	return err
}

// boxes sets the page's boxes (ISO 32000-1, 14.11.2): the media is the bleed box, or
// has marks around it; the trim within.
func (f *finisher) boxes(page *dict, p *sheet.Page) {
	m, out, w, b := f.mediaSize(p), f.margin(p), f.window(p), f.bleedBox(p)
	left, right := b[0], b[2]
	if f.opt.Marks != (Marks{}) {
		left, right = w.from, out+w.to+out
	}
	page.set("MediaBox", rectangle(left, 0, right, m.H))
	page.set("BleedBox", rectangle(b[0], b[1], b[2], b[3]))
	page.set("TrimBox", rectangle(out+w.from, out, out+w.to, out+p.Trim.H))
}

// rectangle gives a box to 0.001 pt.
func rectangle(x0, y0, x1, y1 geom.Length) array {
	var out array
	for _, l := range []geom.Length{x0, y0, x1, y1} {
		out = append(out, decimal(milliPt(l), 3))
	}
	return out
}

// resources makes over what gopdf's pages share: fonts, and graphics states.
func (f *finisher) resources(page *dict) error {
	res, err := f.dictAt(page.get("Resources"))
	if err != nil {
		return err
	}
	f.shared = res
	list := newDict()
	for _, s := range f.subsets {
		font, err := f.font(s)
		if err != nil {
			return fmt.Errorf("font %s: %w", s.face.Name, err)
		}
		list.set(s.name, f.add(font))
	}
	res.set("Font", list)
	res.del("ProcSet") // obsolete (14.2)
	res.set("ExtGState", newDict(
		name(overprintState), newDict(name("OP"), raw("true"), name("op"), raw("true"), name("OPM"), raw("1")),
		name(knockoutState), newDict(name("OP"), raw("false"), name("op"), raw("false"), name("OPM"), raw("0")),
	))
	for _, k := range []name{"Font", "ColorSpace", "XObject"} {
		if d, _ := res.get(k).(*dict); d != nil && len(d.keys) == 0 {
			res.del(k)
		}
	}
	return nil
}

// fontName gives the resource name of the i-th font, from 0.
func fontName(i int) name { return name("F" + strconv.Itoa(i+1)) }

// images puts the pictures in the places of their stand-ins.
func (f *finisher) images() error {
	list, _ := f.shared.get("XObject").(*dict)
	if list == nil {
		list = newDict()
	}
	if len(list.keys) != len(f.draft.images) {
		return fmt.Errorf("gopdf has %d pictures, not %d", len(list.keys), len(f.draft.images))
	}
	for i, k := range list.keys {
		src := f.draft.images[k]
		if src == nil {
			return fmt.Errorf("gopdf has a picture %s that it did not draw", k)
		}
		if src.form != nil {
			list.vals[i] = f.addForm(src.form)
			continue
		}
		o := src.object()
		if src.Alpha != nil {
			o.val.(*dict).set("SMask", f.add(src.mask()))
		}
		list.vals[i] = f.add(o)
	}
	return nil
}
