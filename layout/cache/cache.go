// Package cache keeps on the disk what is costly to make and always comes out the
// same, so that the next run need not make it again: an entry is named by the hash
// of all that it was made from, the program itself among it.
//
// It can make a run faster and never change what comes of it: an entry that is cut
// short, damaged or another's is as good as none, and so is a folder that cannot be
// read or written. Any number of processes may share a folder.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Size bounds a folder by default: the pictures of some hundred editions.
const Size = 512 << 20

// Key is the hash of all that an entry was made from.
type Key = [sha256.Size]byte

// Store is a folder of entries. A nil Store has none and takes none. It may be used
// concurrently.
type Store struct {
	dir  string
	most int64 // bytes of all entries
	by   Key   // the program that makes entries
	near *Recent[Key, []byte]

	mu    sync.Mutex
	fresh int64          // bytes written since the folder was last swept; -1 = it never was
	off   bool           // it cannot be written
	busy  map[Key]*maker // what is being made
}

// maker is somebody at work on an entry.
type maker struct {
	sync.Mutex
	waiting int // for it, or at work: who is the last forgets it
}

// Open gives the store of a folder, which is made when something is first put into
// it. An empty name is no store.
func Open(dir string, most int64) *Store {
	if dir == "" {
		return nil
	}
	return &Store{dir: dir, most: most, by: program(), fresh: -1}
}

// Memory gives a store without a folder: it keeps entries of so many bytes in memory, for
// this process alone.
func Memory(most int) *Store {
	return (&Store{off: true}).InMemory(most)
}

// InMemory has the store keep entries in memory too, as many as have so many bytes: to
// make many pages of the same pictures. They are not read from the disk and checked again
// for each, nor is it noted there that they are of use. What Get gives is shared then,
// and not to be written to.
func (s *Store) InMemory(most int) *Store {
	if s != nil {
		s.near = NewRecent[Key, []byte](most)
	}
	return s
}

// magic begins every entry; a new form of entries has a new one.
const magic = "paiban cache 1\n"

// head is what stands before an entry's data: the magic, its name, the data's hash.
const head = len(magic) + 2*sha256.Size

// name is what an entry is called: its key for this very program, since another may
// make another thing of the same.
func (s *Store) name(k Key) Key { return sha256.Sum256(append(s.by[:], k[:]...)) }

func (s *Store) path(name Key) string {
	return filepath.Join(s.dir, hex.EncodeToString(name[:])+suffix)
}

// suffix tells entries from whatever else may be in the folder.
const suffix = ".entry"

// Get gives the data put in under k.
func (s *Store) Get(k Key) (data []byte, ok bool) {
	if s == nil {
		return nil, false
	}
	if data, ok := s.near.Get(k); ok || s.dir == "" {
		return data, ok
	}
	name := s.name(k)
	path := s.path(name)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	if data, ok = whole(b, name); !ok {
		os.Remove(path)
		return nil, false
	}
	used(path)
	s.near.Put(k, data, len(data))
	return data, true
}

// Has reports whether there is something under k, without reading it.
func (s *Store) Has(k Key) bool {
	if s == nil {
		return false
	}
	if _, ok := s.near.Get(k); ok || s.dir == "" {
		return ok
	}
	return used(s.path(s.name(k)))
}

// Alone waits while others of this process make the entry of k, and keeps them from it
// until done is called: who is to make it looks once more whether it is there by now.
func (s *Store) Alone(k Key) (done func()) {
	if s == nil {
		return func() {}
	}
	s.mu.Lock()
	m := s.busy[k]
	if m == nil {
		if s.busy == nil {
			s.busy = map[Key]*maker{}
		}
		m = &maker{}
		s.busy[k] = m
	}
	m.waiting++
	s.mu.Unlock()
	m.Lock()
	return func() {
		m.Unlock()
		s.mu.Lock()
		defer s.mu.Unlock()
		if m.waiting--; m.waiting == 0 {
			delete(s.busy, k)
		}
	}
}

// used notes that an entry was of use, if it is there: sweeping begins with those that
// were not.
func used(path string) bool {
	st, err := os.Stat(path)
	if err == nil && time.Since(st.ModTime()) > time.Hour {
		now := time.Now()
		_ = os.Chtimes(path, now, now)
	}
	return err == nil
}

// whole gives the data of an entry, if it is that of name and as it was put in.
func whole(b []byte, name Key) (data []byte, ok bool) {
	if len(b) < head || string(b[:len(magic)]) != magic {
		return nil, false
	}
	data = b[head:]
	sum := sha256.Sum256(data)
	b = b[len(magic):head]
	return data, bytes.Equal(b[:len(name)], name[:]) && bytes.Equal(b[len(name):], sum[:])
}

// Put keeps data under k. It appears whole or not at all; if it cannot be written,
// there is no more of it.
func (s *Store) Put(k Key, data []byte) {
	if s == nil {
		return
	}
	s.near.Put(k, data, len(data))
	if int64(len(data)) > s.most/4 || !s.mayWrite() {
		return
	}
	name := s.name(k)
	if err := s.write(name, data); err != nil {
		s.mu.Lock()
		s.off = true
		s.mu.Unlock()
		return
	}
	s.count(int64(head + len(data)))
}

func (s *Store) mayWrite() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.off
}

func (s *Store) write(name Key, data []byte) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, "new-*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	_, err = f.Write(append(append([]byte(magic), name[:]...), sum[:]...))
	if err == nil {
		_, err = f.Write(data)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), s.path(name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// program gives what tells this build of the program from others: the beginning of
// its file, in which Go's linker puts a hash of all that it is built from, its size
// and its time.
var program = sync.OnceValue(func() (id Key) {
	h := sha256.New()
	path, err := os.Executable()
	if err == nil {
		err = identify(h, path)
	}
	if err != nil { // known to this process alone
		fmt.Fprint(h, os.Getpid(), time.Now())
	}
	h.Sum(id[:0])
	return id
})

func identify(h io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	fmt.Fprint(h, st.Size(), st.ModTime().UnixNano())
	if _, err := io.CopyN(h, f, 64<<10); err != io.EOF {
		return err
	}
	return nil
}
