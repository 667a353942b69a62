package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/htmlindex"

	"paiban/layout/diag"
)

// Error says why a source cannot be read, and where.
type Error struct {
	Part      string // of a .docx: the file within it
	Line, Col int    // from 1; 0 = unknown
	Text      diag.Text
}

func (e *Error) Error() string { return e.Text.EN }

func failure(zh, en string, args ...any) *Error { return &Error{Text: diag.T(zh, en, args...)} }

// Bounds of what is read: far above any newspaper's files, far below what a machine
// has. Entities of a document's own are never expanded.
const (
	maxDepth = 200
	maxNodes = 2_000_000
)

// node is an element, or with no name a piece of text.
type node struct {
	name string // without its namespace
	attr map[string]string
	text string
	line int
	kids []*node
}

// parseXML reads a document whole. Names lose their prefixes: the formats at hand have
// no two that differ in it alone.
func parseXML(data []byte) (*node, *Error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(in), nil
	}
	root := &node{}
	stack := []*node{root}
	for n := 0; ; n++ {
		line, col := d.InputPos()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, col = d.InputPos()
			return nil, &Error{Line: line, Col: col, Text: diag.T("不是合乎规范的 XML：%v", "not well-formed XML: %v", strings.TrimPrefix(err.Error(), "XML syntax error on "))}
		}
		if n > maxNodes || len(stack) > maxDepth {
			return nil, &Error{Line: line, Col: col, Text: diag.T("XML 太大或嵌套太深", "this XML is too large or nests too deep")}
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &node{name: t.Name.Local, attr: map[string]string{}, line: line}
			for _, a := range t.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(t), line: line})
		}
	}
	for _, k := range root.kids {
		if k.name != "" {
			return k, nil
		}
	}
	return nil, failure("里面没有内容", "there is nothing in it")
}

// find visits the elements of a name in n, outermost first.
func (n *node) find(name string, visit func(*node)) {
	for _, k := range n.kids {
		if k.name == name {
			visit(k)
			continue
		}
		k.find(name, visit)
	}
}

// child gives the first element of a name right in n, nil if there is none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// words gives all text in n.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(n.text)
	for _, k := range n.kids {
		b.WriteString(k.words())
	}
	return b.String()
}

// What elements of XHTML and NITF are. Any other element is transparent.
var (
	parts = map[string]part{
		"h1": aTitle, "hl1": aTitle, "h2": aCross, "h3": aCross, "h4": aCross, "h5": aCross, "h6": aCross, "hl2": aCross,
		"p": aText, "li": aText, "dt": aText, "dd": aText, "pre": aText, "address": aText, "lede": aText, "tagline": aText,
		"td": aQuote, "th": aQuote, "blockquote": aQuote, "bq": aQuote, "aside": aQuote, "abstract": aQuote, "note": aQuote,
		"figcaption": aCaption, "caption": aCaption, "media-caption": aCaption, "media-producer": aCredit,
		"byline": aByline, "dateline": aDateline, "series": aStanding,
	}
	containers = map[string]bool{"html": true, "body": true, "div": true, "section": true, "article": true, "main": true,
		"header": true, "footer": true, "figure": true, "ul": true, "ol": true, "dl": true, "table": true, "tr": true, "tbody": true,
		"thead": true, "tfoot": true, "media": true, "block": true, "hedline": true, "body.head": true, "body.content": true,
		"body.end": true, "nitf": true, "nitf-table": true, "hr": true}
	unread = map[string]bool{"head": true, "script": true, "style": true, "media-metadata": true, "distributor": true, "docdata": true, "rights": true}
)

// walker turns a document of XHTML or NITF into items.
type walker struct {
	d     *Draft
	items []item
	cur   item
	deck  bool // within a NITF hedline, where hl2 is a deck
}

func (d *Draft) markup(n *node) []item {
	w := &walker{d: d}
	w.walk(n, Span{})
	w.flush(aText, n.line)
	return w.items
}

// flush ends the item being filled; the next is as and begins at line.
func (w *walker) flush(as part, line int) {
	w.cur.spans = unwrap(w.cur.spans)
	if len(tidy(w.cur.spans)) > 0 {
		w.items = append(w.items, w.cur)
	}
	w.cur = item{part: as, line: line}
}

func (w *walker) walk(n *node, mark Span) {
	if n.name == "" {
		mark.Text = n.text
		if w.cur.line == 0 || len(w.cur.spans) == 0 {
			w.cur.line = n.line + strings.Count(n.text[:len(n.text)-len(strings.TrimLeftFunc(n.text, unicode.IsSpace))], "\n")
		}
		w.cur.spans = append(w.cur.spans, mark)
		return
	}
	if unread[n.name] {
		return
	}
	if n.name == "ruby" {
		w.ruby(n, mark)
		return
	}
	was := w.cur.part
	as, block := parts[n.name]
	switch {
	case n.name == "br":
		w.flush(was, n.line)
		return
	case n.name == "img", n.name == "media-reference":
		w.flush(aPicture, n.line)
		file := n.attr["src"] + n.attr["source"]
		if file != "" || n.attr["alt"] != "" {
			w.items = append(w.items, item{part: aPicture, line: n.line, file: file, spans: []Span{{Text: n.attr["alt"]}}})
		}
		w.cur = item{part: was, line: n.line}
	case block:
		if n.name == "hl2" && w.deck {
			as = aDeck
		}
		if was == aQuote && as == aText || was == aCaption && as == aText {
			as = was // a paragraph within it
		}
		w.flush(as, n.line)
	case containers[n.name]:
		if was != aQuote && was != aCaption {
			as = aText
		} else {
			as = was
		}
		w.flush(as, n.line)
	}
	deck := w.deck
	w.deck = w.deck || n.name == "hedline"
	for _, k := range n.kids {
		w.walk(k, w.mark(n, mark))
	}
	w.deck = deck
	if block || containers[n.name] || n.name == "media-reference" || n.name == "img" {
		w.flush(was, n.line)
	}
}

// ruby takes a ruby element apart (HTML 4.5.10): each text in an rt stands above what is
// before it. The brackets in rp are for readers that know no ruby.
func (w *walker) ruby(n *node, mark Span) {
	base := ""
	put := func(over string) {
		s := mark
		s.Text, s.Ruby = base, over
		if base = ""; s.Text != "" {
			w.cur.spans = append(w.cur.spans, s)
		}
	}
	for _, k := range n.kids {
		switch k.name {
		case "rt":
			put(oneLine(k.words()))
		case "rp":
		default:
			base += k.words()
		}
	}
	put("")
}

// oneLine is a text with single blanks between its words.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// mark gives the mark of text in n.
func (w *walker) mark(n *node, mark Span) Span {
	switch n.name {
	case "b", "strong":
		mark.Bold = true
	case "em", "i":
		if strings.Contains(n.attr["class"]+n.attr["style"], "bold") {
			mark.Bold = true
		} else {
			mark.Kai = true
		}
	}
	return mark
}

// unwrap takes out the line breaks that a source's lines end with: between Latin words
// they are blanks, between Chinese ones nothing. Other blanks stay.
func unwrap(spans []Span) []Span {
	var rs []rune
	var of []int
	for i, s := range spans {
		for _, r := range s.Text {
			rs, of = append(rs, r), append(of, i)
		}
	}
	out := make([]strings.Builder, len(spans))
	gap := func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }
	for i := 0; i < len(rs); {
		if !gap(rs[i]) {
			out[of[i]].WriteRune(rs[i])
			i++
			continue
		}
		j, wrapped := i, false
		for j < len(rs) && gap(rs[j]) {
			wrapped = wrapped || rs[j] == '\n' || rs[j] == '\r'
			j++
		}
		switch {
		case !wrapped:
			for k := i; k < j; k++ {
				out[of[k]].WriteRune(rs[k])
			}
		case i > 0 && j < len(rs) && !(wide(rs[i-1]) && wide(rs[j])):
			out[of[i]].WriteByte(' ')
		}
		i = j
	}
	done := make([]Span, len(spans))
	for i, s := range spans {
		s.Text = out[i].String()
		done[i] = s
	}
	return done
}

// wide reports whether r is set without blanks to its neighbours.
func wide(r rune) bool {
	return r >= 0x2E80 || strings.ContainsRune("“”‘’—…·", r)
}
