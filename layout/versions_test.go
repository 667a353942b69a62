package layout_test

import (
	"os"
	"path/filepath"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/edition"
)

// Every version of the rules still gives the sheets that it gave: those of the
// newest are each case's want.sheet, those of an older one are kept in
// testdata/rules/VERSION when it ceases to be the newest.
func TestRulesVersions(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/pages.toml")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for i, v := range edition.RulesVersions {
		for _, path := range cases {
			name := filepath.Base(filepath.Dir(path))
			want := filepath.Join("testdata", name, "want.sheet")
			if i > 0 {
				want = filepath.Join("testdata", "rules", v.Name, name+".sheet")
			}
			t.Run(v.Name+"/"+name, func(t *testing.T) { goldenOf(t, path, v.Name, want) })
		}
	}
}

// The version that an edition names wins over the one it is set by.
func TestRulesVersionIsTheEditions(t *testing.T) {
	r := layout.Set("testdata/minimal/pages.toml", layout.Options{Fonts: fonttest.Library(), Rules: "1999.9"})
	if r.Edition == nil || r.Edition.Version != "1999.9" {
		t.Fatal("an edition that names no version does not take the caller's")
	}
	path := filepath.Join(t.TempDir(), "pages.toml")
	toml := "[edition]\nrules = \"2026.1\"\n[[page]]\nname = \"01\"\n[[story]]\ntext = \"一句话。\"\n"
	if err := os.WriteFile(path, []byte(toml), 0o666); err != nil {
		t.Fatal(err)
	}
	r = layout.Set(path, layout.Options{Fonts: fonttest.Library(), Rules: "1999.9"})
	if r.Edition == nil || r.Edition.Version != "2026.1" {
		t.Fatal("an edition that names a version does not get it", r.Findings.Sorted())
	}
}
