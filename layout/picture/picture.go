// Package picture makes pictures fit for a press: decoded, upright, cropped, no
// finer than the press can show, in its inks and within its ink limit.
//
//	file → read → crop → resample → inks (ICC) → JPEG
//
// All of it is done in whole numbers, so that the same file gives the same bytes
// on every processor.
package picture

import (
	"errors"
	"fmt"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Press is what pictures are made for. It may be used concurrently.
type Press struct {
	table *lut       // perceptual, Lab to inks
	black [256]uint8 // of gray 0 to 255 in sRGB's tones: black ink alone
	rgb   *link      // of pictures that carry no profile
	limit int        // most ink of a pixel, all inks, in percent
}

// The limits of newspaper printing: black in pictures up to 95 %, so that shadows
// keep their detail; and the resolution above which detail is lost in the screen.
const (
	maxBlack = 95
	finePPI  = 300 // finer pictures are made coarser,
	goodPPI  = 250 // to this: over twice the lines of a 120-line screen
)

// quality of the JPEGs: high enough that no one sees it on newsprint.
const quality = 88

// NewPress reads the press's CMYK profile. limit is the most ink of a pixel in
// percent of one full ink, 240 for newsprint.
func NewPress(profile []byte, limit int) (*Press, error) {
	p, err := openProfile(profile)
	if err != nil {
		return nil, err
	}
	if p.space() != "CMYK" || p.pcs() != "Lab " {
		return nil, fmt.Errorf("the ICC profile is for %q by way of %q, not for CMYK by way of Lab", p.space(), p.pcs())
	}
	if limit < 100 || limit > 400 {
		return nil, fmt.Errorf("an ink limit of %d %% is not between 100 and 400", limit)
	}
	out := &Press{limit: limit}
	if out.table, err = p.openLut("B2A0", 3, inkCount); err != nil {
		return nil, err
	}
	seen, err := p.openLut("A2B1", inkCount, 3)
	if err != nil {
		return nil, err
	}
	out.black = blackOnly(srgb(), seen)
	out.rgb = newLink(srgb(), out.table)
	return out, nil
}

// JPEG gives the part crop of a picture, placed at a size, as a JPEG of inks: one
// sample a pixel, gray, for a gray picture (0 is black, as DeviceGray has it),
// else four, for DeviceCMYK.
func (p *Press) JPEG(im *sheet.Image, crop sheet.Crop, size geom.Size) ([]byte, error) {
	r, icc, err := read(im.Format, im.Data)
	if err != nil {
		return nil, err
	}
	if r.w != im.W || r.h != im.H {
		return nil, fmt.Errorf("the picture is %d × %d pixels, not %d × %d", r.w, r.h, im.W, im.H)
	}
	if crop.X < 0 || crop.Y < 0 || crop.W <= 0 || crop.H <= 0 || crop.X > r.w-crop.W || crop.Y > r.h-crop.H {
		return nil, errors.New("the crop is not a part of the picture")
	}
	r = r.crop(crop.X, crop.Y, crop.W, crop.H)
	r = r.resample(useful(r.w, size.W), useful(r.h, size.H))
	if r.w > 65535 || r.h > 65535 {
		return nil, fmt.Errorf("%d × %d pixels are more than a JPEG holds", r.w, r.h)
	}
	inks, err := p.convert(r, icc)
	if err != nil {
		return nil, err
	}
	const full = 255
	if inks.n == 1 {
		b := encodeJPEG(inks, quality, 0, 0)
		return b, nil
	}
	return encodeJPEG(inks, quality, p.limit*full/100, maxBlack*full/100), nil
}

// useful gives how many of n pixels over a length are worth keeping.
func useful(n int, l geom.Length) int {
	if l <= 0 || geom.Length(n).MulDiv(int64(geom.Inch), int64(l)) <= finePPI {
		return n
	}
	return max(1, min(n, int(l.MulDiv(goodPPI, int64(geom.Inch)))))
}

// convert turns gray or RGB into inks.
func (p *Press) convert(r *raster, icc []byte) (*raster, error) {
	if r.n == 1 {
		return p.convertGray(r), nil
	}
	l := p.rgb
	if icc != nil {
		s, err := sourceOf(icc)
		if err != nil {
			return nil, err
		}
		if s.gray {
			return nil, errors.New("a colour picture with an ICC profile for gray")
		}
		l = newLink(s, p.table)
	}
	out := newRaster(r.w, r.h, inkCount)
	most := p.limit * 255 / 100
	var last [3]uint8
	ink := within(l.at(0, 0, 0), most)
	for i := range r.w * r.h {
		if rgb := [3]uint8(r.pix[3*i:]); rgb != last { // neighbours are often equal
			ink, last = within(l.at(rgb[0], rgb[1], rgb[2]), most), rgb
		}
		*(*[inkCount]uint8)(out.pix[inkCount*i:]) = ink
	}
	return out, nil
}

// within lowers the coloured inks until black and they keep the limit.
func within(ink [inkCount]uint8, most int) [inkCount]uint8 {
	ink[Black] = min(ink[Black], maxBlack*255/100)
	k := int(ink[Black])
	colour := int(ink[Cyan]) + int(ink[Magenta]) + int(ink[Yellow])
	if k+colour > most {
		for i := range Black {
			ink[i] = uint8(int(ink[i]) * max(0, most-k) / colour)
		}
	}
	return ink
}
