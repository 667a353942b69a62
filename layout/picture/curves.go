package picture

// trc reads a tone curve at the 256 values of a channel.
func (p *profile) trc(tag string, out *[256]fix) error {
	_, err := sample(p.tags[tag], out[:])
	return err
}

var errCurve = faultf("ICC 特性文件里的曲线不能用", "a curve of the ICC profile is missing, broken or of an unknown kind")

// sample reads a curve of type curv (ICC.1:2001-04, 6.5.3) or para (ICC.1:2010,
// 10.15) at evenly spaced values from 0 to 1. It gives the bytes that it takes.
func sample(t []byte, out []fix) (int, error) {
	if len(t) < 12 {
		return 0, errCurve
	}
	switch string(t[:4]) {
	case "curv":
		return curv(t, out)
	case "para":
		return para(t, out)
	}
	return 0, errCurve
}

func curv(t []byte, out []fix) (int, error) {
	n := int(be.Uint32(t[8:]))
	if n < 0 || n > 65536 || len(t) < 12+2*n {
		return 0, errCurve
	}
	for i := range out {
		x := fix(i) * one / fix(len(out)-1)
		switch n {
		case 0:
			out[i] = x
		case 1: // a power, in 1/256
			out[i] = pow(x, fix(be.Uint16(t[12:]))<<22)
		default:
			at := x * fix(n-1)
			k, rest := at>>30, at&(one-1)
			a := fix(be.Uint16(t[12+2*k:]))
			b := a
			if rest > 0 {
				b = fix(be.Uint16(t[14+2*k:]))
			}
			out[i] = (a*one + (b-a)*rest) / 65535
		}
	}
	return 12 + 2*n, nil
}

// para is y = (a·x+b)^g + e where x ≥ d, else c·x + f.
func para(t []byte, out []fix) (int, error) {
	kind := int(be.Uint16(t[8:]))
	counts := []int{1, 3, 4, 5, 7}
	if kind >= len(counts) || len(t) < 12+4*counts[kind] {
		return 0, errCurve
	}
	v := [7]fix{}
	for i := range counts[kind] {
		v[i] = fix(int32(be.Uint32(t[12+4*i:]))) << 14
	}
	g, a, b, c, d, e, f := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	switch kind {
	case 0:
		a, d = one, 0
	case 1, 2: // from −b/a on, with an offset before and after
		if a <= 0 {
			return 0, errCurve
		}
		e, f = c, c
		if kind == 1 {
			e, f = 0, 0
		}
		d, c = max(0, mulDiv(-b, one, a)), 0
	}
	if g <= 0 {
		return 0, errCurve
	}
	for i := range out {
		x := fix(i) * one / fix(len(out)-1)
		y := wide(c, x) + f
		if x >= d {
			y = pow(max(0, min(one, wide(a, x)+b)), g) + e
		}
		out[i] = max(0, min(one, y))
	}
	return 12 + 4*counts[kind], nil
}
