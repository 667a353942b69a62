package preflight

import (
	"math"
	"slices"
	"strings"
)

// operands are how many numbers the operators that build paths take.
var operands = map[string]int{"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}

// build adds to the path (8.5.2), and reports whether op does that.
func (w *walker) build(op string, n []float64) bool {
	k, ok := operands[op]
	if !ok {
		return false
	}
	if len(n) != k {
		return true
	}
	if op == "re" {
		n = []float64{n[0], n[1], n[0] + n[2], n[1], n[0] + n[2], n[1] + n[3], n[0], n[1] + n[3]}
	}
	var p [8]float64
	for i := 0; i+1 < len(n); i += 2 {
		p[i], p[i+1] = w.state.ctm.at(n[i], n[i+1])
		w.path = w.path.around(p[i], p[i+1])
	}
	o := &w.drawn
	switch op {
	case "m":
		o.move(p[0], p[1])
	case "l":
		o.to(p[0], p[1])
	case "c":
		o.curve(p[0], p[1], p[2], p[3], p[4], p[5])
	case "v":
		o.curve(o.x, o.y, p[0], p[1], p[2], p[3])
	case "y":
		o.curve(p[0], p[1], p[2], p[3], p[2], p[3])
	case "h":
		o.to(o.startX, o.startY)
	case "re":
		o.move(p[0], p[1])
		o.to(p[2], p[3])
		o.to(p[4], p[5])
		o.to(p[6], p[7])
		o.to(p[0], p[1])
	}
	return true
}

// paint ends the path (8.5.3), and reports whether op does that.
func (w *walker) paint(op string) bool {
	fills, strokes := false, false
	switch op {
	case "W", "W*":
		w.clips = op
		return true
	case "n":
	case "f", "F", "f*":
		fills = true
	case "S", "s":
		strokes = true
	case "B", "B*", "b", "b*":
		fills, strokes = true, true
	default:
		return false
	}
	if op == "s" || op == "b" || op == "b*" {
		w.drawn.to(w.drawn.startX, w.drawn.startY)
	}
	s, o, path := &w.state, w.drawn, w.path
	shown := path.with(s.clip)
	if fills && w.path.x0 <= w.path.x1 {
		w.mark(mark{kind: "fill", box: shown, overprint: s.overFill, opm: s.opm, size: min(w.path.x1-w.path.x0, w.path.y1-w.path.y0),
			alpha: s.alphaFill, shape: func() *shape { return o.area(path, strings.HasSuffix(op, "*")) }}, s.fill, s.fillV, s.fillPat)
	}
	if strokes && w.path.x0 <= w.path.x1 {
		half := s.width * s.ctm.scale() / 2
		b := box{w.path.x0 - half, w.path.y0 - half, w.path.x1 + half, w.path.y1 + half}.with(s.clip)
		w.mark(mark{kind: "line", box: b, overprint: s.overLine, opm: s.opm, size: 2 * half,
			alpha: s.alphaLine, shape: func() *shape { return o.stroked(b, 2*half) }}, s.stroke, s.strokeV, s.strokePat)
	}
	if w.clips != "" {
		s.clip = s.clip.with(path)
		if a := o.area(path, w.clips == "W*"); a != nil && !a.rect() && len(s.clips) < maxClips {
			s.clips = append(slices.Clip(s.clips), a)
		}
	}
	w.path, w.clips, w.drawn = noPath, "", outline{}
	return true
}

// maxClips bounds clips within clips: of more, the boxes count.
const maxClips = 16

var noPath = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
