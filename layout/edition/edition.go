// Package edition reads pages.toml and what it names – copy, pictures, fonts –
// into an Edition: decoded, checked, every default filled, every position kept.
package edition

import (
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// Edition is one issue of a paper, ready for makeup. Nothing in it is optional
// any more: defaults are filled and names are resolved to pointers.
type Edition struct {
	Name    string // 焦作日报
	Date    Date
	Lang    string    // BCP 47, "zh-CN"
	Report  diag.Lang // language of report.json: a build's bytes must not depend on the locale
	Version string    // of the rules of layout, one of RulesVersions
	Press   Press
	Fonts   []FontFile
	Styles  map[string]*Style // by name, inheritance applied
	Pages   []*Page           // in the file's order
	Stories []*Story          // in the file's order: reading order
	Rules   map[string]Level  // severities by rule code, where [rules] gives one
	Stub    int               // a leg of fewer lines of text is reported
	Waivers []Waiver
}

// Date is a calendar day; the zero Date is none.
type Date struct{ Year, Month, Day int }

// FontFile is a font of the user's own.
type FontFile struct {
	Name string
	Path string // to open
	Pos  diag.Pos
}

// Page is one page's paper and grid.
type Page struct {
	Name    string // unique; the output file's stem: "06"
	Number  string // as printed: "6"; default Name without leading zeros
	Section string // 党建
	Pos     diag.Pos
	Trim    geom.Size
	Bleed   geom.Length
	Margin  Margin // where the type area stands
	Grid    Grid
	Folio   *Folio // nil = none; of a spread that of its left half
	Rules   []Rule

	// Of a spread (双通版), which is set as one page twice as wide: the folio line of
	// its right half, and the names of its halves.
	RightFolio *Folio
	Halves     [2]string
}

// Margin places the type area. Nil = centred: horizontally on the trim, vertically
// as one block with the folio line above it.
type Margin struct{ Left, Top *geom.Length }

// Grid is the 版样: the type area is derived from it.
type Grid struct {
	Em      geom.Length // 字: size of body type
	Columns int         // 基本栏
	Measure int         // 字 in a base column
	Gap     int         // 栏空 between base columns, thousandths of a 字 (1000 = 1 字)
	Lines   int         // 行 on the page
	Height  geom.Length // of the type area; the n-th line ends at round(n·Height/Lines)

	Fold   int         // columns left of the fold of a spread; 0 = none
	Gutter geom.Length // 中缝: between the columns at the fold, in place of the gap
}

// Pitch gives the line pitch, rounded; positions use Height and Lines, so that
// no error adds up.
func (g Grid) Pitch() geom.Length { return g.Height.MulDiv(1, int64(g.Lines)) }

// Folio is the 报眉: three pieces on one line above the type area and the rule
// under it. The pieces are inline copy (marks allowed).
type Folio struct {
	Left, Center, Right Inline
	Style               *Style
	Rule                RuleKind
	Lines               int // 行 it takes above the type area, rule and air included
}

// Rule is a rule placed on the page's grid by an editor.
type Rule struct {
	Pos diag.Pos
	// A horizontal rule runs along Columns in the air above line Lines.From
	// (Lines.To is the same); a vertical one stands in the gap right of column
	// Columns.From from the top of line Lines.From to the foot of line Lines.To.
	Vertical bool
	Columns  Span
	Lines    Span
	Kind     RuleKind
	Ink      sheet.Ink
}

// RuleKind names a rule of the trade.
type RuleKind string

const (
	RuleNone   RuleKind = "none"
	RuleThin   RuleKind = "thin"   // 正线 0.15 mm
	RuleThick  RuleKind = "thick"  // 反线 0.6 mm
	RuleWenwu  RuleKind = "wenwu"  // 文武线: thick above thin
	RuleDouble RuleKind = "double" // 双线
	RuleDotted RuleKind = "dotted" // 点线
	RuleFancy  RuleKind = "fancy"  // 花边: beads between two thin lines
)

// Span is a run of columns or lines, both ends in it, counted from 1.
type Span struct{ From, To int }

// Len counts what is in s.
func (s Span) Len() int { return s.To - s.From + 1 }

// Story is one 稿件.
type Story struct {
	ID       string
	Pos      diag.Pos
	Standing []Inline // 栏目题: the first at the left, a second flush right
	Kicker   []Inline
	Head     []Inline // the editor's own lines; one = the engine may break it
	Deck     []Inline
	Copy     []Block
	Frames   []*Frame // at least one
	Pictures []*Picture
	Styles   map[sheet.Role]*Style // every role has one
	HeadAt   HeadAt
	Insets   []*Inset
	EndMark  string // 尾花, after the last paragraph
	Jumps    bool   // 下转 and 上接 lines where it runs on to another page
	Exact    bool   // fit = "exact": end on the foot of the last frame if that can be done lawfully
}

// HeadAt says where a story's head block stands.
type HeadAt struct {
	Frame *Frame // the frame it stands in: the story's first
	// Legs that it spans, from the frame's first leg; the whole frame by default.
	Legs Span
	// Line of the page that it begins at; 0 = the frame's first (盖文题). Elsewhere
	// text stands above it too (文包题), or beside it (串文题).
	Line int
	// Lines it takes; 0 = what its type and air need, in whole lines.
	Lines    int
	Vertical bool // 竖题: its main head is set downwards, lines from the right
}

// Inline is a piece of copy: characters, the marks on them, and where each
// character stands in the input (a missing glyph must name its place).
type Inline struct {
	Runes  []rune
	Marks  []Mark   // outer before inner; they nest or lie apart
	Pos    diag.Pos // of the first rune
	places places   // of each rune; nil = they stand side by side from Pos
}

// Mark is an inline copy mark on runes [From,To).
type Mark struct {
	From, To int
	Kind     MarkKind
	Arg      string   // the ruby text
	ArgPos   diag.Pos // of its first character
}

// MarkKind is the name of an inline mark as written: {b:…}.
type MarkKind string

const (
	Bold     MarkKind = "b"
	Kai      MarkKind = "kai"
	Emphasis MarkKind = "em"
	Ruby     MarkKind = "ruby"
	NoBreak  MarkKind = "nb"
	Name     MarkKind = "pn" // 专名号
)

// At gives the place of rune i in the input.
func (in Inline) At(i int) diag.Pos {
	if p, ok := in.places.at(i); ok {
		return p
	}
	p := in.Pos
	p.Col += i
	return p
}

// Slice gives the runes [from,to) of in with the marks on them.
func (in Inline) Slice(from, to int) Inline {
	whole := text{runes: in.Runes, places: in.places, end: in.At(len(in.Runes))}
	if in.places == nil {
		whole.places = places{{pos: in.Pos}}
	}
	part := whole.slice(from, to)
	out := Inline{Runes: part.runes, Pos: in.At(from), places: part.places}
	for _, m := range in.Marks {
		m.From, m.To = max(m.From, from)-from, min(m.To, to)-from
		if m.From < m.To {
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}

// Remainder names what becomes of the 字 left over when 破栏 legs do not divide
// a 长栏 (NEWSPAPER: 绝对 相对 自由 自动).
type Remainder string

const (
	Absolute Remainder = "absolute" // equal legs of whole 字, the gaps take the rest
	Relative Remainder = "relative" // whole 字, fixed gaps, the first legs one 字 wider
	Free     Remainder = "free"     // equal legs, fixed gaps, not whole 字
	Auto     Remainder = "auto"     // legs follow the page's base columns
)

// Frame is a rectangle of the grid that a story flows through.
type Frame struct {
	Pos       diag.Pos
	N         int // from 1 within the story
	Page      *Page
	Columns   Span
	Lines     Span
	Legs      int
	Remainder Remainder
	Balance   bool // legs of equal length, the shortfall at the end of the last
	Border    Border
	Tint      sheet.Ink // ground under the frame; zero = none
	LegRule   RuleKind  // between its legs
	Cuts      []Cut     // what is not the frame's: so it has the shape of an L, a U or steps
	Body      *Style    // paragraphs that begin in this frame
}

// Cut is a piece of a frame left to others.
type Cut struct{ Columns, Lines Span }

// Border draws a frame's edges.
type Border struct {
	Kind                     RuleKind
	Top, Right, Bottom, Left bool
	Ink                      sheet.Ink
}

// Spot is where something stands in a frame; text goes around it.
type Spot struct {
	Frame   *Frame
	Legs    Span // of its frame, that it covers; zero = by Columns
	Columns Span // of the page's base columns, that it covers; zero = by Legs
	Lines   Span // of the page; zero = below what stands at the frame's top
	Height  int  // lines, where Lines is zero; 0 = as it needs
}

// Inset is copy set apart within a story: a pull quote, a summary (提要), a note,
// or the captions of all its pictures together.
type Inset struct {
	Spot
	Pos      diag.Pos
	Text     []Inline
	Captions bool // after Text, the captions and credits of the story's pictures
	Style    *Style
	Border   Border
	Tint     sheet.Ink
}

// Picture is a picture of a story. Its Lines hold picture and caption together.
type Picture struct {
	Spot
	Pos     diag.Pos
	Image   *sheet.Image
	Flex    [2]int // lines that copyfit may take and add
	Focus   [2]int // point of interest, thousandths of width and height; the crop keeps it in
	Caption Inline
	Credit  Inline
	Label   string // "①", drawn in the picture's corner
	Relimit bool   // ink = "limit": if it is over the ink limit it is separated anew
	Alt     string
	Fit     Fit

	Decorative bool // alt = ""
}

// Fit says how a picture takes its place.
type Fit string

const (
	Cover   Fit = "cover"   // the place is filled, what is beyond it cut off
	Contain Fit = "contain" // all of it is seen, in the middle of the place
	Actual  Fit = "actual"  // a page of a PDF, as large as it is
)

// BlockKind is what a line of copy is.
type BlockKind uint8

const (
	Paragraph BlockKind = iota
	Crosshead           // "# "
	Byline              // "@ "
	Dateline            // "% ", run in to the paragraph that follows
)

// Block is one line of copy: a paragraph, crosshead, byline or dateline.
type Block struct {
	Kind BlockKind
	Inline
}

// Style is how copy of one kind is set.
type Style struct {
	Name     string
	Pos      diag.Pos // where it is defined; zero for a built-in one
	Font     []string // faces, first choice first; the library's "song" is always last
	Bold     []string // faces of {b:…}
	Kai      []string // faces of {kai:…}
	Size     geom.Dim
	Leading  geom.Dim // between the baselines of a block that does not stand on the grid; 0 = 1.25 of Size
	Indent   geom.Dim
	Align    paragraph.Align
	Tracking geom.Dim
	Before   geom.Dim // air above, below
	After    geom.Dim
	Ink      sheet.Ink
	Ground   sheet.Ink // behind the type of a head; Paper = none

	// What copyfit may do: lines to take and to add, the price of each in per
	// cent, and a step of a head's size.
	Flex      [2]int
	FlexPrice int
	SizeStep  geom.Dim

	// Bounds of a head's size, fitted to its measure, and the width that a head of
	// two to four 字 is opened to; 0 = Size, and as it is.
	SizeMin, SizeMax geom.Dim
	Open             geom.Dim

	Rule    RuleKind // under the block, along its frame
	Options paragraph.Options
}
