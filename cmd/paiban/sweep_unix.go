//go:build unix

package main

import (
	"os"
	"syscall"
)

// Runs that write to a folder hold its lock together; who sweeps it needs the
// lock alone. The system lets go of a lock when its process ends, however it
// ends. A disk that has no locks for folders is not swept.

// share takes part in the lock of dir until what it gives is called.
func share(dir string) (leave func()) {
	f, err := os.Open(dir)
	if err != nil {
		return func() {}
	}
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_SH)
	return func() { f.Close() }
}

// ifAlone does what if no one shares the lock of dir.
func ifAlone(dir string, what func()) {
	f, err := os.Open(dir)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		what()
	}
}
