package fonts

import (
	"strings"
	"sync"

	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// Forms is what a face draws otherwise for some language (GSUB locl). Most faces
// draw nothing otherwise for the language that they were made for, so a character is
// shaped only where a substitution covers its glyph. It is safe for concurrent use.
type Forms struct {
	face   *Face
	lang   string
	covers []tables.Coverage

	sync.Mutex
	glyphs map[rune]GID // of what was shaped
}

// Forms gives the face's forms of Han and marks for a language (BCP 47; "" is
// zh-Hans), nil if they are the usual ones.
func (f *Face) Forms(lang string) *Forms {
	if f.Load() != nil {
		return nil
	}
	f.local.Lock()
	defer f.local.Unlock()
	l, known := f.local.langs[lang]
	if !known {
		if c := f.covers(languageTags(lang)); len(c) > 0 {
			l = &Forms{face: f, lang: lang, covers: c, glyphs: map[rune]GID{}}
		}
		if f.local.langs == nil {
			f.local.langs = map[string]*Forms{}
		}
		f.local.langs[lang] = l
	}
	return l
}

// Of gives the form of a character whose usual glyph is g.
func (l *Forms) Of(r rune, g GID) GID {
	if !l.cover(g) {
		return g
	}
	l.Lock()
	defer l.Unlock()
	own, known := l.glyphs[r]
	if !known {
		own = g
		if out := l.face.Shape([]rune{r}, Manner{Script: "Hani", Lang: l.lang}); len(out) == 1 && out[0].ID != 0 {
			own = out[0].ID
		}
		l.glyphs[r] = own
	}
	return own
}

func (l *Forms) cover(g GID) bool {
	for _, c := range l.covers {
		if _, ok := c.Index(tables.GlyphID(g)); ok {
			return true
		}
	}
	return false
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
