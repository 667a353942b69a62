package preflight

import "paiban/layout/pdffile"

// typeset shows text or sets how (9.3, 9.4).
func (w *walker) typeset(op string, n []float64, args []object, res dict) {
	s := &w.state
	set := func(v *float64, unit float64) {
		if len(n) == 1 {
			*v = n[0] * unit
		}
	}
	switch op {
	case "BT":
		w.text, w.start = unit, unit
	case "Tf":
		if len(args) == 2 && len(n) == 1 {
			key, _ := args[0].(name)
			w.setFont(w.dict(res["Font"])[key])
			s.size = n[0]
		}
	case "Tz":
		set(&s.scale, 0.01)
	case "Ts":
		set(&s.rise, 1)
	case "Tc":
		set(&s.between, 1)
	case "Tw":
		set(&s.words, 1)
	case "TL":
		set(&s.leading, 1)
	case "Tr":
		set(&s.render, 1)
	case "Td", "TD":
		if len(n) == 2 {
			if op == "TD" {
				s.leading = -n[1]
			}
			w.next(n[0], n[1])
		}
	case "Tm":
		if len(n) == 6 {
			w.start = matrix(n)
			w.text = w.start
		}
	case "T*":
		w.next(0, -s.leading)
	case "'", "\"":
		if op == "\"" && len(n) == 2 {
			s.words, s.between = n[0], n[1]
		}
		w.next(0, -s.leading)
		w.show(args)
	case "Tj", "TJ":
		w.show(args)
	}
}

// next begins a line of text.
func (w *walker) next(x, y float64) {
	w.start = matrix{1, 0, 0, 1, x, y}.times(w.start)
	w.text = w.start
}

// metrics is how wide a font's glyphs are, in ems, and what else type asks of it again
// and again.
type metrics struct {
	pairs, vertical bool      // codes are of two bytes; lines run down
	widths          []float64 // by code
	other           float64   // of codes that have none
	identity        bool      // codes are numbers of glyphs
	drawn           bool      // glyphs are content: of Type 3
	checked         bool      // what is embedded was looked at
}

// set gives a code its width.
func (m *metrics) set(code int, v float64) {
	if code < 0 || code >= 1<<16 {
		return // of no string
	}
	for code >= len(m.widths) {
		m.widths = append(m.widths, m.other)
	}
	m.widths[code] = v
}

func (m *metrics) width(code int) float64 {
	switch {
	case m.vertical:
		return 1
	case code < len(m.widths):
		return m.widths[code]
	}
	return m.other
}

func (w *walker) setFont(o object) {
	s := &w.state
	s.font = w.dict(o)
	key, shared := o.(ref)
	if m := w.fonts[key]; shared && m != nil {
		s.metrics = m
		return
	}
	s.metrics = w.metrics(s.font)
	if shared {
		w.fonts[key] = s.metrics
	}
}

// metrics reads the widths of a font's glyphs (9.6.2, 9.7.4.3); of fonts that do not
// say, glyphs are taken for half an em wide.
func (w *walker) metrics(font dict) *metrics {
	if w.name(font["Subtype"]) == "Type0" {
		return w.pairs(font)
	}
	kind := w.name(font["Subtype"])
	m := &metrics{other: 0.5, drawn: kind == "Type3"}
	unit := 0.001
	if v := w.nums(font["FontMatrix"], 6); v != nil && m.drawn {
		unit = v[0]
	}
	if v, ok := w.num(w.dict(font["FontDescriptor"])["MissingWidth"]); ok {
		m.other = v * unit
	}
	first, _ := w.num(font["FirstChar"])
	for i, o := range w.array(font["Widths"]) {
		if v, ok := w.num(o); ok {
			m.set(int(first)+i, v*unit)
		}
	}
	return m
}

// pairs reads the widths of a composite font, whose codes are of two bytes.
func (w *walker) pairs(font dict) *metrics {
	m := &metrics{pairs: true, other: 1}
	enc := w.name(font["Encoding"])
	m.identity = enc == "Identity-H" || enc == "Identity-V"
	m.vertical = len(enc) > 2 && enc[len(enc)-2:] == "-V"
	var d dict
	if a := w.array(font["DescendantFonts"]); len(a) > 0 {
		d = w.dict(a[0])
	}
	if v, ok := w.num(d["DW"]); ok {
		m.other = v / 1000
	}
	list := w.array(d["W"])
	for i := 0; i+1 < len(list); {
		first, _ := w.num(list[i])
		if each := w.array(list[i+1]); each != nil {
			for k, o := range each {
				if v, ok := w.num(o); ok {
					m.set(int(first)+k, v/1000)
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		last, _ := w.num(list[i+1])
		v, _ := w.num(list[i+2])
		for k := max(0, int(first)); k <= int(last) && k < 1<<16; k++ {
			m.set(k, v/1000)
		}
		i += 3
	}
	return m
}

// run gives how far a string runs along its line, in ems, and whether it shows
// glyph 0.
func (m *metrics) run(s *state, shown text) (long float64, zero bool) {
	if m == nil {
		return float64(len(shown)) / 2, false
	}
	size := s.size
	if size == 0 {
		size = 1
	}
	if m.pairs {
		for i := 0; i+1 < len(shown); i += 2 {
			code := int(shown[i])<<8 | int(shown[i+1])
			long += m.width(code) + s.between/size
			zero = zero || code == 0
		}
		return long, zero
	}
	for _, c := range []byte(shown) {
		long += m.width(int(c)) + s.between/size
		if c == ' ' {
			long += s.words / size
		}
	}
	return long, false
}

// show tells of type, and goes on behind it.
func (w *walker) show(args []object) {
	if len(args) == 0 {
		return
	}
	s := &w.state
	list, _ := args[len(args)-1].(array)
	if _, ok := args[len(args)-1].(text); ok {
		list = args[len(args)-1:]
	}
	long, zero, shown := 0.0, false, false
	for _, e := range list {
		switch v := e.(type) {
		case text:
			l, z := s.metrics.run(s, v)
			long += l
			zero = zero || z
			shown = shown || v != ""
		case float64:
			long -= v / 1000
		}
	}
	if !shown {
		return
	}
	m := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.times(w.text).times(s.ctm)
	b := box{min(0, long), -0.12, max(0, long), 0.88}
	if s.metrics != nil && s.metrics.vertical {
		b = box{-0.5, -max(0, long), 0.5, -min(0, long)}
		w.text = matrix{1, 0, 0, 1, 0, -long * s.size}.times(w.text)
	} else {
		w.text = matrix{1, 0, 0, 1, long * s.size * s.scale, 0}.times(w.text)
	}
	if s.render == 3 || s.render == 7 {
		return
	}
	out := mark{kind: "text", box: m.of(b).with(s.clip), size: m.up(), font: s.font, metrics: s.metrics, zero: zero && s.metrics.identity,
		overprint: s.overFill, opm: s.opm, alpha: s.alphaFill}
	if r := pdffile.Int(s.render) % 4; r == 1 {
		out.overprint, out.alpha = s.overLine, s.alphaLine
		w.mark(out, s.stroke, s.strokeV, s.strokePat)
	} else {
		w.mark(out, s.fill, s.fillV, s.fillPat)
	}
	if s.metrics != nil && s.metrics.drawn && w.forms < maxForms {
		w.glyphs(s.font, m, list)
	}
}

// glyphs goes through the glyphs of a Type 3 font that are shown (9.6.5).
func (w *walker) glyphs(font dict, m matrix, list array) {
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
	var shown text
	for _, e := range list {
		if t, ok := e.(text); ok {
			shown += t
		}
	}
	for _, c := range []byte(shown) {
		if s, _ := w.get(w.dict(font["CharProcs"])[names[c]]).(*stream); s != nil && !done[c] {
			w.within(s, matrix(own).times(m), w.state.clip, w.dict(font["Resources"]))
		}
		done[c] = true
	}
}
