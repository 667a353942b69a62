package batch

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
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
	Jobs     int // editions built at once
	// Build builds one edition. It is called from several goroutines.
	Build func(Edition) *Built
	// Place puts the files of editions in place and notes in their entries what came of
	// that. It waits for the disk while others are built. Nil = Build did.
	Place func([]*Built)
	// Keep says whether an edition that the journal has as done still is. Nil =
	// always.
	Keep func(Edition, Entry) bool
	// Ended is told of each edition built, one at a time.
	Ended func(Edition, Entry)
}

// Built is an edition that has been built.
type Built struct {
	Edition
	Entry Entry
	Files any // what Place is to put in place; nil = nothing
	err   error
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

const (
	// A disk brings many files home in hardly more time than one, so editions wait for
	// each other, as long as this and no more of them than so many. What waits when the
	// run is killed is built again.
	gather = 100 * time.Millisecond
	atOnce = 16
)

// pool builds editions, some at once, and puts them in place in groups. With a single
// job each is in place before the next is begun.
func (r *Run) pool(todo []Edition, jobs int) error {
	if jobs == 1 {
		for _, e := range todo {
			if err := r.end([]*Built{r.build(e)}); err != nil {
				return err
			}
		}
		return nil
	}
	var (
		next   atomic.Int64
		failed atomic.Bool
		built  = make(chan *Built, atOnce)
		wg     sync.WaitGroup
	)
	for range min(jobs, len(todo)) {
		wg.Go(func() {
			for !failed.Load() {
				n := int(next.Add(1))
				if n > len(todo) {
					return
				}
				built <- r.build(todo[n-1])
			}
		})
	}
	go func() {
		wg.Wait()
		close(built)
	}()
	var failure error
	for some := range groups(built) {
		if err := r.end(some); err != nil && failure == nil {
			failure = err
			failed.Store(true)
		}
	}
	return failure
}

// groups gives what comes in groups.
func groups(built <-chan *Built) iter.Seq[[]*Built] {
	return func(yield func([]*Built) bool) {
		began := time.Now()
		for b := range built {
			some := gathered(b, built, gather-time.Since(began))
			began = time.Now()
			if !yield(some) {
				return
			}
		}
	}
}

// gathered gives b with those that are built already, and those that come while there is
// time.
func gathered(b *Built, built <-chan *Built, wait time.Duration) []*Built {
	some := []*Built{b}
	late := time.After(wait)
	for len(some) < atOnce {
		select { // what is there comes first
		case b, open := <-built:
			if !open {
				return some
			}
			some = append(some, b)
			continue
		default:
		}
		select {
		case b, open := <-built:
			if !open {
				return some
			}
			some = append(some, b)
		case <-late:
			return some
		}
	}
	return some
}

// build builds an edition after its first line in the journal.
func (r *Run) build(e Edition) (b *Built) {
	if err := r.Journal.Start(e.Key); err != nil {
		return &Built{Edition: e, err: err}
	}
	defer func() {
		if p := recover(); p != nil { // a fault of the program stays here
			why, _, _ := strings.Cut(fmt.Sprint(p), "\n")
			b = &Built{Edition: e, Entry: Entry{Code: Crashed, Why: why}}
		}
	}()
	return r.Build(e)
}

// Crashed is the code of an edition at which the program itself broke down.
const Crashed = 5

// end puts the files of editions in place and writes their second lines.
func (r *Run) end(some []*Built) (failure error) {
	some = slices.DeleteFunc(some, func(b *Built) bool {
		failure = cmp.Or(failure, b.err)
		return b.err != nil
	})
	if r.Place != nil {
		r.Place(some)
	}
	if err := r.Journal.End(some); err != nil {
		return err
	}
	if r.Ended != nil {
		for _, b := range some {
			r.Ended(b.Edition, b.Entry)
		}
	}
	return failure
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
