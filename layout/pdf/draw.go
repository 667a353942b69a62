package pdf

import (
	"bytes"
	"fmt"
	"math"

	"github.com/signintech/gopdf"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// pen draws marks with gopdf on one page. gopdf counts from the top left of the
// media box, in points, and writes two decimals; all places given to it are
// whole hundredths, so that it has nothing to round.
type pen struct {
	gp     *gopdf.GoPdf
	margin geom.Length // of the media around the trim
	height int64       // of the media box, 0.01 pt
}

// draw has gopdf draw all pages and puts the file that it makes into out.
func (d *draft) draw(out *bytes.Buffer) error {
	gp := &gopdf.GoPdf{}
	gp.Start(gopdf.Config{PageSize: gopdf.Rect{W: 1, H: 1}})
	gp.SetNoCompression()
	if len(d.subsets) > 0 {
		if err := useDrawingFont(gp); err != nil {
			return err
		}
	}
	for _, dp := range d.pages {
		size := d.mediaSize(dp.page)
		p := pen{gp, d.margin(dp.page), centiPt(size.H)}
		gp.AddPageWithOption(gopdf.PageOption{
			PageSize: &gopdf.Rect{W: points(centiPt(size.W)), H: points(p.height)},
			TrimBox: &gopdf.Box{
				Left: points(centiPt(p.margin)), Top: points(centiPt(p.margin)),
				Right: points(centiPt(p.margin + dp.page.Trim.W)), Bottom: points(centiPt(p.margin + dp.page.Trim.H)),
			},
		})
		if len(dp.marks) == 0 {
			gp.SetLineWidth(1) // or gopdf writes a page without content, and that wrongly
		}
		for i := range dp.marks {
			if err := p.draw(&dp.marks[i], i); err != nil {
				return fmt.Errorf("page %s: %w", dp.page.Name, err)
			}
		}
	}
	_, err := gp.WriteTo(out)
	return err
}

// mediaSize is the trim with the bleed around it, and room for marks.
func (d *draft) mediaSize(p *sheet.Page) geom.Size {
	m := d.margin(p)
	return geom.Size{W: p.Trim.W + 2*m, H: p.Trim.H + 2*m}
}

func points(centi int64) float64 { return float64(centi) / 100 }

// x and y give places on the page as gopdf counts them.
func (p *pen) x(x geom.Length) float64 { return points(centiPt(x + p.margin)) }
func (p *pen) y(y geom.Length) float64 { return points(centiPt(y + p.margin)) }

// draw draws the i-th mark of a page.
func (p *pen) draw(m *mark, i int) error {
	switch it := m.item.(type) {
	case *sheet.Text:
		return p.text(m, it, i)
	case *sheet.Rule:
		p.rule(it)
	case *sheet.Fill:
		p.gp.SetFillColorCMYK(percents(it.Ink))
		x, y := p.x(it.Rect.X), p.y(it.Rect.Y)
		p.gp.RectFromUpperLeftWithStyle(x, y, p.x(it.Rect.Right())-x, p.y(it.Rect.Bottom())-y, "F")
	case *sheet.Picture:
		return p.picture(m, it)
	}
	return nil
}

// text draws a run where it begins, in its size and ink, as one character that stands
// in for it: what gopdf knows of type is code points, and a run has glyphs of its own.
func (p *pen) text(m *mark, t *sheet.Text, i int) error {
	if err := p.gp.SetFontSize(float64(milliPt(t.Size)) / 1000); err != nil {
		return err
	}
	p.gp.SetTextColorCMYK(percents(t.Ink))
	p.gp.SetXY(p.x(m.run.x), p.y(t.Origin.Y)) // each time, or gopdf joins runs on one baseline
	return p.gp.Text(standInText(i))
}

func (p *pen) rule(r *sheet.Rule) {
	p.gp.SetLineWidth(points(max(1, centiPt(r.Width))))
	dash := make([]float64, len(r.Dash))
	for i, l := range r.Dash {
		dash[i] = points(centiPt(l))
	}
	p.gp.SetCustomLineType(dash, 0)
	p.gp.SetStrokeColorCMYK(percents(r.Ink))
	p.gp.Line(p.x(r.From.X), p.y(r.From.Y), p.x(r.To.X), p.y(r.To.Y))
}

// picture places an image so that its crop fills the rectangle.
func (p *pen) picture(m *mark, it *sheet.Picture) error {
	h, err := gopdf.ImageHolderByBytes(m.image.standIn)
	if err != nil {
		return fmt.Errorf("picture %s: %w", it.Image.Name, err)
	}
	opt := gopdf.ImageOptions{X: p.x(it.Rect.X), Y: p.y(it.Rect.Y)}
	width, height := p.x(it.Rect.Right())-opt.X, p.y(it.Rect.Bottom())-opt.Y
	opt.Rect = &gopdf.Rect{W: width, H: height}
	if !m.whole(it) {
		all := uncropped(it, m.image.Shown)
		opt.Rect = &gopdf.Rect{W: points(centiPt(all.W)), H: points(centiPt(all.H))}
		opt.Crop = &gopdf.CropOptions{
			X: points(centiPt(it.Rect.X - all.X)), Y: points(centiPt(it.Rect.Y - all.Y)), Width: width, Height: height,
		}
	}
	if err := p.gp.ImageByHolderWithOptions(h, opt); err != nil {
		return fmt.Errorf("picture %s: %w", it.Image.Name, err)
	}
	return nil
}

// percents gives an ink as gopdf takes it; the finishing pass restores what
// whole percents cannot say.
func percents(i sheet.Ink) (c, m, y, k uint8) {
	f := func(v uint16) uint8 { return uint8(math.Round(float64(v) / 10)) }
	return f(i.C), f(i.M), f(i.Y), f(i.K)
}
