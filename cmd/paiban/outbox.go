package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"paiban/layout/pattern"
)

// outbox writes files that appear whole or not at all: each is written beside
// its place under a passing name, brought to the disk, and only then renamed.
// What a killed run left under such names goes when its folder is next written
// to. The zero value is ready; it may be used concurrently.
type outbox struct {
	open   sync.RWMutex // shared while a file is made or renamed: a disk may let one wait for long
	closed bool         // under open
	mu     sync.Mutex   // of the maps
	temps  map[string]*os.File
	swept  map[string]bool
}

var errAbandoned = errors.New("interrupted")

// write puts at path what fill writes; folders on the way are made. After an
// error path is as it was before.
func (o *outbox) write(path string, fill func(io.Writer) error) error {
	l := o.lot()
	defer l.drop()
	if err := l.write(path, fill); err != nil {
		return err
	}
	return l.place()
}

// put is write of what is there as a whole.
func (o *outbox) put(path string, data []byte) error {
	l := o.lot()
	defer l.drop()
	if err := l.put(path, data); err != nil {
		return err
	}
	return l.place()
}

// passingName is what temp calls files.
var passingName = pattern.Lazy(`^\..+\.\d+\.\d+\.tmp$`)

// enter is called before a file is made in dir, and what it gives when the file
// is in place. The first time it sweeps dir, if no other run is at work there.
func (o *outbox) enter(dir string) (leave func()) {
	o.mu.Lock()
	first := !o.swept[dir]
	if o.swept == nil {
		o.swept = map[string]bool{}
	}
	o.swept[dir] = true
	o.mu.Unlock()
	if first {
		ifAlone(dir, func() {
			list, err := os.ReadDir(dir)
			if err != nil {
				return
			}
			for _, f := range list {
				if passingName().MatchString(f.Name()) {
					_ = os.Remove(filepath.Join(dir, f.Name()))
				}
			}
		})
	}
	return share(dir)
}

// temp makes a new file in dir that no one else writes to. It is opened with
// the rights of an ordinary file, so that the user's umask holds.
func (o *outbox) temp(dir, base string) (*os.File, error) {
	o.open.RLock()
	defer o.open.RUnlock()
	if o.closed {
		return nil, errAbandoned
	}
	for n := 0; ; n++ {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d.%d.tmp", base, os.Getpid(), n))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return nil, err
		}
		o.note(name, f)
		return f, nil
	}
}

func (o *outbox) rename(temp, path string) error {
	o.open.RLock()
	defer o.open.RUnlock()
	if o.closed {
		return errAbandoned
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	o.forget(temp)
	return nil
}

// keep notes that a file has been written and closed, and stays until it is renamed or
// dropped.
func (o *outbox) keep(temp string) error {
	o.open.RLock()
	defer o.open.RUnlock()
	if o.closed {
		return errAbandoned
	}
	o.note(temp, nil)
	return nil
}

// drop gives a file up.
func (o *outbox) drop(temp string) {
	os.Remove(temp)
	o.forget(temp)
}

// note keeps in mind that there is a file, f while it is being written.
func (o *outbox) note(temp string, f *os.File) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.temps == nil {
		o.temps = map[string]*os.File{}
	}
	o.temps[temp] = f
}

func (o *outbox) forget(temp string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.temps, temp)
}

// abandon removes what is half written and lets nothing be written any more.
func (o *outbox) abandon() {
	o.open.Lock()
	defer o.open.Unlock()
	o.closed = true
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, f := range o.temps {
		if f != nil {
			f.Close() // some systems do not remove an open file
		}
		os.Remove(name)
	}
}

// syncDir brings a rename to the disk, where the system can: the file itself is
// safe by then, so a refusal (Windows, some network disks) loses nothing.
func syncDir(dir string) {
	d, err := os.Open(dir)
	if err != nil {
		return
	}
	defer d.Close()
	_ = d.Sync()
}
