package importer

import (
	"path"
	"strings"
)

// flush ends the paragraph being filled.
func (x *docx) flush() {
	if len(tidy(x.cur.spans)) > 0 {
		x.items = append(x.items, x.cur)
		x.level = append(x.level, x.curRank)
	}
	x.cur.spans = nil
}

// blocks reads what holds paragraphs: the body, cells, text boxes.
func (x *docx) blocks(n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "":
		case "p":
			x.paragraph(k)
		case "tbl":
			x.d.note(x.para+1, "表格的各格当作各段", "the cells of a table are taken for paragraphs")
			x.blocks(k)
		case "del", "moveFrom":
			x.dropped(k)
		case "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "sdtPr":
		default: // w:body, w:sdt, w:tr, w:tc, w:ins, w:customXml …
			x.blocks(k)
		}
	}
}

func (x *docx) paragraph(p *node) {
	x.flush()
	x.para++
	was := x.cur
	rank := x.curRank
	x.cur, x.curRank = item{line: x.para}, 0
	if pr := p.child("pPr"); pr != nil {
		x.cur.part, x.curRank = x.paragraphStyle(pr.child("pStyle").val())
		if o := pr.child("outlineLvl"); o != nil && len(o.val()) == 1 && o.val() < "9" {
			x.curRank = int(o.val()[0]-'0') + 1
		}
		if pr.child("numPr") != nil && x.curRank == 0 {
			x.d.note(x.para, "自动编号不是文字，没有导入", "automatic numbering is no text and is not imported")
		}
	}
	x.inlines(p, Span{})
	x.flush()
	x.cur, x.curRank = was, rank
}

// inlines reads what holds runs: a paragraph, a link, an insertion.
func (x *docx) inlines(n *node, mark Span) {
	for _, k := range n.kids {
		switch k.name {
		case "":
		case "r":
			x.run(k, mark)
		case "del", "moveFrom":
			x.dropped(k)
		case "pPr", "rPr", "sdtPr", "sdtEndPr":
		case "t": // of a formula (m:t)
			x.put(k.words(), mark)
		default: // w:hyperlink, w:ins, w:smartTag, w:fldSimple, w:sdt, m:oMath …
			x.inlines(k, mark)
		}
	}
}

func (x *docx) put(s string, mark Span) {
	mark.Text = s
	x.cur.spans = append(x.cur.spans, mark)
}

func (x *docx) run(r *node, mark Span) {
	if pr := r.child("rPr"); pr != nil {
		style := x.styles[pr.child("rStyle").val()]
		mark.Bold = pr.on("b") || style.bold && pr.child("b") == nil
		mark.Kai = pr.on("i") || style.kai && pr.child("i") == nil
		if pr.on("vanish") {
			x.dropped(r)
			return
		}
	}
	for _, k := range r.kids {
		switch k.name {
		case "t":
			x.put(k.words(), mark)
		case "tab", "ptab":
			x.put(" ", mark)
		case "noBreakHyphen":
			x.put("\u2011", mark)
		case "br", "cr":
			if t := k.attr["type"]; t != "page" && t != "column" {
				x.newLine()
			}
		case "sym":
			x.d.note(x.para, "符号字体 %s 的字符 %s 没有文字，没有导入", "character %[2]s of the symbol font %[1]s is no text and is not imported", k.attr["font"], k.attr["char"])
		case "drawing", "pict", "object":
			x.drawing(k)
		case "ruby":
			mark.Ruby = oneLine(k.child("rt").words())
			x.put(k.child("rubyBase").words(), mark)
			mark.Ruby = ""
		}
	}
}

func (n *node) orEmpty() *node {
	if n == nil {
		return &node{}
	}
	return n
}

// newLine begins another paragraph of the same kind.
func (x *docx) newLine() {
	as := x.cur
	x.flush()
	x.cur = item{part: as.part, line: x.para}
}

// alternatives leaves of what is there twice – for newer programs and for older ones –
// the newer, where there is one.
func (n *node) alternatives() {
	var kids []*node
	for _, k := range n.kids {
		if k.name != "AlternateContent" {
			k.alternatives()
			kids = append(kids, k)
			continue
		}
		one := k.child("Choice")
		if one == nil {
			one = k.child("Fallback").orEmpty()
		}
		one.alternatives()
		kids = append(kids, one.kids...)
	}
	n.kids = kids
}

// drawing reads pictures and text boxes.
func (x *docx) drawing(n *node) {
	for _, name := range []string{"blip", "imagedata"} {
		n.find(name, func(b *node) {
			id := b.attr["embed"] + b.attr["link"] + b.attr["id"]
			if to, ok := x.links[id]; ok && id != "" {
				x.picture(to, alt(n))
			}
		})
	}
	n.find("txbxContent", func(box *node) {
		was, rank := x.cur, x.curRank
		x.d.note(x.para, "文本框里的文字放在它所在的段之前", "text of a text box stands before the paragraph that it belongs to")
		x.cur.spans = nil
		x.blocks(box)
		x.cur, x.curRank = was, rank
	})
}

// alt gives a drawing's alternate text.
func alt(n *node) string {
	text := ""
	n.find("docPr", func(p *node) { text = p.attr["descr"] })
	return text
}

func (x *docx) picture(part, alt string) {
	it := item{part: aPicture, line: x.para, file: path.Base(part), spans: []Span{{Text: alt}}}
	if x.files[part] != nil {
		data, err := x.open(part, maxPicture)
		if err != nil {
			x.fail = err
		}
		it.data = data
	} else {
		it.file = part // a link to somewhere else
	}
	x.items = append(x.items, it)
	x.level = append(x.level, 0)
}

// dropped notes text that is deleted or hidden.
func (x *docx) dropped(n *node) {
	text := strings.TrimSpace(n.words())
	if text == "" {
		return
	}
	x.d.Left = append(x.d.Left, Block{Text: text, Line: max(x.para, 1)})
	x.d.note(max(x.para, 1), "修订中删去或隐藏的文字“%s”没有用，留在注释里", "deleted or hidden text, %q, is not used; it is kept in comments", start(text))
}

// notes puts the footnotes and endnotes behind the document.
func (x *docx) notes(main string) error {
	for _, name := range []string{"footnotes.xml", "endnotes.xml"} {
		part := path.Join(path.Dir(main), name)
		if x.files[part] == nil {
			continue
		}
		root, err := x.xml(part)
		if err != nil {
			return err
		}
		root.alternatives()
		before := len(x.items)
		for _, k := range root.kids {
			if t := k.attr["type"]; k.name != "" && t != "separator" && t != "continuationSeparator" && t != "continuationNotice" {
				x.blocks(k)
			}
		}
		if len(x.items) > before {
			x.d.note(x.items[before].line, "脚注、尾注放在文末", "notes stand at the end of the text")
		}
	}
	return nil
}
