package overlay

import (
	"image/color"
	"strings"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// page has two columns of five lines, a frame, a loose line, a tight one and a
// picture of 100 × 100 pixels on an inch.
func page() *sheet.Page {
	em := 10 * geom.Pt
	song := fonttest.Library().Face("song")
	run := &sheet.Text{Face: song, Size: em, Ink: sheet.Ink{M: 1000, Y: 900, C: 600}, Text: "国",
		Origin: geom.Point{X: 20 * geom.Pt, Y: 30 * geom.Pt}, Cells: []fonts.Cell{{ID: song.Glyph('国'), Runes: 1, W: em}}}
	line := func(text string, natural, width geom.Length, misfit int) sheet.Line {
		return sheet.Line{Text: text, Origin: geom.Point{X: 20 * geom.Pt, Y: 30 * geom.Pt}, Natural: natural, Width: width, Misfit: misfit, Em: em, Measure: 5 * em}
	}
	p := &sheet.Page{
		Name: "01", Trim: geom.Size{W: 200 * geom.Pt, H: 200 * geom.Pt},
		TypeArea: geom.Rect{X: 20 * geom.Pt, Y: 20 * geom.Pt, W: 110 * geom.Pt, H: 100 * geom.Pt},
		Grid:     sheet.Grid{Em: em, Columns: 2, Measure: 5, Gap: em},
		Items: []sheet.Item{run, &sheet.Fill{Rect: geom.Rect{W: em, H: em}, Ink: sheet.Black},
			&sheet.Picture{Rect: geom.Rect{X: em, Y: em, W: geom.Inch, H: geom.Inch}, Crop: sheet.Crop{W: 100, H: 99}, Image: &sheet.Image{}}},
		Frames: []sheet.Frame{{Story: "a", N: 2, Rect: geom.Rect{X: em, Y: em, W: 50 * geom.Pt, H: em}, Legs: []geom.Rect{{X: em, W: em, H: em}, {X: 3 * em, W: em, H: em}}}},
		Stories: []*sheet.Story{{Blocks: []*sheet.Block{{Lines: []sheet.Line{
			line("一二三四", 4*em, 4*em, 0),          // good
			line("一二三四", 4*em, 4*em+em*3/5, 0),   // loose: 0.2 em a gap
			line("一二三四五", 5*em, 5*em-em/10, -30), // tight beyond the rules
			{Text: "末行", Last: true, Natural: em, Width: 3 * em, Em: em},
		}}}}},
	}
	for i := range 5 {
		p.Grid.Baselines = append(p.Grid.Baselines, p.TypeArea.Y+geom.Length(i+1)*20*geom.Pt-5*geom.Pt)
	}
	return p
}

func shapes(t *testing.T, p *sheet.Page, name string) []Shape {
	t.Helper()
	l := Make(p, Facts{Over: []Over{{geom.Rect{W: 50 * geom.Pt, H: 50 * geom.Pt}, "over by 3"}}, InkHigh: 220, InkLimit: 240}, []string{name})
	if len(l) != 1 || l[0].Name != name {
		t.Fatalf("%s: layers %+v", name, l)
	}
	return l[0].Shapes
}

func labels(ss []Shape) string {
	var out []string
	for _, s := range ss {
		if s.Label != "" {
			out = append(out, s.Label)
		}
	}
	return strings.Join(out, ",")
}

func TestLabels(t *testing.T) {
	for name, want := range map[string]string{
		"grid": "1,2,5,5", "frames": "a/2", "legs": "1,2", "ppi": "99 ppi", "overset": "over by 3",
		"ink": "C60 M100 Y90 = 250%,RGB", "baselines": "", "bounds": "", "misfit": "",
	} {
		if got := labels(shapes(t, page(), name)); got != want {
			t.Errorf("%s: labels %q, want %q", name, got, want)
		}
	}
}

// The grid has a cell for each 字: its lines stand on the em, and end where the
// type area does.
func TestGrid(t *testing.T) {
	p := page()
	upright, level := map[geom.Length]bool{}, map[geom.Length]bool{}
	for _, s := range shapes(t, p, "grid") {
		switch {
		case s.Label != "":
		case s.Rect.W == hair:
			upright[s.Rect.X+hair/2] = true
		case s.Rect.H == hair:
			level[s.Rect.Y+hair/2] = true
		}
	}
	for i := range 12 { // 5 字, the gap, 5 字: a line at each end of each 字
		if x := p.TypeArea.X + geom.Length(i)*p.Grid.Em; !upright[x] {
			t.Errorf("no line at %d 字", i)
		}
	}
	for i := range 6 {
		if y := p.TypeArea.Y + geom.Length(i)*20*geom.Pt; !level[y] {
			t.Errorf("no edge of line %d", i+1)
		}
	}
	if len(upright) != 12 || len(level) != 6 {
		t.Errorf("%d upright and %d level lines, want 12 and 6", len(upright), len(level))
	}
	if n := len(shapes(t, p, "baselines")); n != 5 {
		t.Errorf("%d baselines, want 5", n)
	}
}

// Loose lines glow, tight ones are blue and outlined, good and last ones are not marked.
func TestMisfit(t *testing.T) {
	ss := shapes(t, page(), "misfit")
	if len(ss) != 2 {
		t.Fatalf("%d lines marked, want 2: %+v", len(ss), ss)
	}
	if f := ss[0].Fill; f.R != 255 || f.B != 0 || f.A == 0 || ss[0].Stroke.A != 0 {
		t.Errorf("the loose line: %+v", ss[0])
	}
	if ss[1].Fill.B < 200 || ss[1].Stroke.A == 0 {
		t.Errorf("the tight line: %+v", ss[1])
	}
}

func TestOrderAndUnknownNames(t *testing.T) {
	var got []string
	for _, l := range Make(page(), Facts{}, []string{"overset", "nosuch", "grid", "grid"}) {
		got = append(got, l.Name)
	}
	if strings.Join(got, " ") != "grid overset" {
		t.Errorf("layers %v", got)
	}
	if ls := Make(&sheet.Page{}, Facts{}, Names); len(ls) != len(Names) {
		t.Errorf("an empty page has %d layers", len(ls))
	}
}

// Pictures tell the inks that they are printed with, in the colour of the press's
// limits; those for screens that they are RGB, or nothing if they are gray.
func TestInks(t *testing.T) {
	spot := &sheet.Spot{Name: "PANTONE 185 C", M: 900, Y: 800}
	gray, colour := &sheet.Picture{Image: &sheet.Image{Gray: true}}, &sheet.Picture{Image: &sheet.Image{}}
	for _, c := range []struct {
		item sheet.Item
		most map[sheet.Item]sheet.Ink
		want string
		in   color.NRGBA
	}{
		{colour, map[sheet.Item]sheet.Ink{colour: {C: 700, M: 600, Y: 500, K: 384}}, "≤ C70 M60 Y50 K38 = 218%", green},
		{colour, map[sheet.Item]sheet.Ink{colour: {C: 700, M: 600, Y: 500, K: 440}}, "≤ C70 M60 Y50 K44 = 224%", amber},
		{colour, map[sheet.Item]sheet.Ink{colour: {C: 1000, M: 1000, Y: 1000}}, "≤ C100 M100 Y100 = 300%", red},
		{gray, map[sheet.Item]sheet.Ink{gray: {K: 950}}, "≤ K95 = 95%", green},
		{colour, nil, "RGB", amber}, {gray, nil, "", green},
		{&sheet.Fill{Ink: spot.Ink(500)}, nil, "PANTONE 185 C 50 = 50%", green},
		{&sheet.Rule{Ink: sheet.Black}, nil, "", green},
	} {
		facts := Facts{InkHigh: 220, InkLimit: 240, Most: func(p *sheet.Picture) (sheet.Ink, bool) { ink, ok := c.most[p]; return ink, ok }}
		ss := Make(&sheet.Page{Items: []sheet.Item{c.item}}, facts, []string{"ink"})[0].Shapes
		if got := labels(ss); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if len(ss) > 0 && ss[0].Stroke != c.in {
			t.Errorf("%q is drawn in %v", c.want, ss[0].Stroke)
		}
	}
}
