package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"paiban/layout/pdfimage"
	"paiban/layout/sheet"
)

// A proof shows a page of a PDF this fine, unless it is larger than most pixels a side.
const (
	proofPPI = 200
	mostSide = 4000
)

// Size gives the pixels of what Decode gives.
func Size(im *sheet.Image) (w, h int) {
	if !im.Placed() {
		return im.W, im.H
	}
	scale := math.Min(proofPPI/7200.0, mostSide/float64(max(im.W, im.H, 1)))
	return max(1, int(float64(im.W)*scale)), max(1, int(float64(im.H)*scale))
}

// drawn draws a page of a PDF for screens. One that cannot be drawn is a box with a
// cross: a proof shows where it stands, and the press gets it all the same.
func drawn(im *sheet.Image) image.Image {
	w, h := Size(im)
	img, err := pdfimage.Render(im.Data, im.Page, im.Box, w, h)
	if err != nil {
		return crossed(w, h)
	}
	return img
}

// crossed gives a light box with its diagonals.
func crossed(w, h int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{Y: 230}), image.Point{}, draw.Src)
	n := 2 * max(w, h)
	for i := range n {
		x, y := i*w/n, i*h/n
		for _, p := range [...]image.Point{{x, y}, {w - 1 - x, y}, {x, 0}, {x, h - 1}, {0, y}, {w - 1, y}} {
			for d := range 1 + max(w, h)/400 {
				out.Set(min(p.X+d, w-1), p.Y, color.Gray{Y: 90})
			}
		}
	}
	return out
}
