package preflight

import (
	"crypto/sha256"
	"math"

	"paiban/layout/diag"
	"paiban/layout/picture"
)

// image checks a picture: how fine it is, and how much ink it has.
func (c *checker) image(p *page, m mark) {
	im := m.image
	across, up := im.ctm.across(), im.ctm.up()
	if across > 0 && up > 0 && !im.mask && c.bits(im) > 1 {
		ppi := min(float64(im.w)*72/across, float64(im.h)*72/up)
		c.fine(p, m, int(ppi))
	}
	if im.mask {
		c.ink(p, m.box, m.inks.sum(), "mask "+inkText(m.inks))
		return
	}
	if s := c.get(im.dict["SMask"]); s != nil {
		p.knock = true
	}
	c.imageInk(p, m)
}

func (c *checker) bits(im *image) int {
	for _, k := range []name{"BitsPerComponent", "BPC"} {
		if v, ok := c.num(im.dict[k]); ok {
			return int(v)
		}
	}
	return 8
}

// fine checks a picture's resolution at its size.
func (c *checker) fine(p *page, m mark, ppi int) {
	l := c.opt.Limits
	switch {
	case ppi < l.LeastPPI:
		c.tell("ppi-too-low", p, m.box, c.key(m), diag.T("图片只有 %[1]d ppi，低于 %[2]d，太粗", "a picture of %[1]d ppi at its size: below %[2]d it is too coarse", ppi, l.LeastPPI))
	case ppi < l.PPI:
		c.tell("ppi-low", p, m.box, c.key(m), diag.T("图片 %[1]d ppi，低于 %[2]d", "a picture of %[1]d ppi at its size: %[2]d is wanted", ppi, l.PPI))
	}
}

// key tells pictures apart: by where they stand.
func (c *checker) key(m mark) string {
	r := box{math.Round(m.box.x0), math.Round(m.box.y0), math.Round(m.box.x1), math.Round(m.box.y1)}
	return diag.T("%v", "%v", r).EN
}

// imageInk finds the pixel with the most ink.
func (c *checker) imageInk(p *page, m mark) {
	im, s := m.image, m.space
	if im.stream == nil || s == nil || s.kind == "gray" || s.kind == "rgb" || s.kind == "other" {
		return
	}
	if c.opt.Held[sha256.Sum256(im.stream.Raw)] {
		return
	}
	data, rest, err := c.unpackTo(im.stream)
	if err != nil {
		c.tell("pdf-broken", p, m.box, "image", diag.T("图片解不开：%v", "a picture cannot be unpacked: %v", err))
		return
	}
	var most float64
	var at [2]int
	switch {
	case rest == "DCTDecode" || rest == "DCT":
		sum, x, y, err := picture.MostInk(data, c.inverted(im), im.region())
		if err != nil {
			why := picture.Why(err)
			c.tell("pdf-broken", p, m.box, "image", diag.T("图片解不开：%[1]s", "a picture cannot be decoded: %[2]s", why.ZH, why.EN))
			return
		}
		most, at = float64(sum)*100/255, [2]int{x, y}
	case rest != "":
		c.tell("pdf-unchecked", p, m.box, string(rest), diag.T("%s 压缩的图片没有查总墨量", "the ink of pictures packed by %s is not checked", rest))
		return
	case c.bits(im) != 8:
		return
	default:
		most, at = c.samples(im, s, data)
	}
	x0, y0 := float64(at[0])/float64(im.w), 1-float64(at[1]+1)/float64(im.h)
	spot := im.ctm.of(box{x0, y0, x0 + 1/float64(im.w), y0 + 1/float64(im.h)})
	c.ink(p, spot, most, "image "+c.key(m))
}

// inverted reports a Decode array that turns samples over.
func (c *checker) inverted(im *image) bool {
	v := c.nums(im.dict["Decode"], 2)
	return v != nil && v[0] > v[1]
}

// samples goes through plain samples of 8 bits.
func (c *checker) samples(im *image, s *space, data []byte) (most float64, at [2]int) {
	n, inv := s.parts, c.inverted(im)
	if n < 1 {
		return 0, at
	}
	x0, y0, x1, y1 := bounds(im)
	v := make([]float64, n)
	seen := map[string]bool{}
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			i := (y*im.w + x) * n
			if i+n > len(data) {
				return most, at
			}
			px := data[i : i+n]
			if n == 4 && s.kind == "cmyk" {
				sum := int(px[0]) + int(px[1]) + int(px[2]) + int(px[3])
				if inv {
					sum = 1020 - sum
				}
				if f := float64(sum) * 100 / 255; f > most {
					most, at = f, [2]int{x, y}
				}
				continue
			}
			if seen[string(px)] {
				continue
			}
			if len(seen) < 1<<20 {
				seen[string(px)] = true
			}
			for k, b := range px {
				v[k] = float64(b) / 255
				if inv {
					v[k] = 1 - v[k]
				}
				if s.kind == "indexed" {
					v[k] = float64(b)
				}
			}
			if k := s.inks(v); !k.unknown && k.sum() > most {
				most, at = k.sum(), [2]int{x, y}
			}
		}
	}
	return most, at
}

// region gives the pixels of a picture that its clip shows: from the left, the top,
// to the right, the bottom.
func (im *image) region() [4]int {
	all := [4]int{0, 0, im.w, im.h}
	back, ok := im.ctm.inverse()
	if !ok {
		return all
	}
	b := back.of(im.clip).with(box{0, 0, 1, 1})
	if b.empty() {
		return [4]int{}
	}
	w, h := float64(im.w), float64(im.h)
	// A pixel whose edge alone is shown is not.
	return [4]int{int(b.x0*w + 0.01), int((1-b.y1)*h + 0.01), min(im.w, int(math.Ceil(b.x1*w-0.01))), min(im.h, int(math.Ceil((1-b.y0)*h-0.01)))}
}

func bounds(im *image) (x0, y0, x1, y1 int) {
	r := im.region()
	return r[0], r[1], r[2], r[3]
}
