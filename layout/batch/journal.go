package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
)

// Entry is what came of one edition.
type Entry struct {
	Code   int               `json:"code"`            // exit code of a build of it alone
	Why    string            `json:"why,omitempty"`   // the first thing wrong, if Code is not 0
	Pages  int               `json:"pages"`           // pages written
	Files  map[string]string `json:"files,omitempty"` // SHA-256 of each file written, by name
	Inputs map[string]string `json:"inputs"`          // size and time of each input, by path
}

// Failed reports whether nothing usable was written.
func (e Entry) Failed() bool { return e.Code > 1 }

// line is one line of a journal: an edition begun, or an edition done.
type line struct {
	Start string `json:"start,omitempty"`
	Done  string `json:"done,omitempty"`
	*Entry
}

// Journal is the record of a batch on disk: a line of JSON when an edition is
// begun, another when its files are in place. A line is written before the next step, so
// that a run killed at any moment loses no more than what it was at, and the editions
// that waited for the disk together; that an edition is done is brought to the disk, too,
// for when the power goes. What was begun then need not be known: it is begun again.
type Journal struct {
	mu     sync.Mutex
	file   *os.File
	Done   map[string]Entry // by key; the last one counts
	Starts map[string]int   // times begun without an end, by key
}

// ErrBusy: another process works with the journal.
var ErrBusy = errors.New("another run writes this journal")

// OpenJournal opens or makes the journal at path for one process alone. What a
// kill left half written at its end is cut off. With fresh it begins anew.
func OpenJournal(path string, fresh bool) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: f}
	if err := j.open(fresh); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, nil
}

func (j *Journal) open(fresh bool) error {
	if err := lockFile(j.file); err != nil {
		return ErrBusy
	}
	if fresh {
		if err := j.file.Truncate(0); err != nil {
			return err
		}
	}
	whole, err := j.read(j.file)
	if err != nil {
		return err
	}
	if err := j.file.Truncate(whole); err != nil {
		return err
	}
	_, err = j.file.Seek(whole, io.SeekStart)
	return err
}

// ReadJournal reads a journal that may be in use; one that is not there is empty.
func ReadJournal(path string) (*Journal, error) {
	j := &Journal{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		_, err := j.read(strings.NewReader(""))
		return j, err
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := j.read(f); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, nil
}

// read takes in all whole lines and gives their length. A line that is no JSON
// is an error, unless it is the last: that one was being written.
func (j *Journal) read(in io.Reader) (whole int64, err error) {
	j.Done, j.Starts = map[string]Entry{}, map[string]int{}
	r := bufio.NewReaderSize(in, 1<<16)
	var broken error
	for {
		text, err := r.ReadBytes('\n')
		if err == io.EOF {
			return whole, nil // what has no line end was torn
		}
		if err != nil {
			return 0, err
		}
		if broken != nil {
			return 0, broken
		}
		if broken = j.take(text); broken == nil {
			whole += int64(len(text))
		}
	}
}

func (j *Journal) take(text []byte) error {
	var l line
	if err := json.Unmarshal(bytes.TrimSpace(text), &l); err != nil {
		return fmt.Errorf("not a journal: %w", err)
	}
	switch {
	case l.Start != "":
		j.Starts[l.Start]++
	case l.Done != "" && l.Entry != nil:
		j.Done[l.Done] = *l.Entry
		delete(j.Starts, l.Done)
	default:
		return errors.New("not a journal")
	}
	return nil
}

// Start records that an edition is begun.
func (j *Journal) Start(key string) error { return j.write(line{Start: key}) }

// End records what came of editions whose files are in place.
func (j *Journal) End(some []*Built) error {
	lines := make([]line, len(some))
	for i, b := range some {
		lines[i] = line{Done: b.Key, Entry: &b.Entry}
	}
	if err := j.write(lines...); err != nil {
		return err
	}
	return j.file.Sync()
}

func (j *Journal) write(lines ...line) error {
	var data []byte
	for _, l := range lines {
		text, err := json.Marshal(l)
		if err != nil {
			return err
		}
		data = append(append(data, text...), '\n')
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, err := j.file.Write(data)
	return err
}

// Close lets the journal go.
func (j *Journal) Close() error { return j.file.Close() }
