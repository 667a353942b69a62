package conform

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"

	"paiban/assets"
)

// sample is a file in the making, that keeps every rule: its objects by number, as they
// are written, and what of it a test spoils.
type sample struct {
	objects map[int]string
	streams map[int]string
	trailer string
	spoil   func([]byte) []byte // the finished bytes; nil = as they are
}

const packetText = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">` +
	`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` +
	`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Title</rdf:li></rdf:Alt></dc:title><xmp:CreateDate>2024-01-12T08:00:00+08:00</xmp:CreateDate>` +
	`<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>` +
	`<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"` +
	` xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" xmlns:pdfaType="http://www.aiim.org/pdfa/ns/type#" xmlns:pdfaField="http://www.aiim.org/pdfa/ns/field#">` +
	`<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>UA</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
	`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>` +
	`<pdfaSchema:valueType><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaType:type>Own</pdfaType:type><pdfaType:namespaceURI>urn:own</pdfaType:namespaceURI>` +
	`<pdfaType:prefix>own</pdfaType:prefix><pdfaType:description>own</pdfaType:description><pdfaType:field><rdf:Seq><rdf:li rdf:parseType="Resource">` +
	`<pdfaField:name>f</pdfaField:name><pdfaField:valueType>Text</pdfaField:valueType><pdfaField:description>f</pdfaField:description></rdf:li></rdf:Seq></pdfaType:field>` +
	`</rdf:li></rdf:Seq></pdfaSchema:valueType></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`

const cmapText = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange\n" +
	"1 beginbfchar\n<0001><7532>\nendbfchar\n1 beginbfrange\n<0002><0003><4E00>\nendbfrange endcmap end end"

const ownCMap = "/WMode 0 def begincmap 1 begincidrange <0000><FFFF> 0 endcidrange endcmap"

// keeps gives a file that keeps PDF/A-2a and PDF/UA-1.
func keeps() *sample {
	return &sample{
		objects: map[int]string{
			1: "<</Type /Catalog /Pages 2 0 R /Lang (zh-CN) /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>" +
				" /StructTreeRoot 20 0 R /Metadata 9 0 R /OutputIntents [7 0 R 17 0 R] /Outlines 30 0 R /AcroForm <</Fields [29 0 R]>>" +
				" /OCProperties <</OCGs [33 0 R] /D <</Name (one) /Order [33 0 R]>> /Configs [<</Name (two)>>]>>>>",
			2: "<</Type /Pages /Kids [3 0 R] /Count 1>>",
			3: "<</Type /Page /Parent 2 0 R /MediaBox [0 0 320 320] /TrimBox [10 10 310 310] /Contents 4 0 R /Resources 5 0 R /StructParents 0 /Tabs /S /Annots [15 0 R 27 0 R 29 0 R]>>",
			4: "<<>>",
			5: "<</Font <</F1 6 0 R /F2 14 0 R /F3 16 0 R /F4 18 0 R>> /ExtGState <</O <</OP true /op true /OPM 0 /RI /Perceptual /TR2 /Default /BM /Normal /HT <</HalftoneType 1>>>>>>" +
				" /XObject <</I 11 0 R /F 12 0 R /J 35 0 R>> /ColorSpace <</S 13 0 R /N [/DeviceN [/Gold] /DeviceCMYK 34 0 R <</Colorants <</Gold 13 0 R>>>>] /P [/ICCBased 8 0 R]>>>>",
			6:  "<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /ToUnicode 19 0 R /DescendantFonts [28 0 R]>>",
			7:  "<</Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (news) /DestOutputProfile 8 0 R>>",
			8:  "<</N 4>>",
			9:  "<</Type /Metadata /Subtype /XML>>",
			10: "<</Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontFile2 26 0 R>>",
			11: "<</Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Interpolate false>>",
			12: "<</Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources <<>>>>",
			13: "[/Separation /Gold /DeviceCMYK 34 0 R]",
			14: "<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Hei /FirstChar 65 /LastChar 65 /Widths [500] /Encoding /WinAnsiEncoding /FontDescriptor <</Type /FontDescriptor /FontName /ABCDEF+Hei /Flags 32 /FontFile2 26 0 R>>>>",
			15: "<</Type /Annot /Subtype /Link /Rect [20 20 40 40] /F 4 /Contents (on) /StructParent 1 /A <</S /URI /URI (http://a)>>>>",
			16: "<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Signs /FirstChar 65 /LastChar 65 /Widths [500] /ToUnicode 19 0 R /FontDescriptor <</Type /FontDescriptor /FontName /ABCDEF+Signs /Flags 4 /FontFile2 26 0 R>>>>",
			17: "<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (news) /DestOutputProfile 8 0 R>>",
			18: "<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Kai /Encoding 32 0 R /ToUnicode 19 0 R /DescendantFonts [28 0 R]>>",
			19: "<<>>",
			20: "<</Type /StructTreeRoot /K 21 0 R /ParentTree <</Nums [0 [22 0 R 23 0 R 24 0 R] 1 24 0 R 2 25 0 R 3 31 0 R]>> /RoleMap <</Kicker /P>>>>",
			21: "<</Type /StructElem /S /Document /P 20 0 R /K [22 0 R 23 0 R 24 0 R 25 0 R 31 0 R]>>",
			22: "<</Type /StructElem /S /Kicker /P 21 0 R /Pg 3 0 R /K [0]>>",
			23: "<</Type /StructElem /S /Figure /P 21 0 R /Pg 3 0 R /Alt (a picture) /K [1]>>",
			24: "<</Type /StructElem /S /Link /P 21 0 R /Pg 3 0 R /K [2 <</Type /OBJR /Obj 15 0 R>>]>>",
			25: "<</Type /StructElem /S /Annot /P 21 0 R /Pg 3 0 R /K [<</Type /OBJR /Obj 27 0 R>>]>>",
			26: "<<>>",
			27: "<</Type /Annot /Subtype /Text /Rect [60 20 80 40] /F 28 /Contents (a note) /StructParent 2 /AP <</N 12 0 R>>>>",
			28: "<</Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor 10 0 R /DW 1000 /W [1 [500]] /CIDToGIDMap /Identity>>",
			29: "<</Type /Annot /Subtype /Widget /FT /Tx /T (t) /TU (field) /Rect [90 20 110 40] /F 4 /StructParent 3 /AP <</N 12 0 R>>>>",
			30: "<</Type /Outlines /First 36 0 R /Last 36 0 R /Count 1>>",
			31: "<</Type /StructElem /S /Form /P 21 0 R /Pg 3 0 R /K [<</Type /OBJR /Obj 29 0 R>>]>>",
			32: "<</Type /CMap /CMapName /Own /WMode 0 /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>",
			33: "<</Type /OCG /Name (layer)>>",
			34: "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.2 0.6 0.2] /N 1>>",
			35: "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode>>",
			36: "<</Title (one) /Parent 30 0 R /Dest [3 0 R /Fit]>>",
		},
		streams: map[int]string{
			4: "/Kicker <</MCID 0>> BDC /O gs 0 0 0 1 k BT /F1 10 Tf 20 100 Td <0001> Tj /F2 10 Tf (A) Tj /F4 10 Tf <0001> Tj ET /S cs 1 scn 0 0 9 9 re f /N cs 1 scn 0 0 9 9 re f EMC\n" +
				"/Figure <</MCID 1>> BDC q 10 0 0 10 50 50 cm /I Do Q EMC\n" +
				"/Link <</MCID 2>> BDC BT /F1 10 Tf 20 20 Td <0001> Tj ET EMC\n/Artifact BMC 0 g 0 0 50 50 re f /F Do /J Do EMC\n",
			8: string(assets.Newsprint), 9: packetText, 11: strings.Repeat("\x00\x80\x80\x00", 4), 12: "0 0 0 1 k 0 0 50 50 re f",
			19: cmapText, 26: string(tinyFont(500)), 32: ownCMap,
			35: jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x03\x07\x07\x00\x00", "\x01\x00\x00\x00\x00\x00\x10"),
		},
		trailer: "/Root 1 0 R /ID [<00> <00>]",
	}
}

// jpx gives the heads of a JPEG 2000 file with its ihdr and colr boxes.
func jpx(ihdr string, colrs ...string) string {
	box := func(kind, body string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + kind + body
	}
	inner := box("ihdr", ihdr)
	for _, c := range colrs {
		inner += box("colr", c)
	}
	return box("jP  ", "\r\n\x87\n") + box("jp2h", inner)
}

// tinyFont gives a TrueType font of .notdef and one glyph, its width given, of 1000 to
// the em.
func tinyFont(width int) []byte {
	be := binary.BigEndian
	head := make([]byte, 54)
	be.PutUint16(head[18:], 1000)
	hhea := make([]byte, 36)
	be.PutUint16(hhea[34:], 2)
	maxp := []byte{0, 1, 0, 0, 0, 2}
	hmtx := []byte{3, 232, 0, 0, byte(width >> 8), byte(width), 0, 0}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4}
	names := []string{"cmap", "head", "hhea", "hmtx", "maxp"}
	tables := [][]byte{cmap, head, hhea, hmtx, maxp}
	out := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 0, 0, 0, 0, 0}
	at := 12 + 16*len(names)
	for i, n := range names {
		out = append(out, n...)
		out = append(out, 0, 0, 0, 0)
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(tables[i])))
		at += len(tables[i])
	}
	for _, t := range tables {
		out = append(out, t...)
	}
	return out
}

// rep changes what an object says; add puts more into a dictionary.
func rep(n int, from, to string) func(*sample) {
	return func(s *sample) {
		if !strings.Contains(s.objects[n], from) {
			panic(fmt.Sprintf("object %d has no %q", n, from))
		}
		s.objects[n] = strings.Replace(s.objects[n], from, to, 1)
	}
}

func add(n int, more string) func(*sample) {
	return func(s *sample) { s.objects[n] = strings.TrimSuffix(s.objects[n], ">>") + " " + more + ">>" }
}

// say changes what a stream says.
func say(n int, from, to string) func(*sample) {
	return func(s *sample) {
		if !strings.Contains(s.streams[n], from) {
			panic(fmt.Sprintf("stream %d has no %q", n, from))
		}
		s.streams[n] = strings.Replace(s.streams[n], from, to, 1)
	}
}

// bare changes the finished bytes.
func bare(from, to string) func(*sample) {
	return func(s *sample) {
		s.spoil = func(b []byte) []byte {
			if !bytes.Contains(b, []byte(from)) {
				panic(fmt.Sprintf("the file has no %q", from))
			}
			return bytes.Replace(b, []byte(from), []byte(to), 1)
		}
	}
}

// paint has the page paint more, as an artifact.
func paint(more string) func(*sample) {
	return say(4, "/Artifact BMC", "/Artifact BMC "+more)
}

// with puts more elements in the document; el writes one.
func with(elements ...string) func(*sample) {
	return rep(21, "31 0 R]", "31 0 R "+strings.Join(elements, " ")+"]")
}

func el(kind string, kids ...string) string {
	return "<</Type /StructElem /S /" + kind + " /P 21 0 R /K [" + strings.Join(kids, " ") + "]>>"
}

func (s *sample) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	var numbers []int
	for n := range s.objects {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(numbers)+1)
	for _, n := range numbers {
		table += fmt.Sprintf("%010d 00000 n \n", out.Len())
		body := s.objects[n]
		if data, ok := s.streams[n]; ok {
			body = strings.TrimSuffix(body, ">>") + fmt.Sprintf(" /Length %d>>\nstream\n%s\nendstream", len(data), data)
		}
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	start := out.Len()
	out.WriteString(table)
	fmt.Fprintf(&out, "trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", len(numbers)+1, s.trailer, start)
	if s.spoil != nil {
		return s.spoil(out.Bytes())
	}
	return out.Bytes()
}
