package importer

import (
	"slices"
	"strings"
)

// News takes an IPTC NewsML-G2 document (newsMessage, newsItem, packageItem) or a NITF
// one apart. Errors tell the line: what is not well-formed, what is another format.
func News(data []byte) (*Draft, error) {
	root, fail := parseXML(data)
	if fail != nil {
		return nil, fail
	}
	d := &Draft{}
	switch root.name {
	case "nitf":
		return d.assemble(d.nitf(root)), nil
	case "html":
		return d.assemble(d.markup(root)), nil
	case "newsMessage", "newsItem", "packageItem":
		return d.assemble(d.newsML(root)), nil
	}
	e := failure("根元素是“%s”：不是 NewsML-G2，也不是 NITF", "the root element is %q: neither NewsML-G2 nor NITF", root.name)
	e.Line, e.Col = root.line, 1
	return nil, e
}

// nitf gives a NITF document's items. Its head/title serves where it has no headline.
func (d *Draft) nitf(n *node) []item {
	items := d.markup(n)
	if h := n.child("head"); h != nil {
		if t := h.child("title"); t != nil {
			items = d.titled(items, t.words(), t.line)
		}
	}
	return items
}

// titled gives items a title that stands apart from them: above them if they have none.
// If theirs is another, the title is kept in Left.
func (d *Draft) titled(items []item, title string, line int) []item {
	title = strings.Join(strings.Fields(title), " ")
	i := slices.IndexFunc(items, func(it item) bool { return it.part == aTitle })
	switch {
	case title == "":
	case i < 0:
		return append([]item{{part: aTitle, spans: []Span{{Text: title}}, line: line}}, items...)
	case strings.Join(strings.Fields(items[i].text()), " ") != title:
		d.Left = append(d.Left, Block{Text: title, Line: line})
		d.note(line, "元数据里另有标题“%s”，没有用", "the metadata has another headline, %q, which is not used", title)
	}
	return items
}

// newsML gives the items of all news items in n: pictures follow the text before them.
func (d *Draft) newsML(n *node) []item {
	if n.name == "newsItem" {
		return d.newsItem(n)
	}
	var out []item
	n.find("newsItem", func(k *node) { out = append(out, d.newsItem(k)...) })
	if out == nil {
		d.note(n.line, "里面没有稿件（newsItem）", "there is no newsItem in it")
	}
	return out
}

// newsItem gives one item's: what its contentMeta tells stands above its content.
func (d *Draft) newsItem(n *node) []item {
	meta, set := n.child("contentMeta"), n.child("contentSet")
	if meta == nil {
		meta = &node{}
	}
	if set == nil {
		set = &node{}
	}
	var content []item
	for _, k := range set.kids {
		switch k.name {
		case "inlineXML":
			for _, doc := range k.kids {
				if doc.name == "nitf" {
					content = append(content, d.nitf(doc)...)
				} else if doc.name != "" {
					content = append(content, d.markup(doc)...)
				}
			}
		case "inlineData":
			for i, l := range strings.Split(k.words(), "\n") {
				content = append(content, item{spans: []Span{{Text: l}}, line: k.line + i})
			}
		case "remoteContent":
			content = append(content, item{part: aPicture, line: k.line, file: k.attr["href"]})
		}
	}
	if kind := n.child("itemMeta"); kind != nil {
		if c := kind.child("itemClass"); c != nil && strings.HasSuffix(c.attr["qcode"], ":picture") {
			return d.pictureItem(meta, content)
		}
	}
	return d.described(meta, content)
}

// pictureItem gives a picture with its caption and credit. One of several renditions is
// enough; the first is taken.
func (d *Draft) pictureItem(meta *node, content []item) []item {
	out := []item{{part: aPicture, line: meta.line}}
	if len(content) > 0 {
		out = content[:1]
		for _, it := range content[1:] {
			if it.part != aPicture {
				out = append(out, it)
			}
		}
	}
	for _, k := range meta.kids {
		it := item{spans: []Span{{Text: k.words()}}, line: k.line}
		switch k.name {
		case "description":
			it.part = aCaption
		case "creditline":
			it.part = aCredit
		case "headline":
			d.Left = append(d.Left, Block{Text: strings.Join(strings.Fields(k.words()), " "), Line: k.line})
			continue
		default:
			continue
		}
		out = append(out, it)
	}
	return out
}

// described puts a text item's headlines and byline above its content, where that does
// not have them itself.
func (d *Draft) described(meta *node, content []item) []item {
	has := func(p part) bool {
		return slices.ContainsFunc(content, func(it item) bool { return it.part == p })
	}
	above := map[part][]item{}
	for _, k := range meta.kids {
		p, ok := map[string]part{"headline": headlinePart(k.attr["role"]), "byline": aByline, "dateline": aDateline}[k.name]
		if !ok {
			continue
		}
		it := item{part: p, spans: unwrap([]Span{{Text: k.words()}}), line: k.line}
		if p == aTitle && (has(aTitle) || above[aTitle] != nil) {
			content = d.titled(content, it.text(), k.line)
		} else if p != aTitle && has(p) {
			d.Left = append(d.Left, Block{Text: it.text(), Line: k.line})
		} else {
			above[p] = append(above[p], it)
		}
	}
	var out []item
	for _, p := range []part{aStanding, aKicker, aTitle, aDeck} {
		out = append(out, above[p]...)
	}
	// Heads that the content has go before the byline.
	i := 0
	for i < len(content) && (content[i].part == aTitle || content[i].part == aDeck || content[i].part == aKicker || content[i].part == aStanding) {
		i++
	}
	out = append(out, content[:i]...)
	return append(append(append(out, above[aByline]...), above[aDateline]...), content[i:]...)
}

// headlinePart tells the headlines of NewsML-G2 and ninjs apart by their roles.
func headlinePart(role string) part {
	switch role = strings.ToLower(role); {
	case strings.Contains(role, "section") || strings.Contains(role, "standing"):
		return aStanding
	case strings.Contains(role, "kicker") || strings.Contains(role, "over") || strings.Contains(role, "eyebrow"):
		return aKicker
	case strings.Contains(role, "deck") || strings.Contains(role, "sub"):
		return aDeck
	}
	return aTitle
}
