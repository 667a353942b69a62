package lint

import (
	"strconv"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// Type smaller than this is not read, or not printed, well: body never below 六号
// (7.875 pt), other type never below 七号; reversed type fills in below 8 pt;
// below 四号 (14 pt) type of several inks shows every error of register
// (NEWSPAPER: page and grid, press).
const (
	leastBody     = geom.Pt * 7875 / 1000
	leastType     = geom.Pt * 5250 / 1000
	leastReversed = geom.Pt * 8
	leastInks     = geom.Pt * 14
)

// small reports type that is too small for what it is, once a style and story.
func (c *checker) small(p *page) {
	type key struct{ story, style, code string }
	told := map[key]bool{}
	var visit func(s *sheet.Story, b *sheet.Block)
	visit = func(s *sheet.Story, b *sheet.Block) {
		for i := range b.Lines {
			for _, t := range b.Lines[i].Runs {
				code, msg := tooSmall(b.Role, t)
				if code == "" {
					continue
				}
				k := key{s.ID, b.Style, code}
				if told[k] {
					continue
				}
				told[k] = true
				f := diag.Finding{Pos: b.Pos, Page: p.Name, Frame: b.Lines[i].Frame, Box: t.Bounds(), Message: msg}
				if !s.Furniture {
					f.Story = s.ID
				}
				if f.Pos.File == "" {
					f.Pos = p.ed.Pos
				}
				f.Hint = diag.T("样式“%s”的 size、ink", "size and ink of style %q", b.Style)
				c.add(code, f)
			}
		}
		for _, kid := range b.Blocks {
			visit(s, kid)
		}
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			visit(s, b)
		}
	}
}

// tooSmall gives the fault of a run of type, "" if it has none.
func tooSmall(role sheet.Role, t *sheet.Text) (code string, msg diag.Text) {
	if t.Size >= leastInks {
		return "", diag.Text{}
	}
	n := t.Ink.Plates()
	switch {
	case role == sheet.Paragraph && t.Size < leastBody:
		code, msg = "small-type", diag.T("正文 %spt，小于六号（7.875pt）", "body type of %spt is smaller than 六号 (7.875pt)", t.Size.Points())
	case t.Size < leastType:
		code, msg = "small-type", diag.T("文字 %spt，小于七号（5.25pt）", "type of %spt is smaller than 七号 (5.25pt)", t.Size.Points())
	case t.Ink == sheet.Paper && t.Size < leastReversed:
		code, msg = "small-reversed", diag.T("反白字 %spt，小于 8pt", "reversed type of %spt is smaller than 8pt", t.Size.Points())
	case n > 1:
		code, msg = "small-inks", diag.T("%spt 的字用了 %d 色油墨，小于四号（14pt）的应只用一色", "type of %spt in %d inks: below 四号 (14pt) use one", t.Size.Points(), n)
	}
	return code, msg
}

// folio reports a folio line without the page's number, and a page other than the
// first without a folio line (national rules: 版序 in every folio line).
func (c *checker) folio(p *page) {
	f := diag.Finding{Pos: p.ed.Pos, Page: p.Name}
	first := strings.TrimLeft(p.ed.Number, "A0") == "1"
	if p.ed.Folio == nil {
		if first || c.ed.Name == "" { // it has a nameplate, or this is no paper yet
			return
		}
		f.Message = text("这一版没有报眉，读者看不到版次", "the page has no folio line, so readers see no page number")
	} else {
		left, right, _ := strings.Cut(p.ed.Number, "-")
		if p.ed.RightFolio == nil {
			left = p.ed.Number
		}
		if hasNumber(p.ed.Folio, left) && (p.ed.RightFolio == nil || hasNumber(p.ed.RightFolio, right)) {
			return
		}
		for _, s := range p.Stories {
			for _, b := range s.Blocks {
				if b.Role == sheet.Folio && len(b.Lines) > 0 {
					f.Box = line{Line: &b.Lines[0]}.bounds()
				}
			}
		}
		f.Message = diag.T("报眉没有版次（第 %s 版）", "the folio line lacks the page number, %s", p.ed.Number)
	}
	f.Hint = text("在 [page.folio] 里写“第$number版”", "write 第$number版 in [page.folio]")
	c.add("folio-number", f)
}

// hasNumber reports whether a folio line has a page's number.
func hasNumber(f *edition.Folio, number string) bool {
	t := string(f.Left.Runes) + string(f.Center.Runes) + string(f.Right.Runes)
	n, _ := strconv.Atoi(number)
	return strings.Contains(t, number) || n > 0 && strings.Contains(t, inChineseNumerals(n)+"版")
}
