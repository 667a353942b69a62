package pdf

import (
	"fmt"
	"strings"

	"paiban/assets"
	"paiban/layout/picture"
)

// Press says what a file is for, and so which standard it keeps.
type Press uint8

// Screen is plain PDF 1.6, for reading and proofs. X4 is PDF/X-4 (ISO 15930-7),
// X1a is PDF/X-1a:2003 (ISO 15930-4, PDF 1.4: no transparency, CMYK and spot
// inks alone). Both are complete exchanges: all fonts and the profile within.
const (
	Screen Press = iota
	X4
	X1a
)

// press holds what tells the standards apart, by Press.
var pressKinds = [...]struct{ name, pdf, version string }{
	Screen: {"screen", "1.6", ""},
	X4:     {"pdfx4", "1.6", "PDF/X-4"},
	X1a:    {"pdfx1a", "1.4", "PDF/X-1a:2003"},
}

// Presses gives the names that ParsePress knows, the default of editions first.
func Presses() []string { return []string{"pdfx4", "pdfx1a", "screen"} }

// ParsePress reads the name that editions use: "screen", "pdfx4", "pdfx1a".
func ParsePress(s string) (Press, bool) {
	for i, k := range pressKinds {
		if k.name == s {
			return Press(i), true
		}
	}
	return 0, false
}

func (p Press) String() string { return pressKinds[p].name }

// Options says what a file is for. The zero value is Screen.
type Options struct {
	Press    Press
	Profile  []byte // ICC profile of the press's CMYK, for X4 and X1a; nil: assets.Newsprint
	InkLimit int    // most ink of a picture's pixel, all inks, in percent of one; 0: 240
	Intent   string // how colours come into the press's inks: "perceptual", "relative"; "": the first
	Marks    Marks

	inks *picture.Press // made by Ready
}

// Ready gives the options with what all files of an edition share made once: the way
// of pictures into the press's inks. Options that are not ready make it for each file.
func (o Options) Ready() (Options, error) {
	if o.Press == Screen || o.inks != nil {
		return o, nil
	}
	profile, err := o.profile()
	if err != nil {
		return o, err
	}
	o.inks, err = picture.NewPress(profile, o.inkLimit(), picture.Intent(o.Intent))
	return o, err
}

// newsInk is the most ink that newsprint takes (WAN-IFRA 26v5; ISO 12647-3): more
// does not dry.
const newsInk = 240

func (o Options) inkLimit() int {
	if o.InkLimit == 0 {
		return newsInk
	}
	return o.InkLimit
}

// profile gives the output intent's profile, checked (ISO 15930-7, 6.2.3: class
// output; and CMYK, as newspapers print).
func (o Options) profile() ([]byte, error) {
	p := o.Profile
	if p == nil {
		p = assets.Newsprint
	}
	if err := picture.CheckProfile(p); err != nil {
		return nil, fmt.Errorf("output intent: %w", err)
	}
	if o.Press == X1a && p[8] > 2 {
		return nil, fmt.Errorf("output intent: %s does not take ICC version %d", o.Press, p[8])
	}
	return p, nil
}

// intent puts the output intent in the catalog (ISO 32000-1, 14.11.5).
func (f *finisher) intent(root *dict) error {
	if f.opt.Press == Screen {
		return nil
	}
	p, err := f.opt.profile()
	if err != nil {
		return err
	}
	condition := profileName(p)
	if condition == "" {
		condition = "Custom"
	}
	root.set("OutputIntents", array{f.add(&object{val: newDict(
		name("Type"), name("OutputIntent"),
		name("S"), name("GTS_PDFX"),
		name("OutputConditionIdentifier"), text(condition),
		name("Info"), text(condition),
		name("DestOutputProfile"), f.add(&object{val: newDict(name("N"), raw("4")), stream: p, isData: true}),
	)})})
	return nil
}

// profileName gives an ICC profile's description, "" if it has none to read.
func profileName(p []byte) string {
	if len(p) < 132 {
		return ""
	}
	n := int(be.Uint32(p[128:]))
	for i := 0; i < n && 132+12*i+12 <= len(p); i++ {
		rec := p[132+12*i:]
		if string(rec[:4]) != "desc" {
			continue
		}
		at, size := uint64(be.Uint32(rec[4:])), uint64(be.Uint32(rec[8:]))
		if at+size > uint64(len(p)) || size < 12 {
			return ""
		}
		return description(p[at : at+size])
	}
	return ""
}

// description reads a tag of type desc (ICC.1:2001-04, 6.5.17) or mluc
// (ICC.1:2010, 10.13), the latter in its first language.
func description(t []byte) string {
	switch string(t[:4]) {
	case "desc":
		n := uint64(be.Uint32(t[8:]))
		if 12+n > uint64(len(t)) {
			return ""
		}
		return printable(string(t[12 : 12+n]))
	case "mluc":
		if len(t) < 28 {
			return ""
		}
		n, at := uint64(be.Uint32(t[20:])), uint64(be.Uint32(t[24:]))
		if at+n > uint64(len(t)) {
			return ""
		}
		var b strings.Builder
		for s := t[at : at+n]; len(s) >= 2; s = s[2:] {
			b.WriteRune(rune(be.Uint16(s)))
		}
		return printable(b.String())
	}
	return ""
}

// printable drops control characters, NUL among them, and surrogates.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == 0xFFFD {
			return -1
		}
		return r
	}, s))
}
