package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProofFiles(t *testing.T) {
	dir := folder(t, little("一句话。"))
	out := filepath.Join(dir, "out")
	paiban(t, dir, "proof", "--dpi", "20").want(t, exitClean)
	plain := wantFiles(t, out, "01.png")["01.png"]
	paiban(t, dir, "proof", "--dpi", "20", "--overlay", "grid,frames").want(t, exitClean)
	if wantFiles(t, out, "01.png")["01.png"] == plain {
		t.Error("overlays change nothing")
	}
	paiban(t, dir, "proof", "--overlay", "all", "--format", "svg", "--contact").want(t, exitClean)
	svg := wantFiles(t, out, "01.png", "01.svg", "contact.png")["01.svg"]
	if !strings.Contains(svg, "一句话。</text>") || !strings.Contains(svg, `id="overlay-misfit"`) {
		t.Errorf("the SVG lacks its text or overlays: %.300s", svg)
	}
	paiban(t, dir, "proof", "--format", "svg-outlines").want(t, exitClean)
	if svg := contents(t, out)["01.svg"]; strings.Contains(svg, "<text") || !strings.Contains(svg, "<path") {
		t.Errorf("the outlined SVG has text: %.300s", svg)
	}
	files := little("一句话。")
	files["pages.toml"] = strings.Replace(files["pages.toml"], `name = "01"`, `name = "contact"`, 1)
	other := folder(t, files)
	paiban(t, other, "proof", "--dpi", "20", "--contact").want(t, exitClean)
	wantFiles(t, filepath.Join(other, "out"), "contact-sheet.png", "contact.png")
	for _, args := range [][]string{{"--overlay", "nosuch"}, {"--format", "gif"}} {
		paiban(t, dir, append([]string{"proof"}, args...)...).want(t, exitUsage)
	}
}

// A picture that cannot be unpacked keeps its page from being proofed: the file is named,
// and the pages before it are there.
func TestProofOfBrokenPicture(t *testing.T) {
	good, err := os.ReadFile(filepath.Join(repo(t), "assets", "sample", "pictures", "allium-oreophilum.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	page := "[[page]]\nname = \"%[1]s\"\n[[story]]\nid = \"s%[1]s\"\npage = \"%[1]s\"\nfit = \"off\"\ntext = \"春天。\"\n"
	dir := folder(t, map[string]string{
		"pages.toml": fmt.Sprintf(page, "01") + fmt.Sprintf(page, "02") + "[[story.picture]]\nfile = \"bad.jpg\"\nlines = [20, 40]\n" + fmt.Sprintf(page, "03"),
		"bad.jpg":    string(good[:len(good)/2]) + "\xFF\xD9",
	})
	for _, args := range [][]string{{"proof", "--dpi", "30"}, {"export", "--to", "site", "--dpi", "30"}, {"export", "--to", "iiif", "--base", "https://example.org/", "--dpi", "30"}} {
		r := paiban(t, dir, args...)
		if r.code != exitUnwritable || !strings.Contains(r.err, "02.png") || !strings.Contains(r.err, "bad.jpg") {
			t.Errorf("%v: code %d: %s", args, r.code, r.err)
		}
	}
	got := contents(t, filepath.Join(dir, "out"))
	if got["01.png"] == "" || got["02.png"] != "" || got["03.png"] != "" {
		t.Errorf("%d files", len(got))
	}
}
