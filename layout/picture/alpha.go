package picture

// overPaper lays colours with an alpha sample last over paper, which is white, or no ink.
// Multiplied says that they are times alpha already.
func overPaper(r *raster, multiplied bool) *raster {
	n := r.n - 1
	out, alpha := newRaster(r.w, r.h, n), newRaster(r.w, r.h, 1)
	paper := out.paper()
	for i := range r.w * r.h {
		p := r.pix[r.n*i : r.n*i+r.n]
		a := uint32(p[n])
		for c := range n {
			v := uint32(p[c]) * a
			if multiplied {
				v = min(uint32(p[c]), a) * 255
			}
			out.pix[n*i+c] = uint8((v + paper*(255-a) + 127) / 255)
		}
		alpha.pix[i] = p[n]
	}
	return out.through(alpha)
}

// paper gives the sample of unprinted paper.
func (r *raster) paper() uint32 {
	if r.n == inkCount {
		return 0
	}
	return 255
}

// through notes how much of r is seen through, if any of it is.
func (r *raster) through(alpha *raster) *raster {
	for _, a := range alpha.pix {
		if a != 255 {
			r.alpha = alpha
			return r
		}
	}
	return r
}

// offPaper takes the paper out of the colours of what is seen through: laid on paper by
// its alpha it is r again. Where nothing is seen it goes on in the colour beside it, for
// a JPEG mixes neighbours, and an edge must not take up the paper.
func (r *raster) offPaper() *raster {
	if r.alpha == nil {
		return r
	}
	out := newRaster(r.w, r.h, r.n)
	out.alpha = r.alpha
	paper := int(r.paper())
	for i, a := range r.alpha.pix {
		for c := i * r.n; a > 0 && c < (i+1)*r.n; c++ {
			v := (int(r.pix[c])*255 - paper*(255-int(a)) + int(a)/2) / int(a)
			out.pix[c] = uint8(max(0, min(255, v)))
		}
	}
	out.spread()
	return out
}

// spread fills what is hidden with the nearest colour of its row that is seen, else with
// that of the row above, or below.
func (r *raster) spread() {
	row := func(y int) []uint8 { return r.pix[y*r.w*r.n : (y+1)*r.w*r.n] }
	seen := make([]bool, r.h)
	for y := range r.h {
		last := -1
		for x := range r.w {
			if r.alpha.pix[y*r.w+x] == 0 {
				if last >= 0 {
					copy(r.at(x, y), r.at(last, y))
				}
				continue
			}
			for k := 0; last < 0 && k < x; k++ { // up to the first that is seen
				copy(r.at(k, y), r.at(x, y))
			}
			last = x
		}
		if seen[y] = last >= 0; !seen[y] && y > 0 && seen[y-1] {
			copy(row(y), row(y-1))
			seen[y] = true
		}
	}
	for y := r.h - 2; y >= 0; y-- {
		if !seen[y] && seen[y+1] {
			copy(row(y), row(y+1))
			seen[y] = true
		}
	}
}
