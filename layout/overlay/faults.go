package overlay

import (
	"fmt"
	"image/color"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// overset marks each frame that copy runs over with a bar at its foot that says
// by how much.
func overset(f Facts) []Shape {
	var out []Shape
	for _, o := range f.Over {
		bar := tag(o.Rect.X, o.Rect.Bottom()-large, o.Text, red, large*6/5)
		bar.Rect.W = max(bar.Rect.W, o.Rect.W)
		out = append(out, Shape{Rect: o.Rect, Stroke: red, Width: 2 * geom.Pt}, bar)
	}
	return out
}

// Shares of an em by which a line's gaps are stretched: below the first a reader
// sees nothing, at the second everyone sees it.
const (
	looseFrom = 40  // thousandths of an em
	looseFull = 250 // and darkest
)

// misfit tints lines by how far their gaps are from good: loose ones from yellow
// to red, tight ones blue. Lines beyond the rules' limits have an outline too.
func misfit(p *sheet.Page) []Shape {
	var out []Shape
	eachLine(p, func(l sheet.Line) {
		gap := gapStretch(l)
		if gap < looseFrom && l.Misfit == 0 {
			return
		}
		ems := geom.Rect{X: l.Origin.X + l.Indent, Y: l.Origin.Y - l.Em.MulDiv(88, 100), W: l.Width, H: l.Em}
		heat := min(255, 60+150*max(gap-looseFrom, 0)/(looseFull-looseFrom))
		s := Shape{Rect: ems, Fill: color.NRGBA{255, uint8(max(0, 210-heat)), 0, uint8(min(170, heat))}}
		if l.Misfit < 0 {
			s.Fill = with(blue, 110)
		}
		if l.Misfit != 0 {
			s.Stroke, s.Width = with(s.Fill, 255), thick
			s.Rect = s.Rect.Inset(-hair)
		}
		out = append(out, s)
	})
	return out
}

// gapStretch gives what justification added to each gap of a line, thousandths
// of an em.
func gapStretch(l sheet.Line) int {
	gaps := len([]rune(l.Text)) - 1
	if l.Last || gaps < 1 || l.Em <= 0 {
		return 0
	}
	return int((l.Width - l.Natural).MulDiv(1000, int64(l.Em)*int64(gaps)))
}

func eachLine(p *sheet.Page, visit func(sheet.Line)) {
	var blocks func([]*sheet.Block)
	blocks = func(bs []*sheet.Block) {
		for _, b := range bs {
			for _, l := range b.Lines {
				visit(l)
			}
			blocks(b.Blocks)
		}
	}
	for _, s := range p.Stories {
		blocks(s.Blocks)
	}
}

// ppi writes each picture's resolution at its size on it: green from 200 up,
// amber from 170, red below 100 (NEWSPAPER: press).
func ppi(p *sheet.Page) []Shape {
	var out []Shape
	for _, it := range p.Items {
		pic, ok := it.(*sheet.Picture)
		if !ok || pic.Rect.Empty() || pic.Image.Placed() { // preflight knows the pictures in a PDF
			continue
		}
		x := geom.Inch.MulDiv(int64(pic.Crop.W), int64(pic.Rect.W))
		y := geom.Inch.MulDiv(int64(pic.Crop.H), int64(pic.Rect.H))
		n, c := int(min(x, y)), green
		switch {
		case n < 100:
			c = red
		case n < 200:
			c = amber
		}
		out = append(out, Shape{Rect: pic.Rect, Fill: with(c, 40), Stroke: c, Width: thick},
			tag(pic.Rect.X, pic.Rect.Y, fmt.Sprintf("%d ppi", n), c, large))
	}
	return out
}

// inks marks what is not black alone with its inks and their sum, pictures with those
// of their pixel that takes the most: green within the press's limit, amber near it,
// red above. A picture that goes to no press says what it has in place of inks.
func inks(p *sheet.Page, f Facts) []Shape {
	var out []Shape
	mark := func(it sheet.Item, ink sheet.Ink) {
		if ink.KOnly() {
			return
		}
		c := f.judge(ink.Percent())
		r := it.Bounds()
		out = append(out, Shape{Rect: r, Stroke: c, Width: hair}, tag(r.X, r.Bottom(), sum(ink), c, small))
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case *sheet.Text:
			mark(it, it.Ink)
		case *sheet.Rule:
			mark(it, it.Ink)
		case *sheet.Fill:
			mark(it, it.Ink)
		case *sheet.Picture:
			if it.Image == nil || it.Image.Placed() { // preflight knows the inks of a PDF
				continue
			}
			label, c := "RGB", amber
			if ink, ok := f.most(it); ok {
				label, c = "≤ "+sum(ink), f.judge(ink.Percent())
			} else if it.Image.Gray {
				continue
			}
			out = append(out, Shape{Rect: it.Rect, Stroke: c, Width: thick},
				tag(it.Rect.X, it.Rect.Bottom()-large*5/4, label, c, large))
		}
	}
	return out
}

func sum(i sheet.Ink) string { return fmt.Sprintf("%s = %d%%", i.Label(), i.Percent()) }

func (f Facts) most(p *sheet.Picture) (sheet.Ink, bool) {
	if f.Most == nil {
		return sheet.Ink{}, false
	}
	return f.Most(p)
}

// judge gives the colour of a sum of inks, in percent.
func (f Facts) judge(sum int) color.NRGBA {
	switch {
	case sum > f.InkLimit:
		return red
	case sum > f.InkHigh:
		return amber
	}
	return green
}
