package conform

import (
	"slices"
	"strings"

	"paiban/layout/pattern"
	"paiban/layout/pdffile"
)

// font is a font as its glyphs are checked.
type font struct {
	dict     dict // of a Type 0 font its descendant is in cid
	cid      dict
	kind     name
	base     string
	widths   map[int]float64 // by code, of a Type 0 font by CID; nil = not said
	dw       float64
	identity bool
	toGID    []byte         // CIDToGIDMap; nil = Identity
	unicode  map[int]string // of ToUnicode; nil = it has none
	mapped   bool           // characters are known without ToUnicode
	program  *program       // nil = none, or one that is not read
	embedded bool
}

// fontAt reads a font, once, and checks its dictionaries (6.2.11).
func (c *checker) fontAt(o object, page int) *font {
	at, isRef := o.(ref)
	if f := c.fonts[at]; isRef && f != nil {
		return f
	}
	d := c.Dict(o)
	if d == nil {
		return nil
	}
	f := &font{dict: d, kind: c.Name(d["Subtype"]), base: string(c.Name(d["BaseFont"]))}
	if isRef {
		c.fonts[at] = f
	}
	c.fontKeys(f, d, page)
	desc := d
	if f.kind == "Type0" {
		if kids := c.Array(d["DescendantFonts"]); len(kids) > 0 {
			f.cid = c.Dict(kids[0])
			desc = f.cid
		}
		c.composite(f, page)
	} else {
		c.simple(f, page)
	}
	if f.kind != "Type3" {
		c.embedding(f, c.Dict(desc["FontDescriptor"]), page)
	}
	if s, _ := c.Get(d["ToUnicode"]).(*stream); s != nil {
		if b, err := c.Unpack(s); err == nil {
			f.unicode = toUnicode(b)
		}
	}
	return f
}

var fontKinds = []name{"Type1", "MMType1", "TrueType", "Type3", "Type0", "CIDFontType0", "CIDFontType2"}

// fontKeys checks what every font dictionary has (6.2.11.2).
func (c *checker) fontKeys(f *font, d dict, page int) {
	list := []dict{d}
	for _, k := range c.Array(d["DescendantFonts"]) {
		list = append(list, c.Dict(k))
	}
	for _, d := range list {
		kind := c.Name(d["Subtype"])
		if c.Name(d["Type"]) != "Font" {
			c.a("6.2.11.2-1", page, "%s", f.base)
		}
		if !slices.Contains(fontKinds, kind) {
			c.a("6.2.11.2-2", page, "%s: %s", f.base, kind)
		}
		if kind != "Type3" && c.Name(d["BaseFont"]) == "" {
			c.a("6.2.11.2-3", page, "")
		}
	}
}

var standard14 = pattern.Lazy(`^(Courier|Helvetica)(-(Bold|Oblique|BoldOblique))?$|^Times-(Roman|Bold|Italic|BoldItalic)$|^Symbol$|^ZapfDingbats$`)

// simple checks a font of one-byte codes.
func (c *checker) simple(f *font, page int) {
	d := f.dict
	first, ok1 := c.Num(d["FirstChar"])
	lastChar, ok2 := c.Num(d["LastChar"])
	w := c.Array(d["Widths"])
	if !standard14().MatchString(f.base) {
		if !ok1 {
			c.a("6.2.11.2-4", page, "%s", f.base)
		}
		if !ok2 {
			c.a("6.2.11.2-5", page, "%s", f.base)
		}
		if len(w) != int(lastChar-first)+1 {
			c.a("6.2.11.2-6", page, "%s", f.base)
		}
	}
	f.widths = map[int]float64{}
	for i, o := range w {
		f.widths[int(first)+i], _ = c.Num(o)
	}
	flags, _ := c.Num(c.Dict(d["FontDescriptor"])["Flags"])
	symbolic := int(flags)&4 != 0
	encoding := c.Name(d["Encoding"])
	known := slices.Contains([]name{"MacRomanEncoding", "WinAnsiEncoding", "MacExpertEncoding"}, encoding)
	e := c.Dict(d["Encoding"])
	based := slices.Contains([]name{"MacRomanEncoding", "WinAnsiEncoding"}, c.Name(e["BaseEncoding"]))
	f.mapped = known || e != nil || f.kind == "Type1" && !symbolic
	if f.kind == "TrueType" {
		if symbolic && d["Encoding"] != nil {
			c.a("6.2.11.6-3", page, "%s", f.base)
			c.u("7.21.6-3", page, "%s", f.base)
		}
		if !symbolic && encoding != "MacRomanEncoding" && encoding != "WinAnsiEncoding" && !based {
			c.a("6.2.11.6-2", page, "%s", f.base)
			c.u("7.21.6-2", page, "%s", f.base)
		}
	}
}

// composite checks a Type 0 font (6.2.11.3).
func (c *checker) composite(f *font, page int) {
	encoding := c.Name(f.dict["Encoding"])
	f.identity = encoding == "Identity-H" || encoding == "Identity-V"
	if s, _ := c.Get(f.dict["Encoding"]).(*stream); s != nil {
		c.cmap(f, s, page)
	} else if !f.identity && !predefined[string(encoding)] {
		c.a("6.2.11.3.3-1", page, "%s", encoding)
		c.u("7.21.3.3-1", page, "%s", encoding)
	} else if !f.identity {
		f.mapped = true
	}
	info := c.Dict(f.cid["CIDSystemInfo"])
	if o := c.Text(info["Ordering"]); slices.Contains([]string{"GB1", "CNS1", "Japan1", "Korea1"}, o) {
		f.mapped = true
		if want := orderingOf(string(encoding)); want != "" && want != o {
			c.a("6.2.11.3.1-1", page, "%s: %s, %s", f.base, encoding, o)
			c.u("7.21.3.1-1", page, "%s: %s, %s", f.base, encoding, o)
		}
	}
	if c.Name(f.cid["Subtype"]) == "CIDFontType2" {
		s, isStream := c.Get(f.cid["CIDToGIDMap"]).(*stream)
		if !isStream && c.Name(f.cid["CIDToGIDMap"]) != "Identity" {
			c.a("6.2.11.3.2-1", page, "%s", f.base)
			c.u("7.21.3.2-1", page, "%s", f.base)
		}
		if isStream {
			f.toGID, _ = c.Unpack(s)
		}
	}
	f.dw = 1000
	if v, ok := c.Num(f.cid["DW"]); ok {
		f.dw = v
	}
	f.widths = map[int]float64{}
	w := c.Array(f.cid["W"])
	for i := 0; i+1 < len(w); {
		from, _ := c.Num(w[i])
		if list := c.Array(w[i+1]); list != nil {
			for k, o := range list {
				f.widths[int(from)+k], _ = c.Num(o)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		to, _ := c.Num(w[i+1])
		v, _ := c.Num(w[i+2])
		for k := int(max(from, 0)); k <= int(min(to, 65535)) && !c.weary(); k++ {
			f.widths[k] = v
		}
		i += 3
	}
}

var wMode = pattern.Lazy(`/WMode\s+(\d)`)
var useCMap = pattern.Lazy(`/([\w-]+)\s+usecmap`)

// cmap checks a CMap in the file (6.2.11.3.3).
func (c *checker) cmap(f *font, s *stream, page int) {
	b, err := c.Unpack(s)
	if err != nil {
		return
	}
	inDict, _ := c.Num(s.Dict["WMode"])
	inside := 0.0
	if m := wMode().FindSubmatch(b); m != nil {
		inside = float64(m[1][0] - '0')
	}
	if inDict != inside {
		c.a("6.2.11.3.3-2", page, "%s", f.base)
		c.u("7.21.3.3-2", page, "%s", f.base)
	}
	used := string(c.Name(s.Dict["UseCMap"]))
	if m := useCMap().FindSubmatch(b); m != nil {
		used = string(m[1])
	}
	if used != "" && !predefined[used] && used != "Identity-H" && used != "Identity-V" {
		c.a("6.2.11.3.3-3", page, "%s", used)
		c.u("7.21.3.3-3", page, "%s", used)
	}
	own, has := c.Dict(s.Dict["CIDSystemInfo"]), c.Dict(f.cid["CIDSystemInfo"])
	if own != nil && (c.Text(own["Registry"]) != c.Text(has["Registry"]) || c.Text(own["Ordering"]) != c.Text(has["Ordering"])) {
		c.a("6.2.11.3.1-1", page, "%s", f.base)
		c.u("7.21.3.1-1", page, "%s", f.base)
	}
}

// embedding checks that the font is in the file, and opens its program (6.2.11.4).
func (c *checker) embedding(f *font, desc dict, page int) {
	for _, k := range []name{"FontFile", "FontFile2", "FontFile3"} {
		s, _ := c.Get(desc[k]).(*stream)
		if s == nil {
			continue
		}
		f.embedded = true
		if b, err := c.Unpack(s); err == nil {
			f.program = openProgram(b, k == "FontFile2" || c.Name(s.Dict["Subtype"]) == "OpenType")
		}
	}
	if f.program != nil && f.kind == "TrueType" {
		flags, _ := c.Num(desc["Flags"])
		if p := f.program; int(flags)&4 != 0 && p.cmaps != 1 && !p.cmap30 {
			c.a("6.2.11.6-4", page, "%s", f.base)
			c.u("7.21.6-4", page, "%s", f.base)
		} else if int(flags)&4 == 0 && p.cmaps == 0 {
			c.a("6.2.11.6-1", page, "%s", f.base)
			c.u("7.21.6-1", page, "%s", f.base)
		}
	}
	if s, _ := c.Get(desc["CIDSet"]).(*stream); s != nil && f.program != nil {
		b, _ := c.Unpack(s)
		for _, cid := range f.program.cids() {
			if cid/8 >= len(b) || b[cid/8]&(0x80>>(cid%8)) == 0 {
				c.a("6.2.11.4.2-2", page, "%s: CID %d", f.base, cid)
				c.u("7.21.4.2-2", page, "%s: CID %d", f.base, cid)
				break
			}
		}
	}
}

// predefined are the CMaps of ISO 32000-1, table 118, less Identity.
var predefined = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC
		UniCNS-UCS2 UniCNS-UTF16 90ms-RKSJ 90msp-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16 KSC-EUC
		KSCms-UHC KSCms-UHC-HW UniKS-UCS2 UniKS-UTF16`) {
		m[s+"-H"], m[s+"-V"] = true, true
	}
	for _, s := range []string{"B5pc-H", "B5pc-V", "83pv-RKSJ-H", "90pv-RKSJ-H", "H", "V", "KSCpc-EUC-H"} {
		m[s] = true
	}
	return m
}()

// orderingOf gives the characters that a predefined CMap is of.
func orderingOf(cmap string) string {
	for prefix, o := range map[string]string{"GB": "GB1", "UniGB": "GB1", "B5": "CNS1", "HKscs": "CNS1", "ETen": "CNS1", "CNS": "CNS1", "UniCNS": "CNS1",
		"UniJIS": "Japan1", "Add": "Japan1", "Ext": "Japan1", "EUC": "Japan1", "KSC": "Korea1", "UniKS": "Korea1"} {
		if strings.HasPrefix(cmap, prefix) && predefined[cmap] {
			return o
		}
	}
	return ""
}

// toUnicode reads a ToUnicode CMap (9.10.3).
func toUnicode(b []byte) map[int]string {
	out := map[int]string{}
	l := &pdffile.Lexer{B: b}
	var args []object
	steps := 0 // of ranges
	number := func(t text) int {
		n := 0
		for _, c := range []byte(t) {
			n = n<<8 | int(c)
		}
		return n
	}
	for !l.End() {
		v, err := l.Next(0)
		if err != nil {
			break
		}
		w, ok := v.(word)
		if !ok {
			args = append(args, v)
			continue
		}
		switch w {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				from, ok1 := args[i].(text)
				to, ok2 := args[i+1].(text)
				if ok1 && ok2 {
					out[number(from)] = pdffile.UTF16(string(to))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				from, _ := args[i].(text)
				to, _ := args[i+1].(text)
				for k := max(number(from), 0); k <= number(to) && k < 1<<16 && steps < 1<<17; k++ {
					steps++
					switch d := args[i+2].(type) {
					case text:
						if n := len(d); n >= 2 {
							at := []byte(d)
							low := int(at[n-1]) + k - number(from)
							at[n-1], at[n-2] = byte(low), at[n-2]+byte(low>>8)
							out[k] = pdffile.UTF16(string(at))
						}
					case array:
						if j := k - number(from); j < len(d) {
							t, _ := d[j].(text)
							out[k] = pdffile.UTF16(string(t))
						}
					}
				}
			}
		}
		args = args[:0]
	}
	return out
}
