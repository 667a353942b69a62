package alto

import (
	"encoding/xml"

	"paiban/layout/geom"
)

// The elements of ALTO 4.4 in the order of its schema (alto-4-4.xsd).

type document struct {
	XMLName    xml.Name     `xml:"alto"`
	NS         string       `xml:"xmlns,attr"`
	XSI        string       `xml:"xmlns:xsi,attr"`
	Location   string       `xml:"xsi:schemaLocation,attr"`
	Version    string       `xml:"SCHEMAVERSION,attr"`
	Unit       string       `xml:"Description>MeasurementUnit"`
	Image      *sourceImage `xml:"Description>sourceImageInformation,omitempty"`
	Processing processing   `xml:"Description>Processing"`
	Styles     []textStyle  `xml:"Styles>TextStyle"`
	Tags       tags         `xml:"Tags"`
	Order      *group       `xml:"ReadingOrder>OrderedGroup,omitempty"`
	Layout     []altoPage   `xml:"Layout>Page"`
}

type sourceImage struct {
	File string `xml:"fileName"`
}

type processing struct {
	ID       string `xml:"ID,attr"`
	Category string `xml:"processingCategory"`
	Name     string `xml:"processingSoftware>softwareName"`
	Version  string `xml:"processingSoftware>softwareVersion"`
}

type textStyle struct {
	ID     string  `xml:"ID,attr"`
	Family string  `xml:"FONTFAMILY,attr"`
	Size   decimal `xml:"FONTSIZE,attr"`
	Colour string  `xml:"FONTCOLOR,attr"`
	Style  string  `xml:"FONTSTYLE,attr,omitempty"`
}

type tags struct {
	Structure []tag `xml:"StructureTag"`
	Roles     []tag `xml:"RoleTag"`
}

type tag struct {
	ID    string `xml:"ID,attr"`
	Type  string `xml:"TYPE,attr"`
	Label string `xml:"LABEL,attr"`
}

func tagOf(id, kind, label string) tag { return tag{id, kind, label} }

type group struct {
	ID     string  `xml:"ID,attr"`
	Tags   string  `xml:"TAGREFS,attr,omitempty"`
	Refs   []ref   `xml:"ElementRef"`
	Groups []group `xml:"OrderedGroup"`
}

type ref struct {
	ID  string `xml:"ID,attr"`
	Ref string `xml:"REF,attr"`
}

// order adds a story's blocks to the reading order.
func (d *document) order(name, tag string, refs []string) {
	if d.Order == nil {
		d.Order = &group{ID: "reading"}
	}
	g := group{ID: "reading-" + name, Tags: tag}
	for _, r := range refs {
		g.Refs = append(g.Refs, ref{"reading-" + r, r})
	}
	d.Order.Groups = append(d.Order.Groups, g)
}

type altoPage struct {
	ID      string  `xml:"ID,attr"`
	H       decimal `xml:"HEIGHT,attr"`
	W       decimal `xml:"WIDTH,attr"`
	Number  int     `xml:"PHYSICAL_IMG_NR,attr"`
	Printed string  `xml:"PRINTED_IMG_NR,attr"`
	Lang    string  `xml:"LANG,attr,omitempty"`
	Top     *space  `xml:"TopMargin,omitempty"`
	Print   space   `xml:"PrintSpace"`
}

// box is a place on the page.
type box struct {
	H decimal `xml:"HEIGHT,attr"`
	W decimal `xml:"WIDTH,attr"`
	X decimal `xml:"HPOS,attr"`
	Y decimal `xml:"VPOS,attr"`
}

func boxOf(r geom.Rect) box { return box{mm10(r.H), mm10(r.W), mm10(r.X), mm10(r.Y)} }

type space struct {
	box
	Blocks []any // textBlock or illustration
}

type textBlock struct {
	XMLName xml.Name `xml:"TextBlock"`
	ID      string   `xml:"ID,attr"`
	Tags    string   `xml:"TAGREFS,attr,omitempty"`
	box
	Next  string     `xml:"IDNEXT,attr,omitempty"`
	Lang  string     `xml:"LANG,attr,omitempty"`
	Lines []textLine `xml:"TextLine"`
}

type illustration struct {
	XMLName xml.Name `xml:"Illustration"`
	ID      string   `xml:"ID,attr"`
	Tags    string   `xml:"TAGREFS,attr,omitempty"`
	box
	Type string `xml:"TYPE,attr"`
}

type textLine struct {
	box
	Baseline  string `xml:"BASELINE,attr,omitempty"`
	Direction string `xml:"BASEDIRECTION,attr,omitempty"`
	Items     []item
	Hyphen    *hyphen `xml:"HYP"`
}

// hyphen is that of a word parted at the line's end. A soft one (U+00AD) is a character
// of the copy, "-" stands for none.
type hyphen struct {
	box
	Content string `xml:"CONTENT,attr"`
}

// item is a String or, if space, an SP.
type item struct {
	space bool
	text  string
	style string
	rect  geom.Rect
	note
}

// alternative is what stands above a String: 注音.
type alternative struct {
	Purpose string `xml:"PURPOSE,attr"`
	Text    string `xml:",chardata"`
}

// MarshalXML writes the element that the item is.
func (it item) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	if it.space {
		return e.Encode(struct {
			XMLName xml.Name `xml:"SP"`
			box
		}{box: boxOf(it.rect)})
	}
	var ruby *alternative
	if it.ruby != nil {
		ruby = &alternative{"ruby", it.ruby.text}
	}
	return e.Encode(struct {
		XMLName xml.Name `xml:"String"`
		Style   string   `xml:"STYLEREFS,attr,omitempty"`
		box
		Content string       `xml:"CONTENT,attr"`
		Part    string       `xml:"SUBS_TYPE,attr,omitempty"`
		Whole   string       `xml:"SUBS_CONTENT,attr,omitempty"`
		Lang    string       `xml:"LANG,attr,omitempty"`
		Ruby    *alternative `xml:"ALTERNATIVE"`
	}{Style: it.style, box: boxOf(it.rect), Content: it.text, Part: it.part, Whole: it.whole, Lang: it.lang, Ruby: ruby})
}
