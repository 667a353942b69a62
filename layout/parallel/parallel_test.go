package parallel

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// cores lets tests have as many as they need, whatever the machine.
func cores(t *testing.T, n int) {
	was := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(was) })
}

func TestEach(t *testing.T) {
	cores(t, 3)
	for _, n := range []int{0, 1, 2, 1000} {
		got := make([]int, n)
		Each(n, func(i int) { got[i] += i + 1 })
		for i, v := range got {
			if v != i+1 {
				t.Errorf("%d of %d: %d", i, n, v)
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	for _, n := range []int{1, 3} {
		cores(t, n)
		var begun, taken atomic.Int64
		var got []int // then runs once at a time
		most := int64(0)
		InOrder(1000, func(i int) {
			if i%7 == 0 {
				runtime.Gosched()
			}
			begun.Add(1)
		}, func(i int) {
			got = append(got, i)
			most = max(most, begun.Load()-taken.Load())
			taken.Add(1)
		})
		for i, v := range got {
			if i != v {
				t.Fatalf("%d cores: %d came as number %d", n, v, i)
			}
		}
		if len(got) != 1000 || most > waiting*int64(n)+1 {
			t.Errorf("%d cores: %d taken, %d waited", n, len(got), most)
		}
	}
}

// A fault reaches whoever asked, where a batch keeps it from the other editions.
func TestFault(t *testing.T) {
	cores(t, 3)
	fail := func() { panic("number three") }
	const many = 1_000_000
	for name, run := range map[string]func(begun *atomic.Int64){
		"do": func(begun *atomic.Int64) {
			Each(many, func(i int) {
				if begun.Add(1); i == 3 {
					fail()
				}
			})
		},
		"then": func(begun *atomic.Int64) {
			InOrder(many, func(int) { begun.Add(1) }, func(i int) {
				if i == 3 {
					fail()
				}
			})
		},
		"within": func(*atomic.Int64) {
			Each(2, func(int) { Each(2, func(int) { fail() }) })
		},
		"left": func(begun *atomic.Int64) {
			Each(many, func(i int) {
				if begun.Add(1); i == 3 {
					runtime.Goexit()
				}
			})
		},
		"Beside": func(*atomic.Int64) { Beside(fail)() },
	} {
		t.Run(name, func(t *testing.T) {
			var begun atomic.Int64
			defer func() {
				f, ok := recover().(*Fault)
				if ok && name == "left" && f.Value == nil && begun.Load() < many {
					return
				}
				if !ok || f.Value != "number three" || !strings.Contains(f.Error(), "TestFault") {
					t.Error(f)
				}
				if begun.Load() == many {
					t.Error("it went on to the end")
				}
			}()
			run(&begun)
			t.Error("no panic")
		})
	}
}

func TestBeside(t *testing.T) {
	n := 0
	Beside(func() { n = 1 })()
	if n != 1 {
		t.Error("wait did not wait")
	}
}
