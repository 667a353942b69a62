package pdf

import (
	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// What leads a reader through a file: outlines, page labels, article threads, links.

// guide puts outlines, labels and threads in the catalog.
func (f *finisher) guide(root *dict) {
	root.set("PageLabels", newDict(name("Nums"), f.labels()))
	root.set("Outlines", f.outlines())
	root.set("PageMode", name("UseOutlines"))
	if threads := f.threads(); len(threads) > 0 {
		root.set("Threads", f.add(&object{val: threads}))
	}
}

// labels gives every page its name in the edition (ISO 32000-1, 12.4.2).
func (f *finisher) labels() array {
	var out array
	for i, dp := range f.draft.pages {
		out = append(out, integer(i), newDict(name("P"), text(dp.page.Name)))
	}
	return out
}

// entry is one line of the outlines.
type entry struct {
	title string
	dest  array
	kids  []*entry
	dict  *dict
	ref   ref
}

// outlines lists pages, in each its stories (12.3.3).
func (f *finisher) outlines() ref {
	top := &entry{dict: newDict(name("Type"), name("Outlines"))}
	for i, dp := range f.draft.pages {
		page := &entry{title: pageTitle(f.ed, dp.page), dest: f.dest(i, geom.Rect{W: dp.page.Trim.W, H: dp.page.Trim.H})}
		for _, s := range f.read.Stories {
			if at, ok := f.placeOf(s, i); ok {
				page.kids = append(page.kids, &entry{title: s.Title(), dest: f.dest(i, at)})
			}
		}
		top.kids = append(top.kids, page)
	}
	f.entries(top)
	return top.ref
}

// pageTitle is what of a page's title is not the edition's.
func pageTitle(ed *sheet.Edition, p *sheet.Page) string {
	t := p.Title
	for _, s := range []string{ed.Name, ed.Date} {
		if len(t) > len(s)+1 && s != "" && t[:len(s)+1] == s+" " {
			t = t[len(s)+1:]
		}
	}
	if t == "" {
		t = p.Name
	}
	return t
}

// entries writes an entry with what is in it. Pages are open.
func (f *finisher) entries(e *entry) {
	if e.dict == nil {
		e.dict = newDict(name("Title"), text(oneLine(e.title)), name("Dest"), e.dest)
	}
	if e.ref == 0 {
		e.ref = f.add(&object{val: e.dict})
	}
	for _, k := range e.kids {
		k.dict = newDict(name("Title"), text(oneLine(k.title)), name("Parent"), e.ref, name("Dest"), k.dest)
		k.ref = f.add(&object{val: k.dict})
	}
	for i, k := range e.kids {
		if i > 0 {
			k.dict.set("Prev", e.kids[i-1].ref)
		}
		if i+1 < len(e.kids) {
			k.dict.set("Next", e.kids[i+1].ref)
		}
		f.entries(k)
	}
	if n := len(e.kids); n > 0 {
		e.dict.set("First", e.kids[0].ref)
		e.dict.set("Last", e.kids[n-1].ref)
		e.dict.set("Count", integer(e.open()))
	}
}

// open counts the entries below e that are seen.
func (e *entry) open() int {
	n := len(e.kids)
	for _, k := range e.kids {
		n += k.open()
	}
	return n
}

// dest is a place of a page in the file: its left upper corner comes to the window's.
func (f *finisher) dest(page int, r geom.Rect) array {
	a := f.area(page, r)
	return array{f.pageRefs[page], name("XYZ"), a[0], a[3], raw("null")}
}

// pageOf gives the place in the file of a page of the edition, -1 if it is not there.
func (d *draft) pageOf(index int) int {
	p := d.ed.Pages[index]
	for i, dp := range d.pages {
		if dp.page == p {
			return i
		}
	}
	return -1
}

// placeOf gives where a story begins on a page of the file.
func (d *draft) placeOf(s *reading.Story, page int) (at geom.Rect, ok bool) {
	for _, b := range d.beads(s) {
		if b.page == page {
			return b.rect, true
		}
	}
	return at, false
}

// bead is one stretch of a story: a leg, a head, a picture.
type bead struct {
	page int
	rect geom.Rect
}

// beads gives the stretches of a story on the pages of the file, as they are read:
// its type, or its pictures if it has nothing else. What goes on in one leg is one.
func (d *draft) beads(s *reading.Story) []bead {
	var out, pictures []bead
	var last *sheet.Line
	for _, b := range s.Blocks {
		if b.Signpost() {
			continue
		}
		for _, p := range b.Parts {
			page := d.pageOf(p.Page)
			if page < 0 {
				continue
			}
			if len(p.Lines) == 0 {
				pictures = append(pictures, bead{page, p.Rect})
				continue
			}
			l := p.Lines[0]
			if n := len(out); n > 0 && out[n-1].page == page && l.Frame == last.Frame && l.Leg == last.Leg {
				out[n-1].rect = out[n-1].rect.Union(p.Rect)
			} else {
				out = append(out, bead{page, p.Rect})
			}
			last = l
		}
	}
	if len(out) == 0 {
		return pictures
	}
	return out
}

// threads makes an article thread of each story (12.4.3).
func (f *finisher) threads() array {
	var out array
	onPage := make([]array, len(f.draft.pages))
	for _, s := range f.read.Stories {
		list := f.beads(s)
		if len(list) == 0 {
			continue
		}
		thread := newDict(name("Type"), name("Thread"), name("I"), newStoryInfo(f.ed, s).dict())
		threadRef := f.add(&object{val: thread})
		var dicts []*dict
		var refs []ref
		for _, b := range list {
			d := newDict(name("Type"), name("Bead"), name("T"), threadRef, name("P"), f.pageRefs[b.page], name("R"), f.area(b.page, b.rect))
			dicts = append(dicts, d)
			refs = append(refs, f.add(&object{val: d}))
			onPage[b.page] = append(onPage[b.page], refs[len(refs)-1])
		}
		for i, d := range dicts {
			d.set("N", refs[(i+1)%len(refs)])
			d.set("V", refs[(i+len(refs)-1)%len(refs)])
		}
		thread.set("F", refs[0])
		out = append(out, threadRef)
	}
	for i, list := range onPage {
		if len(list) > 0 {
			f.pageDicts[i].set("B", list)
		}
	}
	return out
}

// link is a link annotation on a jump line.
type link struct {
	page   int // that it lies on, in the file
	rect   geom.Rect
	says   string
	target int // in the edition's pages
	story  *reading.Story
	elem   *elem
	dict   *dict
	ref    ref
}

// jump puts the words of a jump line in a link to the page that they name. A file for
// the press has no annotation on its pages (ISO 15930-7, 6.17): there they are words.
func (g *tagger) jump(b *reading.Block, words *elem) *elem {
	target := -1
	for i, p := range g.ed.Pages {
		if p.Name == b.To {
			target = i
		}
	}
	if target < 0 || len(b.Parts) == 0 || g.opt.Press.exchange() != "" {
		return words
	}
	part := b.Parts[0]
	l := &link{page: g.pageOf(part.Page), rect: part.Rect, says: b.Text, target: target, story: g.story}
	words.kind = "Link"
	l.elem = words
	g.links = append(g.links, l)
	out := &elem{kind: "Jump"}
	out.add(words)
	return out
}

// annotations writes the links (12.5.6.5): to a place in this file, or to the file of
// the page that is in another (12.6.4.3), which stands beside this one.
func (f *finisher) annotations() {
	for _, l := range f.tags.links {
		l.dict = newDict(name("Type"), name("Annot"), name("Subtype"), name("Link"), name("Rect"), f.area(l.page, l.rect),
			name("Border"), array{raw("0"), raw("0"), raw("0")}, name("F"), integer(printed), name("P"), f.pageRefs[l.page],
			name("Contents"), text(l.says))
		if to := f.pageOf(l.target); to >= 0 {
			at := geom.Rect{W: f.draft.pages[to].page.Trim.W, H: f.draft.pages[to].page.Trim.H}
			if r, ok := f.placeOf(l.story, to); ok {
				at = r
			}
			l.dict.set("Dest", f.dest(to, at))
		} else {
			file := f.ed.Pages[l.target].Name + ".pdf"
			l.dict.set("A", newDict(name("S"), name("GoToR"), name("D"), array{raw("0"), name("Fit")},
				name("F"), newDict(name("Type"), name("Filespec"), name("F"), text(file), name("UF"), text(file))))
		}
		l.ref = f.add(&object{val: l.dict})
		l.elem.kids = append(l.elem.kids, l)
		page := f.pageDicts[l.page]
		list, _ := page.get("Annots").(array)
		page.set("Annots", append(list, l.ref))
	}
	for _, p := range f.pageDicts {
		p.set("Tabs", name("S"))
	}
}

// printed is the flag of annotations that PDF/A wants (ISO 19005-2, 6.3.2).
const printed = 4
