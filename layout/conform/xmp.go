package conform

import (
	"slices"
	"strings"

	"paiban/layout/pattern"
)

// metadata checks the document's packet and all others (6.6; ISO 14289-1, 5, 7.1).
func (c *checker) metadata() {
	main := c.packet(c.root["Metadata"])
	if main == nil {
		c.a("6.6.2.1-1", 0, "")
		c.u("7.1-8", 0, "")
		c.a("6.6.4-1", 0, "")
		c.u("5-1", 0, "")
		return
	}
	if d := c.Dict(c.root["Metadata"]); c.Name(d["Type"]) != "Metadata" || c.Name(d["Subtype"]) != "XML" {
		c.a("6.6.2.1-1", 0, "Type")
		c.u("7.1-8", 0, "Type")
	}
	if c.lang == "" {
		c.u("7.2-33", 0, "")
	}
	c.identification(main)
	if it := main.get(nsDC, "title"); it == nil || it.plain() == "" {
		c.u("7.1-9", 0, "")
	}
	defined := c.extensions(main)
	c.onePacket(main, defined)
	n := 0
	c.eachStream(func(s *stream, o ref) {
		if c.Name(s.Dict["Type"]) != "Metadata" || c.Name(s.Dict["Subtype"]) != "XML" || n > 1<<16 {
			return
		}
		if own, _ := c.root["Metadata"].(ref); own == o {
			return
		}
		n++
		p := c.packet(o)
		c.onePacket(p, append(c.extensions(p), defined...))
	})
}

// identification checks what the file says it is.
func (c *checker) identification(p *packetOf) {
	part, level := p.get(nsPDFA, "part"), p.get(nsPDFA, "conformance")
	if part == nil && level == nil {
		c.a("6.6.4-1", 0, "")
	} else {
		if part == nil || part.plain() != "2" {
			c.a("6.6.4-2", 0, "")
		}
		if s := p.value(nsPDFA, "conformance"); s != c.level && !(c.level == "B" && (s == "U" || s == "A")) && !(c.level == "U" && s == "A") {
			c.a("6.6.4-3", 0, "%s", s)
		}
		for _, k := range []string{"part", "conformance", "amd", "corr"} {
			if it := p.get(nsPDFA, k); it != nil && it.prefix != "pdfaid" {
				c.a("6.6.4-4", 0, "%s:%s", it.prefix, k)
			}
		}
	}
	ua := p.get(nsPDFUA, "part")
	switch {
	case ua == nil:
		c.u("5-1", 0, "")
	case ua.plain() != "1":
		c.u("5-2", 0, "%s", ua.plain())
	case ua.prefix != "pdfuaid":
		c.u("5-3", 0, "%s", ua.prefix)
	}
}

// onePacket checks a packet's form and its properties.
func (c *checker) onePacket(p *packetOf, defined []string) {
	if p.err != nil {
		c.a("6.6.2.1-4", 0, "%v", p.err)
		return
	}
	if head := string(packetHead().Find(p.raw)); head != "" {
		if strings.Contains(head, "bytes=") {
			c.a("6.6.2.1-2", 0, "")
		}
		if strings.Contains(head, "encoding=") {
			c.a("6.6.2.1-3", 0, "")
		}
	}
	for _, it := range p.props {
		if it.space == nsExt {
			continue
		}
		if !predefinedProperty(it) && !slices.Contains(defined, it.space+it.name) {
			c.a("6.6.2.3.1-1", 0, "%s:%s", it.prefix, it.name)
			continue
		}
		if want, ok := containers[it.space+it.name]; ok && it.container() != want {
			c.a("6.6.2.3.1-2", 0, "%s:%s", it.prefix, it.name)
		}
		if dates[it.space+it.name] && !pattern.IsXMPDate().MatchString(it.plain()) {
			c.a("6.6.2.3.1-2", 0, "%s:%s: %s", it.prefix, it.name, it.plain())
		}
	}
}

// properties are the predefined ones (XMP Specification, September 2005, 4); of a
// namespace without a list, all are taken.
var properties = map[string][]string{
	nsDC:                                  strings.Fields("contributor coverage creator date description format identifier language publisher relation rights source subject title type"),
	nsXMP:                                 strings.Fields("Advisory BaseURL CreateDate CreatorTool Identifier Label MetadataDate ModifyDate Nickname Rating Thumbnails"),
	nsMM:                                  strings.Fields("DerivedFrom DocumentID History InstanceID ManagedFrom Manager ManageTo ManageUI ManagerVariant OriginalDocumentID RenditionClass RenditionParams VersionID Versions LastURL RenditionOf SaveID"),
	nsPDF:                                 strings.Fields("Keywords PDFVersion Producer"),
	nsPDFA:                                strings.Fields("part amd corr conformance"),
	"http://ns.adobe.com/xap/1.0/rights/": strings.Fields("Certificate Marked Owner UsageTerms WebStatement"),
	"http://ns.adobe.com/xap/1.0/bj/":     {"JobRef"},
	"http://ns.adobe.com/xap/1.0/t/pg/":   strings.Fields("MaxPageSize NPages Fonts Colorants PlateNames"),
	"http://ns.adobe.com/photoshop/1.0/": strings.Fields(`AuthorsPosition CaptionWriter Category City Country Credit DateCreated Headline
		Instructions Source State SupplementalCategories TransmissionReference Urgency`),
	"http://ns.adobe.com/xmp/1.0/DynamicMedia/":    nil,
	"http://ns.adobe.com/camera-raw-settings/1.0/": nil,
	"http://ns.adobe.com/tiff/1.0/":                nil,
	"http://ns.adobe.com/exif/1.0/":                nil,
	"http://ns.adobe.com/exif/1.0/aux/":            nil,
}

func predefinedProperty(it *item) bool {
	list, ok := properties[it.space]
	return ok && (list == nil || slices.Contains(list, it.name))
}

// containers are the properties that are lists, and of what kind.
var containers = func() map[string]string {
	m := map[string]string{}
	for kind, names := range map[string]string{
		"Alt": "title description rights", "Seq": "creator date",
		"Bag": "contributor language publisher relation subject type",
	} {
		for _, n := range strings.Fields(names) {
			m[nsDC+n] = kind
		}
	}
	for _, n := range strings.Fields("coverage format identifier source") {
		m[nsDC+n] = ""
	}
	return m
}()

var dates = map[string]bool{nsXMP + "CreateDate": true, nsXMP + "ModifyDate": true, nsXMP + "MetadataDate": true}

// extensions checks the schemas that a packet describes (6.6.2.3.3) and gives their
// properties, namespace and name together.
func (c *checker) extensions(p *packetOf) (out []string) {
	it := p.get(nsExt, "schemas")
	if it == nil {
		return nil
	}
	if it.prefix != "pdfaExtension" || it.container() != "Bag" {
		c.a("6.6.2.3.3-2", 0, "")
		return nil
	}
	for _, li := range it.kids[0].kids {
		f := li.fields()
		uri := ""
		for _, k := range f {
			if k.space == nsSchema && k.name == "namespaceURI" {
				uri = k.plain()
			}
			if k.space != nsSchema || !slices.Contains(strings.Fields("schema namespaceURI prefix property valueType"), k.name) {
				c.a("6.6.2.3.3-1", 0, "%s:%s", k.prefix, k.name)
			}
			if k.space == nsSchema && k.prefix != "pdfaSchema" {
				c.a("6.6.2.3.3-3", 0, "%s:%s", k.prefix, k.name)
			}
		}
		if uri == "" {
			c.a("6.6.2.3.3-3", 0, "")
		}
		types := c.valueTypes(f)
		for _, k := range f {
			if k.space != nsSchema || k.name != "property" {
				continue
			}
			if k.container() != "Seq" {
				c.a("6.6.2.3.3-3", 0, "pdfaSchema:property")
				continue
			}
			for _, li := range k.kids[0].kids {
				if n := c.property(li, types); n != "" {
					out = append(out, uri+n)
				}
			}
		}
	}
	return out
}

// fields gives the fields of a structure, however it is written.
func (it *item) fields() []*item {
	if len(it.kids) == 1 && it.kids[0].space == nsRDF && it.kids[0].name == "Description" {
		return it.kids[0].fields()
	}
	out := append([]*item(nil), it.kids...)
	for _, a := range it.attrs {
		if local, prefix, _ := strings.Cut(a.Name.Local, "\x00"); a.Name.Space != nsRDF {
			out = append(out, &item{space: a.Name.Space, name: local, prefix: prefix, text: a.Value})
		}
	}
	return out
}

var basicTypes = strings.Fields(`Text Integer Real Boolean Date URI URL MIMEType ProperName Locale AgentName RenditionClass GUID Rational
	XPath Lang Alt Bag Seq Choice Dimensions Thumbnail ResourceRef ResourceEvent Version Job Colorant Font`)

// property checks a property's description (table 4) and gives its name.
func (c *checker) property(it *item, types []string) string {
	got := map[string]*item{}
	for _, k := range it.fields() {
		if k.space != nsProp || !slices.Contains(strings.Fields("name valueType category description"), k.name) {
			c.a("6.6.2.3.3-1", 0, "%s:%s", k.prefix, k.name)
		}
		got[k.name] = k
	}
	for _, n := range strings.Fields("name valueType category description") {
		if k := got[n]; k == nil || k.prefix != "pdfaProperty" || k.plain() == "" {
			c.a("6.6.2.3.3-4", 0, "pdfaProperty:%s", n)
			return ""
		}
	}
	if s := got["category"].plain(); s != "internal" && s != "external" {
		c.a("6.6.2.3.3-4", 0, "%s", s)
	}
	words := strings.Fields(strings.ToLower(got["valueType"].plain()))
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	known := slices.ContainsFunc(append(basicTypes, types...), func(s string) bool { return strings.ToLower(s) == last })
	if !known {
		c.a("6.6.2.3.3-4", 0, "%s", got["valueType"].plain())
	}
	return got["name"].plain()
}

// valueTypes checks the types that a schema describes (tables 5, 6) and gives their
// names.
func (c *checker) valueTypes(fields []*item) (out []string) {
	for _, f := range fields {
		if f.space != nsSchema || f.name != "valueType" || f.container() != "Seq" {
			continue
		}
		for _, li := range f.kids[0].kids {
			got := map[string]*item{}
			for _, k := range li.fields() {
				got[k.name] = k
				if k.prefix != "pdfaType" {
					c.a("6.6.2.3.3-5", 0, "%s:%s", k.prefix, k.name)
				}
			}
			for _, n := range []string{"type", "namespaceURI", "prefix", "description"} {
				if got[n] == nil || got[n].plain() == "" {
					c.a("6.6.2.3.3-5", 0, "pdfaType:%s", n)
				}
			}
			if t := got["type"]; t != nil {
				out = append(out, t.plain())
			}
			if fs := got["field"]; fs != nil && fs.container() == "Seq" {
				for _, li := range fs.kids[0].kids {
					for _, n := range []string{"name", "valueType", "description"} {
						if !slices.ContainsFunc(li.fields(), func(k *item) bool { return k.space == nsField && k.prefix == "pdfaField" && k.name == n }) {
							c.a("6.6.2.3.3-6", 0, "pdfaField:%s", n)
						}
					}
				}
			}
		}
	}
	return out
}
