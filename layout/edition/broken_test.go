package edition

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/diag"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file, or writes the file.
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

// TestBroken reads inputs with faults and compares everything that is said
// about them, in both languages. The files that they name are in testdata/broken/files.
func TestBroken(t *testing.T) {
	cases, err := filepath.Glob("testdata/broken/*.toml")
	if err != nil || len(cases) < 30 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	files := map[string]string{}
	beside, err := filepath.Glob("testdata/broken/files/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range beside {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(f)] = string(data)
	}
	for _, c := range cases {
		name := strings.TrimSuffix(filepath.Base(c), ".toml")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(c)
			if err != nil {
				t.Fatal(err)
			}
			e, fs := readText(t, string(src), files)
			if e != nil || !fs.Errors() {
				t.Error("an edition with faults must not be given")
			}
			for lang, ext := range map[diag.Lang]string{diag.ZH: ".zh", diag.EN: ".en"} {
				var b strings.Builder
				if err := diag.Print(&b, fs, lang); err != nil {
					t.Fatal(err)
				}
				golden(t, strings.TrimSuffix(c, ".toml")+ext, b.String())
				if strings.Contains(b.String(), "%!") {
					t.Errorf("a message is formatted wrongly:\n%s", b.String())
				}
			}
			for _, f := range fs.Sorted() {
				checkFinding(t, f)
			}
		})
	}
}

// checkFinding holds every finding to the contract of its kind.
func checkFinding(t *testing.T, f diag.Finding) {
	t.Helper()
	if f.Code == "" || f.Code != strings.ToLower(f.Code) || strings.ContainsAny(f.Code, " _.") {
		t.Errorf("code %q is not kebab-case", f.Code)
	}
	if f.Message.ZH == "" || f.Message.EN == "" || (f.Hint.ZH == "") != (f.Hint.EN == "") {
		t.Errorf("%s lacks a language: %+v %+v", f.Code, f.Message, f.Hint)
	}
	if f.Pos.File == "" {
		t.Errorf("%s has no place", f.Code)
	}
}
