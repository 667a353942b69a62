package layout

import (
	"go/ast"
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
	"paiban/layout/pattern":   {},
	"paiban/layout/parallel":  {},
	"paiban/fonts":            {"paiban/layout/geom"},
	"paiban/layout/diag":      {"paiban/layout/geom"},
	"paiban/layout/paragraph": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph/phrase", "paiban/layout/paragraph/hyphen"},
	"paiban/layout/sheet":     {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts"},
	"paiban/layout/edition": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph",
		"paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/pdffile", "paiban/layout/cache", "paiban/layout/pattern"},
	"paiban/layout/makeup": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph",
		"paiban/layout/sheet", "paiban/layout/edition", "paiban/layout/parallel"},
	"paiban/layout/lint": {"paiban/layout/geom", "paiban/layout/diag", "paiban/fonts", "paiban/layout/paragraph", "paiban/layout/paragraph/phrase",
		"paiban/layout/sheet", "paiban/layout/edition", "paiban/layout/pattern"},
	"paiban/layout/pdfimage":  {"paiban/layout/pdffile"},
	"paiban/layout/picture":   {"paiban/layout/geom", "paiban/layout/diag", "paiban/layout/sheet", "paiban/layout/jpeg", "paiban/layout/pdfimage", "paiban/layout/parallel"},
	"paiban/layout/pdffile":   {"paiban/layout/pattern", "paiban/layout/diag"},
	"paiban/layout/conform":   {"paiban/layout/pattern", "paiban/layout/diag", "paiban/layout/pdffile"},
	"paiban/layout/preflight": {"paiban/layout/cache", "paiban/layout/pattern", "paiban/layout/conform", "paiban/layout/geom", "paiban/layout/diag", "paiban/layout/picture", "paiban/layout/pdffile"},
	"paiban/layout/pdf": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/pdffile", "paiban/layout/reading", "paiban/fonts",
		"paiban/layout/parallel", "paiban/assets"},
	"paiban/layout/overlay": {"paiban/layout/geom", "paiban/layout/sheet", "paiban/fonts"},
	"paiban/layout/proof":   {"paiban/layout/geom", "paiban/layout/sheet", "paiban/layout/picture", "paiban/layout/overlay", "paiban/layout/jpeg", "paiban/layout/parallel", "paiban/fonts", "paiban/assets"},
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
	t.Helper()
	eachFile(t, parser.ImportsOnly, func(file string, f *ast.File) {
		rel, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, im := range f.Imports {
			path, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			visit(file, "paiban/"+filepath.ToSlash(rel), path)
		}
	})
}

// eachFile visits every Go file of the module, tests left out.
func eachFile(t *testing.T, mode parser.Mode, visit func(file string, f *ast.File)) {
	t.Helper()
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
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, mode|parser.ParseComments)
		if err != nil {
			return err
		}
		if len(f.Comments) == 0 || f.Comments[0].List[0].Text != "//go:build ignore" { // else it is no part of the program
			visit(file, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The program reads what it is told to on this machine and nothing else: only the
// live page listens, and only the comparison of git revisions runs a program.
func TestNoNetwork(t *testing.T) {
	allowed := map[string][]string{
		"net": {"cmd/paiban/serve.go", "layout/serve"}, "net/http": {"cmd/paiban/serve.go", "layout/serve"},
		"os/exec": {"cmd/paiban/setting.go", "layout/browsertest"}, // the latter serves tests only
	}
	harmless := []string{"net/url", "net/netip", "net/mail", "net/textproto"} // they only read text
	used := map[string]bool{}
	eachImport(t, func(file, _, path string) {
		if path != "os/exec" && path != "plugin" && path != "net" && !strings.HasPrefix(path, "net/") && !strings.Contains(path, "x/net/") || slices.Contains(harmless, path) {
			return
		}
		at := filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
		for _, where := range allowed[path] {
			if at == where || strings.HasPrefix(at, where+"/") {
				used[path] = true
				return
			}
		}
		t.Errorf("%s imports %s", file, path)
	})
	for path := range allowed {
		if !used[path] {
			t.Errorf("nothing imports %s: mend this table", path)
		}
	}
}

// What an edition names is opened in one place, which holds it to its folders. The
// others open what the user names, or what has been read before.
func TestFilesAreOpenedInFewPlaces(t *testing.T) {
	opens := []string{"Open", "OpenFile", "ReadFile", "OpenRoot", "DirFS", "Create", "WriteFile", "ReadDir", "CopyFS", "Readlink"}
	allowed := []string{
		"layout/edition/files.go", // pages.toml and what it names
		"layout/lock/make.go",     // digests of what edition has read
		"layout/batch/list.go", "layout/batch/journal.go",
		"layout/cache/cache.go", "layout/cache/sweep.go", // its own files
		"fonts/fonttest/fonttest.go", "layout/browsertest/browser.go", // for tests only
	}
	used := map[string]bool{}
	eachFile(t, 0, func(file string, f *ast.File) {
		at := filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
		if strings.HasPrefix(at, "cmd/") || strings.HasPrefix(filepath.Base(at), "make_") {
			return // commands open what the user names; generators are no part of the program
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(opens, s.Sel.Name) {
				return true
			}
			if id, ok := s.X.(*ast.Ident); !ok || id.Name != "os" {
				return true
			}
			if used[at] = true; !slices.Contains(allowed, at) {
				t.Errorf("%s calls os.%s", at, s.Sel.Name)
			}
			return true
		})
	})
	for _, at := range allowed {
		if !used[at] {
			t.Errorf("%s opens nothing: mend this list", at)
		}
	}
}
