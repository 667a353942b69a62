package batch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// maxStarts is how often an edition may have been begun without an end before it
// is left to the last: perhaps it brings the process down, and the others are not
// to wait for it. A run that is killed at random gets there too, and loses nothing
// but the order.
const maxStarts = 3

// Run is one run over a batch.
type Run struct {
	Editions []Edition // of the share
	Journal  *Journal
	Jobs     int // editions at once
	// Build builds one edition and puts its files in place. It is called from
	// several goroutines.
	Build func(Edition) Entry
	// Keep says whether an edition that the journal has as done still is. Nil =
	// always.
	Keep func(Edition, Entry) bool
	// Ended is told of each edition built, one at a time.
	Ended func(Edition, Entry)
}

// Todo gives the editions that are not done, in the order in which Do takes them.
// One that failed is to be tried again.
func (r *Run) Todo() []Edition {
	var todo, last []Edition
	for _, e := range r.Editions {
		done, ok := r.Journal.Done[e.Key]
		switch {
		case ok && !done.Failed() && (r.Keep == nil || r.Keep(e, done)):
		case r.Journal.Starts[e.Key] >= maxStarts:
			last = append(last, e)
		default:
			todo = append(todo, e)
		}
	}
	return append(todo, last...)
}

// Do builds todo. What one edition comes to does not stop another; the error is
// that of the journal, without which nothing more can be begun.
func (r *Run) Do(todo []Edition) error {
	// Editions that may bring the process down are built alone, when all others
	// are safe.
	safe := slices.IndexFunc(todo, func(e Edition) bool { return r.Journal.Starts[e.Key] >= maxStarts })
	if safe < 0 {
		safe = len(todo)
	}
	if err := r.pool(todo[:safe], max(r.Jobs, 1)); err != nil {
		return err
	}
	return r.pool(todo[safe:], 1)
}

// pool builds editions, some at once.
func (r *Run) pool(todo []Edition, jobs int) error {
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		failed error
		next   int
	)
	take := func() (Edition, bool) {
		mu.Lock()
		defer mu.Unlock()
		if failed != nil || next == len(todo) {
			return Edition{}, false
		}
		next++
		return todo[next-1], true
	}
	for range min(jobs, len(todo)) {
		wg.Go(func() {
			for e, ok := take(); ok; e, ok = take() {
				entry, err := r.one(e)
				mu.Lock()
				if err != nil && failed == nil {
					failed = err
				}
				if err == nil && r.Ended != nil {
					r.Ended(e, entry)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return failed
}

// one builds an edition between its two lines of the journal.
func (r *Run) one(e Edition) (Entry, error) {
	if err := r.Journal.Start(e.Key); err != nil {
		return Entry{}, err
	}
	entry := r.build(e)
	return entry, r.Journal.End(e.Key, entry)
}

// Crashed is the code of an edition at which the program itself broke down.
const Crashed = 5

// build is Build that does not let a fault of the program out.
func (r *Run) build(e Edition) (out Entry) {
	defer func() {
		if p := recover(); p != nil {
			out = Entry{Code: Crashed, Why: fmt.Sprint(p)}
		}
	}()
	return r.Build(e)
}

// Stamps gives size and time of each file, "" for one that is not there, so that
// a later run can tell whether an edition is still made of what it was.
func Stamps(dir string, paths []string) map[string]string {
	out := map[string]string{}
	for _, p := range paths {
		name := p
		if rel, err := filepath.Rel(dir, p); err == nil {
			name = rel
		}
		out[filepath.ToSlash(name)] = stamp(p)
	}
	return out
}

func stamp(path string) string {
	st, err := os.Stat(path)
	if err != nil || st.IsDir() {
		return ""
	}
	return fmt.Sprintf("%d %d", st.Size(), st.ModTime().UnixNano())
}

// Same reports whether the files are those that stamps were taken of.
func Same(dir string, stamps map[string]string) bool {
	for name, s := range stamps {
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		if stamp(path) != s {
			return false
		}
	}
	return len(stamps) > 0
}
