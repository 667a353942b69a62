package pdf

import (
	"encoding/hex"
	"strings"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// Metadata packets (ISO 32000-1, 14.3.2; ISO 16684-1). Info says the same.

const (
	packetStart = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n"
	packetEnd = "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
	dublin    = ` xmlns:dc="http://purl.org/dc/elements/1.1/"`
)

// packet writes properties.
type packet struct{ strings.Builder }

func (p *packet) alt(key, s string) {
	p.WriteString("<" + key + `><rdf:Alt><rdf:li xml:lang="x-default">` + escape(s) + "</rdf:li></rdf:Alt></" + key + ">\n")
}

// list writes a property of several values, "Bag" or "Seq"; nothing if it has none.
func (p *packet) list(key, kind string, values ...string) {
	body := ""
	for _, v := range values {
		if v != "" {
			body += "<rdf:li>" + escape(v) + "</rdf:li>"
		}
	}
	if body != "" {
		p.WriteString("<" + key + "><rdf:" + kind + ">" + body + "</rdf:" + kind + "></" + key + ">\n")
	}
}

func (p *packet) plain(key, s string) {
	if s != "" {
		p.WriteString("<" + key + ">" + escape(s) + "</" + key + ">\n")
	}
}

// xmp gives the metadata packet. id is the hash of everything else.
func (d *draft) xmp(id []byte) []byte {
	var b packet
	b.WriteString(packetStart + `<rdf:Description rdf:about=""` + dublin + ` xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">` + "\n")
	b.plain("dc:format", "application/pdf")
	b.alt("dc:title", d.title())
	b.list("dc:language", "Bag", d.ed.Lang)
	if d.opt.Press.archived() {
		b.list("dc:creator", "Seq", d.ed.Name)
		b.list("dc:publisher", "Bag", d.ed.Name)
		b.list("dc:date", "Seq", d.ed.Date)
		b.plain("dc:identifier", d.identifier())
	}
	b.plain("xmp:CreatorTool", producer)
	b.plain("pdf:Producer", producer)
	b.WriteString(d.standards())
	if t, ok := d.issued(); ok {
		date := t.Format("2006-01-02T15:04:05Z")
		for _, k := range []string{"CreateDate", "ModifyDate", "MetadataDate"} {
			b.plain("xmp:"+k, date)
		}
	}
	u := hex.EncodeToString(id)
	u = u[:8] + "-" + u[8:12] + "-" + u[12:16] + "-" + u[16:20] + "-" + u[20:32]
	b.plain("xmpMM:DocumentID", "uuid:"+u)
	b.plain("xmpMM:InstanceID", "uuid:"+u)
	b.plain("xmpMM:RenditionClass", "default")
	b.plain("xmpMM:VersionID", "1")
	b.WriteString("</rdf:Description>\n" + d.extensions() + packetEnd)
	return []byte(b.String())
}

// identifier names the file among all editions: paper, day, page.
func (d *draft) identifier() string {
	parts := []string{d.ed.Name, d.ed.Date}
	if len(d.pages) == 1 {
		parts = append(parts, d.pages[0].page.Name)
	}
	return joined(parts)
}

// joined puts what is not empty together with slashes.
func joined(parts []string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += "/"
		}
		out += p
	}
	return out
}

// standards gives what the standards have in the XMP: X-4 its version (ISO 15930-7,
// 6.5), X-1a Info's own keys as Acrobat maps them, PDF/A part and level (ISO 19005-2,
// 6.6.4), PDF/UA its part (ISO 14289-1, 5).
func (d *draft) standards() string {
	out, x := "", d.opt.Press.exchange()
	if x != "" {
		out += "<pdf:Trapped>False</pdf:Trapped>\n"
	}
	switch {
	case d.opt.Press.has(X1a):
		out += `<pdfx:GTS_PDFXVersion xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">` + x + "</pdfx:GTS_PDFXVersion>\n"
	case x != "":
		out += `<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">` + x + "</pdfxid:GTS_PDFXVersion>\n"
	}
	if level := d.opt.Press.level(); level != "" {
		out += `<pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">2</pdfaid:part>` + "\n" +
			`<pdfaid:conformance xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` + level + "</pdfaid:conformance>\n"
	}
	if d.opt.Press.has(UA) {
		out += `<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>` + "\n"
	}
	return out
}

// extensions describes the properties that PDF/A does not know (ISO 19005-2,
// 6.6.2.3.3); nothing in a file that is not PDF/A.
func (d *draft) extensions() string {
	if d.opt.Press.level() == "" {
		return ""
	}
	var b strings.Builder
	if d.opt.Press.exchange() != "" {
		b.WriteString(schema("PDF/X identification", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion", "Text", "version of PDF/X"))
		b.WriteString(schema("Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text", "whether it has been trapped"))
	}
	if d.opt.Press.has(UA) {
		b.WriteString(schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer", "part of ISO 14289"))
	}
	if b.Len() == 0 {
		return ""
	}
	return `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
		` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` + "\n" +
		"<pdfaExtension:schemas><rdf:Bag>\n" + b.String() + "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
}

// schema describes one property of a schema.
func schema(title, uri, prefix, property, kind, about string) string {
	return `<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>` + title + "</pdfaSchema:schema>" +
		"<pdfaSchema:namespaceURI>" + uri + "</pdfaSchema:namespaceURI><pdfaSchema:prefix>" + prefix + "</pdfaSchema:prefix>" +
		`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>` + property + "</pdfaProperty:name>" +
		"<pdfaProperty:valueType>" + kind + "</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>" +
		"<pdfaProperty:description>" + about + "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n"
}

// storyInfo is what is said of one story.
type storyInfo struct {
	title, paper, date, lang, id string
	by                           []string
}

func newStoryInfo(ed *sheet.Edition, s *reading.Story) *storyInfo {
	return &storyInfo{
		title: oneLine(s.Title()), paper: ed.Name, date: ed.Date, lang: ed.Lang,
		id: joined([]string{ed.Name, ed.Date, s.ID}), by: s.Texts(sheet.Byline),
	}
}

// xmp gives the packet of a story.
func (i *storyInfo) xmp() []byte {
	var b packet
	b.WriteString(packetStart + `<rdf:Description rdf:about=""` + dublin + ">\n")
	b.alt("dc:title", i.title)
	b.list("dc:creator", "Seq", i.by...)
	b.list("dc:publisher", "Bag", i.paper)
	b.list("dc:date", "Seq", i.date)
	b.list("dc:language", "Bag", i.lang)
	b.plain("dc:identifier", i.id)
	b.WriteString("</rdf:Description>\n" + packetEnd)
	return []byte(b.String())
}

// dict gives the information dictionary of a story's thread (ISO 32000-1, 12.4.3).
func (i *storyInfo) dict() *dict {
	d := newDict(name("Title"), text(i.title))
	if by := strings.Join(i.by, "、"); by != "" {
		d.set("Author", text(by))
	}
	return d
}

// oneLine makes ends of lines blanks.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s))
}
