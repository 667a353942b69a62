package edition

import (
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// What pages.toml says, as written: every value checked by itself, nothing
// filled in. The rows that put values here are in vocabulary.go.

type rawFile struct {
	edition rawEdition
	fonts   []*rawFont
	styles  map[string]*rawStyle
	pages   []*rawPage
	stories []*rawStory
	rules   rawRules
	limits  rawLimits
	waivers []*rawWaiver
}

type rawEdition struct {
	name, lang, reportLang field[string]
	rules                  field[string]
	stub                   field[int]
	date                   field[Date]
	sizes                  field[string]
	folders                field[[]string]
	rawPress
	rawPaper // defaults for all pages
}

// rawPaper is what [edition] can say for all pages and [[page]] for one.
type rawPaper struct {
	preset  field[string]
	trim    field[geom.Size]
	bleed   field[geom.Dim]
	left    field[geom.Dim]
	top     field[geom.Dim]
	grid    rawGrid
	noFolio field[bool]
	folio   *rawFolio
}

type rawGrid struct {
	em, gap, height         field[geom.Dim]
	columns, measure, lines field[int]
}

type rawFolio struct {
	left, center, right field[text]
	style               field[string]
	rule                field[RuleKind]
	lines               field[int]
}

type rawPage struct {
	n                     *node
	name, number, section field[string]
	spread                field[bool]
	gutter                field[geom.Dim]
	rawPaper
	rules []*rawRule
}

type rawRule struct {
	n              *node
	columns, lines field[Span]
	vertical       field[bool]
	kind           field[RuleKind]
	ink            field[sheet.Ink]
}

type rawFont struct {
	n                *node
	name, file       field[string]
	member, instance field[string]
	index, weight    field[int]
}

type rawStyle struct {
	n                                              *node
	name                                           string
	builtin                                        *rawStyle // that this one of the same name changes
	extends                                        field[string]
	font, bold, kai                                field[[]string]
	size, leading, indent, tracking, before, after field[geom.Dim]
	align                                          field[string]
	ink, ground                                    field[sheet.Ink]
	rule                                           field[RuleKind]
	flex                                           field[[2]int]
	flexPrice                                      field[int]
	sizeStep, sizeMin, sizeMax, open               field[geom.Dim]
	options                                        map[string]field[string] // by paragraph.Keys
}

type rawStory struct {
	n                            *node
	id                           field[string]
	standing, kicker, head, deck field[[]Inline]
	headLegs                     field[Span]
	headLine, headLines          field[int]
	headVertical, jumps          field[bool]
	endMark                      field[string]
	text                         field[text]
	file                         field[string]
	encoding, fit                field[string]
	styles                       rawRoles
	rawFrame                     // defaults for its frames, or its one frame
	frames                       []*rawFrame
	pictures                     []*rawPicture
	insets                       []*rawInset
}

type rawRoles struct {
	byRole [len(roleKeys)]field[string]
}

type rawFrame struct {
	n              *node
	page           field[string]
	columns, lines field[Span]
	legs           field[int]
	remainder      field[Remainder]
	balance        field[bool]
	border         field[rawBorder]
	tint           field[sheet.Ink]
	legRule        field[RuleKind]
	cuts           []*rawCut
	body           field[string]
}

type rawCut struct {
	n              *node
	columns, lines field[Span]
}

type rawBorder struct {
	kind  field[RuleKind]
	sides field[[]string]
	ink   field[sheet.Ink]
}

// rawSpot is where something stands in a frame.
type rawSpot struct {
	n                    *node
	frame, height        field[int]
	legs, columns, lines field[Span]
}

type rawPicture struct {
	rawSpot
	file, label, alt field[string]
	ink              field[string]
	kind, box        field[string]
	fit              field[Fit]
	sheet            field[int]
	focus, flex      field[[2]int]
	caption, credit  field[Inline]
}

type rawInset struct {
	rawSpot
	text     field[[]Inline]
	captions field[bool]
	style    field[string]
	border   field[rawBorder]
	tint     field[sheet.Ink]
}

// roleKeys are the keys of a story's style table and the roles they mean.
var roleKeys = [...]struct {
	key  string
	role sheet.Role
}{
	{"standing", sheet.Standing}, {"kicker", sheet.Kicker}, {"head", sheet.Head}, {"deck", sheet.Deck},
	{"byline", sheet.Byline}, {"dateline", sheet.Dateline}, {"body", sheet.Paragraph},
	{"crosshead", sheet.Crosshead}, {"caption", sheet.Caption}, {"credit", sheet.Credit},
	{"jump", sheet.Jump},
}
