package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestExamples builds every page of examples/: each must be one that could be
// printed, every story ending on the foot of its frame.
func TestExamples(t *testing.T) {
	top := filepath.Join(repo(t), "examples")
	list, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range list {
		if !e.IsDir() {
			continue
		}
		n++
		t.Run(e.Name(), func(t *testing.T) {
			out := t.TempDir()
			paiban(t, t.TempDir(), "build", filepath.Join(top, e.Name()), "--out", out).want(t, exitClean)
			rep := readReport(t, out)
			for _, f := range rep.Findings {
				if slices.Contains([]string{"underset", "misfit", "split-page", "text-jumps-picture", "unpaired-quote", "low-resolution"}, f.Code) {
					t.Errorf("%s: %s", f.Code, f.Message)
				}
			}
			for _, p := range rep.Pages {
				for _, s := range p.Stories {
					if s.OverLines > 0 || s.RoomLines > 0 {
						t.Errorf("%s is %d lines over, %d short", s.ID, s.OverLines, s.RoomLines)
					}
				}
			}
			galleryPicture(t, filepath.Join(top, e.Name()), filepath.Join(repo(t), "docs", "examples", e.Name()+".png"))
		})
	}
	if n < 7 {
		t.Errorf("%d examples, want at least 7", n)
	}
}

// galleryPicture holds the picture that the gallery shows of an example to what its
// proof is now; -update writes it anew.
func galleryPicture(t *testing.T, example, shown string) {
	t.Helper()
	out := t.TempDir()
	paiban(t, t.TempDir(), "proof", example, "--dpi", "48", "--out", out).want(t, exitClean)
	list, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil || len(list) != 1 {
		t.Fatalf("proofs %q: %v", list, err)
	}
	want, err := os.ReadFile(list[0])
	if err == nil && *update {
		err = os.WriteFile(shown, want, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	if d := farthest(t, got, want); d > 4<<8 { // pictures are scaled in floating point
		t.Errorf("%s is not what the page looks like now: run go test ./cmd/paiban -run Examples -update", shown)
	}
}

// farthest gives the largest difference of a channel of two PNGs, of 65,535; that if they
// are of different sizes.
func farthest(t *testing.T, a, b []byte) (most int) {
	t.Helper()
	one, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	two, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if one.Bounds() != two.Bounds() {
		return 0xFFFF
	}
	for y := range one.Bounds().Dy() {
		for x := range one.Bounds().Dx() {
			r1, g1, b1, _ := one.At(x, y).RGBA()
			r2, g2, b2, _ := two.At(x, y).RGBA()
			for _, d := range [3]int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				most = max(most, d, -d)
			}
		}
	}
	return most
}
