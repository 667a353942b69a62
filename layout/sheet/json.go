package sheet

import (
	"encoding/json"
	"io"

	"paiban/layout/geom"
)

// JSONSchema is the number that a sheet.json carries as "schema". Keys are
// added under the same number and never renamed.
const JSONSchema = 1

// WriteJSON writes p as <page>.sheet.json: the block tree with its lines, every
// rule, fill and picture with its bounds, frames with their legs and the base
// grid. Every length is in points to 0.001, origin top left of the trim, y
// down; misfit is in ems. The error is that of w.
func WriteJSON(w io.Writer, p *Page) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(pageJSON(p))
}

type jsonRect struct {
	X      milli `json:"x"`
	Y      milli `json:"y"`
	Width  milli `json:"width"`
	Height milli `json:"height"`
}

type jsonPage struct {
	Schema   int           `json:"schema"`
	Page     string        `json:"page"`
	Title    string        `json:"title"`
	Trim     jsonRect      `json:"trim"`
	Bleed    milli         `json:"bleed"`
	Fold     milli         `json:"fold,omitempty"` // of a spread, from the trim's left edge
	TypeArea jsonRect      `json:"type_area"`
	Grid     jsonGrid      `json:"grid"`
	Frames   []jsonFrame   `json:"frames"`
	Stories  []jsonStory   `json:"stories"`
	Rules    []jsonRule    `json:"rules"`
	Fills    []jsonFill    `json:"fills"`
	Pictures []jsonPicture `json:"pictures"`
}

type jsonGrid struct {
	Em        milli   `json:"em"`
	Columns   int     `json:"columns"`
	Measure   int     `json:"measure_em"`
	Gap       milli   `json:"gap"`
	Fold      int     `json:"fold,omitempty"`   // columns left of the fold
	Gutter    milli   `json:"gutter,omitempty"` // between the columns at the fold
	Baselines []milli `json:"baselines"`
}

type jsonFrame struct {
	Story string `json:"story"`
	Frame int    `json:"frame"`
	jsonRect
	Legs []jsonRect `json:"legs"`
}

type jsonStory struct {
	ID        string      `json:"id"`
	Furniture bool        `json:"furniture"`
	Blocks    []jsonBlock `json:"blocks"`
}

type jsonBlock struct {
	Role      Role         `json:"role"`
	Style     string       `json:"style"`
	Text      string       `json:"text"`
	Continued bool         `json:"continued"`
	Picture   *jsonPicture `json:"picture,omitempty"`
	Lines     []jsonLine   `json:"lines"`
	Blocks    []jsonBlock  `json:"blocks,omitempty"`
}

type jsonLine struct {
	Text     string `json:"text"`
	X        milli  `json:"x"`
	Baseline milli  `json:"baseline"`
	Measure  milli  `json:"measure"`
	Indent   milli  `json:"indent"`
	Natural  milli  `json:"natural"`
	Width    milli  `json:"width"`
	Misfit   milli  `json:"misfit"`
	Em       milli  `json:"em"`
	Frame    string `json:"frame"`
	Leg      int    `json:"leg"`
	Last     bool   `json:"last"`
	OnGrid   bool   `json:"on_grid"`
}

type jsonPoint struct {
	X milli `json:"x"`
	Y milli `json:"y"`
}

// jsonInk is in shares of full ink, 0 to 1.
type jsonInk struct {
	C milli `json:"c"`
	M milli `json:"m"`
	Y milli `json:"y"`
	K milli `json:"k"`
}

type jsonRule struct {
	jsonRect
	From      jsonPoint `json:"from"`
	To        jsonPoint `json:"to"`
	Thickness milli     `json:"thickness"`
	Ink       jsonInk   `json:"ink"`
	Dash      []milli   `json:"dash,omitempty"`
}

type jsonFill struct {
	jsonRect
	Ink jsonInk `json:"ink"`
}

type jsonPicture struct {
	jsonRect
	Name string   `json:"name"`
	Page int      `json:"pdf_page,omitempty"` // of a PDF; its crop is in hundredths of a point
	Crop jsonCrop `json:"crop"`
	Alt  string   `json:"alt"`
}

// jsonCrop is in pixels of the source.
type jsonCrop struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

func pageJSON(p *Page) jsonPage {
	out := jsonPage{
		Schema: JSONSchema, Page: p.Name, Title: p.Title,
		Trim:     rectJSON(geom.Rect{W: p.Trim.W, H: p.Trim.H}),
		Bleed:    points(p.Bleed),
		Fold:     points(p.Fold),
		TypeArea: rectJSON(p.TypeArea),
		Grid: jsonGrid{points(p.Grid.Em), p.Grid.Columns, p.Grid.Measure, points(p.Grid.Gap),
			p.Grid.Fold, points(p.Grid.Gutter), each(p.Grid.Baselines, points)},
		Frames: each(p.Frames, func(f Frame) jsonFrame {
			return jsonFrame{f.Story, f.N, rectJSON(f.Rect), each(f.Legs, rectJSON)}
		}),
		Stories: each(p.Stories, func(s *Story) jsonStory {
			return jsonStory{s.ID, s.Furniture, each(s.Blocks, blockJSON)}
		}),
		Rules: []jsonRule{}, Fills: []jsonFill{}, Pictures: []jsonPicture{},
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case *Rule:
			out.Rules = append(out.Rules, ruleJSON(it))
		case *Fill:
			out.Fills = append(out.Fills, jsonFill{rectJSON(it.Rect), inkJSON(it.Ink)})
		case *Picture:
			out.Pictures = append(out.Pictures, pictureJSON(it))
		}
	}
	return out
}

func blockJSON(b *Block) jsonBlock {
	out := jsonBlock{Role: b.Role, Style: b.Style, Text: b.Text, Continued: b.Continued,
		Lines: each(b.Lines, lineJSON)}
	if b.Picture != nil {
		p := pictureJSON(b.Picture)
		out.Picture = &p
	}
	if len(b.Blocks) > 0 {
		out.Blocks = each(b.Blocks, blockJSON)
	}
	return out
}

func lineJSON(l Line) jsonLine {
	return jsonLine{
		Text: l.Text, X: points(l.Origin.X), Baseline: points(l.Origin.Y),
		Measure: points(l.Measure), Indent: points(l.Indent),
		Natural: points(l.Natural), Width: points(l.Width),
		Misfit: milli(l.Misfit), Em: points(l.Em),
		Frame: l.Frame, Leg: l.Leg, Last: l.Last, OnGrid: l.OnGrid,
	}
}

func ruleJSON(r *Rule) jsonRule {
	return jsonRule{
		jsonRect: rectJSON(r.Bounds()),
		From:     jsonPoint{points(r.From.X), points(r.From.Y)},
		To:       jsonPoint{points(r.To.X), points(r.To.Y)}, Thickness: points(r.Width),
		Ink: inkJSON(r.Ink), Dash: each(r.Dash, points),
	}
}

func pictureJSON(p *Picture) jsonPicture {
	out := jsonPicture{jsonRect: rectJSON(p.Rect), Alt: p.Alt,
		Crop: jsonCrop{p.Crop.X, p.Crop.Y, p.Crop.W, p.Crop.H}}
	if p.Image != nil {
		out.Name, out.Page = p.Image.Name, p.Image.Page
	}
	return out
}

func rectJSON(r geom.Rect) jsonRect {
	return jsonRect{points(r.X), points(r.Y), points(r.W), points(r.H)}
}

func inkJSON(i Ink) jsonInk { return jsonInk{milli(i.C), milli(i.M), milli(i.Y), milli(i.K)} }

// each maps f over in; nil gives an empty list, so that JSON has [] and not null.
func each[S, T any](in []S, f func(S) T) []T {
	out := make([]T, len(in))
	for i, s := range in {
		out[i] = f(s)
	}
	return out
}
