package makeup

import (
	"slices"

	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// figure is a picture with its caption, laid out but not yet written.
type figure struct {
	*edition.Picture
	x, w    geom.Length
	lines   edition.Span // picture and caption
	picture edition.Span // the picture's own
	caption *captionBlock
	crowded bool // its caption leaves it too few lines
}

// captionBlock is a caption and its credit, set in the picture's measure on
// lines of the page's grid.
type captionBlock struct {
	caption, credit     []paragraph.Line
	captionSt, creditSt *style
	shared              bool // the credit stands at the end of the caption's last line
	lines               int
}

// minPicture is the fewest lines a picture may be left with by its caption.
const minPicture = 2

// figure lays a picture out in its frame. One without lines stands below what is
// at the top of its part of the frame.
func (pg *page) figure(s *edition.Story, p *edition.Picture, f *frame) figure {
	fig := figure{Picture: p}
	fig.x, fig.w = f.across(&p.Spot)
	fig.caption = pg.captionBlock(s, p, fig.w)
	fig.lines = p.Lines
	if p.Lines == (edition.Span{}) {
		from := f.freeFrom(fig.x, fig.w)
		// The whole picture at its own shape, to the nearest line.
		h := fig.w.MulDiv(int64(p.Image.H), int64(p.Image.W))
		n := int((h + pg.grid.Pitch()/2) / pg.grid.Pitch())
		n = max(n, minPicture) + fig.caption.lines
		if p.Height > 0 {
			n = p.Height
		}
		fig.lines = edition.Span{From: from, To: min(from+n-1, f.lines.To)}
	}
	fig.picture = edition.Span{From: fig.lines.From, To: fig.lines.To - fig.caption.lines}
	if fig.picture.Len() < minPicture {
		fig.crowded = true
		fig.picture.To = fig.picture.From
	}
	return fig
}

// grow makes a figure some lines taller or shorter, if that keeps it in its
// frame, off the others, and changes its picture by no more than a tenth: so the
// crop stays within what an editor would not notice.
func (fig *figure) grow(more int, f *frame) bool {
	const tenth = 10
	if fig.crowded || max(more, -more)*tenth > fig.picture.Len() {
		return false
	}
	if fig.lines.To == f.lines.To && fig.lines.From > f.lines.From { // stands on the frame's foot
		fig.lines.From -= more
	} else {
		fig.lines.To += more
	}
	fig.picture = edition.Span{From: fig.lines.From, To: fig.lines.To - fig.caption.lines}
	if fig.lines.From < f.lines.From || fig.lines.To > f.lines.To || fig.picture.Len() < minPicture {
		return false
	}
	for _, h := range f.holes {
		if h.x < fig.x+fig.w && fig.x < h.x+h.w && h.lines.From <= fig.lines.To && fig.lines.From <= h.lines.To {
			return false
		}
	}
	return true
}

// across gives the left edge and width of a spot: its base columns, its legs, or
// by default half of the legs, at the right.
func (f *frame) across(p *edition.Spot) (x, w geom.Length) {
	n := len(f.legs)
	switch {
	case p.Columns != (edition.Span{}):
		return f.page.grid.columnX(p.Columns.From), f.page.grid.columnsWidth(p.Columns)
	case p.Legs != (edition.Span{}):
		return f.span(p.Legs)
	}
	return f.span(edition.Span{From: n - max(1, n/2) + 1, To: n})
}

// captionKey is what a caption as set depends on.
type captionKey struct {
	picture *edition.Picture
	w       geom.Length
}

// captionBlock sets a caption and credit, once for each key. The credit goes flush
// right on the caption's last line where a 字 of air is left between them, else on
// its own.
func (pg *page) captionBlock(s *edition.Story, p *edition.Picture, w geom.Length) *captionBlock {
	if c := pg.captions[captionKey{p, w}]; c != nil {
		return c
	}
	c := &captionBlock{captionSt: pg.styles.of(s.Styles[sheet.Caption]), creditSt: pg.styles.of(s.Styles[sheet.Credit])}
	pg.captions[captionKey{p, w}] = c
	if gathered(s) { // an inset has them
		return c
	}
	if len(p.Caption.Runes) > 0 {
		c.caption = pg.set(s.ID, p.Caption, c.captionSt, w)
	}
	if len(p.Credit.Runes) > 0 {
		c.credit = pg.set(s.ID, p.Credit, c.creditSt, w)
	}
	c.lines = len(c.caption) + len(c.credit)
	if len(c.caption) > 0 && len(c.credit) == 1 {
		last := c.caption[len(c.caption)-1]
		if last.Indent+last.Width+c.captionSt.Size+c.credit[0].Width <= w {
			c.shared = true
			c.lines--
		}
	}
	return c
}

// gathered reports whether an inset of the story holds all its captions.
func gathered(s *edition.Story) bool {
	return slices.ContainsFunc(s.Insets, func(in *edition.Inset) bool { return in.Captions })
}

// place writes the figure and gives it to the story.
func (fig *figure) place(pg *page, s *edition.Story, f *frame, out *sheet.Story) {
	g := pg.grid
	y := g.top(fig.picture.From)
	// The picture's foot stands on a baseline, where the lines beside it stand.
	rect := geom.Rect{X: fig.x, Y: y, W: fig.w, H: g.baseline(fig.picture.To) - y}
	if fig.caption.lines == 0 {
		rect.H = g.foot(fig.picture.To) - y
	}
	pic := &sheet.Picture{Image: fig.Image, Alt: fig.Alt, Relimit: fig.Relimit, Decorative: fig.Decorative}
	pic.Rect, pic.Crop = fitted(fig.Picture, rect)
	pg.out.Items = append(pg.out.Items, pic)
	b := &sheet.Block{Role: sheet.Figure, Pos: fig.Pos, Picture: pic}
	out.Blocks = append(out.Blocks, b)
	if fig.Label != "" {
		pg.label(fig.Label, rect, pg.styles.of(s.Styles[sheet.Caption]))
	}
	fig.placeCaption(pg, s.ID, f, b)
}

func (fig *figure) placeCaption(pg *page, story string, f *frame, b *sheet.Block) {
	c := fig.caption
	n := fig.picture.To + 1
	at := func(line int) place {
		return place{origin: geom.Point{X: fig.x, Y: pg.grid.baseline(line)}, story: story, frame: f.name(), leg: 1, onGrid: true}
	}
	if len(c.caption) > 0 {
		cb := block(sheet.Caption, c.captionSt, fig.Picture.Caption)
		for i := range c.caption {
			pg.emit(cb, fig.Picture.Caption, &c.caption[i], c.captionSt, at(n))
			n++
		}
		b.Blocks = append(b.Blocks, cb)
	}
	if len(c.credit) == 0 {
		return
	}
	if c.shared {
		n--
	}
	cb := block(sheet.Credit, c.creditSt, fig.Credit)
	for i := range c.credit {
		ln := &c.credit[i]
		p := at(n)
		if c.shared { // flush right, whatever the style says
			p.origin.X = fig.x + fig.w - ln.Indent - ln.Width
			if len(ln.Runs) > 0 {
				p.origin.X = fig.x + fig.w - ln.Width - ln.Runs[0].X
			}
		}
		pg.emit(cb, fig.Credit, ln, c.creditSt, p)
		n++
	}
	b.Blocks = append(b.Blocks, cb)
}

// leastReversed is the smallest type that prints white out of a ground of ink
// (反白): below, ink runs into the strokes.
const leastReversed = 10 * geom.Pt

// label draws a picture's number in its lower left corner, white on black.
func (pg *page) label(text string, rect geom.Rect, st *style) {
	in := edition.Inline{Runes: []rune(text)}
	rev := *st
	rev.ink = sheet.Paper
	rev.Indent, rev.Align, rev.Size = 0, paragraph.Start, max(st.Size, leastReversed)
	lines := paragraph.Set(rev.text(in), &rev.Style, level(rect.W)).Lines
	if len(lines) == 0 {
		return
	}
	pad := rev.Size / 4
	w, h := lines[0].Width+2*pad, rev.Size+2*pad
	plate := geom.Rect{X: rect.X, Y: rect.Bottom() - h, W: w, H: h}
	pg.out.Items = append(pg.out.Items, &sheet.Fill{Rect: plate, Ink: sheet.Black})
	origin := geom.Point{X: plate.X + pad, Y: plate.Y + pad + rev.Size.MulDiv(emTopMil, 1000)}
	b := &sheet.Block{Role: sheet.Caption, Style: st.name, Text: text}
	pg.emit(b, in, &lines[0], &rev, place{origin: origin})
	pg.furniture.Blocks = append(pg.furniture.Blocks, b)
}

// fitted gives where a picture stands in its place, and what of it is shown there.
func fitted(p *edition.Picture, place geom.Rect) (geom.Rect, sheet.Crop) {
	im := p.Image
	whole := sheet.Crop{W: im.W, H: im.H}
	if p.Fit == edition.Cover || place.Empty() || im.W <= 0 || im.H <= 0 {
		return place, crop(im, place, p.Focus)
	}
	if p.Fit == edition.Contain {
		w, h := place.W, place.W.MulDiv(int64(im.H), int64(im.W))
		if h > place.H {
			w, h = place.H.MulDiv(int64(im.W), int64(im.H)), place.H
		}
		return middle(place, w, h), whole
	}
	const centi = geom.Pt / 100 // what a PDF's page is measured in
	whole.W, whole.H = min(im.W, int(place.W/centi)), min(im.H, int(place.H/centi))
	whole.X = clamp(im.W*p.Focus[0]/1000-whole.W/2, 0, im.W-whole.W)
	whole.Y = clamp(im.H*p.Focus[1]/1000-whole.H/2, 0, im.H-whole.H)
	return middle(place, geom.Length(whole.W)*centi, geom.Length(whole.H)*centi), whole
}

// middle gives a rectangle in the middle of another.
func middle(r geom.Rect, w, h geom.Length) geom.Rect {
	return geom.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: max(w, 1), H: max(h, 1)}
}

// crop cuts the largest piece of rect's shape out of an image, as near to the
// focus point (thousandths of its width and height) as its edges let it.
func crop(im *sheet.Image, rect geom.Rect, focus [2]int) sheet.Crop {
	c := sheet.Crop{W: im.W, H: im.H}
	if rect.Empty() || im.W <= 0 || im.H <= 0 {
		return c
	}
	if w := int(geom.Length(im.H).MulDiv(int64(rect.W), int64(rect.H))); w < im.W {
		c.W = max(w, 1)
	} else if h := int(geom.Length(im.W).MulDiv(int64(rect.H), int64(rect.W))); h < im.H {
		c.H = max(h, 1)
	}
	c.X = clamp(im.W*focus[0]/1000-c.W/2, 0, im.W-c.W)
	c.Y = clamp(im.H*focus[1]/1000-c.H/2, 0, im.H-c.H)
	return c
}
