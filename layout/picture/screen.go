package picture

import (
	"bytes"
	"image"
	"image/draw"

	"paiban/layout/sheet"
)

// Decode gives a picture's pixels, upright, as screens show them: inks as
// sheet.Ink.Screen does, for proofs are of places, not of colour.
func Decode(im *sheet.Image) (image.Image, error) {
	if im.Placed() {
		return drawn(im), nil
	}
	_, r, err := pixels(im)
	if err != nil {
		return nil, err
	}
	if r.n == 1 && r.alpha == nil {
		return &image.Gray{Pix: r.pix, Stride: r.w, Rect: image.Rect(0, 0, r.w, r.h)}, nil
	}
	r = r.offPaper()
	out := image.NewNRGBA(image.Rect(0, 0, r.w, r.h))
	for i := range r.w * r.h {
		p, q := r.pix[r.n*i:], out.Pix[4*i:4*i+4]
		switch r.n {
		case 1:
			q[0], q[1], q[2] = p[0], p[0], p[0]
		case inkCount:
			q[0], q[1], q[2] = inkOf([inkCount]uint8(p)).Screen()
		default:
			copy(q, p[:3])
		}
		q[3] = 255
		if r.alpha != nil {
			q[3] = r.alpha.pix[i]
		}
	}
	return out, nil
}

// pixels gives what a picture's file says of it, and its pixels, upright.
func pixels(im *sheet.Image) (Info, *raster, error) {
	in, err := open(im)
	if err != nil {
		return in, nil, err
	}
	r, err := read(in, im.Data)
	return in, r, err
}

// webDPI is the resolution that a browser takes a picture to have.
const webDPI = 96

// Web gives a picture as browsers take it: its format, its bytes, how its pixels
// lie. What they do not know – TIFF, inks – becomes a PNG.
func Web(im *sheet.Image) (format string, data []byte, orient uint8, err error) {
	if !im.Placed() && im.Format != "tiff" && !im.Inks {
		return im.Format, im.Data, im.Orient, nil
	}
	img, err := Decode(im)
	if err != nil {
		return "", nil, 0, err
	}
	flat := image.NewRGBA(img.Bounds())
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, img, img.Bounds().Min, draw.Over)
	var b bytes.Buffer
	err = EncodePNG(&b, flat, webDPI, Small)
	return "png", b.Bytes(), 1, err
}

// Samples decodes a JPEG as a PDF embeds it: rows from the top as they are stored,
// n samples a pixel. Inks are as PDF readers take them: those of a file with Adobe's
// marker are left turned over, which the PDF undoes.
func Samples(b []byte) (pix []byte, w, h, n int, err error) {
	in, err := Inspect(b)
	if err != nil {
		return nil, 0, 0, 0, err
	}
	in.Orient = 1 // a PDF takes pixels as they are stored
	r, err := decodeSafely(in, b, 0)
	if err != nil {
		return nil, 0, 0, 0, err
	}
	if r.n == inkCount && adobe(b) {
		for i, v := range r.pix {
			r.pix[i] = 255 - v
		}
	}
	return r.pix, r.w, r.h, r.n, nil
}

// At gives the inks that print a picture's pixel at x, y, upright.
func (p *Press) At(im *sheet.Image, x, y int) (ink sheet.Ink, err error) {
	in, r, err := pixels(im)
	if err != nil {
		return ink, err
	}
	if x < 0 || y < 0 || x >= r.w || y >= r.h {
		return ink, faultf("裁切超出图片", "the crop is not a part of the picture")
	}
	if g := r.neutral(); g != nil {
		r = g
	}
	lines := r.bilevel()
	if r = r.crop(x, y, 1, 1); r.n != inkCount && !lines {
		if r, err = p.convert(r, in.ICC); err != nil {
			return ink, err
		}
	}
	if r.n == 1 {
		return inkOf([inkCount]uint8{Black: 255 - r.pix[0]}), nil
	}
	return inkOf([inkCount]uint8(r.pix)), nil
}
