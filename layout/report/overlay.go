package report

import (
	"paiban/fonts"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/overlay"
)

// Facts gives what overlays of a page of r show beside its sheet. Their labels are
// in lang and set in face.
func Facts(r layout.Result, page string, face *fonts.Face, lang diag.Lang) overlay.Facts {
	press := r.Edition.Press
	out := overlay.Facts{Face: face, InkHigh: press.Limits.InkHigh, InkLimit: press.InkLimit, Most: r.MostInk()}
	for _, f := range sorted(r) {
		if f.Code == "overset" && f.Page == page {
			out.Over = append(out.Over, overlay.Over{Rect: f.Box, Text: f.Message.In(lang)})
		}
	}
	return out
}
