package preflight

import (
	"paiban/layout/diag"
	"paiban/layout/picture"
)

// pixels is a picture's samples, unpacked.
type pixels struct {
	w, h, parts int
	bits, row   int // of a sample; bytes of a row
	data        []byte
	decode      []float64 // what the least and the largest sample stand for, by part
	space       *space
}

// maxSamples bounds what is decoded of a file's pictures, which may place the same one
// again and again.
const maxSamples = 2 << 30

// maxPacked bounds the pixels of a picture that is unpacked: a broadsheet page at 600 dpi.
const maxPacked = 1 << 27

// unpacked is the stream of a picture as far as it can be unpacked: a file may show the
// same one on each of its pages.
type unpacked struct {
	data        []byte
	rest        name // the filter that is left
	jpeg        bool // data are the samples of one:
	w, h, parts int
	why         diag.Text // why it cannot be unpacked
}

// mostUnpacked bounds the bytes of pictures that are kept.
const mostUnpacked = 64 << 20

func (c *checker) samplesOf(im *image) (u unpacked) {
	var err error
	if u.data, u.rest, err = c.unpackTo(im.stream); err != nil {
		u.why = diag.T("图片解不开：%v", "a picture cannot be unpacked: %v", err)
		return u
	}
	if u.jpeg = u.rest == "DCTDecode" || u.rest == "DCT"; !u.jpeg {
		return u
	}
	if u.data, u.w, u.h, u.parts, err = picture.Samples(u.data); err != nil {
		why := picture.Why(err)
		u.why = diag.T("图片解不开：%[1]s", "a picture cannot be decoded: %[2]s", why.ZH, why.EN)
	}
	return u
}

// mayLook reports whether a picture can be looked at, and counts it, whether it is kept
// from before or not: what is found must not depend on that.
func (c *checker) mayLook(p *page, m mark) bool {
	n := float64(m.image.w) * float64(m.image.h)
	if n > maxPacked {
		c.tell("pdf-unchecked", p, m.box, "large", diag.T("图片有 %[1]d×%[2]d 像素，太大，没有查总墨量", "a picture of %[1]d × %[2]d pixels is too large to check its ink", m.image.w, m.image.h))
		return false
	}
	if c.samples -= int(n); c.samples < 0 {
		c.tell("pdf-unchecked", p, m.box, "many", diag.T("图片太多，没有查全总墨量", "there are too many pictures to check the ink of each"))
		return false
	}
	return true
}

// pixels unpacks a picture; nil if it cannot be, which is told.
func (c *checker) pixels(p *page, m mark) *pixels {
	im := m.image
	if !c.mayLook(p, m) {
		return nil
	}
	raw, seen := c.unpacked.Get(im.stream.At)
	if !seen {
		if raw = c.samplesOf(im); raw.why == (diag.Text{}) && im.stream.At > 0 { // not of one within content
			c.unpacked.Put(im.stream.At, raw, len(raw.data))
		}
	}
	if raw.why != (diag.Text{}) {
		c.tell("pdf-broken", p, m.box, "image", raw.why)
		return nil
	}
	px, rest := &pixels{w: im.w, h: im.h, bits: c.bits(im), data: raw.data, space: m.space}, raw.rest
	if m.space != nil {
		px.parts = m.space.parts
	}
	switch {
	case raw.jpeg:
		px.bits, px.w, px.h, px.parts = 8, raw.w, raw.h, raw.parts
	case (rest == "CCITTFaxDecode" || rest == "CCF") && c.unfax(px, im):
	case rest != "" && im.mask && !m.overprint && m.alpha >= 1 && m.mode == "": // hides, and is of one colour
		return nil
	case rest != "":
		c.tell("pdf-unchecked", p, m.box, string(rest), diag.T("%s 压缩的图片没有查总墨量", "the ink of pictures packed by %s is not checked", rest))
		return nil
	}
	if im.mask {
		px.bits, px.parts, px.space = 1, 1, grayspace
	}
	switch px.bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil
	}
	if px.parts < 1 || px.parts > 32 || px.space != nil && px.space.parts != px.parts {
		return nil
	}
	px.row = (px.w*px.parts*px.bits + 7) / 8
	if px.h = min(px.h, len(px.data)/max(1, px.row)); px.h < 1 {
		return nil
	}
	px.decoding(c, im)
	return px
}

// decoding sets what samples stand for (8.9.5.2).
func (px *pixels) decoding(c *checker, im *image) {
	if px.decode = c.nums(im.dict["Decode"], 2*px.parts); px.decode != nil {
		return
	}
	top := 1.0
	if px.space != nil && px.space.kind == "indexed" {
		top = float64(int(1)<<px.bits - 1)
	}
	for range px.parts {
		px.decode = append(px.decode, 0, top)
	}
}

// at gives the colour of a pixel.
func (px *pixels) at(x, y int, v []float64) {
	row := px.data[y*px.row : (y+1)*px.row]
	for k := range v {
		i := x*px.parts + k
		raw, top := 0, 255
		switch px.bits {
		case 8:
			raw = int(row[i])
		case 16:
			raw, top = int(row[2*i])<<8|int(row[2*i+1]), 65535
		default:
			at := i * px.bits
			top = 1<<px.bits - 1
			raw = int(row[at/8]) >> (8 - px.bits - at%8) & top
		}
		v[k] = px.decode[2*k] + float64(raw)/float64(top)*(px.decode[2*k+1]-px.decode[2*k])
	}
}

// most finds the pixel with the most ink in a region, in percent.
func (px *pixels) most(region [4]int) (most float64, atX, atY int) {
	plain := px.space.kind == "cmyk" && px.bits == 8 && px.parts == 4
	over := px.decode[0] > px.decode[1]
	v := make([]float64, px.parts)
	size := (px.parts*px.bits + 7) / 8
	seen := map[string]bool{}
	for y := max(0, region[1]); y < min(px.h, region[3]); y++ {
		row := px.data[y*px.row : (y+1)*px.row]
		for x := max(0, region[0]); x < min(px.w, region[2]); x++ {
			if plain {
				p := row[4*x : 4*x+4]
				t := int(p[0]) + int(p[1]) + int(p[2]) + int(p[3])
				if over {
					t = 4*255 - t
				}
				if f := float64(t) * 100 / 255; f > most {
					most, atX, atY = f, x, y
				}
				continue
			}
			if px.bits >= 8 { // colours come again and again
				raw := row[x*size : (x+1)*size]
				if seen[string(raw)] {
					continue
				}
				if len(seen) < 1<<20 {
					seen[string(raw)] = true
				}
			}
			px.at(x, y, v)
			if k := px.space.inks(v); !k.unknown && k.sum() > most {
				most, atX, atY = k.sum(), x, y
			}
		}
	}
	return most, atX, atY
}

// under gives the pixel at a place of the unit square that the picture fills.
func (px *pixels) under(u, v float64) (x, y int) {
	in := func(f float64, n int) int {
		if !(f > 0) {
			return 0
		}
		return int(min(f*float64(n), float64(n-1)))
	}
	return in(u, px.w), in(1-v, px.h)
}
