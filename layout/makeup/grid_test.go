package makeup

import (
	"testing"

	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

func broadsheet() *edition.Page {
	return &edition.Page{
		Name: "01", Trim: geom.Size{W: 390 * geom.MM, H: 550 * geom.MM},
		Grid: edition.Grid{Em: 9 * geom.Pt, Columns: 8, Measure: 13, Gap: 1000, Lines: 120, Height: 490 * geom.MM},
	}
}

func tabloid() *edition.Page {
	return &edition.Page{
		Name: "01", Trim: geom.Size{W: 275 * geom.MM, H: 390 * geom.MM},
		Grid: edition.Grid{Em: 9 * geom.Pt, Columns: 6, Measure: 11, Gap: 1000, Lines: 86, Height: 350 * geom.MM},
	}
}

// The figures of NEWSPAPER.md, "Page and grid": width in 字 and capacity.
func TestGridGoverns(t *testing.T) {
	for _, c := range []struct {
		name            string
		page            *edition.Page
		width, capacity int
		widthMM         string
	}{
		{"对开", broadsheet(), 111, 13320, "352.4"},
		{"四开", tabloid(), 71, 6106, "225.4"},
	} {
		g := newGrid(c.page)
		zi := int(g.area.W / g.Em)
		if zi != c.width || g.area.W%g.Em != 0 {
			t.Errorf("%s: %d 字 wide, want %d", c.name, zi, c.width)
		}
		if zi*g.Lines != c.capacity {
			t.Errorf("%s: holds %d 字, want %d", c.name, zi*g.Lines, c.capacity)
		}
		if mm := geom.Length(geom.MM).MulDiv(1, 10); (g.area.W+mm/2)/mm != map[string]geom.Length{"352.4": 3524, "225.4": 2254}[c.widthMM] {
			t.Errorf("%s: %.2f mm wide, want %s", c.name, g.area.W.MM(), c.widthMM)
		}
		if left, right := g.area.X, c.page.Trim.W-g.area.Right(); left-right > 1 || right-left > 1 {
			t.Errorf("%s: not centred: %d and %d", c.name, left, right)
		}
	}
}

func TestBaselinesAddNoError(t *testing.T) {
	g := newGrid(broadsheet())
	b := g.baselines()
	for i, y := range b {
		// Each baseline is the exact one rounded, however far down the page.
		exact := g.Height.MulDiv(int64(i+1), int64(g.Lines))
		if y-g.area.Y != exact {
			t.Fatalf("baseline %d at %d, want %d", i+1, y-g.area.Y, exact)
		}
	}
	if last := b[len(b)-1]; last != g.area.Bottom() {
		t.Errorf("last baseline %d, type area ends at %d", last, g.area.Bottom())
	}
}

// 长栏 of n base columns: 13 27 41 55 69 83 97 111 (NEWSPAPER: 栏 arithmetic).
func TestLongColumns(t *testing.T) {
	g := newGrid(broadsheet())
	for n, want := range []geom.Length{13, 27, 41, 55, 69, 83, 97, 111} {
		if got := g.columnsWidth(edition.Span{From: 1, To: n + 1}); got != want*g.Em {
			t.Errorf("%d columns: %d 字, want %d", n+1, got/g.Em, want)
		}
	}
}

// 破栏: n base columns in k legs, whole 字 and remainder (NEWSPAPER: 栏 arithmetic).
func TestBrokenColumns(t *testing.T) {
	g := newGrid(broadsheet())
	for _, c := range []struct{ n, k, zi, rem int }{
		{3, 2, 20, 0}, {5, 2, 34, 0}, {5, 3, 22, 1}, {4, 3, 17, 2}, {8, 7, 15, 0}, {8, 5, 21, 2},
	} {
		cols := edition.Span{From: 1, To: c.n}
		w := g.columnsWidth(cols)
		for _, rem := range []edition.Remainder{edition.Absolute, edition.Relative, edition.Free} {
			legs := g.legs(g.area.X, w, cols, c.k, rem)
			if len(legs) != c.k {
				t.Fatalf("%d破%d %s: %d legs", c.n, c.k, rem, len(legs))
			}
			if legs[0].x != g.area.X || legs[c.k-1].x+legs[c.k-1].w != g.area.X+w {
				t.Errorf("%d破%d %s: legs do not span the frame", c.n, c.k, rem)
			}
			for i, l := range legs {
				want := geom.Length(c.zi) * g.Em
				switch {
				case rem == edition.Relative && i < c.rem:
					want += g.Em
				case rem == edition.Free:
					clear := w - geom.Length(c.k-1)*g.gap()
					if d := l.w - clear/geom.Length(c.k); d < 0 || d > 1 {
						t.Errorf("%d破%d free: leg %d is %d, want %d", c.n, c.k, i+1, l.w, clear/geom.Length(c.k))
					}
					continue
				}
				if l.w != want {
					t.Errorf("%d破%d %s: leg %d has %d/%d 字, want %d", c.n, c.k, rem, i+1, l.w, g.Em, want/g.Em)
				}
				if rem == edition.Relative && i > 0 && l.x-legs[i-1].x-legs[i-1].w != g.gap() {
					t.Errorf("%d破%d relative: gap %d is not 1 字", c.n, c.k, i)
				}
			}
		}
	}
}

func TestAutoFollowsBaseColumns(t *testing.T) {
	g := newGrid(broadsheet())
	cols := edition.Span{From: 1, To: 5}
	legs := g.legs(g.area.X, g.columnsWidth(cols), cols, 2, edition.Auto)
	if legs[0].w != 41*g.Em || legs[1].w != 27*g.Em || legs[1].x != g.columnX(4) {
		t.Errorf("5 columns in 2 legs: %v", legs)
	}
}

func TestCropKeepsShapeAndFocus(t *testing.T) {
	im := &sheet.Image{W: 1000, H: 500}
	for _, c := range []struct {
		rect  geom.Rect
		focus [2]int
		want  sheet.Crop
	}{
		{geom.Rect{W: 100, H: 100}, [2]int{500, 500}, sheet.Crop{X: 250, Y: 0, W: 500, H: 500}},
		{geom.Rect{W: 100, H: 100}, [2]int{0, 500}, sheet.Crop{X: 0, Y: 0, W: 500, H: 500}},
		{geom.Rect{W: 100, H: 100}, [2]int{1000, 500}, sheet.Crop{X: 500, Y: 0, W: 500, H: 500}},
		{geom.Rect{W: 400, H: 100}, [2]int{500, 200}, sheet.Crop{X: 0, Y: 0, W: 1000, H: 250}},
		{geom.Rect{W: 200, H: 100}, [2]int{300, 300}, sheet.Crop{X: 0, Y: 0, W: 1000, H: 500}},
	} {
		if got := crop(im, c.rect, c.focus); got != c.want {
			t.Errorf("crop(%v, %v) = %v, want %v", c.rect, c.focus, got, c.want)
		}
	}
}
