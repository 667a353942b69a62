package main

import (
	"os"
	"runtime/debug"
)

// heap is how much memory a command is expected to use, and how much garbage, in
// percent of what is in use, there may be before it is collected.
type heap struct{ percent, expected int }

var (
	// A run is short and has little in use: on the sample page Go's 100 takes 12 % more
	// time, 200 hardly less, and another 3 MiB.
	ofCommand = heap{percent: 130}
	// The sample page uses 25 MB. 8 MB less takes a third more time, 8 MB more another 3
	// MiB of the 80 that a page may, since large pages are taken whole.
	ofPages = heap{percent: 130, expected: 24 << 20}
	// A batch has time rather than memory to save: 5 % less of the one for 30 MiB more of
	// the other. 400 saves hardly more, for 100 MiB.
	ofBatch = heap{percent: 200, expected: 160 << 20}
)

// Each further page of an edition adds some 2 MB to what is in use, for it is kept until
// all are set; as many as may be expected, for a wish that goes too far costs memory.
const perPage, mostPages = 2 << 20, 100

// moreLargePages makes the process, which expects an edition of one page, ready for more.
func moreLargePages(pages int) {
	if more := min(pages, mostPages) - 1; more > 0 {
		largePages(more * perPage)
	}
}

// prepare makes the process ready for a heap like h. What GOGC says comes first.
func (h heap) prepare() {
	if h.expected > 0 {
		largePages(h.expected)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(h.percent)
	}
}
