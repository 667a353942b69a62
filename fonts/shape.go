package fonts

import (
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Glyph is one glyph of shaped text, in font units, y up.
type Glyph struct {
	ID      GID
	Cluster int // index of the first rune of the characters it stands for
	Advance int
	DX, DY  int // shift of the outline
}

// shaper is what one shaping call needs and go-text does not let two calls share.
type shaper struct {
	font *harfbuzz.Font
	buf  *harfbuzz.Buffer
}

// Manner is how a text is shaped. The zero value takes the script of the text, the
// forms of mainland China, and the face's default features: kerning, ligatures,
// composition.
type Manner struct {
	Script   string    // an ISO 15924 tag, as "Hani"; "" is that of the text
	Lang     string    // BCP 47, for the forms of a language (GSUB locl); "" is zh-Hans
	Features []Feature // beside the default ones
}

// Feature is an OpenType feature (GSUB, GPOS) by its tag. Value 0 is off, 1 on, more
// the number of an alternate.
type Feature struct {
	Tag   string
	Value uint32
}

// With gives the manner of a script and features that are on.
func With(script string, tags ...string) Manner {
	m := Manner{Script: script}
	for _, t := range tags {
		m.Features = append(m.Features, Feature{t, 1})
	}
	return m
}

// Shape turns characters into glyphs, left to right. Characters that the face
// lacks come back as glyph 0.
func (f *Face) Shape(text []rune, m Manner) []Glyph {
	if f.Load() != nil || len(text) == 0 {
		return nil
	}
	s := f.borrow()
	if !f.shape(s, text, m) {
		return f.unshaped(text) // s may be in any state and is not used again
	}
	defer f.giveBack(s)
	out := make([]Glyph, len(s.buf.Info))
	for i, g := range s.buf.Info {
		p := s.buf.Pos[i]
		out[i] = Glyph{GID(g.Glyph), g.Cluster, int(p.XAdvance), int(p.XOffset), int(p.YOffset)}
	}
	return out
}

// shape fills s's buffer with the glyphs of a text; false if the font is broken in a
// way that defeats the shaper.
func (f *Face) shape(s *shaper, text []rune, m Manner) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	s.buf.Clear()
	s.buf.AddRunes(text, 0, -1)
	s.buf.Props.Direction = harfbuzz.LeftToRight
	s.buf.Props.Language = "zh-hans" // never the process's locale
	if m.Lang != "" {
		s.buf.Props.Language = language.NewLanguage(m.Lang)
	}
	if m.Script != "" {
		s.buf.Props.Script, _ = language.ParseScript(m.Script)
	}
	s.buf.GuessSegmentProperties()
	s.buf.Shape(s.font, m.wanted())
	return true
}

// unshaped gives a glyph for each character, as the font's cmap has it.
func (f *Face) unshaped(text []rune) []Glyph {
	out := make([]Glyph, len(text))
	for i, r := range text {
		g := f.Glyph(r)
		out[i] = Glyph{ID: g, Cluster: i, Advance: f.Advance(g)}
	}
	return out
}

// wanted gives the features as the shaper takes them.
func (m Manner) wanted() []harfbuzz.Feature {
	if len(m.Features) == 0 {
		return nil
	}
	out := make([]harfbuzz.Feature, 0, len(m.Features))
	for _, f := range m.Features {
		if len(f.Tag) == 4 {
			out = append(out, harfbuzz.Feature{Tag: ot.MustNewTag(f.Tag), Value: f.Value, End: harfbuzz.FeatureGlobalEnd})
		}
	}
	return out
}

// HasFeature reports whether the face has a feature of that tag at all, for some
// script.
func (f *Face) HasFeature(tag string) bool {
	if f.Load() != nil || len(tag) != 4 {
		return false
	}
	t := ot.MustNewTag(tag)
	for _, l := range [2][]font.Feature{f.font.GSUB.Features, f.font.GPOS.Features} {
		for _, x := range l {
			if x.Tag == t {
				return true
			}
		}
	}
	return false
}

// borrow gives an idle shaper, or a new one: there are never more than shape at
// once. A sync.Pool would drop them at every collection, and each costs the
// digests of all the face's lookups.
func (f *Face) borrow() *shaper {
	f.idle.Lock()
	defer f.idle.Unlock()
	if n := len(f.idle.shapers); n > 0 {
		s := f.idle.shapers[n-1]
		f.idle.shapers = f.idle.shapers[:n-1]
		return s
	}
	face := &font.Face{Font: f.font}
	if f.coords != nil {
		face.SetCoords(f.coords)
	}
	return &shaper{harfbuzz.NewFont(face), harfbuzz.NewBuffer()}
}

func (f *Face) giveBack(s *shaper) {
	f.idle.Lock()
	defer f.idle.Unlock()
	f.idle.shapers = append(f.idle.shapers, s)
}

// HalfWidth gives the face's half-width form of an ASCII character (GSUB hwid),
// whose advance is half an em; 0 if the face has none.
func (f *Face) HalfWidth(r rune) GID {
	if f.Load() != nil || r <= ' ' || r >= 0x7F {
		return 0
	}
	f.hwid.once.Do(func() {
		for c := '!'; c < 0x7F; c++ {
			out := f.Shape([]rune{c}, With("Hani", "hwid"))
			if len(out) == 1 && out[0].ID != f.Glyph(c) && out[0].Advance*2 == f.upem {
				f.hwid.glyphs[c] = out[0].ID
			}
		}
	})
	return f.hwid.glyphs[r]
}

// noHalt stands for a character without a half-width setting.
const noHalt = -1 << 20

// Halt gives how far to the left, in font units, the outline of a full-width mark
// moves where the mark takes half an em: the face's own answer (GPOS halt), false
// if it has none.
func (f *Face) Halt(r rune) (shift int, ok bool) {
	if f.Load() != nil {
		return 0, false
	}
	f.halt.Lock()
	defer f.halt.Unlock()
	shift, known := f.halt.shifts[r]
	if !known {
		shift = noHalt
		out := f.Shape([]rune{r}, With("Hani", "halt"))
		if len(out) == 1 && out[0].ID != 0 && out[0].Advance*2 == f.upem && f.Advance(out[0].ID) == f.upem {
			shift = -out[0].DX
		}
		if f.halt.shifts == nil {
			f.halt.shifts = map[rune]int{}
		}
		f.halt.shifts[r] = shift
	}
	return shift, shift != noHalt
}

// Ink gives the left and right edges of g's outline in font units, and false
// for a blank glyph. They are read from the glyph's header where it has one: no outline is parsed.
func (f *Face) Ink(g GID) (left, right int, ok bool) {
	if f.Kind() == Outlined {
		b, ok := f.extent(g)
		return b[0], b[2], ok
	}
	h := f.glyf(g)
	if len(h) < 10 {
		return 0, 0, false
	}
	return int(int16(be16(h[2:]))), int(int16(be16(h[6:]))), true
}

// InkHeight gives the lowest and highest edge of g's outline in font units, y up
// from the baseline, and false for a blank glyph.
func (f *Face) InkHeight(g GID) (low, high int, ok bool) {
	if f.Kind() == Outlined {
		b, ok := f.extent(g)
		return b[1], b[3], ok
	}
	h := f.glyf(g)
	if len(h) < 10 {
		return 0, 0, false
	}
	return int(int16(be16(h[4:]))), int(int16(be16(h[8:]))), true
}

// glyf gives g's bytes of the table glyf, none for a blank glyph.
func (f *Face) glyf(g GID) []byte {
	if f.Load() != nil {
		return nil
	}
	at := func(i GID) (int, bool) {
		if f.longLoca {
			if int(i)*4+4 > len(f.loca) {
				return 0, false
			}
			return int(be16(f.loca[i*4:]))<<16 | int(be16(f.loca[i*4+2:])), true
		}
		if int(i)*2+2 > len(f.loca) {
			return 0, false
		}
		return int(be16(f.loca[i*2:])) * 2, true
	}
	glyfs := f.tables["glyf"]
	from, ok1 := at(g)
	to, ok2 := at(g + 1)
	if !ok1 || !ok2 || from >= to || to > len(glyfs) {
		return nil
	}
	return glyfs[from:to]
}
