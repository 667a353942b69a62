package pdf

import (
	"fmt"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Half says what of a spread (双通版) a file shows. A half has the coordinates of the
// whole, and other boxes: what stands across the fold is cut by the same line in both,
// and put together they are the whole.
type Half uint8

// The whole of a page, or what is left or right of its fold.
const (
	WholePage Half = iota
	LeftHalf
	RightHalf
)

// window is what a file shows of a page: from left to right edge of its trim, and the
// bleed at each. A fold has none unless the other half shall be seen beyond it.
type window struct{ from, to, bleedLeft, bleedRight geom.Length }

func (d *draft) window(p *sheet.Page) window {
	out := window{0, p.Trim.W, p.Bleed, p.Bleed}
	switch d.opt.Half {
	case LeftHalf:
		out.to, out.bleedRight = p.Fold, d.opt.FoldBleed
	case RightHalf:
		out.from, out.bleedLeft = p.Fold, d.opt.FoldBleed
	}
	return out
}

// Halved reports whether spreads have files of their halves: an archive has pages, and
// readers of a screen see the whole.
func (p Press) Halved() bool { return p != Screen && !p.archived() }

// checkHalf refuses what has no halves.
func (d *draft) checkHalf(p *sheet.Page) error {
	switch {
	case d.opt.Half == WholePage:
		return nil
	case p.Fold <= 0 || p.Fold >= p.Trim.W:
		return fmt.Errorf("page %s is no spread: it has no halves", p.Name)
	case d.opt.FoldBleed < 0 || d.opt.FoldBleed > geom.Inch || d.opt.FoldBleed > min(p.Fold, p.Trim.W-p.Fold):
		return fmt.Errorf("page %s: the bleed at the fold is out of range", p.Name)
	case !d.opt.Press.Halved():
		return fmt.Errorf("page %s: %s has no halves of spreads", p.Name, d.opt.Press)
	}
	return nil
}

// halved gives a page with the items that a half may show. Outlines may leave their em
// boxes, so type a little beyond is among them.
func (d *draft) halved(p *sheet.Page) *sheet.Page {
	if d.opt.Half == WholePage {
		return p
	}
	w := d.window(p)
	out := *p
	out.Items = nil
	for _, it := range p.Items {
		slack := geom.Length(0)
		if t, ok := it.(*sheet.Text); ok {
			slack = t.Size
		}
		if b := it.Bounds(); b.X-slack <= w.to+w.bleedRight && b.Right()+slack >= w.from-w.bleedLeft {
			out.Items = append(out.Items, it)
		}
	}
	return &out
}

// halfMarks gives the marks around what a file shows of a page.
func (d *draft) halfMarks(p *sheet.Page) []sheet.Item {
	if d.opt.Half == WholePage {
		return d.printersMarks(p)
	}
	w := d.window(p)
	alone := *p
	alone.Trim.W = w.to - w.from
	alone.Name = p.Halves[d.opt.Half-LeftHalf]
	marks := d.printersMarks(&alone)
	for _, it := range marks {
		switch it := it.(type) {
		case *sheet.Text:
			it.Origin.X += w.from
		case *sheet.Rule:
			it.From.X += w.from
			it.To.X += w.from
		case *sheet.Fill:
			it.Rect.X += w.from
		}
	}
	return marks
}

// clip begins the content of a half: nothing of it is seen beyond its bleed, where its
// marks stand.
func (c *canvas) clip(d *draft, p *sheet.Page) {
	if d.opt.Half == WholePage {
		return
	}
	box := d.bleedBox(p)
	c.write("q\n")
	for _, l := range [...]geom.Length{box[0], box[1], box[2] - box[0], box[3] - box[1]} {
		c.out = append(appendDecimal(c.out, milliPt(l), 3), ' ')
	}
	c.write("re W n\n")
	c.clipped = true
}

// unclip ends it.
func (c *canvas) unclip() {
	if c.clipped {
		c.write("Q\n")
		c.begin()
	}
}

// bleedBox gives the bleed box, in the space of the page: left, lower, right, upper.
func (d *draft) bleedBox(p *sheet.Page) [4]geom.Length {
	h, out, w := d.mediaSize(p).H, d.margin(p), d.window(p)
	in := out - p.Bleed
	return [4]geom.Length{out + w.from - w.bleedLeft, in, out + w.to + w.bleedRight, h - in}
}
