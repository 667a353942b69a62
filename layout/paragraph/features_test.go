package paragraph

import (
	"os"
	"regexp"
	"testing"

	"paiban/fonts"
	"paiban/layout/geom"
)

// The list of features and its pattern in the schema agree.
func TestFeatures(t *testing.T) {
	pattern := regexp.MustCompile(FeaturesPattern)
	for _, c := range []struct {
		list string
		want []fonts.Feature
		ok   bool
	}{
		{"", nil, true},
		{"smcp", []fonts.Feature{{Tag: "smcp", Value: 1}}, true},
		{"  smcp  -liga ss01=2 ", []fonts.Feature{{Tag: "smcp", Value: 1}, {Tag: "liga"}, {Tag: "ss01", Value: 2}}, true},
		{"smc", nil, false}, {"smcpx", nil, false}, {"字字字字", nil, false}, {"smcp,liga", nil, false},
		{"ss01=", nil, false}, {"-ss01=2", nil, false}, {"ss01=x", nil, false}, {"-", nil, false},
	} {
		got, ok := Features(c.list)
		if ok != c.ok || ok && len(got) != len(c.want) {
			t.Errorf("%q: %v %v", c.list, got, ok)
			continue
		}
		for i := range c.want {
			if got[i] != c.want[i] {
				t.Errorf("%q: %v, not %v", c.list, got, c.want)
			}
		}
		if pattern.MatchString(c.list) != c.ok {
			t.Errorf("%q: the pattern says otherwise", c.list)
		}
	}
	if _, ok := Features("ss01=256"); ok {
		t.Error("256 is no alternate's number")
	}
}

// Features of a style reach words, Han and kana, and keep all laws; marks and digits
// keep their cells.
func TestFeaturesOfStyle(t *testing.T) {
	natural := func(text, features string) (geom.Length, []fonts.GID) {
		st := body()
		st.Indent, st.Features = 0, features
		if err := checkLaws(Text{Runes: []rune(text)}, st, fixed(20)); err != nil {
			t.Errorf("%q with %q: %v", text, features, err)
		}
		l := Set(Text{Runes: []rune(text)}, st, fixed(20)).Lines[0]
		var ids []fonts.GID
		for _, r := range l.Runs {
			for _, c := range r.Cells {
				ids = append(ids, c.ID)
			}
		}
		return l.Natural, ids
	}
	for _, c := range []struct {
		text, features        string
		narrower, wider, same bool // than without features
		otherGlyphs           bool
	}{
		{text: "AVAV", features: "-kern", wider: true},
		{text: "ABC", features: "fwid", wider: true, otherGlyphs: true},
		{text: "ABM", features: "hwid", narrower: true, otherGlyphs: true},
		{text: "ッいー", features: "palt", narrower: true},
		{text: "国", features: "palt", same: true},
		{text: "国，。“国”——12%", features: "palt vert hwid fwid", same: true},
		{text: "ー", features: "vert", same: true, otherGlyphs: true},
	} {
		plain, ids := natural(c.text, "")
		with, other := natural(c.text, c.features)
		if c.narrower != (with < plain) || c.wider != (with > plain) {
			t.Errorf("%s with %s: %v wide, without %v", c.text, c.features, with, plain)
		}
		differ := false
		for i := range min(len(ids), len(other)) {
			differ = differ || ids[i] != other[i]
		}
		if c.otherGlyphs && !differ {
			t.Errorf("%s with %s: the same glyphs", c.text, c.features)
		}
	}
}

// A Han with a variation selector takes the first face that has that form; where
// none has, the form is missing and told.
func TestVariation(t *testing.T) {
	song := body().Stack[0]
	face := fonts.New("cjk", func() ([]byte, error) { return os.ReadFile("../../fonts/testdata/local.otf") })
	for _, c := range []struct {
		text    string
		stack   Stack
		face    *fonts.Face
		missing bool
	}{
		{"葛\U000E0100", Stack{song, face}, face, false},
		{"葛\U000E0101", Stack{face, song}, face, false},
		{"葛\U000E0102", Stack{song, face}, song, true},
		{"葛\U000E0100", Stack{song}, song, !song.HasVariation('葛', 0xE0100)},
	} {
		st := body()
		st.Stack = c.stack
		s := Set(Text{Runes: []rune(c.text)}, st, fixed(9))
		cell := s.Lines[0].Runs[0].Cells[0]
		if s.Lines[0].Runs[0].Face != c.face || cell.Runes != 2 {
			t.Errorf("%+q: face %s, %d characters", c.text, s.Lines[0].Runs[0].Face.Name, cell.Runes)
		}
		if c.missing != (len(s.Missing) == 1) || c.missing && s.Missing[0] != (Missing{0, '葛', []rune(c.text)[1]}) {
			t.Errorf("%+q: missing %v", c.text, s.Missing)
		}
	}
	text := "葛\U000E0100葛\U000E0101"
	st := body()
	st.Stack = Stack{face}
	if c := Set(Text{Runes: []rune(text)}, st, fixed(9)).Lines[0].Runs[0].Cells; c[0].ID == c[1].ID {
		t.Error("both forms of 葛 are one glyph")
	}
}

// Han take the forms of the text's language (GSUB locl), as the shaper gives them,
// and in a text of another language the mainland's.
func TestLocalForms(t *testing.T) {
	face := fonts.New("cjk", func() ([]byte, error) { return os.ReadFile("../../fonts/testdata/local.otf") })
	if err := face.Load(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]fonts.GID{}
	for _, lang := range []string{"zh-CN", "zh-Hant", "zh-TW", "zh-HK", "ja", "ko", "en", ""} {
		st := body()
		st.Lang, st.Indent, st.Stack = lang, 0, Stack{face}
		text := []rune("骨直国，。")
		n := 0
		for _, run := range Set(Text{Runes: text}, st, fixed(20)).Lines[0].Runs {
			for _, c := range run.Cells {
				if want := face.Shape(text[n:n+1], fonts.Manner{Script: "Hani", Lang: hanLang(lang)})[0].ID; c.ID != want {
					t.Errorf("%q: %c is glyph %d, not %d", lang, text[n], c.ID, want)
				}
				if text[n] == '骨' {
					seen[lang] = c.ID
				}
				n++
			}
		}
	}
	for _, same := range [][2]string{{"zh-CN", "en"}, {"zh-CN", ""}, {"zh-TW", "zh-Hant"}, {"ja", "ko"}} {
		if seen[same[0]] != seen[same[1]] {
			t.Errorf("骨 differs in %q and %q", same[0], same[1])
		}
	}
	if a, b, c := seen["zh-CN"], seen["zh-TW"], seen["ja"]; a == b || b == c || a == c {
		t.Errorf("骨 is glyph %d, %d, %d in three languages", a, b, c)
	}
}
