package main

import (
	"bytes"
	"image"
	"image/draw"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestProofShowsThePDF compares the proof of the sample with the PDF for screens
// (colours of the other are for a press) as poppler
// renders it at 150 dpi, in grey (poppler's RGB of K 100 is a dark grey, its grey
// is plain). Poppler puts glyphs on whole pixels of height and smooths otherwise,
// so single pixels differ; but no box of the page may be lighter or darker on
// the whole, and nothing may stand more than a pixel away.
func TestProofShowsThePDF(t *testing.T) {
	pdftoppm := tool(t, "pdftoppm")
	out := t.TempDir()
	paiban(t, repo(t), "build", "--press", "screen", "--out", out).want(t, exitClean)
	paiban(t, repo(t), "proof", "--out", out, "--dpi", "150").want(t, exitClean)
	ref := filepath.Join(out, "ref")
	if msg, err := exec.Command(pdftoppm, "-r", "150", "-gray", "-png", "-singlefile", filepath.Join(out, "06.pdf"), ref).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, msg)
	}
	got, want := readGrey(t, filepath.Join(out, "06.png")), readGrey(t, ref+".png")
	if got.Bounds() != want.Bounds() {
		t.Fatalf("proof is %v, PDF %v", got.Bounds(), want.Bounds())
	}
	mean, worst, at := compareBoxes(got, want, 64)
	t.Logf("boxes differ by %.2f of 255 in the mean, the worst by %.1f at %v", mean, worst, at)
	if mean > 2 {
		t.Errorf("boxes differ by %.2f of 255 in the mean", mean)
	}
	far, at := displaced(got, want, 64)
	t.Logf("largest displacement %d pixels", far)
	if far > 1 {
		t.Errorf("what stands at %v is %d pixels off", at, far)
	}
}

// readGrey reads a picture as 8-bit grey.
func readGrey(t *testing.T, path string) *image.Gray {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(img.Bounds())
	draw.Draw(grey, grey.Bounds(), img, img.Bounds().Min, draw.Src)
	return grey
}

// compareBoxes gives the mean and the largest difference of the mean grey of
// boxes of size × size pixels.
func compareBoxes(a, b *image.Gray, size int) (mean, worst float64, at image.Point) {
	n := 0
	eachBox(a, size, func(r image.Rectangle) {
		d := (sum(a, r) - sum(b, r)) / float64(size*size)
		if d < 0 {
			d = -d
		}
		mean += d
		n++
		if d > worst {
			worst, at = d, r.Min
		}
	})
	return mean / float64(n), worst, at
}

func eachBox(a *image.Gray, size int, visit func(image.Rectangle)) {
	for y := 0; y+size <= a.Rect.Dy(); y += size {
		for x := 0; x+size <= a.Rect.Dx(); x += size {
			visit(image.Rect(x, y, x+size, y+size))
		}
	}
}

func sum(a *image.Gray, r image.Rectangle) float64 {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range a.Pix[a.PixOffset(r.Min.X, y):a.PixOffset(r.Max.X, y)] {
			n += int(v)
		}
	}
	return float64(n)
}

// displaced looks, for every box with detail in it, for the shift that makes a
// most like b, and gives the largest.
func displaced(a, b *image.Gray, size int) (far int, at image.Point) {
	const reach = 3
	eachBox(a, size, func(r image.Rectangle) {
		if !r.Inset(-reach).In(a.Rect) || !detailed(b, r) {
			return
		}
		var best [reach + 1]int // by how far it is shifted
		for i := range best {
			best[i] = 1 << 62
		}
		for dy := -reach; dy <= reach; dy++ {
			for dx := -reach; dx <= reach; dx++ {
				off := max(abs(dx), abs(dy))
				best[off] = min(best[off], difference(a, b, r, dx, dy))
			}
		}
		// A rule alone looks alike all along itself: noise must not count as a shift.
		for off, d := range best {
			if off > far && d < slices.Min(best[:off])*9/10 {
				far, at = off, r.Min
			}
		}
	})
	return far, at
}

// detailed tells boxes that hold ink from paper and even tints.
func detailed(b *image.Gray, r image.Rectangle) bool {
	low, high := uint8(255), uint8(0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range b.Pix[b.PixOffset(r.Min.X, y):b.PixOffset(r.Max.X, y)] {
			low, high = min(low, v), max(high, v)
		}
	}
	return high-low > 128
}

func difference(a, b *image.Gray, r image.Rectangle, dx, dy int) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pa := a.Pix[a.PixOffset(r.Min.X+dx, y+dy):][:r.Dx()]
		pb := b.Pix[b.PixOffset(r.Min.X, y):][:r.Dx()]
		for i, v := range pa {
			n += abs(int(v) - int(pb[i]))
		}
	}
	return n
}

func abs(n int) int { return max(n, -n) }

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
