package picture

import (
	"bytes"
	"image"
	"image/png"

	"paiban/layout/sheet"
)

// Decode gives a picture's pixels, upright, as screens show them: inks by a plain
// conversion without a profile, for proofs are of places, not of colour.
func Decode(im *sheet.Image) (image.Image, error) {
	in, err := open(im)
	if err != nil {
		return nil, err
	}
	r, err := read(in, im.Data)
	if err != nil {
		return nil, err
	}
	if r.n == 1 {
		return &image.Gray{Pix: r.pix, Stride: r.w, Rect: image.Rect(0, 0, r.w, r.h)}, nil
	}
	out := image.NewNRGBA(image.Rect(0, 0, r.w, r.h))
	for i := range r.w * r.h {
		p, q := r.pix[r.n*i:], out.Pix[4*i:4*i+4]
		copy(q, p[:3])
		if r.n == inkCount {
			for c := range 3 {
				q[c] = uint8((255 - int(p[c])) * (255 - int(p[Black])) / 255)
			}
		}
		q[3] = 255
	}
	return out, nil
}

// Web gives a picture as browsers take it: its format, its bytes, how its pixels
// lie. What they do not know – TIFF, inks – becomes a PNG.
func Web(im *sheet.Image) (format string, data []byte, orient uint8, err error) {
	if im.Format != "tiff" && !im.Inks {
		return im.Format, im.Data, im.Orient, nil
	}
	img, err := Decode(im)
	if err != nil {
		return "", nil, 0, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return "png", b.Bytes(), 1, err
}
