package pdf

import (
	"encoding/hex"
	"encoding/xml"
	"strings"
	"time"
)

// producer stands in Info and XMP. No version: a new one that sets a page the
// same way shall give the same bytes.
const producer = "paiban"

// title is the file's: its page's own, or the edition's name and date. The
// standards want one, so it is never empty.
func (d *draft) title() string {
	p := d.pages[0].page
	if t := strings.TrimSpace(p.Title); len(d.pages) == 1 && t != "" {
		return t
	}
	if t := strings.TrimSpace(d.ed.Name + " " + d.ed.Date); t != "" {
		return t
	}
	return "Page " + p.Name
}

// issued gives the date of all dates in the file: the edition's at 00:00 UTC, for
// the clock would make each build differ. An edition without a date has none on
// screen (ok is false); the press standards want one, and get the Unix epoch.
func (d *draft) issued() (t time.Time, ok bool) {
	t, err := time.Parse(time.DateOnly, d.ed.Date)
	if err != nil {
		return time.Unix(0, 0).UTC(), d.opt.Press != Screen
	}
	return t, true
}

// info gives the document information dictionary (ISO 32000-1, 14.3.3), which
// says the same as the XMP.
func (d *draft) info() *dict {
	out := newDict(name("Title"), text(d.title()), name("Creator"), text(producer), name("Producer"), text(producer))
	if t, ok := d.issued(); ok {
		date := raw("(D:" + t.Format("20060102150405") + "Z)")
		out.set("CreationDate", date)
		out.set("ModDate", date)
	}
	if d.opt.Press != Screen {
		out.set("Trapped", name("False"))
		out.set("GTS_PDFXVersion", text(pressKinds[d.opt.Press].version))
	}
	return out
}

// catalog makes over gopdf's. The metadata stream is put in by the writer, when
// the content's hash is known.
func (f *finisher) catalog(root *dict) error {
	root.del("Outlines")
	root.del("PageMode")
	if f.ed.Lang != "" {
		root.set("Lang", text(f.ed.Lang))
	}
	root.set("ViewerPreferences", newDict(name("DisplayDocTitle"), raw("true")))
	return f.intent(root)
}

// xmp gives the metadata packet (14.3.2). id is the hash of everything else.
func (d *draft) xmp(id []byte) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">` + "\n")
	b.WriteString("<dc:format>application/pdf</dc:format>\n")
	b.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d.title()) + "</rdf:li></rdf:Alt></dc:title>\n")
	if d.ed.Lang != "" {
		b.WriteString("<dc:language><rdf:Bag><rdf:li>" + escape(d.ed.Lang) + "</rdf:li></rdf:Bag></dc:language>\n")
	}
	b.WriteString("<xmp:CreatorTool>" + producer + "</xmp:CreatorTool>\n<pdf:Producer>" + producer + "</pdf:Producer>\n")
	b.WriteString(pressProperties(d.opt.Press))
	if t, ok := d.issued(); ok {
		date := t.Format("2006-01-02T15:04:05Z")
		for _, k := range []string{"CreateDate", "ModifyDate", "MetadataDate"} {
			b.WriteString("<xmp:" + k + ">" + date + "</xmp:" + k + ">\n")
		}
	}
	u := hex.EncodeToString(id)
	u = u[:8] + "-" + u[8:12] + "-" + u[12:16] + "-" + u[16:20] + "-" + u[20:32]
	b.WriteString("<xmpMM:DocumentID>uuid:" + u + "</xmpMM:DocumentID>\n<xmpMM:InstanceID>uuid:" + u + "</xmpMM:InstanceID>\n" +
		"<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n")
	b.WriteString("</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// pressProperties gives what a standard has in the XMP: X-4 its version (ISO
// 15930-7, 6.5), X-1a Info's own keys as Acrobat maps them.
func pressProperties(p Press) string {
	const trapped = "<pdf:Trapped>False</pdf:Trapped>\n"
	version := pressKinds[p].version
	switch p {
	case X4:
		return trapped + `<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">` + version + "</pdfxid:GTS_PDFXVersion>\n"
	case X1a:
		return trapped + `<pdfx:GTS_PDFXVersion xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">` + version + "</pdfx:GTS_PDFXVersion>\n"
	}
	return ""
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
