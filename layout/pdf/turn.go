package pdf

import (
	"strconv"
	"strings"
)

// orientation is EXIF's tag 0x0112: 1 upright, 2–4 mirrored or turned half round,
// 5–8 lying on a side. 0 is taken for 1.
type orientation int

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

// turn gives the cm operands that place stored pixels upright where w 0 0 h x y
// would place an image that is upright already.
func (o orientation) turn(args [][]byte) [][]byte {
	if o <= 1 {
		return args
	}
	wd, ht, x, y := centi(args[0]), centi(args[3]), centi(args[4]), centi(args[5])
	m := unitMatrix[o]
	out := make([][]byte, 6)
	for i, v := range []int64{m[0] * wd, m[1] * ht, m[2] * wd, m[3] * ht, m[4]*wd + x, m[5]*ht + y} {
		out[i] = appendDecimal(nil, v, 2)
	}
	return out
}

// centi reads a number of two decimals, as gopdf writes them, in hundredths.
func centi(s []byte) int64 {
	n, err := strconv.ParseInt(strings.Replace(string(s), ".", "", 1), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
