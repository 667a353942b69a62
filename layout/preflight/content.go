package preflight

import (
	"errors"
	"slices"
	"strings"

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
	metrics            *metrics
	scale, rise        float64 // horizontal scaling, 1 = 100 %
	between, words     float64 // added behind glyphs, and behind spaces
	leading            float64
	clips              []*shape // clips that are not boxes
	alphaFill          float64
	alphaLine          float64
	mode               name // of blending; "" = none
	masked             bool // by a soft mask
}

// walker goes through the content of a page.
type walker struct {
	*file
	page     *page
	seen     func(mark) // told of everything painted
	ops      *int
	state    state
	stack    []state
	path     box
	drawn    outline // the path itself
	clips    string  // "W" or "W*": the path will clip
	text     matrix
	start    matrix // of the line of text
	fonts    map[ref]*metrics
	forms    int
	operands []float64 // those that are numbers, of one operation
}

// mark is something painted.
type mark struct {
	kind      string // "text", "fill", "line", "image", "shading"; "state", "intent", "group", "end", "postscript", "missing", "unknown"
	box       box    // on the page
	inks      inks
	space     *space
	size      float64 // of type, or width of a line, in points
	overprint bool
	opm       float64
	font      dict
	metrics   *metrics // of type; nil if no font was set
	zero      bool     // shows glyph 0
	image     *image
	shading   dict
	form      dict          // of what is painted within a form or by gs: transparency
	shape     func() *shape // of a fill or a line; nil: the box
	clips     []*shape
	alpha     float64
	mode      name
	masked    bool
}

// image is a picture as painted.
type image struct {
	dict   dict
	stream *stream
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
	return pdffile.Operations(data, func(op word, args []object) error {
		if *w.ops++; *w.ops > maxOps {
			return errTooMuch
		}
		if op == "BI" {
			w.picture(args[0].(*stream), res)
			return nil
		}
		return w.do(string(op), args, res)
	})
}

// numbers gives the numbers among operands, until the next operation.
func (w *walker) numbers(args []object) []float64 {
	w.operands = w.operands[:0]
	for _, a := range args {
		if v, ok := a.(float64); ok {
			w.operands = append(w.operands, v)
		}
	}
	return w.operands
}

// do carries out one operation.
func (w *walker) do(op string, args []object, res dict) error {
	n := w.numbers(args)
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
	case "ri":
		w.seen(mark{kind: "intent", mode: firstName(args), box: s.clip})
	case "gs":
		w.graphics(w.dict(w.dict(res["ExtGState"])[firstName(args)]))
	case "Do":
		key := firstName(args)
		o := w.get(w.dict(res["XObject"])[key])
		if o == nil {
			w.seen(mark{kind: "missing", mode: key, box: s.clip})
		}
		return w.object(o, res)
	case "sh":
		w.shade(w.dict(w.dict(res["Shading"])[firstName(args)]), res)
	default:
		if !w.colour(op, n, args, res) && !w.build(op, n) && !w.paint(op) {
			w.typeset(op, n, args, res)
		}
		if !operators[op] {
			w.seen(mark{kind: "unknown", mode: name(op), box: s.clip})
		}
	}
	return nil
}

// operators are those of annex A.
var operators = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k
		l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`) {
		m[s] = true
	}
	return m
}()

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
		w.setFont(a[0])
		s.size, _ = w.num(a[1])
	}
	w.blending(g)
	w.seen(mark{kind: "state", form: g, box: s.clip})
}

// colour sets a colour (8.6.8), and reports whether op does that.
func (w *walker) colour(op string, n []float64, args []object, res dict) bool {
	s := &w.state
	switch op {
	case "g", "rg", "k":
		s.fill, s.fillV, s.fillPat = w.space(deviceSpaces[op], res, 0), slices.Clone(n), nil
	case "G", "RG", "K":
		s.stroke, s.strokeV, s.strokePat = w.space(deviceSpaces[op], res, 0), slices.Clone(n), nil
	case "cs":
		s.fill = w.space(firstName(args), res, 0)
		s.fillV, s.fillPat = s.fill.first(), nil
	case "CS":
		s.stroke = w.space(firstName(args), res, 0)
		s.strokeV, s.strokePat = s.stroke.first(), nil
	case "sc", "scn":
		s.fillV = slices.Clone(n)
		if s.fill.kind == "pattern" {
			s.fillPat = w.dict(res["Pattern"])[firstName(args)]
		}
	case "SC", "SCN":
		s.strokeV = slices.Clone(n)
		if s.stroke.kind == "pattern" {
			s.strokePat = w.dict(res["Pattern"])[firstName(args)]
		}
	default:
		return false
	}
	return true
}

var deviceSpaces = map[string]name{"g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK", "K": "DeviceCMYK"}

// blending sets how what is painted mixes with what is there (11.6.4.4).
func (w *walker) blending(g dict) {
	s := &w.state
	if v, ok := w.num(g["ca"]); ok {
		s.alphaFill = max(0, min(1, v))
	}
	if v, ok := w.num(g["CA"]); ok {
		s.alphaLine = max(0, min(1, v))
	}
	if m := w.get(g["SMask"]); m != nil {
		s.masked = m != object(name("None"))
	}
	mode := w.get(g["BM"])
	if a, ok := mode.(array); ok && len(a) > 0 {
		mode = w.get(a[0])
	}
	if m, ok := mode.(name); ok {
		if s.mode = m; m == "Normal" || m == "Compatible" {
			s.mode = ""
		}
	}
}

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
	w.tell(m)
}

// tell tells of a mark, with how it mixes with what is there.
func (w *walker) tell(m mark) {
	m.clips, m.mode, m.masked = w.state.clips, w.state.mode, w.state.masked
	w.seen(m)
}

// pattern goes through what a pattern paints, once (8.7.3).
func (w *walker) pattern(o object, where box) {
	d := w.dict(o)
	if d == nil || w.forms >= maxForms {
		return
	}
	if sh := w.dict(d["Shading"]); sh != nil {
		w.tell(mark{kind: "shading", shading: sh, box: where, alpha: w.state.alphaFill})
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
	inner.path, inner.clips, inner.drawn = noPath, "", outline{}
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
		w.picture(s, res)
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
		w.tell(mark{kind: "group", form: s.Dict, box: clip, alpha: w.state.alphaFill})
		if w.name(s.Dict["Subtype2"]) == "PS" || s.Dict["PS"] != nil {
			w.seen(mark{kind: "postscript", box: clip})
		}
		defer func(was state) {
			w.state = was
			w.seen(mark{kind: "end"})
		}(w.state)
		if g := w.dict(s.Dict["Group"]); w.name(g["S"]) == "Transparency" {
			w.state.alphaFill, w.state.alphaLine, w.state.mode, w.state.masked = 1, 1, "", false
		}
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

func (w *walker) picture(s *stream, res dict) {
	d := s.Dict
	wide, _ := w.num(d["Width"])
	high, _ := w.num(d["Height"])
	mask, _ := w.get(d["ImageMask"]).(bool)
	im := &image{dict: d, stream: s, w: int(wide), h: int(high), ctm: w.state.ctm, clip: w.state.clip, mask: mask, res: res}
	m := mark{kind: "image", image: im, alpha: w.state.alphaFill, overprint: w.state.overFill, opm: w.state.opm, box: w.state.ctm.of(box{0, 0, 1, 1}).with(w.state.clip)}
	if m.box.empty() || im.w < 1 || im.h < 1 {
		return
	}
	if mask {
		m.space, m.inks = w.state.fill, w.state.fill.inks(w.state.fillV)
	} else {
		m.space = w.space(d["ColorSpace"], res, 0)
	}
	w.tell(m)
}

func (w *walker) shade(sh dict, res dict) {
	if sh != nil {
		w.tell(mark{kind: "shading", shading: sh, box: w.state.clip, alpha: w.state.alphaFill})
	}
}
