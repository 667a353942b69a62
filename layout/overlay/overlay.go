// Package overlay draws what an editor measures a page by – the grid, its
// lines, frames, faults – as plain rectangles and labels over the page. The
// writers of proofs paint them; a printed page never has any.
package overlay

import (
	"image/color"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Shape is one rectangle of an overlay, in the page's coordinates. Colours may
// be translucent; a colour without alpha paints nothing.
type Shape struct {
	Rect   geom.Rect
	Fill   color.NRGBA
	Stroke color.NRGBA // of an outline, on the edge's inner side
	Width  geom.Length // of the outline
	Label  string      // written in the top left corner
	Size   geom.Length // of the label's type
	Ink    color.NRGBA // of the label
}

// Layer is one overlay of a page, painted in order.
type Layer struct {
	Name   string
	Face   *fonts.Face // of the labels; nil = they are left out
	Shapes []Shape
}

// Facts is what an overlay shows that the sheet does not hold.
type Facts struct {
	Over []Over
	Face *fonts.Face // of the labels

	InkHigh, InkLimit int // percent: the sum of inks that a press frowns at, and that it takes
	// Most gives the inks of a picture's pixel that takes the most, as it is printed;
	// false where a picture is no matter of inks, as on screens. It may be nil.
	Most func(*sheet.Picture) (sheet.Ink, bool)
}

// Over is copy that found no room.
type Over struct {
	Rect geom.Rect // of the frame that it runs over
	Text string    // by how much
}

// Names lists the overlays in the order they lie on each other, the lowest first.
var Names = []string{"grid", "baselines", "legs", "frames", "bounds", "ink", "ppi", "misfit", "overset"}

// Make draws the overlays named, in the order of Names. A name that is none of
// them is left out: callers check names against the list.
func Make(p *sheet.Page, facts Facts, names []string) []Layer {
	draw := map[string]func() []Shape{
		"grid": func() []Shape { return grid(p) }, "baselines": func() []Shape { return baselines(p) },
		"legs": func() []Shape { return legs(p) }, "frames": func() []Shape { return frames(p) },
		"bounds": func() []Shape { return bounds(p) }, "ink": func() []Shape { return inks(p, facts) },
		"ppi": func() []Shape { return ppi(p) }, "misfit": func() []Shape { return misfit(p) },
		"overset": func() []Shape { return overset(facts) },
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	var out []Layer
	for _, n := range Names {
		if wanted[n] {
			out = append(out, Layer{n, facts.Face, draw[n]()})
		}
	}
	return out
}

// Colours of the overlays, one each, so that several can be read at once.
var (
	cyan   = color.NRGBA{0, 150, 200, 255}
	green  = color.NRGBA{20, 150, 60, 255}
	blue   = color.NRGBA{40, 70, 220, 255}
	purple = color.NRGBA{140, 60, 190, 255}
	amber  = color.NRGBA{225, 150, 0, 255}
	red    = color.NRGBA{220, 20, 30, 255}
	white  = color.NRGBA{255, 255, 255, 255}
)

// with gives c with another alpha.
func with(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

// Widths of lines: a hair is one pixel at 150 dpi.
const (
	hair  = geom.Pt / 2
	thick = geom.Pt
	small = 6 * geom.Pt // labels
	large = 9 * geom.Pt
)

// along is a horizontal hair line, its middle at y.
func along(x, y, w geom.Length, c color.NRGBA) Shape {
	return Shape{Rect: geom.Rect{X: x, Y: y - hair/2, W: w, H: hair}, Fill: c}
}

// across is a vertical hair line, its middle at x.
func across(x, y, h geom.Length, c color.NRGBA) Shape {
	return Shape{Rect: geom.Rect{X: x - hair/2, Y: y, W: hair, H: h}, Fill: c}
}

// tag is a label on a ground of its own colour, its corner at x, y.
func tag(x, y geom.Length, text string, ground color.NRGBA, size geom.Length) Shape {
	w := size / 2
	for _, r := range text {
		if r < 0x2E80 {
			w += size.MulDiv(11, 20)
		} else {
			w += size
		}
	}
	return Shape{Rect: geom.Rect{X: x, Y: y, W: w, H: size.MulDiv(5, 4)}, Fill: ground, Label: text, Size: size, Ink: white}
}
