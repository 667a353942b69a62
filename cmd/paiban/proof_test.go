package main

import (
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestProofShowsThePDF compares the proof of the sample with the PDF as poppler
// renders it, in grey (poppler's RGB of K 100 is a dark grey, its grey is plain).
// Poppler sets glyphs on whole pixels of height and smooths otherwise, so the
// bound is on levels averaged over blocks: a glyph, rule or picture out of place
// would show in its block.
func TestProofShowsThePDF(t *testing.T) {
	pdftoppm := tool(t, "pdftoppm")
	out := t.TempDir()
	paiban(t, repo(t), "build", "--out", out).want(t, exitClean)
	paiban(t, repo(t), "proof", "--out", out, "--dpi", "100").want(t, exitClean)
	ref := filepath.Join(out, "ref")
	if msg, err := exec.Command(pdftoppm, "-r", "100", "-gray", "-png", "-singlefile", filepath.Join(out, "06.pdf"), ref).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, msg)
	}
	got, want := readImage(t, filepath.Join(out, "06.png")), readImage(t, ref+".png")
	gb, wb := got.Bounds(), want.Bounds()
	if gb != wb {
		t.Errorf("proof is %v, PDF %v", gb, wb)
	}
	mean, worst, at := compareBlocks(got, want, 16)
	t.Logf("mean difference %.2f of 255, worst block %.1f at %v", mean, worst, at)
	if mean > 2 {
		t.Errorf("mean difference of blocks %.2f of 255", mean)
	}
	if worst > 25 {
		t.Errorf("block at %v differs by %.1f of 255", at, worst)
	}
}

func readImage(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// compareBlocks gives the mean and the largest difference of the mean grey of
// size × size blocks.
func compareBlocks(a, b image.Image, size int) (mean, worst float64, at image.Point) {
	r := a.Bounds().Intersect(b.Bounds())
	n := 0
	for y := r.Min.Y; y+size <= r.Max.Y; y += size {
		for x := r.Min.X; x+size <= r.Max.X; x += size {
			d := grey(a, x, y, size) - grey(b, x, y, size)
			if d < 0 {
				d = -d
			}
			mean += d
			n++
			if d > worst {
				worst, at = d, image.Pt(x, y)
			}
		}
	}
	return mean / float64(n), worst, at
}

func grey(img image.Image, x0, y0, size int) float64 {
	sum := 0.0
	for y := y0; y < y0+size; y++ {
		for x := x0; x < x0+size; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			sum += (0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)) / 257
		}
	}
	return sum / float64(size*size)
}
