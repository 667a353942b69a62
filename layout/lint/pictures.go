package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/pattern"
	"paiban/layout/sheet"
)

// numberText is the number of a picture in running text: 图①, 图1, 图三, (图②).
var numberText = pattern.Lazy(`图\s*([①-⑳]|[0-9]{1,2}|[一二三四五六七八九十]{1,2})`)

// labelText is the number in a picture's corner.
var labelText = pattern.Lazy(`^(?:图\s*)?([①-⑳]|[0-9]{1,2}|[一二三四五六七八九十]{1,2})$`)

// number reads the number of a picture, 0 if there is none.
func number(s string) int {
	r := []rune(s)
	if len(r) == 1 && r[0] >= '①' && r[0] <= '⑳' {
		return int(r[0]-'①') + 1
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return chineseNumber(s)
}

// numbered is a picture with the number in its corner.
type numberedPicture struct {
	*edition.Picture
	n int
}

// numbers reports pictures and captions of a story whose numbers disagree: 图①.
func (c *checker) numbers(s *story) {
	var pics []numberedPicture
	for _, p := range s.Pictures {
		if m := labelText().FindStringSubmatch(p.Label); m != nil {
			pics = append(pics, numberedPicture{p, number(m[1])})
		}
	}
	if len(pics) == 0 {
		return // 图1 of a text may be of any book
	}
	told := c.ownCaption(s, pics)
	has := map[int]bool{}
	for _, p := range pics {
		if has[p.n] && !told[p.n] {
			told[p.n] = true
			c.picture(s, p.Picture, diag.T("有两张图的编号都是 %s", "two pictures have the number %s", p.Label))
		}
		has[p.n] = true
	}
	for n := range maxNumber(has) {
		if n++; !has[n] && !told[n] {
			told[n] = true
			c.picture(s, pics[0].Picture, diag.T("图片编号缺第 %d 号", "no picture has the number %d", n))
		}
	}
	if len(told) == 0 {
		c.order(s, pics)
	}
	c.unmatched(s, pics, has, s.mentions(), told)
}

func maxNumber(has map[int]bool) int {
	most := 0
	for n := range has {
		most = max(most, n)
	}
	return most
}

// ownCaption compares each picture's number with that of its own caption, where
// that names only one.
func (c *checker) ownCaption(s *story, pics []numberedPicture) map[int]bool {
	told := map[int]bool{}
	for _, p := range pics {
		ms := numberText().FindAllStringSubmatch(string(p.Caption.Runes), -1)
		if len(ms) != 1 {
			continue
		}
		if n := number(ms[0][1]); n != p.n {
			told[n], told[p.n] = true, true
			c.picture(s, p.Picture, diag.T("图上的编号是 %s，图说写的是“%s”", "the picture says %s, its caption %q", p.Label, ms[0][0]))
		}
	}
	return told
}

// mention is a number that copy or a caption names.
type mention struct {
	p    *passage
	n    int
	from int
	to   int
}

func (s *story) mentions() []mention {
	var out []mention
	for _, p := range s.passages {
		for _, m := range p.matches(numberText()) {
			out = append(out, mention{p, number(m.group[1]), m.from, m.to})
		}
	}
	return out
}

// unmatched reports captions that name a number no picture has, and, where
// captions name numbers at all, pictures that none names.
func (c *checker) unmatched(s *story, pics []numberedPicture, has map[int]bool, ms []mention, told map[int]bool) {
	named := map[int]bool{}
	for _, m := range ms {
		named[m.n] = true
		if isCopy(m.p.role) || has[m.n] || told[m.n] {
			continue
		}
		told[m.n] = true
		f := m.p.find(m.from, m.to)
		f.Message = diag.T("图说写了“%s”，没有编这个号的图", "the caption says %q, and no picture has that number", string(m.p.runes[m.from:m.to]))
		f.Hint = numberHint
		c.add("picture-number", f)
	}
	for _, p := range pics {
		if len(ms) > 0 && !named[p.n] && !told[p.n] {
			told[p.n] = true
			c.picture(s, p.Picture, diag.T("图 %s 没有图说", "no caption names picture %s", p.Label))
		}
	}
}

var numberHint = text("核对图片的 label 和图说里的编号", "compare the pictures' labels with the numbers in the captions")

// order reports numbers that do not run as the eye does: along rows, or down
// columns.
func (c *checker) order(s *story, pics []numberedPicture) {
	type placed struct {
		numberedPicture
		r geom.Rect
	}
	var on []placed
	for _, p := range pics {
		if _, fig := c.figure(p.Pos); fig != nil {
			on = append(on, placed{p, fig.rect})
		}
	}
	overlap := func(a0, a1, b0, b1 geom.Length) bool { return min(a1, b1) > max(a0, b0) }
	slices.SortStableFunc(on, func(a, b placed) int { return cmp.Compare(a.n, b.n) })
	rows, columns := true, true
	for i := 1; i < len(on); i++ {
		a, b := on[i-1].r, on[i].r
		rows = rows && (b.Y >= a.Bottom() || overlap(a.Y, a.Bottom(), b.Y, b.Bottom()) && b.X > a.X)
		columns = columns && (b.X >= a.Right() || overlap(a.X, a.Right(), b.X, b.Right()) && b.Y > a.Y)
	}
	if len(on) < 2 || rows || columns {
		return
	}
	for i := 1; i < len(on); i++ {
		if a, b := on[i-1].r, on[i].r; b.Y < a.Y && b.X <= a.X || b.X < a.X && b.Y <= a.Y {
			c.picture(s, on[i].Picture, diag.T("图 %[2]s 排在图 %[1]s 的前面", "picture %[2]s stands before picture %[1]s", on[i-1].Label, on[i].Label))
			return
		}
	}
}

// picture reports a fault of a picture's number.
func (c *checker) picture(s *story, p *edition.Picture, msg diag.Text) {
	f := c.onPicture(s, p)
	f.Message, f.Hint = msg, numberHint
	c.add("picture-number", f)
}

func (c *checker) onPicture(s *story, p *edition.Picture) diag.Finding {
	f := diag.Finding{Pos: p.Pos, Story: s.ID}
	if fr, fig := c.figure(p.Pos); fig != nil {
		f.Frame, f.Box = fr.name, fig.picture.Rect
		f.Page = fr.ed.Page.Name
	}
	return f
}

// figure finds a picture as placed.
func (c *checker) figure(pos diag.Pos) (*frame, *figure) {
	for _, p := range c.pages {
		for _, f := range p.frames {
			for _, fig := range f.parts {
				if fig.pos == pos && fig.picture != nil {
					return f, fig
				}
			}
		}
	}
	return nil, nil
}

// sameTwice reports a picture that stands in the edition more than once: the
// same file, or another with the same bytes.
func (c *checker) sameTwice() {
	type used struct {
		s *story
		p *edition.Picture
	}
	seen := map[[3]int][]used{} // by size and length
	for _, s := range c.stories {
	next:
		for _, p := range s.Pictures {
			if p.Image == nil {
				continue
			}
			key := [3]int{p.Image.W, p.Image.H, len(p.Image.Data)}
			for _, u := range seen[key] {
				if sameImage(u.p.Image, p.Image) {
					f := c.onPicture(s, p)
					f.Message = diag.T("这张图片与“%s”第 %d 行的是同一张", "this is the same picture as in %q, line %d", u.s.ID, u.p.Pos.Line)
					f.Hint = text("换一张", "use another")
					c.add("picture-twice", f)
					continue next
				}
			}
			seen[key] = append(seen[key], used{s, p})
		}
	}
}

func sameImage(a, b *sheet.Image) bool {
	return a == b || a.Page == b.Page && bytes.Equal(a.Data, b.Data)
}
