package edition

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fileKeys are pages.tomls with %s where a key names a file or folder.
var fileKeys = map[string]string{
	"story file":   "[[page]]\n[[story]]\nfile = '%s'\n",
	"picture file": "[[page]]\n[[story]]\ntext = '甲'\n[[story.picture]]\nfile = '%s'\n",
	"font file":    "[[font]]\nname = 'own'\nfile = '%s'\n[[page]]\n[[story]]\ntext = '甲'\n",
	"icc":          "[edition]\nicc = '%s'\n[[page]]\n[[story]]\ntext = '甲'\n",
}

// TestEveryFileKey holds the list above to the vocabulary.
func TestEveryFileKey(t *testing.T) {
	n := 0
	var visit func(rows []keyInfo)
	visit = func(rows []keyInfo) {
		for _, r := range rows {
			if r.name == "file" || r.name == "icc" {
				n++
			}
			visit(r.rows)
		}
	}
	visit(infos(fileRows()))
	if n != len(fileKeys) {
		t.Errorf("%d keys name files, %d are tried", n, len(fileKeys))
	}
}

// No key reads a file outside the edition's folder by any way of naming it, unless
// the user allows the folder; and then it does.
func TestNothingOutside(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "outside")
	for _, d := range []string{"paper/sub", "outside/sub"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(outside, "x"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	ways := []string{"../outside/x", "sub/../../outside/x", "./../outside/./x", filepath.ToSlash(outside) + "/x", "//" + filepath.ToSlash(outside)[1:] + "/x"}
	for link, to := range map[string]string{"link": "../outside/x", "door": "../outside", "sub/way": "../../outside/x", "abs": outside} {
		if err := os.Symlink(to, filepath.Join(dir, "paper", filepath.FromSlash(link))); err != nil {
			t.Log("no links here:", err)
			continue
		}
		switch link {
		case "door", "abs":
			link += "/x"
		}
		ways = append(ways, link)
	}
	path := filepath.Join(dir, "paper", "pages.toml")
	read := func(src string, trust Trust) (codes []string, touched []string) {
		if err := os.WriteFile(path, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		_, fs := Read(path, Options{Fonts: library(t), Trust: trust, Touched: func(p string) { touched = append(touched, p) }})
		for _, f := range fs.Sorted() {
			if strings.Contains(f.Message.EN+f.Hint.EN, "secret") {
				t.Errorf("%s: the message tells what is in the file: %s", src, f.Message.EN)
			}
			codes = append(codes, f.Code)
		}
		return codes, touched
	}
	for key, src := range fileKeys {
		for _, way := range ways {
			src := strings.Replace(src, "%s", way, 1)
			if codes, _ := read(src, Trust{}); len(codes) != 1 || codes[0] != "outside-folders" {
				t.Errorf("%s = %s: %v, want outside-folders", key, way, codes)
			}
			// Links out of the edition's folder stay closed: the folder is allowed, not the link.
			allowed := Trust{Allow: []string{outside}}
			if codes, _ := read(src, allowed); strings.Contains(way, "outside") && len(codes) > 0 && codes[0] == "outside-folders" {
				t.Errorf("%s = %s: refused, though allowed", key, way)
			}
			// An edition cannot allow itself a folder.
			for _, folder := range []string{"../outside", filepath.ToSlash(outside), "..", "/", "door", "abs", "sub/../.."} {
				self := "[edition]\nfolders = ['" + folder + "']\n" + strings.Replace(src, "[edition]\n", "", 1)
				if key == "icc" {
					self = strings.Replace(src, "[edition]\n", "[edition]\nfolders = ['"+folder+"']\n", 1)
				}
				codes, _ := read(self, Trust{})
				if len(codes) == 0 || strings.Trim(strings.Join(codes, ""), " ") != strings.Repeat("outside-folders", len(codes)) {
					t.Errorf("%s = %s with folders = %s: %v", key, way, folder, codes)
				}
			}
		}
	}
	if codes, _ := read("[edition]\nfolders = ['../outside']\n[[page]]\n[[story]]\nfile = 'x'\n", Trust{Allow: []string{dir}}); len(codes) > 0 {
		t.Errorf("an allowed folder is refused: %v", codes)
	}
}

// Each limit can be lowered and raised, and what is over one is an error with its
// place.
func TestLimits(t *testing.T) {
	const page = "[[page]]\n"
	plain := page + "[[story]]\ntext = '甲乙丙丁'\n"
	cases := map[string]struct{ src, low, code string }{
		"toml-file":      {plain, "20", "unreadable"},
		"copy-file":      {page + "[[story]]\nfile = 'copy.txt'\n", "3", "too-large"},
		"picture-file":   {page + "[[story]]\ntext = '甲'\n[[story.picture]]\nfile = 'ok.png'\n", "20", "too-large"},
		"picture-pixels": {page + "[[story]]\ntext = '甲'\n[[story.picture]]\nfile = 'wide.png'\n", "3", "too-large"},
		"font-file":      {"[[font]]\nname = 'own'\nfile = 'notafont.ttf'\n" + plain, "2", "too-large"},
		"profile-file":   {"[edition]\nicc = 'notafont.ttf'\n" + plain, "2", "too-large"},
		"all-files":      {page + "[[story]]\nfile = 'copy.txt'\n[[story.picture]]\nfile = 'ok.png'\n", "40", "too-large"},
		"pages":          {page + page + "[[story]]\npage = '01'\ntext = '甲'\n", "1", "too-many"},
		"stories":        {page + strings.Repeat("[[story]]\ntext = '甲'\n", 3), "2", "too-many"},
		"frames":         {page + "[[story]]\ntext = '甲'\n[[story.frame]]\ncolumns = 1\nlines = [1, 9]\n[[story.frame]]\ncolumns = 2\nlines = [1, 9]\n", "1", "too-many"},
		"tables":         {page + "[style.a]\nsize = '9pt'\n[style.b]\nsize = '9pt'\n" + "[[story]]\ntext = '甲'\n", "1", "too-many"},
		"paragraph":      {plain, "3", "too-long"},
		"nesting":        {page + "[[story]]\ntext = '甲'\nborder = { sides = ['top'] }\n", "1", "too-deep"},
		"dotted-keys":    {page + "[[story]]\ntext = '甲'\nborder.kind = 'thin'\nstyle.body.x = 1\n", "1", "too-deep"},
		"marks":          {page + "[[story]]\ntext = '{b:{kai:甲}}'\n", "1", "marks-too-deep"},
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/broken/files")); err != nil {
		t.Fatal(err)
	}
	wide, err := os.ReadFile("../testdata/faults/wide.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "wide.png"), wide, 0o644); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "pages.toml")
	for _, l := range Bounds {
		c, ok := cases[l.Name]
		if !ok {
			t.Errorf("no case for %s", l.Name)
			continue
		}
		if err := os.WriteFile(path, []byte(c.src), 0o644); err != nil {
			t.Fatal(err)
		}
		find := func(set ...string) (bool, int) {
			var trust Trust
			for _, s := range set {
				if s == "" {
					continue
				}
				if err := trust.SetLimit(s); err != nil {
					t.Fatal(err)
				}
			}
			_, fs := Read(path, Options{Fonts: library(t), Trust: trust})
			for _, f := range fs.Sorted() {
				if f.Code == c.code {
					return true, f.Pos.Line
				}
			}
			return false, 0
		}
		if found, _ := find(); found {
			t.Errorf("%s: %s with the default", l.Name, c.code)
		}
		if found, line := find(l.Name + "=" + c.low); !found || line == 0 && c.code != "unreadable" {
			t.Errorf("%s=%s: %s found: %v, in line %d", l.Name, c.low, c.code, found, line)
		}
		if found, _ := find(l.Name+"="+c.low, fmt.Sprint(l.Name, "=", l.Default)); found {
			t.Errorf("%s: raised in vain", l.Name)
		}
		for _, bad := range []string{"=0", "=-1", "=", "", "=x", "=1XB", "=99999999999999999999", "=9999999999GB"} {
			if (&Trust{}).SetLimit(l.Name+bad) == nil {
				t.Errorf("%s%s is taken", l.Name, bad)
			}
		}
	}
	if (&Trust{}).SetLimit("nosuch=1") == nil {
		t.Error("a limit that there is not")
	}
	var trust Trust
	if err := trust.SetLimit("copy-file=3MB"); err != nil || trust.max(limitCopy) != 3<<20 {
		t.Errorf("3MB: %d, %v", trust.max(limitCopy), err)
	}
}
