package preflight

import (
	"bytes"
	"io"

	"golang.org/x/image/ccitt"
)

// fax unpacks a picture of one bit that is packed as faxes are (7.4.6), as far as it goes,
// and turns it so that 0 is what Decode takes for 0. It is false for what the library
// does not read: rows coded now by themselves, now by the row above (K > 0).
func (c *checker) fax(im *image, data []byte, p dict) ([]byte, bool) {
	num := func(k name, none int) int {
		if v, ok := c.num(p[k]); ok && v == float64(int(v)) {
			return int(v)
		}
		return none
	}
	is := func(k name) bool { v, _ := c.get(p[k]).(bool); return v }
	format := ccitt.Group3
	switch k := num("K", 0); {
	case k < 0:
		format = ccitt.Group4
	case k > 0:
		return nil, false
	}
	wide := num("Columns", 1728)
	if wide != im.w || wide > 1<<16 || im.h > 1<<16 {
		return nil, false
	}
	r := ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, format, wide, im.h,
		&ccitt.Options{Align: is("EncodedByteAlign"), Invert: is("BlackIs1")})
	out, _ := io.ReadAll(io.LimitReader(r, int64((wide+7)/8*im.h))) // what broke off is as good as it is
	return out, true
}

// unfax puts a picture packed as a fax in place of its packed bytes.
func (c *checker) unfax(px *pixels, im *image) bool {
	_, parms := c.Filters(im.dict)
	data, ok := c.fax(im, px.data, parms[len(parms)-1])
	if ok {
		px.data, px.bits = data, 1
	}
	return ok
}

// twoColours gives the most ink that a picture of one bit can have, whichever bits are set.
func (c *checker) twoColours(im *image, s *space) (most float64, ok bool) {
	if c.bits(im) != 1 || s == nil || s.parts != 1 {
		return 0, false
	}
	px := &pixels{parts: 1, bits: 1, space: s}
	px.decoding(c, im)
	for _, v := range px.decode[:2] {
		k := s.inks([]float64{v})
		if k.unknown {
			return 0, false
		}
		most = max(most, k.sum())
	}
	return most, true
}
