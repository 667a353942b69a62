package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// heap is how much memory a command is expected to use, and how much garbage, in
// percent of what is in use, there may be before it is collected.
type heap struct{ percent, expected int }

var (
	// A run is short and has little in use: on the sample page Go's 100 takes 12 % more
	// time, and 200 takes another 4 MiB, which would pass the 80 MiB that a page may.
	ofCommand = heap{percent: 130}
	ofPages   = heap{percent: 130, expected: 32 << 20}
	// A batch has time rather than memory to save: 5 % less of the one for 30 MiB more of
	// the other. 400 saves hardly more, for 100 MiB.
	ofBatch = heap{percent: 200, expected: 160 << 20}
)

// prepare makes the process ready for a heap like h. What GOGC says comes first.
func (h heap) prepare() {
	if h.expected > 0 {
		// Memory that is asked for at once, marked and given back before it is ever
		// touched costs nothing; the heap then grows into it.
		debug.SetGCPercent(-1)
		wantLargePages(make([]byte, h.expected))
		runtime.GC()
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(h.percent)
	}
}
