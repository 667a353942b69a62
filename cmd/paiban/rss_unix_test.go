//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// maxRSS gives the most memory that a process had, in bytes. Linux counts what the
// process that started it had taken by then, the test itself: keep that small.
func maxRSS(s *os.ProcessState) int64 {
	u, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // getrusage(2): bytes there, KiB elsewhere
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
