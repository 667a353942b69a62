package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// maxPixels bounds the pictures that are decoded here: 100 megapixels are 400 MB.
const maxPixels = 100_000_000

// openImage readies a picture. JPEG passes untouched; PNG too where gopdf
// understands it, else it is decoded and encoded as 8-bit gray or RGB(A).
func openImage(im *sheet.Image) (*imageSource, error) {
	if im == nil || im.W <= 0 || im.H <= 0 {
		return nil, errors.New("a picture without pixels")
	}
	switch im.Format {
	case "jpeg":
		return openJPEG(im)
	case "png":
		return openPNG(im)
	}
	return nil, fmt.Errorf("cannot embed a picture of format %q", im.Format)
}

func openJPEG(im *sheet.Image) (*imageSource, error) {
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(im.Data))
	if err != nil {
		return nil, err
	}
	switch cfg.ColorModel {
	case color.CMYKModel:
		return nil, errors.New("a CMYK JPEG cannot be embedded yet")
	case color.GrayModel, color.YCbCrModel:
	default:
		return nil, errors.New("a JPEG stored as RGB cannot be embedded yet")
	}
	src := &imageSource{data: im.Data, turned: orientation(picture.Orientation(im.Data))}
	w, h := cfg.Width, cfg.Height
	if src.turned.sideways() {
		w, h = h, w
	}
	return src, sameSize(im, w, h)
}

func sameSize(im *sheet.Image, w, h int) error {
	if w != im.W || h != im.H {
		return fmt.Errorf("the picture is %d × %d pixels, not %d × %d", w, h, im.W, im.H)
	}
	return nil
}

func openPNG(im *sheet.Image) (*imageSource, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(im.Data))
	if err != nil {
		return nil, err
	}
	if cfg.Width > maxPixels/max(cfg.Height, 1) {
		return nil, fmt.Errorf("%d × %d pixels are too many", cfg.Width, cfg.Height)
	}
	if err := sameSize(im, cfg.Width, cfg.Height); err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(im.Data)) // checks all of it, gopdf does not
	if err != nil {
		return nil, err
	}
	if plainPNG(im.Data) {
		return &imageSource{data: im.Data}, nil
	}
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.NoCompression} // finish deflates
	err = enc.Encode(&out, eightBit(img))
	return &imageSource{data: out.Bytes()}, err
}

// plainPNG reports whether gopdf embeds a PNG as it should: at most 8 bits, not
// interlaced, gray, RGB or palette, no transparency. img is known to decode.
func plainPNG(b []byte) bool {
	const ihdr = 16 // of the data of the first chunk
	depth, kind, interlace := b[ihdr+8], b[ihdr+9], b[ihdr+12]
	return depth <= 8 && interlace == 0 && (kind == 0 || kind == 2 || kind == 3) &&
		!bytes.Contains(b, []byte("tRNS"))
}

// eightBit gives img as 8-bit gray if it has no colour and no transparency, else
// as RGBA, which png writes without the alpha channel where all is opaque.
func eightBit(img image.Image) image.Image {
	r := img.Bounds()
	switch img.(type) {
	case *image.Gray, *image.Gray16:
		g := image.NewGray(r)
		draw.Draw(g, r, img, r.Min, draw.Src)
		return g
	}
	n := image.NewNRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			n.Set(x, y, img.At(x, y))
		}
	}
	return n
}
