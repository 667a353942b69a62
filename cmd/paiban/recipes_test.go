package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"paiban/fonts/embedded"
)

// TestRecipes builds every recipe of the manual behind the beginning that it gives:
// none has an error, and each part of it is on a page.
func TestRecipes(t *testing.T) {
	var first []string
	for _, name := range []string{"recipes.zh.md", "recipes.md"} {
		text, err := os.ReadFile(filepath.Join(repo(t), "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		var blocks []string
		for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
			blocks = append(blocks, m[1])
		}
		if len(blocks) < 10 {
			t.Fatalf("%s has %d blocks", name, len(blocks))
		}
		if first != nil {
			if strings.Join(first, "\x00") != strings.Join(blocks, "\x00") {
				t.Errorf("%s shows other recipes than the Chinese one", name)
			}
			continue
		}
		first = blocks
	}
	picture := func(name string) string {
		data, err := os.ReadFile(filepath.Join(repo(t), "assets", "sample", "pictures", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	// A recipe is built with copy that fills about half of a page.
	files := map[string]string{
		"short.txt": strings.Repeat("傍晚六点，老渡口最后一班船离岸，船上九个人。\n", 6), "long.txt": "@ 本报记者　林晓\n" + strings.Repeat("三条老街总长两千一百米，沿街有住户四百六十户、商铺二百八十间，半数以上建于上世纪。\n", 26),
		"a.jpg": picture("nagasaki-boats.jpg"), "b.jpg": picture("acanthus-mollis.jpg"),
		"own.ttf": string(embedded.Library().Face("kai").Data()),
	}
	for _, block := range first[1:] {
		files["pages.toml"] = first[0] + "\n" + block
		dir := folder(t, files)
		r := paiban(t, dir, "build", "--lang", "en")
		r.want(t, exitClean)
		if t.Failed() {
			t.Fatalf("%s\n%s", block, r.err)
		}
		if n := strings.Count(block, "[[story]]"); len(readReport(t, filepath.Join(dir, "out")).Pages) == 0 || n == 0 {
			t.Errorf("nothing was set of\n%s", block)
		}
	}
}
