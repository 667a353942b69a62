package picture

import "paiban/layout/parallel"

// Inks are the process inks of a press, in the order of a raster's samples.
const (
	Cyan = iota
	Magenta
	Yellow
	Black
	inkCount
)

// points is how many grid points a link has on a side. 33 is what lcms takes for
// three inputs; between them colour is as good as straight.
const points = 33

// link goes from a picture's RGB to the inks of a press in one step: the colours
// of a grid, converted once, and interpolation between them.
type link struct {
	nodes []([inkCount]uint16)
	cell  [256]uint8 // grid interval of a channel value
	rest  [256]uint16
}

// newLink converts the grid, its black fitted to the press's.
func newLink(s source, press table, black fit) *link {
	l := emptyLink()
	parallel.Each(points, func(r int) { l.row(s, press, black, r) })
	return l
}

// emptyLink is one whose grid is still to be filled.
func emptyLink() *link {
	l := &link{nodes: make([][inkCount]uint16, points*points*points)}
	for v := range 256 {
		at := v * (points - 1)
		l.cell[v], l.rest[v] = uint8(min(at/255, points-2)), uint16(at-min(at/255, points-2)*255)
	}
	return l
}

// row converts all grid points of one red.
func (l *link) row(s source, press table, black fit, r int) {
	var out [inkCount]int64
	for g := range points {
		for b := range points {
			v := black.lab(s.lab(r*255, g*255, b*255))
			press.at(v[:], out[:])
			n := &l.nodes[(r*points+g)*points+b]
			for i, x := range out {
				n[i] = uint16(max(0, min(65535, (x+fine/2)/fine)))
			}
		}
	}
}

// at gives the inks of a colour, 0 to 255.
func (l *link) at(r, g, b uint8) (ink [inkCount]uint8) {
	rest := [3]uint16{l.rest[r], l.rest[g], l.rest[b]}
	step := [3]int{points * points, points, 1}
	node := (int(l.cell[r])*points+int(l.cell[g]))*points + int(l.cell[b])
	if rest[0] < rest[1] {
		rest[0], rest[1], step[0], step[1] = rest[1], rest[0], step[1], step[0]
	}
	if rest[1] < rest[2] {
		rest[1], rest[2], step[1], step[2] = rest[2], rest[1], step[2], step[1]
	}
	if rest[0] < rest[1] {
		rest[0], rest[1], step[0], step[1] = rest[1], rest[0], step[1], step[0]
	}
	a := &l.nodes[node]
	p := &l.nodes[node+step[0]]
	q := &l.nodes[node+step[0]+step[1]]
	z := &l.nodes[node+step[0]+step[1]+step[2]]
	w0, w1, w2, w3 := 255-int(rest[0]), int(rest[0]-rest[1]), int(rest[1]-rest[2]), int(rest[2])
	for i := range ink {
		v := int(a[i])*w0 + int(p[i])*w1 + int(q[i])*w2 + int(z[i])*w3
		ink[i] = uint8((v + 255*257/2) / (255 * 257))
	}
	return ink
}
