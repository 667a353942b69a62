package main

import (
	"bufio"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// lot is files that come into place together: each is written under a passing name;
// place brings all of them to the disk, at once, and renames them in the order in which
// they were written. Not for concurrent use.
type lot struct {
	o      *outbox
	files  []passing
	left   map[string]func() // by folder: what outbox.enter gave
	placed []string          // paths, as far as place came
}

// passing is a file on its way to path, closed.
type passing struct{ temp, path string }

func (o *outbox) lot() *lot { return &lot{o: o, left: map[string]func(){}} }

// write takes up the file at path, as fill writes it; folders on the way are made. The
// error says which path could not be written.
func (l *lot) write(path string, fill func(io.Writer) error) error {
	return unwritten(path, l.add(path, func(f *os.File) error {
		b := bufio.NewWriterSize(f, 1<<16)
		if err := fill(b); err != nil {
			return err
		}
		return b.Flush()
	}))
}

// put is write of what is there as a whole.
func (l *lot) put(path string, data []byte) error {
	return unwritten(path, l.add(path, func(f *os.File) error {
		_, err := f.Write(data)
		return err
	}))
}

// place puts all files in place. After an error those in placed are; the one that the
// error names and those after it are not, and are gone.
func (l *lot) place() error { return placeAll([]*lot{l})[0] }

// placeAll is place of many lots in little more time than one takes, and gives the
// error of each.
func placeAll(lots []*lot) []error {
	homes := bringHome(lots)
	out := make([]error, len(lots))
	var dirs []string
	for i, l := range lots {
		out[i] = l.rename(homes[i])
		for _, path := range l.placed {
			if dir := filepath.Dir(path); !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	var wg sync.WaitGroup
	for _, d := range dirs {
		wg.Go(func() { syncDir(d) })
	}
	wg.Wait()
	for _, l := range lots {
		l.drop()
	}
	return out
}

// syncing is how many files are brought to the disk at once, and so how many are open.
const syncing = 32

// bringHome brings all files of lots to the disk, and gives what came of each.
func bringHome(lots []*lot) [][]error {
	var wg sync.WaitGroup
	free := make(chan struct{}, syncing)
	out := make([][]error, len(lots))
	for i, l := range lots {
		out[i] = make([]error, len(l.files))
		for k, f := range l.files {
			free <- struct{}{}
			wg.Go(func() {
				out[i][k] = syncFile(f.temp)
				<-free
			})
		}
	}
	wg.Wait()
	return out
}

// syncFile brings what was written to a file to the disk.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// rename gives the files their names, if all are at home.
func (l *lot) rename(home []error) error {
	for i, err := range home {
		if err != nil {
			return unwritten(l.files[i].path, err)
		}
	}
	for len(l.files) > 0 {
		f := l.files[0]
		if err := l.o.rename(f.temp, f.path); err != nil {
			return unwritten(f.path, err)
		}
		l.files, l.placed = l.files[1:], append(l.placed, f.path)
	}
	return nil
}

// has reports whether a file is taken up, or in place.
func (l *lot) has(path string) bool {
	return slices.Contains(l.placed, path) || slices.ContainsFunc(l.files, func(f passing) bool { return f.path == path })
}

// keep leaves of written, files in a folder by page, those that the lot has.
func (l *lot) keep(folder string, written map[string]string) {
	maps.DeleteFunc(written, func(_, file string) bool { return !l.has(filepath.Join(folder, file)) })
}

// unwritten is the error of a file that could not be written, or nil.
func unwritten(path string, err error) error {
	if err == nil {
		return nil
	}
	return fileError(exitUnwritable, path, err)
}

func (l *lot) add(path string, fill func(*os.File) error) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if l.left[dir] == nil {
		l.left[dir] = l.o.enter(dir)
	}
	f, err := l.o.temp(dir, filepath.Base(path))
	if err != nil {
		return err
	}
	err = fill(f)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = l.o.keep(f.Name())
	}
	if err != nil {
		l.o.drop(f.Name())
		return err
	}
	l.files = append(l.files, passing{f.Name(), path})
	return nil
}

// drop gives up what is not in place.
func (l *lot) drop() {
	for _, f := range l.files {
		l.o.drop(f.temp)
	}
	l.files = nil
	for _, leave := range l.left {
		leave()
	}
	clear(l.left)
}
