package proof

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"image"
	"image/png"
	"runtime"
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
	pictures map[pictureKey]*reading
	decoded  int // bytes of all pictures
	scales   map[scaleKey]*scaling
	scaled   int // pixels of all scales
	keys     map[*sheet.Image]pictureKey
	seed     maphash.Seed
}

// reading is a picture read, or being read by somebody: others wait.
type reading struct {
	sync.Once
	img image.Image
	err error
}

// scaling is part of a picture at a size, or being scaled.
type scaling struct {
	sync.Once
	img *image.RGBA
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
	k      int // each pixel stands for a square of 2^k
}

type scaleKey struct {
	pictureKey
	crop image.Rectangle
	size image.Point
}

// Bounds of what is kept. A broadsheet with a dozen pictures at the scale of a
// screen takes a tenth of it; beyond, everything is dropped and made anew.
const (
	maxKept     = 64 << 20  // pixels of scaled pictures
	maxKeptOne  = 12 << 20  // a larger one is scaled region by region
	maxDecoded  = 256 << 20 // bytes of pictures as they were read
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

// key gives the key of a picture that is read in squares of 2^k. The caller holds mu.
func (pt *Painter) key(i *sheet.Image, k int) pictureKey {
	if pt.keys == nil {
		pt.seed = maphash.MakeSeed()
		pt.pictures, pt.scales = map[pictureKey]*reading{}, map[scaleKey]*scaling{}
	}
	if pt.keys == nil || len(pt.keys) > maxPictures { // images of editions that are set no more
		pt.keys = map[*sheet.Image]pictureKey{}
	}
	key, ok := pt.keys[i]
	if !ok {
		hash := binary.LittleEndian.Uint64(i.Sum[:])
		if hash == 0 { // nobody has made a digest of it
			hash = maphash.Bytes(pt.seed, i.Data)
		}
		key = pictureKey{hash: hash, size: len(i.Data), orient: i.Orient, page: i.Page, box: i.Box}
		pt.keys[i] = key
	}
	key.k = k
	return key
}

// unpacking lets as many pictures be read at a time as there are cores: large ones take a
// hundred megabytes each.
var unpacking = make(chan struct{}, runtime.GOMAXPROCS(0))

// bytesOf is about how many bytes a picture takes that is read in squares of 2^k.
func bytesOf(i *sheet.Image, k int) int {
	w, h := picture.Size(i)
	if n := w * h >> (2 * k); !i.Inks && isJPEG(i) {
		return 3 * n // at most
	} else {
		return 4 * n
	}
}

// read gives a picture's pixels, upright, each of them a square of 2^k.
func (pt *Painter) read(i *sheet.Image, k int) (image.Image, error) {
	pt.mu.Lock()
	key := pt.key(i, k)
	r := pt.pictures[key]
	if r == nil {
		size := bytesOf(i, k)
		if pt.decoded += size; pt.decoded > maxDecoded || len(pt.pictures) >= maxPictures {
			pt.pictures, pt.decoded = map[pictureKey]*reading{}, size
		}
		r = &reading{}
		pt.pictures[key] = r
	}
	pt.mu.Unlock()
	r.Do(func() {
		unpacking <- struct{}{}
		defer func() {
			if p := recover(); p != nil { // a decoder of others', for all that use it
				r.err = fmt.Errorf("%v", p)
			}
			<-unpacking
		}()
		r.img, r.err = readPicture(i, k)
	})
	if r.err != nil {
		return nil, fmt.Errorf("picture %s: %w", i.Name, r.err)
	}
	return r.img, nil
}

// fineEnough is how many pixels, in halves, a picture that is read smaller has at least
// for each that it is shown in.
const fineEnough = 4

// smaller gives how much smaller, as a power of 2, a picture can be read of which a part
// is shown at a size: of a JPEG by as much as it has no need of, so that a photograph of a
// camera is not unpacked whole for a screen.
func smaller(i *sheet.Image, part image.Rectangle, size image.Point) (k int) {
	if i.Inks || !isJPEG(i) {
		return 0
	}
	return jpeg.Smaller(part.Size(), size, fineEnough)
}

func isJPEG(i *sheet.Image) bool { return bytes.HasPrefix(i.Data, []byte("\xFF\xD8")) }

// squares gives the squares of 2^k that part lies in.
func squares(part image.Rectangle, k int) image.Rectangle {
	up := func(n int) int { return (n + 1<<k - 1) >> k }
	return image.Rect(part.Min.X>>k, part.Min.Y>>k, up(part.Max.X), up(part.Max.Y))
}

// readPicture decodes a picture. JPEGs stay luma and chroma, which scale faster.
func readPicture(i *sheet.Image, k int) (image.Image, error) {
	if i.Inks || i.Format != "jpeg" && i.Format != "png" && i.Format != "" {
		return picture.Decode(i)
	}
	var img image.Image
	var err error
	if isJPEG(i) {
		img, err = jpeg.DecodeSmaller(i.Data, k)
	} else {
		img, err = png.Decode(bytes.NewReader(i.Data))
	}
	if err == nil && i.Orient > 1 {
		img = upright{img, i.Orient}
	}
	return img, err
}

// scale gives the crop of src, which read gave, at a size, nil if that is too large to
// keep.
func (pt *Painter) scale(i *sheet.Image, k int, src image.Image, crop image.Rectangle, size image.Point) *image.RGBA {
	n := size.X * size.Y
	if size.X > maxKeptOne || size.Y > maxKeptOne || n > maxKeptOne {
		return nil
	}
	pt.mu.Lock()
	key := scaleKey{pt.key(i, k), crop, size}
	s := pt.scales[key]
	if s == nil {
		if pt.scaled += n; pt.scaled > maxKept {
			pt.scales, pt.scaled = map[scaleKey]*scaling{}, n
		}
		s = &scaling{}
		pt.scales[key] = s
	}
	pt.mu.Unlock()
	s.Do(func() {
		s.img = image.NewRGBA(image.Rectangle{Max: size})
		xdraw.CatmullRom.Scale(s.img, s.img.Bounds(), src, crop, xdraw.Src, nil)
	})
	return s.img
}
