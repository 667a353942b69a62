package jpeg

// huffman is one table of codes (T.81, annex C and F.2.2.3).
type huffman struct {
	fast    [256]uint16 // by the next 8 bits: length << 8 | value, 0 = a longer code
	values  []byte
	max     [17]int32 // largest code of a length, −1 = none
	valueAt [17]int32 // index of the first value of a length, less its code
}

// tables reads Huffman tables (T.81, B.2.4.2).
func (d *decoder) tables(seg []byte) error {
	for len(seg) > 0 {
		class, n := seg[0]>>4, seg[0]&15
		if class > 1 || n > 3 {
			return FormatError("a Huffman table is out of range")
		}
		if len(seg) < 17 {
			return errShort
		}
		total := 0
		for _, c := range seg[1:17] {
			total += int(c)
		}
		if total == 0 || total > 256 {
			return FormatError("a Huffman table has no codes, or too many")
		}
		if len(seg) < 17+total {
			return errShort
		}
		h, err := newHuffman(seg[1:17], seg[17:17+total])
		if err != nil {
			return err
		}
		d.huff[class][n] = h
		seg = seg[17+total:]
	}
	return nil
}

func newHuffman(counts, values []byte) (*huffman, error) {
	h := &huffman{values: append([]byte(nil), values...)}
	code, k := int32(0), int32(0)
	for n := 1; n <= 16; n++ {
		h.valueAt[n] = k - code
		for range int(counts[n-1]) {
			if code >= 1<<n {
				return nil, FormatError("a Huffman table has more codes than there are")
			}
			if n <= 8 {
				first := code << (8 - n)
				for i := range int32(1) << (8 - n) {
					h.fast[first+i] = uint16(n)<<8 | uint16(values[k])
				}
			}
			code++
			k++
		}
		h.max[n] = code - 1
		if counts[n-1] == 0 {
			h.max[n] = -1
		}
		code <<= 1
	}
	return h, nil
}

// bits reads entropy-coded data, in which a 0 is stuffed after each 0xFF.
type bits struct {
	data []byte
	pos  int
	acc  uint64
	n    uint  // bits in acc
	pad  uint  // of these, zeros from beyond the data
	end  error // why there is no more data
}

// fill gets as many bits as there is room for; at a marker or the end they are
// zeros.
func (b *bits) fill() {
	for b.n <= 56 {
		b.acc, b.n = b.acc<<8|uint64(b.next()), b.n+8
	}
}

func (b *bits) next() byte {
	switch {
	case b.end != nil:
	case b.pos >= len(b.data):
		b.end = errShort
	case b.data[b.pos] != 0xFF:
		b.pos++
		return b.data[b.pos-1]
	case b.pos+1 >= len(b.data):
		b.end = errShort
	case b.data[b.pos+1] == 0:
		b.pos += 2
		return 0xFF
	default:
		b.end = FormatError("a scan ends too early")
	}
	b.pad += 8
	return 0
}

// over gives an error if more bits were read than there are.
func (b *bits) over() error {
	if b.n < b.pad {
		return b.end
	}
	return nil
}

// get reads k bits, at most 16.
func (b *bits) get(k uint) int32 {
	if b.n < k {
		b.fill()
	}
	b.n -= k
	return int32(b.acc>>b.n) & (1<<k - 1)
}

// extend reads a value of k bits with its sign (T.81, F.2.2.1: RECEIVE, EXTEND).
func (b *bits) extend(k uint) int32 {
	if k == 0 {
		return 0
	}
	v := b.get(k)
	if v < 1<<(k-1) {
		v -= 1<<k - 1
	}
	return v
}

// value reads a code of h.
func (b *bits) value(h *huffman) (byte, error) {
	if b.n < 16 {
		b.fill()
	}
	if f := h.fast[uint8(b.acc>>(b.n-8))]; f != 0 {
		b.n -= uint(f >> 8)
		return byte(f), nil
	}
	for k := uint(9); k <= 16; k++ {
		code := int32(b.acc>>(b.n-k)) & (1<<k - 1)
		if code <= h.max[k] {
			b.n -= k
			return h.values[code+h.valueAt[k]], nil
		}
	}
	if b.end != nil {
		return 0, b.end
	}
	return 0, FormatError("a code that is not in its table")
}
