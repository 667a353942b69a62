package picture

// source turns the channels of a picture, in 1/levels of their 8 bits, into CIE
// Lab as lut16 tables of ICC version 2 hold it, in 1/fine of their steps.
type source interface {
	lab(r, g, b int) [3]int64
}

// matrix is a source of tone curves and a matrix.
type matrix struct {
	curves [3][256]fix // to linear light
	matrix [3][3]fix   // linear R, G, B to X, Y, Z, each over that of white
	gray   bool        // one channel, curves[0]
}

// srgb is the colour space of pictures that name none (IEC 61966-2-1), adapted
// to D50 as the ICC's own sRGB profile is.
func srgb() *matrix {
	s := &matrix{matrix: overWhite([3][3]fix{
		{28578, 25236, 9377}, // s15Fixed16: 0.43607, 0.38507, 0.14308
		{14582, 46982, 3972}, // 0.22250, 0.71688, 0.06061
		{913, 6364, 46805},   // 0.01393, 0.09711, 0.71418
	})}
	for i := range 256 {
		x := fix(i) * one / 255
		y := mul(x, one*100/1292)
		if i > 10 { // 0.04045
			y = pow((x+one*55/1000)*1000/1055, one*24/10)
		}
		for c := range s.curves {
			s.curves[c][i] = y
		}
	}
	return s
}

// overWhite scales a matrix's rows so that white is 1, 1, 1 in them exactly.
func overWhite(m [3][3]fix) [3][3]fix {
	for i, row := range m {
		sum := row[0] + row[1] + row[2]
		if sum <= 0 {
			continue
		}
		for j := range row {
			m[i][j] = row[j] * one / sum
		}
		m[i][1] += one - m[i][0] - m[i][1] - m[i][2]
	}
	return m
}

// sourceOf reads the profile of a picture: curves and a matrix, as cameras and
// image programs write it, or a table for the intent; nil if there is none.
func sourceOf(b []byte, intent Intent) (source, error) {
	if b == nil {
		return nil, nil
	}
	p, err := openProfile(b)
	if err != nil {
		return nil, err
	}
	switch p.space() {
	case "GRAY":
		s := &matrix{gray: true}
		err := p.trc("kTRC", &s.curves[0])
		if p.pcs() == "Lab " { // the curve gives lightness (ICC.1:2010, F.2)
			for i, l := range s.curves[0] {
				s.curves[0][i] = unf(l)
			}
		}
		return s, err
	case "RGB ":
	default:
		return nil, faultf("图片里的 ICC 特性文件不是 RGB 也不是灰度的", "the picture's ICC profile is for neither RGB nor gray")
	}
	if tag := p.either("A2B"+intent.number(), "A2B0"); len(p.tags[tag]) > 0 && p.pcs() == "Lab " { // it goes before a matrix (ICC.1:2010, 8.10.2)
		t, err := p.openTable(tag, 3, 3)
		return tabled{t, p.modern()}, err
	}
	return p.matrix()
}

// matrix reads an RGB profile's curves and matrix.
func (p *profile) matrix() (*matrix, error) {
	s := &matrix{}
	var m [3][3]fix
	for j, c := range []string{"r", "g", "b"} {
		if err := p.trc(c+"TRC", &s.curves[j]); err != nil {
			return nil, err
		}
		t := p.tags[c+"XYZ"]
		if len(t) < 20 {
			return nil, faultf("图片里的 ICC 特性文件没有矩阵", "the picture's ICC profile has no matrix")
		}
		for i := range m {
			m[i][j] = fix(int32(be.Uint32(t[8+4*i:])))
		}
	}
	s.matrix = overWhite(m)
	return s, nil
}

// levels is the precision of the channels that lab takes: 255·levels is white.
const levels = points - 1

// lab gives L, a and b of a colour.
func (s *matrix) lab(r, g, b int) [3]int64 {
	lr, lg, lb := between(&s.curves[0], r), between(&s.curves[1], g), between(&s.curves[2], b)
	if s.gray {
		y := f(lr)
		return encode(y, y, y)
	}
	var v [3]fix
	for i, m := range s.matrix {
		v[i] = f(mul(m[0], lr) + mul(m[1], lg) + mul(m[2], lb))
	}
	return encode(v[0], v[1], v[2])
}

// between looks v/levels up in a curve.
func between(c *[256]fix, v int) fix {
	i, rest := v/levels, fix(v%levels)
	if rest == 0 {
		return c[i]
	}
	return c[i] + (c[i+1]-c[i])*rest/levels
}

// f is the function of CIE Lab: a cube root, straight near black.
func f(t fix) fix {
	t = max(0, min(t, one))
	if t > one*216/24389 {
		return cbrt(t)
	}
	return t*841/108 + one*16/116
}

// unf gives Y of L/100: what f undoes.
func unf(l fix) fix {
	l = max(0, min(l, one))
	if l <= one*8/100 {
		return l * 2700 / 24389
	}
	t := (100*l + 16*one) / 116
	return mul(mul(t, t), t)
}

// encode packs L = 116·fy−16, a = 500·(fx−fy), b = 200·(fy−fz): L of 100 is
// 0xFF00, a and b of 0 are 0x8000, a step of theirs is 1/256.
func encode(fx, fy, fz fix) [3]int64 {
	const full, zero, unit = 0xFF00 * fine, 0x8000 * fine, 256 * fine
	l := (116*fy - 16*one) / 100
	a, b := 500*(fx-fy), 200*(fy-fz)
	return [3]int64{l * full >> 30, zero + a*unit>>30, zero + b*unit>>30}
}
