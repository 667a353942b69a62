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
	family string      // of the drawing font
	margin geom.Length // of the media around the trim
	height int64       // of the media box, 0.01 pt
}

// draw has gopdf draw all pages and puts the file that it makes into out.
func (d *draft) draw(out *bytes.Buffer) error {
	gp := &gopdf.GoPdf{}
	gp.Start(gopdf.Config{PageSize: gopdf.Rect{W: 1, H: 1}})
	gp.SetNoCompression()
	gaps := &gapReader{}
	family, most := "", 0
	for _, s := range d.subsets {
		most = max(most, len(s.clusters)+1)
	}
	if most > 0 {
		var err error
		if family, err = useDrawingFont(gp, most, gaps.next); err != nil {
			return err
		}
	}
	for _, dp := range d.pages {
		size := d.mediaSize(dp.page)
		p := pen{gp, family, d.margin(dp.page), centiPt(size.H)}
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
			m := &dp.marks[i]
			gaps.list = append(gaps.list, m.run.gaps...)
			if err := p.draw(m); err != nil {
				return fmt.Errorf("page %s: %w", dp.page.Name, err)
			}
		}
	}
	gaps.at = 0 // gopdf asks for each gap when a run is drawn and again now
	if _, err := gp.WriteTo(out); err != nil {
		return err
	}
	if gaps.at != len(gaps.list) {
		return fmt.Errorf("gopdf set %d gaps between glyphs, not %d", gaps.at, len(gaps.list))
	}
	return nil
}

// gapReader hands gopdf the gaps between glyphs, which it asks for pair by pair
// in the order of drawing.
type gapReader struct {
	list []int16
	at   int
}

func (g *gapReader) next(_, _ rune, _, _ uint, _ int16) int16 {
	g.at++
	if g.at > len(g.list) {
		return 0
	}
	return g.list[g.at-1]
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

func (p *pen) draw(m *mark) error {
	switch it := m.item.(type) {
	case *sheet.Text:
		return p.text(m, it)
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

func (p *pen) text(m *mark, t *sheet.Text) error {
	if err := p.gp.SetFont(p.family, "", float64(milliPt(t.Size))/1000); err != nil {
		return err
	}
	p.gp.SetTextColorCMYK(percents(t.Ink))
	p.gp.SetXY(p.x(m.run.x), p.y(t.Origin.Y)) // each time, or gopdf joins runs on one baseline
	codes := make([]rune, len(m.run.ids))
	for i, id := range m.run.ids {
		codes[i] = firstCode + rune(id)
	}
	return p.gp.Text(string(codes))
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
