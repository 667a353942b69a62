package layout_test

import (
	"bytes"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/preflight"
)

// A spread is one page in all that a build makes, and besides has a file of each half
// where that is wanted. Its adverts and those of others pass for the press.
func TestSpread(t *testing.T) {
	r := layout.Set("testdata/spread/pages.toml", layout.Options{Fonts: fonttest.Library(), Print: true})
	if r.Err != nil || len(r.Sheets.Pages) != 1 || len(r.Files) != 1 {
		t.Fatalf("%d files, %v", len(r.Files), r.Err)
	}
	for _, f := range r.Findings.Sorted() {
		switch f.Code {
		case "picture-twice", "pdf-annotations", "ppi-low", "lone-line": // the same advert twice, a stamp on it, a small photograph
		default:
			t.Errorf("%s %s: %s", f.Pos, f.Code, f.Message.EN)
		}
	}
	if len(r.Halves) != 2 || r.Halves["06"] == nil || r.Halves["07"] == nil {
		t.Fatalf("halves %d", len(r.Halves))
	}
	for name, data := range r.Halves {
		if len(data) >= len(r.Files["06-07"]) {
			t.Errorf("%s holds as much as the whole", name)
		}
		for _, f := range preflight.Check(name, data, preflight.Options{Limits: preflight.Newspaper()}) {
			if f.Code != "ppi-low" {
				t.Errorf("%s: %s %s", name, f.Code, f.Message.EN)
			}
		}
	}
	again := layout.Set("testdata/spread/pages.toml", layout.Options{Fonts: fonttest.Library(), Print: true})
	if !bytes.Equal(again.Halves["07"], r.Halves["07"]) {
		t.Error("two builds of a half differ")
	}
	none := layout.Set("testdata/spread/pages.toml", layout.Options{Fonts: fonttest.Library(), Print: true, Press: "screen"})
	if none.Err != nil || len(none.Halves) != 0 {
		t.Errorf("halves for screens: %d, %v", len(none.Halves), none.Err)
	}
}
