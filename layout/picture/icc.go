package picture

import "encoding/binary"

// profile is an ICC profile's tags (ICC.1:2001-04, clause 6). Nothing in it is
// trusted: every size is checked before it is used.
type profile struct {
	data []byte
	tags map[string][]byte
}

var be = binary.BigEndian

// space and pcs give the data colour space and the connection space: "RGB ",
// "GRAY", "CMYK"; "XYZ ", "Lab ".
func (p *profile) space() string { return string(p.data[16:20]) }
func (p *profile) pcs() string   { return string(p.data[20:24]) }

// maxTags bounds the tag table; real profiles have about twenty.
const maxTags = 200

func openProfile(b []byte) (*profile, error) {
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		return nil, faultf("不是 ICC 特性文件", "not an ICC profile")
	}
	n := int(be.Uint32(b[128:]))
	if n > maxTags || len(b) < 132+12*n {
		return nil, faultf("ICC 特性文件不完整", "the ICC profile's tag table is cut off")
	}
	p := &profile{b, map[string][]byte{}}
	for i := range n {
		rec := b[132+12*i:]
		at, size := uint64(be.Uint32(rec[4:])), uint64(be.Uint32(rec[8:]))
		if at+size > uint64(len(b)) {
			return nil, faultf("ICC 特性文件不完整：%q 超出文件末尾", "tag %q runs past the end of the ICC profile", rec[:4])
		}
		p.tags[string(rec[:4])] = b[at : at+size]
	}
	return p, nil
}

// lut is a table of type mft1 or mft2 (6.5.9, 6.5.10): a curve for each input, a
// grid, a curve for each output. All values are 0 to 65535.
type lut struct {
	in, out int
	grid    [maxInputs]int // points on each side
	inputs  [][]uint16
	clut    []uint16
	outputs [][]uint16
}

// openLut reads a lut tag. mft1's bytes are stretched to 16 bits.
func (p *profile) openLut(tag string, in, out int) (*lut, error) {
	t := p.tags[tag]
	if len(t) < 52 {
		return nil, faultf("ICC 特性文件里没有 %s 表", "the ICC profile has no table %s", tag)
	}
	l := &lut{in: int(t[8]), out: int(t[9])}
	side := int(t[10])
	if l.in != in || l.out != out || side < 2 {
		return nil, faultf("ICC 特性文件的 %s 表有 %d 个输入、%d 个输出，应为 %d 和 %d", "table %s of the ICC profile has %d inputs and %d outputs, not %d and %d", tag, l.in, l.out, in, out)
	}
	nIn, nOut, width := 256, 256, 1
	at := 48
	switch string(t[:4]) {
	case "mft1":
	case "mft2":
		nIn, nOut, width, at = int(be.Uint16(t[48:])), int(be.Uint16(t[50:])), 2, 52
	default:
		return nil, faultf("ICC 特性文件的 %s 表是 %q 类型，不能读", "table %s of the ICC profile is of type %q, which is not read", tag, t[:4])
	}
	size := out
	for i := range in {
		l.grid[i] = side
		size *= side // at most 255⁴·16
	}
	if nIn < 2 || nOut < 2 || nIn > 4096 || nOut > 4096 || at+width*(nIn*in+size+nOut*out) > len(t) {
		return nil, faultf("ICC 特性文件的 %s 表不完整", "table %s of the ICC profile is cut off", tag)
	}
	take := func(n int) []uint16 {
		v := make([]uint16, n)
		for i := range v {
			if width == 1 {
				v[i] = uint16(t[at]) * 257
			} else {
				v[i] = be.Uint16(t[at:])
			}
			at += width
		}
		return v
	}
	for range in {
		l.inputs = append(l.inputs, take(nIn))
	}
	l.clut = take(size)
	for range out {
		l.outputs = append(l.outputs, take(nOut))
	}
	return l, nil
}

// fine is the precision of values within a lut: 1/256 of its 16-bit steps.
const fine = 256

// curve looks v (0 to 65535·fine) up in a curve, between its points.
func curve(c []uint16, v int64) int64 {
	v = max(0, min(v, 65535*fine)) * int64(len(c)-1)
	i := v / (65535 * fine)
	rest := v % (65535 * fine)
	if rest == 0 {
		return int64(c[i]) * fine
	}
	a, b := int64(c[i]), int64(c[i+1])
	return a*fine + (b-a)*rest/65535
}

// maxInputs is the most inputs a lut is used with: CMYK.
const maxInputs = 4

// at gives the outputs for v, in 0 to 65535·fine. Between grid points it weighs
// all corners of the cell (multilinear): the neutrals of Lab run along an edge of
// the grid, not along its diagonal, where tetrahedra would meet.
func (l *lut) at(v []int64, out []int64) {
	var rest [maxInputs]int64
	var stride [maxInputs]int
	base, width := 0, l.out
	for i := l.in - 1; i >= 0; i-- {
		x := curve(l.inputs[i], v[i]) * int64(l.grid[i]-1)
		n := min(x/(65535*fine), int64(l.grid[i]-2))
		rest[i] = (x - n*65535*fine) / fine
		base += int(n) * width
		stride[i] = width
		width *= l.grid[i]
	}
	clear(out[:l.out])
	for corner := range 1 << l.in {
		node, weight := base, int64(1<<32)
		for i := range l.in {
			if corner>>i&1 != 0 {
				node += stride[i]
				weight = weight * rest[i] / 65535
			} else {
				weight = weight * (65535 - rest[i]) / 65535
			}
		}
		if weight > 0 {
			for o := range l.out {
				out[o] += int64(l.clut[node+o]) * weight
			}
		}
	}
	for o := range l.out {
		out[o] = curve(l.outputs[o], out[o]>>24) // 2³² · fine⁻¹
	}
}
