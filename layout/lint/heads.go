package lint

import (
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// heads reports 碰题 and 背题 on a page.
func (c *checker) heads(p *page) {
	for i, a := range p.frames {
		for _, b := range p.frames[i+1:] {
			c.collide(p, a, b)
		}
		c.headAtFoot(p, a)
		c.aboveHead(p, a)
	}
}

// headSlot gives the measure and lines that a frame's main head takes, and its
// size; ok is false if it has none that lies level.
func headSlot(f *frame) (r geom.Rect, size geom.Length, ok bool) {
	if f.story.HeadAt.Vertical {
		return r, 0, false
	}
	for _, l := range f.heads {
		if l.block.Role == sheet.Head {
			r, size, ok = r.Union(l.bounds()), max(size, l.Em), true
		}
	}
	return r, size, ok
}

// Heads collide where the smaller is at least two thirds of the larger – else
// one clearly leads – and no more lies between them than three 栏空, a leg of
// text being wider than that.
const (
	alikeNum, alikeDen = 2, 3
	nearGaps           = 3
)

// collide reports 碰题: heads of two stories side by side on the same lines, with
// nothing but a gap between them.
func (c *checker) collide(p *page, a, b *frame) {
	ra, sa, oka := headSlot(a)
	rb, sb, okb := headSlot(b)
	if !oka || !okb || a.story == b.story {
		return
	}
	if ra.X > rb.X {
		a, b, ra, rb = b, a, rb, ra
	}
	between := geom.Rect{X: ra.Right(), Y: max(ra.Y, rb.Y), W: rb.X - ra.Right()}
	between.H = min(ra.Bottom(), rb.Bottom()) - between.Y
	switch {
	case between.H <= 0, between.W < 0, between.W > nearGaps*p.Grid.Gap+p.Grid.Em:
	case min(sa, sb)*alikeDen < max(sa, sb)*alikeNum:
	case parted(p, between):
	default:
		f := onFrame(p, b)
		f.Pos, f.Box = headPos(b), rb
		f.Message = diag.T("碰题：“%[1]s”与左边“%[2]s”的标题并排在同样的行上", "heads side by side: %[1]q and, left of it, %[2]q stand on the same lines", name(b), name(a))
		f.Hint = text("错开一个标题，改变一个的大小，或在中间加线、加框", "move one up or down, change its size, or part them by a rule or a border")
		c.add("heads-collide", f)
	}
}

// parted reports whether a rule, a ground or a picture stands in r over at least
// half of its height.
func parted(p *page, r geom.Rect) bool {
	for _, it := range p.Items {
		if _, ok := it.(*sheet.Text); ok {
			continue
		}
		b := it.Bounds()
		b.W = max(b.W, 1)
		if x := b.Intersect(geom.Rect{X: r.X - 1, Y: r.Y, W: r.W + 2, H: r.H}); x.H*2 >= r.H && !x.Empty() {
			return true
		}
	}
	return false
}

// headPos is where a frame's main head is written.
func headPos(f *frame) diag.Pos {
	for _, l := range f.heads {
		if l.block.Role == sheet.Head {
			return l.block.Pos
		}
	}
	return f.story.Pos
}

// name gives a story's head, or its id if it has none.
func name(f *frame) string {
	if len(f.story.Head) > 0 {
		return string(f.story.Head[0].Runes)
	}
	return f.story.ID
}

// headAtFoot reports 背题: a head with not two lines of its text in its frame, or a
// crosshead with none of its own in its leg.
func (c *checker) headAtFoot(p *page, f *frame) {
	for _, l := range f.legs {
		if n := len(l.lines); n > 0 && l.lines[n-1].block.Role == sheet.Crosshead {
			out := onLine(f.story, l.lines[n-1], l.lines[n-1].block.Pos)
			out.Message = text("背题：小标题落在一栏的末行", "a crosshead stands at the foot of a leg")
			out.Hint = text("在它前面增删一行", "add or cut a line before it")
			c.add("head-at-foot", out)
		}
	}
	if len(f.heads) == 0 || len(f.story.Copy) == 0 || len(f.parts) > 0 {
		return
	}
	const least = 2 // lines
	n, box := 0, geom.Rect{}
	for _, l := range f.legs {
		n += len(l.lines)
	}
	for _, h := range f.heads {
		box = box.Union(h.bounds())
	}
	if n >= least || n >= copyLines(f.story) {
		return
	}
	out := onFrame(p, f)
	out.Pos, out.Box = headPos(f), box
	out.Message = diag.T("背题：标题下面只有 %d 行正文", "a head with %d lines of text under it", n)
	out.Hint = text("加高这一框，或把标题移到有正文的框", "give the frame more lines, or move the head to the frame that has the text")
	c.add("head-at-foot", out)
}

// aboveHead reports text that stands over its own head, in another frame of the
// story: 题在文中 is asked for by head-line, which puts both in one.
func (c *checker) aboveHead(p *page, f *frame) {
	box := geom.Rect{}
	for _, h := range f.heads {
		box = box.Union(h.bounds())
	}
	if box.Empty() {
		return
	}
	for _, g := range p.frames {
		if g.story != f.story || g == f {
			continue
		}
		for _, l := range g.legs {
			if len(l.lines) == 0 || l.lines[0].bounds().Bottom() > box.Y || l.rect.Right() <= box.X || l.rect.X >= box.Right() {
				continue
			}
			out := onFrame(p, g)
			out.Message = diag.T("这一框的正文排在标题“%s”的上面", "text in this frame stands above its head, %q", name(f))
			out.Hint = text("把标题所在的框放在最上面，或调换各框的次序", "let the frame with the head be the top one, or change the order of the frames")
			c.add("text-above-head", out)
			break
		}
	}
}

// copyLines counts a story's lines of copy that were set.
func copyLines(s *story) int {
	n := 0
	for _, p := range s.passages {
		if isCopy(p.role) {
			n += len(p.lines)
		}
	}
	return n
}

// standingAlone reports a standing head over nothing that it could stand for.
func (c *checker) standingAlone(s *story) {
	if len(s.Standing) == 0 || len(s.Head) > 0 || len(s.Copy) > 0 || len(s.passages) == 0 {
		return
	}
	for _, p := range s.passages {
		if p.role == sheet.Caption || p.role == sheet.Inset {
			return
		}
	}
	f := s.passages[0].find(0, len(s.passages[0].runes))
	f.Message = diag.T("栏目题“%s”下没有稿件", "the standing head %q has no story", string(s.Standing[0].Runes))
	f.Hint = text("补上标题或正文，或删去栏目题", "add a head or copy, or delete it")
	c.add("standing-alone", f)
}
