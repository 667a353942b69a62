package preflight

import (
	"math"

	"paiban/layout/pdffile"
)

// value gives what a function of one number has at x (7.10); false for one that is not
// read: a calculator, or one that is broken.
func (f *file) value(o object, x float64, depth int) ([]float64, bool) {
	d := f.dict(o)
	domain := f.nums(d["Domain"], 2)
	if d == nil || domain == nil || depth > 8 {
		return nil, false
	}
	x = max(domain[0], min(domain[1], x))
	var out []float64
	ok := false
	switch kind, _ := f.num(d["FunctionType"]); {
	case kind == 0 && len(domain) == 2:
		out, ok = f.sampled(o, d, domain, x)
	case kind == 2:
		out, ok = f.exponential(d, x)
	case kind == 3:
		out, ok = f.stitched(d, domain, x, depth)
	}
	if bounds := f.nums(d["Range"], 2*len(out)); ok && bounds != nil {
		for i := range out {
			out[i] = max(bounds[2*i], min(bounds[2*i+1], out[i]))
		}
	}
	return out, ok
}

// exponential runs from one colour to another (7.10.3).
func (f *file) exponential(d dict, x float64) ([]float64, bool) {
	c0, c1 := f.nums(d["C0"], 1), f.nums(d["C1"], 1)
	if c0 == nil {
		c0 = []float64{0}
	}
	if c1 == nil {
		c1 = []float64{1}
	}
	n, ok := f.num(d["N"])
	if !ok || len(c0) != len(c1) {
		return nil, false
	}
	out := make([]float64, len(c0))
	for i := range out {
		out[i] = c0[i] + math.Pow(x, n)*(c1[i]-c0[i])
	}
	return out, true
}

// stitched has a function for each part of its domain (7.10.4).
func (f *file) stitched(d dict, domain []float64, x float64, depth int) ([]float64, bool) {
	parts := f.array(d["Functions"])
	bounds, encode := f.nums(d["Bounds"], len(parts)-1), f.nums(d["Encode"], 2*len(parts))
	if len(parts) == 0 || len(parts) > maxParts || encode == nil || bounds == nil && len(parts) > 1 {
		return nil, false
	}
	k := 0
	for k < len(parts)-1 && x >= bounds[k] {
		k++
	}
	from, to := domain[0], domain[1]
	if k > 0 {
		from = bounds[k-1]
	}
	if k < len(parts)-1 {
		to = bounds[k]
	}
	return f.value(parts[k], between(x, from, to, encode[2*k], encode[2*k+1]), depth+1)
}

// sampled has a table, between whose places it runs straight (7.10.2).
func (f *file) sampled(o object, d dict, domain []float64, x float64) ([]float64, bool) {
	s, _ := f.get(o).(*stream)
	bounds, size := f.nums(d["Range"], 2), f.nums(d["Size"], 1)
	bits, _ := f.num(d["BitsPerSample"])
	if s == nil || bounds == nil || size == nil || bits != 8 && bits != 16 || size[0] < 1 || size[0] > 1<<16 {
		return nil, false
	}
	n, places, wide := len(bounds)/2, int(size[0]), int(bits)/8
	data, known := f.tables[s]
	if !known {
		data, _ = f.unpack(s)
		f.tables[s] = data
	}
	if len(data) < places*n*wide {
		return nil, false
	}
	encode, decode := f.nums(d["Encode"], 2), f.nums(d["Decode"], 2*n)
	if encode == nil {
		encode = []float64{0, float64(places - 1)}
	}
	if decode == nil {
		decode = bounds
	}
	e := max(0, min(float64(places-1), between(x, domain[0], domain[1], encode[0], encode[1])))
	at := func(place, i int) float64 {
		p := data[(place*n+i)*wide:]
		v, top := float64(p[0]), 255.0
		if wide == 2 {
			v, top = v*256+float64(p[1]), 65535
		}
		return decode[2*i] + v/top*(decode[2*i+1]-decode[2*i])
	}
	low := pdffile.Int(e)
	high := min(low+1, places-1)
	out := make([]float64, n)
	for i := range out {
		a := at(low, i)
		out[i] = a + (e-float64(low))*(at(high, i)-a)
	}
	return out, true
}

// between maps x from one range to another.
func between(x, from, to, low, high float64) float64 {
	if to == from {
		return low
	}
	return low + (x-from)/(to-from)*(high-low)
}

// gradientSteps is at how many places a gradient is looked at: its colours differ by no
// more than a shade between two.
const gradientSteps = 256

// maxParts bounds the parts of a function.
const maxParts = 256

// most gives the colour with the most ink that a gradient runs through; false if its
// colours are not read.
func (c *checker) most(sh dict, s *space) (inks, bool) {
	functions := c.array(sh["Function"])
	if functions == nil && sh["Function"] != nil {
		functions = array{sh["Function"]}
	}
	kind, _ := c.num(sh["ShadingType"])
	if len(functions) == 0 || len(functions) > maxSpots+4 || kind == 1 { // by corners, or of two numbers
		return inks{}, false
	}
	domain := c.nums(c.dict(functions[0])["Domain"], 2)
	if domain == nil {
		return inks{}, false
	}
	if c.left -= gradientSteps * len(functions); c.left < 0 {
		return inks{}, false // so many gradients are told of as unchecked
	}
	var most inks
	for i := range gradientSteps + 1 {
		t := domain[0] + float64(i)/gradientSteps*(domain[1]-domain[0])
		var v []float64
		for _, f := range functions {
			part, ok := c.value(f, t, 0)
			if !ok {
				return inks{}, false
			}
			v = append(v, part...)
		}
		k := s.inks(v)
		if k.unknown || len(v) < s.parts {
			return inks{}, false
		}
		if i == 0 || k.sum() > most.sum() {
			most = k
		}
	}
	return most, true
}
