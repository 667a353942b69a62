package pdf

import (
	"slices"
	"strings"
)

// fontTable is one table of a font file: its data or, where they are put together from
// pieces, their size and what appends them.
type fontTable struct {
	tag  string
	data []byte
	size int
	put  func([]byte) []byte
}

// sfnt writes tables as a font file, in order of their tags, with checksums
// (OpenType 1.9, "Font file").
func sfnt(tables []fontTable) []byte {
	slices.SortFunc(tables, func(a, b fontTable) int { return strings.Compare(a.tag, b.tag) })
	start := 12 + 16*len(tables)
	size := start
	for i := range tables {
		t := &tables[i]
		if t.put == nil {
			t.size = len(t.data)
		}
		size += (t.size + 3) &^ 3
	}
	log := 0
	for 2<<log <= len(tables) {
		log++
	}
	out := make([]byte, start, size)
	be.PutUint32(out, 0x00010000)
	for i, v := range []int{len(tables), 16 << log, log, 16*len(tables) - 16<<log} {
		be.PutUint16(out[4+2*i:], uint16(v))
	}
	headAt, sum := -1, uint32(0)
	for i, t := range tables {
		rec, at := out[12+16*i:], len(out)
		if t.put != nil {
			out = t.put(out)
		} else {
			out = append(out, t.data...)
		}
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		n := checksum(out[at:])
		sum += n
		copy(rec, t.tag)
		be.PutUint32(rec[4:], n)
		be.PutUint32(rec[8:], uint32(at))
		be.PutUint32(rec[12:], uint32(t.size))
		if t.tag == "head" {
			headAt = at
		}
	}
	if headAt >= 0 { // its sum makes that of the whole file a number
		be.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum-checksum(out[:start]))
	}
	return out
}

// checksum sums big-endian words; len(b) is a multiple of 4.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 8; b = b[8:] {
		v := be.Uint64(b)
		sum += uint32(v>>32) + uint32(v)
	}
	if len(b) >= 4 {
		sum += be.Uint32(b)
	}
	return sum
}
