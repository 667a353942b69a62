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

// metrics is how wide a font's glyphs are, in ems.
type metrics struct {
	pairs, vertical bool // codes are of two bytes; lines run down
	widths          map[int]float64
	other           float64
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
	m := &metrics{widths: map[int]float64{}, other: 0.5}
	unit := 0.001
	if v := w.nums(font["FontMatrix"], 6); v != nil && w.name(font["Subtype"]) == "Type3" {
		unit = v[0]
	}
	first, _ := w.num(font["FirstChar"])
	for i, o := range w.array(font["Widths"]) {
		if v, ok := w.num(o); ok {
			m.widths[int(first)+i] = v * unit
		}
	}
	if v, ok := w.num(w.dict(font["FontDescriptor"])["MissingWidth"]); ok {
		m.other = v * unit
	}
	return m
}

// pairs reads the widths of a composite font, whose codes are of two bytes.
func (w *walker) pairs(font dict) *metrics {
	m := &metrics{pairs: true, widths: map[int]float64{}, other: 1}
	enc := w.name(font["Encoding"])
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
					m.widths[int(first)+k] = v / 1000
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
			m.widths[k] = v / 1000
		}
		i += 3
	}
	return m
}

// run gives how far a string runs along its line, in ems, and whether it shows
// glyph 0.
func (m *metrics) run(s *state, shown []byte) (long float64, zero bool) {
	if m == nil {
		return float64(len(shown)) / 2, false
	}
	size := s.size
	if size == 0 {
		size = 1
	}
	width := func(code int) float64 {
		if m.vertical {
			return 1
		}
		if v, ok := m.widths[code]; ok {
			return v
		}
		return m.other
	}
	if m.pairs {
		for i := 0; i+1 < len(shown); i += 2 {
			code := int(shown[i])<<8 | int(shown[i+1])
			long += width(code) + s.between/size
			zero = zero || code == 0
		}
		return long, zero
	}
	for _, c := range shown {
		long += width(int(c)) + s.between/size
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
	if t, ok := args[len(args)-1].(text); ok {
		list = array{t}
	}
	var shown []byte
	long, zero := 0.0, false
	for _, e := range list {
		switch v := e.(type) {
		case text:
			l, z := s.metrics.run(s, []byte(v))
			long += l
			zero = zero || z
			shown = append(shown, v...)
		case float64:
			long -= v / 1000
		}
	}
	if len(shown) == 0 {
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
	identity := w.name(s.font["Encoding"]) == "Identity-H" || w.name(s.font["Encoding"]) == "Identity-V"
	out := mark{kind: "text", box: m.of(b).with(s.clip), size: m.up(), font: s.font, zero: zero && identity,
		overprint: s.overFill, opm: s.opm, alpha: s.alphaFill}
	if r := pdffile.Int(s.render) % 4; r == 1 {
		out.overprint, out.alpha = s.overLine, s.alphaLine
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
