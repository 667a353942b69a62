package edition

import (
	"slices"
	"strconv"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/pattern"
	"paiban/layout/sheet"
)

// inkPattern is the written form of an ink: at least one of C M Y K with its
// percentage, in that order, or a percentage of black.
var inkPattern = func() string {
	ink := func(letter string) string {
		return "[" + letter + strings.ToLower(letter) + `]\d{1,3}(\.\d)?`
	}
	form, rest := "", ""
	for _, letter := range []string{"K", "Y", "M", "C"} { // from the last: each may begin, and go on with those after it
		form = ink(letter) + rest + "|" + form
		rest = "( ?" + ink(letter) + ")?" + rest
	}
	return "^(" + form + `\d{1,3}(\.\d)?%)$`
}()

var inkForm = pattern.Lazy(inkPattern)

// parseInk reads "C0 M100 Y100 K0" (inks of 0 may be left out) and "10%" of black.
func parseInk(s string) (sheet.Ink, bool) {
	if !inkForm().MatchString(s) {
		return sheet.Ink{}, false
	}
	if p, ok := strings.CutSuffix(s, "%"); ok {
		k, ok := percent(p)
		return sheet.Ink{K: k}, ok
	}
	var ink sheet.Ink
	to := map[byte]*uint16{'C': &ink.C, 'M': &ink.M, 'Y': &ink.Y, 'K': &ink.K}
	for i := 0; i < len(s); {
		j := i + 1
		for j < len(s) && (s[j] >= '0' && s[j] <= '9' || s[j] == '.') {
			j++
		}
		if dst := to[s[i]&^0x20]; dst != nil {
			v, ok := percent(s[i+1 : j])
			if !ok {
				return sheet.Ink{}, false
			}
			*dst = v
		}
		i = j
	}
	return ink, true
}

// percent reads "12" or "12.5" as thousandths.
func percent(s string) (uint16, bool) {
	whole, tenth, _ := strings.Cut(s, ".")
	n, err := strconv.Atoi(whole + (tenth + "0")[:1])
	return uint16(n), err == nil && n <= 1000
}

func builtinInks() map[string]sheet.Ink {
	return map[string]sheet.Ink{"black": sheet.Black, "黑": sheet.Black, "white": sheet.Paper, "白": sheet.Paper}
}

func (r *reader) inkNames() []string {
	var out []string
	for name := range r.inks {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// nameInk takes NAME = "C0 M100 Y100 K0" of [ink].
func (r *reader) nameInk(name string, raw any, n *node) {
	if ink, ok := r.namedInk(name, raw, n); ok {
		r.inks[name] = ink
	}
}

// nameSpot takes NAME = "C0 M100 Y100 K0" of [spot].
func (r *reader) nameSpot(name string, raw any, n *node) {
	ink, ok := r.namedInk(name, raw, n)
	if !ok {
		return
	}
	switch name {
	case "Cyan", "Magenta", "Yellow", "Black", "All", "None": // what PDF means by these (ISO 32000-1, 8.6.6.4)
		r.fail(n.key, "bad-value", diag.T("“%s”不能作专色名：印版已有此名", "%q cannot be a spot ink's name: a plate is called so", name), diag.Text{})
		return
	}
	if r.spots == nil {
		r.spots = map[string]*sheet.Spot{}
	}
	r.spots[name] = &sheet.Spot{Name: name, C: ink.C, M: ink.M, Y: ink.Y, K: ink.K}
	r.inks[name] = r.spots[name].Ink(1000)
}

// namedInk reads an ink that is given a name, and checks the name.
func (r *reader) namedInk(name string, raw any, n *node) (sheet.Ink, bool) {
	form := t2("\"C0 M100 Y100 K0\" 这样的写法", "an ink written as \"C0 M100 Y100 K0\"")
	s, ok := raw.(string)
	if !ok {
		r.wrongType(n, raw, form)
		return sheet.Ink{}, false
	}
	ink, ok := parseInk(s)
	if !ok {
		r.badValue(n, form, diag.Text{})
	}
	if _, ok := parseInk(name); ok || strings.TrimSpace(name) == "" {
		r.fail(n.key, "bad-value", diag.T("“%s”不能作油墨名", "%q cannot be an ink's name", name), diag.Text{})
		return sheet.Ink{}, false
	}
	if _, taken := r.inks[name]; taken {
		r.fail(n.key, "bad-value", diag.T("油墨名“%s”已经用过", "the ink's name %q is taken", name), diag.Text{})
		return sheet.Ink{}, false
	}
	return ink, true
}

// ink finds an ink by what is written: a name, a spot ink's name and its tint, or
// its inks.
func (r *reader) ink(s string) (sheet.Ink, bool) {
	if ink, ok := parseInk(s); ok {
		return ink, true
	}
	if ink, ok := r.inks[s]; ok {
		return ink, true
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 && strings.HasSuffix(s, "%") {
		spot := r.spots[s[:i]]
		tint, ok := parseInk(s[i+1:])
		if spot != nil && ok {
			return spot.Ink(tint.K), true
		}
	}
	return sheet.Ink{}, false
}
