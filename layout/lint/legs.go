package lint

import (
	"strconv"
	"strings"
	"unicode"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// legs reports on the legs of a page: 孤字, 孤行, short legs, text that jumps over
// a picture.
func (c *checker) legs(p *page) {
	for _, f := range p.frames {
		for i := range f.legs {
			l := f.legs[i].lines
			for _, x := range l {
				c.loneChar(f.story, x)
			}
			if len(l) > 0 {
				c.loneLine(f.story, l[0], l[len(l)-1])
			}
		}
		for _, fig := range f.parts {
			for _, x := range fig.lines {
				c.loneChar(f.story, x)
			}
			c.jumped(p, f, fig)
		}
		c.stubLegs(f)
	}
}

// loneChar reports 孤字: a paragraph or caption whose last line is one 字 and its
// mark.
func (c *checker) loneChar(s *story, l line) {
	role := l.block.Role
	if !l.Last || l.n == 0 && !l.block.Continued || role != sheet.Paragraph && role != sheet.Caption {
		return
	}
	n, marks := 0, 0
	for _, r := range l.Text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		case !unicode.IsSpace(r):
			marks++
		}
	}
	if n > 1 || n == 1 && marks > 2 {
		return
	}
	f := onLine(s, l, l.block.Pos)
	f.Message = diag.T("孤字：这一段的末行只有“%s”", "the paragraph's last line is only %q", l.Text)
	f.Hint = text("在这一段里删一两个字，或添几个字", "cut a character or two from the paragraph, or add some")
	c.add("lone-char", f)
}

// loneLine reports 孤行: the last line of a paragraph alone at the top of a leg, or
// its first alone at the foot. A last line of more than half the measure is let
// pass: newspapers break columns anywhere, and what is marked is the gap beside it.
func (c *checker) loneLine(s *story, top, foot line) {
	if b := top.block; b.Role == sheet.Paragraph && top.Last && (top.n > 0 || b.Continued) && top.Width*2 < top.Measure {
		f := onLine(s, top, b.Pos)
		f.Message = text("孤行：一段的末行独自落在栏头", "the last line of a paragraph stands alone at the top of a leg")
		f.Hint = text("在这一段里增删一行", "give the paragraph a line more or less")
		c.add("lone-line", f)
	}
	if b := foot.block; b.Role == sheet.Paragraph && foot.n == 0 && !b.Continued && !foot.Last {
		f := onLine(s, foot, b.Pos)
		f.Message = text("孤行：一段的首行独自落在栏底", "the first line of a paragraph stands alone at the foot of a leg")
		f.Hint = text("在它前面增删一行", "add or cut a line before it")
		c.add("lone-line", f)
	}
}

// stubLegs reports legs of fewer lines than the edition wants. The whole text of a brief in one leg may
// be short, and so may that of a picture story, whose pictures take more of its
// frame than all else. A leg that is short because the copy ends there is underset,
// which makeup reports, or levelled.
func (c *checker) stubLegs(f *frame) {
	area := int64(0)
	for _, fig := range f.parts {
		area += square(fig.rect)
	}
	if len(f.legs) < 2 || area*2 > square(f.Rect) {
		return
	}
	var out diag.Finding
	var numbers []string
	for i, l := range f.legs {
		n := len(l.lines)
		if n == 0 || n >= c.ed.Stub || !f.ed.Balance && f.story.ends(l.lines[n-1]) {
			continue
		}
		if len(numbers) == 0 {
			out = onLine(f.story, l.lines[0], l.lines[0].block.Pos)
		}
		numbers = append(numbers, strconv.Itoa(i+1))
		for _, x := range l.lines {
			out.Box = out.Box.Union(x.bounds())
		}
	}
	if len(numbers) == 0 {
		return
	}
	out.Message = diag.T("第 %[1]s 栏的正文不足 %[3]d 行", "less than %[3]d lines of text in leg %[2]s", strings.Join(numbers, "、"), strings.Join(numbers, ", "), c.ed.Stub)
	out.Hint = text("减少栏数，加高框，或移开上面的图", "use fewer legs, give the frame more lines, or move the picture above")
	c.add("stub-leg", out)
}

// ends reports whether l is the last line of the story's copy.
func (s *story) ends(l line) bool { return s.lastLine() == l.Line }

// lastLine gives the last line of the story's copy as set, nil if there is none.
func (s *story) lastLine() *sheet.Line {
	for i := len(s.passages) - 1; i >= 0; i-- {
		if p := s.passages[i]; isCopy(p.role) && len(p.lines) > 0 {
			return p.lines[len(p.lines)-1].Line
		}
	}
	return nil
}

// square is an area in square points, fine enough to compare.
func square(r geom.Rect) int64 { return int64(r.W/geom.Pt) * int64(r.H/geom.Pt) }

// jumped reports text that goes on below a picture or inset that stands across its
// whole leg: the reader's eye has to jump over it.
func (c *checker) jumped(p *page, f *frame, fig *figure) {
	for i, l := range f.legs {
		if fig.rect.Intersect(l.rect).Empty() {
			continue
		}
		above, beside, below := 0, 0, 0
		for _, x := range l.lines {
			switch b := x.bounds(); {
			case b.Bottom() <= fig.rect.Y:
				above++
			case b.Y >= fig.rect.Bottom():
				below++
			default:
				beside++
			}
		}
		if above == 0 || below == 0 || beside > 0 {
			continue
		}
		out := onFrame(p, f)
		out.Pos, out.Box = fig.pos, fig.rect
		out.Message = diag.T("第 %d 栏的正文被图片（或框文）隔成上下两截", "the text of leg %d jumps over this picture or inset", i+1)
		out.Hint = text("把它移到栏头或栏底，或横跨几栏", "move it to the top or the foot of the leg, or let it span several")
		c.add("text-jumps-picture", out)
		return
	}
}
