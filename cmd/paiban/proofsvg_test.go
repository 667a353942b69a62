package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"paiban/layout/browsertest"
)

// TestSVGShowsThePDF compares the SVGs, of text and of outlines, as Chromium shows
// them, with the PDF as poppler renders it, at the 96 dpi of CSS. The machine's fonts
// do not matter: the files bring their own. Rasterizers differ more in so few pixels.
func TestSVGShowsThePDF(t *testing.T) {
	if os.Getenv("PAIBAN_LONG") == "" {
		t.Skip("run by make test-long")
	}
	pdftoppm := tool(t, "pdftoppm")
	for _, edition := range []string{".", "examples/bilingual"} {
		edition = filepath.Join(repo(t), edition, "pages.toml")
		out := t.TempDir()
		paiban(t, repo(t), "build", edition, "--press", "screen", "--out", out).want(t, exitClean)
		files, _ := filepath.Glob(filepath.Join(out, "*.pdf"))
		ref := filepath.Join(out, "ref")
		if msg, err := exec.Command(pdftoppm, "-r", "96", "-png", "-singlefile", files[0], ref).CombinedOutput(); err != nil {
			t.Fatalf("pdftoppm: %v\n%s", err, msg)
		}
		want := readColours(t, ref+".png")
		for _, format := range []string{"svg", "svg-outlines"} {
			paiban(t, repo(t), "proof", edition, "--out", out, "--format", format).want(t, exitClean)
			svgs, _ := filepath.Glob(filepath.Join(out, "*.svg"))
			b := browsertest.Open(t)
			b.Resize(want[0].Rect.Dx(), want[0].Rect.Dy())
			b.Open("file://" + svgs[0])
			b.Until("the fonts", `document.fonts.status === "loaded" && document.readyState === "complete"`)
			shot := filepath.Join(out, format+".png")
			b.Shot(shot)
			compareColours(t, readColours(t, shot), want, 2*most)
			if os.Getenv("PAIBAN_SHOTS") != "" {
				b.Shot(filepath.Join(os.Getenv("PAIBAN_SHOTS"), format+".png"))
			}
		}
	}
}
