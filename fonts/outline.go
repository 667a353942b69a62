package fonts

import (
	"math"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// Op is the kind of an outline's segment.
type Op uint8

// The segments, as in TrueType and CFF: a Quad has one control point, a Cubic two.
const (
	MoveTo Op = iota
	LineTo
	QuadTo
	CubicTo
)

// Segment is one piece of an outline; the last point used is where it ends.
// Coordinates are font units, y up from the baseline.
type Segment struct {
	Op   Op
	Args [3][2]float32
}

// Outline gives the contours of g; none for a blank glyph.
func (f *Face) Outline(g GID) []Segment {
	if f.Load() != nil {
		return nil
	}
	if out, ok := f.quickOutline(g); ok {
		return out
	}
	return f.slowOutline(g)
}

// slowOutline is Outline by the library that shapes, which reads any kind of font.
func (f *Face) slowOutline(g GID) []Segment {
	face := f.outliner()
	if face == nil {
		return nil
	}
	return f.outlineIn(face, g)
}

// outlineIn gives the contours of a glyph of face.
func (f *Face) outlineIn(face *font.Face, g GID) []Segment {
	o, ok := f.glyphOutline(face, g)
	if !ok {
		return nil
	}
	out := make([]Segment, len(o.Segments))
	for i, s := range o.Segments {
		out[i].Op = ops[s.Op]
		for j, a := range s.Args {
			out[i].Args[j] = [2]float32{a.X, a.Y}
		}
	}
	return out
}

// glyphOutline reads an outline; a broken one is none.
func (f *Face) glyphOutline(face *font.Face, g GID) (o font.GlyphOutline, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	o, ok = face.GlyphData(font.GID(g)).(font.GlyphOutline)
	return o, ok
}

// extent gives the box of an outline's points, rounded outward, for faces whose
// glyphs have no header that says it.
func (f *Face) extent(g GID) (box [4]int, ok bool) {
	if v, known := f.boxes.Load(g); known {
		box = v.([4]int)
		return box, box != [4]int{}
	}
	var lo, hi [2]float32
	for _, s := range f.Outline(g) {
		n := map[Op]int{MoveTo: 1, LineTo: 1, QuadTo: 2, CubicTo: 3}[s.Op]
		for _, p := range s.Args[:n] {
			for i := range p {
				if !ok {
					lo[i], hi[i] = p[i], p[i]
				}
				lo[i], hi[i] = min(lo[i], p[i]), max(hi[i], p[i])
			}
			ok = true
		}
	}
	for i := range 2 {
		box[i], box[2+i] = int(math.Floor(float64(lo[i]))), int(math.Ceil(float64(hi[i])))
	}
	f.boxes.Store(g, box)
	return box, ok
}

var ops = map[ot.SegmentOp]Op{
	ot.SegmentOpMoveTo: MoveTo, ot.SegmentOpLineTo: LineTo,
	ot.SegmentOpQuadTo: QuadTo, ot.SegmentOpCubeTo: CubicTo,
}
