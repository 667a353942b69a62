package conform

import (
	"math"
	"slices"

	"paiban/layout/pattern"
	"paiban/layout/pdffile"
)

// eachStream visits all streams.
func (c *checker) eachStream(visit func(*stream, ref)) {
	c.Each(func(p pdffile.Place) {
		r := ref{Number: p.Number}
		if s, ok := c.Get(r).(*stream); ok {
			visit(s, r)
		}
	})
}

// document checks the catalog and what hangs on it.
func (c *checker) document() {
	r := c.root
	if r["AA"] != nil {
		c.a("6.5.2-1", 0, "")
	}
	if r["Requirements"] != nil {
		c.a("6.11-1", 0, "")
	}
	if v, _ := c.Get(r["NeedsRendering"]).(bool); v {
		c.a("6.4.2-2", 0, "")
	}
	names := c.Dict(r["Names"])
	if names["AlternatePresentations"] != nil {
		c.a("6.10-1", 0, "")
	}
	if form := c.Dict(r["AcroForm"]); form != nil {
		if v, _ := c.Get(form["NeedAppearances"]).(bool); v {
			c.a("6.4.1-3", 0, "")
		}
		if form["XFA"] != nil {
			c.a("6.4.2-1", 0, "")
			c.u("7.15-1", 0, "")
		}
		for _, f := range c.Array(form["Fields"]) {
			c.field(c.Dict(f), 0)
		}
	}
	c.optional(c.Dict(r["OCProperties"]))
	if c.lang == "" && r["Outlines"] != nil && c.Dict(r["Outlines"])["First"] != nil {
		c.u("7.2-2", 0, "")
	}
	if c.lang != "" && !pattern.IsLanguage().MatchString(c.lang) {
		c.a("6.7.4-1", 0, "%s", c.lang)
		c.u("7.2-29", 0, "%s", c.lang)
	}
	if v, _ := c.Get(c.Dict(r["ViewerPreferences"])["DisplayDocTitle"]).(bool); !v {
		c.u("7.1-10", 0, "")
	}
	mark := c.Dict(r["MarkInfo"])
	if v, _ := c.Get(mark["Marked"]).(bool); !v {
		c.a("6.7.2.2-1", 0, "")
		c.u("6.2-1", 0, "")
	}
	if v, _ := c.Get(mark["Suspects"]).(bool); v {
		c.u("7.1-4", 0, "")
	}
}

func (c *checker) field(d dict, depth int) {
	if d == nil || depth > pdffile.MaxNesting || c.weary() {
		return
	}
	if d["AA"] != nil || d["A"] != nil && c.Name(d["Subtype"]) != "Widget" {
		c.a("6.4.1-2", 0, "")
	}
	if d["TU"] != nil && c.lang == "" {
		c.u("7.2-25", 0, "")
	}
	for _, k := range c.Array(d["Kids"]) {
		c.field(c.Dict(k), depth+1)
	}
}

// optional checks layers (6.9; ISO 14289-1, 7.10).
func (c *checker) optional(oc dict) {
	if oc == nil {
		return
	}
	configs := append(array{oc["D"]}, c.Array(oc["Configs"])...)
	for _, o := range configs {
		d := c.Dict(o)
		if d == nil {
			continue
		}
		n := c.plain(d["Name"])
		if n == "" {
			c.a("6.9-1", 0, "")
			c.u("7.10-1", 0, "")
		} else if c.layers[n] {
			c.a("6.9-2", 0, "%s", n)
		}
		c.layers[n] = true
		if order := c.Array(d["Order"]); order != nil {
			in := map[object]bool{}
			var walk func(a array, depth int)
			walk = func(a array, depth int) {
				for _, e := range a {
					in[key(e)] = true
					if b := c.Array(e); b != nil && depth < 32 && !c.weary() {
						walk(b, depth+1)
					}
				}
			}
			walk(order, 0)
			for _, g := range c.Array(oc["OCGs"]) {
				if !in[key(g)] {
					c.a("6.9-3", 0, "")
				}
			}
		}
		if d["AS"] != nil {
			c.a("6.9-4", 0, "")
			c.u("7.10-2", 0, "")
		}
	}
}

// key gives what tells references apart; nil for another object.
func key(o object) object {
	if r, ok := o.(ref); ok {
		return r
	}
	return nil
}

// embedded checks a file specification with a file in it (6.8; ISO 14289-1, 7.11).
func (c *checker) embedded(d dict, n int) {
	if c.Text(d["F"]) == "" || c.Text(d["UF"]) == "" {
		c.a("6.8-2", 0, "object %d", n)
		c.u("7.11-1", 0, "object %d", n)
	}
	files := c.Dict(d["EF"])
	for _, k := range files.Keys() {
		s, _ := c.Get(files[k]).(*stream)
		if s == nil {
			continue
		}
		b, err := c.Unpack(s)
		if err != nil {
			c.a("6.8-1", 0, "object %d", n)
			return
		}
		if part := embeddedPart(b); part != "1" && part != "2" {
			c.a("6.8-1", 0, "object %d", n)
			return
		}
	}
}

// embeddedPart gives the part of PDF/A that a file says it keeps.
func embeddedPart(b []byte) string {
	f, err := pdffile.Open(b)
	if err != nil {
		return ""
	}
	c := &checker{File: f, data: b, root: f.Catalog()}
	p := c.packet(c.root["Metadata"])
	return p.value(nsPDFA, "part")
}

var actions = []name{"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"}

// actions checks the actions that a dictionary holds (6.5.1).
func (c *checker) actions(d dict, n int) {
	for _, k := range []name{"A", "OpenAction", "Next"} {
		if k == "Next" && d["S"] == nil {
			continue
		}
		list := c.Array(d[k])
		if list == nil || k == "OpenAction" {
			list = array{d[k]}
		}
		for _, o := range list {
			a := c.Dict(o)
			if a == nil || a["S"] == nil || a["O"] != nil && a["D"] == nil && k == "A" {
				continue
			}
			c.action(a, n)
		}
	}
	for _, e := range []name{"AA"} {
		for _, k := range c.Dict(d[e]).Keys() {
			if a := c.Dict(c.Dict(d[e])[k]); a["S"] != nil {
				c.action(a, n)
			}
		}
	}
	if js := c.Dict(d["JavaScript"]); js != nil && js["Names"] != nil {
		c.a("6.5.1-1", 0, "JavaScript")
	}
}

func (c *checker) action(a dict, n int) {
	s := c.Name(a["S"])
	if !slices.Contains(actions, s) {
		c.a("6.5.1-1", 0, "object %d: %s", n, s)
	}
	if s == "Named" && !slices.Contains([]name{"NextPage", "PrevPage", "FirstPage", "LastPage"}, c.Name(a["N"])) {
		c.a("6.5.1-2", 0, "object %d: %s", n, c.Name(a["N"]))
	}
}

// page checks a page's dictionary and its annotations.
func (c *checker) page(i int, p dict) {
	if p["AA"] != nil {
		c.a("6.5.2-2", i+1, "")
	}
	if p["PresSteps"] != nil {
		c.a("6.10-2", i+1, "")
	}
	for _, k := range []name{"MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox"} {
		if b := c.Nums(p[k], 4); b != nil {
			if w, h := math.Abs(b[2]-b[0]), math.Abs(b[3]-b[1]); w < 3 || h < 3 || w > 14400 || h > 14400 {
				c.a("6.1.13-11", i+1, "%s", k)
			}
		}
	}
	annots := c.Array(p["Annots"])
	for _, o := range annots {
		if a := c.Dict(o); a != nil {
			c.annotation(i, p, a, o)
		}
	}
	if len(annots) > 0 && c.Name(p["Tabs"]) != "S" {
		c.u("7.18.3-1", i+1, "")
	}
}

var annotationKinds = []name{"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
	"Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact"}

// annotation checks one (6.3, 6.4.1; ISO 14289-1, 7.18).
func (c *checker) annotation(i int, p, a dict, o object) {
	kind := c.Name(a["Subtype"])
	if !slices.Contains(annotationKinds, kind) {
		c.a("6.3.1-1", i+1, "%s", kind)
	}
	flag, has := c.Num(a["F"])
	f := int(flag)
	if kind != "Popup" {
		if !has {
			c.a("6.3.2-1", i+1, "%s", kind)
		} else if f&1 != 0 || f&2 != 0 || f&4 == 0 || f&32 != 0 || f&256 != 0 {
			c.a("6.3.2-2", i+1, "%s: F %d", kind, f)
		}
	}
	if kind == "Text" && (f&8 == 0 || f&16 == 0) {
		c.a("6.3.2-3", i+1, "")
	}
	c.appearance(i, a, kind)
	if kind == "Widget" && (a["A"] != nil || a["AA"] != nil) {
		c.a("6.4.1-1", i+1, "")
	}
	c.accessible(i, p, a, kind, f)
}

func (c *checker) appearance(i int, a dict, kind name) {
	b := c.Nums(a["Rect"], 4)
	empty := b != nil && b[0] == b[2] && b[1] == b[3]
	ap := c.Dict(a["AP"])
	if ap == nil {
		if !empty && kind != "Popup" && kind != "Link" {
			c.a("6.3.3-1", i+1, "%s", kind)
		}
		return
	}
	if len(ap) != 1 || ap["N"] == nil {
		c.a("6.3.3-2", i+1, "%s", kind)
		return
	}
	_, isStream := c.Get(ap["N"]).(*stream)
	if button := kind == "Widget" && c.Name(a["FT"]) == "Btn"; isStream == button {
		c.a("6.3.3-3", i+1, "%s", kind)
	}
}

// accessible checks how an annotation is tagged.
func (c *checker) accessible(i int, p, a dict, kind name, flags int) {
	if kind == "TrapNet" {
		c.u("7.18.2-1", i+1, "")
	}
	n := c.annotationOwner(a)
	parent, alt := name(""), ""
	if n != nil {
		parent, alt = n.standard, c.plain(n.dict["Alt"])
	}
	contents := c.plain(a["Contents"])
	if contents != "" && c.lang == "" && (n == nil || n.lang == "") {
		c.u("7.2-24", i+1, "")
	}
	hidden := flags&2 != 0 || c.outside(p, a)
	switch kind {
	case "PrinterMark":
		if n != nil {
			c.u("7.18.8-1", i+1, "")
		}
	case "Popup":
	case "Link":
		if !hidden && parent != "Link" {
			c.u("7.18.5-1", i+1, "")
		}
		if !hidden && contents == "" {
			c.u("7.18.5-2", i+1, "")
		}
	case "Widget":
		if !hidden && parent != "Form" {
			c.u("7.18.4-1", i+1, "")
		}
		if !hidden && c.plain(a["TU"]) == "" && alt == "" {
			c.u("7.18.1-3", i+1, "")
		}
	default:
		if !hidden && parent != "Annot" {
			c.u("7.18.1-1", i+1, "%s", kind)
		}
		if !hidden && contents == "" && alt == "" {
			c.u("7.18.1-2", i+1, "%s", kind)
		}
	}
}

// outside reports whether an annotation lies off the page.
func (c *checker) outside(p, a dict) bool {
	b, r := c.Nums(p["CropBox"], 4), c.Nums(a["Rect"], 4)
	if b == nil {
		b = c.Nums(p["MediaBox"], 4)
	}
	return b != nil && r != nil && (max(r[0], r[2]) <= b[0] || min(r[0], r[2]) >= b[2] || max(r[1], r[3]) <= b[1] || min(r[1], r[3]) >= b[3])
}
