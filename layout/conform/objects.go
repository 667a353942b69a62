package conform

import (
	"math"
	"slices"

	"paiban/layout/pdffile"
)

// objects checks every object for what none may have (6.1.6 to 6.1.13), and those whose
// kind is told by their Type wherever they are.
func (c *checker) objects() {
	c.Each(func(p pdffile.Place) {
		o := c.Get(ref{Number: p.Number})
		c.value(o, p.Number, 0)
	})
	c.value(c.Trailer, 0, 0)
}

// value checks an object and what is directly in it.
func (c *checker) value(o object, n, depth int) {
	if depth > pdffile.MaxNesting {
		return
	}
	switch v := o.(type) {
	case float64:
		switch {
		case math.Abs(v) > 3.403e38:
			c.a("6.1.13-2", 0, "object %d: %g", n, v)
		case v == math.Trunc(v) && (v > math.MaxInt32 || v < math.MinInt32):
			c.a("6.1.13-1", 0, "object %d: %g", n, v)
		case v != 0 && math.Abs(v) < 1.175e-38:
			c.a("6.1.13-5", 0, "object %d: %g", n, v)
		}
	case text:
		if len(v) >= 32767 {
			c.a("6.1.13-3", 0, "object %d: %d bytes", n, len(v))
		}
	case name:
		if len(v) > 127 {
			c.a("6.1.13-4", 0, "object %d: %.20s…", n, string(v))
		}
	case array:
		for _, e := range v {
			c.value(e, n, depth+1)
		}
		c.colourArray(v)
	case dict:
		c.dictionary(v, n, depth)
	case *stream:
		c.dictionary(v.Dict, n, depth)
		c.streamKeys(v, n)
	}
}

func (c *checker) dictionary(d dict, n, depth int) {
	for _, k := range d.Keys() {
		if len(k) > 127 {
			c.a("6.1.13-4", 0, "object %d: %.20s…", n, string(k))
		}
		c.value(d[k], n, depth+1)
	}
	if k := c.Name(d["FontName"]); k != "" && !utf8Name(k) {
		c.a("6.1.8-1", 0, "font name of object %d", n)
	}
	if k := c.Name(d["BaseFont"]); k != "" && !utf8Name(k) {
		c.a("6.1.8-1", 0, "font name of object %d", n)
	}
	if d["S"] != nil && d["P"] != nil && d["K"] != nil && !utf8Name(c.Name(d["S"])) {
		c.a("6.1.8-1", 0, "structure type of object %d", n)
	}
	if d["EF"] != nil {
		c.embedded(d, n)
	}
	c.actions(d, n)
}

var filters = []name{"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode", "DCTDecode", "JPXDecode"}

// streamKeys checks what a stream is packed by (6.1.7).
func (c *checker) streamKeys(s *stream, n int) {
	if s.Dict["F"] != nil || s.Dict["FFilter"] != nil || s.Dict["FDecodeParms"] != nil {
		c.a("6.1.7.1-3", 0, "object %d", n)
	}
	list, parms := c.Filters(s.Dict)
	for i, f := range list {
		if f == "Crypt" && (parms[i]["Name"] == nil || c.Name(parms[i]["Name"]) == "Identity") {
			continue
		}
		if !slices.Contains(filters, f) {
			c.a("6.1.7.2-1", 0, "object %d: %s", n, f)
		}
	}
	switch c.Name(s.Dict["Subtype"]) {
	case "Image":
		c.image(s, n)
	case "Form":
		c.form(s.Dict, n)
	case "PS":
		c.a("6.2.9-3", 0, "object %d", n)
	}
}

// image checks an image dictionary (6.2.8).
func (c *checker) image(s *stream, n int) {
	d := s.Dict
	if d["Width"] == nil && d["Height"] == nil {
		return
	}
	if d["Alternates"] != nil {
		c.a("6.2.8-1", 0, "object %d", n)
	}
	if d["OPI"] != nil {
		c.a("6.2.8-2", 0, "object %d", n)
	}
	if v, _ := c.Get(d["Interpolate"]).(bool); v {
		c.a("6.2.8-3", 0, "object %d", n)
	}
	if d["Intent"] != nil {
		c.renderingIntent(c.Name(d["Intent"]), 0)
	}
	list, _ := c.Filters(d)
	if len(list) == 1 && list[0] == "JPXDecode" {
		c.jpx(s.Raw, n)
	}
}

// form checks a form's dictionary (6.2.9; ISO 14289-1, 7.20).
func (c *checker) form(d dict, n int) {
	if c.Name(d["Subtype2"]) == "PS" || d["PS"] != nil || d["OPI"] != nil {
		c.a("6.2.9-1", 0, "object %d", n)
	}
	if d["Ref"] != nil {
		c.a("6.2.9-2", 0, "object %d", n)
		c.u("7.20-1", 0, "object %d", n)
	}
}

var intents = []name{"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}

func (c *checker) renderingIntent(k name, page int) {
	if !slices.Contains(intents, k) {
		c.a("6.2.6-1", page, "%s", k)
	}
}

// jpx checks the boxes of a JPEG 2000 file (6.2.8.3; ISO/IEC 15444-1, annex I).
func (c *checker) jpx(b []byte, n int) {
	specs, best, bad := 0, 0, ""
	depth := func(v byte) bool { return v != 255 && int(v&127)+1 >= 1 && int(v&127)+1 <= 38 }
	var walk func(b []byte)
	walk = func(b []byte) {
		for len(b) >= 8 {
			size, kind, head := uint64(be32(b)), string(b[4:8]), uint64(8)
			if size == 1 && len(b) >= 16 {
				size, head = uint64(be32(b[8:]))<<32|uint64(be32(b[12:])), 16
			}
			if size == 0 || size > uint64(len(b)) {
				size = uint64(len(b))
			}
			if size < head {
				return
			}
			body := b[head:size]
			switch {
			case kind == "jp2h":
				walk(body)
			case kind == "ihdr" && len(body) >= 11:
				if k := int(body[8])<<8 | int(body[9]); k != 1 && k != 3 && k != 4 && k != 2 && k != 5 {
					c.a("6.2.8.3-1", 0, "object %d: %d channels", n, k)
				}
				if !depth(body[10]) {
					bad = "bit depth"
				}
			case kind == "bpcc":
				bad = "bit depths"
			case kind == "colr" && len(body) >= 3:
				specs++
				if body[2] == 1 {
					best++
				}
				if body[0] < 1 || body[0] > 3 {
					c.a("6.2.8.3-3", 0, "object %d: method %d", n, body[0])
				}
				if body[0] == 1 && len(body) >= 7 && be32(body[3:]) == 19 {
					c.a("6.2.8.3-4", 0, "object %d", n)
				}
			}
			b = b[size:]
		}
	}
	walk(b)
	if specs > 1 && best != 1 {
		c.a("6.2.8.3-2", 0, "object %d", n)
	}
	if bad != "" {
		c.a("6.2.8.3-5", 0, "object %d: %s", n, bad)
	}
}

func be16(b []byte) int { return int(b[0])<<8 | int(b[1]) }
func be32(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}
