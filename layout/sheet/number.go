package sheet

import (
	"strconv"

	"paiban/layout/geom"
)

// milli is a number in thousandths. It prints as a plain decimal with no more
// digits than it needs, made from integers alone, so that a dump never shows
// the noise of a float.
type milli int64

// points gives l in thousandths of a point, rounded to the nearest (1 EMU is
// 0.00008 pt).
func points(l geom.Length) milli { return milli(l.MulDiv(1000, int64(geom.Pt))) }

func (m milli) append(b []byte) []byte {
	n := uint64(m)
	if m < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendUint(b, n/1000, 10)
	frac := n % 1000
	if frac == 0 {
		return b
	}
	b = append(b, '.', byte('0'+frac/100), byte('0'+frac/10%10), byte('0'+frac%10))
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

func (m milli) String() string { return string(m.append(nil)) }

// MarshalJSON writes the decimal as a JSON number.
func (m milli) MarshalJSON() ([]byte, error) { return m.append(nil), nil }
