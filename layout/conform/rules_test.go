package conform

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// breaks spoils the sample so that it breaks each rule.
var breaks = map[string]func(*sample){
	"A 6.1.2-1":   bare("%PDF-1.7", "%PDF-2.0"),
	"A 6.1.2-2":   bare("\xE2\xE3\xCF\xD3", "abcd"),
	"A 6.1.3-1":   func(s *sample) { s.trailer = "/Root 1 0 R" },
	"A 6.1.3-2":   func(s *sample) { s.trailer += " /Encrypt <</Filter /Standard>>" },
	"A 6.1.3-3":   bare("%%EOF\n", "%%EOF\nmore"),
	"A 6.1.4-2":   bare("xref\n0 ", "xref \n0 "),
	"A 6.1.6-1":   add(33, "/X <0>"),
	"A 6.1.6-2":   add(33, "/X <0G>"),
	"A 6.1.7.1-1": func(s *sample) { s.spoil = length(+3) },
	"A 6.1.7.1-2": bare("stream\n/Kicker", "stream\r/Kicker"),
	"A 6.1.7.1-3": add(12, "/F (x)"),
	"A 6.1.7.2-1": add(11, "/Filter /LZWDecode"),
	"A 6.1.8-1":   rep(13, "/Gold", "/G#FFld"),
	"A 6.1.9-1":   bare("\n33 0 obj\n", "\n33  0 obj\n"),
	"A 6.1.10-1":  paint("BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI"),
	"A 6.1.13-1":  add(33, "/X 2147483648"),
	"A 6.1.13-2":  add(33, "/X 99999999999999999999999999999999999999999999.5"),
	"A 6.1.13-3":  func(s *sample) { add(33, "/X ("+strings.Repeat("x", 32767)+")")(s) },
	"A 6.1.13-4":  add(33, "/"+strings.Repeat("x", 128)+" 1"),
	"A 6.1.13-5":  add(33, "/X 0."+strings.Repeat("0", 40)+"1"),
	"A 6.1.13-8":  paint(strings.Repeat("q ", 29) + strings.Repeat("Q ", 29)),
	"A 6.1.13-9":  rep(5, "/P [/ICC", "/M [/DeviceN ["+strings.Repeat("/None ", 33)+"] /DeviceCMYK 34 0 R] /P [/ICC"),
	"A 6.1.13-11": rep(3, "[0 0 320 320]", "[0 0 320 14401]"),

	"A 6.2.2-1": paint("1 2 zz"),
	"A 6.2.2-2": func(s *sample) { rep(3, "/Resources 5 0 R", "")(s); add(2, "/Resources 5 0 R")(s) },
	"A 6.2.3-1": say(8, "prtr", "abst"),
	"A 6.2.3-2": func(s *sample) { rep(7, "8 0 R", "37 0 R")(s); s.objects[37], s.streams[37] = "<</N 4>>", s.streams[8] },
	"A 6.2.3-3": add(7, "/DestOutputProfileRef <<>>"),
	"A 6.2.4.2-1": func(s *sample) {
		rep(5, "8 0 R]", "37 0 R]")(s)
		s.objects[37] = "<</N 4>>"
		s.streams[37] = "no profile"
		paint("/P cs")(s)
	},
	"A 6.2.4.2-2": func(s *sample) { rep(5, "/OPM 0", "/OPM 1")(s); paint("/P cs 0 0 9 9 re f")(s) },
	"A 6.2.4.3-2": paint("1 0 0 rg"),
	"A 6.2.4.3-3": func(s *sample) { rep(1, " 17 0 R]", "]")(s) },
	"A 6.2.4.3-4": func(s *sample) { rep(1, " 17 0 R]", "]")(s); paint("0 g")(s) },
	"A 6.2.4.4-1": rep(5, "/Colorants <</Gold 13 0 R>>", ""),
	"A 6.2.4.4-2": rep(5, "<</Gold 13 0 R>>", "<</Gold [/Separation /Gold /DeviceGray 34 0 R]>>"),
	"A 6.2.5-1":   rep(5, "/OPM 0", "/TR /Identity"),
	"A 6.2.5-2":   rep(5, "/TR2 /Default", "/TR2 /Identity"),
	"A 6.2.5-3":   rep(5, "/OPM 0", "/HTP [0 0]"),
	"A 6.2.5-4":   rep(5, "/HalftoneType 1", "/HalftoneType 6"),
	"A 6.2.5-5":   rep(5, "/HalftoneType 1", "/HalftoneType 1 /HalftoneName (x)"),
	"A 6.2.6-1":   paint("/Nice ri"),
	"A 6.2.8-1":   add(11, "/Alternates []"),
	"A 6.2.8-2":   add(11, "/OPI <<>>"),
	"A 6.2.8-3":   rep(11, "/Interpolate false", "/Interpolate true"),
	"A 6.2.8.3-1": func(s *sample) {
		s.streams[35] = jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x07\x07\x07\x00\x00", "\x01\x00\x00\x00\x00\x00\x10")
	},
	"A 6.2.8.3-2": func(s *sample) {
		s.streams[35] = jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x03\x07\x07\x00\x00", "\x01\x00\x00\x00\x00\x00\x10", "\x01\x00\x00\x00\x00\x00\x11")
	},
	"A 6.2.8.3-3": func(s *sample) {
		s.streams[35] = jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x03\x07\x07\x00\x00", "\x04\x00\x00\x00\x00\x00\x10")
	},
	"A 6.2.8.3-4": func(s *sample) {
		s.streams[35] = jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x03\x07\x07\x00\x00", "\x01\x00\x00\x00\x00\x00\x13")
	},
	"A 6.2.8.3-5": func(s *sample) {
		s.streams[35] = jpx("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x03\xff\x07\x00\x00", "\x01\x00\x00\x00\x00\x00\x10")
	},
	"A 6.2.9-1":  add(12, "/OPI <<>>"),
	"A 6.2.9-2":  add(12, "/Ref <<>>"),
	"A 6.2.9-3":  rep(12, "/Form", "/PS"),
	"A 6.2.10-1": rep(5, "/BM /Normal", "/BM /Nice"),
	"A 6.2.10-2": func(s *sample) { rep(1, " 17 0 R]", "]")(s); rep(5, "/BM /Normal", "/BM /Multiply")(s) },

	"A 6.2.11.2-1":   rep(6, "/Type /Font ", ""),
	"A 6.2.11.2-2":   rep(28, "/CIDFontType2", "/CIDFontType9"),
	"A 6.2.11.2-3":   rep(6, "/BaseFont /ABCDEF+Song", ""),
	"A 6.2.11.2-4":   rep(14, "/FirstChar 65", ""),
	"A 6.2.11.2-5":   rep(14, "/LastChar 65", ""),
	"A 6.2.11.2-6":   rep(14, "[500]", "[500 500]"),
	"A 6.2.11.3.1-1": rep(32, "(Identity)", "(GB1)"),
	"A 6.2.11.3.2-1": rep(28, "/CIDToGIDMap /Identity", ""),
	"A 6.2.11.3.3-1": rep(6, "/Identity-H", "/Foreign-H"),
	"A 6.2.11.3.3-2": say(32, "/WMode 0", "/WMode 1"),
	"A 6.2.11.3.3-3": say(32, "begincmap", "/Foreign-H usecmap begincmap"),
	"A 6.2.11.4.1-1": rep(14, "/FontFile2 26 0 R", ""),
	"A 6.2.11.4.1-2": say(4, "<0001> Tj", "<0002> Tj"),
	"A 6.2.11.4.2-2": func(s *sample) { add(10, "/CIDSet 37 0 R")(s); s.objects[37], s.streams[37] = "<<>>", "\x80" },
	"A 6.2.11.5-1":   rep(28, "[500]", "[502]"),
	"A 6.2.11.6-1":   func(s *sample) { s.streams[26] = strings.Replace(s.streams[26], "cmap", "cnot", 1) },
	"A 6.2.11.6-2":   rep(14, "/WinAnsiEncoding", "/MacExpertEncoding"),
	"A 6.2.11.6-3":   func(s *sample) { add(16, "/Encoding /WinAnsiEncoding")(s); signs(s) },
	"A 6.2.11.6-4":   func(s *sample) { s.streams[26] = strings.Replace(s.streams[26], "cmap", "cnot", 1); signs(s) },
	"A 6.2.11.7.2-1": say(4, "<0001> Tj", "<0009> Tj"),
	"A 6.2.11.7.2-2": say(19, "<7532>", "<FEFF>"),
	"A 6.2.11.7.3-1": say(19, "<7532>", "<E000>"),
	"A 6.2.11.8-1":   say(4, "<0001> Tj", "<0000> Tj"),

	"A 6.3.1-1": rep(27, "/Text", "/Movie"),
	"A 6.3.2-1": rep(15, "/F 4", ""),
	"A 6.3.2-2": rep(15, "/F 4", "/F 6"),
	"A 6.3.2-3": rep(27, "/F 28", "/F 4"),
	"A 6.3.3-1": rep(27, "/AP <</N 12 0 R>>", ""),
	"A 6.3.3-2": rep(27, "/AP <</N 12 0 R>>", "/AP <</N 12 0 R /D 12 0 R>>"),
	"A 6.3.3-3": rep(27, "/AP <</N 12 0 R>>", "/AP <</N <<>>>>"),
	"A 6.4.1-1": add(29, "/A <</S /URI>>"),
	"A 6.4.1-2": add(29, "/AA <<>>"),
	"A 6.4.1-3": rep(1, "/AcroForm <<", "/AcroForm <</NeedAppearances true "),
	"A 6.4.2-1": rep(1, "/AcroForm <<", "/AcroForm <</XFA [] "),
	"A 6.4.2-2": add(1, "/NeedsRendering true"),
	"A 6.5.1-1": rep(15, "/S /URI", "/S /Launch"),
	"A 6.5.1-2": rep(15, "/S /URI", "/S /Named /N /Print"),
	"A 6.5.2-1": add(1, "/AA <<>>"),
	"A 6.5.2-2": add(3, "/AA <<>>"),

	"A 6.6.2.1-1":   rep(1, "/Metadata 9 0 R", ""),
	"A 6.6.2.1-2":   say(9, `id="W5M0`, `bytes="1" id="W5M0`),
	"A 6.6.2.1-3":   say(9, `id="W5M0`, `encoding="UTF-8" id="W5M0`),
	"A 6.6.2.1-4":   say(9, "</dc:title>", "</dc:tit>"),
	"A 6.6.2.3.1-1": say(9, "<pdfaid:part>", "<dc:own>x</dc:own><pdfaid:part>"),
	"A 6.6.2.3.1-2": say(9, "2024-01-12T08:00:00+08:00", "12 January"),
	"A 6.6.2.3.3-1": say(9, "<pdfaSchema:prefix>", "<pdfaSchema:more>x</pdfaSchema:more><pdfaSchema:prefix>"),
	"A 6.6.2.3.3-2": func(s *sample) { s.streams[9] = strings.ReplaceAll(s.streams[9], "pdfaExtension", "ext") },
	"A 6.6.2.3.3-3": func(s *sample) { s.streams[9] = strings.ReplaceAll(s.streams[9], "pdfaSchema", "sch") },
	"A 6.6.2.3.3-4": say(9, "internal", "secret"),
	"A 6.6.2.3.3-5": say(9, "<pdfaType:prefix>own</pdfaType:prefix>", ""),
	"A 6.6.2.3.3-6": say(9, "<pdfaField:valueType>Text</pdfaField:valueType>", ""),
	"A 6.6.4-1":     say(9, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", ""),
	"A 6.6.4-2":     say(9, "<pdfaid:part>2", "<pdfaid:part>1"),
	"A 6.6.4-3":     say(9, "<pdfaid:conformance>A", "<pdfaid:conformance>B"),
	"A 6.6.4-4":     func(s *sample) { s.streams[9] = strings.ReplaceAll(s.streams[9], "pdfaid", "id") },
	"A 6.7.2.2-1":   rep(1, "/Marked true", "/Marked false"),
	"A 6.7.3.3-1":   rep(1, "/StructTreeRoot 20 0 R", ""),
	"A 6.7.3.3-2":   rep(22, "/Type /StructElem", ""),
	"A 6.7.3.4-1":   rep(20, "/Kicker /P", ""),
	"A 6.7.3.4-2":   rep(20, "/Kicker /P", "/Kicker /Head /Head /Kicker"),
	"A 6.7.3.4-3":   rep(20, "/Kicker /P", "/Kicker /P /P /H1"),
	"A 6.7.4-1":     rep(1, "(zh-CN)", "(zh_CN)"),
	"A 6.8-1":       add(33, "/X <</Type /Filespec /F (a) /UF (a) /EF <</F 12 0 R>>>>"),
	"A 6.8-2":       add(33, "/X <</Type /Filespec /F (a) /EF <<>>>>"),
	"A 6.9-1":       rep(1, "/Name (one)", ""),
	"A 6.9-2":       rep(1, "/Name (two)", "/Name (one)"),
	"A 6.9-3":       rep(1, "/Order [33 0 R]", "/Order []"),
	"A 6.9-4":       rep(1, "/Name (two)", "/Name (two) /AS []"),
	"A 6.10-1":      add(1, "/Names <</AlternatePresentations <<>>>>"),
	"A 6.10-2":      add(3, "/PresSteps <<>>"),
	"A 6.11-1":      add(1, "/Requirements []"),

	"UA 5-1": say(9, "<pdfuaid:part>1</pdfuaid:part>", ""),
	"UA 5-2": say(9, "<pdfuaid:part>1", "<pdfuaid:part>2"),
	"UA 5-3": func(s *sample) {
		s.streams[9] = strings.ReplaceAll(s.streams[9], "pdfuaid:", "ua:")
		say(9, "xmlns:pdfuaid", "xmlns:ua")(s)
	},
	"UA 6.2-1":  rep(1, "/Marked true", "/Marked false"),
	"UA 7.1-1":  say(4, "/Figure <</MCID 1>> BDC", "/Figure <</MCID 1>> BDC /Artifact BMC EMC"),
	"UA 7.1-2":  say(4, "/Artifact BMC", "/Artifact BMC /P <</MCID 0>> BDC EMC"),
	"UA 7.1-3":  say(4, "/Artifact BMC", "0 0 9 9 re f /Artifact BMC"),
	"UA 7.1-4":  rep(1, "/Marked true", "/Marked true /Suspects true"),
	"UA 7.1-5":  rep(20, "/Kicker /P", ""),
	"UA 7.1-6":  rep(20, "/Kicker /P", "/Kicker /Head /Head /Kicker"),
	"UA 7.1-7":  rep(20, "/Kicker /P", "/Kicker /P /P /H1"),
	"UA 7.1-8":  rep(1, "/Metadata 9 0 R", ""),
	"UA 7.1-9":  say(9, "Title</rdf:li>", "</rdf:li>"),
	"UA 7.1-10": rep(1, "/DisplayDocTitle true", ""),
	"UA 7.1-11": rep(1, "/StructTreeRoot 20 0 R", ""),
	"UA 7.1-12": rep(22, "/P 21 0 R", ""),
	"UA 7.2-2":  rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-3":  with(el("Table", el("P"))),
	"UA 7.2-4":  with(el("TR")),
	"UA 7.2-5":  with(el("THead")),
	"UA 7.2-6":  with(el("TBody")),
	"UA 7.2-7":  with(el("TFoot")),
	"UA 7.2-8":  with(el("TH")),
	"UA 7.2-9":  with(el("TD")),
	"UA 7.2-10": with(el("Table", el("TR", el("P")))),
	"UA 7.2-11": with(el("Table", el("THead"), el("THead"), el("TBody"))),
	"UA 7.2-12": with(el("Table", el("TBody"), el("TFoot"), el("TFoot"))),
	"UA 7.2-13": with(el("Table", el("TFoot"))),
	"UA 7.2-14": with(el("Table", el("THead"))),
	"UA 7.2-15": with(el("Table", el("TR", el("TD")), el("TR", el("TD"), el("TD")))),
	"UA 7.2-17": with(el("LI")),
	"UA 7.2-18": with(el("LBody")),
	"UA 7.2-19": with(el("L", el("P"))),
	"UA 7.2-20": with(el("L", el("LI", el("P")))),
	"UA 7.2-21": func(s *sample) { rep(1, "/Lang (zh-CN)", "")(s); add(22, "/ActualText (x)")(s) },
	"UA 7.2-22": rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-23": func(s *sample) { rep(1, "/Lang (zh-CN)", "")(s); add(22, "/E (x)")(s) },
	"UA 7.2-24": rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-25": rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-26": with(el("TOCI")),
	"UA 7.2-27": with(el("TOC", el("P"))),
	"UA 7.2-29": rep(1, "(zh-CN)", "(zh_CN)"),
	"UA 7.2-30": func(s *sample) { rep(1, "/Lang (zh-CN)", "")(s); paint("/Span <</ActualText (x)>> BDC EMC")(s) },
	"UA 7.2-31": func(s *sample) { rep(1, "/Lang (zh-CN)", "")(s); paint("/Span <</Alt (x)>> BDC EMC")(s) },
	"UA 7.2-32": func(s *sample) { rep(1, "/Lang (zh-CN)", "")(s); paint("/Span <</E (x)>> BDC EMC")(s) },
	"UA 7.2-33": rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-34": rep(1, "/Lang (zh-CN)", ""),
	"UA 7.2-36": with(el("Table", el("THead", el("P")), el("TBody"))),
	"UA 7.2-37": with(el("Table", el("TBody", el("P")))),
	"UA 7.2-38": with(el("Table", el("TBody"), el("TFoot", el("P")))),
	"UA 7.3-1":  rep(23, "/Alt (a picture)", ""),

	"UA 7.4.2-1":    with(el("H2")),
	"UA 7.4.4-1":    with(el("Sect", el("H"), el("H"))),
	"UA 7.4.4-2":    with(el("H1"), el("H")),
	"UA 7.5-1":      with(el("Table", el("TR", el("TH")), el("TR", el("TD")))),
	"UA 7.7-1":      with(el("Formula")),
	"UA 7.9-1":      with(el("Note")),
	"UA 7.9-2":      with("<</Type /StructElem /S /Note /P 21 0 R /ID (a)>>", "<</Type /StructElem /S /Note /P 21 0 R /ID (a)>>"),
	"UA 7.10-1":     rep(1, "/Name (one)", ""),
	"UA 7.10-2":     rep(1, "/Name (two)", "/Name (two) /AS []"),
	"UA 7.11-1":     add(33, "/X <</Type /Filespec /F (a) /EF <<>>>>"),
	"UA 7.15-1":     rep(1, "/AcroForm <<", "/AcroForm <</XFA [] "),
	"UA 7.18.1-1":   rep(27, "/StructParent 2", ""),
	"UA 7.18.1-2":   rep(27, "/Contents (a note)", ""),
	"UA 7.18.1-3":   rep(29, "/TU (field)", ""),
	"UA 7.18.2-1":   rep(27, "/Subtype /Text", "/Subtype /TrapNet"),
	"UA 7.18.3-1":   rep(3, "/Tabs /S", ""),
	"UA 7.18.4-1":   rep(29, "/StructParent 3", ""),
	"UA 7.18.5-1":   rep(15, "/StructParent 1", ""),
	"UA 7.18.5-2":   rep(15, "/Contents (on)", ""),
	"UA 7.18.8-1":   rep(27, "/Subtype /Text", "/Subtype /PrinterMark"),
	"UA 7.20-1":     add(12, "/Ref <<>>"),
	"UA 7.20-2":     func(s *sample) { add(12, "/StructParents 9")(s); paint("/F Do")(s) },
	"UA 7.21.3.1-1": rep(32, "(Identity)", "(GB1)"),
	"UA 7.21.3.2-1": rep(28, "/CIDToGIDMap /Identity", ""),
	"UA 7.21.3.3-1": rep(6, "/Identity-H", "/Foreign-H"),
	"UA 7.21.3.3-2": say(32, "/WMode 0", "/WMode 1"),
	"UA 7.21.3.3-3": say(32, "begincmap", "/Foreign-H usecmap begincmap"),
	"UA 7.21.4.1-1": rep(14, "/FontFile2 26 0 R", ""),
	"UA 7.21.4.1-2": say(4, "<0001> Tj", "<0002> Tj"),
	"UA 7.21.4.2-2": func(s *sample) { add(10, "/CIDSet 37 0 R")(s); s.objects[37], s.streams[37] = "<<>>", "\x80" },
	"UA 7.21.5-1":   rep(28, "[500]", "[502]"),
	"UA 7.21.6-1":   func(s *sample) { s.streams[26] = strings.Replace(s.streams[26], "cmap", "cnot", 1) },
	"UA 7.21.6-2":   rep(14, "/WinAnsiEncoding", "/MacExpertEncoding"),
	"UA 7.21.6-3":   func(s *sample) { add(16, "/Encoding /WinAnsiEncoding")(s); signs(s) },
	"UA 7.21.6-4":   func(s *sample) { s.streams[26] = strings.Replace(s.streams[26], "cmap", "cnot", 1); signs(s) },
	"UA 7.21.7-1":   say(4, "<0001> Tj", "<0009> Tj"),
	"UA 7.21.7-2":   say(19, "<7532>", "<FEFF>"),
	"UA 7.21.8-1":   say(4, "<0001> Tj", "<0000> Tj"),
}

// signs shows a character of the symbolic font.
func signs(s *sample) { paint("BT /F3 9 Tf (A) Tj ET")(s) }

// length makes the Length of the page's content wrong.
func length(by int) func([]byte) []byte {
	return func(b []byte) []byte {
		at := strings.Index(string(b), "\n4 0 obj")
		i := at + strings.Index(string(b[at:]), "/Length ") + len("/Length ")
		b[i+2] = '0' + (b[i+2]-'0'+byte(by))%10
		return b
	}
}

// untested are rules that no small file breaks.
var untested = map[string]string{"A 6.1.13-7": "the file would have eight million objects"}

// TestRules spoils a file that keeps all rules, once for each: the rule tells of it.
func TestRules(t *testing.T) {
	list, err := Check(keeps().bytes(), "pdfa2a", "pdfua1")
	for _, b := range list {
		t.Errorf("the sample breaks %s: %s", b.Rule.ID(), b.Detail)
	}
	if err != nil || len(list) > 0 {
		t.Fatal(err)
	}
	for _, r := range Rules() {
		t.Run(strings.ReplaceAll(r.ID(), " ", "-"), func(t *testing.T) {
			spoil := breaks[r.ID()]
			if spoil == nil {
				if untested[r.ID()] == "" {
					t.Fatal("no file breaks it")
				}
				return
			}
			s := keeps()
			spoil(s)
			list, err := Check(s.bytes(), "pdfa2a", "pdfua1")
			if err != nil {
				t.Fatal(err)
			}
			told := false
			var ids []string
			for _, b := range list {
				told = told || b.Rule == r
				ids = append(ids, b.Rule.ID())
			}
			if !told {
				t.Errorf("%s is not told of; told: %v", r.Asks.EN, ids)
			}
		})
	}
	for id := range breaks {
		if byNumber[id] == nil {
			t.Errorf("there is no rule %s", id)
		}
	}
}

// A level asks what it asks: B no structure, U characters, A all.
func TestLevels(t *testing.T) {
	for _, c := range []struct {
		spoil func(*sample)
		level string
		want  string
	}{
		{rep(1, "/StructTreeRoot 20 0 R", ""), "pdfa2b", ""},
		{rep(1, "/StructTreeRoot 20 0 R", ""), "pdfa2u", ""},
		{rep(1, "/StructTreeRoot 20 0 R", ""), "pdfa2a", "A 6.7.3.3-1"},
		{say(4, "<0001> Tj", "<0009> Tj"), "pdfa2b", "A 6.2.11.4.1-2"},
		{say(4, "<0001> Tj", "<0009> Tj"), "pdfa2u", "A 6.2.11.4.1-2 A 6.2.11.7.2-1"},
		{say(9, "<pdfaid:conformance>A", "<pdfaid:conformance>B"), "pdfa2u", "A 6.6.4-3"},
	} {
		s := keeps()
		c.spoil(s)
		list, err := Check(s.bytes(), c.level)
		var got []string
		for _, b := range list {
			got = append(got, b.Rule.ID())
		}
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v %v, not %s", c.level, got, err, c.want)
		}
	}
}

// Bytes changed at random, by a fixed seed, neither stop the checks nor make them go on
// without end.
func TestBroken(t *testing.T) {
	s := keeps()
	s.streams[8] = s.streams[8][:132]
	base := s.bytes()
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		b := bytes.Clone(base)
		for range 1 + r.IntN(8) {
			i, j, k := r.IntN(len(b)), r.IntN(len(b)), r.IntN(30)
			switch r.IntN(3) {
			case 0:
				b[i] = byte(j)
			case 1:
				b[i] = "0123456789<>[]/() R"[k%19]
			case 2:
				copy(b[i:min(len(b), i+k)], b[j:min(len(b), j+k)])
			}
		}
		Check(b, Names()...)
		Read(b)
	}
}

// No file, however broken, stops the checks.
func FuzzCheck(f *testing.F) {
	small := func() *sample {
		s := keeps()
		s.streams[8] = s.streams[8][:132]
		return s
	}
	f.Add(small().bytes())
	for _, id := range []string{"A 6.1.9-1", "A 6.2.11.5-1", "UA 7.2-15", "A 6.6.2.1-4"} {
		s := small()
		breaks[id](s)
		f.Add(s.bytes())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		Check(b, Names()...)
		Read(b)
		Says(b)
	})
}
