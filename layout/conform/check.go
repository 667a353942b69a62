// Package conform holds PDF files, whoever made them, to the archive's standards rule by
// rule – PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) – and reads a file's text by
// its tags.
//
//	rules.go                       the rules, each with its clause
//	bytes.go objects.go            the file and its objects
//	content.go colour.go           what pages paint
//	font.go program.go unicode.go  type
//	packet.go xmp.go               metadata, read and checked
//	document.go                    catalog, annotations, forms, layers
//	tree.go tags.go text.go        structure
//
// A file that breaks no rule here may still break one that needs a reader's judgement:
// whether an alternate text says what the picture shows, say.
package conform

import (
	"fmt"
	"slices"
	"strings"

	"paiban/layout/pdffile"
)

type (
	object = pdffile.Object
	name   = pdffile.Name
	text   = pdffile.Text
	array  = pdffile.Array
	dict   = pdffile.Dict
	stream = pdffile.Stream
	ref    = pdffile.Ref
	word   = pdffile.Word
)

// Breach is a rule that a file breaks.
type Breach struct {
	Rule   *Rule
	Page   int    // from 1; 0 = the file
	Detail string // what breaks it, the first time
	N      int    // how often
}

// checker is one run over one file.
type checker struct {
	*pdffile.File
	data  []byte
	level string // "A", "B", "U": of PDF/A-2; "" = it is not asked
	ua    bool

	pages    []dict
	root     dict
	breaches []*Breach
	byRule   map[string]*Breach

	outputSpace string // of the PDF/A output intent: "CMYK", "RGB ", "GRAY"; "" = none
	tints       map[name]string
	fonts       map[ref]*font
	layers      map[string]bool
	tree        *node
	nodes       map[ref]*node
	texts       map[*node]map[part][]Part // where it is the text that is wanted
	parents     map[int]object            // ParentTree
	transparent map[int]bool              // pages
	ops         int
	visits      int // of objects that may refer to themselves
	lang        string
}

// Names are the standards that Check knows.
func Names() []string { return []string{"pdfa2b", "pdfa2u", "pdfa2a", "pdfua1"} }

// Check holds a file to standards, of Names. The error is that it cannot be read.
func Check(data []byte, standards ...string) ([]Breach, error) {
	f, err := pdffile.Open(data)
	if err != nil {
		return nil, err
	}
	c := &checker{File: f, data: data, byRule: map[string]*Breach{}, tints: map[name]string{}, fonts: map[ref]*font{},
		layers: map[string]bool{}, transparent: map[int]bool{}}
	for _, s := range standards {
		if level, ok := strings.CutPrefix(s, "pdfa2"); ok {
			c.level = strings.ToUpper(level)
		}
		c.ua = c.ua || s == "pdfua1"
	}
	c.root = c.Catalog()
	c.lang = c.plain(c.root["Lang"])
	c.file()
	if c.Trailer["Encrypt"] != nil {
		c.a("6.1.3-2", 0, "")
		return c.list(), nil
	}
	c.objects()
	c.collect(c.root["Pages"], dict{}, map[int]bool{}, 0)
	c.intents()
	c.metadata()
	c.document()
	c.structure()
	for i, p := range c.pages {
		c.page(i, p)
	}
	c.content()
	return c.list(), nil
}

// Says gives the standards, of Names, that a file says it keeps.
func Says(data []byte) []string {
	f, err := pdffile.Open(data)
	if err != nil {
		return nil
	}
	c := &checker{File: f, data: data, root: f.Catalog(), byRule: map[string]*Breach{}}
	x := c.packet(c.root["Metadata"])
	var out []string
	if x.value(nsPDFA, "part") == "2" {
		if l := strings.ToLower(x.value(nsPDFA, "conformance")); slices.Contains([]string{"a", "b", "u"}, l) {
			out = append(out, "pdfa2"+l)
		}
	}
	if x.value(nsPDFUA, "part") == "1" {
		out = append(out, "pdfua1")
	}
	return out
}

// a notes that a rule of PDF/A-2 is broken, u one of PDF/UA-1. page counts from 1.
func (c *checker) a(id string, page int, format string, args ...any) {
	if r := ruleOf("A", id); c.level != "" && strings.Contains(r.Levels, c.level) {
		c.note(r, page, format, args)
	}
}

func (c *checker) u(id string, page int, format string, args ...any) {
	if c.ua {
		c.note(ruleOf("UA", id), page, format, args)
	}
}

func (c *checker) note(r *Rule, page int, format string, args []any) {
	if b := c.byRule[r.ID()]; b != nil {
		b.N++
		return
	}
	b := &Breach{Rule: r, Page: page, Detail: fmt.Sprintf(format, args...), N: 1}
	c.byRule[r.ID()] = b
	c.breaches = append(c.breaches, b)
}

func (c *checker) list() []Breach {
	slices.SortStableFunc(c.breaches, func(a, b *Breach) int { return a.Rule.at - b.Rule.at })
	out := make([]Breach, len(c.breaches))
	for i, b := range c.breaches {
		out[i] = *b
	}
	return out
}

// maxVisits bounds the objects that are followed: ones that refer to themselves several
// times would be followed without end.
const maxVisits = 4 << 20

// weary reports that too much has been followed.
func (c *checker) weary() bool {
	c.visits++
	return c.visits > maxVisits
}

// plain gives a text string as characters (7.9.2.2).
func (c *checker) plain(o object) string { return pdffile.Plain(c.Text(o)) }

const maxPages = 10000

// collect lists the pages with what they inherit.
func (c *checker) collect(o object, above dict, seen map[int]bool, depth int) {
	if r, ok := o.(ref); ok {
		if seen[r.Number] {
			return
		}
		seen[r.Number] = true
	}
	d := c.Dict(o)
	if d == nil || depth > pdffile.MaxNesting || len(c.pages) >= maxPages {
		return
	}
	own := dict{}
	for _, k := range []name{"Resources", "MediaBox", "CropBox", "Rotate"} {
		if own[k] = above[k]; d[k] != nil {
			own[k] = d[k]
		}
	}
	if kids := c.Array(d["Kids"]); kids != nil {
		for _, k := range kids {
			c.collect(k, own, seen, depth+1)
		}
		return
	}
	page := dict{}
	for k, v := range d {
		page[k] = v
	}
	for k, v := range own {
		if v != nil {
			page[k] = v
		}
	}
	if d["Resources"] == nil && page["Resources"] != nil {
		page["inherited"] = true
	}
	if r, ok := o.(ref); ok {
		page["self"] = r
	}
	c.pages = append(c.pages, page)
}
