package serve

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Times of watching. An editor that saves writes a file in several steps: calm
// is how long nothing may happen before the file counts as saved. A network disk
// tells of no changes, so all files are looked at every so often too.
const (
	calm   = 8 * time.Millisecond
	again  = 40 * time.Millisecond // before input that cannot be set is believed
	patrol = time.Second
)

// Watch sets the edition again whenever a file that it depends on changes,
// until ctx ends. Without the system's help (no watches left, a strange disk)
// it looks at the files from time to time.
func (d *Desk) Watch(ctx context.Context) {
	var events chan fsnotify.Event
	var errors chan error
	w, err := fsnotify.NewWatcher()
	if err == nil {
		defer w.Close()
		events, errors = w.Events, w.Errors
	} else {
		w = nil
	}
	last := d.last
	watched := map[string]bool{}
	watchFolders(w, watched, last.files)
	tick := time.NewTicker(patrol)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-errors: // an overflow: what was missed, the patrol finds
			continue
		case <-events:
			settle(events)
		case <-tick.C:
		}
		if !stale(last.files) {
			continue
		}
		last = d.set()
		watchFolders(w, watched, last.files)
		if !last.valid() {
			if time.Sleep(again); stale(last.files) {
				last = d.set()
			}
		}
		d.show(last)
	}
}

// settle waits until no more events come for a while.
func settle(events chan fsnotify.Event) {
	for {
		select {
		case <-events:
		case <-time.After(calm):
			return
		}
	}
}

// stamp tells one state of a file from another. The zero stamp is no file.
type stamp struct {
	size int64
	time time.Time
}

func stampOf(path string) stamp {
	st, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{st.Size(), st.ModTime()}
}

// stale reports whether any file is not as it was.
func stale(files map[string]stamp) bool {
	for f, s := range files {
		if stampOf(f) != s {
			return true
		}
	}
	return false
}

// watchFolders watches the folders of all files: an editor that saves by
// renaming puts another file in the old one's place.
func watchFolders(w *fsnotify.Watcher, watched map[string]bool, files map[string]stamp) {
	if w == nil {
		return
	}
	for f := range files {
		if dir := filepath.Dir(f); !watched[dir] && w.Add(dir) == nil {
			watched[dir] = true
		}
	}
}
