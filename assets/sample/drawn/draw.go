//go:build ignore

// Draw makes the pictures that are drawn for the project, not photographed:
//
//	go run draw.go river.go   in this folder: the starter's harbour.jpg, the feature's fields.jpg, the spread's river.jpg
//
// Each is a function from a place to a colour, so there is nothing else to licence.
package main

import (
	"image"
	"image/color"
	"image/jpeg"
	"log"
	"math"
	"os"
)

func main() {
	save("../../../cmd/paiban/starter/harbour.jpg", 2400, 2220, 78, harbour)
	save("../../../examples/feature/fields.jpg", 1800, 1664, 80, fields)
	save("../../../examples/spread/river.jpg", 3600, 1242, 74, river)
}

type rgb struct{ r, g, b float64 }

// hex gives a colour as it is written in HTML.
func hex(v int) rgb {
	return rgb{float64(v>>16) / 255, float64(v>>8&255) / 255, float64(v&255) / 255}
}

func mix(a, b rgb, t float64) rgb {
	t = clamp(t)
	return rgb{a.r + (b.r-a.r)*t, a.g + (b.g-a.g)*t, a.b + (b.b-a.b)*t}
}

func (c rgb) times(k float64) rgb { return rgb{c.r * k, c.g * k, c.b * k} }

func clamp(v float64) float64 { return math.Max(0, math.Min(1, v)) }

// step goes from 0 to 1 as v goes from a to b, softly.
func step(a, b, v float64) float64 {
	t := clamp((v - a) / (b - a))
	return t * t * (3 - 2*t)
}

// grain is noise without a source: the same number for the same place.
func grain(x, y int) float64 {
	h := uint32(x)*374761393 + uint32(y)*668265263
	h = (h ^ h>>13) * 1274126177
	return float64((h^h>>16)&0xFFFF) / 0xFFFF
}

// noise is smooth, from 0 to 1, its waves about 1 long.
func noise(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	u, v := x-fx, y-fy
	u, v = u*u*(3-2*u), v*v*(3-2*v)
	i, j := int(fx), int(fy)
	a := grain(i, j) + (grain(i+1, j)-grain(i, j))*u
	b := grain(i, j+1) + (grain(i+1, j+1)-grain(i, j+1))*u
	return a + (b-a)*v
}

func clouds(x, y float64) float64 {
	return noise(x, y)*0.55 + noise(2*x+7, 2*y)*0.28 + noise(4*x, 4*y+3)*0.17
}

// within gives how far inside a polygon a place is: above 0 within.
func within(p [][2]float64, x, y float64) float64 {
	d, inside := math.Inf(1), false
	for i, a := range p {
		b := p[(i+1)%len(p)]
		ex, ey, wx, wy := b[0]-a[0], b[1]-a[1], x-a[0], y-a[1]
		t := clamp((wx*ex + wy*ey) / (ex*ex + ey*ey))
		d = math.Min(d, math.Hypot(wx-ex*t, wy-ey*t))
		if (a[1] > y) != (b[1] > y) && x < a[0]+(y-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			inside = !inside
		}
	}
	if inside {
		return d
	}
	return -d
}

// line gives the distance to a line between two places.
func line(x0, y0, x1, y1, x, y float64) float64 {
	ex, ey := x1-x0, y1-y0
	t := clamp(((x-x0)*ex + (y-y0)*ey) / (ex*ex + ey*ey))
	return math.Hypot(x-x0-ex*t, y-y0-ey*t)
}

const edge = 0.0006 // half the softness of an edge

// harbour: junks at dawn. x runs from 0 to 1, y from 0 downwards.
func harbour(x, y float64) rgb {
	const shore = 0.47
	if y < shore {
		return over(x, y)
	}
	depth := (y - shore) / (0.925 - shore)
	wave := (noise(x*14/(0.25+depth), 150*math.Sqrt(depth)) - 0.5) * (0.004 + 0.03*depth)
	wave += (noise(x*40/(0.2+depth), 420*math.Sqrt(depth)) - 0.5) * 0.012 * depth
	c := over(x+wave*0.55, shore-(y-shore)*0.86+wave*1.3)
	c = mix(c.times(0.9), hex(0x1f4a5c), 0.24+0.34*depth)
	swell := noise(x*9/(0.3+depth)+3, 95*math.Sqrt(depth))
	c = mix(c, hex(0xf6d8ae), step(0.62, 0.9, swell)*0.16)
	glint := math.Abs(x-0.66)/(0.035+0.10*depth) - 0.2
	spark := noise(x*70/(0.4+depth), 330*math.Sqrt(depth))
	c = mix(c, hex(0xfff0cd), (1-clamp(glint))*step(0.48, 0.82, spark)*0.8)
	return boats(c, x, y)
}

// over is what stands above the water.
func over(x, y float64) rgb {
	c := mix(hex(0x7fa6b8), hex(0xf3c79a), step(-0.02, 0.45, y))
	band := clouds(x*3.2+1, y*13)
	c = mix(c, hex(0xfbe3c4), step(0.5, 0.85, band)*0.55*step(0.02, 0.2, y))
	sun := math.Hypot(x-0.66, y-0.33)
	c = mix(c, hex(0xffe7b8), 0.75*math.Exp(-sun*sun*60))
	c = mix(c, hex(0xfff6e0), 1-step(0.048-edge, 0.048+edge, sun))
	for i, h := range []struct {
		top, high, wide, at float64
		ink                 int
	}{{0.36, 0.13, 2.1, 3.1, 0xb9b4a8}, {0.395, 0.12, 3.0, 9.4, 0x93a09d}, {0.43, 0.10, 3.9, 5.2, 0x66828a}, {0.455, 0.075, 5.6, 1.7, 0x3f636d}} {
		ridge := h.top - h.high*(clouds(x*h.wide+h.at, float64(i)*5)-0.42)
		if y > ridge-edge {
			misty := step(ridge, 0.475, y)
			c = mix(c, mix(hex(h.ink), hex(0xe6c9a6), misty*0.5), step(ridge-edge, ridge+edge, y))
		}
	}
	return boats(c, x, y)
}

// junk is a boat: where its waterline is, its size, and which way it goes.
type junk struct{ x, y, size, way float64 }

var junks = []junk{{0.83, 0.483, 0.10, -1}, {0.585, 0.497, 0.13, -1}, {0.315, 0.60, 0.41, 1}}

func boats(c rgb, x, y float64) rgb {
	for _, j := range junks {
		u, v := (x-j.x)/j.size*j.way, (y-j.y)/j.size
		if u > -0.75 && u < 0.75 && v > -1.25 && v < 0.12 {
			c = boat(c, u, v, edge/j.size)
		}
	}
	return c
}

// sails, each its outline from the foot of the luff; battens run across.
var sails = [][][2]float64{
	{{-0.50, -0.22}, {-0.56, -0.50}, {-0.50, -0.78}, {-0.36, -0.88}, {-0.24, -0.60}, {-0.20, -0.20}},
	{{-0.16, -0.20}, {-0.25, -0.62}, {-0.15, -1.04}, {0.06, -1.16}, {0.27, -0.72}, {0.30, -0.18}},
	{{0.36, -0.24}, {0.33, -0.50}, {0.40, -0.70}, {0.52, -0.75}, {0.60, -0.50}, {0.60, -0.24}},
}

var hull = [][2]float64{{-0.66, -0.20}, {-0.56, -0.13}, {-0.20, -0.10}, {0.30, -0.11}, {0.56, -0.17}, {0.68, -0.27}, {0.66, -0.10}, {0.54, 0.03}, {-0.46, 0.03}, {-0.58, -0.04}}

func boat(c rgb, u, v, soft float64) rgb {
	for _, m := range [][4]float64{{-0.37, -0.92, -0.36, -0.1}, {0.05, -1.22, 0.06, -0.1}, {0.47, -0.80, 0.48, -0.16}} {
		c = mix(c, hex(0x3a2a20), 1-step(0.007-soft, 0.007+soft, line(m[0], m[1], m[2], m[3], u, v)))
	}
	for i, s := range sails {
		in := within(s, u, v)
		if in < -soft {
			continue
		}
		low, high := s[0][1], s[3][1]
		t := (v - low) / (high - low)
		lean := u - s[0][0] - 0.1*t
		ink := mix(hex(0xb4532f), hex(0xdb8a4e), clamp(t*0.6+0.5-lean*1.1))
		part := math.Mod(t*6+0.12*lean, 1)
		ink = mix(ink, hex(0x7c3420), 0.55*step(0.86, 0.97, part)) // battens, and the belly between
		ink = ink.times(0.9 + 0.18*math.Sin(math.Pi*clamp(part)))
		ink = mix(ink, hex(0x8a3d24), 0.25*clouds(u*9+float64(i), v*9))
		c = mix(c, ink, step(-soft, soft, in))
	}
	if in := within(hull, u, v); in > -soft {
		ink := mix(hex(0x5b3a27), hex(0x2b1c15), step(-0.2, 0.02, v))
		plank := math.Mod(v*26+9-0.5*u*u, 1)
		ink = ink.times(1 - 0.16*step(0.8, 0.95, plank))
		ink = mix(ink, hex(0xc9a06a), step(0.018, 0.010, in)*step(-0.02, -0.09, v)*0.7)
		c = mix(c, ink, step(-soft, soft, in))
	}
	return c
}

// fields: a plain from above, an aeroplane, its shadow running ahead.
func fields(x, y float64) rgb {
	u, v := x*0.94+y*0.34, y*0.94-x*0.34
	u, v = u+0.02*(noise(v*3, 1)-0.5), v+0.02*(noise(u*3, 5)-0.5)
	c := parcel(u, v)
	c = mix(c, hex(0x23351f), 0.35*step(0.45, 0.75, clouds(x*2.4+4, y*2.4))) // shadows of clouds
	c = mix(c, trees(u, v), trunk(u, v))
	river := math.Abs(v - 0.30 - 0.06*math.Sin(u*5.2+0.6) - 0.02*math.Sin(u*13))
	c = mix(c, hex(0x3f5a33), step(0.040, 0.030, river+0.02*(clouds(u*40, v*40)-0.5)))
	c = mix(c, hex(0x2c4327), step(0.62, 0.70, clouds(u*60, v*60))*step(0.042, 0.030, river))
	c = mix(c, mix(hex(0x8fb0b4), hex(0x5d8790), clouds(u*6, v*20)), step(0.019, 0.0175, river))
	road := math.Abs(u - 0.93 - 0.25*(v-0.3) - 0.012*math.Sin(v*9))
	c = mix(c, hex(0xd9c9a2), step(0.0058, 0.0046, road))
	if d := plane(x-0.30, y-0.53, 0.165, 0.012); d > 0 {
		c = mix(c, c.times(0.38), d*0.85)
	}
	px, py := x-0.57, y-0.36
	if d := plane(px, py, 0.20, 0.0012); d > 0 {
		ink := mix(hex(0xf7f5ee), hex(0xb9bcc0), step(-0.05, 0.08, px*0.5+py))
		ax, ay := along(px, py, 0.20)
		ink = mix(ink, hex(0xc0392b), step(0.62, 0.66, math.Abs(ay))*step(0.95, 0.9, math.Abs(ay))*step(0.3, 0.25, math.Abs(ax+0.12)))
		ink = mix(ink, hex(0x35424d), step(0.10, 0.09, math.Hypot((ax-0.10)*0.7, ay*1.6)))
		c = mix(c, ink, d)
	}
	return c
}

// along turns a place to an aeroplane's own axes: its nose is at 1.
func along(x, y, size float64) (u, v float64) {
	const cos, sin = -0.846, 0.533 // it flies down to the left
	return (x*cos + y*sin) / size, (y*cos - x*sin) / size
}

var wings = [][2]float64{{0.28, 0.07}, {0.20, 1.0}, {0.12, 1.06}, {-0.06, 1.04}, {-0.10, 0.07}, {-0.10, -0.07}, {-0.06, -1.04}, {0.12, -1.06}, {0.20, -1.0}, {0.28, -0.07}}
var body = [][2]float64{{0.62, 0.035}, {0.50, 0.085}, {0.10, 0.10}, {-0.62, 0.045}, {-0.66, 0.33}, {-0.80, 0.33}, {-0.84, 0.02}, {-0.84, -0.02}, {-0.80, -0.33}, {-0.66, -0.33}, {-0.62, -0.045}, {0.10, -0.10}, {0.50, -0.085}, {0.62, -0.035}}

func plane(x, y, size, soft float64) float64 {
	u, v := along(x, y, size)
	if math.Abs(u) > 1.4 || math.Abs(v) > 1.4 {
		return 0
	}
	soft /= size
	prop := step(0.32+soft, 0.30, math.Abs(v)) * step(0.02+soft, 0.01, math.Abs(u-0.64)) * 0.35
	return math.Max(prop, math.Max(step(-soft, soft, within(wings, u, v)), step(-soft, soft, within(body, u, v))))
}

var crops = []int{0x8fa04a, 0x6f8a3c, 0xb9a95a, 0xd2b872, 0x5c7a36, 0xa88a55, 0x8a6a45, 0x9bb05c, 0xc7c07a, 0x748f4b}

// parcel gives the colour of the field at a place: strips of a width each, cut across
// where their own number says, rows of crop along them, hedges between.
func parcel(u, v float64) rgb {
	row := math.Floor(v*4.2 + 10)
	vv := v*4.2 + 10 - row
	cut := 2.6 + 2.2*grain(int(row), 11)
	col := math.Floor(u*cut + 20 + grain(int(row), 3))
	uu := u*cut + 20 + grain(int(row), 3) - col
	half := math.Floor(uu * (1 + math.Floor(3*grain(int(col), int(row)+40))))
	k := int(grain(int(col)*7+int(half), int(row))*9.99) % len(crops)
	c := hex(crops[k])
	rows := math.Sin((v*900 + u*40*grain(int(col), int(row)+9)))
	if grain(int(col), int(row)+5) > 0.55 {
		rows = math.Sin(u*760 + v*90)
	}
	c = c.times(1 + 0.055*rows)
	c = mix(c, c.times(0.82), clouds(u*16, v*16))
	if half != math.Floor((uu+0.008)*(1+math.Floor(3*grain(int(col), int(row)+40)))) {
		c = c.times(0.8)
	}
	hedge := math.Min(math.Min(vv, 1-vv)/4.2, math.Min(uu, 1-uu)/cut)
	return mix(c, hex(0x2f4a28), step(0.0062, 0.0042, hedge+0.006*(clouds(u*90, v*90)-0.5)))
}

// trunk gives where trees stand singly, and trees their leaves.
func trunk(u, v float64) float64 {
	i, j := math.Floor(u*26), math.Floor(v*26)
	if grain(int(i)+90, int(j)) < 0.86 {
		return 0
	}
	cx, cy := (i+0.3+0.4*grain(int(i), int(j)))/26, (j+0.3+0.4*grain(int(j), int(i)))/26
	r := 0.005 + 0.005*grain(int(i), int(j)+7)
	return step(r+0.0012, r-0.0006, math.Hypot(u-cx, v-cy)+0.003*(clouds(u*150, v*150)-0.5))
}

func trees(u, v float64) rgb { return mix(hex(0x1f3a1d), hex(0x57793a), clouds(u*120, v*120)) }

// save draws a picture, four looks a pixel.
func save(name string, w, h, quality int, f func(x, y float64) rgb) {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for j := range h {
		for i := range w {
			var c rgb
			for k := range 4 {
				s := f((float64(i)+0.25+0.5*float64(k%2))/float64(w), (float64(j)+0.25+0.5*float64(k/2))/float64(w))
				c = rgb{c.r + s.r/4, c.g + s.g/4, c.b + s.b/4}
			}
			dot := func(v float64) uint8 { return uint8(clamp(v)*255 + 0.5) }
			img.SetRGBA(i, j, color.RGBA{dot(c.r), dot(c.g), dot(c.b), 255})
		}
	}
	out, err := os.Create(name)
	if err != nil {
		log.Fatal(err)
	}
	if err := jpeg.Encode(out, img, &jpeg.Options{Quality: quality}); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}
