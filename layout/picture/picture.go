// Package picture reads pictures and makes them fit for a press: decoded, upright,
// cropped, no finer than the press can show, in its inks and within its ink limit.
//
//	file → read → crop → resample → inks (ICC) → JPEG
//
// All of it is done in whole numbers, so that the same file gives the same bytes
// on every processor.
package picture

import (
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"sync"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Press is what pictures are made for. It may be used concurrently.
type Press struct {
	*profile
	paired // by the intent; and as the inks are seen, colorimetric
	intent Intent
	black  fix // that it fits others' to
	limit  int // most ink of a pixel, all inks, in percent

	id [sha256.Size]byte // of all that it is made from

	plain struct { // the black of grays of pictures that carry no profile, which most do not
		once  sync.Once
		black [256]uint8
	}
	ways ways
	most struct { // what Most found
		sync.Mutex
		seed maphash.Seed
		inks map[mostKey]sheet.Ink
	}
}

// The limits of newspaper printing: black in pictures up to 95 %, so that shadows
// keep their detail; and the resolution above which detail is lost in the screen.
const (
	maxBlack = 95
	finePPI  = 300 // finer pictures are made coarser,
	goodPPI  = 250 // to this: over twice the lines of a 120-line screen
)

// quality of the JPEGs: high enough that no one sees it on newsprint.
const quality = 88

// NewPress reads the press's CMYK profile, which CheckProfile must have let pass.
// limit is the most ink of a pixel in percent of one full ink, 240 for newsprint;
// intent is "" for Perceptual.
func NewPress(profile []byte, limit int, intent Intent) (*Press, error) {
	if err := CheckProfile(profile); err != nil {
		return nil, err
	}
	if limit < 100 || limit > 400 {
		return nil, faultf("总墨量上限 %d%% 不在 100 到 400 之间", "an ink limit of %d %% is not between 100 and 400", limit)
	}
	p, err := openProfile(profile)
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(fmt.Appendf(nil, "%x %d %s", sha256.Sum256(profile), limit, intent))
	out := &Press{limit: limit, profile: p, intent: intent, id: id}
	out.most.seed = maphash.MakeSeed()
	out.paired, out.black, err = p.press(intent)
	return out, err
}

// Use is one placement of a picture: the part shown, in upright pixels, and its size.
type Use struct {
	Crop sheet.Crop
	Size geom.Size
}

// Embedded is a picture as a PDF file has it (ISO 32000-1, 8.9.5).
type Embedded struct {
	Space  string // "DeviceGray", "DeviceRGB", "DeviceCMYK"
	W, H   int    // pixels
	Data   []byte // 8 bits a sample, or a JPEG
	JPEG   bool
	Adobe  bool       // of inks, stored inverted: 255 is none
	Stored bool       // a JPEG of RGB stored as it is, without Adobe's marker
	Orient uint8      // how the pixels lie, as EXIF has it; 0 and 1 are upright
	Shown  sheet.Crop // the upright pixels of the picture that it holds
	Held   bool       // made here: no pixel passes the ink limit
	Alpha  []byte     // of each pixel, upright, 255 hides all below; nil = nothing is seen through
}

// Way says what may be done to a picture.
type Way uint8

const (
	Relimit Way = 1 << iota // one in inks that is over the limit may be separated anew
	Soft                    // what is seen through stays so; else it lies on paper
)

// Make gives a picture in the inks of the press, once for all its uses: as much of
// it as they show together, as fine as the largest needs. A gray picture has one
// sample a pixel, of black ink; one of colour has four. A picture that is in inks
// already passes as it is, whatever its ink, unless how allows that one over
// the limit is separated anew.
func (p *Press) Make(im *sheet.Image, uses []Use, how Way) (*Embedded, error) {
	in, err := open(im)
	if err != nil {
		return nil, err
	}
	for _, u := range uses {
		if c := u.Crop; c.X < 0 || c.Y < 0 || c.W <= 0 || c.H <= 0 || c.X > in.W-c.W || c.Y > in.H-c.H {
			return nil, faultf("裁切超出图片", "the crop is not a part of the picture")
		}
	}
	shown := union(uses)
	w, h := size(uses, shown)
	if k := coarser(in, shown, w, h); k > 0 {
		c, err := readSmaller(in, im.Data, k)
		if err != nil {
			return nil, err
		}
		// One without colour is looked at whole: it may be line art.
		if r := c.resample(shown, w, h); r.neutral() == nil {
			return p.embed(r, in, shown)
		}
	}
	r, err := read(in, im.Data)
	if err != nil {
		return nil, err
	}
	if how&Soft == 0 {
		r.alpha = nil
	}
	inks := r.n == inkCount
	if inks && !(how&Relimit != 0 && r.crop(shown.X, shown.Y, shown.W, shown.H).most() > p.limit*255/100) {
		return untouched(in, im, r, shown), nil
	}
	r = r.crop(shown.X, shown.Y, shown.W, shown.H)
	if g := r.neutral(); g != nil {
		r = g
	}
	if r.bilevel() { // line art, and fine as it is
		return &Embedded{Space: "DeviceGray", W: r.w, H: r.h, Data: r.pix, Shown: shown, Held: true}, nil
	}
	return p.embed(r.resample(w, h), in, shown)
}

// embed gives pixels in the inks of the press.
func (p *Press) embed(r *raster, in Info, shown sheet.Crop) (out *Embedded, err error) {
	if r.w > 65535 || r.h > 65535 {
		return nil, faultf("%d × %d 像素，JPEG 放不下", "%d × %d pixels are more than a JPEG holds", r.w, r.h)
	}
	r = r.offPaper()
	alpha := r.alpha
	if r, err = p.convert(r, in.ICC); err != nil {
		return nil, err
	}
	out = &Embedded{Space: "DeviceCMYK", W: r.w, H: r.h, JPEG: true, Shown: shown, Held: true}
	if alpha != nil {
		out.Alpha = alpha.pix
	}
	if r.n == 1 {
		out.Space, out.Data = "DeviceGray", encodeJPEG(r, quality, 0, maxBlack*255/100)
	} else {
		out.Data = encodeJPEG(r, quality, p.limit*255/100, maxBlack*255/100)
	}
	return out, nil
}

// Plain gives a picture for screens, the whole of it: a JPEG as it is, another as
// its pixels.
func Plain(im *sheet.Image) (*Embedded, error) {
	in, err := open(im)
	if err != nil {
		return nil, err
	}
	r := &raster{n: in.Channels}
	if in.Format != "jpeg" {
		if r, err = read(in, im.Data); err != nil {
			return nil, err
		}
	}
	return untouched(in, im, r, sheet.Crop{W: in.W, H: in.H}), nil
}

// open checks that a picture is the one that was made up.
func open(im *sheet.Image) (Info, error) {
	in, err := Inspect(im.Data)
	if err == nil && (in.W != im.W || in.H != im.H) {
		err = faultf("图片是 %d×%d 像素，不是 %d×%d", "the picture is %d × %d pixels, not %d × %d", in.W, in.H, im.W, im.H)
	}
	return in, err
}

// untouched embeds a picture without changing a sample: a JPEG as its file, another
// as the pixels that are shown.
func untouched(in Info, im *sheet.Image, r *raster, shown sheet.Crop) *Embedded {
	space := map[int]string{1: "DeviceGray", 3: "DeviceRGB", inkCount: "DeviceCMYK"}[r.n]
	if in.Format != "jpeg" {
		r = r.crop(shown.X, shown.Y, shown.W, shown.H).offPaper()
		out := &Embedded{Space: space, W: r.w, H: r.h, Data: r.pix, Shown: shown}
		if r.alpha != nil {
			out.Alpha = r.alpha.pix
		}
		return out
	}
	out := &Embedded{Space: space, W: in.W, H: in.H, Data: im.Data, JPEG: true, Orient: in.Orient, Shown: sheet.Crop{W: in.W, H: in.H}}
	marked := adobe(im.Data)
	out.Adobe = marked && r.n == inkCount
	out.Stored = !marked && in.stored
	if in.Orient >= 5 {
		out.W, out.H = out.H, out.W
	}
	return out
}

// most gives the largest sum of inks of a pixel.
func (r *raster) most() int {
	most := 0
	for i := 0; i+inkCount <= len(r.pix); i += inkCount {
		most = max(most, int(r.pix[i])+int(r.pix[i+1])+int(r.pix[i+2])+int(r.pix[i+3]))
	}
	return most
}

// union gives the smallest part that holds all parts shown.
func union(uses []Use) sheet.Crop {
	u := uses[0].Crop
	for _, v := range uses[1:] {
		right, foot := max(u.X+u.W, v.Crop.X+v.Crop.W), max(u.Y+u.H, v.Crop.Y+v.Crop.H)
		u.X, u.Y = min(u.X, v.Crop.X), min(u.Y, v.Crop.Y)
		u.W, u.H = right-u.X, foot-u.Y
	}
	return u
}

// size gives how many pixels of the part shown are worth keeping: as many as the
// use that needs the most.
func size(uses []Use, shown sheet.Crop) (w, h int) {
	for _, u := range uses {
		w = max(w, scaled(shown.W, useful(u.Crop.W, u.Size.W), u.Crop.W))
		h = max(h, scaled(shown.H, useful(u.Crop.H, u.Size.H), u.Crop.H))
	}
	return min(w, shown.W), min(h, shown.H)
}

// scaled gives n·a/b, rounded up.
func scaled(n, a, b int) int { return (n*a + b - 1) / b }

// useful gives how many of n pixels over a length are worth keeping.
func useful(n int, l geom.Length) int {
	if l <= 0 || geom.Length(n).MulDiv(int64(geom.Inch), int64(l)) <= finePPI {
		return n
	}
	return max(1, min(n, int(l.MulDiv(goodPPI, int64(geom.Inch)))))
}

// convert turns gray, RGB or other inks into the press's.
func (p *Press) convert(r *raster, icc []byte) (*raster, error) {
	if r.n == inkCount {
		return p.separate(r, icc)
	}
	s, err := sourceOf(icc, p.intent)
	if err != nil {
		return nil, err
	}
	m, _ := s.(*matrix)
	switch {
	case r.n == 1:
		return convertGray(r, p.gray(s)), nil
	case m != nil && m.gray:
		return nil, faultf("彩色图片带的却是灰度 ICC 特性文件", "a colour picture with an ICC profile for gray")
	}
	return p.way(icc, s).convert(r, p.limit*255/100), nil
}

// gray gives the black ink of each gray of a source; nil is sRGB.
func (p *Press) gray(s source) *[256]uint8 {
	if s == nil {
		p.plain.once.Do(func() { p.plain.black = blackOnly(srgb(), p.toLab) })
		return &p.plain.black
	}
	out := blackOnly(s, p.toLab)
	return &out
}

// convert gives a picture's inks, none of them over most in sum.
func (l *link) convert(r *raster, most int) *raster {
	out := newRaster(r.w, r.h, inkCount)
	var last [3]uint8
	ink := within(l.at(0, 0, 0), most)
	for i := range r.w * r.h {
		if rgb := [3]uint8(r.pix[3*i:]); rgb != last { // neighbours are often equal
			ink, last = within(l.at(rgb[0], rgb[1], rgb[2]), most), rgb
		}
		*(*[inkCount]uint8)(out.pix[inkCount*i:]) = ink
	}
	return out
}

// within lowers the coloured inks until black and they keep the limit.
func within(ink [inkCount]uint8, most int) [inkCount]uint8 {
	ink[Black] = min(ink[Black], maxBlack*255/100)
	k := int(ink[Black])
	colour := int(ink[Cyan]) + int(ink[Magenta]) + int(ink[Yellow])
	if k+colour > most {
		for i := range Black {
			ink[i] = uint8(int(ink[i]) * max(0, most-k) / colour)
		}
	}
	return ink
}
