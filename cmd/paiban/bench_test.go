package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
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
	timed(t, 11, "gopdf alone, its text and pictures without any rule (.ci/naive.go)", func() *exec.Cmd {
		return naive(t, "1", out)
	})
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
