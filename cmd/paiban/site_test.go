package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/browsertest"
)

// siteOf exports an example's site and gives its folder.
func siteOf(t *testing.T, input string, args ...string) string {
	t.Helper()
	out := t.TempDir()
	r := paiban(t, repo(t), append([]string{"export", input, "--to", "site", "--out", out, "--dpi", "50"}, args...)...)
	if r.code > exitFindings {
		t.Fatalf("code %d: %s", r.code, r.err)
	}
	return filepath.Join(out, "site")
}

// The site of the sample is the same each time, and every file that it refers to is
// there.
func TestExportSite(t *testing.T) {
	dir := siteOf(t, "pages.toml")
	files := contents(t, dir)
	for name, text := range contents(t, siteOf(t, "pages.toml")) {
		if files[name] != text {
			t.Errorf("%s is another the second time", name)
		}
	}
	for name, text := range files {
		if filepath.Ext(name) != ".html" {
			continue
		}
		for _, at := range []string{` src="`, ` href="`} {
			for _, part := range strings.Split(text, at)[1:] {
				to, _, _ := strings.Cut(part, `"`)
				u, err := url.Parse(to)
				if err != nil || u.Scheme != "" && u.Scheme != "data" || u.Host != "" {
					t.Errorf("%s refers to %s", name, to)
				} else if u.Path != "" && files[filepath.Join(filepath.Dir(name), filepath.FromSlash(u.Path))] == "" {
					t.Errorf("%s refers to %s, which is not there", name, to)
				}
			}
		}
	}
	if en := contents(t, siteOf(t, "pages.toml", "--lang", "en")); !strings.Contains(en["index.html"], "Page 06") || !strings.Contains(files["index.html"], "第06版") {
		t.Error("the site does not speak the language asked for")
	}
}

// Stories whose IDs are no names of files, or differ in capitals alone, have files of
// their own.
func TestExportStoryNames(t *testing.T) {
	files := little("一句话。")
	for i, id := range []string{"a:b", "A", "CON", "s1", "长篇"} {
		files["pages.toml"] += fmt.Sprintf("\n[[story]]\nid = %q\npage = \"01\"\ncolumns = [1, 1]\nlines = [%d, %d]\ntext = \"一句。\"\n", id, 30+5*i, 33+5*i)
	}
	dir := folder(t, files)
	r := paiban(t, dir, "export", "--to", "text")
	if r.code == exitInvalid {
		t.Fatal(r.err)
	}
	seen := map[string]bool{}
	for _, n := range names(contents(t, filepath.Join(dir, "out", "stories"))) {
		if seen[strings.ToLower(n)] || strings.Contains(n, ":") || strings.EqualFold(n, "con.txt") {
			t.Errorf("a file is called %s", n)
		}
		seen[strings.ToLower(n)] = true
	}
	if len(seen) != 6 {
		t.Errorf("%d files: %v", len(seen), seen)
	}
}

// A reader opens the site from its folder, without a server: clicks a story on a page,
// turns stories with the keys, searches.
func TestSiteInBrowser(t *testing.T) {
	if os.Getenv("PAIBAN_LONG") == "" {
		t.Skip("slow: PAIBAN_LONG=1")
	}
	dir := siteOf(t, "pages.toml", "--dpi", "90")
	b := browsertest.Open(t)
	at := "file://" + filepath.ToSlash(dir) + "/"
	shot := func(name string) {
		if to := os.Getenv("PAIBAN_SHOTS"); to != "" {
			b.Shot(filepath.Join(to, name))
		}
	}
	b.Open(at + "index.html")
	b.Until("the page's small picture", `document.querySelector(".thumb img").naturalWidth > 300`)
	shot("site-index.png")
	b.Eval(`document.querySelector(".thumb").click()`)
	b.Until("the page", `location.href.endsWith("pages/06.html") && document.querySelector(".sheet img")?.naturalWidth > 1000`)

	var box struct{ X, Y float64 }
	where := b.Eval(`(() => { const r = document.querySelector("svg a path").getBoundingClientRect(); return {x: r.x + r.width / 2, y: r.y + r.height / 2} })()`)
	if err := json.Unmarshal([]byte(where), &box); err != nil {
		t.Fatal(err)
	}
	b.Click(box.X, box.Y)
	b.Until("the story that was clicked", `location.href.endsWith("stories/boai.html") && document.readyState === "complete"`)
	shot("site-story.png")
	b.Key("ArrowRight")
	b.Until("the next story", `location.href.endsWith("stories/zhulejun.html") && document.readyState === "complete"`)
	b.Until("its picture", `document.querySelector("figure img").naturalWidth > 100`)
	b.Key("ArrowLeft")
	b.Until("the story before", `location.href.endsWith("stories/boai.html") && document.readyState === "complete"`)
	b.Eval(`document.querySelector(".where a").click()`)
	b.Until("its place on the page", `document.querySelector("svg a:target")?.id === "story-s1" && document.readyState === "complete"`)

	b.Key("/")
	b.Until("the search field", `document.activeElement.name === "q"`)
	b.Eval(`document.activeElement.value = "党建　品牌"`)
	b.Eval(`document.querySelector("form").requestSubmit()`)
	b.Until("what was found", `location.href.includes("search.html") && document.readyState === "complete" && document.querySelectorAll("#hits li mark").length > 1`)
	shot("site-search.png")
	if first := b.Eval(`document.querySelector("#hits a").getAttribute("href")`); first != `"stories/huadong.html"` {
		t.Errorf("found first: %s", first)
	}
	for query, n := range map[string]string{"ＢＯＡＩ不存在": "0", "千万工程": "1", "１００": "1", "&lt;script&gt;": "0", "": "0"} {
		b.Open(at + "search.html?q=" + url.QueryEscape(query))
		b.Until("an answer", `document.getElementById("found").textContent !== ""`)
		if got := b.Eval(`document.querySelectorAll("#hits li").length`); got < n || n == "0" && got != n {
			t.Errorf("%q is found %s times", query, got)
		}
	}
	// A narrow screen shows the page whole, without a way to the side.
	b.Resize(360, 740)
	b.Open(at + "pages/06.html")
	if b.Eval(`document.documentElement.scrollWidth <= innerWidth`) != "true" {
		t.Error("the page is wider than a telephone")
	}
	shot("site-phone.png")
}
