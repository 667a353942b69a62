package jpeg

import "image"

// image makes the picture of the coefficients.
func (d *decoder) image() (image.Image, error) {
	if d.comps == nil {
		return nil, FormatError("there is no picture in it")
	}
	for _, c := range d.comps {
		if c.quant == nil {
			return nil, FormatError("a component has no scan")
		}
		if d.progressive {
			c.render()
		}
	}
	r := image.Rect(0, 0, ceil(d.w*d.n, 8), ceil(d.h*d.n, 8))
	switch {
	case len(d.comps) == 1:
		c := d.comps[0]
		return &image.Gray{Pix: c.pix, Stride: c.n * c.stride, Rect: r}, nil
	case len(d.comps) == 4:
		return d.inks(r)
	case d.rgb():
		return d.colours(r), nil
	}
	return d.lumaChroma(r), nil
}

// open makes room for a component's samples.
func (c *component) open() { c.pix = make([]uint8, c.n*c.stride*c.n*c.rows) }

// render transforms the blocks of a progressive picture.
func (c *component) render() {
	c.open()
	for y := range c.rows {
		for x := range c.stride {
			at := 64 * (y*c.stride + x)
			c.put(c.coeffs[at:at+64], x, y)
		}
	}
	c.coeffs = nil
}

// put transforms a block.
func (c *component) put(b []int16, x, y int) {
	stride := c.n * c.stride
	dst := c.pix[c.n*(y*stride+x):]
	switch c.n {
	case 8:
		inverse(b, c.quant, dst, stride)
	case 4:
		inverse4(b, c.quant, dst, stride)
	case 2:
		inverse2(b, c.quant, dst, stride)
	default:
		dst[0] = sample(int32(b[0]) * c.quant[0])
	}
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
	return &image.YCbCr{Y: y.pix, Cb: cb.pix, Cr: cr.pix, YStride: y.n * y.stride, CStride: cb.n * cb.stride, SubsampleRatio: ratio, Rect: r}
}

func subsampling(y, cb, cr *component) (image.YCbCrSubsampleRatio, bool) {
	yh, yv, ch, cv := int(y.h)*y.n, int(y.v)*y.n, int(cb.h)*cb.n, int(cb.v)*cb.n
	if cb.h != cr.h || cb.v != cr.v || cb.n != cr.n || yh%ch != 0 || yv%cv != 0 {
		return 0, false
	}
	switch [2]int{yh / ch, yv / cv} {
	case [2]int{1, 1}:
		return image.YCbCrSubsampleRatio444, true
	case [2]int{2, 1}:
		return image.YCbCrSubsampleRatio422, true
	case [2]int{2, 2}:
		return image.YCbCrSubsampleRatio420, true
	case [2]int{1, 2}:
		return image.YCbCrSubsampleRatio440, true
	case [2]int{4, 1}:
		return image.YCbCrSubsampleRatio411, true
	case [2]int{4, 2}:
		return image.YCbCrSubsampleRatio410, true
	}
	return 0, false
}

// full brings a component to the size of the picture, each sample as often as it
// stands for.
func (d *decoder) full(c *component) {
	h, v := d.n*d.hMax, d.n*d.vMax // samples of a unit
	across, down := ceil(d.w, 8*d.hMax), ceil(d.h, 8*d.vMax)
	stride, rows := h*across, v*down
	if c.n*int(c.h) == h && c.n*int(c.v) == v {
		return
	}
	out := make([]uint8, stride*rows)
	for y := range rows {
		from := c.pix[y*c.n*int(c.v)/v*c.n*c.stride:]
		for x := range stride {
			out[y*stride+x] = from[x*c.n*int(c.h)/h]
		}
	}
	c.pix, c.n, c.stride, c.rows, c.h, c.v = out, d.n, across*d.hMax, down*d.vMax, byte(d.hMax), byte(d.vMax)
}

// colours gives red, green and blue as they are.
func (d *decoder) colours(r image.Rectangle) image.Image {
	out := image.NewRGBA(r)
	for n, c := range d.comps {
		d.full(c)
		for y := range r.Dy() {
			for x := range r.Dx() {
				out.Pix[y*out.Stride+4*x+n] = c.pix[y*c.n*c.stride+x]
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
	for y := range r.Dy() {
		for x := range r.Dx() {
			var s [4]uint8
			for n, c := range d.comps {
				s[n] = c.pix[y*c.n*c.stride+x]
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
