package overlay

import (
	"strconv"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// grid draws the page as a 版样纸: a cell for every 字 of every base column, each
// fifth line numbered at both sides, each column at the top.
func grid(p *sheet.Page) []Shape {
	g, area := p.Grid, p.TypeArea
	if len(g.Baselines) == 0 || g.Columns < 1 {
		return nil
	}
	var out []Shape
	faint := with(cyan, 70)
	column := g.Em * geom.Length(g.Measure)
	edges := lineEdges(p)
	for c := range g.Columns {
		x := area.X + g.ColumnX(c)
		out = append(out, Shape{Rect: geom.Rect{X: x, Y: area.Y, W: column, H: area.H}, Fill: with(cyan, 14)})
		for i := range g.Measure + 1 {
			out = append(out, across(x+geom.Length(i)*g.Em, area.Y, area.H, faint))
		}
		for i, y := range edges {
			line := faint
			if i%5 == 0 {
				line = with(cyan, 150)
			}
			out = append(out, along(x, y, column, line))
		}
		label := tag(x, area.Y-large*5/4, strconv.Itoa(c+1), cyan, large)
		out = append(out, label)
	}
	for i := range g.Baselines {
		if (i+1)%5 == 0 {
			n := strconv.Itoa(i + 1)
			out = append(out, tag(area.X-small*5/2, edges[i], n, cyan, small),
				tag(area.Right()+small/2, edges[i], n, cyan, small))
		}
	}
	return out
}

// lineEdges gives the top of every line and the foot of the last: they stand
// between the baselines, in proportion to the type area's height.
func lineEdges(p *sheet.Page) []geom.Length {
	n := len(p.Grid.Baselines)
	out := make([]geom.Length, n+1)
	for i := range out {
		out[i] = p.TypeArea.Y + p.TypeArea.H.MulDiv(int64(i), int64(n))
	}
	return out
}

// baselines draws the line that every body line stands on.
func baselines(p *sheet.Page) []Shape {
	var out []Shape
	for _, y := range p.Grid.Baselines {
		out = append(out, along(p.TypeArea.X, y, p.TypeArea.W, with(cyan, 130)))
	}
	return out
}

// frames outlines every frame and names it.
func frames(p *sheet.Page) []Shape {
	var out []Shape
	for _, f := range p.Frames {
		out = append(out, Shape{Rect: f.Rect, Stroke: blue, Width: thick},
			tag(f.Rect.X, f.Rect.Y, frameName(f), blue, large))
	}
	return out
}

func frameName(f sheet.Frame) string { return f.Story + "/" + strconv.Itoa(f.N) }

// legs tints every leg and numbers it.
func legs(p *sheet.Page) []Shape {
	var out []Shape
	for _, f := range p.Frames {
		for i, l := range f.Legs {
			out = append(out, Shape{Rect: l, Fill: with(green, 28), Stroke: with(green, 150), Width: hair},
				tag(l.Right()-large*3/2, l.Y, strconv.Itoa(i+1), green, large))
		}
	}
	return out
}

// bounds outlines everything that is painted.
func bounds(p *sheet.Page) []Shape {
	var out []Shape
	for _, it := range p.Items {
		s := Shape{Rect: it.Bounds(), Stroke: with(purple, 150), Width: hair}
		switch it.(type) {
		case *sheet.Picture:
			s.Stroke, s.Width = purple, thick
		case *sheet.Rule:
			s.Rect = s.Rect.Inset(-hair)
		}
		out = append(out, s)
	}
	return out
}
