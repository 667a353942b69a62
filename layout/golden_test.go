package layout_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/sheet"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each folder of testdata is a case: pages.toml in, want.sheet out – the text
// dump of every page, then the findings and how each story fits.
func TestGoldenSheets(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/pages.toml")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range cases {
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) { golden(t, path, filepath.Join(dir, "want.sheet")) })
	}
}

// The sample edition's page, whole.
func TestGoldenSample(t *testing.T) {
	golden(t, "../pages.toml", "testdata/sample.sheet")
}

func golden(t *testing.T, path, want string) { goldenOf(t, path, "", want) }

// goldenOf compares the sheets by some version of the rules, "" being the newest.
func goldenOf(t *testing.T, path, rules, want string) {
	t.Helper()
	got := dump(t, layout.Set(path, layout.Options{Fonts: fonttest.Library(), Rules: rules}))
	if *update {
		if err := os.WriteFile(want, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(want)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	if bytes.Equal(got, old) {
		return
	}
	a, b := bytes.Split(old, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range max(len(a), len(b)) {
		var x, y []byte
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if !bytes.Equal(x, y) {
			t.Fatalf("%s:%d differs (-update writes it anew)\nwant %s\ngot  %s", want, i+1, x, y)
		}
	}
}

func dump(t *testing.T, r layout.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	if r.Sheets != nil {
		for _, p := range r.Sheets.Pages {
			if err := sheet.Dump(&out, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, s := range r.Stories {
		fmt.Fprintf(&out, "fit %s on %s: %d legs, %d lines, %d.%03d em, %d chars, over %d lines %d.%03d em, room %d lines %d.%03d em\n",
			s.ID, s.Page, s.Legs, s.Lines, s.Em/1000, s.Em%1000, s.Chars, s.OverLines, s.OverEm/1000, s.OverEm%1000, s.RoomLines, s.RoomEm/1000, s.RoomEm%1000)
	}
	for _, f := range r.Findings.Sorted() {
		fmt.Fprintf(&out, "%s %s [%s] %s %s: %s\n", f.Severity, f.Code, f.Pos, f.Page, f.Frame, f.Message.EN)
	}
	return out.Bytes()
}
