package sheet

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
)

var update = flag.Bool("update", false, "write the golden files anew")

func pt(n float64) geom.Length { return geom.Length(n * float64(geom.Pt)) }

// samplePage has one of everything that a sheet can hold.
func samplePage() *Page {
	song := fonttest.Library().Face("song")
	body := &Text{Face: song, Size: pt(9), Ink: Black, Origin: geom.Point{X: pt(100), Y: pt(211.25)}, Text: "土地",
		Cells: []fonts.Cell{{ID: song.Glyph('土'), Runes: 1, W: pt(9)}, {ID: song.Glyph('地'), Runes: 1, X: pt(9), W: pt(9)}}}
	red := &Text{Face: song, Size: pt(9), Ink: Ink{M: 1000, Y: 905}, Origin: geom.Point{X: pt(118), Y: pt(211.25)}, Text: "红",
		Cells: []fonts.Cell{{ID: song.Glyph('红'), Runes: 1, W: pt(9)}}}
	loose := &Text{Face: song, Size: pt(7.875), Ink: Paper, Origin: geom.Point{X: pt(10), Y: pt(20)}, Text: "①"}
	pic := &Picture{Rect: geom.Rect{X: pt(1), Y: pt(2), W: pt(30), H: pt(40)}, Crop: Crop{1, 2, 300, 400},
		Image: &Image{Name: "a.jpg"}, Alt: "船 <1>"}
	return &Page{
		Name: "06", Title: "试报 第6版", Trim: geom.Size{W: 390 * geom.MM, H: 550 * geom.MM}, Bleed: 3 * geom.MM,
		TypeArea: geom.Rect{X: pt(53.256), Y: pt(85.039), W: pt(999), H: 490 * geom.MM},
		Grid:     Grid{Em: pt(9), Columns: 8, Measure: 13, Gap: pt(9), Baselines: []geom.Length{pt(93.211), 1324752}},
		Frames:   []Frame{{"lead", 1, geom.Rect{W: pt(117), H: pt(50)}, []geom.Rect{{W: pt(54), H: pt(50)}, {X: pt(63), W: pt(54), H: pt(50)}}}},
		Items: []Item{
			&Fill{geom.Rect{X: -pt(0.5), Y: pt(1), W: pt(2), H: pt(3)}, Ink{C: 55}},
			body, red, loose,
			&Rule{geom.Point{Y: pt(5)}, geom.Point{X: pt(100), Y: pt(5)}, geom.MM * 15 / 100, Black, []geom.Length{pt(1), pt(2)}},
			pic,
		},
		Stories: []*Story{
			{ID: "folio", Furniture: true, Blocks: []*Block{{Role: Folio}}},
			{ID: "lead", Blocks: []*Block{
				{Role: Paragraph, Style: "body", Text: "土地红", Lines: []Line{{
					Text: "土地红", Origin: geom.Point{X: pt(82), Y: pt(211.25)}, Indent: pt(18), Measure: pt(117),
					Natural: pt(27), Width: pt(99), Misfit: -12, Em: pt(9), Frame: "lead/1", Leg: 2, OnGrid: true,
					Runs: []*Text{body, red}}}},
				{Role: Figure, Picture: pic, Blocks: []*Block{{Role: Caption, Continued: true, Lines: []Line{{
					Text: "图", Measure: pt(30), Width: pt(7.875), Natural: pt(7.875), Em: pt(7.875), Last: true, Misfit: 7}}}}},
			}},
		},
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

func TestDump(t *testing.T) {
	var b bytes.Buffer
	if err := Dump(&b, samplePage()); err != nil {
		t.Fatal(err)
	}
	golden(t, "one-of-all.sheet", b.Bytes())
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, samplePage()); err != nil {
		t.Fatal(err)
	}
	golden(t, "one-of-all.sheet.json", b.Bytes())
	var any map[string]any
	if err := json.Unmarshal(b.Bytes(), &any); err != nil {
		t.Fatal(err)
	}
}

func TestWriteJSONOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, &Page{}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), []byte("null")) {
		t.Errorf("an empty list reads null:\n%s", b.Bytes())
	}
}

func TestMilli(t *testing.T) {
	for in, want := range map[milli]string{
		0: "0", 1: "0.001", -1: "-0.001", 10: "0.01", 500: "0.5", 1000: "1", 999: "0.999", -1500: "-1.5", 123456: "123.456",
		-1 << 63: "-9223372036854775.808",
	} {
		if got := in.String(); got != want {
			t.Errorf("milli(%d) = %s, want %s", int64(in), got, want)
		}
	}
	if got := points(1324752).String(); got != "104.311" { // 1324752/12700 = 104.31118…
		t.Errorf("points = %s", got)
	}
	if got := points(geom.MM).String(); got != "2.835" { // 2.834645…
		t.Errorf("1 mm = %s pt", got)
	}
}
