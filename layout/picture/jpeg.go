package picture

import (
	"encoding/binary"
	"slices"
)

// A JPEG encoder of our own (ITU-T T.81, baseline), for one ink or four: the
// library's knows no inks and changes from one Go release to the next. Four inks
// are stored as they are, without Adobe's marker: 255 is full ink, as DeviceCMYK
// has it (ISO 32000-1, 7.4.8).

// encoder writes one picture.
type encoder struct {
	out   []byte
	bits  uint32
	n     uint
	quant [64]int32
	parts [64]int64 // of quant, times 8, in 1/2³⁰: to multiply rather than divide
	limit int       // most ink of a pixel, sum of samples; 0 = any
	black int       // most of the black sample
	dc    [inkCount]int32
}

type block [64]int32

// encodeJPEG gives r as a JPEG of a quality from 1 to 100. No pixel of it, as a
// decoder sees it, has more than limit of all inks (a sum of samples) or black of
// black ink, which is a raster's last sample: where rounding would bring more,
// the block has its ink lowered a little until it does not.
func encodeJPEG(r *raster, quality, limit, black int) []byte {
	e := &encoder{limit: limit, black: black}
	scale := int32(200 - 2*quality)
	if quality < 50 {
		scale = int32(5000 / quality)
	}
	for i, q := range luminance {
		e.setQuant(i, max(1, min(255, (q*scale+50)/100)))
	}
	e.headers(r)
	for y := 0; y < r.h; y += 8 {
		for x := 0; x < r.w; x += 8 {
			coded := e.code(r, x, y)
			for c := range r.n {
				e.write(&coded[c], c)
			}
		}
	}
	e.flush()
	return append(e.out, 0xFF, 0xD9)
}

// setQuant sets the step of a coefficient. The reciprocal is a little too large:
// by less than any quotient of a coefficient (under 2¹⁴) is short of the next.
func (e *encoder) setQuant(i int, q int32) {
	e.quant[i], e.parts[i] = q, 1<<30/int64(q<<3)+1
}

// code gives the quantised coefficients of the blocks at x, y, an ink each.
func (e *encoder) code(r *raster, x, y int) [inkCount]block {
	var src, coded [inkCount]block
	r.blocks(x, y, &src)
	for {
		for c := range r.n {
			coded[c] = e.transform(&src[c])
		}
		over := e.over(&src, &coded, r.n)
		if over == 0 {
			return coded
		}
		for c := range r.n {
			for i, v := range src[c] {
				if r.n == 1 {
					v = 255 - v
				}
				v = max(0, v-max(1, v*over/(255*int32(r.n)))) // at least a step, so it ends
				if r.n == 1 {
					v = 255 - v
				}
				src[c][i] = v
			}
		}
	}
}

// blocks copies the 8 × 8 samples at x, y of each ink; beyond the edges the last
// sample goes on.
func (r *raster) blocks(x, y int, out *[inkCount]block) {
	for j := range 8 {
		row := min(y+j, r.h-1)
		for i := range 8 {
			for c, v := range r.at(min(x+i, r.w-1), row) {
				out[c][8*j+i] = int32(v)
			}
		}
	}
}

// safety is what decoders may differ by from ours, in steps of a sample: T.83
// allows one each way.
const safety = 1

// over gives by how much too much ink a decoder could see in a pixel of the
// blocks, 0 if none.
func (e *encoder) over(src, coded *[inkCount]block, n int) int32 {
	if n == 1 {
		return e.tooBlack(src, coded)
	}
	if e.limit == 0 || !e.near(src, n) {
		return 0
	}
	var sum block
	most := int32(0)
	for c := range n {
		seen := e.restore(&coded[c])
		for i, v := range seen {
			v = min(255, v+safety)
			sum[i] += v
			if c == n-1 {
				most = max(most, v-int32(e.black))
			}
		}
	}
	for _, v := range sum {
		most = max(most, v-int32(e.limit))
	}
	return most
}

// tooBlack is over for gray, which is black ink turned over.
func (e *encoder) tooBlack(src, coded *[inkCount]block) int32 {
	least := int32(255 - e.black)
	if e.black == 0 || slices.Min(src[0][:]) > least+margin {
		return 0
	}
	seen := e.restore(&coded[0])
	return max(0, least-slices.Min(seen[:])+safety)
}

// margin is how near samples come to a limit before rounding may pass it: far more
// than the coarsest at quality 75 brings.
const margin = 48

// near reports whether the blocks come so close to the limits that rounding may
// pass them; most do not, and need no second look.
func (e *encoder) near(src *[inkCount]block, n int) bool {
	for i := range 64 {
		sum := int32(0)
		for c := range n {
			sum += src[c][i]
		}
		if sum > int32(e.limit)-margin*int32(n) || src[n-1][i] > int32(e.black)-margin {
			return true
		}
	}
	return false
}

// transform gives the quantised coefficients of a block.
func (e *encoder) transform(src *block) block {
	var b block
	for i, v := range src {
		b[i] = v - 128
	}
	dct(&b)
	for i, v := range b {
		half := e.quant[i] << 2
		if v < 0 {
			v = -int32(int64(half-v) * e.parts[i] >> 30)
		} else {
			v = int32(int64(half+v) * e.parts[i] >> 30)
		}
		b[i] = max(-1023, min(1023, v)) // what the codes can say
	}
	return b
}

// restore gives a block's samples as a decoder will have them.
func (e *encoder) restore(coded *block) block {
	var b block
	for i, v := range coded {
		b[i] = v * e.quant[i]
	}
	inverse(&b)
	for i, v := range b {
		b[i] = max(0, min(255, v+128))
	}
	return b
}

// cosn is cos(nπ/16)/2 in 1/2¹³ (A.3.3); cos4 is also 1/√8, the factor of a mean.
const (
	cos1 = 4017
	cos2 = 3784
	cos3 = 3406
	cos4 = 2896
	cos5 = 2276
	cos6 = 1567
	cos7 = 799
)

// dct replaces samples by coefficients times 8. Rows, then columns.
func dct(b *block) {
	var t block
	for y := range 8 {
		forward(b[8*y:8*y+8:8*y+8], t[8*y:], 1, 8) // leaves 5 bits more
	}
	var col [8]int32
	for x := range 8 {
		for y := range 8 {
			col[y] = t[8*y+x]
		}
		forward(col[:], b[x:], 8, 15)
	}
}

// forward transforms eight values into out, stride apart, dropping shift bits. Sums
// and differences of opposite values halve the work, and again for the even ones.
func forward(in, out []int32, stride int, shift uint) {
	_ = in[7]
	_ = out[7*stride]
	s0, d0 := in[0]+in[7], in[0]-in[7]
	s1, d1 := in[1]+in[6], in[1]-in[6]
	s2, d2 := in[2]+in[5], in[2]-in[5]
	s3, d3 := in[3]+in[4], in[3]-in[4]
	half := int32(1) << (shift - 1)
	a, b, c, d := s0+s3, s1+s2, s0-s3, s1-s2
	out[0] = ((a+b)*cos4 + half) >> shift
	out[4*stride] = ((a-b)*cos4 + half) >> shift
	out[2*stride] = (c*cos2 + d*cos6 + half) >> shift
	out[6*stride] = (c*cos6 - d*cos2 + half) >> shift
	out[stride] = (d0*cos1 + d1*cos3 + d2*cos5 + d3*cos7 + half) >> shift
	out[3*stride] = (d0*cos3 - d1*cos7 - d2*cos1 - d3*cos5 + half) >> shift
	out[5*stride] = (d0*cos5 - d1*cos1 + d2*cos7 + d3*cos3 + half) >> shift
	out[7*stride] = (d0*cos7 - d1*cos5 + d2*cos3 - d3*cos1 + half) >> shift
}

// inverse replaces coefficients by samples. Columns, then rows; most of the high
// coefficients are 0, and columns of nothing are passed over.
func inverse(b *block) {
	var t block
	cols := 0
	for x := range 8 {
		if b[x]|b[8+x]|b[16+x]|b[24+x]|b[32+x]|b[40+x]|b[48+x]|b[56+x] != 0 {
			cols = x + 1
			backward(b[x:], t[x:], 8, 9) // leaves 4 bits more than a sample
		}
	}
	if cols == 1 { // rows of one value
		for y := range 8 {
			v := (t[8*y]*cos4 + 1<<16) >> 17
			for x := range 8 {
				b[8*y+x] = v
			}
		}
		return
	}
	for y := range 8 {
		backward(t[8*y:], b[8*y:], 1, 17)
	}
}

// backward is the inverse of forward, from in to out, both stride apart.
func backward(in, out []int32, stride int, shift uint) {
	_ = in[7*stride]
	_ = out[7*stride]
	half := int64(1) << (shift - 1)
	c0, c1, c2, c3 := int64(in[0]), int64(in[stride]), int64(in[2*stride]), int64(in[3*stride])
	c4, c5, c6, c7 := int64(in[4*stride]), int64(in[5*stride]), int64(in[6*stride]), int64(in[7*stride])
	p, q := (c0+c4)*cos4+half, (c0-c4)*cos4+half
	r, s := c2*cos2+c6*cos6, c2*cos6-c6*cos2
	e0, e1, e2, e3 := p+r, q+s, q-s, p-r
	o0 := c1*cos1 + c3*cos3 + c5*cos5 + c7*cos7
	o1 := c1*cos3 - c3*cos7 - c5*cos1 - c7*cos5
	o2 := c1*cos5 - c3*cos1 + c5*cos7 + c7*cos3
	o3 := c1*cos7 - c3*cos5 + c5*cos3 - c7*cos1
	out[0], out[7*stride] = int32((e0+o0)>>shift), int32((e0-o0)>>shift)
	out[stride], out[6*stride] = int32((e1+o1)>>shift), int32((e1-o1)>>shift)
	out[2*stride], out[5*stride] = int32((e2+o2)>>shift), int32((e2-o2)>>shift)
	out[3*stride], out[4*stride] = int32((e3+o3)>>shift), int32((e3-o3)>>shift)
}

// headers writes all that comes before the coefficients.
func (e *encoder) headers(r *raster) {
	e.out = append(e.out, 0xFF, 0xD8)
	var dqt []byte
	dqt = append(dqt, 0)
	for _, z := range zigzag {
		dqt = append(dqt, byte(e.quant[z]))
	}
	e.segment(0xDB, dqt)
	sof := []byte{8, byte(r.h >> 8), byte(r.h), byte(r.w >> 8), byte(r.w), byte(r.n)}
	sos := []byte{byte(r.n)}
	for c := range r.n {
		sof = append(sof, byte(c+1), 0x11, 0)
		sos = append(sos, byte(c+1), 0)
	}
	e.segment(0xC0, sof)
	for i, h := range []huffman{dcCodes, acCodes} {
		e.segment(0xC4, append(append([]byte{byte(i << 4)}, h.counts[:]...), h.values...))
	}
	e.segment(0xDA, append(sos, 0, 63, 0))
}

func (e *encoder) segment(marker byte, data []byte) {
	e.out = append(e.out, 0xFF, marker)
	e.out = binary.BigEndian.AppendUint16(e.out, uint16(len(data)+2))
	e.out = append(e.out, data...)
}

// write codes the coefficients of ink c (F.1.2).
func (e *encoder) write(b *block, c int) {
	e.value(0, b[0]-e.dc[c], dcTable)
	e.dc[c] = b[0]
	run := 0
	for _, z := range zigzag[1:] {
		if b[z] == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			e.emit(acTable[0xF0])
		}
		e.value(run, b[z], acTable)
		run = 0
	}
	if run > 0 {
		e.emit(acTable[0])
	}
}

// value writes a run of zeros and the number after it.
func (e *encoder) value(run int, v int32, table *[256]code) {
	size := uint(0)
	for a := max(v, -v); a > 0; a >>= 1 {
		size++
	}
	if v < 0 {
		v += 1<<size - 1
	}
	e.emit(table[run<<4|int(size)])
	e.emit(code{uint32(v), size})
}

func (e *encoder) emit(c code) {
	e.bits = e.bits<<c.size | c.bits
	for e.n += c.size; e.n >= 8; e.n -= 8 {
		b := byte(e.bits >> (e.n - 8))
		e.out = append(e.out, b)
		if b == 0xFF {
			e.out = append(e.out, 0)
		}
	}
}

func (e *encoder) flush() {
	if e.n > 0 {
		e.emit(code{1<<(8-e.n) - 1, 8 - e.n})
	}
}
