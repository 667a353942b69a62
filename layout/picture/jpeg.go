package picture

import (
	"encoding/binary"
	"math"
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
				src[c][i] = max(0, v-max(1, v*over/(255*int32(r.n)))) // at least a step, so it ends
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

// near reports whether the blocks come so close to the limits that rounding may
// pass them; most do not, and need no second look.
func (e *encoder) near(src *[inkCount]block, n int) bool {
	const margin = 48 // of a sample: far more than the coarsest rounding at quality 75 brings
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

// cosines[u][x] is cos((2x+1)uπ/16)/2, with 1/√2 for u = 0, in 1/2¹³ (A.3.3).
var cosines = func() (t [8][8]int32) {
	for u := range t {
		for x := range t[u] {
			v := math.Cos(float64((2*x+1)*u)*math.Pi/16) / 2
			if u == 0 {
				v = math.Sqrt2 / 4
			}
			t[u][x] = int32(math.Round(v * 8192)) // ±0.5 apart from any tie: the same on every processor
		}
	}
	return t
}()

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
// and differences of opposite values halve the work.
func forward(in, out []int32, stride int, shift uint) {
	var s, d [4]int32
	for i := range 4 {
		s[i], d[i] = in[i]+in[7-i], in[i]-in[7-i]
	}
	half := int32(1) << (shift - 1)
	for u := 0; u < 8; u += 2 {
		c := &cosines[u]
		out[u*stride] = (s[0]*c[0] + s[1]*c[1] + s[2]*c[2] + s[3]*c[3] + half) >> shift
		c = &cosines[u+1]
		out[(u+1)*stride] = (d[0]*c[0] + d[1]*c[1] + d[2]*c[2] + d[3]*c[3] + half) >> shift
	}
}

// inverse replaces coefficients by samples. Columns, then rows; most of the high
// coefficients are 0, and what is beyond the last that is not is left out.
func inverse(b *block) {
	rows, cols := 1, 1
	for i, v := range b {
		if v != 0 {
			rows, cols = i/8+1, max(cols, i%8+1)
		}
	}
	var t block
	for x := range cols {
		for y := range 8 {
			sum := int32(1 << 8)
			for u := range rows {
				sum += b[8*u+x] * cosines[u][y]
			}
			t[8*y+x] = sum >> 9 // 4 bits more than a sample
		}
	}
	for y := range 8 {
		for x := range 8 {
			sum := int64(1 << 16)
			for u := range cols {
				sum += int64(t[8*y+u]) * int64(cosines[u][x])
			}
			b[8*y+x] = int32(sum >> 17)
		}
	}
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
