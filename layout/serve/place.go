package serve

import (
	"slices"
	"unicode/utf8"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// spot is what stands at a point of a page.
type spot struct {
	Story  string   `json:"story"`
	Role   string   `json:"role"`
	Text   string   `json:"text"` // of the line
	Box    rect     `json:"box"`  // of the line or picture
	Places []source `json:"places"`
	Inks   []layer  `json:"inks"` // what lies there, the last painted first
}

// at finds what stands at pt on a page: a line of type, a picture, or else the
// frame. Places has the copy's line, where there is one, then the story's in
// pages.toml.
func (d *Desk) at(b *build, p *sheet.Page, pt geom.Point) spot {
	out := spot{Places: []source{}, Inks: d.layers(b, p, pt)}
	add := func(pos diag.Pos) {
		if s := d.source(pos, b); pos.File != "" && !slices.Contains(out.Places, s) {
			out.Places = append(out.Places, s)
		}
	}
	h, ok := find(p, pt)
	if !ok {
		for _, f := range p.Frames {
			if inside(f.Rect, pt) {
				out.Story, out.Role, out.Box = f.Story, "frame", rectOf(f.Rect)
				add(storyPos(p, f.Story))
				return out
			}
		}
		return out
	}
	out.Story, out.Role, out.Text, out.Box = h.story.ID, string(h.block.Role), h.text, rectOf(h.box)
	if h.line != nil {
		add(charPos(b, h, pt))
	} else {
		add(h.block.Pos)
	}
	add(h.story.Pos)
	return out
}

func storyPos(p *sheet.Page, id string) diag.Pos {
	for _, s := range p.Stories {
		if s.ID == id {
			return s.Pos
		}
	}
	return diag.Pos{}
}

// hit is a line or picture of a story.
type hit struct {
	story *sheet.Story
	block *sheet.Block
	line  *sheet.Line // nil for a picture
	index int         // of the line in its block
	text  string
	box   geom.Rect
}

// find looks for the line or picture at pt. The last painted wins.
func find(p *sheet.Page, pt geom.Point) (h hit, ok bool) {
	var visit func(s *sheet.Story, bs []*sheet.Block)
	visit = func(s *sheet.Story, bs []*sheet.Block) {
		for _, b := range bs {
			if b.Picture != nil && inside(b.Picture.Rect, pt) {
				h, ok = hit{story: s, block: b, text: b.Picture.Alt, box: b.Picture.Rect}, true
			}
			for i := range b.Lines {
				l := &b.Lines[i]
				box := geom.Rect{X: l.Origin.X, Y: l.Origin.Y - l.Em.MulDiv(95, 100), W: max(l.Measure, l.Width), H: l.Em.MulDiv(125, 100)}
				if inside(box, pt) {
					h, ok = hit{s, b, l, i, l.Text, box}, true
				}
			}
			visit(s, b.Blocks)
		}
	}
	for _, s := range p.Stories {
		visit(s, s.Blocks)
	}
	return h, ok
}

func inside(r geom.Rect, p geom.Point) bool {
	return p.X >= r.X && p.X < r.Right() && p.Y >= r.Y && p.Y < r.Bottom()
}

// charPos gives the place in the input of the character at pt.
func charPos(b *build, h hit, pt geom.Point) diag.Pos {
	n := charAt(h.line, pt.X)
	for _, l := range h.block.Lines[:h.index] {
		n += utf8.RuneCountInString(l.Text)
	}
	if h.block.Continued {
		whole := 0
		for _, l := range h.block.Lines {
			whole += utf8.RuneCountInString(l.Text)
		}
		n += max(0, utf8.RuneCountInString(h.block.Text)-whole)
	}
	if in, ok := copyAt(b.result.Edition, h.block.Pos); ok && n < len(in.Runes) {
		return in.At(n)
	}
	return h.block.Pos
}

// charAt counts the characters of a line that stand left of x.
func charAt(l *sheet.Line, x geom.Length) int {
	n := 0
	for _, run := range l.Runs {
		for _, c := range run.Cells {
			if run.Origin.X+c.X+c.W > x {
				return n
			}
			n += int(c.Runes)
		}
	}
	return max(0, n-1)
}

// copyAt finds the piece of copy that begins at pos.
func copyAt(e *edition.Edition, pos diag.Pos) (edition.Inline, bool) {
	for _, s := range e.Stories {
		for _, list := range [][]edition.Inline{s.Standing, s.Kicker, s.Head, s.Deck} {
			for _, in := range list {
				if in.Pos == pos {
					return in, true
				}
			}
		}
		for _, c := range s.Copy {
			if c.Pos == pos {
				return c.Inline, true
			}
		}
		for _, p := range s.Pictures {
			for _, in := range []edition.Inline{p.Caption, p.Credit} {
				if in.Pos == pos && len(in.Runes) > 0 {
					return in, true
				}
			}
		}
	}
	return edition.Inline{}, false
}
