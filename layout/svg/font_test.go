package svg

import (
	"math"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
)

// The embedded font has the face's outlines and advances, for the characters that the
// page uses, and nothing else.
func TestWebFont(t *testing.T) {
	face := fonttest.Library().Face("song")
	x := &writer{}
	text := []rune("国人，。AÉ“”g1")
	for _, r := range text {
		if f := x.fontOf(face, []rune{r}, face.Glyph(r)); f.name != "paiban1" {
			t.Errorf("%q is in the font %s", r, f.name)
		}
	}
	// Another glyph of a character, and a cluster, need a font each; asked again they
	// are where they were.
	odd := face.Glyph('人')
	other, cluster := x.fontOf(face, []rune("国"), odd), x.fontOf(face, []rune("fi"), odd)
	if other == x.fonts[0] || other != x.fontOf(face, []rune("国"), odd) || x.fontOf(face, []rune("国"), face.Glyph('国')) != x.fonts[0] {
		t.Error("two glyphs of a character share a font")
	}
	if x.fontOf(face, []rune("aa"), odd) == x.fontOf(face, []rune("a"), face.Glyph('a')) || cluster == nil {
		t.Error("a cluster of equal letters cannot be told from a letter")
	}
	built := fonts.New("built", func() ([]byte, error) { return x.fonts[0].build(), nil })
	if err := built.Load(); err != nil {
		t.Fatal(err)
	}
	for _, r := range text {
		g, was := built.Glyph(r), face.Glyph(r)
		if g < 2 || built.Advance(g) != face.Advance(was) {
			t.Errorf("%q: glyph %d, advance %d, want %d", r, g, built.Advance(g), face.Advance(was))
		}
		a, b := bounded(built.Outline(g)), bounded(face.Outline(was))
		for i := range a {
			if math.Abs(float64(a[i]-b[i])) > 1 {
				t.Errorf("%q stands at %v, want %v", r, a, b)
				break
			}
		}
	}
	if built.Glyph('中') != 0 {
		t.Error("the font has what the page does not use")
	}
}

// bounded gives the ends of an outline's segments: left, foot, right, top.
func bounded(segs []fonts.Segment) [4]float32 {
	out := [4]float32{math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32}
	last := [...]int{fonts.MoveTo: 0, fonts.LineTo: 0, fonts.QuadTo: 1, fonts.CubicTo: 2}
	for _, s := range segs {
		p := s.Args[last[s.Op]]
		out = [4]float32{min(out[0], p[0]), min(out[1], p[1]), max(out[2], p[0]), max(out[3], p[1])}
	}
	return out
}

// A cubic curve becomes quadratic ones that stay within a hundredth of its size.
func TestQuadratics(t *testing.T) {
	from, c := [2]float32{0, 0}, [3][2]float32{{0, 550}, {450, 1000}, {1000, 1000}}
	qs := quadratics(from, c)
	at := from
	for k, q := range qs {
		for i := range 9 {
			s := float64(i) / 8
			u := (float64(k) + s) / 4
			for axis := range 2 {
				p := func(v [2]float32) float64 { return float64(v[axis]) }
				got := (1-s)*(1-s)*p(at) + 2*s*(1-s)*p(q[0]) + s*s*p(q[1])
				want := (1-u)*(1-u)*(1-u)*p(from) + 3*u*(1-u)*(1-u)*p(c[0]) + 3*u*u*(1-u)*p(c[1]) + u*u*u*p(c[2])
				if math.Abs(got-want) > 1 {
					t.Errorf("at %.3f: %.2f, want %.2f", u, got, want)
				}
			}
		}
		at = q[1]
	}
}
