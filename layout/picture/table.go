package picture

// table is a transform of an ICC profile between a device's channels and Lab, of
// whatever type. Lab is as lut16 has it in version 2: L of 100 is 0xFF00, a and b
// of 0 are 0x8000 (ICC.1:2001-04, 6.5.9); all values are in 1/fine of 16 bits.
type table interface {
	at(v, out []int64)
}

// openTable reads a transform: of type mft1, mft2, mAB or mBA.
func (p *profile) openTable(tag string, in, out int) (table, error) {
	t := p.tags[tag]
	if len(t) < 32 {
		return nil, faultf("ICC 特性文件里没有 %s 表", "the ICC profile has no table %s", tag)
	}
	toLab := tag[0] == 'A'
	switch string(t[:4]) {
	case "mAB ", "mBA ":
		if (t[1] == 'A') != toLab {
			return nil, errTable
		}
		s, err := openStages(t, in, out)
		return newLab{s, toLab}, err
	}
	l, err := p.openLut(tag, in, out)
	if err == nil && string(t[:4]) == "mft1" {
		return newLab{l, toLab}, nil
	}
	return l, err
}

var errTable = faultf("ICC 特性文件里的表不能用", "a table of the ICC profile is broken or of an unknown kind")

// newLab is a table whose Lab has 0xFFFF for L of 100 and 0x8080 for a and b of 0,
// as version 4 and tables of 8 bits have it.
type newLab struct {
	table
	toLab bool
}

func (n newLab) at(v, out []int64) {
	if !n.toLab {
		var w [3]int64
		for i := range w {
			w[i] = min(v[i]*65535/65280, 65535*fine)
		}
		n.table.at(w[:], out)
		return
	}
	n.table.at(v, out)
	for i := range 3 {
		out[i] = out[i] * 65280 / 65535
	}
}

// stages is a table of type mAB or mBA (ICC.1:2010, 10.10, 10.11): curves and a
// grid on the device's side, then curves, a matrix and curves on that of Lab, some
// of them left out.
type stages struct {
	fromLab bool
	grid    *lut // with the device's curves; nil = none
	m, b    [][]uint16
	matrix  [12]fix // rows of 3, then what is added; with m
}

// curvePoints is how finely curves are sampled.
const curvePoints = 1025

func openStages(t []byte, in, out int) (*stages, error) {
	s := &stages{fromLab: t[1] == 'B'}
	device := in
	if s.fromLab {
		device = out
	}
	if int(t[8]) != in || int(t[9]) != out || in > maxInputs || out > maxInputs {
		return nil, errTable
	}
	at := func(field int) uint64 { return uint64(be.Uint32(t[field:])) }
	var err error
	curves := func(field, n int) [][]uint16 {
		var list [][]uint16
		if at(field) != 0 && err == nil {
			list, err = curveList(t, at(field), n)
		}
		return list
	}
	s.b = curves(12, 3)
	s.m = curves(20, 3)
	a := curves(28, device)
	if err != nil {
		return nil, err
	}
	if off := at(16); off != 0 {
		if off+48 > uint64(len(t)) {
			return nil, errTable
		}
		for i := range s.matrix {
			s.matrix[i] = fix(int32(be.Uint32(t[off+4*uint64(i):]))) << 14
		}
	} else {
		s.m = nil
	}
	if off := at(24); off != 0 {
		if a == nil {
			return nil, errTable
		}
		if s.grid, err = openGrid(t, off, in, out); err != nil {
			return nil, err
		}
		s.grid.inputs, s.grid.outputs = a, straight(out)
		if s.fromLab {
			s.grid.inputs, s.grid.outputs = straight(in), a
		}
	} else if in != 3 || out != 3 {
		return nil, errTable
	}
	return s, nil
}

// straight gives n curves that change nothing.
func straight(n int) [][]uint16 {
	out := make([][]uint16, n)
	for i := range out {
		out[i] = []uint16{0, 65535}
	}
	return out
}

// curveList reads n curves that follow each other, each on a multiple of four.
func curveList(t []byte, at uint64, n int) ([][]uint16, error) {
	var out [][]uint16
	for range n {
		if at > uint64(len(t)) {
			return nil, errTable
		}
		var v [curvePoints]fix
		size, err := sample(t[at:], v[:])
		if err != nil {
			return nil, err
		}
		c := make([]uint16, len(v))
		for i, y := range v {
			c[i] = uint16(y * 65535 >> 30)
		}
		out = append(out, c)
		at += uint64(size+3) &^ 3
	}
	return out, nil
}

// openGrid reads a grid: its sides, the bytes of a value, the values.
func openGrid(t []byte, at uint64, in, out int) (*lut, error) {
	if at+20 > uint64(len(t)) {
		return nil, errTable
	}
	l := &lut{in: in, out: out}
	size := out
	for i := range in {
		l.grid[i] = int(t[at+uint64(i)])
		size *= l.grid[i]
		if l.grid[i] < 2 {
			return nil, errTable
		}
	}
	width := int(t[at+16])
	v := t[at+20:]
	if width != 1 && width != 2 || size > len(v)/width {
		return nil, errTable
	}
	l.clut = make([]uint16, size)
	for i := range l.clut {
		if width == 1 {
			l.clut[i] = uint16(v[i]) * 257
		} else {
			l.clut[i] = be.Uint16(v[2*i:])
		}
	}
	return l, nil
}

func (s *stages) at(v, out []int64) {
	var w [maxInputs]int64
	if s.fromLab {
		copy(w[:], v[:3])
		apply(s.b, w[:3])
		if s.m != nil {
			s.turn(w[:3])
			apply(s.m, w[:3])
		}
		if s.grid == nil {
			copy(out, w[:3])
			return
		}
		s.grid.at(w[:3], out)
		return
	}
	if s.grid != nil {
		s.grid.at(v, w[:])
	} else {
		copy(w[:], v[:3])
	}
	if s.m != nil {
		apply(s.m, w[:3])
		s.turn(w[:3])
	}
	apply(s.b, w[:3])
	copy(out, w[:3])
}

func apply(curves [][]uint16, v []int64) {
	for i, c := range curves {
		v[i] = curve(c, v[i])
	}
}

// turn multiplies by the matrix.
func (s *stages) turn(v []int64) {
	var w [3]int64
	for i := range w {
		m := s.matrix[3*i : 3*i+3]
		w[i] = wide(m[0], v[0]) + wide(m[1], v[1]) + wide(m[2], v[2]) + wide(s.matrix[9+i], 65535*fine)
		w[i] = max(0, min(65535*fine, w[i]))
	}
	copy(v, w[:])
}

// tabled is a source that a table describes.
type tabled struct {
	table
	modern bool // of version 4
}

func (s tabled) lab(r, g, b int) (out [3]int64) {
	v := [3]int64{int64(r), int64(g), int64(b)}
	for i := range v {
		v[i] = v[i] * 65535 * fine / (255 * levels)
	}
	s.at(v[:], out[:])
	return out
}
