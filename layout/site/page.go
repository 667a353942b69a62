package site

import (
	"fmt"
	"strings"

	"paiban/layout/geom"
	"paiban/layout/reading"
)

// pageView is one page of the paper.
type pageView struct {
	Label, Image, Small string
	W, H                int // of the picture, in pixels
	Areas               []area
	Prev, Next          *pageView
	file, name          string
}

// area is what a story covers of a page.
type area struct {
	Story *storyView
	Path  string // of SVG, in pixels
}

// At is the page's address from a folder whose way to the site's is root.
func (p *pageView) At(root string) string { return root + address(p.file) }

func (s *site) page(i int) *pageView {
	p := s.ed.Pages[i]
	v := &pageView{
		Label: fmt.Sprintf(s.t("第%s版", "Page %s"), p.Name), name: p.Name, file: "pages/" + p.Name + ".html",
		Image: address(s.Image(i)), Small: address(s.Small(i)),
		W: (p.Trim.W * geom.Length(s.DPI)).CeilDiv(geom.Inch), H: (p.Trim.H * geom.Length(s.DPI)).CeilDiv(geom.Inch),
	}
	if i > 0 {
		v.Prev = s.pages[i-1]
		v.Prev.Next = v
	}
	for _, st := range s.stories {
		if rects := s.cover(i, st.Story); rects != nil {
			st.Pages = append(st.Pages, v)
			v.Areas = append(v.Areas, area{st, s.path(rects)})
		}
	}
	return v
}

// cover gives the rectangles that a story takes of a page: its frames, and what of it
// stands outside them.
func (s *site) cover(page int, st *reading.Story) []geom.Rect {
	var out []geom.Rect
	p := s.ed.Pages[page]
	trim := geom.Rect{W: p.Trim.W, H: p.Trim.H}
	for _, f := range p.Frames {
		if r := f.Rect.Intersect(trim); f.Story == st.ID && !r.Empty() {
			out = append(out, r)
		}
	}
	frames := len(out)
	st.Each(func(b *reading.Block) {
		for _, part := range b.Parts {
			r := part.Rect.Intersect(trim)
			if part.Page != page || r.Empty() {
				continue
			}
			inside := false
			for _, f := range out[:frames] {
				inside = inside || f.Intersect(r) == r
			}
			if !inside {
				out = append(out, r)
			}
		}
	})
	return out
}

// path draws rectangles, in pixels.
func (s *site) path(rects []geom.Rect) string {
	var b strings.Builder
	for _, r := range rects {
		x := s.pixels(r.X)
		fmt.Fprintf(&b, "M%d %dH%dV%dH%dZ", x, s.pixels(r.Y), s.pixels(r.Right()), s.pixels(r.Bottom()), x)
	}
	return b.String()
}
