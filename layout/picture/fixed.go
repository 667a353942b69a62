package picture

import (
	"math"
	"math/bits"
)

// Colour is computed in whole numbers, so that the same picture gives the same
// bytes on every processor: some fuse a float's multiplication and addition.
// A fix is a number in 1/2³⁰, used from 0 to 1 and a little around.
type fix = int64

const one fix = 1 << 30

// mul gives a·b, rounded down.
func mul(a, b fix) fix { return a * b >> 30 }

// wide is mul for factors whose product may pass 2⁶³, as a broken file can ask for.
func wide(a, b fix) fix { return mulDiv(a, b, one) }

// mulDiv gives a·b/c, rounded towards 0 and held to ±2⁶²; c > 0.
func mulDiv(a, b, c fix) fix {
	neg := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	out := uint64(1) << 62
	if hi < uint64(c) {
		q, _ := bits.Div64(hi, lo, uint64(c))
		out = min(out, q)
	}
	if neg {
		return -fix(out)
	}
	return fix(out)
}

func magnitude(a fix) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

// depth gives −log₂ x, for 0 < x ≤ 1.
func depth(x fix) fix {
	shift := fix(31 - bits.Len64(uint64(x)))
	y := uint64(x) << (shift + 1) // 2³¹ stands for 1, y is from 1 to 2
	var frac fix
	for bit := one >> 1; bit > 0; bit >>= 1 {
		y = y * y >> 31
		if y >= 1<<32 {
			y >>= 1
			frac += bit
		}
	}
	return shift*one - frac
}

// pow gives x to the power e for x from 0 to 1 and e > 0: the y whose logarithm
// is e times that of x, found bit by bit. It is slow, and only makes tables.
func pow(x, e fix) fix {
	if x <= 0 {
		return 0
	}
	if x >= one {
		return one
	}
	hi, lo := bits.Mul64(uint64(depth(x)), uint64(e))
	if hi >= 1<<29 {
		return 0
	}
	want := fix(hi<<34 | lo>>30)
	var y fix
	for bit := one >> 1; bit > 0; bit >>= 1 {
		if depth(y|bit) >= want {
			y |= bit
		}
	}
	return y
}

// cbrt gives the cube root of x from 0 to 1, to about a millionth. The float only
// makes a first guess; the loops leave one answer whatever it was.
func cbrt(x fix) fix {
	if x <= 0 {
		return 0
	}
	n := uint64(x) << 30 // 2⁶⁰ stands for 1, its root is 2²⁰
	r := uint64(math.Cbrt(float64(n)))
	for r*r*r > n {
		r--
	}
	for (r+1)*(r+1)*(r+1) <= n {
		r++
	}
	return fix(r) << 10
}
