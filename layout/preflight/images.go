package preflight

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"

	"paiban/layout/diag"
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
		c.ink(p, m.box, m.inks.sum(), "mask", &m.inks)
		return
	}
	if s := c.get(im.dict["SMask"]); s != nil {
		p.knocked(m.box)
	}
	c.imageInk(p, m)
}

func (c *checker) bits(im *image) int {
	if v, ok := c.num(im.dict["BitsPerComponent"]); ok {
		return int(v)
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
	if s == nil || s.kind == "gray" || s.kind == "rgb" || s.kind == "other" {
		return
	}
	if c.opt.Held[im.stream.At] {
		return
	}
	if most, ok := c.twoColours(im, s); ok && most <= float64(min(c.opt.Limits.Ink, c.opt.Limits.InkHigh)) {
		return // whatever it shows
	}
	d, ok := c.darkest(p, m)
	if !ok {
		return
	}
	x0, y0 := float64(d.X)/float64(d.W), 1-float64(d.Y+1)/float64(d.H)
	spot := im.ctm.of(box{x0, y0, x0 + 1/float64(d.W), y0 + 1/float64(d.H)})
	c.ink(p, spot, d.Most, "image "+c.key(m), nil)
}

// darkest is the pixel of a picture with the most ink, in percent, and the picture's size.
type darkest struct {
	Most       float64
	X, Y, W, H int
}

// Store keeps what was found in pictures between runs (see layout/cache). What it gives is
// what was put in under the key, or nothing.
type Store interface {
	Get(key [sha256.Size]byte) (data []byte, ok bool)
	Put(key [sha256.Size]byte, data []byte)
}

// darkest finds the pixel, if the picture can be unpacked. What it found in a JPEG it keeps:
// an advert comes again and again.
func (c *checker) darkest(p *page, m mark) (d darkest, ok bool) {
	region := m.image.region()
	key, keyed := c.inkKey(m, region)
	if keyed {
		if b, kept := c.opt.Store.Get(key); kept && json.Unmarshal(b, &d) == nil && d.W > 0 && d.H > 0 {
			return d, c.mayLook(p, m)
		}
	}
	px := c.pixels(p, m)
	if px == nil {
		return d, false
	}
	d.Most, d.X, d.Y = px.most(region)
	d.W, d.H = px.w, px.h
	if b, err := json.Marshal(d); keyed && err == nil {
		c.opt.Store.Put(key, b)
	}
	return d, true
}

// inkKey is the hash of all that the darkest pixel of a JPEG in inks depends on.
func (c *checker) inkKey(m mark, region [4]int) (key [sha256.Size]byte, ok bool) {
	im := m.image
	filters, _ := c.Filters(im.dict)
	if c.opt.Store == nil || m.space.kind != "cmyk" || len(filters) != 1 || filters[0] != "DCTDecode" && filters[0] != "DCT" {
		return key, false
	}
	h := sha256.New()
	fmt.Fprintln(h, "darkest 1", im.w, im.h, region, c.nums(im.dict["Decode"], 8))
	h.Write(im.stream.Raw)
	h.Sum(key[:0])
	return key, true
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
