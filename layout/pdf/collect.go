package pdf

import (
	"errors"
	"fmt"
	"slices"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// draft is a file in the making: what is to be drawn, and with what.
type draft struct {
	ed      *sheet.Edition
	opt     Options
	pages   []*draftPage
	subsets []*subset // in order of first use
	byFace  map[*fonts.Face]*subset
	spots   []*sheet.Spot         // in order of first use
	images  map[name]*imageSource // by the names of resources that gopdf gave them
	spans   spans

	read *reading.Edition // of a file with structure
	tags *tags            // its structure; nil = it has none
}

// draftPage is one page and its marks, in paint order.
type draftPage struct {
	page  *sheet.Page
	marks []mark
	tags  *tagMarker // nil = its file has no structure
}

// mark is one thing that gopdf is asked to draw. The finishing pass goes through
// them again, in step with what gopdf wrote.
type mark struct {
	item sheet.Item
	ink  sheet.Ink
	run  run     // of a *sheet.Text
	font *subset // of a *sheet.Text
	page bool    // it is of the page, not a mark for the printer

	spans []glyphSpan // of a *sheet.Text

	image *imageSource // of a *sheet.Picture
}

// maxPage bounds places on a page: PDF's own limit of 200 inches (ISO 32000-1,
// annex C), with room around for what bleeds.
const maxPage = 400 * geom.Inch

// collect goes through all items and numbers the glyphs that they use.
func collect(ed *sheet.Edition, opt Options, pages []*sheet.Page) (*draft, error) {
	d := &draft{ed: ed, opt: opt, byFace: map[*fonts.Face]*subset{}, images: map[name]*imageSource{}, spans: spans{}}
	for _, p := range pages {
		if err := d.checkHalf(p); err != nil {
			return nil, err
		}
		p = d.halved(p)
		if p.Trim.W <= 0 || p.Trim.H <= 0 || p.Trim.W > maxPage/2 || p.Trim.H > maxPage/2 || p.Bleed < 0 || p.Bleed > geom.Inch {
			return nil, fmt.Errorf("page %s: trim or bleed is out of range", p.Name)
		}
		d.pages = append(d.pages, &draftPage{page: p})
		d.wording(p)
	}
	if opt.Press.archived() {
		d.archive()
	}
	for _, dp := range d.pages {
		if err := d.addPage(dp); err != nil {
			return nil, fmt.Errorf("page %s: %w", dp.page.Name, err)
		}
	}
	return d, d.readyPictures()
}

// release gives back what other files can use again.
func (d *draft) release() {
	for _, s := range d.subsets {
		s.release()
	}
}

// archive gives the file its structure.
func (d *draft) archive() {
	if !slices.Contains(d.ed.Pages, d.pages[0].page) { // pages of no edition are one
		whole := *d.ed
		whole.Pages = nil
		for _, dp := range d.pages {
			whole.Pages = append(whole.Pages, dp.page)
		}
		d.ed = &whole
	}
	d.read = reading.Of(d.ed)
	d.tags = d.newTags()
	for i, dp := range d.pages {
		dp.tags = &tagMarker{tags: d.tags, page: i}
	}
}

// addPage adds what a page shows, then what stands around it for the printer.
func (d *draft) addPage(dp *draftPage) error {
	items := dp.page.Items
	if d.tags != nil {
		items = d.tags.cutItems(items)
	}
	own := len(items)
	items = append(items[:own:own], d.halfMarks(dp.page)...)
	dp.marks = make([]mark, 0, len(items))
	for i, it := range items {
		n := len(dp.marks)
		if err := d.add(dp, it, nextText(items, i)); err != nil {
			return err
		}
		for k := n; k < len(dp.marks); k++ {
			dp.marks[k].page = i < own
		}
	}
	return nil
}

// nextText gives the text painted right after item i, if there is one.
func nextText(items []sheet.Item, i int) *sheet.Text {
	if i+1 == len(items) {
		return nil
	}
	t, _ := items[i+1].(*sheet.Text)
	return t
}

func (d *draft) add(dp *draftPage, it sheet.Item, next *sheet.Text) error {
	if t, ok := it.(*sheet.Text); ok {
		return d.addText(dp, t, next)
	}
	if it == nil {
		return errors.New("cannot draw a nil item")
	}
	b := it.Bounds()
	if outside(b.X) || outside(b.Y) || outside(b.Right()) || outside(b.Bottom()) {
		return fmt.Errorf("%T at %.1f, %.1f pt is far off the page", it, b.X.Pt(), b.Y.Pt())
	}
	m := mark{item: it}
	switch it := it.(type) {
	case *sheet.Rule:
		m.ink = it.Ink
		if it.Width <= 0 {
			return fmt.Errorf("rule at %.1f, %.1f pt has no width", b.X.Pt(), b.Y.Pt())
		}
	case *sheet.Fill:
		m.ink = it.Ink
	case *sheet.Picture:
		if err := checkPicture(it); err != nil {
			return err
		}
	default:
		return fmt.Errorf("cannot draw a %T", it)
	}
	if m.ink.C > 1000 || m.ink.M > 1000 || m.ink.Y > 1000 || m.ink.K > 1000 || m.ink.Tint > 1000 {
		return fmt.Errorf("ink of more than 100 %% at %.1f, %.1f pt", b.X.Pt(), b.Y.Pt())
	}
	dp.marks = append(dp.marks, m)
	return nil
}

func outside(l geom.Length) bool { return l > maxPage || l < -maxPage }

// OffPageError says that a text cannot be drawn: it lies further off the page than PDF
// can say, as a head of ten thousand characters would, or has no size.
type OffPageError struct{ Text *sheet.Text }

func (e *OffPageError) Error() string {
	return fmt.Sprintf("text %q is far off the page or of no size", e.Text.Text)
}

func (d *draft) addText(dp *draftPage, t, next *sheet.Text) error {
	if outside(t.Origin.X) || outside(t.Origin.Y) || t.Size <= 0 || t.Size > maxPage {
		return &OffPageError{t}
	}
	for _, c := range t.Cells {
		if outside(c.X) || outside(c.W) || outside(c.Dx) || outside(c.Dy) {
			return &OffPageError{t}
		}
	}
	s := d.byFace[t.Face]
	if s == nil {
		var err error
		if s, err = newSubset(t.Face, fontName(len(d.subsets))); err != nil {
			return fmt.Errorf("font %s: %w", t.Face.Name, err)
		}
		d.byFace[t.Face] = s
		d.subsets = append(d.subsets, s)
	}
	runs, err := s.runs(t, next)
	if err != nil {
		return fmt.Errorf("font %s: %w", t.Face.Name, err)
	}
	if d.tags != nil {
		d.private(t)
	}
	said, at := d.spans[t], 0
	for _, r := range runs {
		m := mark{item: t, ink: t.Ink, run: r, font: s}
		if len(said) > 0 {
			m.spans, at = s.glyphSpans(said, r.ids, at)
		}
		dp.marks = append(dp.marks, m)
	}
	return nil
}
