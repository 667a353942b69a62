package edition

import (
	"os"
	"path/filepath"
	"testing"

	"paiban/fonts"
)

// TestFontPick: the keys of a font choose the member of a collection and the weight
// of a variable font.
func TestFontPick(t *testing.T) {
	for keys, want := range map[string]string{
		"file = 'pair.ttc'\nindex = 1":                  "TestSans-Black",
		"file = 'pair.ttc'\nmember = 'TestSans-Medium'": "TestSans-Medium",
		"file = 'vary.ttf'\nweight = 700":               "TestVary-700",
		"file = 'vary.ttf'\ninstance = 'Black'":         "TestVary-Black",
		"file = 'cubic.otf'":                            "TestCubic-Regular",
	} {
		dir, lib := t.TempDir(), &fonts.Library{}
		if err := os.CopyFS(dir, os.DirFS("../../fonts/testdata")); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "pages.toml")
		src := "[[font]]\nname = 'x'\n" + keys + "\n[[page]]\n[[story]]\ntext = 'A'\n"
		if err := os.WriteFile(path, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		_, fs := Read(path, Options{Fonts: lib})
		f := lib.Face("x")
		if f == nil || f.PostScriptName() != want {
			t.Errorf("%s: %v, not %s; %v", keys, f, want, fs.Sorted())
		}
	}
}
