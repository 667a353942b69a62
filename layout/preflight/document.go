package preflight

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"paiban/layout/conform"
	"paiban/layout/diag"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
)

var errNoPages = errors.New("the file has no pages")

// standards are the exchanges for the press that are known: what a file says, its
// name here, and the version of PDF that it may be.
var standards = []struct{ says, name, version string }{
	{"PDF/X-4", "pdfx4", "1.6"},
	{"PDF/X-1a:2003", "pdfx1a", "1.4"},
	{"PDF/X-1a:2001", "pdfx1a", "1.3"},
	{"PDF/X-1:2001", "pdfx1a", "1.3"},
}

// document checks what holds for the file as a whole.
func (c *checker) document(data []byte) {
	info, xmp := c.dict(c.Trailer["Info"]), c.xmp()
	says := c.plain(info["GTS_PDFXVersion"])
	if s := xmp["GTS_PDFXVersion"]; s != "" && says == "" {
		says = s
	}
	c.asked(data)
	version := ""
	for _, s := range standards {
		if says == s.says || strings.HasPrefix(says, s.says) && s.name == "pdfx4" {
			if c.standard == "" {
				c.standard = s.name
			}
			if c.standard == s.name {
				version = s.version
			}
		}
	}
	c.noActions()
	if c.standard == "screen" || c.standard == "" {
		if c.opt.Standard == "" && len(c.archive) == 0 {
			c.tell("pdf-standard", nil, box{}, "none", diag.T("不是 PDF/X 文件", "it is not a PDF/X file"))
		}
		if len(c.archive) > 0 {
			c.standard = "screen"
		}
		return
	}
	if version == "" {
		c.tell("pdf-standard", nil, box{}, "version", diag.T("GTS_PDFXVersion 是“%[1]s”，不合 %[2]s", "GTS_PDFXVersion is %[1]q, which is not %[2]s", says, c.standard))
	} else if v := c.version(data); v > version {
		c.tell("pdf-standard", nil, box{}, "pdf", diag.T("PDF %[1]s 高于 %[2]s 所许的 %[3]s", "PDF %[1]s is above what %[2]s allows, %[3]s", v, says, version))
	}
	if len(c.array(c.Trailer["ID"])) < 2 {
		c.tell("pdf-standard", nil, box{}, "id", diag.T("没有文件标识（ID）", "it has no file identifier (ID)"))
	}
	if t := c.get(info["Trapped"]); t != name("True") && t != name("False") && xmp["Trapped"] != "True" && xmp["Trapped"] != "False" {
		c.tell("pdf-standard", nil, box{}, "trapped", diag.T("没有写明是否陷印（Trapped）", "it does not say whether it is trapped (Trapped)"))
	}
	c.complete(data, info, xmp)
	c.dormant()
	c.later()
	c.forbiddenStreams()
	if c.standard == "pdfx4" && len(xmp) == 0 {
		c.tell("pdf-standard", nil, box{}, "xmp", diag.T("没有 XMP 元数据", "it has no XMP metadata"))
	}
	c.agree(info, xmp)
	c.intent()
}

// Standards are those that a file can be held to.
func Standards() []string { return append([]string{"pdfx4", "pdfx1a", "screen"}, conform.Names()...) }

// asked splits what the file is held to into a standard of the press and those of
// archives.
func (c *checker) asked(data []byte) {
	if c.opt.Standard == "" {
		c.archive = conform.Says(data)
		return
	}
	for _, s := range strings.Split(c.opt.Standard, "+") {
		switch {
		case strings.HasPrefix(s, "pdfa") || strings.HasPrefix(s, "pdfua"):
			c.archive = append(c.archive, s)
		default:
			c.standard = s
		}
	}
	if c.standard == "" && len(c.archive) > 0 {
		c.standard = "screen"
	}
}

// archived holds the file to the standards of archives, those asked for or, where none
// is asked for, those that it says it keeps.
func (c *checker) archived(data []byte) {
	if len(c.archive) == 0 {
		return
	}
	breaches, err := conform.Check(data, c.archive...)
	if err != nil {
		return // told of already
	}
	for _, b := range breaches {
		code, standard := "pdf-archive", "ISO 19005-2"
		if b.Rule.Standard == "UA" {
			code, standard = "pdf-access", "ISO 14289-1"
		}
		detail := diag.Text{}
		if b.Detail != "" {
			detail = diag.T("：%s", ": %s", b.Detail)
		}
		var p *page
		if b.Page > 0 && b.Page <= len(c.pages) {
			p = c.pages[b.Page-1]
		}
		for range b.N {
			c.tell(code, p, box{}, b.Rule.Number, diag.T("不合 %[1]s 第 %[2]s 条（%[3]s）%[4]s", "it breaks %[1]s, %[2]s (%[5]s)%[6]s",
				standard, b.Rule.Number, b.Rule.Asks.ZH, detail.ZH, b.Rule.Asks.EN, detail.EN))
		}
	}
}

// version gives the version of PDF, of the header or the catalog.
func (c *checker) version(data []byte) string {
	i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	v := string(data[i+5 : min(len(data), i+8)])
	if n := string(c.nameOf(c.catalog()["Version"])); n > v {
		v = n
	}
	return v
}

func (c *checker) nameOf(o object) name { return c.file.name(o) }

// plain gives a text string as characters (7.9.2.2).
func (c *checker) plain(o object) string { return pdffile.Plain(c.text(o)) }

// xmp gives the plain properties of the metadata, by their local names.
func (c *checker) xmp() map[string]string {
	s, _ := c.get(c.catalog()["Metadata"]).(*stream)
	if s == nil {
		return nil
	}
	data, err := c.unpack(s)
	if err != nil {
		return nil
	}
	out := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(data[:min(len(data), 4<<20)]))
	var path []string
	for {
		t, err := d.Token()
		if err != nil {
			if err != io.EOF && len(out) == 0 {
				return nil
			}
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
			for _, a := range t.Attr {
				if t.Name.Local == "Description" {
					out[a.Name.Local] = a.Value
				}
			}
		case xml.EndElement:
			path = path[:max(0, len(path)-1)]
		case xml.CharData:
			v := strings.TrimSpace(string(t))
			for i := len(path) - 1; i >= 0 && v != ""; i-- {
				switch path[i] {
				case "li", "Alt", "Seq", "Bag":
					continue
				}
				if out[path[i]] == "" {
					out[path[i]] = v
				}
				break
			}
		}
	}
}

// agree checks that Info and the XMP say the same (ISO 15930-7, 6.5; 15930-4, 6.7).
func (c *checker) agree(info dict, xmp map[string]string) {
	for _, k := range []struct{ info, xmp string }{
		{"Title", "title"}, {"Creator", "CreatorTool"}, {"Producer", "Producer"}, {"GTS_PDFXVersion", "GTS_PDFXVersion"},
		{"CreationDate", "CreateDate"}, {"ModDate", "ModifyDate"},
	} {
		a, b := strings.TrimSpace(c.plain(info[name(k.info)])), xmp[k.xmp]
		if strings.HasSuffix(k.info, "Date") {
			a, b = digits(a), digits(b)
		}
		if a != "" && b != "" && a != b {
			c.tell("pdf-metadata", nil, box{}, k.info, diag.T("Info 的 %[1]s 与 XMP 不一致", "Info's %[1]s is not what the XMP says", k.info))
		}
	}
	if t := c.nameOf(info["Trapped"]); t != "" && xmp["Trapped"] != "" && string(t) != xmp["Trapped"] {
		c.tell("pdf-metadata", nil, box{}, "Trapped", diag.T("Info 的 Trapped 与 XMP 不一致", "Info's Trapped is not what the XMP says"))
	}
	for _, k := range []name{"Title", "CreationDate", "ModDate"} {
		if c.standard == "pdfx1a" && c.text(info[k]) == "" {
			c.tell("pdf-metadata", nil, box{}, string(k), diag.T("Info 里没有 %s", "Info has no %s", k))
		}
	}
}

// digits gives the digits of a date, to the minute: zones and seconds are written in
// many ways.
func digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' && b.Len() < 12 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// intent checks the output intent (ISO 15930-7, 6.2.3).
func (c *checker) intent() {
	var found dict
	n := 0
	for _, o := range c.array(c.catalog()["OutputIntents"]) {
		if d := c.dict(o); c.nameOf(d["S"]) == "GTS_PDFX" {
			found = d
			n++
		}
	}
	if n > 1 {
		c.tell("pdf-intent", nil, box{}, "several", diag.T("有 %d 个输出意图，只能有一个", "it has %d output intents, and may have one", n))
	}
	if found == nil {
		c.tell("pdf-intent", nil, box{}, "", diag.T("没有输出意图（GTS_PDFX）", "it has no output intent (GTS_PDFX)"))
		return
	}
	s, _ := c.get(found["DestOutputProfile"]).(*stream)
	if s == nil {
		switch {
		case c.standard == "pdfx4":
			c.tell("pdf-intent", nil, box{}, "", diag.T("输出意图里没有嵌入特性文件", "the output intent has no profile embedded"))
		case c.plain(found["OutputConditionIdentifier"]) == "":
			c.tell("pdf-intent", nil, box{}, "", diag.T("输出意图既没有特性文件，也没有条件名称", "the output intent has neither profile nor name of a condition"))
		}
		return
	}
	if v, _ := c.num(s.Dict["N"]); v != 4 {
		c.tell("pdf-intent", nil, box{}, "n", diag.T("输出意图的特性文件写作 %v 个通道，应为 4", "the output intent's profile is said to have %v channels, not 4", v))
	}
	if err := c.profile(s); err != nil {
		why := picture.Why(err)
		c.tell("pdf-intent", nil, box{}, "", diag.T("输出意图的特性文件不能用：%[1]s", "the output intent's profile cannot be used: %[2]s", why.ZH, why.EN))
	}
}

// goodProfile is the last profile that was found good, as its stream stands in a file:
// all files of a press have the same one, and unpacking and reading it takes longer than
// all the rest of a file that holds a page.
var goodProfile atomic.Pointer[[]byte]

// profile checks the profile of an output intent.
func (c *checker) profile(s *stream) error {
	filters, parms := c.Filters(s.Dict)
	plain := len(filters) == 1 && filters[0] == "FlateDecode" && parms[0] == nil
	if good := goodProfile.Load(); plain && good != nil && bytes.Equal(*good, s.Raw) {
		return nil
	}
	data, err := c.unpack(s)
	if err == nil {
		err = picture.CheckProfile(data)
	}
	if err == nil && plain {
		good := bytes.Clone(s.Raw)
		goodProfile.Store(&good)
	}
	return err
}

// noActions tells of what a file for the press does not have: scripts and actions.
func (c *checker) noActions() {
	root := c.catalog()
	bad := c.dict(c.dict(root["Names"])["JavaScript"]) != nil || root["AA"] != nil
	if d := c.dict(root["OpenAction"]); d != nil && d["S"] != nil && c.nameOf(d["S"]) != "GoTo" {
		bad = true
	}
	if bad {
		c.tell("pdf-action", nil, box{}, "script", diag.T("文件里有脚本或动作", "the file has scripts or actions"))
	}
	if c.dict(c.dict(root["Names"])["EmbeddedFiles"]) != nil {
		c.tell("pdf-action", nil, box{}, "files", diag.T("文件里夹带着别的文件", "other files are attached to it"))
	}
}

// largest is the longest side of a page, in points: 200 inches, PDF's own limit before
// pages had units.
const largest = 14_400

// boxes checks a page's boxes (ISO 32000-1, 14.11.2) and its annotations.
func (c *checker) boxes(p *page) {
	get := func(k name) (box, bool) {
		v := c.nums(p.dict[k], 4)
		if v == nil {
			return box{}, false
		}
		b := box{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
		return p.base.of(b), !b.empty()
	}
	if v, ok := c.num(p.dict["UserUnit"]); ok && v > 0 && v < 1000 {
		p.scale = v
		if c.standard == "pdfx1a" { // of PDF 1.6
			c.forbid(p, box{}, "页面单位（UserUnit）", "a unit of its page (UserUnit)")
		}
	}
	p.base = matrix{p.scale, 0, 0, p.scale, 0, 0}
	if v, ok := c.num(p.dict["Rotate"]); ok { // places are of the page as it is seen
		p.base = p.base.times(turned(v))
	}
	var ok bool
	if p.media, ok = get("MediaBox"); !ok {
		p.media = box{0, 0, 612, 792}
		c.tell("pdf-boxes", p, box{}, "media", diag.T("没有 MediaBox", "it has no MediaBox"))
	}
	p.trim, p.bleed = p.media, p.media
	trim, hasTrim := get("TrimBox")
	art, hasArt := get("ArtBox")
	switch {
	case hasTrim:
		p.trim = trim
	case hasArt:
		p.trim = art
	case c.standard != "screen":
		c.tell("pdf-boxes", p, box{}, "trim", diag.T("没有 TrimBox，不知道成品多大", "it has no TrimBox: its size is unknown"))
	}
	if w, h := p.trim.x1-p.trim.x0, p.trim.y1-p.trim.y0; max(w, h) > largest {
		c.tell("pdf-boxes", p, box{}, "large", diag.T("版面有 %.0[1]f×%.0[2]f 毫米，没有这样大的印刷机", "the page has %.0[1]f × %.0[2]f mm: no press is as large", w/72*25.4, h/72*25.4))
	}
	if hasTrim && hasArt && c.standard != "screen" {
		c.tell("pdf-boxes", p, box{}, "both", diag.T("TrimBox 和 ArtBox 只能有一个", "it has both a TrimBox and an ArtBox"))
	}
	p.bleed = p.trim
	if b, ok := get("BleedBox"); ok {
		p.bleed = b
		if !b.holds(p.trim) {
			c.tell("pdf-boxes", p, box{}, "bleed", diag.T("出血框没有包住成品框", "the BleedBox does not hold the TrimBox"))
		}
	}
	if !p.media.holds(p.bleed) || !p.media.holds(p.trim) {
		c.tell("pdf-boxes", p, box{}, "nested", diag.T("MediaBox 没有包住成品框和出血框", "the MediaBox does not hold the others"))
	}
	if b, ok := get("CropBox"); ok && !b.holds(p.trim) {
		c.tell("pdf-boxes", p, box{}, "crop", diag.T("CropBox 切进了成品框", "the CropBox cuts into the TrimBox"))
	}
	for _, o := range c.array(p.dict["Annots"]) {
		a := c.dict(o)
		kind := c.nameOf(a["Subtype"])
		v := c.nums(a["Rect"], 4)
		if kind == "TrapNet" || kind == "PrinterMark" || v == nil || kind == "" {
			continue
		}
		b := p.base.of(box{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])})
		if !b.with(p.bleed).empty() && c.standard != "screen" {
			c.tell("pdf-action", p, b, "annotation", diag.T("版面上有注释或链接（%s）", "an annotation or link (%s) lies on the page", kind))
		}
	}
}

// font checks that a font is embedded (ISO 32000-1, 9.9), once a file.
func (c *checker) font(p *page, m mark) {
	f := m.font
	if m.metrics != nil && m.metrics.checked && !m.zero {
		return // whatever there was to tell is told
	}
	if m.zero {
		c.tell("pdf-notdef", p, m.box, string(c.nameOf(f["BaseFont"])), diag.T("“%s”里缺的字印成了空框", "a character that %s lacks is shown as .notdef", c.nameOf(f["BaseFont"])))
	}
	if f == nil {
		c.tell("pdf-font", p, m.box, "none", diag.T("文字没有指定字体", "type without a font"))
		return
	}
	kind := c.nameOf(f["Subtype"])
	if kind == "Type3" {
		m.metrics.checked = true
		return
	}
	d := f
	if kind == "Type0" {
		kids := c.array(f["DescendantFonts"])
		if len(kids) == 0 {
			return
		}
		d = c.dict(kids[0])
	}
	desc := c.dict(d["FontDescriptor"])
	base := string(c.nameOf(f["BaseFont"]))
	for _, k := range []name{"FontFile", "FontFile2", "FontFile3"} {
		if s, _ := c.get(desc[k]).(*stream); s != nil && len(s.Raw) > 0 {
			c.program(p, m, base, k, s)
			m.metrics.checked = true
			return
		}
	}
	c.tell("pdf-font", p, m.box, base, diag.T("字体“%s”没有嵌入", "the font %s is not embedded", base))
}

// programs are how embedded fonts begin: Type 1 and TrueType or OpenType.
var programs = map[name][]string{"FontFile": {"%!", "\x80\x01"}, "FontFile2": {"\x00\x01\x00\x00", "true", "OTTO", "ttcf"}}

// program checks, once a font, that what is embedded is a font of the kind it is said to
// be (9.9).
func (c *checker) program(p *page, m mark, base string, k name, s *stream) {
	if c.programs[s] {
		return
	}
	c.programs[s] = true
	c.forbiddenFont(p, m, s)
	data, err := c.unpack(s)
	good := err == nil && len(data) > 4
	if starts := programs[k]; good && starts != nil {
		good = slices.ContainsFunc(starts, func(b string) bool { return strings.HasPrefix(string(data[:4]), b) })
	} else if good {
		good = slices.Contains([]name{"Type1C", "CIDFontType0C", "OpenType"}, c.nameOf(s.Dict["Subtype"]))
	}
	if !good {
		c.tell("pdf-font", p, m.box, base, diag.T("字体“%s”嵌入的数据不是字体", "what is embedded for the font %s is no font", base))
	}
}

// percent prints an amount of ink.
func percent(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) + "%" }
