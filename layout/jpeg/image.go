package jpeg

import "image"

// image makes the picture of the coefficients.
func (d *decoder) image() (image.Image, error) {
	if d.comps == nil {
		return nil, FormatError("there is no picture in it")
	}
	for _, c := range d.comps {
		if c.coeffs == nil {
			return nil, FormatError("a component has no scan")
		}
		c.render()
	}
	r := image.Rect(0, 0, d.w, d.h)
	switch {
	case len(d.comps) == 1:
		c := d.comps[0]
		return &image.Gray{Pix: c.pix, Stride: 8 * c.stride, Rect: r}, nil
	case len(d.comps) == 4:
		return d.inks(r)
	case d.rgb():
		return d.colours(r), nil
	}
	return d.lumaChroma(r), nil
}

// render transforms a component's blocks.
func (c *component) render() {
	stride := 8 * c.stride
	c.pix = make([]uint8, stride*8*c.rows)
	for y := range c.rows {
		for x := range c.stride {
			at := 64 * (y*c.stride + x)
			inverse(c.coeffs[at:at+64], c.quant, c.pix[8*y*stride+8*x:], stride)
		}
	}
	c.coeffs = c.coeffs[:0:0]
}

// rgb reports whether three components are red, green and blue: Adobe's marker says
// so, or nothing is said and their names do.
func (d *decoder) rgb() bool {
	if d.adobe {
		return d.transform == 0
	}
	return !d.jfif && d.comps[0].id == 'R' && d.comps[1].id == 'G' && d.comps[2].id == 'B'
}

// lumaChroma gives the planes as they are where image.YCbCr knows their sampling.
func (d *decoder) lumaChroma(r image.Rectangle) image.Image {
	y, cb, cr := d.comps[0], d.comps[1], d.comps[2]
	ratio, ok := subsampling(y, cb, cr)
	if !ok {
		for _, c := range d.comps {
			d.full(c)
		}
		ratio = image.YCbCrSubsampleRatio444
	}
	return &image.YCbCr{Y: y.pix, Cb: cb.pix, Cr: cr.pix, YStride: 8 * y.stride, CStride: 8 * cb.stride, SubsampleRatio: ratio, Rect: r}
}

func subsampling(y, cb, cr *component) (image.YCbCrSubsampleRatio, bool) {
	if cb.h != cr.h || cb.v != cr.v || y.h%cb.h != 0 || y.v%cb.v != 0 {
		return 0, false
	}
	switch [2]byte{y.h / cb.h, y.v / cb.v} {
	case [2]byte{1, 1}:
		return image.YCbCrSubsampleRatio444, true
	case [2]byte{2, 1}:
		return image.YCbCrSubsampleRatio422, true
	case [2]byte{2, 2}:
		return image.YCbCrSubsampleRatio420, true
	case [2]byte{1, 2}:
		return image.YCbCrSubsampleRatio440, true
	case [2]byte{4, 1}:
		return image.YCbCrSubsampleRatio411, true
	case [2]byte{4, 2}:
		return image.YCbCrSubsampleRatio410, true
	}
	return 0, false
}

// full brings a component to the size of the picture, each sample as often as it
// stands for.
func (d *decoder) full(c *component) {
	across := ceil(d.w, 8*d.hMax) * d.hMax // blocks
	stride, rows := 8*across, 8*ceil(d.h, 8*d.vMax)*d.vMax
	if int(c.h) == d.hMax && int(c.v) == d.vMax {
		return
	}
	out := make([]uint8, stride*rows)
	for y := range rows {
		from := c.pix[y*int(c.v)/d.vMax*8*c.stride:]
		for x := range stride {
			out[y*stride+x] = from[x*int(c.h)/d.hMax]
		}
	}
	c.pix, c.stride, c.rows, c.h, c.v = out, across, rows/8, byte(d.hMax), byte(d.vMax)
}

// colours gives red, green and blue as they are.
func (d *decoder) colours(r image.Rectangle) image.Image {
	out := image.NewRGBA(r)
	for n, c := range d.comps {
		d.full(c)
		for y := range d.h {
			for x := range d.w {
				out.Pix[y*out.Stride+4*x+n] = c.pix[y*8*c.stride+x]
			}
		}
	}
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 255
	}
	return out
}

// inks gives four components as inks. Programs that write Adobe's marker store
// them inverted (Adobe Technical Note 5116, and use): transform 2 has CMY as luma
// and chroma besides.
func (d *decoder) inks(r image.Rectangle) (image.Image, error) {
	if !d.adobe {
		return nil, UnsupportedError("four components without Adobe's marker")
	}
	if d.transform != 0 && d.transform != 2 {
		return nil, UnsupportedError("a transform of four components")
	}
	for _, c := range d.comps {
		d.full(c)
	}
	out := image.NewCMYK(r)
	for y := range d.h {
		for x := range d.w {
			var s [4]uint8
			for n, c := range d.comps {
				s[n] = c.pix[y*8*c.stride+x]
			}
			if d.transform == 2 { // as RGB it is what CMY is when not inverted
				s[0], s[1], s[2] = toRGB(s[0], s[1], s[2])
			} else {
				s[0], s[1], s[2] = 255-s[0], 255-s[1], 255-s[2]
			}
			s[3] = 255 - s[3]
			copy(out.Pix[y*out.Stride+4*x:], s[:])
		}
	}
	return out, nil
}

// toRGB is the conversion of JFIF (ITU-T T.871, 7) in 1/2¹⁶.
func toRGB(y, cb, cr uint8) (r, g, b uint8) {
	l := int32(y)<<16 + 1<<15
	u, v := int32(cb)-128, int32(cr)-128
	sample := func(n int32) uint8 { return uint8(max(0, min(255, n>>16))) }
	return sample(l + 91881*v), sample(l - 22554*u - 46802*v), sample(l + 116130*u)
}
