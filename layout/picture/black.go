package picture

import "math"

// Intent says how colours that the press cannot print are brought to it (ICC.1:2010,
// 6.2).
type Intent string

const (
	Perceptual Intent = "perceptual" // by the profile's own table for pictures: all tones give way a little
	Relative   Intent = "relative"   // colours that can be printed stay; black is fitted to black (ISO 18619)
)

// number gives the number that a profile's tags have for an intent: A2B0, B2A1.
func (i Intent) number() string {
	if i == Relative {
		return "1"
	}
	return "0"
}

// fit moves tones so that one black becomes another, and white stays: black-point
// compensation (ISO 18619, 5). Both are luminances over that of white.
type fit struct{ from, to fix }

// lab fits a colour.
func (f fit) lab(v [3]int64) [3]int64 {
	if f.from == f.to {
		return v
	}
	const full, zero, unit = 0xFF00 * fine, 0x8000 * fine, 256 * fine
	y := (v[0]*one/full*100 + 16*one) / 116
	x := y + (v[1]-zero)*one/unit/500
	z := y - (v[2]-zero)*one/unit/200
	gain := mulDiv(one-f.to, one, one-f.from)
	move := func(t fix) fix { return rootOf(mul(gain, linear(t)) + f.to - mul(gain, f.from)) }
	return encode(move(x), move(y), move(z))
}

// linear is the inverse of f, and goes on beyond white.
func linear(t fix) fix {
	t = min(t, one*3/2)
	if t > one*6/29 {
		return mul(mul(t, t), t)
	}
	return (t - one*16/116) * 108 / 841
}

// rootOf is f without its bounds, for what lies beyond white.
func rootOf(t fix) fix {
	if t <= one {
		if t < 0 {
			return t*841/108 + one*16/116
		}
		return f(t)
	}
	return 2 * cbrt(min(t, 8*one)/8)
}

// mediumBlack is the black of version 4's perceptual tables: that of a reference
// medium (ICC.1:2010, 6.3.3).
const mediumBlack = one * 34731 / 10_000_000

// darkest is the black that a colour of Lab stands for: its lightness alone, at most
// 50 (ISO 18619, 6).
func darkest(lab [3]int64) fix { return bright(min(lab[0], 0xFF00*fine/2)) }

// bright gives Y over white's of an encoded L.
func bright(l int64) fix { return max(0, linear((l*one/(0xFF00*fine)*100+16*one)/116)) }

// paired is the two tables of a press: Lab to inks by an intent, and how these are
// seen.
type paired struct{ toInks, toLab table }

// seen gives the lightness with which a neutral of L prints, both as encoded.
func (p paired) seen(l int64) int64 {
	var ink [inkCount]int64
	var lab [3]int64
	p.toInks.at([]int64{l, 0x8000 * fine, 0x8000 * fine}, ink[:])
	p.toLab.at(ink[:], lab[:])
	return lab[0]
}

// black finds the darkest luminance to which a press's table fits: that of its
// perceptual black, where colorimetric tones run straight down to it, else the foot
// of the curve that its tones make (ISO 18619, 7; the numbers are its own).
func (p paired) black(intent Intent, perceptual table) fix {
	const steps = 256
	first := int64(0)
	if intent == Relative {
		first = paired{perceptual, p.toLab}.seen(0)
	}
	var in, out [steps]float64 // L
	for i := range steps {
		in[i] = float64(i) * 100 / 255
		out[i] = float64(p.seen(int64(i)*0xFF00*fine/255)) * 100 / (0xFF00 * fine)
	}
	for i := steps - 2; i > 0; i-- {
		out[i] = min(out[i], out[i+1])
	}
	low, high := out[0], out[steps-1]
	if low >= high {
		return 0
	}
	if intent == Relative && straightDown(in[:], out[:]) {
		return darkest([3]int64{first})
	}
	from, to := 0.03, 0.25
	if intent == Relative {
		from, to = 0.1, 0.5
	}
	var x, y []float64
	for i := range steps {
		if v := (out[i] - low) / (high - low); v >= from && v < to {
			x, y = append(x, in[i]), append(y, v)
		}
	}
	return bright(int64(math.Round(foot(x, y) * (0xFF00 * fine / 100))))
}

// press opens a press's tables for an intent, and finds the black that they reach.
func (p *profile) press(intent Intent) (t paired, black fix, err error) {
	perceptual, err := p.openTable("B2A0", 3, inkCount)
	if err != nil {
		return t, 0, err
	}
	if t.toLab, err = p.openTable("A2B1", inkCount, 3); err != nil {
		return t, 0, err
	}
	t.toInks = perceptual
	if intent == Relative {
		if t.toInks, err = p.openTable(p.either("B2A1", "B2A0"), 3, inkCount); err != nil {
			return t, 0, err
		}
	} else if p.modern() {
		return t, mediumBlack, nil
	}
	return t, t.black(intent, perceptual), nil
}

// perceptualBlack is the darkest that perceptual tones come to in print, 0 if there
// is no such table.
func (p *profile) perceptualBlack(seen table) fix {
	t, err := p.openTable("B2A0", 3, inkCount)
	if err != nil {
		return 0
	}
	return darkest([3]int64{paired{t, seen}.seen(0)})
}

// modern reports a profile of version 4.
func (p *profile) modern() bool { return p.data[8] >= 4 }

// either gives the first of two tags that the profile has, the second if neither.
func (p *profile) either(a, b string) string {
	if len(p.tags[a]) > 0 {
		return a
	}
	return b
}

// blackOf gives the black of a source by an intent.
func blackOf(s source, intent Intent) fix {
	if t, ok := s.(tabled); ok && t.modern && intent != Relative {
		return mediumBlack
	}
	return darkest(s.lab(0, 0, 0))
}

// fit gives how tones of a source move. Perceptual tables of version 2 bring black
// to black themselves, where both are of it.
func (p *Press) fit(s source) fit {
	if t, ok := s.(tabled); p.intent != Relative && !p.modern() && !(ok && t.modern) {
		return fit{}
	}
	return fit{blackOf(s, p.intent), p.black}
}

// straightDown reports tones that come out as they went in, down to near black.
func straightDown(in, out []float64) bool {
	low, high := out[0], out[len(out)-1]
	for i, v := range in {
		if v > low+float64(0.2*(high-low)) && math.Abs(v-out[i]) >= 4 {
			return false
		}
	}
	return true
}

// foot gives where the parabola nearest to points (least squares) meets zero, 0 to
// 50. Products are converted, so that no processor fuses them with a sum.
func foot(x, y []float64) float64 {
	if len(x) < 3 {
		return 0
	}
	var s [5]float64 // sums of powers of x
	var t [3]float64 // of those times y
	for i, v := range x {
		p := 1.0
		for k := range s {
			s[k] += p
			if k < len(t) {
				t[k] += float64(p * y[i])
			}
			p *= v
		}
	}
	det := func(a, b, c, d, e, f, g, h, i float64) float64 {
		return float64(a*(float64(e*i)-float64(f*h))) - float64(b*(float64(d*i)-float64(f*g))) + float64(c*(float64(d*h)-float64(e*g)))
	}
	whole := det(s[0], s[1], s[2], s[1], s[2], s[3], s[2], s[3], s[4])
	if whole == 0 {
		return 0
	}
	c := det(t[0], s[1], s[2], t[1], s[2], s[3], t[2], s[3], s[4]) / whole
	b := det(s[0], t[0], s[2], s[1], t[1], s[3], s[2], t[2], s[4]) / whole
	a := det(s[0], s[1], t[0], s[1], s[2], t[1], s[2], s[3], t[2]) / whole
	root := 0.0
	if d := float64(b*b) - float64(4*float64(a*c)); math.Abs(a) < 1e-10 {
		root = -c / b
	} else if d > 0 {
		root = (-b + math.Sqrt(d)) / (2 * a)
	}
	if !(root > 0) { // not a number, either
		return 0
	}
	return min(root, 50)
}
