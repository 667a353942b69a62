package jpeg

// inverse turns a block of coefficients into samples (T.81, A.3.3) at dst, rows
// stride apart: the separable transform of Loeffler, Ligtenberg and Moschytz (1989)
// in fixed point, columns first. Constants have 13 bits, samples between the two
// passes 2 bits more than in the end; the result is within 1 of the exact one.
func inverse(c []int16, q *[64]int32, dst []uint8, stride int) {
	var t [64]int32
	for x := range 8 {
		col := [8]int32{}
		ac := int32(0)
		for y := range 8 {
			v := int32(c[8*y+x]) * q[8*y+x]
			col[y] = v
			if y > 0 {
				ac |= v
			}
		}
		if ac == 0 {
			dc := col[0] << 2
			for y := range 8 {
				t[8*y+x] = dc
			}
			continue
		}
		pass(&col, 11)
		for y := range 8 {
			t[8*y+x] = col[y]
		}
	}
	for y := range 8 {
		row := (*[8]int32)(t[8*y:])
		pass(row, 18)
		out := dst[y*stride : y*stride+8 : y*stride+8]
		for x, v := range row {
			out[x] = level(v)
		}
	}
}

// inverse4 gives the block in 4 by 4 samples: the transform of that size, of the
// coefficients that it has.
func inverse4(c []int16, q *[64]int32, dst []uint8, stride int) {
	var t [16]int32
	for x := range 4 {
		at := func(y int) int32 { return int32(c[8*y+x]) * q[8*y+x] }
		t[x], t[4+x], t[8+x], t[12+x] = pass4(at(0), at(1), at(2), at(3), 11)
	}
	for y := range 4 {
		r := t[4*y : 4*y+4 : 4*y+4]
		a, b, c, d := pass4(r[0], r[1], r[2], r[3], 18)
		out := dst[y*stride : y*stride+4 : y*stride+4]
		out[0], out[1], out[2], out[3] = level(a), level(b), level(c), level(d)
	}
}

// pass4 transforms four values; the result is shifted down by shift, rounded.
func pass4(v0, v1, v2, v3 int32, shift uint) (a, b, c, d int32) {
	half := int32(1) << (shift - 1)
	e0, e1 := (v0+v2)<<13+half, (v0-v2)<<13+half
	o0, o1 := v1*c1306+v3*c0541, v1*c0541-v3*c1306
	return (e0 + o0) >> shift, (e1 + o1) >> shift, (e1 - o1) >> shift, (e0 - o0) >> shift
}

// inverse2 gives the block in 2 by 2 samples.
func inverse2(c []int16, q *[64]int32, dst []uint8, stride int) {
	a, b := int32(c[0])*q[0], int32(c[1])*q[1]
	d, e := int32(c[8])*q[8], int32(c[9])*q[9]
	dst[0], dst[1] = sample(a+b+d+e), sample(a-b+d-e)
	dst[stride], dst[stride+1] = sample(a+b-d-e), sample(a-b-d+e)
}

// sample gives a sample from eight times its difference from the middle.
func sample(v int32) uint8 { return level((v + 4) >> 3) }

// level gives a sample from its difference from the middle.
func level(v int32) uint8 { return uint8(max(0, min(255, v+128))) }

// Constants of the transform in 1/2¹³: cosines of k·π/16 times √2, and their sums.
const (
	c0298 = 2446  // √2·(−c1+c3+c5−c7)
	c0390 = 3196  // √2·(c3−c5), negated in use
	c0541 = 4433  // √2·c6
	c0765 = 6270  // √2·(c2−c6)
	c0899 = 7373  // √2·(c3−c7)
	c1175 = 9633  // √2·c3
	c1306 = 10703 // √2·cos(π/8)
	c1501 = 12299 // √2·(c1+c3−c5−c7)
	c1847 = 15137 // √2·(c2+c6)
	c1961 = 16069 // √2·(c3+c5)
	c2053 = 16819 // √2·(c1+c3−c5+c7)
	c2562 = 20995 // √2·(c1+c3)
	c3072 = 25172 // √2·(c1+c3+c5−c7)
)

// pass transforms eight values; the result is shifted down by shift, rounded.
func pass(v *[8]int32, shift uint) {
	half := int32(1) << (shift - 1)
	// The even part.
	z := (v[2] + v[6]) * c0541
	e2, e3 := z-v[6]*c1847, z+v[2]*c0765
	e0, e1 := (v[0]+v[4])<<13+half, (v[0]-v[4])<<13+half
	a0, a3, a1, a2 := e0+e3, e0-e3, e1+e2, e1-e2
	// The odd part.
	o0, o1, o2, o3 := v[7], v[5], v[3], v[1]
	z1, z2, z3, z4 := o0+o3, o1+o2, o0+o2, o1+o3
	z5 := (z3 + z4) * c1175
	z1, z2 = -z1*c0899, -z2*c2562
	z3, z4 = z5-z3*c1961, z5-z4*c0390
	o0 = o0*c0298 + z1 + z3
	o1 = o1*c2053 + z2 + z4
	o2 = o2*c3072 + z2 + z3
	o3 = o3*c1501 + z1 + z4
	v[0], v[7] = (a0+o3)>>shift, (a0-o3)>>shift
	v[1], v[6] = (a1+o2)>>shift, (a1-o2)>>shift
	v[2], v[5] = (a2+o1)>>shift, (a2-o1)>>shift
	v[3], v[4] = (a3+o0)>>shift, (a3-o0)>>shift
}
