// Package jpeg reads JPEG pictures (ITU-T T.81): baseline, extended and progressive
// Huffman coding, 8 bits a sample, one, three or four components.
//
// A picture's pixels are part of an edition's bytes, which must be the same in
// decades: a decoder of the standard library may round otherwise from one release
// to the next. This one is integers alone and the project's own.
//
//	segments → scans into coefficients → inverse transform → planes → image
package jpeg

import (
	"fmt"
	"image"
	"io"
)

// FormatError says what in a file is not as the standard wants it.
type FormatError string

func (e FormatError) Error() string { return "jpeg: " + string(e) }

// UnsupportedError names what a file needs that is not read here.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "jpeg: unsupported: " + string(e) }

// errShort is the error of a file that ends too early.
var errShort = io.ErrUnexpectedEOF

// Decode gives the picture in data as *image.Gray, *image.YCbCr, *image.RGBA or
// *image.CMYK. Four components come as inks, 255 full: a file with Adobe's marker
// has them inverted, one without it is not read. Errors: FormatError,
// UnsupportedError, and io.ErrUnexpectedEOF if data is cut off.
func Decode(data []byte) (image.Image, error) { return DecodeSmaller(data, 0) }

// DecodeSmaller is Decode of a picture that is shown smaller than it is: each of its
// pixels stands for a square of 2^k of the file's, k from 0 to 3, those at the right and
// at the foot perhaps for fewer. What is finer is not transformed, and so the whole takes
// little more time than to read the file.
func DecodeSmaller(data []byte, k int) (image.Image, error) {
	d := &decoder{data: data, n: 8 >> max(0, min(k, 3))}
	if err := d.segments(); err != nil {
		return nil, err
	}
	return d.image()
}

// Smaller gives the k for DecodeSmaller of a picture of which have pixels are shown as
// want: the largest that leaves, in both directions, spare halves of a pixel for each.
func Smaller(have, want image.Point, spare int) (k int) {
	for k < 3 && have.X >= spare*want.X<<k && have.Y >= spare*want.Y<<k {
		k++
	}
	return k
}

// decoder is one picture being read.
type decoder struct {
	data []byte
	pos  int
	n    int // samples that each 8 of the picture become

	w, h        int
	hMax, vMax  int // largest sampling factors
	progressive bool
	comps       []*component
	quant       [4]*[64]int32 // in natural order
	huff        [2][4]*huffman
	restart     int // MCUs between restart markers, 0 = none
	jfif, adobe bool
	transform   byte // of Adobe's marker
	scans       int
}

// component is one plane of samples.
type component struct {
	id, h, v byte
	tq       byte
	w, high  int     // blocks that hold its samples
	stride   int     // blocks a row, whole MCUs
	rows     int     // of blocks, whole MCUs
	n        int     // samples on a side of a block
	coeffs   []int16 // 64 a block, in natural order, of a progressive picture
	quant    *[64]int32
	pix      []uint8
}

// Markers (T.81, table B.1).
const (
	sof0  = 0xC0
	sof2  = 0xC2
	dht   = 0xC4
	jpg   = 0xC8
	dac   = 0xCC
	sof15 = 0xCF
	rst0  = 0xD0
	rst7  = 0xD7
	soi   = 0xD8
	eoi   = 0xD9
	sos   = 0xDA
	dqt   = 0xDB
	dnl   = 0xDC
	dri   = 0xDD
	app0  = 0xE0
	app14 = 0xEE
)

// segments reads the file marker by marker.
func (d *decoder) segments() error {
	if len(d.data) < 2 {
		return errShort
	}
	if d.data[0] != 0xFF || d.data[1] != soi {
		return FormatError("it does not begin as a JPEG does")
	}
	d.pos = 2
	for {
		m, err := d.marker()
		if err != nil {
			return err
		}
		switch {
		case m == eoi:
			return nil
		case rst0 <= m && m <= rst7, m == 0x01: // stand alone
			continue
		}
		seg, err := d.segment()
		if err != nil {
			return err
		}
		if err := d.take(m, seg); err != nil {
			return err
		}
	}
}

// marker gives the next marker, over what stands before it.
func (d *decoder) marker() (byte, error) {
	for {
		for d.pos < len(d.data) && d.data[d.pos] != 0xFF {
			d.pos++
		}
		for d.pos < len(d.data) && d.data[d.pos] == 0xFF {
			d.pos++
		}
		if d.pos >= len(d.data) {
			return 0, errShort
		}
		m := d.data[d.pos]
		d.pos++
		if m != 0 { // a stuffed byte is none
			return m, nil
		}
	}
}

// segment gives a marker's parameters.
func (d *decoder) segment() ([]byte, error) {
	if d.pos+2 > len(d.data) {
		return nil, errShort
	}
	n := int(d.data[d.pos])<<8 | int(d.data[d.pos+1])
	if n < 2 {
		return nil, FormatError("a segment has no length")
	}
	if d.pos+n > len(d.data) {
		return nil, errShort
	}
	seg := d.data[d.pos+2 : d.pos+n]
	d.pos += n
	return seg, nil
}

// take heeds one segment.
func (d *decoder) take(m byte, seg []byte) error {
	switch {
	case m == dht:
		return d.tables(seg)
	case m == dqt:
		return d.quantisers(seg)
	case m == dri:
		if len(seg) != 2 {
			return FormatError("a restart interval of a wrong length")
		}
		d.restart = int(seg[0])<<8 | int(seg[1])
	case m == sos:
		return d.scan(seg)
	case m == app0:
		d.jfif = d.jfif || len(seg) >= 5 && string(seg[:5]) == "JFIF\x00"
	case m == app14:
		if len(seg) >= 12 && string(seg[:5]) == "Adobe" {
			d.adobe, d.transform = true, seg[11]
		}
	case m == dac:
		return UnsupportedError("arithmetic coding")
	case m == dnl:
		return UnsupportedError("a number of lines that comes late")
	case sof0 <= m && m <= sof2:
		return d.frame(m, seg)
	case sof0 <= m && m <= sof15 && m != jpg:
		return UnsupportedError(fmt.Sprintf("coding process %d", m-sof0))
	}
	return nil
}

// frame reads a frame header (T.81, B.2.2).
func (d *decoder) frame(m byte, seg []byte) error {
	if d.comps != nil {
		return FormatError("two frames")
	}
	if len(seg) < 6 {
		return errShort
	}
	if seg[0] != 8 {
		return UnsupportedError(fmt.Sprintf("%d bits a sample", seg[0]))
	}
	d.h, d.w = int(seg[1])<<8|int(seg[2]), int(seg[3])<<8|int(seg[4])
	n := int(seg[5])
	if d.w == 0 || d.h == 0 || len(seg) != 6+3*n {
		return FormatError("a frame without size")
	}
	if n != 1 && n != 3 && n != 4 {
		return UnsupportedError(fmt.Sprintf("%d components", n))
	}
	d.progressive = m == sof2
	for i := range n {
		p := seg[6+3*i:]
		c := &component{id: p[0], h: p[1] >> 4, v: p[1] & 15, tq: p[2]}
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.tq > 3 {
			return FormatError("a component's sampling or table is out of range")
		}
		if n == 1 {
			c.h, c.v = 1, 1 // a single one is never interleaved (A.2.2)
		}
		for _, o := range d.comps {
			if o.id == c.id {
				return FormatError("two components of one name")
			}
		}
		d.hMax, d.vMax = max(d.hMax, int(c.h)), max(d.vMax, int(c.v))
		d.comps = append(d.comps, c)
	}
	for _, c := range d.comps {
		c.w = ceil(ceil(d.w*int(c.h), d.hMax), 8)
		c.high = ceil(ceil(d.h*int(c.v), d.vMax), 8)
		c.stride = ceil(d.w, 8*d.hMax) * int(c.h)
		c.rows = ceil(d.h, 8*d.vMax) * int(c.v)
		// Chroma that has fewer samples than luma anyhow keeps them as long as luma has more.
		for c.n = d.n; 2*c.n <= 8 && 2*c.n*int(c.h) <= d.n*d.hMax && 2*c.n*int(c.v) <= d.n*d.vMax; {
			c.n *= 2
		}
	}
	return nil
}

func ceil(a, b int) int { return (a + b - 1) / b }

// quantisers reads quantisation tables (T.81, B.2.4.1).
func (d *decoder) quantisers(seg []byte) error {
	for len(seg) > 0 {
		wide, n := int(seg[0]>>4), int(seg[0]&15)
		if wide > 1 || n > 3 {
			return FormatError("a quantisation table is out of range")
		}
		size := 64 * (wide + 1)
		if len(seg) < 1+size {
			return errShort
		}
		t := new([64]int32)
		for i := range 64 {
			if wide == 0 {
				t[zigzag[i]] = int32(seg[1+i])
			} else {
				t[zigzag[i]] = int32(seg[1+2*i])<<8 | int32(seg[2+2*i])
			}
		}
		d.quant[n] = t
		seg = seg[1+size:]
	}
	return nil
}

// zigzag gives the natural place of each coefficient as coded (T.81, figure A.6).
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}
