package main

import (
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
			if _, err := os.Stat(filepath.Join(repo(t), "docs", "examples", e.Name()+".png")); err != nil {
				t.Errorf("the gallery has no picture of it: %v", err)
			}
		})
	}
	if n < 7 {
		t.Errorf("%d examples, want at least 7", n)
	}
}
