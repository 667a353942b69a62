//go:build ignore

package main

import "math"

// river: a town on both banks at dusk, its lamps lit, a bridge between them. x runs
// from 0 to 1, y from 0 downwards to 0.345.
func river(x, y float64) rgb {
	const foot = 0.345
	if y < shore {
		return sailing(town(x, y), x, y)
	}
	depth := (y - shore) / (foot - shore)
	wave := (noise(x*26/(0.3+depth), 130*math.Sqrt(depth)) - 0.5) * (0.002 + 0.014*depth)
	wave += (noise(x*80/(0.25+depth), 380*math.Sqrt(depth)) - 0.5) * 0.006 * depth
	c := town(x+wave*0.5, shore-(y-shore)*0.92+wave*1.6)
	c = mix(c.times(0.86), hex(0x173f4d), 0.22+0.36*depth)
	swell := noise(x*18/(0.35+depth)+3, 70*math.Sqrt(depth))
	c = mix(c, hex(0xf2b98a), step(0.60, 0.92, swell)*0.15*(1-0.5*depth))
	for i := range lamps { // each draws its light down the water
		d := math.Abs(x+wave*0.8-lampAt(i)) / (0.0016 + 0.0022*depth)
		if d < 3 {
			spark := noise(x*300, 520*math.Sqrt(depth)+float64(i))
			c = mix(c, hex(0xffdc92), math.Exp(-d*d)*step(0.35, 0.75, spark)*(1-depth)*0.7)
		}
	}
	return sailing(c, x, y)
}

const (
	shore = 0.245 // where the water begins
	lamps = 34    // along both banks
)

// lampAt gives where a lamp stands: the banks have them, the bridge has its own.
func lampAt(i int) float64 {
	at := (float64(i) + 0.3 + 0.4*grain(i, 77)) / lamps
	if at > 0.365 && at < 0.635 {
		at = 0.365 + 0.27*math.Round((at-0.365)/0.27*6)/6
	}
	return at
}

// town is what stands above the water, from far to near.
func town(x, y float64) rgb {
	c := mix(hex(0x33607a), hex(0xf3b583), step(-0.03, 0.19, y))
	c = mix(c, hex(0xffd9a6), step(0.52, 0.85, clouds(x*5+2, y*34))*0.5*step(0.01, 0.11, y))
	moon := math.Hypot(x-0.685, y-0.052)
	c = mix(c, hex(0xfff3d6), 0.45*math.Exp(-moon*moon*900))
	c = mix(c, hex(0xfffaec), 1-step(0.0115-edge/2, 0.0115+edge/2, moon))
	c = ridges(c, x, y)
	c = pagoda(c, (x-0.848)/0.034, (y-0.158)/0.034)
	c = houses(c, x, y, 61, 0.026, 0.0, 0.45, 5)
	c = houses(c, x, y, 47, 0.004, 0.0, 0.15, 19)
	c = quay(c, x, y)
	c = bridge(c, x, y)
	return lit(c, x, y)
}

func ridges(c rgb, x, y float64) rgb {
	for i, h := range []struct {
		top, high, wide, at float64
		ink                 int
	}{
		{0.128, 0.13, 3.6, 3.1, 0xa9b3b0}, {0.150, 0.12, 4.6, 9.4, 0x7d9fa0}, {0.172, 0.11, 6.1, 5.2, 0x4f8586},
		{0.196, 0.095, 7.7, 1.7, 0x2f6b68}, {0.218, 0.07, 10.5, 8.3, 0x24544f},
	} {
		dip := 1 - 0.55*math.Exp(-math.Pow((x-0.5)/0.13, 2)) // the valley opens in the middle
		ridge := h.top - h.high*dip*(clouds(x*h.wide+h.at, float64(i)*5)-0.40)
		if y > ridge-edge {
			misty := step(ridge+0.004, ridge+0.062, y)
			ink := mix(hex(h.ink), hex(h.ink).times(0.95), step(0.4, 0.7, clouds(x*90, y*160)))
			c = mix(c, mix(ink, hex(0xe9c49b), misty*0.62), step(ridge-edge, ridge+edge, y))
		}
	}
	return c
}

// pagoda stands on a hill: seven floors, each with its eaves.
func pagoda(c rgb, u, v float64) rgb {
	if math.Abs(u) > 0.5 || v > 1.2 || v < -1.5 {
		return c
	}
	ink := hex(0x2b3f42)
	for i := range 7 {
		t := float64(i)
		low, wide := 0.9-0.3*t, 0.26-0.024*t
		for _, p := range [][][2]float64{
			{{-wide, low}, {wide, low}, {wide * 0.94, low - 0.3}, {-wide * 0.94, low - 0.3}},
			{{-wide - 0.13, low - 0.25}, {-wide, low - 0.30}, {wide, low - 0.30}, {wide + 0.13, low - 0.25}, {wide * 0.9, low - 0.36}, {-wide * 0.9, low - 0.36}},
		} {
			c = mix(c, ink, step(-0.02, 0.02, within(p, u, v)))
		}
		if math.Abs(u) < 0.05 && math.Abs(v-low+0.16) < 0.05 {
			c = hex(0xffca70)
		}
	}
	return mix(c, ink, 1-step(0.01, 0.04, line(0, -1.2, 0, -1.45, u, v)))
}

// houses is a row of them, up to the bridge on both sides: whitewashed, with stepped
// gables and dark tiles; dim tells how far off it is.
func houses(c rgb, x, y, n, up, from, dim float64, seed int) rgb {
	i := math.Floor(x * n)
	k := int(i)
	if mid := (i + 0.5) / n; mid > 0.345 && mid < 0.655 {
		return c
	}
	u := x*n - i // across the house, 0 to 1
	ground := shore - up
	high := 0.017 + 0.021*grain(k, seed) + 0.012*dim
	gable := 0.0
	for s, w := range []float64{0.10, 0.20, 0.30} { // steps at both ends
		if u < w || u > 1-w {
			gable = math.Max(gable, 0.0052-0.0014*float64(s))
		}
	}
	if grain(k, seed+3) < 0.35 { // a plain roof instead, its ridge in the middle
		gable = 0.007 * (1 - math.Abs(2*u-1))
	}
	top := ground - high - gable
	if y < top || y > ground {
		return c
	}
	wall := mix(hex(0xe8ddcb), hex(0x8fa0a6), 0.35+dim)
	wall = mix(wall, hex(0x6b5a4c), 0.25*step(0.4, 0.8, clouds(x*220, y*220)))
	wall = mix(wall, hex(0x4c5a60), 0.5*step(ground-0.010, ground, y))
	roof := mix(hex(0x2d3539), hex(0x5f7478), dim)
	if y < top+0.0026 || u < 0.025 || u > 0.985 {
		return roof
	}
	wu, wv := u*4, (ground-y-0.004)/0.0085
	a, b := wu-math.Floor(wu), wv-math.Floor(wv)
	if wv > 0 && y > top+0.008 && a > 0.34 && a < 0.68 && b > 0.22 && b < 0.74 {
		on := grain(k*5+int(wu), int(wv)+seed)
		if on > 0.5 {
			return mix(hex(0xffcf7d), hex(0xf0a050), on).times(1 - 0.25*dim)
		}
		return hex(0x3b4a50)
	}
	return wall
}

// quay is the wall that the water stands at, and the trees on it.
func quay(c rgb, x, y float64) rgb {
	off := math.Abs(x-0.5) > 0.135
	if off && y > shore-0.0065 {
		stone := mix(hex(0x6f675b), hex(0x474540), step(shore-0.0065, shore, y))
		return stone.times(0.9 + 0.2*grain(int(x*900), int(y*1200)))
	}
	i := math.Floor(x * 23)
	cx := (i + 0.25 + 0.5*grain(int(i), 4)) / 23
	if !off || grain(int(i), 9) < 0.42 || math.Abs(cx-0.5) < 0.145 {
		return c
	}
	r := 0.010 + 0.005*grain(int(i), 6)
	d := math.Hypot((x-cx)/r, (y-shore+0.012+r*0.8)/(r*0.95)) + 0.55*(clouds(x*190, y*190)-0.5)
	leaf := mix(hex(0x1d3b30), hex(0x48683f), clouds(x*260, y*260))
	c = mix(c, leaf, step(1.05, 0.95, d))
	return mix(c, hex(0x2a2a22), step(0.0009, 0.0005, math.Abs(x-cx))*step(shore-0.020, shore-0.018, y))
}

// bridge spans the river by seven arches, the highest in the middle.
func bridge(c rgb, x, y float64) rgb {
	const half = 0.14
	t := (x - 0.5) / half
	if math.Abs(t) > 1 {
		return c
	}
	deck := shore - 0.0165 - 0.0265*(1-t*t)
	if y < deck-0.0048 {
		return c
	}
	if y < deck { // the parapet, its posts
		post := math.Mod(x*330+0.5, 1)
		if y < deck-0.0042 || post < 0.22 || y > deck-0.0010 {
			return hex(0x75695a)
		}
		return mix(c, hex(0x75695a), 0.55)
	}
	for k := -3; k <= 3; k++ {
		at := 0.5 + float64(k)*0.0385
		wide := 0.0168 - 0.0011*math.Abs(float64(k))
		high := shore - 0.0045 - (shore - 0.0165 - 0.0265*(1-math.Pow((at-0.5)/half, 2)))
		if d := math.Hypot((x-at)/wide, (shore-y)/high); d < 1 {
			return mix(c, hex(0x22313a), 0.30*step(0.80, 1, d)) // through it the far bank
		} else if d < 1.13 {
			return hex(0xa2937c).times(0.92 + 0.16*grain(int(math.Atan2(shore-y, x-at)*9), k+50))
		}
	}
	row := math.Floor((y - deck) / 0.0034)
	stone := mix(hex(0x94866f), hex(0x5d564b), step(deck, shore, y))
	return stone.times(0.86 + 0.24*grain(int(x*380+0.5*math.Mod(row, 2)), int(row)+60))
}

// lit adds the lamps' light to what is near them.
func lit(c rgb, x, y float64) rgb {
	for i := range lamps {
		at := lampAt(i)
		if math.Abs(x-at) > 0.016 {
			continue
		}
		high := shore - 0.0135
		if t := (at - 0.5) / 0.14; math.Abs(t) < 1 {
			high = shore - 0.0265*(1-t*t) - 0.0265
		}
		d := math.Hypot(x-at, y-high)
		c = mix(c, hex(0xffd68a), 0.55*math.Exp(-d*d*38000))
		c = mix(c, hex(0xfff6dd), 1-step(0.0010, 0.0017, d))
	}
	return c
}

var sailors = []junk{{0.205, 0.292, 0.056, 1}, {0.735, 0.272, 0.034, -1}, {0.885, 0.318, 0.082, -1}}

func sailing(c rgb, x, y float64) rgb {
	for _, j := range sailors {
		u, v := (x-j.x)/j.size*j.way, (y-j.y)/j.size
		if u > -0.75 && u < 0.75 && v > -1.25 && v < 0.12 {
			c = boat(c, u, v, edge/j.size/2)
		} else if u > -0.75 && u < 0.75 && v >= 0.03 && v < 0.9 { // its reflection
			w := (noise(x*240, y*900) - 0.5) * 0.25
			under := boat(rgb{-1, 0, 0}, u+w*0.5, 0.06-v*1.15, edge/j.size)
			if under.r >= 0 {
				c = mix(c, mix(under.times(0.6), hex(0x173f4d), 0.45), 0.55)
			}
		}
	}
	return c
}
