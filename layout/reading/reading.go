// Package reading is an edition as it is read: every story whole, its blocks in
// order, with the places on the pages where each of them stands. Writers of
// exchange formats begin here; that two of them name the same block by the same
// ID is what ties their files together.
package reading

import (
	"fmt"
	"strings"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Edition is an edition's stories in the order in which they are read.
type Edition struct {
	*sheet.Edition
	Stories []*Story
	// Furniture holds what is each page's own, by the page's index; nil = nothing.
	Furniture []*Story
}

// Story is one story on all its pages.
type Story struct {
	ID     string
	Name   string // for IDs of files and elements: "s1", or "f1" for a page's furniture
	Blocks []*Block
}

// Block is one piece of a story, whole.
type Block struct {
	Role    sheet.Role
	Style   string
	Text    string // all its characters
	Parts   []*Part
	Picture *sheet.Picture // of a figure
	Blocks  []*Block       // a figure's caption and credit
	To      string         // of a jump: the page that it sends to
	placed  int            // characters of Text in its parts
}

// Part is as much of a block as stands in one leg of one page, or a picture.
type Part struct {
	ID    string // an XML name, unique in the edition: "s1b3p2"
	Page  int    // index into Edition.Pages
	Rect  geom.Rect
	Lines []*sheet.Line // none for a picture
}

// Of joins the stories of ed across its pages.
func Of(ed *sheet.Edition) *Edition {
	e := &Edition{Edition: ed, Furniture: make([]*Story, len(ed.Pages))}
	byID := map[string]*Story{}
	for i, p := range ed.Pages {
		for _, s := range p.Stories {
			st := byID[s.ID]
			switch {
			case s.Furniture:
				st = &Story{ID: s.ID, Name: fmt.Sprintf("f%d", i+1)}
				e.Furniture[i] = st
			case st == nil:
				st = &Story{ID: s.ID, Name: fmt.Sprintf("s%d", len(e.Stories)+1)}
				byID[s.ID] = st
				e.Stories = append(e.Stories, st)
			}
			for _, b := range s.Blocks {
				st.add(i, b)
			}
		}
	}
	for _, s := range e.Stories {
		s.name()
	}
	for _, s := range e.Furniture {
		if s != nil {
			s.name()
		}
	}
	return e
}

// add puts a block of page i at the story's end, or joins it to the block that
// it goes on with.
func (s *Story) add(i int, b *sheet.Block) {
	if b.Continued {
		if open := s.open(b); open != nil {
			open.place(i, b)
			return
		}
	}
	s.Blocks = append(s.Blocks, newBlock(i, b))
}

// open finds the block whose lines b goes on with: the last of its text that has
// not all its characters yet.
func (s *Story) open(b *sheet.Block) *Block {
	for i := len(s.Blocks) - 1; i >= 0; i-- {
		o := s.Blocks[i]
		if o.Role == b.Role && o.Text == b.Text && o.placed < len(o.Text) {
			return o
		}
	}
	return nil
}

func newBlock(page int, b *sheet.Block) *Block {
	out := &Block{Role: b.Role, Style: b.Style, Text: b.Text, Picture: b.Picture, To: b.To}
	if b.Picture != nil {
		out.Parts = append(out.Parts, &Part{Page: page, Rect: b.Picture.Rect})
	}
	out.place(page, b)
	for _, c := range b.Blocks {
		out.Blocks = append(out.Blocks, newBlock(page, c))
	}
	return out
}

// place adds b's lines, a part for each leg.
func (o *Block) place(page int, b *sheet.Block) {
	var part *Part
	for i := range b.Lines {
		l := &b.Lines[i]
		if i == 0 || l.Frame != b.Lines[i-1].Frame || l.Leg != b.Lines[i-1].Leg {
			part = &Part{Page: page, Rect: LineRect(l)}
			o.Parts = append(o.Parts, part)
		}
		part.Lines = append(part.Lines, l)
		part.Rect = part.Rect.Union(LineRect(l))
		o.placed += len(l.Text)
	}
}

// name gives every part its ID.
func (s *Story) name() {
	n := 0
	s.Each(func(b *Block) {
		n++
		for i, p := range b.Parts {
			p.ID = fmt.Sprintf("%sb%dp%d", s.Name, n, i+1)
		}
	})
}

// Each visits the story's blocks, those in a figure after it.
func (s *Story) Each(visit func(*Block)) { each(s.Blocks, visit) }

func each(bs []*Block, visit func(*Block)) {
	for _, b := range bs {
		visit(b)
		each(b.Blocks, visit)
	}
}

// Texts gives the texts of the story's blocks of some role, in order.
func (s *Story) Texts(role sheet.Role) []string {
	var out []string
	s.Each(func(b *Block) {
		if b.Role == role {
			out = append(out, b.Text)
		}
	})
	return out
}

// Title is the story's head on one line; of a story without one it is its first
// text.
func (s *Story) Title() string {
	if t := strings.Join(s.Texts(sheet.Head), "　"); t != "" {
		return t
	}
	for _, b := range s.Blocks {
		if b.Text != "" {
			return b.Text
		}
	}
	return s.ID
}

// Pages gives the indices of the pages that the story stands on, in order.
func (s *Story) Pages() []int {
	var out []int
	seen := map[int]bool{}
	s.Each(func(b *Block) {
		for _, p := range b.Parts {
			if !seen[p.Page] {
				seen[p.Page] = true
				out = append(out, p.Page)
			}
		}
	})
	return out
}

// Signpost reports whether the block sends the reader to another page: it is on
// the page, but it is not copy.
func (b *Block) Signpost() bool { return b.Role == sheet.Jump }

// LineRect is the room that a line's type takes: the em boxes of its runs.
func LineRect(l *sheet.Line) geom.Rect {
	var r geom.Rect
	for i, t := range l.Runs {
		if i == 0 {
			r = t.Bounds()
		}
		r = r.Union(t.Bounds())
	}
	if len(l.Runs) == 0 {
		r = geom.Rect{X: l.Origin.X + l.Indent, Y: l.Origin.Y - l.Em, W: l.Width, H: l.Em}
	}
	return r
}
