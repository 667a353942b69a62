package picture

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"paiban/layout/jpeg"
)

// read decodes a picture: gray, RGB or inks, upright, on paper where it is
// transparent. A colour picture without any colour comes as gray.
func read(in Info, b []byte) (*raster, error) {
	c, err := readSmaller(in, b, 0)
	return c.raster, err
}

// readSmaller is read of a picture of which each pixel is to stand for a square of 2^k:
// of a JPEG, or k is 0.
func readSmaller(in Info, b []byte, k int) (c coarse, err error) {
	r, err := decodeSafely(in, b, k)
	if err != nil {
		return c, err
	}
	s := 1 << k
	if r = r.upright(int(in.Orient)); r.w != (in.W+s-1)/s || r.h != (in.H+s-1)/s {
		return c, errDamaged
	}
	c = coarse{raster: r, k: k}
	// Squares begin at the first pixel stored: what is left over is at the other end.
	if o := in.Orient; o == 2 || o == 3 || o == 6 || o == 7 {
		c.x = in.W - s*r.w
	}
	if o := in.Orient; o == 3 || o == 4 || o == 7 || o == 8 {
		c.y = in.H - s*r.h
	}
	return c, nil
}

// decodeSafely is decode, which decoders of others cannot break.
func decodeSafely(in Info, b []byte, k int) (r *raster, err error) {
	defer func() {
		if recover() != nil {
			r, err = nil, errDamaged
		}
	}()
	return decode(in, b, k)
}

// decode gives the pixels as they are stored.
func decode(in Info, b []byte, k int) (*raster, error) {
	var img image.Image
	var err error
	switch in.Format {
	case "tiff":
		return decodeTIFF(b)
	case "jpeg":
		if in.Channels == 4 && !adobe(b) { // the library wants a marker, and then takes 0 for full ink
			b = append([]byte("\xFF\xD8\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"), b[2:]...)
			if img, err = jpeg.DecodeSmaller(b, k); err == nil {
				r := fromImage(img)
				for i, v := range r.pix {
					r.pix[i] = 255 - v
				}
				return r, nil
			}
		} else {
			img, err = jpeg.DecodeSmaller(b, k)
		}
	case "png":
		img, err = png.Decode(bytes.NewReader(b))
	case "webp":
		if img, err = webp.Decode(bytes.NewReader(b)); err == nil {
			return fromWebP(img), nil
		}
	}
	if err != nil {
		return nil, decodeFault(err)
	}
	return fromImage(img), nil
}

// decodeFault says what a decoder of the library says, for an editor to read.
func decodeFault(err error) error {
	var j jpeg.UnsupportedError
	var p png.UnsupportedError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errCutOff
	case errors.As(err, &j), errors.As(err, &p):
		return faultf("用了不收的特性，请另存", "it has features that are not read: save it anew (%[1]v)", err)
	}
	return errDamaged
}

// fromImage takes an image's pixels, over white.
func fromImage(img image.Image) *raster {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	switch src := img.(type) {
	case *image.CMYK:
		return packed(src.Pix, src.Stride, w, h, inkCount)
	case *image.Gray:
		return packed(src.Pix, src.Stride, w, h, 1)
	case *image.Gray16:
		r := newRaster(w, h, 1)
		for y := range h {
			for x := range w {
				r.pix[y*w+x] = eight(uint32(src.Gray16At(b.Min.X+x, b.Min.Y+y).Y))
			}
		}
		return r
	case *image.YCbCr:
		return fromYCbCr(src, fullRange)
	case *image.NRGBA:
		return overPaper(packed(src.Pix, src.Stride, w, h, 4), false)
	case *image.RGBA:
		return overPaper(packed(src.Pix, src.Stride, w, h, 4), true)
	}
	r, alpha := newRaster(w, h, 3), newRaster(w, h, 1)
	for y := range h {
		for x := range w {
			cr, cg, cb, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA() // times alpha
			p := r.at(x, y)
			for c, v := range []uint32{cr, cg, cb} {
				p[c] = eight(v + 65535 - a)
			}
			alpha.pix[y*w+x] = eight(a)
		}
	}
	return r.through(alpha)
}

// packed takes n samples a pixel, rows stride apart.
func packed(pix []uint8, stride, w, h, n int) *raster {
	if stride == w*n {
		return &raster{w: w, h: h, n: n, pix: pix[:w*h*n]}
	}
	r := newRaster(w, h, n)
	for y := range h {
		copy(r.pix[y*w*n:(y+1)*w*n], pix[y*stride:])
	}
	return r
}

// fromWebP takes the pixels of a WebP, whose luma runs from 16 to 235 (RFC 6386,
// 9.2); the library does not know.
func fromWebP(img image.Image) *raster {
	switch src := img.(type) {
	case *image.YCbCr:
		return fromYCbCr(src, studioRange)
	case *image.NYCbCrA:
		rgb := fromYCbCr(&src.YCbCr, studioRange)
		r := newRaster(rgb.w, rgb.h, 4)
		for i := range r.w * r.h {
			copy(r.pix[4*i:], rgb.pix[3*i:3*i+3])
			r.pix[4*i+3] = src.A[i/r.w*src.AStride+i%r.w]
		}
		return overPaper(r, false)
	}
	return fromImage(img)
}

// ycc is how luma and chroma make RGB, in 1/2¹⁶: luma's black and gain, red's part
// of Cr, green's of Cb and Cr, blue's of Cb.
type ycc struct{ black, gain, redCr, greenCb, greenCr, blueCb int32 }

// JPEG's (ITU-T T.871, 7), and that of video (ITU-R BT.601).
var (
	fullRange   = ycc{0, 0x10101, 91881, 22554, 46802, 116130}
	studioRange = ycc{16, 76309, 104597, 25675, 53279, 132201}
)

// fromYCbCr turns luma and chroma into RGB.
func fromYCbCr(src *image.YCbCr, k ycc) *raster {
	b := src.Rect
	r := newRaster(b.Dx(), b.Dy(), 3)
	shift := 0 // of chroma's columns
	switch src.SubsampleRatio {
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		shift = 1
	case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		shift = 2
	}
	for y := range r.h {
		out := r.pix[3*y*r.w : 3*(y+1)*r.w]
		luma := src.Y[src.YOffset(b.Min.X, b.Min.Y+y):]
		from := src.COffset(b.Min.X, b.Min.Y+y)
		cb, cr := src.Cb[from:], src.Cr[from:]
		for x := range r.w {
			l, u, v := (int32(luma[x])-k.black)*k.gain, int32(cb[x>>shift])-128, int32(cr[x>>shift])-128
			if k.black > 0 {
				l += 1 << 15
			}
			p := out[3*x : 3*x+3 : 3*x+3]
			p[0], p[1], p[2] = clip(l+k.redCr*v), clip(l-k.greenCb*u-k.greenCr*v), clip(l+k.blueCb*u)
		}
	}
	return r
}

// clip gives a sample from its value in 1/2¹⁶.
func clip(v int32) uint8 { return uint8(max(0, min(255, v>>16))) }

// neutral gives an RGB picture without colour as gray, nil if it has some.
func (r *raster) neutral() *raster {
	if r.n != 3 {
		return nil
	}
	for i := 0; i+3 <= len(r.pix); i += 3 {
		if r.pix[i] != r.pix[i+1] || r.pix[i] != r.pix[i+2] {
			return nil
		}
	}
	out := newRaster(r.w, r.h, 1)
	for i := range out.pix {
		out.pix[i] = r.pix[3*i]
	}
	out.alpha = r.alpha
	return out
}

// bilevel reports whether a gray picture is line art: nothing but black and white.
func (r *raster) bilevel() bool {
	for _, v := range r.pix {
		if v != 0 && v != 255 {
			return false
		}
	}
	return r.n == 1 && r.alpha == nil
}

// crop gives a part of r.
func (r *raster) crop(x, y, w, h int) *raster {
	if x == 0 && y == 0 && w == r.w && h == r.h {
		return r
	}
	out := newRaster(w, h, r.n)
	for j := range h {
		i := ((y+j)*r.w + x) * r.n
		copy(out.pix[j*w*r.n:(j+1)*w*r.n], r.pix[i:])
	}
	if r.alpha != nil {
		out.through(r.alpha.crop(x, y, w, h))
	}
	return out
}

// upright turns stored pixels as an orientation of EXIF says.
func (r *raster) upright(o int) *raster {
	if o <= 1 || o > 8 {
		return r
	}
	w, h := r.w, r.h
	if o >= 5 {
		w, h = h, w
	}
	out := newRaster(w, h, r.n)
	for y := range h {
		for x := range w {
			u, v := x, y // where the pixel is stored
			if o >= 5 {
				u, v = y, x
			}
			if o == 2 || o == 3 || o == 7 || o == 8 {
				u = r.w - 1 - u
			}
			if o == 3 || o == 4 || o == 6 || o == 7 {
				v = r.h - 1 - v
			}
			copy(out.at(x, y), r.at(u, v))
		}
	}
	if r.alpha != nil {
		out.alpha = r.alpha.upright(o)
	}
	return out
}
