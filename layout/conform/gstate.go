package conform

import "slices"

// graphics checks an ExtGState and sets what it has (6.2.5, 6.2.10).
func (r *run) graphics(g dict) {
	s := &r.state
	if v, ok := r.Get(g["OP"]).(bool); ok {
		s.line = v
		if g["op"] == nil {
			s.over = v
		}
	}
	if v, ok := r.Get(g["op"]).(bool); ok {
		s.over = v
	}
	if v, ok := r.Num(g["OPM"]); ok {
		s.opm = v
	}
	if a := r.Array(g["Font"]); len(a) == 2 {
		s.font = r.fontAt(a[0], r.page)
	}
	if g["TR"] != nil {
		r.a("6.2.5-1", r.page, "")
	}
	if v := r.Get(g["TR2"]); v != nil && v != object(name("Default")) {
		r.a("6.2.5-2", r.page, "")
	}
	if g["HTP"] != nil {
		r.a("6.2.5-3", r.page, "")
	}
	if k, ok := r.Get(g["RI"]).(name); ok {
		r.renderingIntent(k, r.page)
	}
	r.halftone(g["HT"])
	r.blend(g)
}

func (r *run) halftone(o object) {
	d := r.Dict(o)
	if d == nil {
		return
	}
	kind, _ := r.Num(d["HalftoneType"])
	if kind != 1 && kind != 5 {
		r.a("6.2.5-4", r.page, "%v", kind)
	}
	if d["HalftoneName"] != nil {
		r.a("6.2.5-5", r.page, "")
	}
}

var blends = []name{"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
	"HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"}

func (r *run) blend(g dict) {
	modes := r.Array(g["BM"])
	if modes == nil && g["BM"] != nil {
		modes = array{g["BM"]}
	}
	for _, o := range modes {
		k := r.Name(o)
		if !slices.Contains(blends, k) {
			r.a("6.2.10-1", r.page, "%s", k)
		}
		r.transparent[r.page] = r.transparent[r.page] || k != "Normal" && k != "Compatible"
	}
	for _, k := range []name{"ca", "CA"} {
		if v, ok := r.Num(g[k]); ok && v < 1 {
			r.transparent[r.page] = true
		}
	}
	if m := r.Get(g["SMask"]); m != nil && m != object(name("None")) {
		r.transparent[r.page] = true
	}
}
