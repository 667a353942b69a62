package fonts

import (
	"strings"
	"sync"

	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// local keeps what a face draws otherwise for some language (GSUB locl). Most faces
// draw nothing otherwise for the language that they were made for, so a character is
// shaped only where a substitution covers its glyph.
type local struct {
	sync.Mutex
	langs map[string]*forms // by BCP 47 tag
}

type forms struct {
	covers []tables.Coverage
	glyphs map[rune]GID
}

// Local gives the glyph of a Han or a mark in the form of a language (BCP 47; "" is
// zh-Hans), 0 if the face has none.
func (f *Face) Local(r rune, lang string) GID {
	g := f.Glyph(r)
	if g == 0 {
		return 0
	}
	f.local.Lock()
	defer f.local.Unlock()
	l := f.forms(lang)
	if !l.cover(g) {
		return g
	}
	own, known := l.glyphs[r]
	if !known {
		own = g
		if out := f.Shape([]rune{r}, Manner{Script: "Hani", Lang: lang}); len(out) == 1 && out[0].ID != 0 {
			own = out[0].ID
		}
		l.glyphs[r] = own
	}
	return own
}

// HasVariation reports whether the face knows a character in the form that a
// variation selector asks for, be it its usual one.
func (f *Face) HasVariation(r, selector rune) bool {
	if f.Load() != nil {
		return false
	}
	_, ok := f.font.VariationGlyph(r, selector)
	return ok
}

// HasLocal reports whether Local gives other glyphs than Glyph for some characters.
func (f *Face) HasLocal(lang string) bool {
	if f.Load() != nil {
		return false
	}
	f.local.Lock()
	defer f.local.Unlock()
	return len(f.forms(lang).covers) > 0
}

func (f *Face) forms(lang string) *forms {
	l := f.local.langs[lang]
	if l == nil {
		l = &forms{covers: f.covers(languageTags(lang)), glyphs: map[rune]GID{}}
		if f.local.langs == nil {
			f.local.langs = map[string]*forms{}
		}
		f.local.langs[lang] = l
	}
	return l
}

func (l *forms) cover(g GID) bool {
	for _, c := range l.covers {
		if _, ok := c.Index(tables.GlyphID(g)); ok {
			return true
		}
	}
	return false
}

// languageTags gives the OpenType language systems of a Chinese, Japanese or Korean
// edition, the first that a font has to be taken.
func languageTags(lang string) []string {
	l := strings.ToLower(lang)
	switch {
	case l == "", l == "zh", l == "zh-cn", l == "zh-sg", strings.HasPrefix(l, "zh-hans"):
		return []string{"ZHS "}
	case l == "zh-hk", l == "zh-mo", strings.HasPrefix(l, "zh-hant-hk"), strings.HasPrefix(l, "zh-hant-mo"):
		return []string{"ZHH ", "ZHT "}
	case strings.HasPrefix(l, "zh"):
		return []string{"ZHT "}
	case strings.HasPrefix(l, "ja"):
		return []string{"JAN "}
	case strings.HasPrefix(l, "ko"):
		return []string{"KOR "}
	}
	return nil
}

// covers gives the glyphs that locl may replace in Han text of a language system.
func (f *Face) covers(langs []string) (out []tables.Coverage) {
	gsub := &f.font.GSUB
	i := gsub.FindScript(ot.MustNewTag("hani"))
	if i < 0 {
		i = gsub.FindScript(ot.MustNewTag("DFLT"))
	}
	if i < 0 {
		return nil
	}
	sys := gsub.Scripts[i].DefaultLangSys
	for _, lang := range langs {
		if k := gsub.Scripts[i].FindLanguage(ot.MustNewTag(lang)); k >= 0 && k < len(gsub.Scripts[i].LangSys) {
			sys = &gsub.Scripts[i].LangSys[k]
			break
		}
	}
	if sys == nil {
		return nil
	}
	for _, n := range sys.FeatureIndices {
		if int(n) >= len(gsub.Features) || gsub.Features[n].Tag != ot.MustNewTag("locl") {
			continue
		}
		for _, k := range gsub.Features[n].LookupListIndices {
			if int(k) >= len(gsub.Lookups) {
				continue
			}
			for _, s := range gsub.Lookups[k].Subtables {
				out = append(out, s.Cov())
			}
		}
	}
	return out
}
