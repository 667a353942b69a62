// Package parallel does like things side by side, as many as there are cores. Whoever
// uses it gets what doing them one after the other gives.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// Each calls do with 0 to n−1, several at a time, and returns when all have ended. Each
// call writes what is its own. A panic of one is the caller's: no more are begun, and
// when those under way have ended Each panics with a Fault.
func Each(n int, do func(i int)) { InOrder(n, do, func(int) {}) }

// waiting is how many things for each core may be begun that await their turn.
const waiting = 4

// InOrder is Each with a second step for each thing that is done: then is called with 0
// to n−1 in this order, one at a time, as soon as it can be. What has been done and waits
// for its turn is bounded, and so is the memory that it takes.
func InOrder(n int, do, then func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if workers <= 1 {
		InTurn(n, do, then)
		return
	}
	q := &queue{n: n, ahead: waiting * workers, done: make([]bool, n), then: then}
	q.moved.L = &q.mu
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := q.next(); i >= 0; i = q.next() {
				q.guard(func() { do(i) })
				q.end(i)
			}
		})
	}
	wait.Wait()
	if q.fault != nil {
		panic(q.fault)
	}
}

// InTurn is InOrder with nothing side by side, for what may not be, or takes much memory.
func InTurn(n int, do, then func(i int)) {
	for i := range n {
		do(i)
		then(i)
	}
}

// queue hands out what is to be done, and sees to its order afterwards.
type queue struct {
	n, ahead int
	then     func(i int)

	mu     sync.Mutex
	moved  sync.Cond // taken grew, or there is a fault
	begun  int
	done   []bool
	taken  int  // then has had those before
	taking bool // somebody calls then
	fault  *Fault
}

// next gives what is to be begun, −1 when nothing is.
func (q *queue) next() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.begun < q.n && q.begun >= q.taken+q.ahead && q.fault == nil {
		q.moved.Wait()
	}
	if q.begun >= q.n || q.fault != nil {
		return -1
	}
	q.begun++
	return q.begun - 1
}

// end notes that i is done, and calls then for all whose turn has come, unless somebody
// does that already: who will find i.
func (q *queue) end(i int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.done[i] = true
	if q.taking {
		return
	}
	q.taking = true
	for q.taken < q.n && q.done[q.taken] && q.fault == nil {
		i := q.taken
		q.mu.Unlock()
		q.guard(func() { q.then(i) })
		q.mu.Lock()
		q.taken++
		q.moved.Broadcast()
	}
	q.taking = false
}

// guard calls f and keeps its panic, or that it left the goroutine (runtime.Goexit).
func (q *queue) guard(f func()) {
	back := false
	defer func() {
		if p := recover(); p != nil || !back {
			q.mu.Lock()
			defer q.mu.Unlock()
			if q.fault == nil {
				q.fault = newFault(p)
			}
			q.moved.Broadcast()
		}
	}()
	f()
	back = true
}

// Fault is a panic as it reaches the caller, with the place where it came from.
type Fault struct {
	Value any
	Stack []byte
}

// newFault is to be called while panicking. What has come through another call of this
// package stays as it is.
func newFault(p any) *Fault {
	if f, ok := p.(*Fault); ok {
		return f
	}
	return &Fault{p, debug.Stack()}
}

func (f *Fault) Error() string { return fmt.Sprintf("%v\n\n%s", f.Value, f.Stack) }

// Beside does work while the caller goes on. wait returns when it is done, and panics
// with a Fault if it did.
func Beside(work func()) (wait func()) {
	var fault *Fault
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				fault = newFault(p)
			}
		}()
		work()
	}()
	return func() {
		if <-done; fault != nil {
			panic(fault)
		}
	}
}
