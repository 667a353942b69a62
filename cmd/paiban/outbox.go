package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
)

// outbox writes files that appear whole or not at all: each is written beside
// its place under a passing name, brought to the disk, and only then renamed.
// What a killed run left under such names goes when its folder is next written
// to. The zero value is ready; it may be used concurrently.
type outbox struct {
	mu     sync.Mutex
	temps  map[string]*os.File
	swept  map[string]bool
	closed bool
}

var errAbandoned = errors.New("interrupted")

// write puts at path what fill writes; folders on the way are made. After an
// error path is as it was before.
func (o *outbox) write(path string, fill func(io.Writer) error) error {
	return o.place(path, func(f *os.File) error {
		b := bufio.NewWriterSize(f, 1<<16)
		if err := fill(b); err != nil {
			return err
		}
		return b.Flush()
	})
}

// put is write of what is there as a whole.
func (o *outbox) put(path string, data []byte) error {
	return o.place(path, func(f *os.File) error {
		_, err := f.Write(data)
		return err
	})
}

// place is write to the file itself.
func (o *outbox) place(path string, fill func(*os.File) error) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	defer o.enter(dir)()
	f, err := o.temp(dir, filepath.Base(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			o.drop(f.Name())
		}
	}()
	if err := fill(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := o.rename(f.Name(), path); err != nil {
		return err
	}
	syncDir(dir)
	return nil
}

// passingName is what temp calls files.
var passingName = regexp.MustCompile(`^\..+\.\d+\.\d+\.tmp$`)

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
				if passingName.MatchString(f.Name()) {
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
	o.mu.Lock()
	defer o.mu.Unlock()
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
		if o.temps == nil {
			o.temps = map[string]*os.File{}
		}
		o.temps[name] = f
		return f, nil
	}
}

func (o *outbox) rename(temp, path string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return errAbandoned
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	delete(o.temps, temp)
	return nil
}

func (o *outbox) drop(temp string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	os.Remove(temp)
	delete(o.temps, temp)
}

// abandon removes what is half written and lets nothing be written any more.
func (o *outbox) abandon() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	for name, f := range o.temps {
		f.Close() // some systems do not remove an open file
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
