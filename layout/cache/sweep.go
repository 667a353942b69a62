package cache

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// count notes that n bytes were written, and sweeps the folder now and then: at the
// first of a process, and after each eighth of its bound.
func (s *Store) count(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fresh >= 0 && s.fresh+n < s.most/8 {
		s.fresh += n
		return
	}
	s.fresh = 0
	s.sweep()
}

// stale is the age from which a file half written is one that was given up.
const stale = time.Hour

// entry is a file of the folder.
type entry struct {
	path string
	size int64
	used time.Time
}

// sweep takes out what was not used for the longest, if there is too much: down to
// three quarters of the bound, so that it need not be done often. Another process
// may do the same; what is gone is gone.
func (s *Store) sweep() {
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var list []entry
	var sum int64
	for _, f := range files {
		st, err := f.Info()
		if err != nil || !st.Mode().IsRegular() {
			continue
		}
		path := filepath.Join(s.dir, f.Name())
		switch {
		case strings.HasSuffix(f.Name(), suffix):
			list = append(list, entry{path, st.Size(), st.ModTime()})
			sum += st.Size()
		case strings.HasPrefix(f.Name(), "new-") && time.Since(st.ModTime()) > stale:
			os.Remove(path)
		}
	}
	if sum <= s.most {
		return
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(a.used.Compare(b.used), strings.Compare(a.path, b.path))
	})
	for _, e := range list {
		if sum <= s.most*3/4 {
			return
		}
		os.Remove(e.path)
		sum -= e.size
	}
}
