package conform

import (
	"regexp"
	"slices"
	"strings"

	"paiban/layout/pattern"
)

// node is a structure element (ISO 32000-1, 14.7.2).
type node struct {
	dict     dict
	self     ref
	kind     name // as written
	standard name // by the role map; "" = it maps to none
	lang     string
	up       *node
	kids     []*node
	parts    []part // what is in it, in order
}

// part is a kid of a node: an element, or a piece of a page's content.
type part struct {
	kid  *node
	page int // from 1; 0 = the content of something else
	mcid int
}

// standardTypes are those of 14.8.4.
var standardTypes = strings.Fields(`Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6
	P L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
	Figure Formula Form`)

// structure reads the structure tree and checks it (6.7.3; ISO 14289-1, 7).
func (c *checker) structure() {
	root := c.Dict(c.root["StructTreeRoot"])
	if root == nil {
		c.a("6.7.3.3-1", 0, "")
		c.u("7.1-11", 0, "")
		return
	}
	c.roles(root)
	c.parents = map[int]object{}
	c.numbers(root["ParentTree"], 0)
	pages := map[ref]int{}
	for i, p := range c.pages {
		if r, ok := p["self"].(ref); ok {
			pages[r] = i + 1
		}
	}
	c.nodes = map[ref]*node{}
	c.tree = &node{dict: root, lang: c.lang}
	b := &builder{checker: c, roles: c.Dict(root["RoleMap"]), pages: pages, seen: map[ref]bool{}, notes: map[string]bool{}}
	b.kids(c.tree, root["K"], 0, 0)
	b.headings()
}

// roles checks the role map: no circles, no standard type made another (7.1).
func (c *checker) roles(root dict) {
	m := c.Dict(root["RoleMap"])
	for _, k := range m.Keys() {
		if slices.Contains(standardTypes, string(k)) && c.Name(m[k]) != k {
			c.a("6.7.3.4-3", 0, "%s", k)
			c.u("7.1-7", 0, "%s", k)
		}
	}
}

// numbers reads a number tree (7.9.7).
func (c *checker) numbers(o object, depth int) {
	d := c.Dict(o)
	if d == nil || depth > 32 || c.weary() {
		return
	}
	list := c.Array(d["Nums"])
	for i := 0; i+1 < len(list); i += 2 {
		if k, ok := c.Num(list[i]); ok {
			c.parents[int(k)] = list[i+1]
		}
	}
	for _, k := range c.Array(d["Kids"]) {
		c.numbers(k, depth+1)
	}
}

// builder makes the tree.
type builder struct {
	*checker
	roles  dict
	pages  map[ref]int
	seen   map[ref]bool
	notes  map[string]bool
	levels []int
	h, hn  bool
}

// kids reads what is in an element; page is its own.
func (b *builder) kids(n *node, o object, page, depth int) {
	list := b.Array(o)
	if list == nil && o != nil {
		list = array{o}
	}
	for _, k := range list {
		if depth > 200 || b.weary() {
			return
		}
		if id, ok := b.Num(k); ok {
			n.parts = append(n.parts, part{page: page, mcid: int(id)})
			continue
		}
		d := b.Dict(k)
		at := page
		if r, ok := d["Pg"].(ref); ok {
			at = b.pages[r]
		}
		switch {
		case b.Name(d["Type"]) == "MCR":
			id, _ := b.Num(d["MCID"])
			if d["Stm"] != nil {
				at = 0
			}
			n.parts = append(n.parts, part{page: at, mcid: int(id)})
		case b.Name(d["Type"]) == "OBJR", d == nil:
		default:
			r, _ := k.(ref)
			if b.seen[r] && r != (ref{}) {
				continue
			}
			b.seen[r] = true
			b.element(n, d, r, at, depth)
		}
	}
}

func (b *builder) element(up *node, d dict, self ref, page, depth int) {
	e := &node{dict: d, self: self, kind: b.Name(d["S"]), up: up, lang: up.lang}
	e.standard = b.role(e.kind)
	if l := b.plain(d["Lang"]); d["Lang"] != nil {
		e.lang = l
		if l != "" && !pattern.IsLanguage().MatchString(l) {
			b.a("6.7.4-1", page, "%s", l)
			b.u("7.2-29", page, "%s", l)
		}
	}
	if self != (ref{}) {
		b.nodes[self] = e
	}
	up.kids = append(up.kids, e)
	up.parts = append(up.parts, part{kid: e})
	if b.Name(d["Type"]) != "StructElem" {
		b.a("6.7.3.3-2", page, "%s", e.kind)
	}
	if d["P"] == nil {
		b.u("7.1-12", page, "%s", e.kind)
	}
	b.heading(e, page)
	b.kids(e, d["K"], page, depth+1)
	b.described(e, page)
	b.nesting(e, page)
}

// role follows the role map to a standard type.
func (b *builder) role(k name) name {
	seen := map[name]bool{}
	for !slices.Contains(standardTypes, string(k)) {
		if seen[k] {
			b.u("7.1-6", 0, "%s", k)
			b.a("6.7.3.4-2", 0, "%s", k)
			return ""
		}
		seen[k] = true
		next := b.Name(b.roles[k])
		if next == "" {
			b.u("7.1-5", 0, "%s", k)
			b.a("6.7.3.4-1", 0, "%s", k)
			return ""
		}
		k = next
	}
	return k
}

// heading notes an element that is one.
func (b *builder) heading(e *node, page int) {
	if e.standard == "H" {
		b.h = true
	}
	if len(e.standard) != 2 || e.standard[0] != 'H' || e.standard[1] < '1' || e.standard[1] > '6' {
		return
	}
	b.hn = true
	level := int(e.standard[1] - '0')
	before := 0
	if n := len(b.levels); n > 0 {
		before = b.levels[n-1]
	}
	if level > before+1 {
		b.u("7.4.2-1", page, "%s", e.standard)
	}
	b.levels = append(b.levels, level)
}

func (b *builder) headings() {
	if b.h && b.hn {
		b.u("7.4.4-2", 0, "")
	}
}

// described checks that what needs words in its stead has them.
func (b *builder) described(e *node, page int) {
	alt, actual := b.plain(e.dict["Alt"]), b.plain(e.dict["ActualText"])
	if e.lang == "" {
		for k, id := range map[name]string{"ActualText": "7.2-21", "Alt": "7.2-22", "E": "7.2-23"} {
			if e.dict[k] != nil {
				b.u(id, page, "")
			}
		}
	}
	switch e.standard {
	case "Figure":
		if alt == "" && actual == "" {
			b.u("7.3-1", page, "")
		}
	case "Formula":
		if alt == "" && actual == "" {
			b.u("7.7-1", page, "")
		}
	case "Note":
		id := b.Text(e.dict["ID"])
		if id == "" {
			b.u("7.9-1", page, "")
		} else if b.notes[id] {
			b.u("7.9-2", page, "%s", id)
		}
		b.notes[id] = true
	}
}

// nesting checks what may stand in what (ISO 14289-1, 7.2, 7.4.4, 7.5).
func (b *builder) nesting(e *node, page int) {
	var kids []string
	hs := 0
	for _, k := range e.kids {
		kids = append(kids, string(k.standard))
		if k.standard == "H" {
			hs++
		}
	}
	if hs > 1 {
		b.u("7.4.4-1", page, "")
	}
	if r, ok := inside[string(e.standard)]; ok && !slices.Contains(strings.Fields(r.in), string(e.up.standard)) {
		b.u(r.rule, page, "%s in %s", e.standard, e.up.standard)
	}
	list := strings.Join(kids, "&")
	for _, r := range holds {
		if r.kind == string(e.standard) && !r.kids().MatchString(list) {
			b.u(r.rule, page, "%s: %s", e.standard, list)
		}
	}
	if e.standard == "Table" {
		b.table(e, kids, page)
	}
}

// inside are the elements that stand in some others only.
var inside = map[string]struct{ rule, in string }{
	"TR": {"7.2-4", "Table THead TBody TFoot"}, "THead": {"7.2-5", "Table"}, "TBody": {"7.2-6", "Table"}, "TFoot": {"7.2-7", "Table"},
	"TH": {"7.2-8", "TR"}, "TD": {"7.2-9", "TR"}, "LI": {"7.2-17", "L"}, "LBody": {"7.2-18", "LI"}, "TOCI": {"7.2-26", "TOC"},
}

// holds are the elements that have some kids only.
var holds = []struct {
	kind, rule string
	kids       func() *regexp.Regexp
}{
	{"Table", "7.2-3", pattern.Lazy(`^((Caption&)?(TR|THead|TBody|TFoot)(&(TR|THead|TBody|TFoot))*|(TR|THead|TBody|TFoot)(&(TR|THead|TBody|TFoot))*&Caption|Caption)?$`)},
	{"TR", "7.2-10", pattern.Lazy(`^((TH|TD)(&(TH|TD))*)?$`)},
	{"L", "7.2-19", pattern.Lazy(`^((Caption&)?(L|LI)(&(L|LI))*|Caption)?$`)},
	{"LI", "7.2-20", pattern.Lazy(`^((Lbl|LBody)(&(Lbl|LBody))*)?$`)},
	{"TOC", "7.2-27", pattern.Lazy(`^((Caption&)?(TOC|TOCI)(&(TOC|TOCI))*|Caption)?$`)},
	{"THead", "7.2-36", rows}, {"TBody", "7.2-37", rows}, {"TFoot", "7.2-38", rows},
}

var rows = pattern.Lazy(`^(TR(&TR)*)?$`)

// table checks a table's parts, and that its cells form a grid with heads (7.2, 7.5).
func (b *builder) table(t *node, kids []string, page int) {
	count := func(k string) (n int) {
		for _, s := range kids {
			if s == k {
				n++
			}
		}
		return n
	}
	if count("THead") > 1 {
		b.u("7.2-11", page, "")
	}
	if count("TFoot") > 1 {
		b.u("7.2-12", page, "")
	}
	if count("TFoot") > 0 && count("TBody") == 0 {
		b.u("7.2-13", page, "")
	}
	if count("THead") > 0 && count("TBody") == 0 {
		b.u("7.2-14", page, "")
	}
	var width, heads, scoped, headers int
	var walk func(n *node)
	walk = func(n *node) {
		if n.standard == "TR" {
			w := 0
			for _, cell := range n.kids {
				span := 1
				for _, a := range b.attributes(cell) {
					if v, ok := b.Num(a["ColSpan"]); ok {
						span = int(v)
					}
					if a["Scope"] != nil && cell.standard == "TH" {
						scoped++
					}
					if a["Headers"] != nil {
						headers++
					}
					if a["RowSpan"] != nil {
						w = -1 << 20 // rows below are shorter: not counted
					}
				}
				if cell.standard == "TH" {
					heads++
				}
				w += span
			}
			if width > 0 && w > 0 && w != width {
				b.u("7.2-15", page, "%d, %d", width, w)
			}
			width = w
			return
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(t)
	if heads > 0 && scoped < heads && headers == 0 {
		b.u("7.5-1", page, "")
	}
}

// attributes gives the attribute dictionaries of an element (14.7.5).
func (b *builder) attributes(n *node) (out []dict) {
	list := b.Array(n.dict["A"])
	if list == nil {
		list = array{n.dict["A"]}
	}
	for _, o := range list {
		if d := b.Dict(o); d != nil {
			out = append(out, d)
		}
	}
	return out
}
