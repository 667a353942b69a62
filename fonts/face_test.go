package fonts_test

import (
	"errors"
	"sync"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
)

func TestFace(t *testing.T) {
	song := fonttest.Library().Face("song")
	if err := song.Load(); err != nil {
		t.Fatal(err)
	}
	if got := song.PostScriptName(); got != "NotoSerifSC-Regular" {
		t.Errorf("PostScript name %q", got)
	}
	if song.UPEM() != 1000 || song.EmTop() != 880 {
		t.Errorf("em %d, top %d", song.UPEM(), song.EmTop())
	}
	for r, adv := range map[rune]int{'国': 1000, '，': 1000, '0': 557, '·': 327} {
		if got := song.Advance(song.Glyph(r)); got != adv {
			t.Errorf("advance of %c is %d, want %d", r, got, adv)
		}
	}
	if song.Glyph(0x10FFFF) != 0 {
		t.Error("a glyph for a noncharacter")
	}
	l, r, ok := song.Ink(song.Glyph('“'))
	if !ok || l != 571 || r != 924 {
		t.Errorf("ink of “ is %d to %d", l, r)
	}
	if _, _, ok := song.Ink(song.Glyph(' ')); ok {
		t.Error("a space has ink")
	}
	if n := len(song.Outline(song.Glyph('国'))); n < 20 {
		t.Errorf("国 has %d segments", n)
	}
}

// Shape composes the dash of clreq from two U+2014 where the font can, and kerns
// Latin; many goroutines may call it.
func TestShape(t *testing.T) {
	song := fonttest.Library().Face("song")
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			dash := song.Shape([]rune("——"), fonts.With("Hani"))
			if len(dash) != 1 || dash[0].Advance != 2000 {
				t.Errorf("—— became %v", dash)
			}
			av := song.Shape([]rune("AV"), fonts.Manner{})
			if len(av) != 2 || av[0].Advance >= song.Advance(av[0].ID) {
				t.Errorf("AV is not kerned: %v", av)
			}
			if fi := song.Shape([]rune("ﬁn"), fonts.Manner{}); len(fi) != 2 {
				t.Errorf("ﬁn became %v", fi)
			}
		}()
	}
	wg.Wait()
}

func TestUnusable(t *testing.T) {
	for _, data := range []string{"", "short", "OTTO00000000", "ttcf00000000", "\x00\x01\x00\x00\x00\x09000000",
		"\x00\x01\x00\x00\x00\x00000000"} {
		f := fonts.New("x", func() ([]byte, error) { return []byte(data), nil })
		if f.Load() == nil {
			t.Errorf("%q: no error", data)
		}
		f.Glyph('a')
		f.Advance(1)
		f.Outline(1)
		f.Ink(1)
		f.Shape([]rune("a"), fonts.Manner{})
	}
	f := fonts.New("x", func() ([]byte, error) { return nil, errors.New("gone") })
	if f.Load() == nil || f.UPEM() != 1000 {
		t.Error("a missing file is not reported")
	}
}

func BenchmarkLoad(b *testing.B) {
	data := fonttest.Library().Face("song").Data()
	for b.Loop() {
		fonts.New("song", func() ([]byte, error) { return data, nil }).Load()
	}
}

func TestHalt(t *testing.T) {
	for _, c := range []struct {
		face  string
		r     rune
		shift int
		ok    bool
	}{
		{"song", '“', 500, true}, {"song", '，', 0, true}, {"hei", '（', 500, true},
		{"song", '字', 0, false}, {"kai", '（', 0, false}, {"song", 'a', 0, false},
	} {
		for range 2 { // asked again it is remembered
			shift, ok := fonttest.Library().Face(c.face).Halt(c.r)
			if ok != c.ok || ok && shift != c.shift {
				t.Errorf("%s %c: %d, %v", c.face, c.r, shift, ok)
			}
		}
	}
}

// A glyph asked for again is the same, as is whether it is an em wide, whoever asks.
func TestSquare(t *testing.T) {
	lib := fonttest.Library()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, name := range lib.Names() {
				f := lib.Face(name)
				for _, r := range "国A，1\u4e00\u9fff\ue000\U00020000\U0010ffff\x00" {
					for range 2 {
						g, square := f.Square(r)
						if want := g != 0 && f.Advance(g) == f.UPEM(); g != f.Glyph(r) || square != want {
							t.Errorf("%s, %q: glyph %d, square %v; glyph %d, square %v", name, r, g, square, f.Glyph(r), want)
						}
					}
				}
			}
		})
	}
	wg.Wait()
	if g, _ := lib.Face("song").Square('\U0010ffff'); g != 0 {
		t.Errorf("U+10FFFF has glyph %d", g)
	}
	if g, square := lib.Face("song").Square('国'); g == 0 || !square {
		t.Errorf("国 has glyph %d, square %v", g, square)
	}
}
