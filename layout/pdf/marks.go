package pdf

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Marks are what stands outside the bleed for printers. All but the strip are on every
// plate: in the registration colour (ISO 32000-1, 8.6.6.4), which is no ink.
type Marks struct {
	Crop     bool // where to cut, at the corners
	Centre   bool // the middles of the edges
	Register bool // circles with a cross, by which plates are aligned
	Strip    bool // patches of all inks and their tints (CY/T 197, annex B)
	Slug     bool // edition, page, a hash of the content; each plate's name in its ink
}

// ParseMarks reads a list of "crop", "centre", "register", "strip", "slug"; it is
// false for another word.
func ParseMarks(list []string) (m Marks, ok bool) {
	for _, s := range list {
		switch s {
		case "crop":
			m.Crop = true
		case "centre":
			m.Centre = true
		case "register":
			m.Register = true
		case "strip":
			m.Strip = true
		case "slug":
			m.Slug = true
		default:
			return m, false
		}
	}
	return m, true
}

// MarkNames are the words that ParseMarks reads.
func MarkNames() []string { return []string{"crop", "centre", "register", "strip", "slug"} }

// The sizes of marks. They begin away from the bleed, so that a knife a little off
// leaves none of them on the page.
const (
	markMargin = 12 * geom.MM // around the bleed
	markGap    = 2 * geom.MM
	markLength = 7 * geom.MM
	markWidth  = geom.Pt / 4
	patchSize  = 5 * geom.MM
	slugSize   = 7 * geom.Pt
	slugStart  = 15 * geom.MM // from the trim's left; the strip begins there, too
	registerAt = 12 * geom.MM // register marks stand beside the centre marks
	ringRadius = 2 * geom.MM
)

// everyPlate is the registration colour.
var everyPlate = (&sheet.Spot{Name: "All", C: 1000, M: 1000, Y: 1000, K: 1000}).Ink(1000)

// margin gives how far the media reaches beyond a page's trim.
func (d *draft) margin(p *sheet.Page) geom.Length {
	if d.opt.Marks == (Marks{}) {
		return p.Bleed
	}
	return p.Bleed + markMargin
}

// marker makes the marks of one page.
type marker struct {
	*sheet.Page
	items []sheet.Item
	pen   geom.Point // where the slug goes on
	mid   bool       // there are marks in the middle of the edges
}

// printersMarks gives the marks of a page as items to paint.
func (d *draft) printersMarks(p *sheet.Page) []sheet.Item {
	m := &marker{Page: p, mid: d.opt.Marks.Centre || d.opt.Marks.Register}
	if d.opt.Marks.Crop {
		for _, x := range []geom.Length{0, p.Trim.W} {
			m.upright(x)
		}
		for _, y := range []geom.Length{0, p.Trim.H} {
			m.level(y)
		}
	}
	if d.opt.Marks.Centre {
		m.upright(p.Trim.W / 2)
		m.level(p.Trim.H / 2)
	}
	if d.opt.Marks.Register {
		out := p.Bleed + markGap + ringRadius*3/2
		for _, c := range []geom.Point{
			{X: p.Trim.W/2 + registerAt, Y: -out}, {X: p.Trim.W/2 + registerAt, Y: p.Trim.H + out},
			{X: -out, Y: p.Trim.H/2 + registerAt}, {X: p.Trim.W + out, Y: p.Trim.H/2 + registerAt},
		} {
			m.register(c)
		}
	}
	if d.opt.Marks.Strip {
		m.strip()
	}
	if d.opt.Marks.Slug {
		m.slug(d)
	}
	return m.items
}

func (m *marker) line(x0, y0, x1, y1 geom.Length) {
	m.items = append(m.items, &sheet.Rule{From: geom.Point{X: x0, Y: y0}, To: geom.Point{X: x1, Y: y1}, Width: markWidth, Ink: everyPlate})
}

// upright draws the marks above and below a place across the page, level those at the
// sides of a place down it.
func (m *marker) upright(x geom.Length) {
	from, to := m.Bleed+markGap, m.Bleed+markGap+markLength
	m.line(x, -to, x, -from)
	m.line(x, m.Trim.H+from, x, m.Trim.H+to)
}

func (m *marker) level(y geom.Length) {
	from, to := m.Bleed+markGap, m.Bleed+markGap+markLength
	m.line(-to, y, -from, y)
	m.line(m.Trim.W+from, y, m.Trim.W+to, y)
}

// circle holds the cosines of a circle of 24 corners from 0 to 90°, in thousandths.
var circle = [...]int64{1000, 966, 866, 707, 500, 259, 0}

func (m *marker) register(c geom.Point) {
	at := func(i int) geom.Point {
		x, y := circle[i%6], circle[6-i%6]
		switch i / 6 % 4 {
		case 1:
			x, y = -y, x
		case 2:
			x, y = -x, -y
		case 3:
			x, y = y, -x
		}
		return geom.Point{X: c.X + ringRadius.MulDiv(x, 1000), Y: c.Y + ringRadius.MulDiv(y, 1000)}
	}
	for i := range 24 {
		a, b := at(i), at(i+1)
		m.line(a.X, a.Y, b.X, b.Y)
	}
	arm := ringRadius * 3 / 2
	m.line(c.X-arm, c.Y, c.X+arm, c.Y)
	m.line(c.X, c.Y-arm, c.X, c.Y+arm)
}

// strip draws patches under the page, from the left: full inks, half tones, two inks
// over each other, the gray of three inks beside that of black, spot inks.
func (m *marker) strip() {
	patches := []sheet.Ink{
		{C: 1000}, {M: 1000}, {Y: 1000}, {K: 1000}, {C: 500}, {M: 500}, {Y: 500}, {K: 500},
		{C: 1000, M: 1000}, {C: 1000, Y: 1000}, {M: 1000, Y: 1000}, {C: 500, M: 400, Y: 400}, {K: 500},
	}
	for _, s := range spotsOf(m.Items) {
		patches = append(patches, s.Ink(1000), s.Ink(500))
	}
	x, y := slugStart, m.Trim.H+m.Bleed+markGap
	for _, ink := range patches {
		if x = m.past(x, patchSize); x+patchSize > m.Trim.W {
			return
		}
		m.items = append(m.items, &sheet.Fill{Rect: geom.Rect{X: x, Y: y, W: patchSize, H: patchSize}, Ink: ink})
		x += patchSize
	}
}

// spotsOf lists the spot inks of a page, in order of first use.
func spotsOf(items []sheet.Item) []*sheet.Spot {
	var out []*sheet.Spot
	seen := map[*sheet.Spot]bool{nil: true}
	for _, it := range items {
		var s *sheet.Spot
		switch it := it.(type) {
		case *sheet.Text:
			s = it.Ink.Spot
		case *sheet.Rule:
			s = it.Ink.Spot
		case *sheet.Fill:
			s = it.Ink.Spot
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// slug writes above the page what it is, and each plate's name in its own ink.
func (m *marker) slug(d *draft) {
	face := cmp.Or(firstFace(m.Items), d.opt.Face)
	if face == nil {
		return
	}
	m.pen = geom.Point{X: slugStart, Y: -m.Bleed - markGap - slugSize}
	m.write(face, strings.Join([]string{d.ed.Name, d.ed.Date, m.Name, m.hash()}, "  "), everyPlate)
	m.pen.X += 7 * geom.MM
	plates := []struct {
		name string
		ink  sheet.Ink
	}{{"Cyan", sheet.Ink{C: 1000}}, {"Magenta", sheet.Ink{M: 1000}}, {"Yellow", sheet.Ink{Y: 1000}}, {"Black", sheet.Black}}
	for _, s := range spotsOf(m.Items) {
		plates = append(plates, struct {
			name string
			ink  sheet.Ink
		}{s.Name, s.Ink(1000)})
	}
	for _, p := range plates {
		m.write(face, p.name, p.ink)
	}
}

// hash gives the beginning of a hash of all that the page shows.
func (m *marker) hash() string {
	h := sha256.New()
	if err := sheet.Dump(h, m.Page); err != nil {
		return "" // a hash does not fail
	}
	for _, it := range m.Items {
		if p, ok := it.(*sheet.Picture); ok && p.Image != nil {
			sum := p.Image.Digest()
			h.Write(sum[:])
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

func firstFace(items []sheet.Item) *fonts.Face {
	for _, it := range items {
		if t, ok := it.(*sheet.Text); ok && t.Face != nil {
			return t.Face
		}
	}
	return nil
}

// past gives where something that wide may stand, from x on: clear of the marks in the
// middle.
func (m *marker) past(x, wide geom.Length) geom.Length {
	const air = 3 * geom.MM
	from, to := m.Trim.W/2-air, m.Trim.W/2+registerAt+ringRadius*3/2+air
	if m.mid && x < to && x+wide > from {
		return to
	}
	return x
}

// write sets a piece of small type where the pen is, clear of marks, on a line above
// where this one is full, and leaves the pen behind it. Characters that the face lacks are
// left out; nothing is written that does not fit.
func (m *marker) write(f *fonts.Face, s string, ink sheet.Ink) {
	t := &sheet.Text{Face: f, Size: slugSize, Ink: ink}
	var at geom.Length
	for _, r := range s {
		g := f.Glyph(r)
		if g == 0 {
			continue
		}
		w := slugSize.MulDiv(int64(f.Advance(g)), int64(f.UPEM()))
		t.Cells = append(t.Cells, fonts.Cell{ID: g, Runes: 1, X: at, W: w})
		t.Text += string(r)
		at += w
	}
	if m.pen.X = m.past(m.pen.X, at); m.pen.X+at > m.Trim.W {
		m.pen = geom.Point{X: m.past(slugStart, at), Y: m.pen.Y - slugSize*5/4}
	}
	if len(t.Cells) > 0 && m.pen.X+at <= m.Trim.W && m.pen.Y-slugSize > -m.Bleed-markMargin {
		t.Origin = m.pen
		m.items = append(m.items, t)
		m.pen.X += at + 3*geom.MM
	}
}
