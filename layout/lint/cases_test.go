package lint_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
)

var update = flag.Bool("update", false, "write the golden files anew")

const cases = "../testdata/lint/"

// TestRules has a folder for each code: pages.toml, where the rule fires, near.toml,
// which differs in just what makes the fault, and want, all that this room says of
// the first.
func TestRules(t *testing.T) {
	tried := 0
	for _, r := range diag.Rules {
		dir := filepath.Join(cases, r.Code)
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		tried++
		t.Run(r.Code, func(t *testing.T) {
			fires := set(t, filepath.Join(dir, "pages.toml"))
			if count(fires, r.Code) == 0 {
				t.Error("the rule does not fire on pages.toml")
			}
			for _, f := range fires.Sorted() {
				if f.Code == r.Code {
					complete(t, f)
				}
			}
			fires.Edit(func(f *diag.Finding) bool {
				_, err := os.Stat(filepath.Join(cases, f.Code))
				return err == nil
			})
			golden(t, filepath.Join(dir, "want"), told(fires))
			if near := set(t, filepath.Join(dir, "near.toml")); count(near, r.Code) > 0 {
				t.Errorf("the rule fires on near.toml:\n%s", told(near))
			}
		})
	}
	if tried < 24 {
		t.Errorf("only %d rules have a case", tried)
	}
}

func set(t *testing.T, path string) *diag.Findings {
	t.Helper()
	r := layout.Set(path, layout.Options{Fonts: fonttest.Library(), Trust: edition.Trust{Allow: []string{"../testdata/lint"}}})
	if r.Sheets == nil {
		t.Fatalf("%s cannot be read:\n%s", path, told(r.Findings))
	}
	return r.Findings
}

func count(fs *diag.Findings, code string) int {
	n := 0
	for _, f := range fs.Sorted() {
		if f.Code == code {
			n++
		}
	}
	return n
}

// complete holds a finding to having its two places, in the input and on the page,
// and its words in both languages.
func complete(t *testing.T, f diag.Finding) {
	t.Helper()
	if f.Pos.Line == 0 || f.Pos.Col == 0 || f.Page == "" || f.Box == (geom.Rect{}) && f.Code != "folio-number" {
		t.Errorf("it has no place: %s, page %q, %v", f.Pos, f.Page, f.Box)
	}
	for _, s := range []string{f.Message.ZH, f.Message.EN, f.Hint.ZH, f.Hint.EN} {
		if s == "" || strings.Contains(s, "%!") {
			t.Errorf("its words: %+v %+v", f.Message, f.Hint)
		}
	}
}

// told lists findings in full, boxes in mm to 0.1.
func told(fs *diag.Findings) string {
	var b strings.Builder
	for _, f := range fs.Sorted() {
		tenth := func(l geom.Length) string {
			n := l.MulDiv(10, int64(geom.MM))
			return fmt.Sprintf("%d.%d", n/10, n%10)
		}
		fmt.Fprintf(&b, "%s %s [%s+%d] %s %s %s %s %s×%s\n\t%s（%s）\n\t%s (%s)\n", f.Severity, f.Code, f.Pos, f.Width, f.Page, f.Frame,
			tenth(f.Box.X), tenth(f.Box.Y), tenth(f.Box.W), tenth(f.Box.H), f.Message.ZH, f.Hint.ZH, f.Message.EN, f.Hint.EN)
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}
