package picture

import (
	"hash/maphash"

	"paiban/layout/sheet"
)

// mostKey is a picture, by its bytes, in one use.
type mostKey struct {
	hash    uint64
	size    int
	use     Use
	relimit bool
}

// keptMost bounds how many pictures' inks are remembered.
const keptMost = 1024

// Most gives the inks of the pixel that takes the most ink where a picture is used
// alone, as it is printed: made for that use, and unpacked again. Of several with the
// same sum it is the first. What it found it remembers.
func (p *Press) Most(im *sheet.Image, use Use, relimit bool) (sheet.Ink, error) {
	key := mostKey{maphash.Bytes(p.most.seed, im.Data), len(im.Data), use, relimit}
	p.most.Lock()
	ink, ok := p.most.inks[key]
	p.most.Unlock()
	if ok {
		return ink, nil
	}
	r, err := p.asPrinted(im, use, relimit)
	if err != nil {
		return sheet.Ink{}, err
	}
	ink = r.heaviest()
	p.most.Lock()
	defer p.most.Unlock()
	if p.most.inks == nil || len(p.most.inks) >= keptMost {
		p.most.inks = map[mostKey]sheet.Ink{}
	}
	p.most.inks[key] = ink
	return ink, nil
}

// asPrinted gives the pixels of a picture that a use shows, in the inks of the press.
func (p *Press) asPrinted(im *sheet.Image, use Use, relimit bool) (*raster, error) {
	how := Way(0)
	if relimit {
		how = Relimit
	}
	e, err := p.Make(im, []Use{use}, how)
	if err != nil {
		return nil, err
	}
	if e.Held && e.JPEG {
		pix, w, h, n, err := Samples(e.Data)
		return &raster{w: w, h: h, n: n, pix: pix}, err
	}
	if e.Held {
		return &raster{w: e.W, h: e.H, n: 1, pix: e.Data}, nil
	}
	_, r, err := pixels(im)
	if err != nil {
		return nil, err
	}
	return r.crop(use.Crop.X, use.Crop.Y, use.Crop.W, use.Crop.H), nil
}

// heaviest gives the first of the pixels with the most ink: gray ones print black.
func (r *raster) heaviest() sheet.Ink {
	most, at := -1, []uint8(nil)
	for i := 0; i+r.n <= len(r.pix); i += r.n {
		sum := 0
		for _, v := range r.pix[i : i+r.n] {
			sum += int(v)
		}
		if r.n == 1 {
			sum = 255 - sum
		}
		if sum > most {
			most, at = sum, r.pix[i:i+r.n]
		}
	}
	switch {
	case at == nil:
		return sheet.Ink{}
	case r.n == 1:
		return inkOf([inkCount]uint8{Black: 255 - at[0]})
	}
	return inkOf([inkCount]uint8(at))
}

// inkOf gives a pixel's inks in thousandths.
func inkOf(v [inkCount]uint8) sheet.Ink {
	part := func(c int) uint16 { return (uint16(v[c])*200 + 25) / 51 }
	return sheet.Ink{C: part(Cyan), M: part(Magenta), Y: part(Yellow), K: part(Black)}
}
