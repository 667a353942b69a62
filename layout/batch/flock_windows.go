package batch

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile keeps other processes from f until it is closed or the process ends,
// however it ends. The byte locked lies far beyond the text, so that others can
// read the journal.
func lockFile(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
}
