package pdf

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// orientation is EXIF's tag 0x0112: 1 upright, 2–4 mirrored or turned half round,
// 5–8 lying on a side. 0 is taken for 1.
type orientation int

func (o orientation) sideways() bool { return o >= 5 }

// unitMatrix maps the unit square of an image, as PDF draws it (0,0 bottom left,
// 1,1 top right of the stored pixels), to the unit square upright: a b c d e f.
var unitMatrix = [9][6]int64{
	0: {1, 0, 0, 1, 0, 0},
	1: {1, 0, 0, 1, 0, 0},
	2: {-1, 0, 0, 1, 1, 0},
	3: {-1, 0, 0, -1, 1, 1},
	4: {1, 0, 0, -1, 0, 1},
	5: {0, -1, -1, 0, 1, 1},
	6: {0, -1, 1, 0, 0, 1},
	7: {0, 1, 1, 0, 0, 0},
	8: {0, 1, -1, 0, 1, 0},
}

// exifOrientation reads the orientation of a JPEG, 1 where it says none.
func exifOrientation(b []byte) orientation {
	for at := 2; at+4 <= len(b) && b[at] == 0xFF; {
		marker, size := b[at+1], int(be.Uint16(b[at+2:]))
		if marker == 0xDA || size < 2 || at+2+size > len(b) {
			break
		}
		seg := b[at+4 : at+2+size]
		if marker == 0xE1 && bytes.HasPrefix(seg, []byte("Exif\x00\x00")) {
			return tiffOrientation(seg[6:])
		}
		at += 2 + size
	}
	return 1
}

// tiffOrientation looks through the first directory of EXIF's TIFF block.
func tiffOrientation(t []byte) orientation {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	dir := uint64(order.Uint32(t[4:]))
	if dir+2 > uint64(len(t)) {
		return 1
	}
	n := uint64(order.Uint16(t[dir:]))
	for i := range n {
		at := dir + 2 + 12*i
		if at+12 > uint64(len(t)) {
			break
		}
		if order.Uint16(t[at:]) == 0x0112 {
			if o := order.Uint16(t[at+8:]); o >= 1 && o <= 8 {
				return orientation(o)
			}
			break
		}
	}
	return 1
}

// turn gives the cm operands that place stored pixels upright where w 0 0 h x y
// would place an image that is upright already.
func (o orientation) turn(args []value) []value {
	if o <= 1 {
		return args
	}
	wd, ht, x, y := centi(args[0]), centi(args[3]), centi(args[4]), centi(args[5])
	m := unitMatrix[o]
	out := make([]value, 6)
	for i, v := range []int64{m[0] * wd, m[1] * ht, m[2] * wd, m[3] * ht, m[4]*wd + x, m[5]*ht + y} {
		out[i] = decimal(v, 2)
	}
	return out
}

// centi reads a number of two decimals, as gopdf writes them, in hundredths.
func centi(v value) int64 {
	s, _ := v.(raw)
	n, err := strconv.ParseInt(strings.Replace(string(s), ".", "", 1), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
