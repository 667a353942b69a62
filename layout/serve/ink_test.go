package serve

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/geom"
)

// TestInks asks for the inks of a picture, of type on a tint and of paper.
func TestInks(t *testing.T) {
	dir := t.TempDir()
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA{200, 30, 20, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, 200, 300), image.NewUniform(color.RGBA{10, 10, 10, 255}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	toml := "[edition]\nname = '试报'\npreset = 'sikai'\n[[page]]\nname = '01'\n[[story]]\nid = 'a'\nhead = '题目'\ntext = '国人在大中。'\ntint = '10%'\ncolumns = [1, 4]\nlines = [1, 40]\n" +
		"[[story.picture]]\nfile = 'a.png'\n"
	for name, s := range map[string]string{"pages.toml": toml, "a.png": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	d := New(Options{Input: filepath.Join(dir, "pages.toml"), Fonts: fonttest.Library()})
	p := d.now.page("01")
	var text, left, right geom.Point
	for _, s := range p.Stories {
		for _, bl := range s.Blocks {
			if bl.Picture != nil {
				r := bl.Picture.Rect
				left, right = geom.Point{X: r.X + r.W/4, Y: r.Y + r.H/2}, geom.Point{X: r.X + 3*r.W/4, Y: r.Y + r.H/2}
			} else if string(bl.Role) == "paragraph" {
				l := bl.Lines[0]
				text = geom.Point{X: l.Origin.X + l.Em*5/2, Y: l.Origin.Y - l.Em/3}
			}
		}
	}
	for _, c := range []struct {
		at   geom.Point
		want []string // of each layer, its thing and how its ink begins
	}{
		{text, []string{"text K100", "tint K10"}}, {geom.Point{X: geom.MM, Y: geom.MM}, nil},
		{left, []string{"picture C42 M32 Y27 K95"}}, {right, []string{"picture M89 Y91"}},
	} {
		got := d.at(d.now, p, c.at).Inks
		if len(got) != len(c.want) {
			t.Errorf("%v: %v, want %q", c.at, got, c.want)
			continue
		}
		for i, l := range got {
			if !strings.HasPrefix(l.What+" "+l.Ink, c.want[i]) || l.Sum < 10 || l.Sum > 240 {
				t.Errorf("%v: %v, want %q", c.at, got, c.want)
			}
		}
	}
}
