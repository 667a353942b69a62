package cache

import (
	"container/list"
	"sync"
)

// Recent keeps in memory what was used lately, for the pages that one process makes:
// what was not used for the longest goes first. Its values are shared, and so for reading
// only. It may be used concurrently; a nil one keeps nothing.
type Recent[K comparable, V any] struct {
	mu    sync.Mutex
	most  int // bytes of all values
	held  int
	order list.List // of *recent, the last used in front
	at    map[K]*list.Element
}

// recent is a value kept, and its size.
type recent[K comparable, V any] struct {
	key   K
	value V
	size  int
}

// NewRecent gives a place for values of so many bytes in all.
func NewRecent[K comparable, V any](most int) *Recent[K, V] {
	return &Recent[K, V]{most: most, at: map[K]*list.Element{}}
}

// Get gives the value put in under k, if it is still there.
func (r *Recent[K, V]) Get(k K) (v V, ok bool) {
	if r == nil {
		return v, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.at[k]
	if !ok {
		return v, false
	}
	r.order.MoveToFront(e)
	return e.Value.(*recent[K, V]).value, true
}

// Put keeps a value of some bytes under k, instead of what was there. One of more than a
// quarter of the bound is not kept: it would drive out all others.
func (r *Recent[K, V]) Put(k K, v V, size int) {
	if r == nil || size > r.most/4 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.at[k]; ok {
		r.drop(e)
	}
	r.at[k] = r.order.PushFront(&recent[K, V]{k, v, size})
	for r.held += size; r.held > r.most; {
		r.drop(r.order.Back())
	}
}

func (r *Recent[K, V]) drop(e *list.Element) {
	was := r.order.Remove(e).(*recent[K, V])
	delete(r.at, was.key)
	r.held -= was.size
}
