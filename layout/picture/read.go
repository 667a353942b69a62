package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// maxPixels bounds what is decoded: 100 megapixels are 300 MB of RGB.
const maxPixels = 100_000_000

// read decodes a picture's file: gray or RGB, upright, on paper where it is
// transparent. It also gives the ICC profile that the file carries, nil if none.
func read(format string, data []byte) (*raster, []byte, error) {
	config, decode := jpeg.DecodeConfig, jpeg.Decode
	switch format {
	case "jpeg":
	case "png":
		config, decode = png.DecodeConfig, png.Decode
	default:
		return nil, nil, fmt.Errorf("pictures of format %q are not read", format)
	}
	cfg, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return nil, nil, fmt.Errorf("%d × %d pixels are too many", cfg.Width, cfg.Height)
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	r, err := fromImage(img)
	if err != nil {
		return nil, nil, err
	}
	if format == "png" {
		icc, err := pngProfile(data)
		return r, icc, err
	}
	return r.upright(Orientation(data)), jpegProfile(data), nil
}

// fromImage takes an image's pixels, over white.
func fromImage(img image.Image) (*raster, error) {
	b := img.Bounds()
	switch src := img.(type) {
	case *image.CMYK:
		return nil, errors.New("a CMYK picture cannot be converted yet")
	case *image.Gray:
		r := newRaster(b.Dx(), b.Dy(), 1)
		for y := range r.h {
			copy(r.pix[y*r.w:], src.Pix[y*src.Stride:y*src.Stride+r.w])
		}
		return r, nil
	case *image.Gray16:
		r := newRaster(b.Dx(), b.Dy(), 1)
		for y := range r.h {
			for x := range r.w {
				r.pix[y*r.w+x] = uint8((uint32(src.Gray16At(b.Min.X+x, b.Min.Y+y).Y)*255 + 32767) / 65535)
			}
		}
		return r, nil
	case *image.YCbCr:
		r := newRaster(b.Dx(), b.Dy(), 3)
		for y := range r.h {
			for x := range r.w {
				i, j := src.YOffset(b.Min.X+x, b.Min.Y+y), src.COffset(b.Min.X+x, b.Min.Y+y)
				p := r.at(x, y)
				p[0], p[1], p[2] = color.YCbCrToRGB(src.Y[i], src.Cb[j], src.Cr[j])
			}
		}
		return r, nil
	}
	r := newRaster(b.Dx(), b.Dy(), 3)
	for y := range r.h {
		for x := range r.w {
			cr, cg, cb, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA() // times alpha
			p := r.at(x, y)
			for c, v := range []uint32{cr, cg, cb} {
				p[c] = uint8(((v+65535-a)*255 + 32767) / 65535)
			}
		}
	}
	return r, nil
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
	return out
}
