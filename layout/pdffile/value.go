package pdffile

import (
	"math"
)

// Dict, Array, Num, Text and Name give an object's value if it is of that kind, a zero
// value if not; a stream's dictionary counts as one.
func (f *File) Dict(o Object) Dict {
	switch v := f.Get(o).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

func (f *File) Array(o Object) Array { v, _ := f.Get(o).(Array); return v }

// maxNumber bounds the numbers that are acted on. No file means one as large
// (ISO 32000-1, Annex C); what no int holds would become another number on each
// processor, and sums of a few must not overflow.
const maxNumber = 1 << 56

// Num gives a number, a senseless one cut to ±2⁵⁶.
func (f *File) Num(o Object) (float64, bool) {
	v, ok := f.Get(o).(float64)
	return max(-maxNumber, min(maxNumber, v)), ok
}

// Int gives the whole part of any number, a senseless one cut to ±2⁵⁶; 0 of none.
func Int(v float64) int {
	if math.IsNaN(v) {
		return 0
	}
	return int(max(-maxNumber, min(maxNumber, v)))
}

func (f *File) Text(o Object) string { v, _ := f.Get(o).(Text); return string(v) }

func (f *File) Name(o Object) Name { v, _ := f.Get(o).(Name); return v }

// Nums gives n numbers, nil if they are not.
func (f *File) Nums(o Object, n int) []float64 {
	a := f.Array(o)
	if len(a) < n {
		return nil
	}
	out := make([]float64, len(a))
	for i, e := range a {
		v, ok := f.Num(e)
		if !ok {
			return nil
		}
		out[i] = v
	}
	return out
}
