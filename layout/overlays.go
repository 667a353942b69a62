package layout

import (
	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/overlay"
)

// Facts gives what overlays of a page show beside its sheet. Their labels are
// in lang and set in face.
func (r Result) Facts(page string, face *fonts.Face, lang diag.Lang) overlay.Facts {
	out := overlay.Facts{Face: face}
	for _, f := range r.sorted() {
		if f.Code == "overset" && f.Page == page {
			out.Over = append(out.Over, overlay.Over{Rect: f.Box, Text: f.Message.In(lang)})
		}
	}
	return out
}
