package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"sort"
	"strings"

	"paiban/layout/diag"
)

// ninjs is what is read of an item of IPTC ninjs, of versions 1 to 3.
type ninjs struct {
	Type, Title, By, Headline, Byline, Description string
	BodyText                                       string `json:"body_text"`
	BodyXHTML                                      string `json:"body_xhtml"`
	DescriptionText                                string `json:"description_text"`
	Headlines, Bodies, Descriptions                []ninjsText
	Associations                                   ninjsList
	Renditions                                     json.RawMessage
}

type ninjsText struct{ Role, ContentType, Value string }

// ninjsList takes a list of items, or a set with names (versions 1 and 2) in the order
// of the names.
type ninjsList []ninjs

func (l *ninjsList) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, (*[]ninjs)(l))
	}
	var set map[string]ninjs
	if err := json.Unmarshal(data, &set); err != nil {
		return err
	}
	names := make([]string, 0, len(set))
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		*l = append(*l, set[n])
	}
	return nil
}

// Ninjs takes an item of ninjs, or a list of them, apart. Errors tell the line.
func Ninjs(data []byte) (*Draft, error) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	var list []ninjs
	var err error
	if bytes.HasPrefix(data, []byte("[")) {
		err = json.Unmarshal(data, &list)
	} else {
		list = make([]ninjs, 1)
		err = json.Unmarshal(data, &list[0])
	}
	if err != nil {
		return nil, jsonFailure(data, err)
	}
	d := &Draft{}
	var items []item
	for _, n := range list {
		got, err := d.ninjs(n)
		if err != nil {
			return nil, err
		}
		items = append(items, got...)
	}
	if len(items) == 0 {
		return nil, failure("里面没有 ninjs 的稿件（headlines、bodies）", "there is no ninjs item in it (headlines, bodies)")
	}
	return d.assemble(items), nil
}

// jsonFailure finds the line of a JSON error.
func jsonFailure(data []byte, err error) error {
	at := int64(0)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	before := data[:min(int(at), len(data))]
	return &Error{Line: 1 + bytes.Count(before, []byte("\n")), Col: len(before) - bytes.LastIndexByte(before, '\n'),
		Text: diag.T("不是 ninjs：%v", "not ninjs: %v", err)}
}

func lines(s string, p part) []item {
	var out []item
	for _, l := range strings.Split(s, "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		out = append(out, item{part: p, spans: []Span{{Text: l}}, line: 1})
	}
	return out
}

// ninjs gives the items of a story: heads, bylines, the richest of its bodies, pictures.
func (d *Draft) ninjs(n ninjs) ([]item, error) {
	if n.Type == "picture" {
		return n.picture(), nil
	}
	heads := map[part][]item{}
	for _, h := range append(n.Headlines, ninjsText{Value: n.Headline}) {
		p := headlinePart(h.Role)
		if p == aTitle && heads[aTitle] != nil {
			if h.Value != "" {
				d.Left = append(d.Left, Block{Text: h.Value, Line: 1})
			}
			continue
		}
		if h.Value != "" {
			heads[p] = lines(h.Value, p)
		}
	}
	var out []item
	for _, p := range []part{aStanding, aKicker, aTitle, aDeck} {
		out = append(out, heads[p]...)
	}
	out = append(append(out, lines(n.By, aByline)...), lines(n.Byline, aByline)...)
	body, err := d.ninjsBody(n)
	if err != nil {
		return nil, err
	}
	out = append(out, body...)
	for _, a := range n.Associations {
		more, err := d.ninjs(a)
		if err != nil {
			return nil, err
		}
		if a.Type != "picture" {
			more = a.picture()[1:] // captions that stand apart
			if a.Bodies != nil || a.BodyText != "" || a.BodyXHTML != "" {
				d.note(1, "附的另一篇稿件“%s”没有导入", "another story that is attached, %q, is not imported", a.Title)
			}
		}
		out = append(out, more...)
	}
	return out, nil
}

func (d *Draft) ninjsBody(n ninjs) ([]item, error) {
	bodies := append(n.Bodies, ninjsText{ContentType: "application/xhtml+xml", Value: n.BodyXHTML}, ninjsText{ContentType: "text/plain", Value: n.BodyText})
	for _, b := range bodies {
		if b.Value == "" || !strings.Contains(b.ContentType, "html") {
			continue
		}
		root, fail := parseXML([]byte("<div>" + b.Value + "</div>"))
		if fail != nil {
			fail.Text = diag.T("XHTML 正文：%v", "the XHTML body: %v", fail.Text.EN)
			fail.Line, fail.Col = 0, 0
			return nil, fail
		}
		return d.markup(root), nil
	}
	for _, b := range bodies {
		if b.Value != "" {
			return lines(b.Value, aText), nil
		}
	}
	return nil, nil
}

// picture gives a picture with what is said of it; the largest rendition is the last.
func (n ninjs) picture() []item {
	type rendition struct{ Href string }
	var list []rendition
	var set map[string]rendition
	file := ""
	if json.Unmarshal(n.Renditions, &list) == nil && len(list) > 0 {
		file = list[0].Href
	} else if json.Unmarshal(n.Renditions, &set) == nil {
		file = set["original"].Href
	}
	out := []item{{part: aPicture, line: 1, file: file}}
	for _, t := range append(n.Descriptions, ninjsText{Value: n.DescriptionText}) {
		if t.Value != "" {
			out = append(out, lines(t.Value, aCaption)...)
		}
	}
	return append(append(out, lines(n.By, aCredit)...), lines(n.Byline, aCredit)...)
}
