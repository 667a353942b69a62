package main

import (
	"os"
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
	const runs = 11
	var wall, cpu []time.Duration
	var peak []int64 // KiB
	out := t.TempDir()
	for i := range runs + 1 {
		c := command(repo(t), nil, "build", "--out", out)
		start := time.Now()
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue // brings the program into the disk cache
		}
		wall = append(wall, time.Since(start))
		cpu = append(cpu, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		if m := maxRSS(c.ProcessState); m > 0 {
			peak = append(peak, m)
		}
	}
	t.Logf("paiban build, sample page, median of %d runs:", runs)
	t.Logf("  wall    %6.1f ms (%.1f–%.1f)", ms(median(wall)), ms(slices.Min(wall)), ms(slices.Max(wall)))
	t.Logf("  cpu     %6.1f ms", ms(median(cpu)))
	if len(peak) > 0 {
		t.Logf("  memory  %6.1f MiB at most", float64(median(peak))/(1<<20))
	}
}

func median[T int64 | time.Duration](v []T) T {
	slices.Sort(v)
	return v[len(v)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
