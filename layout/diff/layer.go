package diff

import (
	"image/color"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/overlay"
)

// Layer draws the changes of a page for a proof of the new page: blue boxes
// where things stand now, red ones where they stood, each kind named once a box.
func Layer(changes []Change, page string, face *fonts.Face) overlay.Layer {
	const label = 7 * geom.Pt
	blue, red, white := color.NRGBA{30, 90, 220, 255}, color.NRGBA{215, 30, 40, 255}, color.NRGBA{255, 255, 255, 255}
	out := overlay.Layer{Name: "diff", Face: face}
	box := func(r Rect, c color.NRGBA, name string) {
		at := geom.Rect{X: points(r.X), Y: points(r.Y), W: points(r.W), H: points(r.H)}.Inset(-geom.Pt)
		fill := c
		fill.A = 26
		out.Shapes = append(out.Shapes, overlay.Shape{Rect: at, Fill: fill, Stroke: c, Width: geom.Pt})
		if name != "" {
			w := label.MulDiv(int64(len(name))*11+10, 20)
			out.Shapes = append(out.Shapes, overlay.Shape{Rect: geom.Rect{X: at.X, Y: at.Y - label.MulDiv(5, 4), W: w, H: label.MulDiv(5, 4)},
				Fill: c, Label: name, Size: label, Ink: white})
		}
	}
	for _, ch := range changes {
		if ch.Page != page {
			continue
		}
		for i, r := range ch.Old {
			if name := string(ch.Kind); i == 0 && len(ch.New) == 0 {
				box(r, red, name)
			} else {
				box(r, red, "")
			}
		}
		for i, r := range ch.New {
			if i == 0 {
				box(r, blue, string(ch.Kind))
			} else {
				box(r, blue, "")
			}
		}
	}
	return out
}

// points rounds to an EMU; sheet.json has thousandths of a point.
func points(v float64) geom.Length {
	const far = 1e6 // beyond any page, and safe to convert
	return geom.Length(max(-far, min(far, v)) * float64(geom.Pt))
}
