package conform

import (
	"strings"

	"paiban/layout/pdffile"
)

// Element is a structure element as a reader of tags has it.
type Element struct {
	Kind     string // as the file names it
	Standard string // the standard type that it is
	Title    string
	Alt      string
	Lang     string
	Parts    []Part
}

// Part is what an element holds: text, or another element.
type Part struct {
	Text string
	Lang string // of the text, where it is another than the element's
	Kid  *Element
}

// Read gives the structure of a file with the text in it: what pages show under each
// tag, by the fonts' ToUnicode and by ActualText. A nil element is a file without tags.
func Read(data []byte) (*Element, error) {
	f, err := pdffile.Open(data)
	if err != nil {
		return nil, err
	}
	c := &checker{File: f, data: data, byRule: map[string]*Breach{}, tints: map[name]string{}, fonts: map[ref]*font{},
		layers: map[string]bool{}, transparent: map[int]bool{}}
	c.root = c.Catalog()
	c.lang = c.plain(c.root["Lang"])
	c.collect(c.root["Pages"], dict{}, map[int]bool{}, 0)
	c.structure()
	if c.tree == nil {
		return nil, nil
	}
	c.texts = map[*node]map[part][]Part{}
	c.content()
	return c.element(c.tree), nil
}

// element gives a node as others see it.
func (c *checker) element(n *node) *Element {
	e := &Element{Kind: string(n.kind), Standard: string(n.standard), Title: c.plain(n.dict["T"]), Alt: c.plain(n.dict["Alt"]), Lang: n.lang}
	for _, p := range n.parts {
		if p.kid != nil {
			e.Parts = append(e.Parts, Part{Kid: c.element(p.kid)})
		} else {
			e.Parts = append(e.Parts, c.texts[n][p]...)
		}
	}
	if n.dict["ActualText"] != nil {
		e.Parts = []Part{{Text: c.plain(n.dict["ActualText"])}}
	}
	return e
}

// read notes the characters that are shown.
func (r *run) read(codes []byte) {
	var b strings.Builder
	if f := r.state.font; f != nil {
		f.each(codes, func(code int) { b.WriteString(f.unicode[code]) })
	}
	lang := ""
	for i := len(r.marks) - 1; i >= 0; i-- {
		m := &r.marks[i]
		if lang == "" {
			lang = m.lang
		}
		if m.actual && m.owner == nil {
			if m.used {
				return
			}
			m.used = true
			b.Reset()
			b.WriteString(r.plain(m.props["ActualText"]))
		}
		if m.owner != nil {
			r.put(m, b.String(), lang)
			return
		}
	}
}

// put adds text to what an element shows, in a language where it is not the element's.
func (r *run) put(m *marked, text, lang string) {
	if text == "" {
		return
	}
	if lang == m.owner.lang {
		lang = ""
	}
	if r.texts[m.owner] == nil {
		r.texts[m.owner] = map[part][]Part{}
	}
	at := part{page: r.page, mcid: m.mcid}
	list := r.texts[m.owner][at]
	if n := len(list); n > 0 && list[n-1].Lang == lang {
		list[n-1].Text += text
		return
	}
	r.texts[m.owner][at] = append(list, Part{Text: text, Lang: lang})
}

// All gives the text of an element and of all in it, less the elements of some kinds.
func (e *Element) All(less ...string) string {
	var b strings.Builder
	for _, p := range e.Parts {
		b.WriteString(p.Text)
		if p.Kid == nil {
			continue
		}
		skip := false
		for _, k := range less {
			skip = skip || p.Kid.Kind == k
		}
		if !skip {
			b.WriteString(p.Kid.All(less...))
		}
	}
	return b.String()
}
