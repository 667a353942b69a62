package picture

import (
	"image"

	"paiban/layout/jpeg"
	"paiban/layout/sheet"
)

// resample gives r at another size, smaller or the same in both directions.
func (r *raster) resample(w, h int) *raster {
	if w == r.w && h == r.h {
		return r
	}
	return coarse{raster: r}.resample(sheet.Crop{W: r.w, H: r.h}, w, h)
}

// coarse is an upright picture whose pixels stand each for a square of 2^k of the file's.
type coarse struct {
	*raster
	k    int
	x, y int // of the file, where the first pixel begins: 0, or less if what it stands for is not whole
}

// resample gives a part of the file's pixels at a size of no more, with a cubic filter
// (Mitchell and Netravali's with B = C = ⅓, which neither rings nor blurs much) as wide as
// the pixels of the result.
func (c coarse) resample(part sheet.Crop, w, h int) *raster {
	cols := kernel(span{part.X, part.W, 1 << c.k, c.x, c.w}, w)
	rows := kernel(span{part.Y, part.H, 1 << c.k, c.y, c.h}, h)
	from, last := rows[0].from, rows[h-1]
	across := newRaster(w, last.from+len(last.weights)-from, c.n)
	for y := range across.h {
		row := c.pix[(from+y)*c.w*c.n : (from+y+1)*c.w*c.n]
		for x, t := range cols {
			weigh(across.at(x, y), row[t.from*c.n:], c.n, t.weights)
		}
	}
	out := newRaster(w, h, c.n)
	for y, t := range rows {
		for x := range w {
			weigh(out.at(x, y), across.pix[((t.from-from)*w+x)*c.n:], w*c.n, t.weights)
		}
	}
	if c.alpha != nil {
		out.alpha = coarse{c.alpha, c.k, c.x, c.y}.resample(part, w, h)
	}
	return out
}

// tap is the samples that make one of the result: from is the first.
type tap struct {
	from    int
	weights []int32
}

// span is a stretch of a line of a file's pixels, from at on, length of them, and the n
// samples that there are of the line: each of step pixels, the first from zero on.
type span struct{ at, length, step, zero, n int }

// within gives the first and the last sample that have nothing of what is beside the
// stretch: a border that was cut off must not come back as a thread along the edge. Where
// there is none, those that have any of it.
func (s span) within() (first, last int) {
	up := func(n int) int { return (n + s.step - 1) / s.step }
	from, to := s.at-s.zero, s.at+s.length-s.zero
	if first, last = up(from), min(to/s.step, s.n)-1; first <= last {
		return first, last
	}
	return from / s.step, min(up(to), s.n) - 1
}

// kernel gives the taps of n samples made from a stretch of no fewer pixels. Places are
// counted in 1/(2n) of a pixel, so all of them are whole.
func kernel(s span, n int) []tap {
	first, last := s.within()
	width := 2 * n * s.step // of a sample
	taps := make([]tap, n)
	for i := range taps {
		centre := (2*i+1)*s.length + 2*n*(s.at-s.zero) // of the result's sample
		reach := 4 * s.length                          // two samples of the result
		from := max(first, (centre-reach+width/2)/width)
		to := min(last, (centre+reach-width/2)/width)
		t := tap{from: from}
		var sum int64
		var raw []int64
		for j := from; j <= to; j++ {
			d := j*width + width/2 - centre
			v := mitchell(int64(max(d, -d))<<12/int64(2*s.length), 12)
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

// fineEnough is how many pixels, in halves, a picture that is decoded smaller has for each
// of those that it is to become: the filter has its work left to do.
const fineEnough = 3

// coarser gives how much smaller, as a power of 2, a part of a picture may be decoded that
// becomes w by h pixels. Only JPEGs of colour are: of one in gray it could not be told
// whether it is line art.
func coarser(in Info, part sheet.Crop, w, h int) (k int) {
	if in.Format != "jpeg" || in.Channels != 3 {
		return 0
	}
	return jpeg.Smaller(image.Pt(part.W, part.H), image.Pt(w, h), fineEnough)
}
