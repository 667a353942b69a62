//go:build unix

package edition

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestPipe: a pipe for a file is refused; to open it would wait for ever.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pages.toml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := readAt(path, Bounds[limitTOML].Default)
		done <- err
	}()
	select {
	case err := <-done:
		if err != errNotAFile {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("reading a pipe waits")
	}
}
