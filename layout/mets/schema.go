package mets

import "encoding/xml"

// The elements of METS 1.12.1 that an edition needs, in the order of its schema.

type document struct {
	XMLName  xml.Name    `xml:"mets:mets"`
	NS       string      `xml:"xmlns:mets,attr"`
	XLink    string      `xml:"xmlns:xlink,attr"`
	DC       string      `xml:"xmlns:dc,attr"`
	XSI      string      `xml:"xmlns:xsi,attr"`
	Location string      `xml:"xsi:schemaLocation,attr"`
	Type     string      `xml:"TYPE,attr"`
	Label    string      `xml:"LABEL,attr"`
	Agent    agent       `xml:"mets:metsHdr>mets:agent"`
	Sections []section   `xml:"mets:dmdSec"`
	Files    []fileGroup `xml:"mets:fileSec>mets:fileGrp"`
	Maps     []structMap `xml:"mets:structMap"`
}

type agent struct {
	Role  string `xml:"ROLE,attr"`
	Type  string `xml:"TYPE,attr"`
	Other string `xml:"OTHERTYPE,attr"`
	Name  string `xml:"mets:name"`
}

type section struct {
	ID   string
	Kind string
	Data dublin
}

// MarshalXML writes the section with its metadata wrapped.
func (s section) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	type wrap struct {
		Kind string `xml:"MDTYPE,attr"`
		Data dublin `xml:"mets:xmlData"`
	}
	return e.EncodeElement(struct {
		ID   string `xml:"ID,attr"`
		Wrap wrap   `xml:"mets:mdWrap"`
	}{s.ID, wrap{s.Kind, s.Data}}, start)
}

// dublin is a record of Dublin Core (ISO 15836-1).
type dublin struct {
	Title      []string `xml:"dc:title"`
	Creator    []string `xml:"dc:creator"`
	Date       []string `xml:"dc:date"`
	Type       []string `xml:"dc:type"`
	Identifier []string `xml:"dc:identifier"`
	Language   []string `xml:"dc:language"`
}

type fileGroup struct {
	ID    string `xml:"ID,attr"`
	Use   string `xml:"USE,attr"`
	Files []file `xml:"mets:file"`
}

type file struct {
	ID      string   `xml:"ID,attr"`
	MIME    string   `xml:"MIMETYPE,attr"`
	Size    int      `xml:"SIZE,attr"`
	Sum     string   `xml:"CHECKSUM,attr"`
	SumType string   `xml:"CHECKSUMTYPE,attr"`
	At      location `xml:"mets:FLocat"`
}

type location struct {
	Type string `xml:"LOCTYPE,attr"`
	Link string `xml:"xlink:type,attr"`
	Href string `xml:"xlink:href,attr"`
}

type structMap struct {
	Type string `xml:"TYPE,attr"`
	Div  div    `xml:"mets:div"`
}

type div struct {
	ID         string    `xml:"ID,attr"`
	Type       string    `xml:"TYPE,attr"`
	Order      int       `xml:"ORDER,attr,omitempty"`
	OrderLabel string    `xml:"ORDERLABEL,attr,omitempty"`
	Label      string    `xml:"LABEL,attr,omitempty"`
	DMD        string    `xml:"DMDID,attr,omitempty"`
	Pointers   []pointer `xml:"mets:fptr"`
	Divs       []div     `xml:"mets:div"`
}

type pointer struct {
	File string `xml:"FILEID,attr,omitempty"`
	Area *area  `xml:"mets:area,omitempty"`
}

type area struct {
	File  string `xml:"FILEID,attr"`
	Begin string `xml:"BEGIN,attr"`
	Kind  string `xml:"BETYPE,attr"`
}
