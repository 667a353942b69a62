package preflight

import (
	"slices"

	"paiban/layout/pdffile"
)

// space is a colour space, as far as its inks matter (8.6).
type space struct {
	kind    string   // "gray", "rgb", "cmyk", "spot", "pattern", "other"
	parts   int      // components
	spots   []name   // plates of a "spot" space
	under   *space   // of an indexed space or an uncoloured pattern: what it is made of
	table   []byte   // of an indexed space
	names   []string // what it is called, for messages
	managed string   // "ICCBased", "CalGray": of a profile, not of the press alone
}

var (
	grayspace = &space{kind: "gray", parts: 1}
	rgbSpace  = &space{kind: "rgb", parts: 3, names: []string{"RGB"}}
	cmykSpace = &space{kind: "cmyk", parts: 4}
)

// space reads a colour space; res are the resources that name it.
func (f *file) space(o object, res dict, depth int) *space {
	if depth > 8 {
		return &space{kind: "other"}
	}
	switch v := f.get(o).(type) {
	case name:
		switch v {
		case "DeviceGray", "G", "CalGray":
			return f.device(grayspace, "DefaultGray", res)
		case "DeviceRGB", "RGB", "CalRGB":
			return f.device(rgbSpace, "DefaultRGB", res)
		case "DeviceCMYK", "CMYK":
			return f.device(cmykSpace, "DefaultCMYK", res)
		case "Pattern":
			return &space{kind: "pattern"}
		}
		if named, ok := f.dict(res["ColorSpace"])[v]; ok && f.get(named) != object(v) {
			return f.space(named, res, depth+1)
		}
	case array:
		if len(v) > 0 {
			return f.arraySpace(v, res, depth)
		}
	}
	return &space{kind: "other", parts: 1}
}

// device gives a space of the device, or what resources put in its place (8.6.5.6).
func (f *file) device(s *space, instead name, res dict) *space {
	if o := f.get(f.dict(res["ColorSpace"])[instead]); o != nil {
		if d := f.space(o, nil, 0); d.parts == s.parts {
			return d
		}
	}
	return s
}

func (f *file) arraySpace(a array, res dict, depth int) *space {
	at := func(i int) object {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch k := f.name(a[0]); k {
	case "CalGray":
		return &space{kind: "gray", parts: 1, managed: "CalGray"}
	case "CalRGB":
		return &space{kind: "rgb", parts: 3, names: []string{"CalRGB"}}
	case "Lab":
		return &space{kind: "rgb", parts: 3, names: []string{"Lab"}}
	case "ICCBased":
		n, _ := f.num(f.dict(at(1))["N"])
		switch n {
		case 1:
			return &space{kind: "gray", parts: 1, managed: "ICCBased Gray"}
		case 4:
			return &space{kind: "cmyk", parts: 4, managed: "ICCBased CMYK"}
		}
		return &space{kind: "rgb", parts: 3, names: []string{"ICCBased RGB"}}
	case "Indexed", "I":
		s := &space{kind: "indexed", parts: 1, under: f.space(at(1), res, depth+1)}
		switch t := f.get(at(3)).(type) {
		case text:
			s.table = []byte(t)
		case *stream:
			s.table, _ = f.unpack(t)
		}
		return s
	case "Separation":
		return &space{kind: "spot", parts: 1, spots: []name{f.name(at(1))}, under: f.space(at(2), res, depth+1)}
	case "DeviceN":
		s := &space{kind: "spot", under: f.space(at(2), res, depth+1)}
		for _, n := range f.array(at(1)) {
			s.spots = append(s.spots, f.name(n))
		}
		s.parts = len(s.spots)
		return s
	case "Pattern":
		s := &space{kind: "pattern"}
		if len(a) > 1 {
			s.under = f.space(a[1], res, depth+1)
		}
		return s
	default:
		return f.space(k, res, depth+1)
	}
}

// foreign gives the spaces of s that no CMYK press has, by their names.
func (s *space) foreign() []string {
	switch {
	case s == nil:
		return nil
	case s.kind == "rgb":
		return s.names
	case s.under != nil:
		return s.under.foreign()
	}
	return nil
}

// profiled names what kind of profile the inks of s go by, "" if none.
func (s *space) profiled() string {
	switch {
	case s.managed != "":
		return s.managed
	case s.under != nil && (s.kind == "indexed" || s.kind == "pattern"):
		return s.under.profiled()
	}
	return ""
}

// inks is how much of each plate a colour has, in percent: cyan, magenta, yellow,
// black, then spot inks.
type inks struct {
	process [4]float64
	spots   map[name]float64
	unknown bool // a pattern, or no space of inks
}

var processNames = []name{"Cyan", "Magenta", "Yellow", "Black"}

// inks gives the plates of a colour.
func (s *space) inks(v []float64) inks {
	var out inks
	part := func(i int) float64 {
		if i < len(v) {
			return 100 * max(0, min(1, v[i]))
		}
		return 0
	}
	switch s.kind {
	case "gray":
		out.process[3] = 100 - part(0)
	case "cmyk":
		for i := range out.process {
			out.process[i] = part(i)
		}
	case "spot":
		for i, n := range s.spots {
			if k := slices.Index(processNames, n); k >= 0 {
				out.process[k] += part(i)
				continue
			}
			switch n {
			case "None":
			case "All":
				for k := range out.process {
					out.process[k] = part(i)
				}
			default:
				if out.spots == nil {
					out.spots = map[name]float64{}
				}
				out.spots[n] += part(i)
			}
		}
	case "indexed":
		n := s.under.parts
		if n > 0 && len(v) > 0 {
			i := pdffile.Int(v[0])
			if i >= 0 && (i+1)*n <= len(s.table) {
				w := make([]float64, n)
				for k := range w {
					w[k] = float64(s.table[i*n+k]) / 255
				}
				return s.under.inks(w)
			}
		}
		out.unknown = true
	default:
		out.unknown = true
	}
	return out
}

// first gives the colour that a space begins with (8.6.5.6 and others): black, or
// all of a spot ink.
func (s *space) first() []float64 {
	switch s.kind {
	case "cmyk":
		return []float64{0, 0, 0, 1}
	case "spot":
		v := make([]float64, s.parts)
		for i := range v {
			v[i] = 1
		}
		return v
	}
	return make([]float64, s.parts)
}

// sum gives all inks together.
func (k inks) sum() float64 {
	t := k.process[0] + k.process[1] + k.process[2] + k.process[3]
	for _, n := range k.spotNames() {
		t += k.spots[n]
	}
	return t
}

func (k inks) spotNames() []name {
	var out []name
	for n := range k.spots {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// plates counts the inks that print.
func (k inks) plates() int {
	n := 0
	for _, v := range k.process {
		if v > 0.5 {
			n++
		}
	}
	for _, v := range k.spots {
		if v > 0.5 {
			n++
		}
	}
	return n
}

// white reports a colour that prints nothing.
func (k inks) white() bool { return !k.unknown && k.sum() < 0.05 }

// black reports black ink alone, all of it.
func (k inks) black() bool { return !k.unknown && k.plates() == 1 && k.process[3] > 99.4 }

// rich reports a black that other inks stand under.
func (k inks) rich() bool {
	return !k.unknown && k.process[3] >= 85 && k.sum()-k.process[3] > 5
}
