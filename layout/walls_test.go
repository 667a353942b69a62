package layout

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rooms, lowest first, as doc.go lists them: each may import those above it
// in its list only. Writers see the sheet and what is below it, nothing more.
var mayImport = map[string][]string{
	"paiban/layout/geom":      {},
	"paiban/layout/cache":     {},
	"paiban/fonts":            {"paiban/layout/geom"},
	"paiban/layout/diag":      {"paiban/layout/geom"},
	"paiban/layout/paragraph": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph/phrase"},
	"paiban/layout/sheet":     {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts"},
	"paiban/layout/edition": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph",
		"paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/pdffile"},
	"paiban/layout/makeup": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph",
		"paiban/layout/sheet", "paiban/layout/edition"},
	"paiban/layout/lint": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph",
		"paiban/layout/sheet", "paiban/layout/edition"},
	"paiban/layout/pdfimage":  {"paiban/layout/pdffile"},
	"paiban/layout/picture":   {"paiban/layout/geom", "paiban/layout/diag", "paiban/layout/sheet", "paiban/layout/jpeg", "paiban/layout/pdfimage"},
	"paiban/layout/pdffile":   {"paiban/layout/diag"},
	"paiban/layout/preflight": {"paiban/layout/geom", "paiban/layout/diag", "paiban/layout/picture", "paiban/layout/pdffile"},
	"paiban/layout/pdf": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/pdffile", "paiban/layout/reading", "paiban/fonts",
		"paiban/assets"},
	"paiban/layout/overlay": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/fonts"},
	"paiban/layout/proof":   {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/overlay", "paiban/layout/jpeg", "paiban/fonts", "paiban/assets"},
	"paiban/layout/diff":    {"paiban/layout/geom", "paiban/layout/diag", "paiban/layout/overlay", "paiban/fonts"},
	"paiban/layout/lock":    {"paiban/layout/diag", "paiban/layout/sheet", "paiban/fonts", "paiban/assets"},
	"paiban/layout/batch":   {"paiban/layout/diag"},
	"paiban/layout/reading": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/fonts"},
	"paiban/layout/alto":    {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/reading"},
	"paiban/layout/mets":    {"paiban/layout/sheet", "paiban/layout/reading"},
	"paiban/layout/iiif":    {"paiban/layout/geom", "paiban/layout/reading"},
	"paiban/layout/text":    {"paiban/layout/sheet", "paiban/layout/reading"},
	"paiban/layout/news":    {"paiban/layout/sheet", "paiban/layout/reading"},
	"paiban/layout/site":    {"paiban/layout/geom", "paiban/layout/diag", "paiban/layout/sheet", "paiban/layout/reading"},
	"paiban/layout/report": {"paiban/layout", "paiban/layout/diag", "paiban/layout/geom", "paiban/layout/makeup",
		"paiban/layout/overlay", "paiban/fonts"},
	"paiban/layout/svg": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/overlay", "paiban/fonts", "paiban/assets"},
}

// onlyIn lists packages that one room alone may import, and the room.
var onlyIn = map[string]string{
	"github.com/signintech/gopdf":             "paiban/layout/pdf",
	"golang.org/x/image/vector":               "paiban/layout/proof",
	"github.com/klippa-app/go-pdfium":         "paiban/layout/pdfimage",
	"github.com/tetratelabs/wazero":           "paiban/layout/pdfimage",
	"github.com/fsnotify/fsnotify":            "paiban/layout/serve",
	"paiban/fonts/embedded":                   "paiban/cmd/paiban",
	"github.com/BurntSushi/toml":              "paiban/layout/edition",
	"github.com/spf13/cobra":                  "paiban/cmd/paiban",
	"github.com/go-text/typesetting/font":     "paiban/fonts",
	"github.com/go-text/typesetting/harfbuzz": "paiban/fonts",
}

func TestWalls(t *testing.T) {
	seen := map[string]bool{}
	eachImport(t, func(file, room, path string) {
		seen[room] = true
		if allowed, ok := mayImport[room]; ok && strings.HasPrefix(path, "paiban/") && !slices.Contains(allowed, path) {
			t.Errorf("%s: %s must not import %s", file, room, path)
		}
		for p, owner := range onlyIn {
			if (path == p || strings.HasPrefix(path, p+"/")) && room != owner && room != p {
				t.Errorf("%s: only %s may import %s", file, owner, path)
			}
		}
	})
	for room := range mayImport {
		if !seen[room] && room != "paiban/layout/geom" {
			t.Errorf("%s imports nothing: is it still a room? (then mend this table)", room)
		}
	}
}

// eachImport visits every import of the module's files, tests left out.
func eachImport(t *testing.T, visit func(file, room, path string)) {
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			return err
		}
		for _, im := range f.Imports {
			path, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			visit(file, "paiban/"+filepath.ToSlash(rel), path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
