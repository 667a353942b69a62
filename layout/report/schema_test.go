package report

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
)

// results gives what is written in tests: all there can be, nothing, and what comes of
// an edition with faults.
func results(t *testing.T) map[string]layout.Result {
	out := map[string]layout.Result{"all": sampleResult(), "nothing": {}}
	faults, err := filepath.Glob("../testdata/faults/*.toml")
	if err != nil || len(faults) < 5 {
		t.Fatalf("%d faulty editions: %v", len(faults), err)
	}
	for _, path := range faults {
		out[filepath.Base(path)] = layout.Set(path, layout.Options{Fonts: fonttest.Library()})
	}
	return out
}

// TestReportsKeepTheirSchemas holds report.json to the schema that is published, and
// SARIF to OASIS's.
func TestReportsKeepTheirSchemas(t *testing.T) {
	ours := compile(t, "report.schema.json", JSONSchema)
	sarif, err := os.ReadFile("testdata/schemas/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	theirs := compile(t, "sarif-schema-2.1.0.json", sarif)
	for name, r := range results(t) {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			validate(t, name, ours, func(w io.Writer) error { return JSON(w, r, "pages.toml", map[string]string{"06": "06.pdf"}, lang) })
			validate(t, name, theirs, func(w io.Writer) error { return SARIF(w, r, "a b/pages.toml", lang, "1.0") })
		}
	}
}

// The schemas do refuse.
func TestSchemasRefuse(t *testing.T) {
	ours := compile(t, "report.schema.json", JSONSchema)
	var b bytes.Buffer
	if err := JSON(&b, sampleResult(), "pages.toml", nil, diag.ZH); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{`"schema": 1`, `"schema": 2`}, {`"severity": "note"`, `"severity": "bad"`}, {`"hint":`, `"hnt":`}} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(b.String(), change[0], change[1], 1)))
		if err != nil {
			t.Fatal(err)
		}
		if ours.Validate(v) == nil {
			t.Errorf("%s passes", change[1])
		}
	}
}

func compile(t *testing.T, name string, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, name string, s *jsonschema.Schema, write func(io.Writer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestJUnitKeepsItsSchema(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (make test installs it)")
	}
	dir := t.TempDir()
	args := []string{"--nonet", "--noout", "--schema", "testdata/schemas/junit.xsd"}
	for name, r := range results(t) {
		var b bytes.Buffer
		if err := JUnit(&b, r, "pages.toml", diag.EN, 0); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".xml")
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(lint, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
