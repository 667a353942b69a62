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
		"advert.pdf": advertPDF(t),
		"own.ttf":    string(embedded.Library().Face("kai").Data()),
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

// The READMEs' two pieces of TOML build: a whole page, and a story with its place.
func TestReadmeBuilds(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh.md"} {
		text, err := os.ReadFile(filepath.Join(repo(t), name))
		if err != nil {
			t.Fatal(err)
		}
		blocks := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(text), -1)
		if len(blocks) != 2 {
			t.Fatalf("%s has %d pieces of TOML", name, len(blocks))
		}
		photo, err := os.ReadFile(filepath.Join(repo(t), "assets/sample/pictures/nagasaki-boats.jpg"))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{"spring.jpg": string(photo), "copy/spring.txt": "@ 周芳\n老街的早晨。\n", "copy/dyke.txt": "河堤新绿。\n"}
		head, _, _ := strings.Cut(blocks[0][1], "[[story]]")
		for _, toml := range []string{blocks[0][1], head + blocks[1][1]} {
			files["pages.toml"] = toml
			paiban(t, folder(t, files), "build").want(t, exitClean)
		}
	}
}

// advertPDF gives a small advert.
func advertPDF(t *testing.T) string {
	data, err := os.ReadFile(filepath.Join(repo(t), "layout", "testdata", "faults", "advert.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
