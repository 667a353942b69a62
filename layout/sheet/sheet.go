// Package sheet is the finished page: a flat display list in paint order and a
// block tree in reading order. It is data; writers are one loop and one switch.
package sheet

import (
	"crypto/sha256"
	"strconv"
	"strings"

	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/geom"
)

// Edition is all pages that were set, in order, and what a file's metadata needs.
type Edition struct {
	Name  string // 焦作日报
	Date  string // ISO 8601, "2024-01-12"; "" if the edition has none
	Lang  string // BCP 47: "zh-CN"
	Pages []*Page
}

// Page is one finished page. Coordinates: origin top left of the trim, y down.
type Page struct {
	Name     string // file name stem and label: "06"
	Title    string // for the PDF's metadata: "焦作日报 2024-01-12 第6版 党建"
	Trim     geom.Size
	Bleed    geom.Length // on every side, 0 normally
	Fold     geom.Length // of a spread (双通版), from the trim's left edge; 0 = none
	Halves   [2]string   // of a spread: the names of its halves
	TypeArea geom.Rect   // 版心
	Grid     Grid
	Items    []Item   // paint order; text runs of one story are in reading order
	Stories  []*Story // reading order
	Frames   []Frame  // for overlays and reports
}

// Grid is the page's base grid, for overlays and for tests of alignment.
type Grid struct {
	Em        geom.Length   // 字: the body size
	Columns   int           // base columns
	Measure   int           // 字 a base column
	Gap       geom.Length   // 栏空
	Baselines []geom.Length // y of every line's baseline, top to bottom

	Fold   int         // columns left of the fold of a spread; 0 = none
	Gutter geom.Length // between the columns at the fold, in place of the gap
}

// ColumnX gives the left edge of base column c, from 0, from that of the type area.
func (g Grid) ColumnX(c int) geom.Length {
	x := geom.Length(c) * (geom.Length(g.Measure)*g.Em + g.Gap)
	if g.Fold > 0 && c >= g.Fold {
		x += g.Gutter - g.Gap
	}
	return x
}

// Frame is one frame of a story with its legs, as placed.
type Frame struct {
	Story string
	N     int // from 1 within the story
	Rect  geom.Rect
	Legs  []geom.Rect
}

// Item is one thing painted: *Text, *Rule, *Fill or *Picture.
type Item interface{ Bounds() geom.Rect }

// Text is one run of glyphs of one face, size and ink on one baseline: a whole
// line where the line has one face.
type Text struct {
	Face   *fonts.Face
	Size   geom.Length
	Ink    Ink
	Origin geom.Point   // pen position of the first glyph, on the baseline
	Cells  []fonts.Cell // left to right; X counts from Origin.X
	Text   string       // the characters typed that the cells stand for, in order
	Lang   string       // BCP 47 where it differs from the edition's, else ""
}

// Rule is a straight line with square ends (正线, 反线, 点线).
type Rule struct {
	From, To geom.Point
	Width    geom.Length
	Ink      Ink
	Dash     []geom.Length // on, off, …; nil = solid
}

// Fill is a filled rectangle (底纹, 反白 ground).
type Fill struct {
	Rect geom.Rect
	Ink  Ink
}

// Picture is a placed picture: Crop of the source, in pixels, fills Rect.
type Picture struct {
	Rect  geom.Rect
	Image *Image
	Crop  Crop
	Alt   string // alternate text: its own, or the caption

	Decorative bool // alt = "": it says nothing, and readers aloud pass it over
	Relimit    bool // a picture in inks that is over the ink limit may be separated anew
}

// Crop is a rectangle of source pixels, after EXIF orientation; of a page of a PDF, in
// hundredths of a point.
type Crop struct{ X, Y, W, H int }

// Image is a picture file, read and checked, shared by all its placements.
type Image struct {
	Name   string // as pages.toml gives it
	Data   []byte // the file's bytes
	Format string // "jpeg", "png", "tiff", "webp", "pdf"
	W, H   int    // pixels, after EXIF orientation; of a page of a PDF, hundredths of a point, upright
	Gray   bool   // one channel
	Inks   bool   // four: cyan, magenta, yellow, black
	Orient uint8  // EXIF orientation of Data, 1–8 (tag 0x0112); 0 and 1 = upright

	Profiled bool // it carries an ICC profile

	Sum [sha256.Size]byte // of Data, if it is known; see Digest

	Page int    // of a PDF, from 1: placed as it is, not as pixels
	Box  string // of that page, that is shown: "trim", "bleed", "art", "crop", "media"
}

// Digest gives the SHA-256 of a picture's file.
func (i *Image) Digest() [sha256.Size]byte {
	if i.Sum != [sha256.Size]byte{} {
		return i.Sum
	}
	return sha256.Sum256(i.Data)
}

// Placed reports a page of a PDF.
func (i *Image) Placed() bool { return i != nil && i.Format == "pdf" }

// Ink is a process colour in thousandths of full ink: 0–1000 each. With a Spot it is
// Tint thousandths of that ink, and the process inks are what stands for it on
// screens and proofs.
type Ink struct {
	C, M, Y, K uint16
	Spot       *Spot
	Tint       uint16
}

// Spot is a spot ink (专色), printed from a plate of its own. There is one value of
// each name in an edition.
type Spot struct {
	Name       string
	C, M, Y, K uint16 // what it looks like at full strength
}

// Ink gives the spot ink at a tint in thousandths.
func (s *Spot) Ink(tint uint16) Ink {
	part := func(v uint16) uint16 { return uint16((uint32(v)*uint32(tint) + 500) / 1000) }
	return Ink{part(s.C), part(s.M), part(s.Y), part(s.K), s, tint}
}

// Black is the text ink, K alone; Paper prints nothing (and knocks out).
var (
	Black = Ink{K: 1000}
	Paper = Ink{}
)

// KOnly reports whether the ink is black alone.
func (i Ink) KOnly() bool { return i.Spot == nil && i.C == 0 && i.M == 0 && i.Y == 0 }

// Percent is the sum of its inks in percent of one full ink, rounded.
func (i Ink) Percent() int {
	if i.Spot != nil {
		return int(i.Tint+5) / 10
	}
	return (int(i.C) + int(i.M) + int(i.Y) + int(i.K) + 5) / 10
}

// Label names its inks in percent, as "C60 M100"; "" is paper.
func (i Ink) Label() string {
	percent := func(name string, v uint16) string { return name + strconv.Itoa(int(v+5)/10) }
	if i.Spot != nil {
		return percent(i.Spot.Name+" ", i.Tint)
	}
	var out []string
	for _, part := range []struct {
		name string
		v    uint16
	}{{"C", i.C}, {"M", i.M}, {"Y", i.Y}, {"K", i.K}} {
		if part.v > 0 {
			out = append(out, percent(part.name, part.v))
		}
	}
	return strings.Join(out, " ")
}

// Plates counts the inks that print it.
func (i Ink) Plates() int {
	if i.Spot != nil {
		return min(int(i.Tint), 1)
	}
	n := 0
	for _, v := range [...]uint16{i.C, i.M, i.Y, i.K} {
		n += min(int(v), 1)
	}
	return n
}

// Role says what a block is in its story.
type Role string

// The roles, from the top of a story to its foot; Furniture is the page's own
// (folio line, nameplate), in a story of that name.
const (
	Standing  Role = "standing"  // 栏目题
	Kicker    Role = "kicker"    // 引题
	Head      Role = "head"      // 主题
	Deck      Role = "deck"      // 副题
	Byline    Role = "byline"    // 署名
	Dateline  Role = "dateline"  // 电头, run in to its paragraph
	Crosshead Role = "crosshead" // 小标题
	Paragraph Role = "paragraph"
	Caption   Role = "caption" // 图说
	Credit    Role = "credit"
	Figure    Role = "figure" // a picture with its caption and credit as children
	Jump      Role = "jump"   // 下转, 上接
	Inset     Role = "inset"  // a pull quote, a summary, captions together
	Folio     Role = "folio"  // 报眉
	Nameplate Role = "nameplate"
)

// Story is what one story (or the page's furniture) put on this page.
type Story struct {
	ID        string
	Furniture bool
	Pos       diag.Pos
	Blocks    []*Block
}

// Block is one piece of a story: a head, a paragraph, a picture with its caption.
type Block struct {
	Role      Role
	Style     string   // name of the style it was set in
	Pos       diag.Pos // where its copy begins
	Text      string   // the characters of the whole block, on whatever pages
	Continued bool     // its first lines stand on an earlier page
	Lines     []Line
	Picture   *Picture // for a Figure
	To        string   // for a Jump: the name of the page that it sends the reader to
	Blocks    []*Block // a Figure's caption and credit
}

// Line is one line of a block as set.
type Line struct {
	Text    string
	Origin  geom.Point  // left end of the measure, on the baseline
	Indent  geom.Length // within the measure
	Measure geom.Length // of the slot
	Natural geom.Length // before justification, adjacent marks squeezed, indent not counted
	Width   geom.Length // as set, indent not counted
	Misfit  int         // thousandths of an em: stretch (+) or squeeze (−) a gap beyond the rules' limits; 0 = good
	Em      geom.Length // the type size
	Frame   string      // "lead/1"
	Leg     int         // from 1
	Last    bool        // the paragraph's last line
	OnGrid  bool        // its baseline is one of the page's grid
	Runs    []*Text     // the items that paint it
	Ruby    []Ruby      // 注音 above it
}

// Ruby is an annotation above some of a line's characters. Its text is no copy of the
// block's.
type Ruby struct {
	Text     *Text
	From, To int // of the line's Text, in runes
}

// Bounds of the items. A text run's is its em boxes.
func (t *Text) Bounds() geom.Rect {
	top := t.Size.MulDiv(int64(t.Face.EmTop()), int64(t.Face.UPEM()))
	var w geom.Length
	if n := len(t.Cells); n > 0 {
		w = t.Cells[n-1].X + t.Cells[n-1].W
	}
	return geom.Rect{X: t.Origin.X, Y: t.Origin.Y - top, W: w, H: t.Size}
}

// Bounds of a rule includes its width.
func (r *Rule) Bounds() geom.Rect {
	x0, x1 := min(r.From.X, r.To.X), max(r.From.X, r.To.X)
	y0, y1 := min(r.From.Y, r.To.Y), max(r.From.Y, r.To.Y)
	if y0 == y1 {
		return geom.Rect{X: x0, Y: y0 - r.Width/2, W: x1 - x0, H: r.Width}
	}
	return geom.Rect{X: x0 - r.Width/2, Y: y0, W: r.Width, H: y1 - y0}
}

func (f *Fill) Bounds() geom.Rect    { return f.Rect }
func (p *Picture) Bounds() geom.Rect { return p.Rect }
