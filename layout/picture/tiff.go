package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"

	"golang.org/x/image/ccitt"
	"golang.org/x/image/tiff/lzw"
)

// A TIFF reader of our own (TIFF 6.0): the library's knows no inks, no planes
// apart, and takes as much memory as a file asks for.

// tiffFile is the first picture of a TIFF file.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
	tags  map[uint16]tiffTag
}

// tiffTag is an entry of the directory, its values still packed.
type tiffTag struct {
	kind  uint16
	bytes []byte
}

// The tags that are read (TIFF 6.0, section 8; 34675 is ICC.1:2010, B.4).
const (
	tagWidth       = 256
	tagHeight      = 257
	tagBits        = 258
	tagCompression = 259
	tagPhotometric = 262
	tagFillOrder   = 266
	tagStrips      = 273
	tagOrientation = 274
	tagSamples     = 277
	tagRowsInStrip = 278
	tagStripBytes  = 279
	tagPlanes      = 284
	tagT4          = 292
	tagPredictor   = 317
	tagPalette     = 320
	tagTileWidth   = 322
	tagTileHeight  = 323
	tagTiles       = 324
	tagTileBytes   = 325
	tagInkSet      = 332
	tagExtra       = 338
	tagFormat      = 339
	tagICC         = 34675
)

var tiffSizes = [...]uint64{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}

// openTIFF reads the first directory. Values that reach beyond the file are left
// out, as if they were not written.
func openTIFF(b []byte) (*tiffFile, error) {
	if len(b) < 8 {
		return nil, errCutOff
	}
	t := &tiffFile{data: b, order: binary.BigEndian, tags: map[uint16]tiffTag{}}
	if b[0] == 'I' {
		t.order = binary.LittleEndian
	}
	if t.order.Uint16(b[2:]) == 43 {
		return nil, faultf("BigTIFF 不能读，请存成普通 TIFF", "BigTIFF is not read: save it as plain TIFF")
	}
	dir := uint64(t.order.Uint32(b[4:]))
	if dir+2 > uint64(len(b)) {
		return nil, errCutOff
	}
	for i := range uint64(t.order.Uint16(b[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > uint64(len(b)) {
			break
		}
		e := b[at : at+12]
		kind, count := t.order.Uint16(e[2:]), uint64(t.order.Uint32(e[4:]))
		if int(kind) >= len(tiffSizes) || kind == 0 {
			continue
		}
		size := tiffSizes[kind] * count
		from := at + 8
		if size > 4 {
			from = uint64(t.order.Uint32(e[8:]))
		}
		if from+size <= uint64(len(b)) {
			t.tags[t.order.Uint16(e)] = tiffTag{kind, b[from : from+size]}
		}
	}
	return t, nil
}

// pages counts the pictures of the file, from directory to directory, but for those that
// are previews or masks (TIFF 6.0, NewSubfileType).
func (t *tiffFile) pages() int {
	u16 := func(at uint64) uint64 {
		if at+2 > uint64(len(t.data)) {
			return 0
		}
		return uint64(t.order.Uint16(t.data[at:]))
	}
	u32 := func(at uint64) uint64 {
		if at+4 > uint64(len(t.data)) {
			return 0
		}
		return uint64(t.order.Uint32(t.data[at:]))
	}
	n := 0
	dir := u32(4)
	for seen := map[uint64]bool{}; dir != 0 && !seen[dir] && len(seen) < 1000; {
		seen[dir] = true
		count, kind := u16(dir), uint64(0)
		if u16(dir+2) == 254 { // tags are in order, and this is the lowest
			kind = u32(dir + 2 + 8)
		}
		if kind&(1|4) == 0 {
			n++
		}
		dir = u32(dir + 2 + 12*count)
	}
	return n
}

// value gives the i-th value of a tag, or d if there is none.
func (t *tiffFile) value(tag uint16, i, d int) int {
	v := t.tags[tag]
	switch v.kind {
	case 1:
		if i < len(v.bytes) {
			return int(v.bytes[i])
		}
	case 3:
		if 2*i+2 <= len(v.bytes) {
			return int(t.order.Uint16(v.bytes[2*i:]))
		}
	case 4:
		if 4*i+4 <= len(v.bytes) {
			return int(t.order.Uint32(v.bytes[4*i:]))
		}
	}
	return d
}

// tiffShape is how the samples of a TIFF lie.
type tiffShape struct {
	w, h, bits, samples int
	colour              int // samples of colour: 1, 3 or 4
	palette, invert     bool
	alpha               int // 0 = none, 1 = colours are multiplied by it, 2 = they are not
}

// shape checks what the picture is.
func (t *tiffFile) shape() (tiffShape, error) {
	s := tiffShape{w: t.value(tagWidth, 0, 0), h: t.value(tagHeight, 0, 0), bits: t.value(tagBits, 0, 1), samples: t.value(tagSamples, 0, 1), colour: 1}
	switch p := t.value(tagPhotometric, 0, -1); p {
	case 0, 1:
		s.invert = p == 0
	case 2:
		s.colour = 3
	case 3:
		s.palette = true
	case 5:
		s.colour = 4
		if t.value(tagInkSet, 0, 1) != 1 {
			return s, faultf("TIFF 里的油墨不是 CMYK", "the TIFF's inks are not CMYK")
		}
	case -1:
		return s, errCutOff
	default:
		return s, faultf("不认识这种 TIFF 色彩（photometric %d）", "a TIFF of colour kind (photometric) %d is not read", p)
	}
	ok := (s.bits == 8 || s.bits == 16 || s.bits == 1 && s.samples == 1) && (!s.palette || s.bits == 8) &&
		s.samples >= s.colour && s.samples <= 16 && t.value(tagFormat, 0, 1) == 1
	for i := range s.samples {
		ok = ok && t.value(tagBits, i, s.bits) == s.bits
	}
	if !ok {
		return s, faultf("不收 %d 位 × %d 通道的 TIFF，请存成 8 位", "a TIFF of %d bits × %d channels is not read: save it with 8 bits", s.bits, s.samples)
	}
	if s.samples > s.colour {
		s.alpha = t.value(tagExtra, 0, 0)
	}
	if s.alpha > 2 || s.colour == 4 {
		s.alpha = 0
	}
	return s, nil
}

// decodeTIFF gives the picture as it is stored: gray, RGB or inks.
func decodeTIFF(b []byte) (*raster, error) {
	t, err := openTIFF(b)
	if err != nil {
		return nil, err
	}
	s, err := t.shape()
	if err != nil {
		return nil, err
	}
	if err := checkPixels(s.w, s.h); err != nil {
		return nil, err
	}
	kept := s.colour // samples that are read
	if s.alpha > 0 {
		kept++
	}
	r := newRaster(s.w, s.h, kept)
	if err := t.blocks(s, r); err != nil {
		return nil, err
	}
	switch {
	case s.palette:
		return t.coloured(r), nil
	case s.invert:
		for i := range r.pix {
			r.pix[i] = 255 - r.pix[i]
		}
	}
	if s.alpha > 0 {
		return overPaper(r, s.alpha == 1), nil
	}
	return r, nil
}

// blocks reads all strips or tiles into r.
func (t *tiffFile) blocks(s tiffShape, r *raster) error {
	bw, bh := s.w, t.value(tagRowsInStrip, 0, s.h)
	at, sizes := uint16(tagStrips), uint16(tagStripBytes)
	tiled := t.value(tagTileWidth, 0, 0) > 0
	if tiled {
		bw, bh = t.value(tagTileWidth, 0, 0), t.value(tagTileHeight, 0, 0)
		at, sizes = tagTiles, tagTileBytes
	} else {
		bh = min(bh, s.h)
	}
	if bw < 1 || bh < 1 || bw > 1<<16 || bh > 1<<16 || tiled && bw > maxPixels/bh {
		return errDamaged
	}
	planes, width := 1, s.samples
	if t.value(tagPlanes, 0, 1) == 2 {
		planes, width = s.samples, 1
	}
	across, down := (s.w+bw-1)/bw, (s.h+bh-1)/bh
	for p := range min(planes, r.n) {
		for i := range across * down {
			n := p*across*down + i
			from, size := t.value(at, n, -1), t.value(sizes, n, -1)
			if from < 0 || size < 0 || from > len(t.data) || size > len(t.data)-from {
				return errCutOff
			}
			rows := bh
			if !tiled {
				rows = min(bh, s.h-i*bh)
			}
			block, err := t.unpack(t.data[from:from+size], s, bw, rows, width)
			if err != nil {
				return err
			}
			t.put(r, block, s, blockAt{x: i % across * bw, y: i / across * bh, w: bw, h: rows, plane: p, samples: width})
		}
	}
	return nil
}

// blockAt is where a block lies: its samples are those of plane and the next.
type blockAt struct{ x, y, w, h, plane, samples int }

// rowBytes gives the length of a block's row.
func rowBytes(w, samples, bits int) int { return (w*samples*bits + 7) / 8 }

// unpack gives the samples of a block of w × h pixels, just as many as it has.
func (t *tiffFile) unpack(b []byte, s tiffShape, w, h, samples int) ([]byte, error) {
	row := rowBytes(w, samples, s.bits)
	need := row * h
	var src io.Reader
	switch c := t.value(tagCompression, 0, 1); c {
	case 1:
		src = bytes.NewReader(b)
	case 5:
		z := lzw.NewReader(bytes.NewReader(b), lzw.MSB, 8)
		defer z.Close()
		src = z
	case 8, 32946:
		z, err := zlib.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, errDamaged
		}
		src = z
	case 32773:
		src = bytes.NewReader(packBits(b, need))
	case 3, 4:
		if s.bits != 1 {
			return nil, errDamaged
		}
		order, group := ccitt.MSB, ccitt.Group4
		if t.value(tagFillOrder, 0, 1) == 2 {
			order = ccitt.LSB
		}
		if c == 3 {
			group = ccitt.Group3
		}
		// Runs called white are 0 bits, whichever of the two the picture has for white.
		src = ccitt.NewReader(bytes.NewReader(b), order, group, w, h, &ccitt.Options{Invert: true})
	default:
		return nil, faultf("不认识 TIFF 的第 %d 种压缩，请用 LZW 或不压缩", "TIFF compression %d is not read: save it with LZW or none", c)
	}
	out := make([]byte, need)
	if _, err := io.ReadFull(src, out); err != nil {
		return nil, errCutOff
	}
	if t.value(tagPredictor, 0, 1) == 2 {
		t.addUp(out, row, samples, s.bits)
	}
	return out, nil
}

// packBits undoes Apple's run lengths (section 9), up to need bytes.
func packBits(b []byte, need int) []byte {
	out := make([]byte, 0, need)
	for len(b) > 1 && len(out) < need {
		n := int(int8(b[0]))
		switch {
		case n >= 0:
			k := min(n+1, len(b)-1)
			out, b = append(out, b[1:1+k]...), b[1+k:]
		case n > -128:
			out, b = append(out, bytes.Repeat(b[1:2], 1-n)...), b[2:]
		default:
			b = b[1:]
		}
	}
	return out
}

// addUp undoes horizontal differences (section 14).
func (t *tiffFile) addUp(b []byte, row, samples, bits int) {
	for ; len(b) >= row && row > 0; b = b[row:] {
		switch bits {
		case 8:
			for i := samples; i < row; i++ {
				b[i] += b[i-samples]
			}
		case 16:
			for i := 2 * samples; i+2 <= row; i += 2 {
				t.order.PutUint16(b[i:], t.order.Uint16(b[i:])+t.order.Uint16(b[i-2*samples:]))
			}
		}
	}
}

// put copies a block's samples to their pixels, as 8 bits.
func (t *tiffFile) put(r *raster, block []byte, s tiffShape, at blockAt) {
	row := rowBytes(at.w, at.samples, s.bits)
	for y := range min(at.h, r.h-at.y) {
		src := block[y*row : (y+1)*row]
		for x := range min(at.w, r.w-at.x) {
			p := r.at(at.x+x, at.y+y)[at.plane:]
			for c := range min(at.samples, len(p)) {
				i := x*at.samples + c
				switch s.bits {
				case 8:
					p[c] = src[i]
				case 16:
					p[c] = eight(uint32(t.order.Uint16(src[2*i:])))
				default:
					p[c] = 255 * (src[i/8] >> (7 - i%8) & 1)
				}
			}
		}
	}
}

// eight rounds 16 bits to 8.
func eight(v uint32) uint8 { return uint8((v*255 + 32767) / 65535) }

// coloured replaces the numbers of a palette by its colours.
func (t *tiffFile) coloured(r *raster) *raster {
	out := newRaster(r.w, r.h, 3)
	n := len(t.tags[tagPalette].bytes) / 6
	for i, v := range r.pix {
		for c := range 3 {
			if int(v) < n {
				out.pix[3*i+c] = eight(uint32(t.value(tagPalette, c*n+int(v), 0)))
			}
		}
	}
	return out
}
