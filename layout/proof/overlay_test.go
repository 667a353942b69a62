package proof

import (
	"image"
	"image/color"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/sheet"
)

func TestOverlayShapes(t *testing.T) {
	box := geom.Rect{X: hundredths(20), Y: hundredths(20), W: hundredths(60), H: hundredths(60)}
	layer := overlay.Layer{Face: fonttest.Library().Face("hei"), Shapes: []overlay.Shape{
		{Rect: box, Fill: color.NRGBA{255, 0, 0, 128}, Stroke: color.NRGBA{0, 0, 255, 255}, Width: hundredths(2)},
		{Rect: geom.Rect{X: hundredths(30), Y: hundredths(30), W: hundredths(40), H: hundredths(40)}, Label: "中", Size: hundredths(36), Ink: color.NRGBA{0, 0, 0, 255}},
	}}
	img, err := Render(inch(), 100, layer)
	if err != nil {
		t.Fatal(err)
	}
	if got := at(img, 25, 75); got != (color.RGBA{255, 127, 127, 255}) {
		t.Errorf("half red on white is %v", got)
	}
	for _, p := range []image.Point{{20, 50}, {21, 50}, {79, 50}, {50, 20}, {50, 79}} {
		if at(img, p.X, p.Y) != blue {
			t.Errorf("the outline at %v is %v", p, at(img, p.X, p.Y))
		}
	}
	if at(img, 22, 50) == blue || at(img, 19, 50) != white {
		t.Error("the outline is too wide")
	}
	dark := 0
	for y := 30; y < 70; y++ {
		for x := 30; x < 70; x++ {
			if at(img, x, y).R < 60 {
				dark++
			}
		}
	}
	if dark < 60 {
		t.Errorf("the label has %d dark pixels", dark)
	}
}

// Regions put together are the page as painted at once, byte for byte.
func TestRegionsJoin(t *testing.T) {
	song := fonttest.Library().Face("song")
	em := 24 * geom.Pt
	p := inch(
		&sheet.Picture{Rect: geom.Rect{X: hundredths(5), Y: hundredths(5), W: hundredths(90), H: hundredths(70)}, Image: quarters(t), Crop: sheet.Crop{W: 20, H: 20}},
		&sheet.Text{Face: song, Size: em, Ink: sheet.Black, Origin: geom.Point{X: hundredths(10), Y: hundredths(60)},
			Cells: []fonts.Cell{{ID: song.Glyph('国'), Runes: 1, W: em}, {ID: song.Glyph('人'), Runes: 1, X: em, W: em}}},
		&sheet.Rule{From: geom.Point{Y: hundredths(80)}, To: geom.Point{X: geom.Inch, Y: hundredths(80)}, Width: geom.Pt, Ink: sheet.Black},
	)
	whole := render(t, p, 150)
	pt := &Painter{}
	for y := 0; y < 150; y += 64 {
		for x := 0; x < 150; x += 64 {
			img, err := pt.Region(p, 150, image.Rect(x, y, x+64, y+64))
			if err != nil {
				t.Fatal(err)
			}
			b := img.Bounds()
			for py := b.Min.Y; py < b.Max.Y; py++ {
				for px := b.Min.X; px < b.Max.X; px++ {
					d := int(img.RGBAAt(px, py).R) - int(whole.RGBAAt(px, py).R)
					if d < -1 || d > 1 { // clipping may round a glyph's edge otherwise
						t.Fatalf("pixel %d,%d is %v in its region, %v on the page", px, py, img.RGBAAt(px, py), whole.RGBAAt(px, py))
					}
				}
			}
		}
	}
}

// A picture read again from the same bytes is not decoded again; other bytes are.
func TestPainterKeepsPictures(t *testing.T) {
	a, b := quarters(t), quarters(t)
	pt := &Painter{}
	one, err := pt.read(a, 0)
	if err != nil {
		t.Fatal(err)
	}
	if two, _ := pt.read(b, 0); two != one {
		t.Error("the same bytes were decoded twice")
	}
	b2 := *b
	b2.Orient = 3
	if two, _ := pt.read(&b2, 0); two == one {
		t.Error("another orientation gives the same picture")
	}
	if _, err := pt.read(&sheet.Image{Data: []byte("no")}, 0); err == nil {
		t.Error("other bytes give the same picture")
	}
}

func TestContact(t *testing.T) {
	p := inch(&sheet.Fill{Rect: geom.Rect{W: geom.Inch, H: geom.Inch}, Ink: sheet.Black})
	img, err := Contact([]*sheet.Page{p, p, p}, 30, 0, fonttest.Library().Face("hei"))
	if err != nil {
		t.Fatal(err)
	}
	// Two columns of 120 pixels with 8 around each, and two rows under their names.
	if img.Bounds().Dx() != 8+2*128 || img.Bounds().Dy() != 8+2*(120+8+8) {
		t.Errorf("the sheet is %v", img.Bounds())
	}
	black := func(x, y int) bool { return at(img, x, y).R < 40 }
	if !black(60, 70) || !black(190, 70) || !black(60, 200) || black(190, 200) {
		t.Error("the three pages do not stand where they should")
	}
	if _, err := Contact(nil, 30, 0, nil); err == nil {
		t.Error("no pages give no error")
	}
}
