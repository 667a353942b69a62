//go:build unix

package batch

import (
	"os"
	"syscall"
)

// lockFile keeps other processes from f until it is closed or the process ends,
// however it ends.
func lockFile(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
