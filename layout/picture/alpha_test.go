package picture

import (
	"image"
	"image/color"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// disc is a red disc on nothing, its edge soft, hidden pixels black as many programs
// leave them.
func disc(n int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			dx, dy := 2*x-n+1, 2*y-n+1
			a := max(0, min(255, 255*(n*n*3/4-dx*dx-dy*dy)/(n*4)+128))
			if a > 0 {
				img.SetNRGBA(x, y, color.NRGBA{220, 20, 20, uint8(a)})
			}
		}
	}
	return img
}

// What is seen through stays so where it may, its colours free of the paper; elsewhere it
// lies on paper.
func TestSeenThrough(t *testing.T) {
	p, im := newsprint(t, 240), pngOf(t, disc(64))
	e, err := p.Make(im, placed(im, geom.Inch), Soft)
	if err != nil || len(e.Alpha) != e.W*e.H {
		t.Fatalf("%d of alpha, %v", len(e.Alpha), err)
	}
	pix, w, _, _, err := Samples(e.Data)
	if err != nil {
		t.Fatal(err)
	}
	middle := pix[4*(32*w+32):][:4]
	for i, a := range e.Alpha {
		for c, v := range pix[4*i : 4*i+4] {
			if d := int(v) - int(middle[c]); d > 24 || d < -24 { // hidden or not: one colour, but for the JPEG
				t.Fatalf("pixel %d, alpha %d: %v beside %v", i, a, pix[4*i:4*i+4], middle)
			}
		}
	}
	if e.Alpha[0] != 0 || e.Alpha[32*w+32] != 255 {
		t.Errorf("alpha of a corner %d, of the middle %d", e.Alpha[0], e.Alpha[32*w+32])
	}
	flat, err := p.Make(im, placed(im, geom.Inch), 0)
	if err != nil || flat.Alpha != nil {
		t.Fatalf("flat: alpha %d, %v", len(flat.Alpha), err)
	}
	if pix, _, _, _, err := Samples(flat.Data); err != nil || pix[0] > 5 || pix[1] > 5 || pix[2] > 5 {
		t.Errorf("a corner of the flat one has %v", pix[:4])
	}
	part, err := p.Make(im, []Use{{sheet.Crop{X: 24, Y: 24, W: 16, H: 16}, geom.Size{W: geom.Inch, H: geom.Inch}}}, Soft)
	if err != nil || part.Alpha != nil {
		t.Errorf("a part that nothing is seen through: alpha %d, %v", len(part.Alpha), err)
	}
}

// Laid on paper again, colours taken off it are what they were.
func TestOffPaper(t *testing.T) {
	for n := 1; n <= inkCount; n++ {
		r := newRaster(16, 16, n+1)
		for i := range r.pix {
			r.pix[i] = uint8(i * 37)
		}
		on := overPaper(r, false)
		off := on.offPaper()
		again := newRaster(16, 16, n+1)
		for i, a := range off.alpha.pix {
			copy(again.pix[i*(n+1):], off.pix[i*n:(i+1)*n])
			again.pix[i*(n+1)+n] = a
		}
		for i, v := range overPaper(again, false).pix {
			if d := int(v) - int(on.pix[i]); d > 1 || d < -1 {
				t.Fatalf("%d samples, at %d: %d, was %d", n, i, v, on.pix[i])
			}
		}
	}
	clear := newRaster(3, 3, 2)
	for _, v := range overPaper(clear, false).offPaper().pix {
		if v != 0 { // nothing is seen of it
			t.Errorf("hidden all over: %d", v)
		}
	}
}
