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
	ofCommand = heap{percent: 130}
	// A build is short and has little in use: of its some 30 MB of garbage it need not
	// collect much. On the sample page 130 takes 3 % more time, and 300 takes another 3
	// MiB, near the 80 that a page may.
	ofPages = heap{percent: 200, expected: 32 << 20}
	// A batch has time rather than memory to save: 5 % less of the one for 30 MiB more of
	// the other. 400 saves hardly more, for 100 MiB.
	ofBatch = heap{percent: 200, expected: 160 << 20}
)

// prepare makes the process ready for a heap like h. What GOGC says comes first.
func (h heap) prepare() {
	if h.expected > 0 {
		// Memory that is asked for at once, marked and given back before it is ever
		// touched costs nothing; the heap then grows into it.
		percent := debug.SetGCPercent(-1)
		wantLargePages(make([]byte, h.expected))
		runtime.GC()
		debug.SetGCPercent(percent)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(h.percent)
	}
}
