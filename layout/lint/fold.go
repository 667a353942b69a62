package lint

import "paiban/layout/diag"

// fold reports copy that runs across the fold of a spread: it is cut, or swallowed by
// the gutter. Heads may cross it.
func (c *checker) fold(p *page) {
	if p.Fold == 0 {
		return
	}
	for _, f := range p.frames {
		for _, l := range f.legs {
			if len(l.lines) == 0 || l.rect.X >= p.Fold || l.rect.Right() <= p.Fold {
				continue
			}
			at := diag.Finding{Pos: f.ed.Pos, Page: p.Name, Story: f.story.ID, Frame: f.name, Box: l.rect}
			at.Message = diag.T("正文跨过了中缝", "the text runs across the fold")
			at.Hint = text("分两栏以上（legs），或让框停在折线一边", "give the frame two legs or more, or keep it on one side of the fold")
			c.add("text-over-fold", at)
			break
		}
	}
}
