package conform

import (
	"bytes"
	"slices"
	"strings"

	"paiban/layout/pdffile"
)

// state is the graphics state, as far as rules ask (ISO 32000-1, 8.4).
type state struct {
	font         *font
	render       float64
	fill, stroke string // kinds of colour spaces
	over, line   bool   // overprint of fills, of lines
	opm          float64
}

// marked is a marked-content sequence that is open (14.6).
type marked struct {
	tag    name
	mcid   int // -1 = none
	actual bool
	lang   string
	props  dict
	owner  *node
	used   bool // its ActualText has been read
}

// run goes through the content of a page, its forms and its patterns.
type run struct {
	*checker
	page   int // from 1
	state  state
	stack  []state
	marks  []marked
	forms  int
	key    int // StructParents of the stream
	shown  func(r *run, codes []byte)
	done   map[ref]bool
	nested int
}

const maxOps = 20 << 20

// content goes through all pages.
func (c *checker) content() {
	for i, p := range c.pages {
		r := &run{checker: c, page: i + 1, done: map[ref]bool{}, key: c.structKey(p)}
		if r.shown = (*run).glyphs; c.texts != nil {
			r.shown = (*run).read
		}
		var data []byte
		parts := array{p["Contents"]}
		if a := c.Array(p["Contents"]); a != nil {
			parts = a
		}
		for _, o := range parts {
			if s, _ := c.Get(o).(*stream); s != nil {
				b, err := c.Unpack(s)
				if err != nil {
					c.a("6.1.7.2-1", i+1, "content: %v", err)
				}
				data = append(append(data, b...), '\n')
			}
		}
		if p["inherited"] != nil {
			c.a("6.2.2-2", i+1, "")
		}
		r.through(data, c.Dict(p["Resources"]))
		if g := c.Dict(p["Group"]); c.transparent[i+1] && c.outputSpace == "" && g["CS"] == nil {
			c.a("6.2.10-2", i+1, "")
		}
	}
}

func (c *checker) structKey(d dict) int {
	if v, ok := c.Num(d["StructParents"]); ok {
		return int(v)
	}
	return -1
}

// operators are those of annex A.
var operators = func() map[word]bool {
	m := map[word]bool{}
	for _, s := range strings.Fields(`b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k
		l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`) {
		m[word(s)] = true
	}
	return m
}()

func (r *run) through(data []byte, res dict) {
	l := &pdffile.Lexer{B: data}
	var args []object
	depth := len(r.stack)
	for !l.End() {
		v, err := l.Next(0)
		if err != nil {
			r.a("6.2.2-1", r.page, "%v", err)
			return
		}
		op, ok := v.(word)
		if !ok {
			if args = append(args, v); len(args) > 1<<16 {
				return
			}
			r.value(v, 0, 0)
			continue
		}
		if r.ops++; r.ops > maxOps {
			return
		}
		if !operators[op] {
			r.a("6.2.2-1", r.page, "%s", op)
		}
		if op == "BI" {
			r.inline(l, res)
		} else {
			r.do(string(op), args, res)
		}
		args = args[:0]
	}
	r.stack = r.stack[:min(depth, len(r.stack))]
}

func last[T any](args []object) (v T) {
	if len(args) > 0 {
		v, _ = args[len(args)-1].(T)
	}
	return v
}

func (r *run) do(op string, args []object, res dict) {
	s := &r.state
	switch op {
	case "q":
		r.stack = append(r.stack, *s)
		if len(r.stack)+r.nested > 28 {
			r.a("6.1.13-8", r.page, "")
		}
	case "Q":
		if n := len(r.stack); n > 0 {
			*s, r.stack = r.stack[n-1], r.stack[:n-1]
		}
	case "gs":
		r.graphics(r.Dict(r.Dict(res["ExtGState"])[last[name](args)]))
	case "ri":
		r.renderingIntent(last[name](args), r.page)
	case "g", "rg", "k":
		s.fill = r.use(deviceOf[op], res, r.page, 0)
	case "G", "RG", "K":
		s.stroke = r.use(deviceOf[op], res, r.page, 0)
	case "cs":
		s.fill = r.use(last[name](args), res, r.page, 0)
	case "CS":
		s.stroke = r.use(last[name](args), res, r.page, 0)
	case "scn", "SCN":
		if k := last[name](args); k != "" {
			r.pattern(r.Dict(res["Pattern"])[k], res)
		}
	case "f", "F", "f*":
		r.paints(true, false)
	case "S", "s":
		r.paints(false, true)
	case "B", "B*", "b", "b*":
		r.paints(true, true)
	case "sh":
		r.paints(true, false)
		r.use(r.Dict(r.Dict(res["Shading"])[last[name](args)])["ColorSpace"], res, r.page, 0)
	case "Do":
		r.object(r.Dict(res["XObject"])[last[name](args)], res)
	case "Tf":
		if len(args) == 2 {
			k, _ := args[0].(name)
			s.font = r.fontAt(r.Dict(res["Font"])[k], r.page)
		}
	case "Tr":
		s.render = last[float64](args)
	case "Tj", "'", "\"", "TJ":
		r.show(args)
	default:
		r.mark(op, args, res)
	}
}

var deviceOf = map[string]name{"g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK", "K": "DeviceCMYK"}

// mark opens and closes marked content.
func (r *run) mark(op string, args []object, res dict) {
	switch op {
	case "BMC", "BDC":
		m := marked{mcid: -1}
		if len(args) > 0 {
			m.tag, _ = args[0].(name)
		}
		if op == "BDC" && len(args) > 1 {
			m.props = r.Dict(args[1])
			if k, ok := args[1].(name); ok {
				m.props = r.Dict(r.Dict(res["Properties"])[k])
			}
			if v, ok := r.Num(m.props["MCID"]); ok {
				m.mcid = int(v)
			}
			m.actual = m.props["ActualText"] != nil
			m.lang = r.plain(m.props["Lang"])
		}
		r.nesting(&m)
		r.marks = append(r.marks, m)
	case "EMC":
		if n := len(r.marks); n > 0 {
			r.marks = r.marks[:n-1]
		}
	}
}

// paints checks that what is painted is tagged, and how it overprints (6.2.4.2).
func (r *run) paints(fill, stroke bool) {
	r.isTagged("path")
	const icc = "ICCBased CMYK"
	if r.state.opm == 1 && (fill && r.state.over && r.state.fill == icc || stroke && r.state.line && r.state.stroke == icc) {
		r.a("6.2.4.2-2", r.page, "")
	}
}

// object paints an image or a form.
func (r *run) object(o object, res dict) {
	s, _ := r.Get(o).(*stream)
	if s == nil {
		return
	}
	switch r.Name(s.Dict["Subtype"]) {
	case "Image":
		r.isTagged("image")
		if mask, _ := r.Get(s.Dict["ImageMask"]).(bool); !mask {
			list, _ := r.Filters(s.Dict)
			if s.Dict["ColorSpace"] != nil || !slices.Contains(list, "JPXDecode") {
				r.use(s.Dict["ColorSpace"], res, r.page, 0)
			}
		}
		if r.Get(s.Dict["SMask"]) != nil {
			r.transparent[r.page] = true
		}
	case "Form":
		if g := r.Dict(s.Dict["Group"]); r.Name(g["S"]) == "Transparency" {
			r.transparent[r.page] = true
			if g["CS"] != nil {
				r.use(g["CS"], res, r.page, 0)
			}
		}
		at, _ := o.(ref)
		if r.done[at] && s.Dict["StructParents"] != nil {
			r.u("7.20-2", r.page, "object %d", at.Number)
		}
		r.done[at] = true
		r.within(s, res)
	}
}

// pattern goes through a tiling pattern, or checks a shading's space.
func (r *run) pattern(o object, res dict) {
	d := r.Dict(o)
	if sh := r.Dict(d["Shading"]); sh != nil {
		r.use(sh["ColorSpace"], res, r.page, 0)
		return
	}
	if s, _ := r.Get(o).(*stream); s != nil {
		if at, ok := o.(ref); ok && r.done[at] {
			return
		} else if ok {
			r.done[at] = true
		}
		r.within(s, res)
	}
}

const maxForms = 16

func (r *run) within(s *stream, res dict) {
	if r.forms >= maxForms || r.visits > maxVisits {
		return
	}
	r.visits += 64 // a stream is more than an object
	data, err := r.Unpack(s)
	if err != nil {
		return
	}
	own := r.Dict(s.Dict["Resources"])
	if own == nil {
		own = res
		if len(res) > 0 && usesResources(data) {
			r.a("6.2.2-2", r.page, "form")
		}
	}
	inner := *r
	inner.forms++
	inner.nested += len(r.stack)
	inner.stack = nil
	if k := r.structKey(s.Dict); k >= 0 {
		inner.key = k
	}
	inner.through(data, own)
}

// usesResources reports whether content names anything.
func usesResources(data []byte) bool {
	l := &pdffile.Lexer{B: data}
	for !l.End() {
		v, err := l.Next(0)
		if err != nil {
			return false
		}
		switch v {
		case word("Do"), word("Tf"), word("gs"), word("sh"), word("cs"), word("CS"):
			return true
		}
	}
	return false
}

var inlineFilters = []name{"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "DCTDecode", "AHx", "A85", "Fl", "RL", "CCF", "DCT"}

// inline checks an image in the content (6.1.10).
func (r *run) inline(l *pdffile.Lexer, res dict) {
	d := dict{}
	for !l.End() {
		k, err := l.Next(0)
		if err != nil || k == word("ID") {
			break
		}
		key, ok := k.(name)
		v, err := l.Next(0)
		if !ok || err != nil {
			return
		}
		d[key] = v
	}
	get := func(long, short name) object {
		if v, ok := d[long]; ok {
			return v
		}
		return d[short]
	}
	list := r.Array(get("Filter", "F"))
	if list == nil && get("Filter", "F") != nil {
		list = array{get("Filter", "F")}
	}
	for _, f := range list {
		if !slices.Contains(inlineFilters, r.Name(f)) {
			r.a("6.1.10-1", r.page, "%s", r.Name(f))
		}
	}
	if v, _ := get("Interpolate", "I").(bool); v {
		r.a("6.2.8-3", r.page, "inline")
	}
	if mask, _ := get("ImageMask", "IM").(bool); !mask {
		r.use(get("ColorSpace", "CS"), res, r.page, 0)
	}
	r.isTagged("image")
	l.At++
	for l.At < len(l.B) {
		i := bytes.Index(l.B[l.At:], []byte("EI"))
		if i < 0 {
			l.At = len(l.B)
			return
		}
		before, after := l.At+i-1, l.At+i+2
		l.At = after
		if (before < 0 || pdffile.IsSpace(l.B[before])) && (after >= len(l.B) || pdffile.IsSpace(l.B[after])) {
			return
		}
	}
}

// show passes the codes of text that is shown on.
func (r *run) show(args []object) {
	if len(args) == 0 {
		return
	}
	var codes []byte
	switch v := args[len(args)-1].(type) {
	case text:
		codes = []byte(v)
	case array:
		for _, e := range v {
			if t, ok := e.(text); ok {
				codes = append(codes, t...)
			}
		}
	}
	if len(codes) == 0 {
		return
	}
	r.isTagged("text")
	switch pdffile.Int(r.state.render) % 4 {
	case 0:
		r.paintsText(true, false)
	case 1:
		r.paintsText(false, true)
	case 2:
		r.paintsText(true, true)
	}
	r.shown(r, codes)
}

func (r *run) paintsText(fill, stroke bool) {
	const icc = "ICCBased CMYK"
	if r.state.opm == 1 && (fill && r.state.over && r.state.fill == icc || stroke && r.state.line && r.state.stroke == icc) {
		r.a("6.2.4.2-2", r.page, "text")
	}
}
