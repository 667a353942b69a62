package makeup

import (
	"paiban/fonts"
	"paiban/layout/edition"
	"paiban/layout/paragraph"
)

// ParagraphStyle gives st as it sets copy on the grid g, for setting lines
// without a page.
func ParagraphStyle(ed *edition.Edition, st *edition.Style, g edition.Grid, lib *fonts.Library) paragraph.Style {
	s := styles{fonts: lib, grid: g, lang: ed.Lang, done: map[*edition.Style]*style{}}
	return s.of(st).Style
}
