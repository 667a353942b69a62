package paragraph

import (
	"strconv"
	"strings"

	"paiban/fonts"
	"paiban/layout/geom"
)

// maxFeatures bounds the features of a style.
const maxFeatures = 20

// Features gives the OpenType features that a list as "smcp -liga ss01=2" asks
// for: by tag, on unless a "-" stands before it, the number of an alternate after
// "=". False if it is no such list.
func Features(list string) ([]fonts.Feature, bool) {
	var out []fonts.Feature
	for _, w := range strings.Fields(list) {
		f := fonts.Feature{Tag: w, Value: 1}
		if tag, ok := strings.CutPrefix(w, "-"); ok {
			f = fonts.Feature{Tag: tag}
		} else if tag, n, ok := strings.Cut(w, "="); ok {
			v, err := strconv.ParseUint(n, 10, 8)
			if err != nil {
				return nil, false
			}
			f = fonts.Feature{Tag: tag, Value: uint32(v)}
		}
		if !isTag(f.Tag) || len(out) == maxFeatures {
			return nil, false
		}
		out = append(out, f)
	}
	return out, true
}

// FeaturesPattern is the pattern (ECMA 262) of what Features takes.
const FeaturesPattern = `^( *(-?[A-Za-z0-9]{4}|[A-Za-z0-9]{4}=\d{1,3}))?( +(-?[A-Za-z0-9]{4}|[A-Za-z0-9]{4}=\d{1,3}))* *$`

func isTag(s string) bool {
	if len(s) != 4 {
		return false
	}
	for _, r := range s {
		if r > 'z' || !isDigit(r) && (r|0x20 < 'a' || r|0x20 > 'z') {
			return false
		}
	}
	return true
}

// manner is how text in a script is shaped under the style.
func (c *composer) manner(script string) fonts.Manner {
	m := fonts.Manner{Script: script, Lang: c.st.Lang, Features: c.features}
	if script == "Hani" {
		m.Lang = c.lang
	}
	return m
}

// hanLang gives the language whose forms of Han a text takes: in a text of another
// language than Chinese, Japanese or Korean they are the mainland's.
func hanLang(lang string) string {
	for _, p := range []string{"zh", "ja", "ko"} {
		if len(lang) >= 2 && strings.EqualFold(lang[:2], p) {
			return lang
		}
	}
	return ""
}

// formed gives the glyph that the style's features put in a digit's place, and its
// own one if there is none or it would touch its neighbours in half an em.
func (c *composer) formed(r rune, f *fonts.Face, g fonts.GID) fonts.GID {
	if len(c.features) == 0 || g == 0 {
		return g
	}
	if out := f.Shape([]rune{r}, c.manner("Latn")); len(out) == 1 && out[0].ID != 0 && out[0].ID != f.Glyph(r) &&
		c.inkWidth(f, out[0].ID) <= c.em.MulDiv(maxDigitInk, 1000) {
		return out[0].ID
	}
	return g
}

// single adds a Han by itself: in one em, unless a feature gives it a width of its
// own (palt, 密排).
func (c *composer) single(i int, stack Stack) {
	if c.usual(i, stack[0]) {
		return
	}
	if len(c.features) == 0 || isSymbol(c.text[i]) {
		c.centred(i, han, stack, c.em)
		return
	}
	f, g := c.pick(c.text[i], stack)
	out := f.Shape(c.text[i:i+1], c.manner("Hani"))
	if g == 0 || len(out) != 1 {
		c.centred(i, han, stack, c.em)
		return
	}
	a := c.shaped(i, i+1, han, f, out)
	if out[0].Advance == f.Advance(out[0].ID) {
		c.centre(a, c.em)
	}
}

// usual adds a Han that is as nearly all are: in the first face, an em wide there, and
// with nothing that asks for another form.
func (c *composer) usual(i int, f *fonts.Face) bool {
	r := c.text[i]
	g, square := f.Square(r)
	if !square || !isID(r) || len(c.features) > 0 {
		return false
	}
	if own := c.facts(f).local; own != nil && own.Of(r, g) != g {
		return false
	}
	c.cell(i, i+1, han, f, g, c.em)
	return true
}

// centre puts an atom in the middle of a cell of that width.
func (c *composer) centre(a *atom, width geom.Length) {
	if a.width == width {
		return
	}
	shift := (width - a.width) / 2
	a.width = width
	for k := a.g0; k < a.g1; k++ {
		g := &c.glyphs[k]
		x := g.X + g.Dx + shift
		g.X = min(g.X, width) // cells keep to the atom, outlines to their place
		g.Dx = x - g.X
	}
}
