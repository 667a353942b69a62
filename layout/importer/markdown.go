package importer

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	render "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"paiban/layout/pattern"
)

// Markdown takes a text as CommonMark apart: a heading of level 1 begins a story, those
// below are crossheads, strong is bold and emphasis Kai. Front matter, HTML and what else
// is no copy is kept in Left.
func Markdown(src string) *Draft {
	m := &markdown{d: &Draft{}}
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(src, "\uFEFF"))
	body := m.front(src)
	m.src = []byte(body)
	m.skipped = strings.Count(src[:len(src)-len(body)], "\n")
	doc := goldmark.DefaultParser().Parse(text.NewReader(m.src))
	m.blocks(doc, aText, "")
	m.promote()
	return m.d.assemble(m.items)
}

type markdown struct {
	d       *Draft
	src     []byte
	skipped int // lines of front matter
	items   []item
	levels  []int // of the headings among items, 0 for others
	last    int   // the line last seen
}

// front takes metadata off the top: lines between two of three hyphens.
func (m *markdown) front(src string) string {
	rest, ok := strings.CutPrefix(src, "---\n")
	if !ok {
		return src
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok || !strings.Contains(head, ":") {
		return src
	}
	for i, l := range strings.Split(head, "\n") {
		m.d.Left = append(m.d.Left, Block{Text: l, Line: i + 2})
	}
	m.d.note(1, "文件头的元数据没有用，留在注释里", "metadata at the top is not used; it is kept in comments")
	return body
}

// line gives the line of a node, or the last one seen.
func (m *markdown) line(n ast.Node) int {
	at := -1
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		at = n.Lines().At(0).Start
	} else if t, ok := n.(*ast.Text); ok {
		at = t.Segment.Start
	}
	if at >= 0 {
		m.last = m.skipped + 1 + bytes.Count(m.src[:at], []byte("\n"))
	}
	return max(m.last, 1)
}

func (m *markdown) add(it item, level int) {
	m.items = append(m.items, it)
	m.levels = append(m.levels, level)
}

// promote makes the highest headings titles: level 1, or the first heading's level if
// it opens the text and none is of level 1.
func (m *markdown) promote() {
	top := 1
	for i, l := range m.levels {
		if l == 1 {
			top = 1
			break
		}
		if i == 0 && l > 0 {
			top = l
		}
	}
	for i, l := range m.levels {
		if l > 0 && l <= top {
			m.items[i].part = aTitle
		}
	}
}

// blocks walks the blocks in n. prefix is put before the first text, for lists.
func (m *markdown) blocks(n ast.Node, as part, prefix string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			m.inlines(c, aCross, c.Level, prefix)
		case *ast.Paragraph, *ast.TextBlock:
			m.inlines(c, as, 0, prefix)
		case *ast.Blockquote:
			m.blocks(c, aQuote, prefix)
		case *ast.List:
			m.list(c, as)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			m.code(c)
		case *ast.HTMLBlock:
			m.html(c)
		case *ast.ThematicBreak:
		default:
			m.blocks(c, as, prefix)
		}
		prefix = ""
	}
}

func (m *markdown) list(l *ast.List, as part) {
	n := l.Start
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		prefix := ""
		if l.IsOrdered() {
			prefix = fmt.Sprintf("%d%c ", n, l.Marker)
		}
		n++
		m.blocks(c, as, prefix)
	}
	m.d.note(m.line(l), "列表的各项当作各段", "the items of a list are taken for paragraphs")
}

func (m *markdown) code(n ast.Node) {
	line := m.line(n)
	m.d.note(line, "代码块按行成段", "the lines of a code block are taken for paragraphs")
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
		m.d.Left = append(m.d.Left, Block{Text: string(f.Info.Value(m.src)), Line: line})
	}
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		m.add(item{spans: []Span{{Text: string(s.Value(m.src))}}, line: line + i}, 0)
	}
}

var tag = pattern.Lazy(`(?s)<!--.*?-->|<(script|style).*?</(script|style)>|<[^>]*>`)

// html keeps a block of HTML: its words as paragraphs, its tags in Left.
func (m *markdown) html(n *ast.HTMLBlock) {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(m.src))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(m.src))
	}
	line := m.line(n)
	m.d.note(line, "HTML 的标签没有用，留在注释里", "HTML tags are not used; they are kept in comments")
	src := b.String()
	for _, t := range tag().FindAllString(src, -1) {
		m.d.Left = append(m.d.Left, Block{Text: strings.Join(strings.Fields(t), " "), Line: line})
	}
	for _, l := range strings.Split(tag().ReplaceAllString(src, "\n"), "\n") {
		m.add(item{spans: []Span{{Text: html.UnescapeString(l)}}, line: line}, 0)
	}
}

// inlines makes a block's text an item; pictures in it are items of their own, and a
// hard break begins another.
func (m *markdown) inlines(n ast.Node, as part, level int, prefix string) {
	cur := item{part: as, line: m.line(n)}
	flush := func() {
		if cur.spans = unwrap(cur.spans); len(cur.spans) > 0 {
			m.add(cur, level)
		}
		cur = item{part: as, line: m.last}
	}
	put := func(s string, mark Span) {
		mark.Text = s
		cur.spans = append(cur.spans, mark)
	}
	if prefix != "" {
		put(prefix, Span{})
	}
	var walk func(n ast.Node, mark Span)
	walk = func(n ast.Node, mark Span) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.Text:
				m.line(c)
				put(m.words(c), mark)
				if c.HardLineBreak() || c.SoftLineBreak() && level > 0 { // who breaks a heading means its lines
					flush()
				} else if c.SoftLineBreak() {
					put("\n", mark)
				}
			case *ast.String:
				put(string(c.Value), mark)
			case *ast.Emphasis:
				inner := mark
				inner.Bold, inner.Kai = mark.Bold || c.Level == 2, mark.Kai || c.Level == 1
				walk(c, inner)
			case *ast.AutoLink:
				put(string(c.Label(m.src)), mark)
			case *ast.Link:
				walk(c, mark)
				m.d.Left = append(m.d.Left, Block{Text: string(c.Destination) + " " + string(c.Title), Line: m.last})
			case *ast.Image:
				flush()
				pic := item{part: aPicture, line: m.last, file: string(c.Destination)}
				pic.spans = []Span{{Text: m.plain(c)}}
				m.add(pic, 0)
				if len(c.Title) > 0 {
					m.add(item{part: aCaption, line: m.last, spans: []Span{{Text: string(c.Title)}}}, 0)
				}
			case *ast.RawHTML:
				t := string(c.Segments.Value(m.src))
				if strings.HasPrefix(strings.ToLower(t), "<br") {
					flush()
					continue
				}
				m.d.Left = append(m.d.Left, Block{Text: strings.Join(strings.Fields(t), " "), Line: m.last})
			default:
				walk(c, mark)
			}
		}
	}
	walk(n, Span{})
	flush()
}

// words gives the characters of a text node, its escapes and references resolved.
func (m *markdown) words(t *ast.Text) string {
	raw := t.Segment.Value(m.src)
	if t.IsRaw() {
		return string(raw)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	render.DefaultWriter.Write(w, raw)
	w.Flush()
	return html.UnescapeString(b.String())
}

// plain gives the characters of all text in n.
func (m *markdown) plain(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.WriteString(m.words(t))
		} else {
			b.WriteString(m.plain(c))
		}
	}
	return b.String()
}
