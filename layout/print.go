package layout

import (
	"errors"
	"fmt"

	"paiban/layout/diag"
	"paiban/layout/pdf"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// print makes the PDF file of each page. A page with a picture that cannot be
// used gets none, and a finding.
func (r *Result) print(press string) {
	opt, err := r.pressOptions(press)
	if err != nil {
		r.Err = err
		return
	}
	r.Files = map[string][]byte{}
	for _, p := range r.Sheets.Pages {
		data, err := pdf.File(r.Sheets, opt, p)
		var broken *pdf.PictureError
		switch {
		case errors.As(err, &broken):
			r.Findings.Add(brokenPicture(p, broken))
		case err != nil:
			r.Err = fmt.Errorf("page %s: %w", p.Name, err)
			return
		default:
			r.Files[p.Name] = data
		}
	}
}

// pressOptions says what the files are for, as the edition has it or as asked.
func (r *Result) pressOptions(press string) (pdf.Options, error) {
	e := r.Edition.Press
	if press == "" {
		press = e.Standard
	}
	p, ok := pdf.ParsePress(press)
	if !ok {
		return pdf.Options{}, fmt.Errorf("there is no press %q", press)
	}
	return pdf.Options{Press: p, Profile: e.Profile, InkLimit: e.InkLimit}, nil
}

// brokenPicture tells of a picture that cannot be made ready, where it stands.
func brokenPicture(p *sheet.Page, e *pdf.PictureError) diag.Finding {
	why := picture.Why(e.Err)
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
