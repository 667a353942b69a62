package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/image/draw"
)

// TestWholeProcess prints what building the sample costs: the whole process,
// from start to exit, as an editor feels it. `make bench` runs it.
func TestWholeProcess(t *testing.T) {
	if os.Getenv("PAIBAN_BENCH") == "" {
		t.Skip("run by make bench")
	}
	out, cache := t.TempDir(), t.TempDir()
	timed(t, 21, "paiban build, sample page, pictures converted before", func() *exec.Cmd {
		return command(repo(t), nil, "build", "--out", out, "--cache", cache)
	})
	timed(t, 11, "paiban build, sample page, no picture converted before", func() *exec.Cmd {
		return command(repo(t), nil, "build", "--out", out, "--no-cache")
	})
	photos := largePhotographs(t)
	timed(t, 5, "paiban build, the same with six photographs of 24 megapixels, none converted before", func() *exec.Cmd {
		return command(photos, nil, "build", "--out", out, "--no-cache")
	})
	timed(t, 5, "paiban build, the same, converted before", func() *exec.Cmd {
		return command(photos, nil, "build", "--out", out, "--cache", cache)
	})
	timed(t, 5, "paiban proof of the same", func() *exec.Cmd {
		return command(photos, nil, "proof", "--out", out)
	})
	timed(t, 11, "gopdf alone, its text and pictures without any rule (.ci/naive.go)", func() *exec.Cmd {
		return naive(t, "1", out)
	})
}

// largePhotographs gives a folder with the sample, its pictures as large as cameras make
// them.
func largePhotographs(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	sample := filepath.Join(repo(t), "assets", "sample")
	if err := os.CopyFS(filepath.Join(dir, "assets", "sample"), os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	toml, err := os.ReadFile(filepath.Join(repo(t), "pages.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "pages.toml", string(toml))
	// In a process of its own: what this one has used counts as its children's memory.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "-test.run", "^TestEnlarge$")
	c.Env = append(os.Environ(), "PAIBAN_ENLARGE="+filepath.Join(dir, "assets", "sample", "pictures"))
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return dir
}

// TestEnlarge makes the pictures of a folder 24 megapixels large, with the grain of a
// sensor; for largePhotographs.
func TestEnlarge(t *testing.T) {
	dir := os.Getenv("PAIBAN_ENLARGE")
	if dir == "" {
		t.Skip("run by TestWholeProcess")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jpg"))
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for n, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		small, err := jpeg.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		large := image.NewRGBA(image.Rect(0, 0, 6000, 4000))
		draw.BiLinear.Scale(large, large.Rect, small, small.Bounds(), draw.Src, nil)
		grain := rand.New(rand.NewPCG(1, uint64(n)))
		for i, v := range large.Pix {
			large.Pix[i] = uint8(max(0, min(255, int(v)+grain.IntN(17)-8)))
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, large, &jpeg.Options{Quality: 92}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// naive is a run of the program that sets the sample by gopdf alone, the measure of a
// machine.
func naive(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program := filepath.Join(os.TempDir(), fmt.Sprintf("paiban-naive-%d", os.Getpid()))
	if _, err := os.Stat(program); err != nil {
		c := exec.Command("go", "build", "-o", program, ".ci/naive.go")
		c.Dir = repo(t)
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	t.Cleanup(func() { os.Remove(program) })
	c := exec.Command(program, args...)
	c.Dir = repo(t)
	return c
}

// timed prints the medians of so many runs of a command, after one that brings the
// program and what it keeps to the disk.
func timed(t *testing.T, runs int, what string, command func() *exec.Cmd) {
	t.Helper()
	var wall, cpu []time.Duration
	var peak []int64 // KiB
	for i := range runs + 1 {
		c := command()
		start := time.Now()
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		wall = append(wall, time.Since(start))
		cpu = append(cpu, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		peak = append(peak, maxRSS(c.ProcessState))
	}
	t.Logf("%s, median of %d runs:", what, runs)
	t.Logf("  wall    %6.1f ms (%.1f–%.1f)", ms(median(wall)), ms(slices.Min(wall)), ms(slices.Max(wall)))
	t.Logf("  cpu     %6.1f ms", ms(median(cpu)))
	if m := median(peak); m > 0 {
		t.Logf("  memory  %6.1f MiB at most", float64(m)/(1<<20))
	}
}

func median[T int64 | time.Duration](v []T) T {
	slices.Sort(v)
	return v[len(v)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
