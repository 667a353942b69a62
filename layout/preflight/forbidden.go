package preflight

import (
	"slices"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/pdffile"
)

// What PDF/X forbids in what a page paints, beside colours and transparency (ISO
// 15930-4 and 15930-7, 6). The first is a subset of PDF 1.4, the second of 1.6: what
// later versions brought is forbidden, too.

// forbid tells of one such thing; the message goes on from its name.
func (c *checker) forbid(p *page, at box, zh, en string) {
	c.tell("pdf-standard", p, at, en, diag.T("%[1]s，%[3]s 不许有", "it has %[2]s, which %[3]s forbids", zh, en, c.standardName()))
}

func (c *checker) standardName() string {
	if c.standard == "pdfx1a" {
		return "PDF/X-1a"
	}
	return "PDF/X-4"
}

// exchange reports whether the file is held to a standard of the press.
func (c *checker) exchange() bool { return c.standard == "pdfx4" || c.standard == "pdfx1a" }

// forbiddenState looks at a graphics state: what would change tones and screens behind
// the press's back (ISO 32000-1, 10.4, 10.5).
func (c *checker) forbiddenState(p *page, m mark) {
	g := m.form
	if c.standard == "screen" {
		return
	}
	if t := c.get(g["TR"]); t != nil && t != object(name("Identity")) {
		c.forbid(p, m.box, "传递函数（TR）", "a transfer function (TR)")
	}
	if t := c.get(g["TR2"]); t != nil && t != object(name("Default")) {
		c.forbid(p, m.box, "传递函数（TR2）", "a transfer function (TR2)")
	}
	if c.get(g["HTP"]) != nil {
		c.forbid(p, m.box, "加网相位（HTP）", "a halftone phase (HTP)")
	}
	if h := c.dict(g["HT"]); h != nil {
		kind, _ := c.num(h["HalftoneType"])
		if kind != 1 && kind != 5 || h["HalftoneName"] != nil {
			c.forbid(p, m.box, "自带的加网（HT）", "a halftone of its own (HT)")
		}
	}
	if i := c.nameOf(g["RI"]); i != "" {
		c.renders(p, m.box, i)
	}
}

// renderingIntents are those of ISO 32000-1, 8.6.5.8.
var renderingIntents = []name{"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"}

// renders checks the name of a rendering intent.
func (c *checker) renders(p *page, at box, intent name) {
	if c.exchange() && !slices.Contains(renderingIntents, intent) {
		c.forbid(p, at, "不认得的渲染意图“"+string(intent)+"”", "the unknown rendering intent "+string(intent))
	}
}

// x1aFilters are those that PDF/X-1a does not have: JPXDecode is of PDF 1.5, of what
// 1.4 brought JBIG2Decode is left out, and LZW was when it was a patent.
var x1aFilters = map[name]bool{"JPXDecode": true, "JBIG2Decode": true, "LZWDecode": true, "LZW": true}

// forbiddenImage looks at how a picture is stored.
func (c *checker) forbiddenImage(p *page, m mark) {
	d := m.image.dict
	if c.standard == "screen" {
		return
	}
	for _, e := range c.array(d["Alternates"]) {
		if v, _ := c.get(c.dict(e)["DefaultForPrinting"]).(bool); v {
			c.forbid(p, m.box, "印刷时换用的另一张图（Alternates）", "another picture for print (Alternates)")
		}
	}
	if c.get(d["OPI"]) != nil {
		c.forbid(p, m.box, "待换的低分辨率图（OPI）", "a stand-in for a picture (OPI)")
	}
	if !c.exchange() {
		return
	}
	if i := c.nameOf(d["Intent"]); i != "" {
		c.renders(p, m.box, i)
	}
	c.forbiddenFilters(p, m.box, d)
	if c.standard == "pdfx1a" && c.bits(m.image) > 8 {
		c.forbid(p, m.box, "每色 16 位的图片", "a picture of 16 bits a component")
	}
}

// forbiddenFilters looks at how a stream is packed.
func (c *checker) forbiddenFilters(p *page, at box, d dict) {
	list, _ := c.Filters(d)
	for _, k := range list {
		switch {
		case k == "Crypt" || c.standard == "pdfx1a" && x1aFilters[k]:
			k = name(strings.TrimSuffix(string(k), "Decode"))
			c.forbid(p, at, string(k)+" 压缩", "compression by "+string(k))
		}
	}
}

// forbiddenStreams looks at the streams that are no pictures, whose place nobody
// knows, and at parts that stand in other files.
func (c *checker) forbiddenStreams() {
	c.Each(func(at pdffile.Place) {
		s, _ := c.get(ref{Number: at.Number}).(*stream)
		if s == nil {
			return
		}
		if s.Dict["F"] != nil {
			c.forbid(nil, box{}, "存在别的文件里的内容", "content that stands in another file")
		}
		if c.nameOf(s.Dict["Subtype"]) != "Image" {
			c.forbiddenFilters(nil, box{}, s.Dict)
		}
	})
}

// forbiddenFont looks at how a font is embedded: PDF/X-1a does not have OpenType
// fonts, which are of PDF 1.6.
func (c *checker) forbiddenFont(p *page, m mark, file *stream) {
	if c.standard == "pdfx1a" && c.nameOf(file.Dict["Subtype"]) == "OpenType" {
		c.forbid(p, m.box, "以 OpenType 嵌入的字体", "a font embedded as OpenType")
	}
}

// later tells of what versions of PDF after 1.4 brought and PDF/X-1a does not have.
func (c *checker) later() {
	if c.standard != "pdfx1a" {
		return
	}
	if c.dict(c.catalog()["OCProperties"]) != nil {
		c.forbid(nil, box{}, "图层", "layers")
	}
	if c.Packed {
		c.forbid(nil, box{}, "对象流", "object streams")
	}
}
