package main

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// made builds the sample with args and env and gives its files, and what was said.
func made(t *testing.T, env []string, args ...string) (map[string]string, string) {
	t.Helper()
	out := t.TempDir()
	r := runCommand(t, command(repo(t), env, append([]string{"build", "--out", out}, args...)...)).want(t, exitClean)
	return contents(t, out), r.err
}

func sameFiles(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d files, not %d", what, len(got), len(want))
	}
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s: %s differs", what, name)
		}
	}
}

// The cache of pictures never changes what is written: not when it is new, full,
// damaged, shared, or cannot be there.
func TestCache(t *testing.T) {
	want, wantSaid := made(t, nil, "--no-cache")
	dir := filepath.Join(t.TempDir(), "cache")
	cached := func(what string) {
		t.Helper()
		got, said := made(t, []string{cacheVar + "=" + dir})
		if said != wantSaid {
			t.Errorf("%s: it says\n%s", what, said)
		}
		sameFiles(t, what, got, want)
	}
	cached("new")
	entries, err := filepath.Glob(filepath.Join(dir, "*.entry"))
	if err != nil || len(entries) != 7 {
		t.Fatalf("%d entries for six pictures and the way of their colours, %v", len(entries), err)
	}
	cached("full")
	first, err := os.ReadFile(entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		data, err := os.ReadFile(e)
		if err != nil {
			t.Fatal(err)
		}
		switch i {
		case 0:
			data[len(data)/2] ^= 0x40
		case 1:
			data = data[:len(data)-1]
		case 2:
			data = nil
		case 3:
			data = first // an entry in the place of another
		case 4:
			data[20] ^= 1
		}
		if err := os.WriteFile(e, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cached("damaged")
	if b, err := os.ReadFile(entries[0]); err != nil || string(b) != string(first) {
		t.Errorf("a damaged entry was not mended: %v", err)
	}
	dir = filepath.Join(entries[0], "below a file")
	cached("impossible")

	dir = filepath.Join(t.TempDir(), "shared")
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() { cached("shared") })
	}
	wait.Wait()
}

// --cache goes before the environment, --no-cache before both; without either the
// system's folder for caches is taken.
func TestCacheFolder(t *testing.T) {
	top := t.TempDir()
	for _, c := range []struct {
		env, args []string
		want      string // folder under top that has entries after it
	}{
		{[]string{cacheVar + "=" + filepath.Join(top, "a")}, nil, "a"},
		{[]string{cacheVar + "=off", "HOME=" + top}, []string{"--cache", filepath.Join(top, "b")}, "b"},
		{[]string{cacheVar + "=" + filepath.Join(top, "c")}, []string{"--no-cache"}, ""},
		{[]string{cacheVar + "=off", "XDG_CACHE_HOME=" + top, "HOME=" + top}, nil, ""},
		{nil, nil, ""},
	} {
		made(t, c.env, c.args...)
		found, err := filepath.Glob(filepath.Join(top, "*", "*.entry"))
		if err != nil {
			t.Fatal(err)
		}
		dir := ""
		if len(found) > 0 {
			dir = filepath.Base(filepath.Dir(found[0]))
		}
		if dir != c.want {
			t.Errorf("%v %v: entries in %q, want %q", c.env, c.args, dir, c.want)
		}
		if err := os.RemoveAll(filepath.Join(top, dir)); err != nil {
			t.Fatal(err)
		}
	}
}
