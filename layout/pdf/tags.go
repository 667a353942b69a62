package pdf

import (
	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// The logical structure of a file (ISO 32000-1, 14.7, 14.8) is the block tree as it
// is read: Document, an Art for each story, in it headings, paragraphs, pictures and
// captions. What lies on several legs or pages is one element all the same. Whatever
// is no copy – folio lines, rules, tints, marks – is an artifact.

// elem is a structure element.
type elem struct {
	kind  name // one of 14.8.4, or one of ours: see ownKinds
	title string
	alt   string
	lang  string     // BCP 47, where it is not that of the element around it
	said  string     // ActualText: what is read for its content
	info  *storyInfo // of an Art
	rect  geom.Rect  // of a picture
	page  int        // of the picture, in the file
	kids  []any      // *elem, content, *link
	ref   ref        // as written; 0 = it has nothing in it
	up    *elem
	late  bool // it comes into up when its content does: between pieces of up's own
}

// content is a piece of a page's content stream, by its marked-content identifier.
type content struct{ page, id int }

// ownKinds are kinds of ours, and the standard ones that come nearest (14.7.3).
// A kicker and a deck are paragraphs: they head no part of the story of their own.
var ownKinds = []struct{ own, standard name }{
	{"Standing", "P"}, {"Kicker", "P"}, {"Deck", "P"}, {"Byline", "P"}, {"Dateline", "P"},
	{"Inset", "P"}, {"Credit", "P"}, {"Jump", "P"}, {"HeadLine", "Span"}, {"Illustration", "Div"},
}

// tags is the structure of a file in the making.
type tags struct {
	root    *elem
	texts   map[*sheet.Text]*elem
	cuts    map[*sheet.Text][]cut
	figures map[*sheet.Picture]*elem
	folios  map[*sheet.Text]bool
	owners  [][]*elem // by page and marked-content identifier
	links   []*link
	spans   spans
}

// newTags makes the structure of the pages of a file.
func (d *draft) newTags() *tags {
	t := &tags{
		root: &elem{kind: "Document"}, texts: map[*sheet.Text]*elem{}, cuts: map[*sheet.Text][]cut{},
		figures: map[*sheet.Picture]*elem{}, folios: map[*sheet.Text]bool{}, owners: make([][]*elem, len(d.pages)), spans: d.spans,
	}
	for _, s := range d.read.Stories {
		art := &elem{kind: "Art", title: s.Title(), info: newStoryInfo(d.ed, s), up: t.root}
		b := &tagger{tags: t, draft: d, story: s, art: art}
		for j := 0; j < len(s.Blocks); j++ {
			j = b.block(s.Blocks, j)
		}
		if len(art.kids) > 0 {
			t.root.kids = append(t.root.kids, art)
		}
	}
	for _, dp := range d.pages {
		for _, s := range dp.page.Stories {
			if s.Furniture {
				t.furniture(s.Blocks)
			}
		}
	}
	return t
}

// furniture notes the type of folio lines.
func (t *tags) furniture(bs []*sheet.Block) {
	for _, b := range bs {
		for _, l := range b.Lines {
			for _, r := range l.Runs {
				t.folios[r] = b.Role == sheet.Folio
			}
		}
		t.furniture(b.Blocks)
	}
}

// tagger makes the elements of one story.
type tagger struct {
	*tags
	*draft
	story  *reading.Story
	art    *elem
	headed bool
}

// block makes the element of block i of a list and gives the index of the last one
// that it took: the lines of one head, or of one crosshead, are one heading.
func (g *tagger) block(list []*reading.Block, i int) int {
	b := list[i]
	if b.Role == sheet.Head || b.Role == sheet.Crosshead {
		last := i
		for last+1 < len(list) && list[last+1].Role == b.Role {
			last++
		}
		g.heading(b.Role, list[i:last+1])
		return last
	}
	if !g.shown(b) {
		return i
	}
	if b.Picture != nil {
		g.figure(b)
		return i
	}
	e := &elem{kind: kind(b.Role)}
	g.lines(b, e)
	if b.Role == sheet.Jump {
		e = g.jump(b, e)
	}
	g.art.add(e)
	return i
}

// kinds are the structure types of roles; of others it is P.
var kinds = map[sheet.Role]name{
	sheet.Standing: "Standing", sheet.Kicker: "Kicker", sheet.Deck: "Deck", sheet.Byline: "Byline",
	sheet.Dateline: "Dateline", sheet.Inset: "Inset", sheet.Caption: "Caption", sheet.Credit: "Credit", sheet.Jump: "Jump",
}

func kind(r sheet.Role) name {
	if k, ok := kinds[r]; ok {
		return k
	}
	return "P"
}

// heading makes the heading of a story's head, or a crosshead. Levels are not skipped
// (ISO 14289-1, 7.4.2): where the head is not in the file, crossheads come first.
func (g *tagger) heading(role sheet.Role, list []*reading.Block) {
	h := &elem{kind: "H1"}
	if role == sheet.Crosshead && g.headed {
		h.kind = "H2"
	}
	for _, b := range list {
		if !g.shown(b) {
			continue
		}
		e := h
		if len(list) > 1 {
			e = &elem{kind: "HeadLine"}
			h.add(e)
		}
		g.lines(b, e)
		g.headed = g.headed || role == sheet.Head
	}
	g.art.add(h)
}

// figure makes a picture and what stands under it. A picture that is said to be
// decoration is none: its caption, if it has one, is a paragraph like others.
func (g *tagger) figure(b *reading.Block) {
	group := &elem{kind: "Illustration"}
	for _, p := range b.Parts {
		at := g.pageOf(p.Page)
		if at < 0 || b.Picture.Decorative {
			continue
		}
		f := &elem{kind: "Figure", alt: b.Picture.Alt, rect: b.Picture.Rect, page: at}
		if lang := reading.Language(f.alt, g.ed.Lang); lang != g.ed.Lang {
			f.lang = lang
		}
		g.figures[b.Picture] = f
		group.add(f)
		break
	}
	for _, c := range b.Blocks {
		if g.shown(c) {
			e := &elem{kind: kind(c.Role)}
			g.lines(c, e)
			group.add(e)
		}
	}
	if len(group.kids) > 0 {
		g.art.add(group)
	}
}

// shown reports whether a part of a block, or of one in it, is on the file's pages.
func (g *tagger) shown(b *reading.Block) bool {
	for _, p := range b.Parts {
		if g.pageOf(p.Page) >= 0 {
			return true
		}
	}
	for _, c := range b.Blocks {
		if g.shown(c) {
			return true
		}
	}
	return false
}

// lines gives the runs of a block to an element.
func (g *tagger) lines(b *reading.Block, e *elem) {
	lang, tongues := b.Tongues(g.ed.Lang)
	if lang != g.ed.Lang {
		e.lang = lang
	}
	for run, list := range tongues {
		for _, s := range list {
			g.tags.spans.say(run, s.From, s.To, language(s.Lang))
		}
	}
	for _, p := range b.Parts {
		if g.pageOf(p.Page) < 0 {
			continue
		}
		for _, l := range p.Lines {
			for _, r := range l.Runs {
				g.texts[r] = e
			}
			g.annotate(l, e, lang)
		}
	}
}

func (e *elem) add(k *elem) {
	k.up = e
	e.kids = append(e.kids, k)
}

// The artifacts (14.8.2.2) as a content stream begins them.
const (
	pagination = "/Artifact <</Type/Pagination/Subtype/Header>> BDC\n"
	ornament   = "/Artifact <</Type/Layout>> BDC\n"
	forPrinter = "/Artifact <</Type/Page>> BDC\n"
)

// tagMarker keeps the marked content of one page while its stream is written.
type tagMarker struct {
	*tags
	page  int
	owner *elem
	open  string // what begins the artifact that is open
}

// begin gives what must stand before an item: the end of what was marked before it,
// and the beginning of what it belongs to, unless it goes on with that.
func (m *tagMarker) begin(it sheet.Item, ofPage bool) string {
	owner, open := m.of(it, ofPage)
	if owner == m.owner && open == m.open {
		return ""
	}
	s := m.end()
	m.owner, m.open = owner, open
	if owner == nil {
		return s + open
	}
	for e := owner; e != nil; e = e.up {
		if e.late {
			e.late = false
			e.up.kids = append(e.up.kids, e)
		}
	}
	id := len(m.owners[m.page])
	m.owners[m.page] = append(m.owners[m.page], owner)
	owner.kids = append(owner.kids, content{m.page, id})
	return s + "/" + string(owner.kind) + " <</MCID " + string(integer(id)) + ">> BDC\n"
}

// end closes what is open.
func (m *tagMarker) end() string {
	if m.owner == nil && m.open == "" {
		return ""
	}
	m.owner, m.open = nil, ""
	return "EMC\n"
}

// of gives the element that an item belongs to, or what begins its artifact.
func (m *tagMarker) of(it sheet.Item, ofPage bool) (*elem, string) {
	if !ofPage {
		return nil, forPrinter
	}
	switch it := it.(type) {
	case *sheet.Text:
		if e := m.texts[it]; e != nil {
			return e, ""
		}
		if m.folios[it] {
			return nil, pagination
		}
	case *sheet.Picture:
		if e := m.figures[it]; e != nil {
			return e, ""
		}
	}
	return nil, ornament
}
