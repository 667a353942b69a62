package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Before there is copy: the story's file is still to be written.
func TestCapacityCommand(t *testing.T) {
	dir := t.TempDir()
	toml := "[[page]]\npreset = \"sikai\"\n[[story]]\nid = \"a\"\nhead = \"题\"\nfile = \"later.txt\"\n" +
		"[[story.frame]]\ncolumns = [1, 2]\nlines = [1, 20]\n[[story.frame]]\ncolumns = [3, 6]\nlines = [1, 20]\nlegs = 3\n"
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(toml), 0o666); err != nil {
		t.Fatal(err)
	}
	paiban(t, dir, "build").want(t, exitInvalid)
	r := paiban(t, dir, "capacity").want(t, exitClean)
	for _, want := range []string{"a/1", "a/2", "in all"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%s", want, r.out)
		}
	}
	r = paiban(t, dir, "capacity", ".", "--json").want(t, exitClean)
	var got struct {
		Schema  int
		Stories []struct {
			ID     string
			Lines  int
			Em     float64
			Frames []struct {
				Frame, Page string
				Legs, Lines int
				Em          float64
			}
		}
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != 1 || len(got.Stories) != 1 || len(got.Stories[0].Frames) != 2 {
		t.Fatalf("%s", r.out)
	}
	// 4 base columns of 11字 and 3 gaps are 47字: 3 legs of 15, over 20 lines.
	s := got.Stories[0]
	if f := s.Frames[1]; f.Frame != "a/2" || f.Page != "01" || f.Legs != 3 || f.Lines != 60 || f.Em != 900 {
		t.Errorf("%+v", f)
	}
	if f := s.Frames[0]; f.Lines >= 40 || f.Em != float64(11*f.Lines) || s.Lines != f.Lines+60 || s.Em != f.Em+900 {
		t.Errorf("%+v", s)
	}
	paiban(t, dir, "capacity", "nowhere.toml").want(t, exitInvalid)
	paiban(t, dir, "capacity", "a", "b").want(t, exitUsage)
}
