package layout

import (
	"fmt"
	"slices"

	"paiban/assets"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/pdf"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
	"paiban/layout/preflight"
	"paiban/layout/sheet"
)

// foreignInks tells of pictures that were separated for another kind of printing. They
// go to the press as they are: their file says what their colours were to be, and a
// press's own separation is never thrown away unasked.
func (r *Result) foreignInks(p *sheet.Page) (out []diag.Finding) {
	profile := r.Edition.Press.Profile
	if profile == nil {
		profile = assets.Newsprint
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			if b.Picture == nil || b.Picture.Relimit {
				continue
			}
			name, foreign := picture.Foreign(b.Picture.Image, profile)
			if !foreign {
				continue
			}
			out = append(out, diag.Finding{
				Code: "picture-profile", Severity: diag.Warning, Page: p.Name, Story: s.ID, Pos: b.Pos, Box: b.Picture.Rect,
				Message: diag.T("CMYK 图片“%[1]s”是为“%[2]s”分的色，不是本期的“%[3]s”；网点值原样输出", "the CMYK picture %[1]q was separated for %[2]q, not for the edition's %[3]q: its values go to the press as they are",
					b.Picture.Image.Name, name, picture.ProfileName(profile)),
				Hint: diag.T("请供图方按本期的特性文件转换，或换 RGB 的原图", "ask for it converted by the edition's profile, or for the picture in RGB"),
			})
		}
	}
	return out
}

// missingAlts tells of pictures that cannot be read aloud.
func missingAlts(p *sheet.Page) (out []diag.Finding) {
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			if b.Picture == nil || b.Picture.Alt != "" || b.Picture.Decorative {
				continue
			}
			out = append(out, diag.Finding{
				Code: "alt-missing", Severity: diag.Error, Page: p.Name, Story: s.ID, Pos: b.Pos, Box: b.Picture.Rect,
				Message: diag.T("这张图没有替代文字，也没有图说，读屏时不知道画的是什么", "this picture has neither alternate text nor caption: read aloud, it says nothing"),
				Hint:    diag.T("写 alt = \"…\"；纯装饰的写 alt = \"\"", "write alt = \"…\"; for mere decoration write alt = \"\""),
			})
		}
	}
	return out
}

// brokenPicture tells of a picture that cannot be made ready, where it stands.
func brokenPicture(p *sheet.Page, e *pdf.PictureError) diag.Finding {
	why := picture.Why(e.Err)
	if e.Image.Placed() {
		why = pdffile.Why(e.Err)
	}
	f := diag.Finding{
		Code: "picture-broken", Severity: diag.Error, Page: p.Name,
		Message: diag.T("图片“%[1]s”不能用：%[2]s", "picture %[1]q cannot be used: %[3]s", e.Image.Name, why.ZH, why.EN),
		Hint:    diag.T("重新导出这张图", "export the picture again"),
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			if b.Picture != nil && b.Picture.Image == e.Image {
				f.Pos, f.Story, f.Box = b.Pos, s.ID, b.Picture.Rect
				return f
			}
		}
	}
	return f
}

// offPage tells of text that is too far off its page to be drawn, where it comes from.
func offPage(p *sheet.Page, t *sheet.Text) diag.Finding {
	said := []rune(t.Text)
	f := diag.Finding{
		Code: "off-page", Severity: diag.Error, Page: p.Name,
		Message: diag.T("“%[1]s”离版面太远，这一版不能输出", "%[1]q is too far off the page: the page cannot be made", string(said[:min(len(said), 20)])),
		Hint:    diag.T("缩短它，或给它更多地方", "shorten it, or give it more room"),
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			if holdsText(b, t) {
				f.Pos, f.Story = b.Pos, s.ID
				return f
			}
		}
	}
	return f
}

// holdsText reports whether a text is of a block, or of a block within it.
func holdsText(b *sheet.Block, t *sheet.Text) bool {
	for i := range b.Lines {
		if slices.Contains(b.Lines[i].Runs, t) {
			return true
		}
	}
	return slices.ContainsFunc(b.Blocks, func(b *sheet.Block) bool { return holdsText(b, t) })
}

// holds says what a file that was just made is held to.
func (r *Result) holds(opt pdf.Options, made *pdf.Made) preflight.Options {
	out := preflight.Options{Standard: opt.Press.String(), Limits: limits(r.Edition), Held: made.Held, Plain: made.Plain}
	if opt.Store != nil {
		out.Store = opt.Store
	}
	return out
}

// limits gives what an edition's files are held to.
func limits(ed *edition.Edition) preflight.Limits {
	l := ed.Press.Limits
	return preflight.Limits{
		Ink: ed.Press.InkLimit, InkHigh: l.InkHigh, PPI: l.PPI, LeastPPI: l.LeastPPI,
		Hairline: l.Hairline, HairlineReversed: l.HairlineReversed, OneInk: l.OneInk, Reversed: l.Reversed,
	}
}

// preflight holds a page's file to the rules of the press. What is found is told
// where it stands in the edition; our own small type is lint's, which knows its style.
func (r *Result) preflight(p *sheet.Page, data []byte, opt preflight.Options) (out []diag.Finding) {
	if opt.Standard == pdf.Screen.String() { // it keeps no standard
		return nil
	}
	for _, f := range preflight.Check(p.Name+".pdf", data, opt) {
		if f.Code == "pdf-plates" || (f.Code == "small-inks" || f.Code == "small-reversed") && !onAdvert(p, f.Box) {
			continue
		}
		f.Page = p.Name
		r.locate(p, &f)
		out = append(out, f)
	}
	return out
}

// onAdvert reports whether a box lies on a placed PDF.
func onAdvert(p *sheet.Page, b geom.Rect) bool {
	for _, it := range p.Items {
		if pic, ok := it.(*sheet.Picture); ok && pic.Image.Placed() && !pic.Rect.Intersect(b).Empty() {
			return true
		}
	}
	return false
}

// locate gives a finding the story, the frame and the line of pages.toml that it is
// about: those of the picture or the frame that it lies on, else the page's.
func (r *Result) locate(p *sheet.Page, f *diag.Finding) {
	x, y := f.Box.X+f.Box.W/2, f.Box.Y+f.Box.H/2
	holds := func(b geom.Rect) bool { return x >= b.X && x <= b.Right() && y >= b.Y && y <= b.Bottom() }
	for _, ep := range r.Edition.Pages {
		if ep.Name == p.Name {
			f.Pos = ep.Pos
		}
	}
	if f.Box == (geom.Rect{}) {
		return
	}
	for _, fr := range p.Frames {
		if holds(fr.Rect) {
			f.Story, f.Frame = fr.Story, fmt.Sprintf("%s/%d", fr.Story, fr.N)
		}
	}
	for _, s := range p.Stories {
		if s.ID == f.Story && !s.Furniture {
			f.Pos = s.Pos
		}
		for _, b := range s.Blocks {
			if b.Picture != nil && holds(b.Picture.Rect) {
				f.Pos, f.Story = b.Pos, s.ID
				return
			}
		}
	}
}

// Preflight holds a PDF file, whoever made it, to the rules of the press, as ed has
// them: its limits, [rules] and [[waive]]. A nil ed is a newspaper's. standard is one
// of pdf.Presses, "" for what the file says it is; name is the file's in findings.
func Preflight(name string, data []byte, standard string, ed *edition.Edition) Result {
	opt := preflight.Options{Standard: standard, Limits: preflight.Newspaper()}
	r := Result{Edition: ed, Findings: &diag.Findings{}}
	if ed != nil {
		opt.Limits = limits(ed)
		r.Findings.Lang = ed.Report
	}
	for _, f := range preflight.Check(name, data, opt) {
		r.Findings.Add(f)
	}
	if ed != nil {
		r.Findings.Edit(r.level)
	}
	return r
}
