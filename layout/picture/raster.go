package picture

// raster is pixels, 8 bits a sample, rows from the top: 1 sample of gray, 3 of
// RGB, or inks: 1 of black, 4 of cyan, magenta, yellow, black (255 = full).
// What is seen through lies on paper in them; alpha says how much of it.
type raster struct {
	w, h, n int
	pix     []uint8
	alpha   *raster // 1 sample a pixel, 255 hides all below; nil = nothing is seen through
}

func newRaster(w, h, n int) *raster { return &raster{w: w, h: h, n: n, pix: make([]uint8, w*h*n)} }

func (r *raster) at(x, y int) []uint8 {
	i := (y*r.w + x) * r.n
	return r.pix[i : i+r.n : i+r.n]
}

// resample gives r at another size, smaller or the same in both directions, with
// a cubic filter (Mitchell and Netravali's with B = C = ⅓, which neither rings
// nor blurs much) as wide as the pixels of the result.
func (r *raster) resample(w, h int) *raster {
	if w == r.w && h == r.h {
		return r
	}
	across := newRaster(w, r.h, r.n)
	taps := kernel(r.w, w)
	for y := range r.h {
		row := r.pix[y*r.w*r.n : (y+1)*r.w*r.n]
		for x, t := range taps {
			weigh(across.at(x, y), row[t.from*r.n:], r.n, t.weights)
		}
	}
	out := newRaster(w, h, r.n)
	for y, t := range kernel(r.h, h) {
		for x := range w {
			weigh(out.at(x, y), across.pix[(t.from*w+x)*r.n:], w*r.n, t.weights)
		}
	}
	if r.alpha != nil {
		out.alpha = r.alpha.resample(w, h)
	}
	return out
}

// weigh sums samples that lie stride apart, by weights that sum to 1<<16.
func weigh(dst, src []uint8, stride int, weights []int32) {
	if len(dst) == 3 {
		weigh3(dst, src, stride, weights)
		return
	}
	for c := range dst {
		sum := int32(1 << 15)
		for i, w := range weights {
			sum += w * int32(src[i*stride+c])
		}
		dst[c] = uint8(max(0, min(255, sum>>16)))
	}
}

// weigh3 is weigh for RGB, which most pictures are.
func weigh3(dst, src []uint8, stride int, weights []int32) {
	r, g, b := int32(1<<15), int32(1<<15), int32(1<<15)
	for _, w := range weights {
		p := src[:3:3]
		r += w * int32(p[0])
		g += w * int32(p[1])
		b += w * int32(p[2])
		src = src[min(stride, len(src)):]
	}
	dst[0], dst[1], dst[2] = uint8(max(0, min(255, r>>16))), uint8(max(0, min(255, g>>16))), uint8(max(0, min(255, b>>16)))
}

// tap is the samples that make one of the result: from is the first.
type tap struct {
	from    int
	weights []int32
}

// kernel gives the taps of a line of n samples made from one of m, n ≤ m. Places
// are counted in 1/(2n) of a source sample, so all of them are whole.
func kernel(m, n int) []tap {
	taps := make([]tap, n)
	for i := range taps {
		centre := (2*i + 1) * m // of the result's sample, in 1/(2n)
		reach := 4 * m          // two samples of the result
		from := max(0, (centre-reach+n)/(2*n))
		to := min(m-1, (centre+reach-n)/(2*n))
		t := tap{from: from}
		var sum int64
		var raw []int64
		for j := from; j <= to; j++ {
			d := (2*j+1)*n - centre
			v := mitchell(int64(max(d, -d))<<12/int64(2*m), 12)
			raw = append(raw, v)
			sum += v
		}
		left := int32(1 << 16)
		for _, v := range raw {
			w := int32(v << 16 / sum)
			t.weights = append(t.weights, w)
			left -= w
		}
		t.weights[len(raw)/2] += left
		taps[i] = t
	}
	return taps
}

// mitchell gives 18 times the filter at a distance of d/2^bits samples, as a
// number in 1/2^bits.
func mitchell(d int64, bits uint) int64 {
	unit := int64(1) << bits
	d2 := d * d >> bits
	d3 := d2 * d >> bits
	switch {
	case d < unit:
		return 21*d3 - 36*d2 + 16*unit
	case d < 2*unit:
		return -7*d3 + 36*d2 - 60*d + 32*unit
	}
	return 0
}
