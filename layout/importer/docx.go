package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"paiban/layout/diag"
)

// Bounds of what is unpacked of a .docx, far above a newspaper's copy: a file that says
// it is small and unpacks to gigabytes is refused.
const (
	maxXML     = 64 << 20
	maxPicture = 256 << 20
	maxAll     = 512 << 20
	maxEntries = 10_000
)

// Docx takes a Word document (ISO/IEC 29500, WordprocessingML) apart: the styles Title
// and Heading 1 begin a story, other headings are crossheads, bold and italics (as Kai)
// stay, pictures come along. What was deleted under change tracking stays out. Errors
// tell the part of the file, and the place in it.
func Docx(data []byte) (*Draft, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, failure("不是 .docx：%v", "not a .docx: %v", err)
	}
	x := &docx{d: &Draft{Paragraphs: true}, files: map[string]*zip.File{}, left: maxAll}
	if len(z.File) > maxEntries {
		return nil, failure("里面的文件太多：%d 个", "it holds too many files: %d", len(z.File))
	}
	for _, f := range z.File {
		x.files[strings.TrimPrefix(f.Name, "/")] = f
	}
	main, err := x.mainPart()
	if err != nil {
		return nil, err
	}
	if err := x.readStyles(main); err != nil {
		return nil, err
	}
	if x.links, err = x.relations(main); err != nil {
		return nil, err
	}
	root, err := x.xml(main)
	if err != nil {
		return nil, err
	}
	if root.name != "document" {
		return nil, &Error{Part: main, Text: diag.T("根元素是“%s”，不是 Word 文档", "the root element is %q: not a Word document", root.name)}
	}
	root.alternatives()
	x.blocks(root)
	x.flush()
	if err := x.notes(main); err != nil {
		return nil, err
	}
	if x.fail != nil {
		return nil, x.fail
	}
	x.promote()
	return x.d.assemble(x.items), nil
}

type docx struct {
	d       *Draft
	files   map[string]*zip.File
	left    int64 // bytes that may still be unpacked
	styles  map[string]docxStyle
	links   map[string]string // parts by the IDs of relationships
	items   []item
	level   []int // of each item's heading: 0 = none, −1 = the style Title
	cur     item
	curRank int
	para    int // paragraphs so far
	fail    error
}

// docxStyle is what matters of a style.
type docxStyle struct {
	name, base string
	level      int // of an outline, from 1; 0 = none
	bold, kai  bool
}

// open unpacks a part, at most limit bytes of it. A part that is not there is nil.
func (x *docx) open(name string, limit int64) ([]byte, error) {
	f := x.files[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err == nil {
		defer r.Close()
		var data []byte
		data, err = io.ReadAll(io.LimitReader(r, min(limit, x.left)+1))
		if err == nil && int64(len(data)) > min(limit, x.left) {
			err = errors.New("it unpacks to more than a document holds")
		}
		x.left -= int64(len(data))
		if err == nil {
			return data, nil
		}
	}
	return nil, &Error{Part: name, Text: diag.T("不能解开：%v", "cannot be unpacked: %v", err)}
}

func (x *docx) xml(name string) (*node, error) {
	data, err := x.open(name, maxXML)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, &Error{Part: name, Text: diag.T("里面没有这一部分", "there is no such part in it")}
	}
	root, fail := parseXML(data)
	if fail != nil {
		fail.Part = name
		return nil, fail
	}
	return root, nil
}

// mainPart finds the document by the package's relationships.
func (x *docx) mainPart() (string, error) {
	if x.files["_rels/.rels"] == nil {
		return "", failure("不是 .docx：里面没有 _rels/.rels", "not a .docx: there is no _rels/.rels in it")
	}
	root, err := x.xml("_rels/.rels")
	if err != nil {
		return "", err
	}
	for _, k := range root.kids {
		if strings.HasSuffix(k.attr["Type"], "/officeDocument") {
			return strings.TrimPrefix(path.Clean("/"+k.attr["Target"]), "/"), nil
		}
	}
	return "", failure("不是 .docx：没有指明正文", "not a .docx: it does not say which part is the document")
}

// relations gives the parts that a part refers to, by ID.
func (x *docx) relations(part string) (map[string]string, error) {
	out := map[string]string{}
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if x.files[name] == nil {
		return out, nil
	}
	root, err := x.xml(name)
	if err != nil {
		return nil, err
	}
	for _, k := range root.kids {
		to := k.attr["Target"]
		if k.attr["TargetMode"] != "External" {
			if !strings.HasPrefix(to, "/") {
				to = "/" + path.Join(path.Dir(part), to)
			}
			to = strings.TrimPrefix(path.Clean(to), "/")
		}
		out[k.attr["Id"]] = to
	}
	return out, nil
}

func (x *docx) readStyles(main string) error {
	x.styles = map[string]docxStyle{}
	name := path.Join(path.Dir(main), "styles.xml")
	if x.files[name] == nil {
		return nil
	}
	root, err := x.xml(name)
	if err != nil {
		return err
	}
	for _, k := range root.kids {
		if k.name != "style" {
			continue
		}
		s := docxStyle{base: k.child("basedOn").val(), name: strings.ToLower(k.child("name").val())}
		if p := k.child("pPr"); p != nil && p.child("outlineLvl") != nil {
			if n, err := strconv.Atoi(p.child("outlineLvl").val()); err == nil && n >= 0 && n < 9 {
				s.level = n + 1
			}
		}
		if k.attr["type"] == "character" {
			s.bold, s.kai = k.child("rPr").on("b"), k.child("rPr").on("i")
		}
		x.styles[k.attr["styleId"]] = s
	}
	return nil
}

func (n *node) val() string {
	if n == nil {
		return ""
	}
	return n.attr["val"]
}

// on reports whether a switch such as w:b is set in a run's properties.
func (n *node) on(name string) bool {
	if n == nil || n.child(name) == nil {
		return false
	}
	v, ok := n.child(name).attr["val"]
	return !ok || v != "0" && v != "false" && v != "off" && v != "none"
}

// paragraphStyle gives what a style, or one that it is based on, makes of a paragraph.
func (x *docx) paragraphStyle(id string) (as part, level int) {
	for range 16 {
		s, ok := x.styles[id]
		if !ok {
			s.name = strings.ToLower(id)
		}
		switch name := strings.ReplaceAll(s.name, " ", ""); {
		case name == "title" || name == "标题":
			return aText, -1
		case name == "subtitle" || name == "副标题":
			return aDeck, 0
		case name == "caption" || name == "题注":
			return aCaption, 0
		case name == "quote" || name == "intensequote":
			return aQuote, 0
		case strings.HasPrefix(name, "heading") || strings.HasPrefix(name, "标题"):
			if n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimPrefix(name, "heading"), "标题")); err == nil && n > 0 && n < 10 {
				return aText, n
			}
		}
		if s.level > 0 {
			return aText, s.level
		}
		if !ok || s.base == "" {
			break
		}
		id = s.base
	}
	return aText, 0
}

// promote makes titles of the style Title, else of the highest headings, if they are of
// level 1 or open the document; other headings are crossheads.
func (x *docx) promote() {
	top, first := 1, 0
	for _, l := range x.level {
		if l == -1 {
			top = -1
			break
		}
		if l > 0 && first == 0 {
			first = l
		}
	}
	if top == 1 && len(x.level) > 0 && x.level[0] > 1 && x.level[0] == first {
		top = first
		for _, l := range x.level {
			if l == 1 {
				top = 1
			}
		}
	}
	for i, l := range x.level {
		switch {
		case l == -1, l > 0 && l <= top:
			x.items[i].part = aTitle
		case l > 0:
			x.items[i].part = aCross
		}
	}
}
