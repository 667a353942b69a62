package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"

	"paiban/assets"
	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/picture"
)

// Press says what a file is for, and so which standards it keeps: several together
// where one file can keep them.
type Press uint8

// Screen is plain PDF 1.6, for reading and proofs. X4 is PDF/X-4 (ISO 15930-7),
// X1a is PDF/X-1a:2003 (ISO 15930-4, PDF 1.4: no transparency, CMYK and spot
// inks alone). Both are complete exchanges: all fonts and the profile within.
// A2b and A2a are PDF/A-2 (ISO 19005-2) of level B and A, for the archive, in the
// inks of the press; UA is PDF/UA-1 (ISO 14289-1), for reading aloud. These three
// have the structure of their stories.
const (
	X4 Press = 1 << iota
	X1a
	A2b
	A2a
	UA
	Screen Press = 0
)

// pressWords are the standards by name, in the order in which a name has them.
var pressWords = []struct {
	name  string
	press Press
}{{"pdfx4", X4}, {"pdfx1a", X1a}, {"pdfa2b", A2b}, {"pdfa2a", A2a}, {"pdfua1", UA}}

// presses are those there are, the default of editions first.
var presses = []Press{X4, X1a, A2b, A2a, X4 | A2b, X4 | A2a, A2b | UA, A2a | UA, X4 | A2a | UA, Screen | UA, Screen}

// Presses gives the names that ParsePress knows, the default of editions first.
func Presses() []string {
	out := make([]string, len(presses))
	for i, p := range presses {
		out[i] = p.String()
	}
	return out
}

// ParsePress reads the name that editions use, one of Presses.
func ParsePress(s string) (Press, bool) {
	for _, p := range presses {
		if p.String() == s {
			return p, true
		}
	}
	return Screen, false
}

// String gives the names of the standards, with + between.
func (p Press) String() string {
	var out []string
	for _, w := range pressWords {
		if p.has(w.press) {
			out = append(out, w.name)
		}
	}
	if !p.inks() {
		out = append([]string{"screen"}, out...)
	}
	return strings.Join(out, "+")
}

func (p Press) has(one Press) bool { return p&one != 0 }

// inks reports whether the file's colours are the press's.
func (p Press) inks() bool { return p&^UA != Screen }

// exchange gives the version of PDF/X, by which a file goes to a press; "" if it is none.
func (p Press) exchange() string {
	switch {
	case p.has(X4):
		return "PDF/X-4"
	case p.has(X1a):
		return "PDF/X-1a:2003"
	}
	return ""
}

// level gives the level of PDF/A-2, "" if it is none.
func (p Press) level() string {
	switch {
	case p.has(A2a):
		return "A"
	case p.has(A2b):
		return "B"
	}
	return ""
}

// version gives the version of PDF: the highest that all its standards know.
func (p Press) version() string {
	switch {
	case p.has(X1a):
		return "1.4"
	case p.has(X4) || p == Screen:
		return "1.6"
	}
	return "1.7"
}

// archived reports whether the file has the structure of its stories, and leads
// readers through them.
func (p Press) archived() bool { return p&(A2b|A2a|UA) != 0 }

// Options says what a file is for. The zero value is Screen.
type Options struct {
	Press    Press
	Profile  []byte // ICC profile of the press's CMYK, where colours are its; nil: assets.Newsprint
	InkLimit int    // most ink of a picture's pixel, all inks, in percent of one; 0: 240
	Intent   string // how colours come into the press's inks: "perceptual", "relative"; "": the first
	Marks    Marks
	Face     *fonts.Face // of the slug, on pages without type; nil: these have none

	Half      Half          // of a spread: what the file shows of it
	FoldBleed geom.Length   // beyond the fold, with Half
	Store     picture.Store // keeps converted pictures between runs; nil: none

	press *press // made by Ready
}

// Ready gives the options with what all files for a press share: its profile, and the
// way of pictures into its inks. Options that are not ready look for it for each file.
func (o Options) Ready() (Options, error) {
	if !o.Press.inks() || o.press != nil {
		return o, nil
	}
	profile := o.Profile
	if profile == nil {
		profile = assets.Newsprint
	}
	p, err := readyPress(profile, o.inkLimit(), picture.Intent(o.Intent))
	if err != nil {
		return o, fmt.Errorf("output intent: %w", err)
	}
	if o.Press == X1a && profile[8] > 2 {
		return o, fmt.Errorf("output intent: %s does not take ICC version %d", o.Press, profile[8])
	}
	o.press = p
	return o, nil
}

// press is what is made ready for a press. It is not changed.
type press struct {
	inks    *picture.Press
	profile []byte
	packed  []byte // the profile deflated
}

// pressKey is what a press is made from.
type pressKey struct {
	profile [sha256.Size]byte
	limit   int
	intent  picture.Intent
}

// ready are the presses that files were made for: reading a profile and deflating it
// take as long as the rest of a page, and a run of a thousand editions has one or two.
var ready struct {
	sync.Mutex
	presses map[pressKey]*press
}

// mostReady bounds how many are remembered, at some megabytes each.
const mostReady = 8

// readyPress gives what is made ready for a profile: of class output, and CMYK, as
// newspapers print (ISO 15930-7, 6.2.3).
func readyPress(profile []byte, limit int, intent picture.Intent) (*press, error) {
	key := pressKey{profileSum(profile), limit, intent}
	ready.Lock()
	defer ready.Unlock()
	if p := ready.presses[key]; p != nil {
		return p, nil
	}
	p := &press{profile: profile}
	var err error
	if p.inks, err = picture.NewPress(profile, limit, intent); err != nil {
		return nil, err
	}
	if p.packed, err = packProfile(profile); err != nil {
		return nil, err
	}
	if len(ready.presses) >= mostReady || ready.presses == nil {
		ready.presses = map[pressKey]*press{}
	}
	ready.presses[key] = p
	return p, nil
}

var newsprintSum = sync.OnceValue(func() [sha256.Size]byte { return sha256.Sum256(assets.Newsprint) })

// profileSum tells profiles apart. That of most editions is not hashed for each file.
func profileSum(profile []byte) [sha256.Size]byte {
	if bytes.Equal(profile, assets.Newsprint) {
		return newsprintSum()
	}
	return sha256.Sum256(profile)
}

// packProfile gives a profile as a file holds it.
func packProfile(profile []byte) ([]byte, error) {
	if bytes.Equal(profile, assets.Newsprint) {
		return assets.NewsprintPacked, nil
	}
	return deflated(profile)
}

// Inks gives the way of pictures into the press's inks; nil before Ready, and for
// screens.
func (o Options) Inks() *picture.Press {
	if o.press == nil {
		return nil
	}
	return o.press.inks
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

// intent puts the output intent in the catalog (ISO 32000-1, 14.11.5).
func (f *finisher) intent(root *dict) error {
	if !f.opt.Press.inks() {
		return nil
	}
	opt, err := f.opt.Ready()
	if err != nil {
		return err
	}
	condition := picture.ProfileName(opt.press.profile)
	if condition == "" {
		condition = "Custom"
	}
	profile := f.add(&object{val: newDict(name("N"), raw("4"), name("Filter"), name("FlateDecode")), stream: opt.press.packed, isData: true})
	var intents array
	for _, k := range []struct {
		kind   name
		wanted bool
	}{{"GTS_PDFX", f.opt.Press.exchange() != ""}, {"GTS_PDFA1", f.opt.Press.level() != ""}} {
		if k.wanted { // two intents have one profile (ISO 19005-2, 6.2.3)
			intents = append(intents, f.add(&object{val: newDict(
				name("Type"), name("OutputIntent"),
				name("S"), k.kind,
				name("OutputConditionIdentifier"), text(condition),
				name("Info"), text(condition),
				name("DestOutputProfile"), profile,
			)}))
		}
	}
	root.set("OutputIntents", intents)
	return nil
}
