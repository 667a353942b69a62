package main

import (
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
