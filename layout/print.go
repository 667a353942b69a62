package layout

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"

	"paiban/assets"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/parallel"
	"paiban/layout/pdf"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
	"paiban/layout/preflight"
	"paiban/layout/sheet"
)

// print makes the PDF file of each page, several at a time, and one of all of them
// where that is wanted. A page with a picture that cannot be used gets none, and a
// finding.
func (r *Result) print(asked Options) {
	opt, err := pressOptions(r.Edition, asked)
	if opt.Marks.Slug {
		opt.Face = asked.Fonts.Face("song")
	}
	if err == nil {
		opt, err = opt.Ready()
	}
	if err != nil {
		r.Err = err
		return
	}
	pages := r.Sheets.Pages
	made := make([]printed, len(pages))
	r.Files, r.Halves, r.Sums = map[string][]byte{}, map[string][]byte{}, map[string][sha256.Size]byte{}
	halves := asked.Halves || r.Edition.Press.Halves
	parallel.InOrder(len(pages), func(i int) { made[i] = r.printPage(pages[i], opt, halves) }, func(i int) {
		r.take(pages[i], made[i], asked.Take)
		made[i] = printed{}
	})
	if asked.Whole && r.Err == nil && len(pages) > 0 && !slices.ContainsFunc(pages, func(p *sheet.Page) bool { return !r.Made(p.Name) }) {
		r.printWhole(opt)
	}
}

// take gives on what came of a page, or keeps it.
func (r *Result) take(p *sheet.Page, made printed, take func(*sheet.Page, []File)) {
	if made.err != nil {
		r.Err = cmp.Or(r.Err, fmt.Errorf("page %s: %w", p.Name, made.err))
	}
	for _, f := range made.findings {
		r.Findings.Add(f)
	}
	if r.Err != nil || len(made.files) == 0 {
		return
	}
	for i, f := range made.files {
		r.Sums[f.Name] = f.Sum
		switch {
		case take != nil:
		case i == 0:
			r.Files[f.Name] = f.Data
		default:
			r.Halves[f.Name] = f.Data
		}
	}
	if take != nil {
		take(p, made.files)
	}
}

// Made reports whether there is a file of a page, or of half of one.
func (r *Result) Made(name string) bool {
	_, made := r.Sums[name]
	return made
}

// printWhole makes the one file of all pages. What the pages show has been checked in
// their own files; what this one adds are the structure of stories and the links that
// run from page to page, and a fault of those has no place on a page.
func (r *Result) printWhole(opt pdf.Options) {
	made, err := pdf.Make(r.Sheets, opt, r.Sheets.Pages...)
	if err != nil {
		r.Err = err
		return
	}
	r.Whole = made.Data
	if opt.Press == pdf.Screen { // it keeps no standard
		return
	}
	told := map[string]bool{}
	for _, f := range r.Findings.Sorted() {
		told[f.Code+f.Message.EN] = true
	}
	for _, f := range preflight.Check("edition.pdf", made.Data, r.holds(opt, made)) {
		if f.Page == "" && f.Code != "pdf-pages" && f.Code != "pdf-plates" && !told[f.Code+f.Message.EN] {
			r.Findings.Add(f)
		}
	}
}

// printed is what came of a page.
type printed struct {
	files    []File // none of a page that cannot be made
	findings []diag.Finding
	err      error
}

// printPage makes a page's files and holds them to the rules of the press.
func (r *Result) printPage(p *sheet.Page, opt pdf.Options, halves bool) (out printed) {
	made, err := pdf.Make(r.Sheets, opt, p)
	var broken *pdf.PictureError
	var off *pdf.OffPageError
	switch {
	case errors.As(err, &broken):
		out.findings = append(out.findings, brokenPicture(p, broken))
		return out
	case errors.As(err, &off):
		out.findings = append(out.findings, offPage(p, off.Text))
		return out
	}
	if err != nil {
		out.err = err
		return out
	}
	out.files = []File{{p.Name, made.Data, made.Sum}}
	if opt.Press&pdf.UA != 0 {
		out.findings = missingAlts(p)
	}
	if opt.Press != pdf.Screen {
		out.findings = append(out.findings, r.foreignInks(p)...)
	}
	out.findings = append(out.findings, r.preflight(p, made.Data, r.holds(opt, made))...)
	if halves && p.Fold != 0 && opt.Press.Halved() {
		r.printHalves(p, opt, &out)
	}
	return out
}

// printHalves makes the files of the halves of a spread. What they show has been checked
// in the whole's file; what is their own are their boxes.
func (r *Result) printHalves(p *sheet.Page, opt pdf.Options, out *printed) {
	for i, name := range p.Halves {
		half := opt
		half.Half, half.FoldBleed = pdf.LeftHalf+pdf.Half(i), r.Edition.Press.FoldBleed
		made, err := pdf.Make(r.Sheets, half, p)
		if err != nil {
			out.err = fmt.Errorf("half %s: %w", name, err)
			return
		}
		out.files = append(out.files, File{name, made.Data, made.Sum})
		for _, f := range r.preflight(p, made.Data, r.holds(opt, made)) {
			if f.Box == (geom.Rect{}) {
				out.findings = append(out.findings, f)
			}
		}
	}
}

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

// pressOptions says what the files are for, as the edition has it or as asked.
func pressOptions(ed *edition.Edition, asked Options) (pdf.Options, error) {
	e := ed.Press
	standard := asked.Press
	if standard == "" {
		standard = e.Standard
	}
	p, ok := pdf.ParsePress(standard)
	if !ok {
		return pdf.Options{}, fmt.Errorf("there is no press %q", standard)
	}
	marks, _ := pdf.ParseMarks(e.Marks) // the edition has been checked
	opt := pdf.Options{Press: p, Profile: e.Profile, InkLimit: e.InkLimit, Intent: e.Intent, Marks: marks}
	if asked.Cache != nil {
		opt.Store = asked.Cache
	}
	return opt, nil
}

// readyAhead makes ready what the pages' files share while the pages are set, and gives
// what waits for that. What goes wrong print finds, too.
func readyAhead(ed *edition.Edition, asked Options) (wait func()) {
	var coloured []*sheet.Image
	for _, s := range ed.Stories {
		if len(asked.Pages) > 0 { // perhaps of other pages
			break
		}
		for _, p := range s.Pictures {
			if im := p.Image; im != nil && !im.Placed() && !im.Gray && !im.Inks {
				coloured = append(coloured, im)
			}
		}
	}
	return parallel.Beside(func() {
		opt, err := pressOptions(ed, asked)
		if err == nil {
			opt, err = opt.Ready()
		}
		if inks := opt.Inks(); err == nil && inks != nil {
			inks.Ahead(opt.Store, coloured)
		}
	})
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

// Inks gives the way of pictures into the inks of the edition's press, nil where its
// files are for screens.
func (r *Result) Inks() (*picture.Press, error) {
	opt, err := pressOptions(r.Edition, Options{})
	if err == nil {
		opt, err = opt.Ready()
	}
	return opt.Inks(), err
}

// MostInk gives what tells the inks of a picture's pixel that takes the most, as the
// edition's press prints it; false for screens, and for what is no picture of pixels.
func (r *Result) MostInk() func(*sheet.Picture) (sheet.Ink, bool) {
	press := sync.OnceValue(func() *picture.Press { p, _ := r.Inks(); return p }) // an edition that was set has a sound one
	return func(p *sheet.Picture) (sheet.Ink, bool) {
		if p.Image == nil || p.Image.Placed() || p.Rect.Empty() || press() == nil {
			return sheet.Ink{}, false
		}
		use := picture.Use{Crop: p.Crop, Size: geom.Size{W: p.Rect.W, H: p.Rect.H}}
		ink, err := press().Most(p.Image, use, p.Relimit)
		return ink, err == nil
	}
}
