package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// segments calls f with each marker segment of a JPEG before its pixels, until f
// returns false, and gives where it stopped. A broken file ends early.
func segments(b []byte, f func(marker byte, data []byte) bool) int {
	at := 2
	for at+4 <= len(b) && b[at] == 0xFF {
		marker, size := b[at+1], int(be.Uint16(b[at+2:]))
		if marker == 0xFF {
			at++ // fill
			continue
		}
		if marker == 0xDA || size < 2 || at+2+size > len(b) || !f(marker, b[at+4:at+2+size]) {
			break
		}
		at += 2 + size
	}
	return at
}

// Orientation reads how a JPEG's pixels lie (EXIF 2.3, tag 0x0112): 1 upright, 2
// to 4 mirrored or turned half round, 5 to 8 on a side; 1 where it says nothing.
func Orientation(b []byte) int {
	o := 1
	segments(b, func(marker byte, data []byte) bool {
		if marker != 0xE1 || !bytes.HasPrefix(data, []byte("Exif\x00\x00")) {
			return true
		}
		o = tiffOrientation(data[6:])
		return false
	})
	return o
}

// tiffOrientation looks through the first directory of EXIF's TIFF block.
func tiffOrientation(t []byte) int {
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
	for i := range uint64(order.Uint16(t[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > uint64(len(t)) {
			break
		}
		if order.Uint16(t[at:]) != 0x0112 {
			continue
		}
		if o := int(order.Uint16(t[at+8:])); o >= 1 && o <= 8 {
			return o
		}
		break
	}
	return 1
}

// adobe reports whether a JPEG has Adobe's marker, and so stores inks inverted.
func adobe(b []byte) bool {
	found := false
	segments(b, func(marker byte, data []byte) bool {
		found = found || marker == 0xEE && bytes.HasPrefix(data, []byte("Adobe"))
		return true
	})
	return found
}

// jpegProfile joins the pieces of the ICC profile in a JPEG (ICC.1:2010, B.4),
// nil if it has none or not all of it.
func jpegProfile(b []byte) []byte {
	var pieces [256][]byte
	count := 0
	segments(b, func(marker byte, data []byte) bool {
		if marker == 0xE2 && len(data) > 14 && bytes.HasPrefix(data, []byte("ICC_PROFILE\x00")) {
			pieces[data[12]], count = data[14:], int(data[13])
		}
		return true
	})
	var out []byte
	for i := 1; i <= count; i++ {
		if pieces[i] == nil {
			return nil
		}
		out = append(out, pieces[i]...)
	}
	return out
}

// maxProfile bounds an inflated profile; those of pictures have a few kilobytes.
const maxProfile = 8 << 20

// pngProfile gives the ICC profile in a PNG's iCCP chunk, nil if it has none.
func pngProfile(b []byte) ([]byte, error) {
	for at := 8; at+12 <= len(b); {
		size := int(be.Uint32(b[at:]))
		kind := string(b[at+4 : at+8])
		if size > len(b)-at-12 || kind == "IDAT" {
			return nil, nil
		}
		if kind == "iCCP" {
			_, packed, ok := bytes.Cut(b[at+8:at+8+size], []byte{0})
			if !ok || len(packed) < 1 {
				return nil, errDamaged
			}
			z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
			if err != nil {
				return nil, errDamaged
			}
			out, err := io.ReadAll(io.LimitReader(z, maxProfile))
			if err != nil {
				return nil, errDamaged
			}
			return out, nil
		}
		at += 12 + size
	}
	return nil, nil
}
