package layout

import (
	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/makeup"
	"paiban/layout/paragraph"
)

// Style gives the style called name of the edition at path, as its first page
// sets it, for setting lines without a page. It is nil if the edition is invalid
// (the findings say why) or has no such style (they hold no error).
func Style(path, name string, lib *fonts.Library, trust edition.Trust) (*paragraph.Style, *diag.Findings) {
	lib = lib.With()
	ed, fs := edition.Read(path, edition.Options{Fonts: lib, Trust: trust})
	if ed == nil || ed.Styles[name] == nil || len(ed.Pages) == 0 {
		return nil, fs
	}
	st := makeup.ParagraphStyle(ed, ed.Styles[name], ed.Pages[0].Grid, lib)
	return &st, fs
}
