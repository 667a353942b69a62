package proof

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"image"
	"image/png"
	"sync"

	xdraw "golang.org/x/image/draw"

	"paiban/fonts"
	"paiban/layout/jpeg"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// Painter paints pages and keeps what costs most to make – outlines, pictures
// read and scaled – for the next. The zero value is ready; it is safe for
// concurrent use.
type Painter struct {
	mu       sync.Mutex
	outlines map[glyph]outline
	pictures map[pictureKey]image.Image
	scales   map[scaleKey]*image.RGBA
	pixels   int // of all scales
	keys     map[*sheet.Image]pictureKey
	seed     maphash.Seed
}

type glyph struct {
	face *fonts.Face
	id   fonts.GID
}

// pictureKey knows a picture by its bytes: an edition that is read again brings
// the same picture as another *sheet.Image.
type pictureKey struct {
	hash   uint64
	size   int
	orient uint8
	page   int // of a PDF
	box    string
}

type scaleKey struct {
	pictureKey
	crop image.Rectangle
	size image.Point
}

// Bounds of what is kept. A broadsheet with a dozen pictures at the scale of a
// screen takes a tenth of it; beyond, everything is dropped and made anew.
const (
	maxKept     = 64 << 20 // pixels of scaled pictures
	maxKeptOne  = 12 << 20 // a larger one is scaled region by region
	maxPictures = 64
	maxOutlines = 1 << 16
)

func (pt *Painter) outline(g glyph) outline {
	pt.mu.Lock()
	defer pt.mu.Unlock()
	o, ok := pt.outlines[g]
	if !ok {
		if pt.outlines == nil || len(pt.outlines) > maxOutlines {
			pt.outlines = map[glyph]outline{}
		}
		o = bounded(g.face.Outline(g.id))
		pt.outlines[g] = o
	}
	return o
}

// key gives the key of a picture. The caller holds mu.
func (pt *Painter) key(i *sheet.Image) pictureKey {
	if pt.keys == nil || len(pt.keys) > maxPictures {
		pt.keys = map[*sheet.Image]pictureKey{}
		if pt.pictures == nil || len(pt.pictures) > maxPictures {
			pt.seed = maphash.MakeSeed()
			pt.pictures = map[pictureKey]image.Image{}
			pt.scales, pt.pixels = map[scaleKey]*image.RGBA{}, 0
		}
	}
	k, ok := pt.keys[i]
	if !ok {
		k = pictureKey{maphash.Bytes(pt.seed, i.Data), len(i.Data), i.Orient, i.Page, i.Box}
		pt.keys[i] = k
	}
	return k
}

// decoded reads a picture's pixels, upright.
func (pt *Painter) decoded(i *sheet.Image) (image.Image, error) {
	pt.mu.Lock()
	defer pt.mu.Unlock()
	k := pt.key(i)
	if img, ok := pt.pictures[k]; ok {
		return img, nil
	}
	img, err := readPicture(i)
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", i.Name, err)
	}
	pt.pictures[k] = img
	return img, nil
}

// readPicture decodes a picture. JPEGs stay luma and chroma, which scale faster.
func readPicture(i *sheet.Image) (image.Image, error) {
	if i.Inks || i.Format != "jpeg" && i.Format != "png" && i.Format != "" {
		return picture.Decode(i)
	}
	var img image.Image
	var err error
	if bytes.HasPrefix(i.Data, []byte("\xFF\xD8")) {
		img, err = jpeg.Decode(i.Data)
	} else {
		img, err = png.Decode(bytes.NewReader(i.Data))
	}
	if err == nil && i.Orient > 1 {
		img = upright{img, i.Orient}
	}
	return img, err
}

// scaled gives the crop of src at a size, nil if that is too large to keep.
func (pt *Painter) scaled(i *sheet.Image, src image.Image, crop image.Rectangle, size image.Point) *image.RGBA {
	n := size.X * size.Y
	if size.X > maxKeptOne || size.Y > maxKeptOne || n > maxKeptOne {
		return nil
	}
	pt.mu.Lock()
	defer pt.mu.Unlock()
	k := scaleKey{pt.key(i), crop, size}
	if img, ok := pt.scales[k]; ok {
		return img
	}
	if pt.pixels += n; pt.pixels > maxKept {
		pt.scales, pt.pixels = map[scaleKey]*image.RGBA{}, n
	}
	img := image.NewRGBA(image.Rectangle{Max: size})
	xdraw.CatmullRom.Scale(img, img.Bounds(), src, crop, xdraw.Src, nil)
	pt.scales[k] = img
	return img
}
