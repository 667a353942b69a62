package main

import (
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// TestProofShowsThePDF compares proofs with the PDFs of the same pages, for screens
// (the press's has its pictures in inks), as poppler renders them at 150 dpi. Poppler
// puts glyphs on quarters of a pixel and rounds edges where a PDF's two decimals of
// a point fall, so nothing may stand more than a pixel away, and no box of the page
// may be lighter, darker or of another colour when it is looked for that near.
func TestProofShowsThePDF(t *testing.T) {
	pdftoppm := tool(t, "pdftoppm")
	pages, err := filepath.Glob(filepath.Join(repo(t), "examples", "*", "pages.toml"))
	if err != nil || len(pages) < 6 {
		t.Fatalf("%d examples: %v", len(pages), err)
	}
	if os.Getenv("PAIBAN_LONG") == "" { // two of them, of colour and of English
		pages = slices.DeleteFunc(pages, func(p string) bool {
			return !slices.Contains([]string{"notices", "bilingual"}, filepath.Base(filepath.Dir(p)))
		})
	}
	for _, edition := range append(pages, filepath.Join(repo(t), "pages.toml")) {
		t.Run(filepath.Base(filepath.Dir(edition)), func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			paiban(t, repo(t), "build", edition, "--press", "screen", "--out", out).want(t, exitClean)
			files, _ := filepath.Glob(filepath.Join(out, "*.pdf"))
			if len(files) != 1 {
				t.Fatalf("PDF files: %q", files)
			}
			show := func(dpi string, crop ...string) (proof, pdf [3]*image.Gray) {
				paiban(t, repo(t), "proof", edition, "--out", out, "--dpi", dpi).want(t, exitClean)
				ref := filepath.Join(out, "ref")
				args := append([]string{"-r", dpi, "-png", "-singlefile"}, append(crop, files[0], ref)...)
				if msg, err := exec.Command(pdftoppm, args...).CombinedOutput(); err != nil {
					t.Fatalf("pdftoppm: %v\n%s", err, msg)
				}
				pngs, _ := filepath.Glob(filepath.Join(out, "[0-9]*.png"))
				return readColours(t, pngs[0]), readColours(t, ref+".png")
			}
			proof, pdf := show("150")
			if proof[0].Rect != pdf[0].Rect { // a proof ends at the trim, a PDF at the bleed, 3 mm further
				proof, pdf = show("127") // 0.2 mm a pixel
				size := proof[0].Rect.Size()
				proof, pdf = show("127", "-x", "15", "-y", "15", "-W", strconv.Itoa(size.X), "-H", strconv.Itoa(size.Y))
			}
			compareColours(t, proof, pdf, most)
		})
	}
}

// boxSide is the side of the boxes compared, in pixels: 11 mm.
const boxSide = 64

// most is the largest difference of a box's mean colour, of 255.
const most = 2.0

func compareColours(t *testing.T, got, want [3]*image.Gray, most float64) {
	if got[0].Rect != want[0].Rect {
		t.Fatalf("proof is %v, PDF %v", got[0].Rect, want[0].Rect)
	}
	for c, name := range []string{"red", "green", "blue"} {
		mean, worst, at := compareBoxes(got[c], want[c], boxSide)
		far, off := displaced(got[c], want[c], boxSide)
		t.Logf("%s: boxes differ by %.2f of 255 in the mean, by %.2f at most, at %v; moved by %d at most", name, mean, worst, at, far)
		if mean > most || worst > most {
			t.Errorf("%s: boxes differ by %.2f of 255 in the mean, by %.2f at %v", name, mean, worst, at)
		}
		if far > 1 {
			t.Errorf("%s: what stands at %v is %d pixels off", name, off, far)
		}
	}
}

// readColours reads a picture as its red, green and blue.
func readColours(t *testing.T, path string) (out [3]*image.Gray) {
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
	b := img.Bounds()
	for c := range out {
		out[c] = image.NewGray(b)
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			i := out[0].PixOffset(x, y)
			out[0].Pix[i], out[1].Pix[i], out[2].Pix[i] = uint8(r>>8), uint8(g>>8), uint8(bl>>8)
		}
	}
	return out
}

// compareBoxes gives the mean and the largest difference of the means of boxes of
// size × size pixels: of each to that of the nearest that lies within a pixel.
func compareBoxes(a, b *image.Gray, size int) (mean, worst float64, at image.Point) {
	n := 0
	eachBox(a, size, func(r image.Rectangle) {
		here := sum(a, r)
		least, low, high := 1e9, 1e9, -1e9
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if near := r.Add(image.Pt(dx, dy)); near.In(b.Rect) {
					d := (here - sum(b, near)) / float64(size*size)
					least, low, high = min(least, max(d, -d)), min(low, d), max(high, d)
				}
			}
		}
		if low <= 0 && high >= 0 {
			least = 0 // between two whole pixels
		}
		mean += least
		n++
		if least > worst {
			worst, at = least, r.Min
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
		for _, v := range a.Pix[a.PixOffset(r.Min.X, y):][:r.Dx()] {
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
		for off, d := range best[1:] {
			near := slices.Min(best[:off+1])
			if off++; off > far && d < near*9/10 && near-d > size*size {
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
		for _, v := range b.Pix[b.PixOffset(r.Min.X, y):][:r.Dx()] {
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
