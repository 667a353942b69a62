package fonts

import (
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
	f.outlines.once.Do(func() {
		if ft, err := parse(f.data, f.tables, nil); err == nil {
			f.outlines.face = font.NewFace(ft)
		}
	})
	if f.outlines.face == nil {
		return nil
	}
	o, ok := f.outlines.face.GlyphData(font.GID(g)).(font.GlyphOutline)
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

var ops = map[ot.SegmentOp]Op{
	ot.SegmentOpMoveTo: MoveTo, ot.SegmentOpLineTo: LineTo,
	ot.SegmentOpQuadTo: QuadTo, ot.SegmentOpCubeTo: CubicTo,
}
