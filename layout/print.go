package layout

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/parallel"
	"paiban/layout/pdf"
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
	if asked.Whole && r.Err == nil && len(pages) > 0 && !slices.ContainsFunc(pages, func(p *sheet.Page) bool { return !r.made(p.Name) }) {
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

// made reports whether there is a file of a page, or of half of one.
func (r *Result) made(name string) bool {
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
