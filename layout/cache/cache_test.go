package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func key(s string) Key { return sha256.Sum256([]byte(s)) }

// entries lists the files of a store's folder.
func entries(t *testing.T, s *Store) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(s.dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	s := Open(dir, Size)
	if _, ok := s.Get(key("a")); ok {
		t.Error("an empty store gives something")
	}
	for _, data := range [][]byte{nil, []byte("one"), bytes.Repeat([]byte("x"), 1<<20)} {
		s.Put(key("a"), data)
		for _, s := range []*Store{s, Open(dir, Size)} {
			if got, ok := s.Get(key("a")); !ok || !bytes.Equal(got, data) {
				t.Errorf("put %d bytes, got %d, %v", len(data), len(got), ok)
			}
		}
	}
	if _, ok := s.Get(key("b")); ok {
		t.Error("another key gives something")
	}
	other := Open(dir, Size)
	other.by[0]++
	if _, ok := other.Get(key("a")); ok {
		t.Error("what another program made is taken")
	}
	if n := len(entries(t, s)); n != 1 {
		t.Errorf("%d files for one entry", n)
	}
}

// No store, and one that cannot be: they keep nothing, and that is all.
func TestNoStore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "below"), "\x00"} {
		s := Open(dir, Size)
		for range 2 {
			s.Put(key("a"), []byte("one"))
			if _, ok := s.Get(key("a")); ok {
				t.Errorf("%q gives something", dir)
			}
		}
	}
}

// Whatever is done to an entry, it is as put in or not there; and it is mended by
// the next Put.
func TestDamage(t *testing.T) {
	s := Open(t.TempDir(), Size)
	data := []byte("what was put in")
	s.Put(key("b"), []byte("another's"))
	other, err := os.ReadFile(s.path(s.name(key("b"))))
	if err != nil {
		t.Fatal(err)
	}
	path := s.path(s.name(key("a")))
	spoil := func(what string, b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(key("a")); ok {
			t.Errorf("%s: got %q", what, got)
		}
		s.Put(key("a"), data)
		if got, ok := s.Get(key("a")); !ok || !bytes.Equal(got, data) {
			t.Errorf("%s: not mended: %q, %v", what, got, ok)
		}
	}
	s.Put(key("a"), data)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoil("another's entry", other)
	spoil("more at the end", append(bytes.Clone(good), 0))
	for n := range good {
		spoil(fmt.Sprint("cut to ", n), good[:n])
		bad := bytes.Clone(good)
		bad[n] ^= 1
		spoil(fmt.Sprint("byte ", n), bad)
	}
}

// A store stays within its bound, drops what was used least, and what others left
// half written; files that are not its own stay.
func TestBound(t *testing.T) {
	s := Open(t.TempDir(), 100_000)
	for _, name := range []string{"new-1", "new-2", "README"} {
		if err := os.WriteFile(filepath.Join(s.dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * stale)
	if err := os.Chtimes(filepath.Join(s.dir, "new-1"), old, old); err != nil {
		t.Fatal(err)
	}
	data := make([]byte, 5000)
	for i := range 100 {
		k := key(fmt.Sprint(i))
		s.Put(k, data)
		at := old.Add(time.Duration(i) * time.Second)
		if err := os.Chtimes(s.path(s.name(k)), at, at); err != nil {
			t.Fatal(err)
		}
		if _, ok := s.Get(key("0")); !ok {
			t.Fatalf("after %d: what is used all the time was dropped", i)
		}
		var sum int64
		for _, f := range entries(t, s) {
			if st, err := os.Stat(f); err == nil {
				sum += st.Size()
			}
		}
		if sum > s.most+s.most/8+int64(head+len(data)) {
			t.Fatalf("after %d: %d bytes in a store of %d", i, sum, s.most)
		}
	}
	if _, ok := s.Get(key("99")); !ok {
		t.Error("the last one is not there")
	}
	if _, ok := s.Get(key("1")); ok {
		t.Error("the oldest is still there")
	}
	s.Put(key("huge"), make([]byte, 50_000))
	if _, ok := s.Get(key("huge")); ok {
		t.Error("half the store is given to one entry")
	}
	for name, want := range map[string]bool{"new-1": false, "new-2": true, "README": true} {
		if _, err := os.Stat(filepath.Join(s.dir, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Many stores on one folder, as of many processes, all small.
func TestShared(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	for w := range 8 {
		wait.Go(func() {
			s := Open(dir, 50_000)
			for i := range 200 {
				k := (i*7 + w) % 40
				want := bytes.Repeat([]byte{byte(k)}, 1000+k)
				if got, ok := s.Get(key(fmt.Sprint(k))); ok && !bytes.Equal(got, want) {
					t.Errorf("entry %d is %d bytes of %d", k, len(got), got[0])
				}
				s.Put(key(fmt.Sprint(k)), want)
			}
		})
	}
	wait.Wait()
}
