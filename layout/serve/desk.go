// Package serve is the live page: a local web page that shows an edition as it
// will print and follows every save. It stands above the door as the program
// does; what it shows comes from layout.Set and is painted by proof.
//
//	files ─watch→ Desk.build ─layout.Set→ build ─dirty→ events ─→ browser
//	                                         ↑ tiles, places ─────────┘
//
// It listens to the machine itself only, answers requests that its own page
// made, and gives out nothing but the pages, its own few files and the lines of
// the edition's inputs that findings and clicks point at.
package serve

import (
	"path/filepath"
	"sync"

	"paiban/fonts"
	"paiban/layout"
	"paiban/layout/edition"
	"paiban/layout/picture"
	"paiban/layout/proof"
	"paiban/layout/sheet"
)

// Options says what a desk shows.
type Options struct {
	Input  string         // the pages.toml
	Fonts  *fonts.Library // the program's faces; "hei" writes the overlays' labels
	Trust  edition.Trust  // how far the edition is trusted
	Editor string         // URL that opens an editor: {file} {line} {col}; "" = none
	// Previous are sheet.json files of an earlier run, and Earlier reads them: copy
	// that has hardly changed keeps their lines, as in a build that is given them.
	Previous []string
	Earlier  func(previous []string) (*sheet.Earlier, error)
}

// Desk holds an edition's builds. Its methods may be called concurrently.
type Desk struct {
	opt     Options
	painter proof.Painter
	memo    layout.Memo // of set, which runs once at a time
	files   *edition.Pictures

	mu      sync.Mutex
	now     *build // the last build that gave pages; nil before the first
	before  *build // the last one without errors before now
	last    *build // the last build, which may be of broken input
	rev     int
	earlier *sheet.Earlier // what Previous said when it could last be read; set's own
	ears    map[chan []byte]bool
}

// build is one run of the engine.
type build struct {
	rev    int
	result layout.Result
	files  map[string]stamp  // what it depends on, each as it was when it was read
	looks  map[string][]look // of each page's items, by page name
	dirty  map[string][]rect // what changed against the build before; nil = all of a page

	inks    sync.Once
	pressed *picture.Press
}

func (b *build) valid() bool { return b.result.Sheets != nil }

// keptFiles is how many bytes of picture files a desk keeps: the photographs of thirty
// pages, as cameras make them. They are read at each save, but not looked through again.
const keptFiles = 256 << 20

// New makes a desk and builds the edition once.
func New(opt Options) *Desk {
	d := &Desk{opt: opt, files: edition.NewPictures(keptFiles), ears: map[chan []byte]bool{}}
	d.show(d.set())
	return d
}

// set sets the edition as its files are now.
func (d *Desk) set() *build {
	b := &build{files: map[string]stamp{}}
	for _, name := range d.opt.Previous {
		b.touched(name)
	}
	if len(d.opt.Previous) > 0 {
		if e, err := d.opt.Earlier(d.opt.Previous); err == nil { // else it is being written
			d.earlier = e
		}
	}
	b.result = layout.Set(d.opt.Input, layout.Options{
		Fonts: d.opt.Fonts, Memo: &d.memo, Pictures: d.files, Trust: d.opt.Trust, Earlier: d.earlier, Touched: b.touched,
	})
	return b
}

// touched notes that b depends on a file.
func (b *build) touched(path string) {
	if _, known := b.files[path]; !known {
		b.files[path] = stampOf(path)
	}
}

// show makes b the present build and tells every open page.
func (d *Desk) show(b *build) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rev++
	b.rev, d.last = d.rev, b
	if b.valid() {
		b.compare(d.now)
		if d.now != nil && !d.now.result.Findings.Errors() && b.changed() {
			d.before = d.now
		}
		d.now = b
	}
	d.tell()
}

// changed reports whether any page looks other than before.
func (b *build) changed() bool {
	for _, dirty := range b.dirty {
		if dirty == nil || len(dirty) > 0 {
			return true
		}
	}
	return false
}

// tell sends the state to every open page. The caller holds mu.
func (d *Desk) tell() {
	msg := d.state()
	for ear := range d.ears {
		select { // a page that does not keep up misses states, never the newest
		case <-ear:
		default:
		}
		ear <- msg
	}
}

// listen gives a channel that holds the newest state not yet taken from it, the
// present one to begin with.
func (d *Desk) listen() chan []byte {
	ear := make(chan []byte, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ears[ear] = true
	ear <- d.state()
	return ear
}

func (d *Desk) leave(ear chan []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.ears, ear)
}

// page finds a page of the build numbered rev, now or the one before. A build
// that has gone gives the present page: the browser asks again soon.
func (d *Desk) page(rev int, name string) (*build, *sheet.Page) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := d.now
	if d.before != nil && d.before.rev == rev {
		b = d.before
	}
	if b == nil {
		return nil, nil
	}
	return b, b.page(name)
}

func (b *build) page(name string) *sheet.Page {
	for _, p := range b.result.Sheets.Pages {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// folder is where the edition stands, for paths of its files.
func (d *Desk) folder() string {
	dir, err := filepath.Abs(filepath.Dir(d.opt.Input))
	if err != nil {
		return filepath.Dir(d.opt.Input)
	}
	return dir
}
