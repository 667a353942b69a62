package diff

import (
	"bytes"
	"fmt"

	"paiban/layout/diag"
)

// frames compares a page's frames by story and number.
func (c *comparer) frames(o, p *Page) {
	type id struct {
		story string
		n     int
	}
	olds := map[id]Rect{}
	for _, f := range o.Frames {
		olds[id{f.Story, f.Frame}] = f.Rect
	}
	for _, f := range p.Frames {
		was, known := olds[id{f.Story, f.Frame}]
		delete(olds, id{f.Story, f.Frame})
		ch := Change{Kind: Frame, Page: p.Name, Story: f.Story, New: []Rect{f.Rect}}
		name := fmt.Sprintf("%s/%d", f.Story, f.Frame)
		switch {
		case !known:
			ch.Text = diag.T("新框 %s", "a new frame %s", name)
		case c.same(was, f.Rect):
			continue
		default:
			ch.Old, ch.Text = []Rect{was}, c.placed(diag.T("框 %s", "frame %s", name), was, f.Rect)
		}
		c.add(ch)
	}
	for _, f := range o.Frames {
		if was, gone := olds[id{f.Story, f.Frame}]; gone {
			c.add(Change{Kind: Frame, Page: p.Name, Story: f.Story, Old: []Rect{was}, Text: diag.T("框 %s/%d 没有了", "frame %s/%d is gone", f.Story, f.Frame)})
		}
	}
}

// placed says how something has moved or changed its size.
func (c *comparer) placed(what diag.Text, was, is Rect) diag.Text {
	if near(was.W, is.W, c.opt.Shift) && near(was.H, is.H, c.opt.Shift) {
		by := shift(is.X-was.X, is.Y-was.Y)
		return diag.T("%[1]s 移动 %[3]s", "%[2]s moved by %[3]s", what.ZH, what.EN, by)
	}
	return diag.T("%[1]s 由 %[3]s 改为 %[4]s", "%[2]s was %[3]s, it is %[4]s", what.ZH, what.EN, size(was), size(is))
}

// pictures compares pictures by file: the first of a name with the first, and so on.
func (c *comparer) pictures(o, p *Page) {
	olds := map[string][]Picture{}
	for _, pic := range o.Pictures {
		olds[pic.Name] = append(olds[pic.Name], pic)
	}
	for _, pic := range p.Pictures {
		ch := Change{Kind: PictureKind, Page: p.Name, New: []Rect{pic.Rect}}
		list := olds[pic.Name]
		if len(list) == 0 {
			ch.Text = diag.T("新图 %s", "a new picture %s", pic.Name)
			c.add(ch)
			continue
		}
		was := list[0]
		olds[pic.Name] = list[1:]
		what := diag.T("图 %s", "picture %s", pic.Name)
		switch {
		case !c.same(was.Rect, pic.Rect):
			ch.Old, ch.Text = []Rect{was.Rect}, c.placed(what, was.Rect, pic.Rect)
		case was.Crop != pic.Crop:
			ch.Text = diag.T("%[1]s 换了裁切", "%[2]s is cropped otherwise", what.ZH, what.EN)
		default:
			continue
		}
		c.add(ch)
	}
	for _, pic := range o.Pictures {
		if list := olds[pic.Name]; len(list) > 0 {
			olds[pic.Name] = list[1:]
			c.add(Change{Kind: PictureKind, Page: p.Name, Old: []Rect{list[0].Rect}, Text: diag.T("图 %s 没有了", "picture %s is gone", pic.Name)})
		}
	}
}

// shape is a rule, or a tint or ground.
type shape struct {
	Rect
	ink string
}

// shapes tells of rules, borders and tints that only one page has, all in one.
func (c *comparer) shapes(o, p *Page) {
	olds, news := o.shapes(), p.shapes()
	gone, come := c.without(olds, news), c.without(news, olds)
	if len(gone)+len(come) == 0 {
		return
	}
	c.add(Change{Kind: Rule, Page: p.Name, Lines: max(len(gone), len(come)), Old: gone, New: come,
		Text: diag.T("线、框线或底纹：少 %d，多 %d", "rules, borders and tints: %d gone, %d new", len(gone), len(come))})
}

func (p *Page) shapes() []shape {
	var out []shape
	for _, r := range p.Rules {
		out = append(out, shape{r.Rect, compact(r.Ink)})
	}
	for _, f := range p.Fills {
		out = append(out, shape{f.Rect, compact(f.Ink)})
	}
	return out
}

// compact writes JSON without blanks, so that indenting is no difference.
func compact(data []byte) string {
	return string(bytes.Join(bytes.Fields(data), nil))
}

// without gives the places of those of a that b has not.
func (c *comparer) without(a, b []shape) []Rect {
	used := make([]bool, len(b))
	var out []Rect
next:
	for _, s := range a {
		for i, t := range b {
			if !used[i] && s.ink == t.ink && c.same(s.Rect, t.Rect) {
				used[i] = true
				continue next
			}
		}
		out = append(out, s.Rect)
	}
	return out
}
