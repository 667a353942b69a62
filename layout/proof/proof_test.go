package proof

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// inch is a page of one square inch: at 100 dpi a pixel is 0.01 in.
func inch(items ...sheet.Item) *sheet.Page {
	return &sheet.Page{Name: "t", Trim: geom.Size{W: geom.Inch, H: geom.Inch}, Items: items}
}

func render(t *testing.T, p *sheet.Page, dpi int) *image.RGBA {
	t.Helper()
	img, err := Render(p, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func hundredths(n int64) geom.Length { return geom.Inch.MulDiv(n, 100) }

func at(img *image.RGBA, x, y int) color.RGBA { return img.RGBAAt(x, y) }

func TestFillsAndInks(t *testing.T) {
	img := render(t, inch(
		&sheet.Fill{Rect: geom.Rect{X: hundredths(10), Y: hundredths(10), W: hundredths(20), H: hundredths(20)}, Ink: sheet.Black},
		&sheet.Fill{Rect: geom.Rect{X: hundredths(20), Y: hundredths(10), W: hundredths(5), H: hundredths(5)}, Ink: sheet.Paper},
		&sheet.Fill{Rect: geom.Rect{X: hundredths(50), Y: hundredths(50), W: geom.Inch, H: geom.Inch}, Ink: sheet.Ink{M: 1000, Y: 500}},
		// A quarter of a pixel's width: a whole one, as viewers show it.
		&sheet.Fill{Rect: geom.Rect{X: hundredths(5), Y: 0, W: hundredths(1) / 4, H: hundredths(1)}, Ink: sheet.Black},
	), 100)
	for _, c := range []struct {
		x, y int
		want color.RGBA
	}{
		{9, 10, color.RGBA{255, 255, 255, 255}}, {10, 10, color.RGBA{35, 31, 32, 255}}, {29, 29, color.RGBA{35, 31, 32, 255}},
		{30, 29, color.RGBA{255, 255, 255, 255}}, {20, 10, color.RGBA{255, 255, 255, 255}},
		{99, 99, color.RGBA{237, 14, 88, 255}}, {5, 0, color.RGBA{35, 31, 32, 255}},
	} {
		if got := at(img, c.x, c.y); got != c.want {
			t.Errorf("pixel %d,%d = %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

func TestRules(t *testing.T) {
	img := render(t, inch(
		&sheet.Rule{From: geom.Point{X: hundredths(10), Y: hundredths(50)}, To: geom.Point{X: hundredths(90), Y: hundredths(50)}, Width: hundredths(2), Ink: sheet.Black},
		&sheet.Rule{From: geom.Point{X: hundredths(20), Y: hundredths(60)}, To: geom.Point{X: hundredths(20), Y: hundredths(90)}, Width: hundredths(4), Ink: sheet.Black,
			Dash: []geom.Length{hundredths(3), hundredths(2)}},
	), 100)
	black := func(x, y int) bool { return at(img, x, y).R < 40 }
	for x := range 100 {
		if want := x >= 10 && x < 90; black(x, 49) != want || black(x, 50) != want || black(x, 48) || black(x, 51) {
			t.Fatalf("solid rule is wrong at x=%d", x)
		}
	}
	for y := 60; y < 90; y++ {
		want := (y-60)%5 < 3
		if black(18, y) != want || black(21, y) != want || black(17, y) || black(22, y) {
			t.Errorf("dashed rule is wrong at y=%d", y)
		}
	}
}

// A glyph moved by half a pixel must move by half a pixel: the ink's centre of
// mass tells.
func TestGlyphPlaces(t *testing.T) {
	song := fonttest.Library().Face("song")
	centre := func(x, y geom.Length) (cx, cy, ink float64) {
		img := render(t, inch(&sheet.Text{Face: song, Size: 36 * geom.Pt, Ink: sheet.Black, Text: "国",
			Origin: geom.Point{X: x, Y: y}, Cells: []fonts.Cell{{ID: song.Glyph('国'), Runes: 1, W: 36 * geom.Pt}}}), 144)
		for py := range 144 {
			for px := range 144 {
				k := 255 - float64(at(img, px, py).R)
				cx, cy, ink = cx+k*float64(px), cy+k*float64(py), ink+k
			}
		}
		return cx / ink, cy / ink, ink
	}
	x0, y0, ink0 := centre(10*geom.Pt, 50*geom.Pt)
	x1, y1, ink1 := centre(10*geom.Pt+geom.Pt/4, 50*geom.Pt+geom.Pt/8)
	if d := x1 - x0; d < 0.48 || d > 0.52 {
		t.Errorf("moved ¼ pt = 0.5 px right, seen %.3f", d)
	}
	if d := y1 - y0; d < 0.23 || d > 0.27 {
		t.Errorf("moved ⅛ pt = 0.25 px down, seen %.3f", d)
	}
	if r := ink1 / ink0; r < 0.99 || r > 1.01 {
		t.Errorf("ink changed by %.3f", r)
	}
	// 国 nearly fills its em box: 36 pt wide from x=10, box 880 above the baseline.
	if x0 < 2*27 || x0 > 2*29 || y0 < 2*(50-0.40*36) || y0 > 2*(50-0.34*36) {
		t.Errorf("centre of 国 at %.1f,%.1f px", x0, y0)
	}
}

func TestOffPageItemsDoNotPanic(t *testing.T) {
	song := fonttest.Library().Face("song")
	cells := []fonts.Cell{{ID: song.Glyph('国'), Runes: 1, W: geom.Inch}}
	var items []sheet.Item
	for _, far := range []geom.Length{-geom.Inch / 2, geom.Inch / 2, -1 << 50, 1 << 50} {
		items = append(items,
			&sheet.Text{Face: song, Size: geom.Inch, Ink: sheet.Black, Origin: geom.Point{X: far, Y: far}, Cells: cells},
			&sheet.Fill{Rect: geom.Rect{X: far, Y: far, W: geom.Inch, H: geom.Inch}, Ink: sheet.Black},
			&sheet.Rule{From: geom.Point{X: far, Y: far}, To: geom.Point{}, Width: geom.Pt, Ink: sheet.Black, Dash: []geom.Length{1, 0, -1}},
			&sheet.Picture{Rect: geom.Rect{X: far, Y: far, W: geom.Inch, H: geom.Inch}, Crop: sheet.Crop{X: 5, W: 9, H: 1}, Image: quarters(t)},
		)
	}
	render(t, inch(items...), 72)
}

// quarters is a 20×20 picture: red, green over blue, white.
func quarters(t *testing.T) *sheet.Image {
	img := image.NewRGBA(image.Rect(0, 0, 20, 20))
	for y := range 20 {
		for x := range 20 {
			c := [][]color.RGBA{{red, green}, {blue, white}}[y/10][x/10]
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return &sheet.Image{Name: "q.png", Format: "png", Data: b.Bytes(), W: 20, H: 20}
}

var (
	red, green  = color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}
	blue, white = color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 255, 255}
)

func TestPictureCropAndOrientation(t *testing.T) {
	// The four corners of the whole picture, as each orientation shows them:
	// top left, top right, bottom left, bottom right.
	want := map[uint8][4]color.RGBA{
		0: {red, green, blue, white}, 1: {red, green, blue, white},
		2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green},
		7: {white, green, blue, red}, 8: {green, white, red, blue},
	}
	for orient, w := range want {
		im := quarters(t)
		im.Orient = orient
		img := render(t, inch(&sheet.Picture{Rect: geom.Rect{W: geom.Inch, H: geom.Inch}, Image: im, Crop: sheet.Crop{W: 20, H: 20}}), 100)
		if got := [4]color.RGBA{at(img, 10, 10), at(img, 90, 10), at(img, 10, 90), at(img, 90, 90)}; got != w {
			t.Errorf("orientation %d shows %v, want %v", orient, got, w)
		}
	}
	img := render(t, inch(&sheet.Picture{Rect: geom.Rect{W: geom.Inch / 2, H: geom.Inch}, Image: quarters(t), Crop: sheet.Crop{X: 10, Y: 10, W: 10, H: 10}}), 100)
	if at(img, 25, 50) != white || at(img, 75, 50) != white {
		t.Error("the crop shows more than the white quarter")
	}
	if _, err := Render(inch(&sheet.Picture{Image: &sheet.Image{Name: "x", Data: []byte("no")}}), 100); err == nil {
		t.Error("a broken picture gives no error")
	}
}

func TestPNG(t *testing.T) {
	song := fonttest.Library().Face("song")
	p := inch(
		&sheet.Picture{Rect: geom.Rect{W: geom.Inch, H: geom.Inch}, Image: quarters(t), Crop: sheet.Crop{W: 20, H: 20}},
		&sheet.Text{Face: song, Size: 36 * geom.Pt, Ink: sheet.Black, Origin: geom.Point{X: 10 * geom.Pt, Y: 50 * geom.Pt},
			Cells: []fonts.Cell{{ID: song.Glyph('国'), Runes: 1, W: 36 * geom.Pt}}})
	var a, b bytes.Buffer
	if err := PNG(&a, p, 150); err != nil {
		t.Fatal(err)
	}
	if err := PNG(&b, p, 150); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two proofs of one page differ")
	}
	got, err := png.Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	want := render(t, p, 150)
	if got.Bounds() != want.Bounds() {
		t.Fatalf("bounds %v, want %v", got.Bounds(), want.Bounds())
	}
	for y := range 150 {
		for x := range 150 {
			if c := color.RGBAModel.Convert(got.At(x, y)); c != want.RGBAAt(x, y) {
				t.Fatalf("pixel %d,%d reads back as %v, want %v", x, y, c, want.RGBAAt(x, y))
			}
		}
	}
}

func TestResolutionBounds(t *testing.T) {
	for _, dpi := range []int{-1, 0, MinDPI - 1, MaxDPI + 1} {
		if _, err := Render(inch(), dpi); err == nil {
			t.Errorf("%d dpi gives no error", dpi)
		}
	}
	if _, err := Render(&sheet.Page{}, 72); err == nil {
		t.Error("a page without size gives no error")
	}
}
