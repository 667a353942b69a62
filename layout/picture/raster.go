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
