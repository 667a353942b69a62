package conform

import (
	"fmt"
	"slices"
	"strings"
)

// intents checks the output intents (6.2.3) and learns what device colours stand for.
func (c *checker) intents() {
	var first object
	for _, o := range c.Array(c.root["OutputIntents"]) {
		d := c.Dict(o)
		if d["DestOutputProfileRef"] != nil {
			c.a("6.2.3-3", 0, "")
		}
		p := d["DestOutputProfile"]
		if p == nil {
			continue
		}
		if first != nil && first != p {
			c.a("6.2.3-2", 0, "")
		}
		if first == nil {
			first = p
		}
		class, space, version := c.profile(p)
		if class != "prtr" && class != "mntr" || !slices.Contains([]string{"RGB ", "CMYK", "GRAY"}, space) || version >= 5 {
			c.a("6.2.3-1", 0, "%s %s %d", class, space, version)
		}
		if c.Name(d["S"]) == "GTS_PDFA1" {
			c.outputSpace = space
		}
	}
}

// profile reads the head of an ICC profile (ICC.1, 7.2).
func (c *checker) profile(o object) (class, space string, version int) {
	s, _ := c.Get(o).(*stream)
	if s == nil {
		return "", "", 0
	}
	b, err := c.Unpack(s)
	if err != nil || len(b) < 128 || string(b[36:40]) != "acsp" {
		return "", "", 99
	}
	return string(b[12:16]), string(b[16:20]), int(b[8])
}

// colourArray checks an array that is a colour space, wherever it stands (6.2.4).
func (c *checker) colourArray(a array) {
	if len(a) < 4 {
		return
	}
	switch c.Name(a[0]) {
	case "Separation":
		k, ok := c.Get(a[1]).(name)
		if !ok {
			return
		}
		if !utf8Name(k) {
			c.a("6.1.8-1", 0, "colourant %q", string(k))
		}
		tint := c.same(a[2], 0) + " " + c.same(a[3], 0)
		if had, ok := c.tints[k]; ok && had != tint {
			c.a("6.2.4.4-2", 0, "%s", k)
		}
		c.tints[k] = tint
	case "DeviceN":
		names := c.Array(a[1])
		if names == nil {
			return
		}
		if len(names) > 32 {
			c.a("6.1.13-9", 0, "%d", len(names))
		}
		var attributes dict
		if len(a) > 4 {
			attributes = c.Dict(a[4])
		}
		process := c.Array(c.Dict(attributes["Process"])["Components"])
		for _, o := range names {
			k := c.Name(o)
			if !utf8Name(k) {
				c.a("6.1.8-1", 0, "colourant %q", string(k))
			}
			known := slices.Contains([]name{"None", "Cyan", "Magenta", "Yellow", "Black"}, k)
			for _, p := range process {
				known = known || c.Name(p) == k
			}
			if !known && c.Dict(attributes["Colorants"])[k] == nil {
				c.a("6.2.4.4-1", 0, "%s", k)
			}
		}
	}
}

// same writes an object with all that it refers to, so that two of them can be
// compared.
func (c *checker) same(o object, depth int) string {
	if depth > 12 || c.weary() {
		return "…"
	}
	switch v := c.Get(o).(type) {
	case array:
		var b strings.Builder
		for _, e := range v {
			b.WriteString(c.same(e, depth+1) + " ")
		}
		return "[" + b.String() + "]"
	case dict:
		return c.sameDict(v, depth)
	case *stream:
		d := dict{}
		for k, e := range v.Dict {
			if k != "Length" && k != "Filter" && k != "DecodeParms" {
				d[k] = e
			}
		}
		data, _ := c.Unpack(v)
		return c.sameDict(d, depth) + fmt.Sprintf("%x", data)
	default:
		return fmt.Sprintf("%T%v", v, v)
	}
}

func (c *checker) sameDict(d dict, depth int) string {
	var b strings.Builder
	for _, k := range d.Keys() {
		b.WriteString("/" + string(k) + " " + c.same(d[k], depth+1) + " ")
	}
	return "<" + b.String() + ">"
}

// use checks a colour space that a page paints with, and gives its kind as overprint
// asks: "ICCBased CMYK" or another.
func (c *checker) use(o object, res dict, page, depth int) string {
	if depth > 8 {
		return ""
	}
	defaults := func(k name) bool { return c.Dict(res["ColorSpace"])[k] != nil }
	switch v := c.Get(o).(type) {
	case name:
		switch v {
		case "DeviceGray", "G":
			if c.outputSpace == "" && !defaults("DefaultGray") {
				c.a("6.2.4.3-4", page, "")
			}
		case "DeviceRGB", "RGB":
			if c.outputSpace != "RGB " && !defaults("DefaultRGB") {
				c.a("6.2.4.3-2", page, "")
			}
		case "DeviceCMYK", "CMYK":
			if c.outputSpace != "CMYK" && !defaults("DefaultCMYK") {
				c.a("6.2.4.3-3", page, "")
			}
		case "Pattern":
		default:
			if named := c.Dict(res["ColorSpace"])[v]; named != nil && c.Get(named) != object(v) {
				return c.use(named, res, page, depth+1)
			}
		}
	case array:
		if len(v) < 2 {
			if len(v) == 1 {
				return c.use(v[0], res, page, depth+1)
			}
			return ""
		}
		switch c.Name(v[0]) {
		case "ICCBased":
			class, space, version := c.profile(v[1])
			if !slices.Contains([]string{"prtr", "mntr", "scnr", "spac"}, class) ||
				!slices.Contains([]string{"RGB ", "CMYK", "GRAY", "Lab "}, space) || version >= 5 {
				c.a("6.2.4.2-1", page, "%s %s %d", class, space, version)
			}
			if space == "CMYK" {
				return "ICCBased CMYK"
			}
		case "Indexed", "I", "Pattern":
			return c.use(v[1], res, page, depth+1)
		case "Separation", "DeviceN":
			if len(v) > 2 {
				c.use(v[2], res, page, depth+1)
			}
		}
	}
	return ""
}
