package fonts_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts"
)

// chosen gives a face of testdata, whose fonts have 国 中 ， “ 。 A g and — of the
// program's own Hei: cubic.otf and cubic-2048.otf with CFF outlines, pair.ttc in two
// weights, vary.ttf from the one to the other.
func chosen(file string, p fonts.Pick) *fonts.Face {
	return fonts.Choose(file, p, func() ([]byte, error) { return os.ReadFile(filepath.Join("testdata", file)) })
}

func TestPick(t *testing.T) {
	for _, c := range []struct {
		file    string
		pick    fonts.Pick
		ps      string
		kind    fonts.Kind
		a       int // advance of A
		l, r    int // ink of 国
		low, up int
	}{
		{"plain.ttf", fonts.Pick{}, "TestSans-Medium", fonts.TrueType, 622, 82, 917, -84, 801},
		{"pair.ttc", fonts.Pick{}, "TestSans-Medium", fonts.TrueType, 622, 82, 917, -84, 801},
		{"pair.ttc", fonts.Pick{Index: 1}, "TestSans-Black", fonts.TrueType, 660, 71, 925, -93, 819},
		{"pair.ttc", fonts.Pick{Member: "test sans black"}, "TestSans-Black", fonts.TrueType, 660, 71, 925, -93, 819},
		{"pair.ttc", fonts.Pick{Member: "测试Medium"}, "TestSans-Medium", fonts.TrueType, 622, 82, 917, -84, 801},
		{"cubic.otf", fonts.Pick{}, "TestCubic-Regular", fonts.Outlined, 622, 82, 917, -84, 801},
		{"vary.ttf", fonts.Pick{}, "TestVary-Default", fonts.Outlined, 622, 82, 917, -84, 801},
		{"vary.ttf", fonts.Pick{Weight: 900}, "TestVary-900", fonts.Outlined, 660, 71, 925, -93, 819},
		{"vary.ttf", fonts.Pick{Instance: "bold"}, "TestVary-bold", fonts.Outlined, 641, 76, 921, -89, 810},
		{"vary-cubic.otf", fonts.Pick{Instance: "Medium"}, "vary-cubicotf-Medium", fonts.Outlined, 600, 50, 240, 0, 700},
		{"vary-cubic.otf", fonts.Pick{Weight: 700}, "vary-cubicotf-700", fonts.Outlined, 600, 50, 350, 0, 700},
	} {
		f := chosen(c.file, c.pick)
		if err := f.Load(); err != nil {
			t.Errorf("%s %+v: %v", c.file, c.pick, err)
			continue
		}
		l, r, ok := f.Ink(f.Glyph('国'))
		low, up, _ := f.InkHeight(f.Glyph('国'))
		if f.PostScriptName() != c.ps || f.Kind() != c.kind || f.Advance(f.Glyph('A')) != c.a || !ok || l != c.l || r != c.r || low != c.low || up != c.up {
			t.Errorf("%s %+v: %s, kind %d, A %d, 国 %d–%d, %d–%d", c.file, c.pick, f.PostScriptName(), f.Kind(), f.Advance(f.Glyph('A')), l, r, low, up)
		}
		if s := f.Shape([]rune("A国"), fonts.Manner{}); len(s) != 2 || s[0].Advance != c.a {
			t.Errorf("%s %+v: shapes %v", c.file, c.pick, s)
		}
	}
}

func TestPickRefused(t *testing.T) {
	for _, c := range []struct {
		file string
		pick fonts.Pick
		want string
	}{
		{"restricted.ttf", fonts.Pick{}, "forbids embedding"},
		{"nosubset.ttf", fonts.Pick{}, "a part of it"},
		{"plain.ttf", fonts.Pick{Index: 1}, "holds one font"},
		{"plain.ttf", fonts.Pick{Weight: 700}, "no other weight"},
		{"pair.ttc", fonts.Pick{Index: 2}, "no member 2"},
		{"pair.ttc", fonts.Pick{Member: "Song"}, "there are Test Sans Medium, Test Sans Black"},
		{"vary.ttf", fonts.Pick{Weight: 400}, "run from 500 to 900"},
		{"vary.ttf", fonts.Pick{Instance: "Light"}, "there are Medium, Bold, Black"},
	} {
		err := chosen(c.file, c.pick).Load()
		var why *fonts.Unusable
		if !errors.As(err, &why) || !strings.Contains(why.EN, c.want) || why.ZH == "" || why.ZH == why.EN {
			t.Errorf("%s %+v: %v", c.file, c.pick, err)
		}
	}
}

// A broken font gives an error or glyphs, never a panic.
func FuzzFace(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.[ot]t[fc]")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, 1)
	}
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		face := fonts.Choose("x", fonts.Pick{Weight: n % 1000}, func() ([]byte, error) { return b, nil })
		if face.Load() != nil {
			face = fonts.New("x", func() ([]byte, error) { return b, nil })
		}
		face.Shape([]rune("国A，“—g"), fonts.With("", "vert"))
		for g := range fonts.GID(20) {
			face.Outline(g)
			face.Ink(g)
			face.Advance(g)
		}
	})
}
