package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"strconv"
	"strings"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/sheet"
)

func page() *sheet.Page {
	song := fonttest.Library().Face("song")
	em := 9 * geom.Pt
	return &sheet.Page{Name: "t", Title: "试 & 版", Trim: geom.Size{W: 100 * geom.Pt, H: 200 * geom.Pt}, Items: []sheet.Item{
		&sheet.Text{Face: song, Size: em, Ink: sheet.Ink{M: 1000}, Text: "国<fi𠮷人", Origin: geom.Point{X: 10 * geom.Pt, Y: 20 * geom.Pt}, Cells: []fonts.Cell{
			{ID: song.Glyph('国'), Runes: 1, W: em}, {ID: song.Glyph('<'), Runes: 1, X: em, W: em / 2, Dx: -em / 9},
			{ID: song.Glyph('f'), Runes: 2, X: em * 3 / 2, W: em}, {ID: song.Glyph('国'), Runes: 1, X: em * 5 / 2, W: em},
			{ID: song.Glyph('人'), Runes: 1, X: em * 7 / 2, W: em, Dy: geom.Pt}}},
		&sheet.Rule{From: geom.Point{X: geom.Pt}, To: geom.Point{X: 9 * geom.Pt}, Width: geom.Pt / 4, Ink: sheet.Black, Dash: []geom.Length{geom.Pt, geom.Pt / 2}},
		&sheet.Fill{Rect: geom.Rect{X: geom.Pt, Y: geom.Pt, W: geom.Pt, H: geom.Pt}, Ink: sheet.Ink{K: 500}},
		&sheet.Picture{Rect: geom.Rect{W: 50 * geom.Pt, H: 40 * geom.Pt}, Crop: sheet.Crop{X: 1, Y: 2, W: 30, H: 24}, Alt: `"图"`,
			Image: &sheet.Image{Format: "png", Data: []byte("data"), W: 40, H: 60, Orient: 6}},
	}}
}

// element is any element of the file.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

func parse(t *testing.T, data []byte) []*element {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(data))
	var all, open []*element
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, data)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(tok)
			}
		}
	}
}

func write(t *testing.T, p *sheet.Page, opt Options) []*element {
	t.Helper()
	var a, b bytes.Buffer
	if err := Write(&a, p, opt); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, p, opt); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two files of one page differ")
	}
	return parse(t, a.Bytes())
}

// Every character is there, in order, with a place of its own.
func TestText(t *testing.T) {
	var text, places []string
	for _, e := range write(t, page(), Options{}) {
		if e.name != "text" {
			continue
		}
		xs := strings.Fields(e.attrs["x"])
		if len(xs) != len([]rune(e.text)) {
			t.Errorf("%q has %d places", e.text, len(xs))
		}
		text, places = append(text, e.text), append(places, strings.Join(xs, " ")+" @"+e.attrs["y"])
	}
	if got := strings.Join(text, "|"); got != "国<fi|𠮷|人" {
		t.Errorf("text %s", got)
	}
	if got := strings.Join(places, "|"); got != "10 18 23.5 28 @20|32.5 @20|41.5 @21" {
		t.Errorf("places %s", got)
	}
}

// Outlines are written once each; every use has one, and stands where the glyph does.
func TestOutlines(t *testing.T) {
	defined := map[string]bool{}
	uses := 0
	for _, e := range write(t, page(), Options{Outlines: true}) {
		switch e.name {
		case "text":
			t.Error("an outlined page has text")
		case "path":
			if defined[e.attrs["id"]] || !strings.HasPrefix(e.attrs["d"], "M") || !strings.HasSuffix(e.attrs["d"], "Z") {
				t.Errorf("outline %s: %.40s", e.attrs["id"], e.attrs["d"])
			}
			defined[e.attrs["id"]] = true
		case "use":
			if id := strings.TrimPrefix(e.attrs["href"], "#"); strings.HasPrefix(id, "g") {
				if uses++; !defined[id] {
					t.Errorf("use of %s, which is not defined before", id)
				}
			}
			if e.attrs["y"] == "-111.111" && e.attrs["x"] != "3500" {
				t.Errorf("the lowered glyph stands at %s", e.attrs["x"])
			}
		case "g":
			if tr := e.attrs["transform"]; tr != "translate(10 20) scale(0.009000000 -0.009000000)" {
				t.Errorf("run at %s", tr)
			}
		}
	}
	if len(defined) != 4 || uses != 5 {
		t.Errorf("%d outlines, %d uses; want 4 and 5", len(defined), uses)
	}
}

func TestShapes(t *testing.T) {
	layer := overlay.Layer{Name: "x", Shapes: []overlay.Shape{{Rect: geom.Rect{W: geom.Pt, H: geom.Pt}, Fill: color.NRGBA{1, 2, 3, 51},
		Stroke: color.NRGBA{255, 0, 0, 255}, Width: geom.Pt / 2, Label: "a&b", Size: geom.Pt, Ink: color.NRGBA{0, 0, 0, 255}}}}
	have := map[string]bool{}
	for _, e := range write(t, page(), Options{Layers: []overlay.Layer{layer}}) {
		for _, k := range []string{"stroke-dasharray", "fill", "fill-opacity", "viewBox", "transform", "stroke"} {
			if v := e.attrs[k]; v != "" {
				have[e.name+" "+k+" "+v] = true
			}
		}
		have[e.name+"="+strings.TrimSpace(e.text)] = true
	}
	for _, want := range []string{
		"line stroke-dasharray 1 0.5", "rect fill #918f90", "svg viewBox 1 2 30 24", "image transform matrix(0 1 -1 0 40 0)",
		"rect fill #010203", "rect fill-opacity 0.2", "rect stroke #ff0000", "text=a&b", `title="图"`, "title=试 & 版", "svg viewBox 0 0 100 200",
	} {
		if !have[want] {
			t.Errorf("%q is not there; there are %v", want, have)
		}
	}
}

// Each orientation puts the stored corner pixels where a viewer would.
func TestTurn(t *testing.T) {
	const w, h = 30, 20
	for orient := uint8(2); orient <= 8; orient++ {
		m := strings.TrimSuffix(strings.TrimPrefix(turn(orient, w, h), ` transform="matrix(`), `)"`)
		var v [6]int
		for i, f := range strings.Fields(m) {
			n, err := strconv.Atoi(f)
			if err != nil {
				t.Fatalf("orientation %d: %q", orient, m)
			}
			v[i] = n
		}
		outW, outH := w, h
		if orient >= 5 {
			outW, outH = h, w
		}
		for _, c := range [][2]int{{0, 0}, {w, 0}, {0, h}, {w, h}} {
			x, y := v[0]*c[0]+v[2]*c[1]+v[4], v[1]*c[0]+v[3]*c[1]+v[5]
			if (x != 0 && x != outW) || (y != 0 && y != outH) {
				t.Errorf("orientation %d puts corner %v at %d,%d of %d×%d", orient, c, x, y, outW, outH)
			}
		}
	}
	if turn(0, w, h) != "" || turn(1, w, h) != "" || turn(9, w, h) != "" {
		t.Error("an upright picture is turned")
	}
}
