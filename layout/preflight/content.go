package preflight

import (
	"bytes"
	"errors"
	"math"

	"paiban/layout/pdffile"
)

// state is the graphics state, as far as it is checked (8.4).
type state struct {
	ctm                matrix
	clip               box
	fill, stroke       *space
	fillV, strokeV     []float64
	fillPat, strokePat object
	width              float64
	overFill, overLine bool
	opm                float64
	font               dict
	size               float64
	render             float64
	scale, rise        float64 // horizontal scaling, 1 = 100 %
}

// walker goes through the content of a page.
type walker struct {
	*file
	page  *page
	seen  func(mark) // told of everything painted
	ops   *int
	state state
	stack []state
	path  box
	clips bool
	text  matrix
	line  matrix
	forms int
}

// mark is something painted.
type mark struct {
	kind      string // "text", "fill", "line", "image", "shading"
	box       box    // on the page
	inks      inks
	space     *space
	size      float64 // of type, or width of a line, in points
	overprint bool
	opm       float64
	font      dict
	zero      bool // shows glyph 0
	image     *image
	shading   dict
	form      dict // of what is painted within a form or by gs: transparency
}

// image is a picture as painted.
type image struct {
	dict   dict
	stream *stream // nil for one within the content
	w, h   int
	ctm    matrix
	clip   box
	mask   bool
	res    dict
}

// Limits on what is gone through.
const (
	maxOps   = 20 << 20 // operations of all content
	maxForms = 16       // forms within forms
)

var errTooMuch = errors.New("more content than is read")

// run goes through a content stream with resources.
func (w *walker) run(data []byte, res dict) error {
	l := &pdffile.Lexer{B: data}
	var args []object
	for !l.End() {
		v, err := l.Next(0)
		if err != nil {
			return err
		}
		op, ok := v.(word)
		if !ok {
			if args = append(args, v); len(args) > 1<<16 {
				return pdffile.ErrSyntax
			}
			continue
		}
		if *w.ops++; *w.ops > maxOps {
			return errTooMuch
		}
		if op == "BI" {
			w.inline(l, res)
		} else if err := w.do(string(op), args, res); err != nil {
			return err
		}
		args = args[:0]
	}
	return nil
}

// nums gives the numbers among operands.
func numbers(args []object) []float64 {
	out := make([]float64, 0, len(args))
	for _, a := range args {
		if v, ok := a.(float64); ok {
			out = append(out, v)
		}
	}
	return out
}

// do carries out one operation.
func (w *walker) do(op string, args []object, res dict) error {
	n := numbers(args)
	s := &w.state
	switch op {
	case "q":
		if len(w.stack) < 1<<12 {
			w.stack = append(w.stack, *s)
		}
	case "Q":
		if k := len(w.stack); k > 0 {
			*s, w.stack = w.stack[k-1], w.stack[:k-1]
		}
	case "cm":
		if len(n) == 6 {
			s.ctm = matrix(n).times(s.ctm)
		}
	case "w":
		if len(n) == 1 {
			s.width = n[0]
		}
	case "gs":
		w.graphics(w.dict(w.dict(res["ExtGState"])[firstName(args)]))
	case "Do":
		return w.object(w.get(w.dict(res["XObject"])[firstName(args)]), res)
	case "sh":
		w.shade(w.dict(w.dict(res["Shading"])[firstName(args)]), res)
	default:
		if !w.colour(op, n, args, res) && !w.build(op, n) && !w.paint(op) {
			w.typeset(op, n, args, res)
		}
	}
	return nil
}

func firstName(args []object) name {
	if len(args) == 0 {
		return ""
	}
	v, _ := args[len(args)-1].(name)
	return v
}

// graphics sets what an ExtGState has (8.4.5).
func (w *walker) graphics(g dict) {
	if g == nil {
		return
	}
	s := &w.state
	if v, ok := w.num(g["LW"]); ok {
		s.width = v
	}
	if v, ok := w.get(g["OP"]).(bool); ok {
		s.overLine = v
		if g["op"] == nil {
			s.overFill = v
		}
	}
	if v, ok := w.get(g["op"]).(bool); ok {
		s.overFill = v
	}
	if v, ok := w.num(g["OPM"]); ok {
		s.opm = v
	}
	if a := w.array(g["Font"]); len(a) == 2 {
		s.font = w.dict(a[0])
		s.size, _ = w.num(a[1])
	}
	w.seen(mark{kind: "state", form: g, box: s.clip})
}

// colour sets a colour (8.6.8), and reports whether op does that.
func (w *walker) colour(op string, n []float64, args []object, res dict) bool {
	s := &w.state
	switch op {
	case "g", "rg", "k":
		s.fill, s.fillV, s.fillPat = deviceSpaces[op], n, nil
	case "G", "RG", "K":
		s.stroke, s.strokeV, s.strokePat = deviceSpaces[op], n, nil
	case "cs":
		s.fill = w.space(firstName(args), res, 0)
		s.fillV, s.fillPat = s.fill.first(), nil
	case "CS":
		s.stroke = w.space(firstName(args), res, 0)
		s.strokeV, s.strokePat = s.stroke.first(), nil
	case "sc", "scn":
		s.fillV = n
		if s.fill.kind == "pattern" {
			s.fillPat = w.dict(res["Pattern"])[firstName(args)]
		}
	case "SC", "SCN":
		s.strokeV = n
		if s.stroke.kind == "pattern" {
			s.strokePat = w.dict(res["Pattern"])[firstName(args)]
		}
	default:
		return false
	}
	return true
}

var deviceSpaces = map[string]*space{"g": grayspace, "G": grayspace, "rg": rgbSpace, "RG": rgbSpace, "k": cmykSpace, "K": cmykSpace}

// build adds to the path (8.5.2), and reports whether op does that.
func (w *walker) build(op string, n []float64) bool {
	want := map[string]int{"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
	k, ok := want[op]
	if !ok {
		return false
	}
	if len(n) != k {
		return true
	}
	reach := func(x, y float64) { w.path = w.path.around(w.state.ctm.at(x, y)) }
	switch op {
	case "re":
		reach(n[0], n[1])
		reach(n[0]+n[2], n[1]+n[3])
		reach(n[0]+n[2], n[1])
		reach(n[0], n[1]+n[3])
	default:
		for i := 0; i < k; i += 2 {
			reach(n[i], n[i+1])
		}
	}
	return true
}

// paint ends the path (8.5.3), and reports whether op does that.
func (w *walker) paint(op string) bool {
	fills, strokes := false, false
	switch op {
	case "W", "W*":
		w.clips = true
		return true
	case "n":
	case "f", "F", "f*":
		fills = true
	case "S", "s":
		strokes = true
	case "B", "B*", "b", "b*":
		fills, strokes = true, true
	default:
		return false
	}
	s := &w.state
	shown := w.path.with(s.clip)
	if fills && w.path.x0 <= w.path.x1 {
		w.mark(mark{kind: "fill", box: shown, overprint: s.overFill, opm: s.opm, size: min(w.path.x1-w.path.x0, w.path.y1-w.path.y0)}, s.fill, s.fillV, s.fillPat)
	}
	if strokes && w.path.x0 <= w.path.x1 {
		half := s.width * s.ctm.scale() / 2
		b := box{w.path.x0 - half, w.path.y0 - half, w.path.x1 + half, w.path.y1 + half}.with(s.clip)
		w.mark(mark{kind: "line", box: b, overprint: s.overLine, opm: s.opm, size: 2 * half}, s.stroke, s.strokeV, s.strokePat)
	}
	if w.clips {
		s.clip = s.clip.with(w.path)
	}
	w.path, w.clips = noPath, false
	return true
}

var noPath = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// mark tells of something painted in a colour, and of what a pattern paints.
func (w *walker) mark(m mark, s *space, v []float64, pattern object) {
	if m.box.x1 < m.box.x0 || m.box.y1 < m.box.y0 {
		return // clipped away
	}
	m.space, m.inks = s, s.inks(v)
	if s.kind == "pattern" {
		m.space = s.under
		w.pattern(pattern, m.box)
		m.inks = inks{unknown: true}
	}
	w.seen(m)
}

// pattern goes through what a pattern paints, once (8.7.3).
func (w *walker) pattern(o object, where box) {
	d := w.dict(o)
	if d == nil || w.forms >= maxForms {
		return
	}
	if sh := w.dict(d["Shading"]); sh != nil {
		w.seen(mark{kind: "shading", shading: sh, box: where})
		return
	}
	s, _ := w.get(o).(*stream)
	if s == nil {
		return
	}
	m := w.page.base
	if v := w.nums(d["Matrix"], 6); v != nil {
		m = matrix(v).times(m)
	}
	w.within(s, m, where, w.dict(d["Resources"]))
}

// within goes through a form's or a pattern's content.
func (w *walker) within(s *stream, ctm matrix, clip box, res dict) error {
	data, err := w.unpack(s)
	if err != nil {
		return nil // what cannot be unpacked is told of once, by the checks
	}
	inner := *w
	inner.forms++
	inner.stack = nil
	inner.path, inner.clips = noPath, false
	inner.state.ctm, inner.state.clip = ctm, clip
	return inner.run(data, res)
}

// object paints an image or a form (8.9.5, 8.10).
func (w *walker) object(o object, res dict) error {
	s, _ := o.(*stream)
	if s == nil {
		return nil
	}
	switch w.name(s.Dict["Subtype"]) {
	case "Image":
		w.picture(s.Dict, s, res)
	case "Form":
		if w.forms >= maxForms {
			return nil
		}
		m, clip := w.state.ctm, w.state.clip
		if v := w.nums(s.Dict["Matrix"], 6); v != nil {
			m = matrix(v).times(m)
		}
		if v := w.nums(s.Dict["BBox"], 4); v != nil {
			clip = clip.with(m.of(box{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}))
		}
		w.seen(mark{kind: "group", form: s.Dict, box: clip})
		own := w.dict(s.Dict["Resources"])
		if own == nil {
			own = res
		}
		return w.within(s, m, clip, own)
	case "PS":
		w.seen(mark{kind: "postscript", box: w.state.clip})
	}
	return nil
}

func (w *walker) picture(d dict, s *stream, res dict) {
	get := func(long, short name) object {
		if v, ok := d[long]; ok {
			return v
		}
		return d[short]
	}
	wide, _ := w.num(get("Width", "W"))
	high, _ := w.num(get("Height", "H"))
	mask, _ := w.get(get("ImageMask", "IM")).(bool)
	im := &image{dict: d, stream: s, w: int(wide), h: int(high), ctm: w.state.ctm, clip: w.state.clip, mask: mask, res: res}
	m := mark{kind: "image", image: im, box: w.state.ctm.of(box{0, 0, 1, 1}).with(w.state.clip)}
	if m.box.empty() || im.w < 1 || im.h < 1 {
		return
	}
	if mask {
		m.space, m.inks = w.state.fill, w.state.fill.inks(w.state.fillV)
	} else {
		m.space = w.space(get("ColorSpace", "CS"), res, 0)
	}
	w.seen(m)
}

// inline reads a picture within the content (8.9.7).
func (w *walker) inline(l *pdffile.Lexer, res dict) {
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
	w.picture(d, nil, res)
	l.At++ // the blank behind ID
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

func (w *walker) shade(sh dict, res dict) {
	if sh != nil {
		w.seen(mark{kind: "shading", shading: sh, box: w.state.clip})
	}
}

// typeset shows text or sets how (9.3, 9.4).
func (w *walker) typeset(op string, n []float64, args []object, res dict) {
	s := &w.state
	switch op {
	case "BT":
		w.text, w.line = unit, unit
	case "Tf":
		if len(args) == 2 && len(n) == 1 {
			key, _ := args[0].(name)
			s.font, s.size = w.dict(w.dict(res["Font"])[key]), n[0]
		}
	case "Tz":
		if len(n) == 1 {
			s.scale = n[0] / 100
		}
	case "Ts":
		if len(n) == 1 {
			s.rise = n[0]
		}
	case "Tr":
		if len(n) == 1 {
			s.render = n[0]
		}
	case "Td", "TD":
		if len(n) == 2 {
			w.line = matrix{1, 0, 0, 1, n[0], n[1]}.times(w.line)
			w.text = w.line
		}
	case "Tm":
		if len(n) == 6 {
			w.line = matrix(n)
			w.text = w.line
		}
	case "T*":
		w.text = w.line
	case "Tj", "'", "\"", "TJ":
		w.show(args)
	}
}

// show tells of type. Where it stands is exact, how far it runs is about.
func (w *walker) show(args []object) {
	if len(args) == 0 {
		return
	}
	s := &w.state
	var shown []byte
	switch v := args[len(args)-1].(type) {
	case text:
		shown = []byte(v)
	case array:
		for _, e := range v {
			if t, ok := e.(text); ok {
				shown = append(shown, t...)
			}
		}
	}
	if len(shown) == 0 || s.render == 3 || s.render == 7 {
		return
	}
	m := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.times(w.text).times(s.ctm)
	glyphs, zero := float64(len(shown)), false
	if w.name(s.font["Subtype"]) == "Type0" {
		glyphs /= 2
		identity := w.name(s.font["Encoding"]) == "Identity-H" || w.name(s.font["Encoding"]) == "Identity-V"
		for i := 0; identity && i+1 < len(shown); i += 2 {
			zero = zero || shown[i] == 0 && shown[i+1] == 0
		}
	}
	b := m.of(box{0, -0.12, glyphs, 0.88}).with(s.clip)
	out := mark{kind: "text", box: b, size: m.up(), font: s.font, zero: zero, overprint: s.overFill, opm: s.opm}
	if r := int(s.render) % 4; r == 1 {
		out.overprint = s.overLine
		w.mark(out, s.stroke, s.strokeV, s.strokePat)
	} else {
		w.mark(out, s.fill, s.fillV, s.fillPat)
	}
	if font := s.font; w.name(font["Subtype"]) == "Type3" && w.forms < maxForms {
		w.glyphs(font, m, shown)
	}
}

// glyphs goes through the glyphs of a Type 3 font that are shown (9.6.5).
func (w *walker) glyphs(font dict, m matrix, shown []byte) {
	own := w.nums(font["FontMatrix"], 6)
	if own == nil {
		return
	}
	names := map[byte]name{}
	code := 0.0
	for _, e := range w.array(w.dict(font["Encoding"])["Differences"]) {
		switch v := w.get(e).(type) {
		case float64:
			code = v
		case name:
			if code >= 0 && code < 256 {
				names[byte(code)] = v
			}
			code++
		}
	}
	done := map[byte]bool{}
	for _, c := range shown {
		if s, _ := w.get(w.dict(font["CharProcs"])[names[c]]).(*stream); s != nil && !done[c] {
			w.within(s, matrix(own).times(m), w.state.clip, w.dict(font["Resources"]))
		}
		done[c] = true
	}
}
