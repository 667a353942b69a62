package cache

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// What was not used for the longest goes first, and no more is held than the bound.
func TestRecent(t *testing.T) {
	r := NewRecent[string, int](100)
	for i, k := range []string{"a", "b", "c", "d"} {
		r.Put(k, i, 25)
	}
	r.Get("a")
	r.Put("e", 4, 25) // b was not used for the longest
	r.Put("c", 9, 20) // instead of the one before
	r.Put("large", 5, 26)
	want := map[string]int{"a": 0, "c": 9, "d": 3, "e": 4}
	for _, k := range []string{"a", "b", "c", "d", "e", "large"} {
		v, ok := r.Get(k)
		if w, in := want[k]; ok != in || v != w {
			t.Errorf("%s: %d, %v; want %d, %v", k, v, ok, w, in)
		}
	}
	if r.held != 95 || r.order.Len() != 4 || len(r.at) != 4 {
		t.Errorf("%d bytes of %d values are counted", r.held, r.order.Len())
	}
	var none *Recent[string, int]
	none.Put("a", 1, 1)
	if _, ok := none.Get("a"); ok {
		t.Error("nothing keeps something")
	}
}

// A store that also keeps its entries in memory gives the same, and holds what many put
// in at once within its bound.
func TestKeepInMemory(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir, 1<<20).InMemory(1000)
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range 200 {
				k := Key{byte(i % 40), byte(worker % 2)}
				want := fmt.Sprintf("%d %d %0*d", i%40, worker%2, i%40, 0)
				if got, ok := s.Get(k); ok && string(got) != want {
					t.Errorf("%q instead of %q", got, want)
				}
				s.Put(k, []byte(want))
			}
		})
	}
	wait.Wait()
	if s.near.held > 1000 || s.near.held == 0 {
		t.Errorf("%d bytes in memory", s.near.held)
	}
	// What is in memory needs no disk; what is not comes from there.
	if files, err := filepath.Glob(filepath.Join(dir, "*"+suffix)); err != nil || len(files) == 0 {
		t.Fatal("nothing on the disk", err)
	}
	s.Put(Key{1}, []byte("one"))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Get(Key{1}); !ok || string(got) != "one" {
		t.Errorf("%q, %v", got, ok)
	}
	if _, ok := s.Get(Key{99}); ok {
		t.Error("what was never put in is there")
	}
}

// A store without a folder keeps what it is given for this process, and asks no disk.
func TestMemory(t *testing.T) {
	s := Memory(1000)
	if s.Has(Key{1}) {
		t.Error("empty, it has something")
	}
	s.Put(Key{1}, []byte("one"))
	if got, ok := s.Get(Key{1}); !ok || string(got) != "one" || !s.Has(Key{1}) {
		t.Errorf("%q, %v", got, ok)
	}
	if _, ok := Memory(1000).Get(Key{1}); ok {
		t.Error("another store has it too")
	}
}

// Of many that want the same entry one makes it.
func TestAlone(t *testing.T) {
	s := Memory(1000)
	made := [3]atomic.Int64{}
	var wait sync.WaitGroup
	for i := range 60 {
		wait.Go(func() {
			k := Key{byte(i % len(made))}
			defer s.Alone(k)()
			if _, ok := s.Get(k); !ok {
				made[i%len(made)].Add(1)
				runtime.Gosched()
				s.Put(k, []byte("made"))
			}
		})
	}
	wait.Wait()
	for i := range made {
		if n := made[i].Load(); n != 1 {
			t.Errorf("entry %d was made %d times", i, n)
		}
	}
	if len(s.busy) != 0 {
		t.Errorf("%d entries are never forgotten", len(s.busy))
	}
}
