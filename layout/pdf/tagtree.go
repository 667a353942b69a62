package pdf

import "paiban/layout/geom"

// structure puts the structure tree in the catalog, when all pages are written.
func (f *finisher) structure(root *dict) {
	t := f.tags
	tree := &object{}
	treeRef := f.add(tree)
	tree.val = newDict(name("Type"), name("StructTreeRoot"), name("K"), f.element(t.root, treeRef))
	roles := newDict()
	for _, k := range ownKinds {
		roles.set(k.own, name(k.standard))
	}
	tree.val.(*dict).set("RoleMap", roles)
	nums := array{}
	for i, owners := range t.owners {
		var list array
		for _, e := range owners {
			list = append(list, e.ref)
		}
		nums = append(nums, integer(i), f.add(&object{val: list}))
		f.pageDicts[i].set("StructParents", integer(i))
	}
	for i, l := range t.links {
		l.dict.set("StructParent", integer(len(t.owners)+i))
		nums = append(nums, integer(len(t.owners)+i), l.elem.ref)
	}
	tree.val.(*dict).set("ParentTree", f.add(&object{val: newDict(name("Nums"), nums)}))
	tree.val.(*dict).set("ParentTreeNextKey", integer(len(t.owners)+len(t.links)))
	root.set("StructTreeRoot", treeRef)
	root.set("MarkInfo", newDict(name("Marked"), raw("true")))
}

// element writes an element and what is in it (14.7.2).
func (f *finisher) element(e *elem, up ref) ref {
	o := &object{}
	e.ref = f.add(o)
	d := newDict(name("Type"), name("StructElem"), name("S"), e.kind, name("P"), up)
	o.val = d
	if e.title != "" {
		d.set("T", text(e.title))
	}
	if e.lang != "" {
		d.set("Lang", text(e.lang))
	}
	if e.said != "" {
		d.set("ActualText", text(e.said))
	}
	if e.alt != "" {
		d.set("Alt", text(e.alt))
	}
	if e.info != nil {
		d.set("Metadata", f.add(&object{val: newDict(name("Type"), name("Metadata"), name("Subtype"), name("XML")), stream: e.info.xmp(), isData: true}))
	}
	if e.rect != (geom.Rect{}) {
		d.set("A", newDict(name("O"), name("Layout"), name("Placement"), name("Block"), name("BBox"), f.area(e.page, e.rect)))
	}
	at := e.onePage()
	if at >= 0 {
		d.set("Pg", f.pageRefs[at])
	}
	var kids array
	for _, k := range e.kids {
		switch k := k.(type) {
		case *elem:
			if k.filled() {
				kids = append(kids, f.element(k, e.ref))
			}
		case content:
			if at >= 0 {
				kids = append(kids, integer(k.id))
			} else {
				kids = append(kids, newDict(name("Type"), name("MCR"), name("Pg"), f.pageRefs[k.page], name("MCID"), integer(k.id)))
			}
		case *link:
			kids = append(kids, newDict(name("Type"), name("OBJR"), name("Pg"), f.pageRefs[k.page], name("Obj"), k.ref))
		}
	}
	if len(kids) == 1 {
		d.set("K", kids[0])
	} else if len(kids) > 0 {
		d.set("K", kids)
	}
	return e.ref
}

// onePage gives the page that all content right in e is on; -1 if there is none, or
// several.
func (e *elem) onePage() int {
	at := -1
	for _, k := range e.kids {
		if c, ok := k.(content); ok {
			if at >= 0 && at != c.page {
				return -1
			}
			at = c.page
		}
	}
	return at
}

// filled reports whether an element has content anywhere in it; the document counts.
func (e *elem) filled() bool {
	for _, k := range e.kids {
		if k, ok := k.(*elem); !ok || k.filled() {
			return true
		}
	}
	return false
}

// area gives a rectangle of a page as its user space has it, to 0.001 pt.
func (f *finisher) area(page int, r geom.Rect) array {
	p := f.draft.pages[page].page
	m, h := f.margin(p), f.mediaSize(p).H
	return rectangle(r.X+m, h-m-r.Bottom(), r.Right()+m, h-m-r.Y)
}
