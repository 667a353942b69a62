package picture

import "paiban/layout/parallel"

// separation goes from the inks of a picture to those of the press: the colours of
// a grid, converted once, and interpolation between them.
type separation struct{ lut }

// inkPoints is how many grid points a separation has on a side: 17⁴ colours.
const inkPoints = 17

// separate makes inks anew from what they look like, by colorimetric intent: they
// were made for a press, and a perceptual table would make its tones give way again.
// icc is the profile of the inks that there are, nil for the press's own.
func (p *Press) separate(r *raster, icc []byte) (*raster, error) {
	to, black, err := p.press(Relative)
	if err != nil {
		return nil, err
	}
	seen, from := to.toLab, p.perceptualBlack(to.toLab)
	if icc != nil {
		own, err := openProfile(icc)
		if err != nil {
			return nil, err
		}
		if seen, err = own.openTable(own.either("A2B1", "A2B0"), inkCount, 3); err != nil {
			return nil, err
		}
		from = own.perceptualBlack(seen)
	}
	return newSeparation(seen, to.toInks, fit{from, black}).convert(r, p.limit*255/100), nil
}

// newSeparation converts the grid.
func newSeparation(seen, press table, black fit) *separation {
	s := &separation{lut{in: inkCount, out: inkCount, inputs: straight(inkCount), outputs: straight(inkCount)}}
	for i := range s.grid {
		s.grid[i] = inkPoints
	}
	s.clut = make([]uint16, inkPoints*inkPoints*inkPoints*inkPoints*inkCount)
	parallel.Each(inkPoints, func(c int) {
		const step = 65535 * fine / (inkPoints - 1)
		node := c * inkPoints * inkPoints * inkPoints * inkCount
		for i := range inkPoints * inkPoints * inkPoints {
			m, y, k := i/inkPoints/inkPoints, i/inkPoints%inkPoints, i%inkPoints
			v := [inkCount]int64{int64(c) * step, int64(m) * step, int64(y) * step, int64(k) * step}
			var lab [3]int64
			var out [inkCount]int64
			seen.at(v[:], lab[:])
			lab = black.lab(lab)
			press.at(lab[:], out[:])
			for o, x := range out {
				s.clut[node+o] = uint16(max(0, min(65535, (x+fine/2)/fine)))
			}
			node += inkCount
		}
	})
	return s
}

// convert gives a picture's inks made anew, none of them over most in sum.
func (s *separation) convert(r *raster, most int) *raster {
	out := newRaster(r.w, r.h, inkCount)
	var last, ink [inkCount]uint8
	for i := range r.w * r.h {
		p := [inkCount]uint8(r.pix[inkCount*i:])
		if i == 0 || p != last {
			var v, to [inkCount]int64
			for c, x := range p {
				v[c] = int64(x) * 257 * fine
			}
			s.at(v[:], to[:])
			for c, x := range to {
				ink[c] = uint8(max(0, min(255, (x/fine+128)/257)))
			}
			ink, last = within(ink, most), p
		}
		*(*[inkCount]uint8)(out.pix[inkCount*i:]) = ink
	}
	return out
}
