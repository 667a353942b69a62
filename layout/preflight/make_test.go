package preflight

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"testing"

	"paiban/assets"
)

// sample is a PDF in the making: its objects by number, as they are written.
type sample struct {
	version string
	objects map[int]string
	streams map[int][]byte
	trailer string
	noTable bool
}

const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">` +
	`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfxid="x" xmlns:dc="y" xmlns:xmp="z" xmlns:mm="m" xmlns:pdf="p">` +
	`<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><dc:title><rdf:Alt><rdf:li>Advert</rdf:li></rdf:Alt></dc:title>` +
	`<xmp:CreateDate>2024-01-12T08:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>2024-01-12T08:00:00Z</xmp:ModifyDate>` +
	`<xmp:MetadataDate>2024-01-12</xmp:MetadataDate><mm:DocumentID>a</mm:DocumentID><mm:VersionID>1</mm:VersionID>` +
	`<mm:RenditionClass>default</mm:RenditionClass><pdf:Trapped>False</pdf:Trapped></rdf:Description></rdf:RDF></x:xmpmeta>`

// clean gives a PDF/X-4 file that keeps every rule, painting what content says.
func clean(content string) *sample {
	return &sample{
		version: "1.6",
		objects: map[int]string{
			1:  "<</Type /Catalog /Pages 2 0 R /OutputIntents [7 0 R] /Metadata 9 0 R>>",
			2:  "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 320 320]>>",
			3:  "<</Type /Page /Parent 2 0 R /TrimBox [10 10 310 310] /BleedBox [5 5 315 315] /Contents 4 0 R /Resources 5 0 R>>",
			4:  "<<>>",
			5:  "<</Font <</F1 6 0 R /F2 14 0 R /F3 16 0 R>> /ExtGState <</O <</OP true /op true /OPM 1>> /K <</OP false /op false>> /T <</ca 0.5>>>> /XObject <</I 11 0 R /F 12 0 R>> /ColorSpace <</S [/Separation /Gold /DeviceCMYK 13 0 R]>>>>",
			6:  "<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Hei /FontDescriptor 10 0 R>>",
			7:  "<</Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (news) /DestOutputProfile 8 0 R>>",
			8:  "<</N 4>>",
			9:  "<</Type /Metadata /Subtype /XML>>",
			10: "<</Type /FontDescriptor /FontName /ABCDEF+Hei /FontFile2 15 0 R>>",
			11: "<</Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceCMYK /BitsPerComponent 8>>",
			12: "<</Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 50 50]>>",
			13: "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.2 0.6 0.2] /N 1>>",
			14: "<</Type /Font /Subtype /TrueType /BaseFont /Arial /FontDescriptor <</Type /FontDescriptor /FontName /Arial>>>>",
			15: "<<>>",
			16: "<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /FontDescriptor 10 0 R>>]>>",
			20: "<</Title (Advert) /CreationDate (D:20240112080000+08'00') /ModDate (D:20240112080000Z) /GTS_PDFXVersion (PDF/X-4) /Trapped /False>>",
		},
		streams: map[int][]byte{4: []byte(content), 8: assets.Newsprint, 9: []byte(xmp), 11: bytes.Repeat([]byte{0, 128, 128, 0}, 4), 12: []byte("0 0 0 1 k 0 0 50 50 re f"), 15: []byte("\x00\x01\x00\x00font")},
		trailer: "/Root 1 0 R /Info 20 0 R /ID [<00> <00>]",
	}
}

// replace changes what an object says.
func (s *sample) replace(n int, from, to string) *sample {
	if !strings.Contains(s.objects[n], from) {
		panic(fmt.Sprintf("object %d has no %q", n, from))
	}
	s.objects[n] = strings.Replace(s.objects[n], from, to, 1)
	return s
}

// bytes writes the file.
func (s *sample) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-" + s.version + "\n%\xE2\xE3\xCF\xD3\n")
	var numbers []int
	for n := range s.objects {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	offsets := map[int]int{}
	for _, n := range numbers {
		offsets[n] = out.Len()
		body := s.objects[n]
		if data, ok := s.streams[n]; ok {
			body = strings.TrimSuffix(body, ">>") + fmt.Sprintf(" /Length %d>>\nstream\n%s\nendstream", len(data), data)
		}
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	start := out.Len()
	size := numbers[len(numbers)-1] + 1
	if !s.noTable {
		fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", size)
		for n := 1; n < size; n++ {
			if at, ok := offsets[n]; ok {
				fmt.Fprintf(&out, "%010d 00000 n \n", at)
			} else {
				out.WriteString("0000000000 00000 f \n")
			}
		}
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", size, s.trailer, start)
	return out.Bytes()
}

// codes gives what is found in a file.
func codes(t testing.TB, b []byte, standard string) string {
	t.Helper()
	var out []string
	for _, f := range Check("a.pdf", b, Options{Standard: standard, Limits: Newspaper()}) {
		if f.Message.ZH == "" || f.Message.EN == "" || f.Message.ZH == f.Message.EN {
			t.Errorf("%s: %q, %q", f.Code, f.Message.ZH, f.Message.EN)
		}
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}
