package conform

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"
	"strings"

	"paiban/layout/pattern"
)

const (
	nsRDF    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsDC     = "http://purl.org/dc/elements/1.1/"
	nsXMP    = "http://ns.adobe.com/xap/1.0/"
	nsMM     = "http://ns.adobe.com/xap/1.0/mm/"
	nsPDF    = "http://ns.adobe.com/pdf/1.3/"
	nsPDFA   = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFUA  = "http://www.aiim.org/pdfua/ns/id/"
	nsExt    = "http://www.aiim.org/pdfa/ns/extension/"
	nsSchema = "http://www.aiim.org/pdfa/ns/schema#"
	nsProp   = "http://www.aiim.org/pdfa/ns/property#"
	nsType   = "http://www.aiim.org/pdfa/ns/type#"
	nsField  = "http://www.aiim.org/pdfa/ns/field#"
)

// item is an element of a metadata packet.
type item struct {
	space, name, prefix string
	attrs               []xml.Attr
	kids                []*item
	text                string
}

// packetOf is a packet, read.
type packetOf struct {
	raw   []byte
	props []*item
	err   error
}

// packet reads a metadata stream; nil if there is none.
func (c *checker) packet(o object) *packetOf {
	s, _ := c.Get(o).(*stream)
	if s == nil {
		return nil
	}
	p := &packetOf{}
	if p.raw, p.err = c.Unpack(s); p.err == nil {
		p.err = p.parse()
	}
	return p
}

// parse reads the properties of all descriptions.
func (p *packetOf) parse() error {
	raw := xml.NewDecoder(bytes.NewReader(p.raw[:min(len(p.raw), 16<<20)]))
	root := &item{}
	stack := []*item{root}
	spaces := []map[string]string{{"xml": "xml"}}
	for {
		t, err := raw.RawToken()
		if t == nil {
			if err.Error() == "EOF" && len(stack) == 1 {
				break
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(stack) > maxDeep {
				return &xml.SyntaxError{Msg: "elements nest too deep"}
			}
			known := namespaces(t, spaces[len(spaces)-1])
			spaces = append(spaces, known)
			it := &item{space: known[t.Name.Space], name: t.Name.Local, prefix: t.Name.Space}
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					a.Value = strings.Clone(a.Value)
					if n, ok := known[a.Name.Space]; ok && a.Name.Space != "" {
						it.attrs = append(it.attrs, xml.Attr{Name: xml.Name{Space: n, Local: a.Name.Local + "\x00" + a.Name.Space}, Value: a.Value})
					}
				}
			}
			up := stack[len(stack)-1]
			up.kids = append(up.kids, it)
			stack = append(stack, it)
		case xml.EndElement:
			top := stack[len(stack)-1]
			if len(stack) < 2 || top.name != t.Name.Local || top.prefix != t.Name.Space {
				return &xml.SyntaxError{Msg: "</" + t.Name.Local + "> closes nothing"}
			}
			stack, spaces = stack[:len(stack)-1], spaces[:len(spaces)-1]
		case xml.CharData:
			stack[len(stack)-1].text += string(t)
		}
	}
	rdf := root.find(nsRDF, "RDF")
	if rdf == nil {
		return &xml.SyntaxError{Msg: "no rdf:RDF"}
	}
	for _, d := range rdf.kids {
		for _, a := range d.attrs {
			local, prefix, _ := strings.Cut(a.Name.Local, "\x00")
			if a.Name.Space != nsRDF && a.Name.Space != "xml" {
				p.props = append(p.props, &item{space: a.Name.Space, name: local, prefix: prefix, text: a.Value})
			}
		}
		p.props = append(p.props, d.kids...)
	}
	return nil
}

const maxDeep = 200

// namespaces gives the prefixes that hold in an element, above being those around it.
func namespaces(t xml.StartElement, above map[string]string) map[string]string {
	out, own := above, false
	for _, a := range t.Attr {
		prefix := a.Name.Local
		if a.Name.Space == "" && prefix == "xmlns" {
			prefix = ""
		} else if a.Name.Space != "xmlns" {
			continue
		}
		if !own {
			out, own = maps.Clone(above), true
		}
		out[prefix] = a.Value
	}
	return out
}

func (it *item) find(space, name string) *item {
	if it.space == space && it.name == name {
		return it
	}
	for _, k := range it.kids {
		if f := k.find(space, name); f != nil {
			return f
		}
	}
	return nil
}

func (p *packetOf) get(space, name string) *item {
	if p == nil {
		return nil
	}
	for _, it := range p.props {
		if it.space == space && it.name == name {
			return it
		}
	}
	return nil
}

func (p *packetOf) value(space, name string) string {
	if it := p.get(space, name); it != nil {
		return it.plain()
	}
	return ""
}

// plain gives the text of an item, or of the first of its list.
func (it *item) plain() string {
	if s := strings.TrimSpace(it.text); s != "" || len(it.kids) == 0 {
		return s
	}
	return it.kids[0].plain()
}

// container gives "Alt", "Bag", "Seq" for a list, "" for another value.
func (it *item) container() string {
	if len(it.kids) == 1 && it.kids[0].space == nsRDF && slices.Contains([]string{"Alt", "Bag", "Seq"}, it.kids[0].name) {
		return it.kids[0].name
	}
	return ""
}

var packetHead = pattern.Lazy(`<\?xpacket begin=[^?]*\?>`)
