package conform

import (
	"math"
	"strconv"
	"strings"
)

func parseReal(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// glyphs checks the glyphs that are shown: that they are there, as wide as said, and
// stand for characters (6.2.11.4 to 6.2.11.8; ISO 14289-1, 7.21).
func (r *run) glyphs(codes []byte) {
	f := r.state.font
	if f == nil {
		return
	}
	seen := int(r.state.render) != 3
	if seen && !f.embedded && f.kind != "Type3" {
		r.a("6.2.11.4.1-1", r.page, "%s", f.base)
		r.u("7.21.4.1-1", r.page, "%s", f.base)
	}
	f.each(codes, func(code int) {
		if f.kind == "Type0" && f.identity {
			r.cid(f, code, seen)
		}
		r.character(f, code)
	})
}

// each visits the codes of a string.
func (f *font) each(codes []byte, visit func(int)) {
	if f.kind != "Type0" {
		for _, c := range codes {
			visit(int(c))
		}
		return
	}
	for ; len(codes) >= 2; codes = codes[2:] {
		visit(be16(codes))
	}
}

// cid checks a glyph of a composite font.
func (r *run) cid(f *font, cid int, seen bool) {
	if cid == 0 {
		r.a("6.2.11.8-1", r.page, "%s", f.base)
		r.u("7.21.8-1", r.page, "%s", f.base)
	}
	if f.program == nil || !seen {
		return
	}
	g, ok := f.program.glyphOf(cid)
	if f.toGID != nil {
		if ok = 2*cid+1 < len(f.toGID); ok {
			g = be16(f.toGID[2*cid:])
			ok = g < f.program.glyphs
		}
	}
	if !ok {
		r.a("6.2.11.4.1-2", r.page, "%s: CID %d", f.base, cid)
		r.u("7.21.4.1-2", r.page, "%s: CID %d", f.base, cid)
		return
	}
	said, own := f.widths[cid]
	if !own {
		said = f.dw
	}
	if w, ok := f.program.wide(g); ok && math.Abs(w-said) > 1.0001 {
		r.a("6.2.11.5-1", r.page, "%s: CID %d is %.4g wide, not %.4g", f.base, cid, w, said)
		r.u("7.21.5-1", r.page, "%s: CID %d is %.4g wide, not %.4g", f.base, cid, w, said)
	}
}

// character checks what a code stands for (6.2.11.7).
func (r *run) character(f *font, code int) {
	s, ok := f.unicode[code]
	if !ok {
		if f.unicode != nil || !f.mapped {
			r.a("6.2.11.7.2-1", r.page, "%s: %d", f.base, code)
			r.u("7.21.7-1", r.page, "%s: %d", f.base, code)
		}
		return
	}
	if strings.ContainsAny(s, "\x00\uFEFF\uFFFE") || s == "" {
		r.a("6.2.11.7.2-2", r.page, "%s: %d", f.base, code)
		r.u("7.21.7-2", r.page, "%s: %d", f.base, code)
	}
	for _, c := range s {
		if c >= 0xE000 && c <= 0xF8FF || c >= 0xF0000 {
			if !r.replaced() {
				r.a("6.2.11.7.3-1", r.page, "%s: U+%04X", f.base, c)
			}
			return
		}
	}
}

// replaced reports whether what is shown now has an ActualText.
func (r *run) replaced() bool {
	for _, m := range r.marks {
		if m.actual {
			return true
		}
		for n := m.owner; n != nil; n = n.up {
			if n.dict["ActualText"] != nil {
				return true
			}
		}
	}
	return false
}
