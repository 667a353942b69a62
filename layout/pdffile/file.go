// Package pdffile reads PDF files that anyone made (ISO 32000-1, 7): tables of
// objects, plain, as streams, of several updates; objects, also those packed in
// streams; filters. It trusts nothing in them, and its limits bound what a file,
// however made, can make it do.
//
//	object.go  the syntax of objects
//	table.go   where they stand
//	file.go    objects by their numbers
//	value.go   what they hold
//	filter.go  streams
package pdffile

import (
	"bytes"
	"errors"
	"math"
	"slices"
)

// File is a PDF file opened for reading. Whoever made it, and however badly, every
// object that can be found is; what cannot be resolved is nil.
type File struct {
	Trailer Dict
	Mended  bool // the table of objects was made by searching the file
	Packed  bool // it has object streams, or a table that is one

	// Plain are streams as they were before they were deflated, by where their bytes
	// begin in the file, of one who has just written it; nil = none. One is taken for
	// what it says if the stream's own checksum agrees, and never written to.
	Plain map[int][]byte

	data   []byte
	places map[int]place
	read   map[int]Object
	packs  map[int]*pack
	busy   map[int]bool // being read: an object that needs itself
	total  int          // bytes unpacked
	reuse  *reuse
}

// place is where an object is: at an offset, or the index-th of an object stream.
type place struct {
	at       int
	inStream int // number of the object stream, 0 = none
	index    int
}

var (
	errNoPDF     = errors.New("not a PDF file")
	errNoCatalog = errors.New("the file has no catalog")
)

// Is reports a file that begins as a PDF does, be it after something else: readers take
// such a file, too.
func Is(data []byte) bool { return header(data) >= 0 }

func header(data []byte) int { return bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")) }

// Open reads the table of objects. Offsets count from the file's first byte or, where
// something stands before its header, from that.
func Open(data []byte) (*File, error) {
	i := header(data)
	if i < 0 {
		return nil, errNoPDF
	}
	f := fresh(data)
	if f.tables() && f.Catalog() != nil {
		return f, nil
	}
	if i > 0 {
		if f := fresh(data[i:]); f.tables() && f.Catalog() != nil {
			return f, nil
		}
	}
	f.search()
	if f.Catalog() == nil {
		return nil, errNoCatalog
	}
	return f, nil
}

func fresh(data []byte) *File {
	return &File{data: data, places: map[int]place{}, Trailer: Dict{}, read: map[int]Object{}, packs: map[int]*pack{}, busy: map[int]bool{}, reuse: newReuse()}
}

// at gives a lexer of the file from an offset on.
func (f *File) at(offset int) *Lexer { return &Lexer{B: f.data, At: offset, reuse: f.reuse} }

// Catalog gives the document catalog, nil if there is none.
func (f *File) Catalog() Dict {
	d := f.Dict(f.Trailer["Root"])
	if f.Dict(d["Pages"]) == nil {
		return nil
	}
	return d
}

// Get follows references; a nil stands for what is not there.
func (f *File) Get(o Object) Object {
	for range MaxNesting {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		if v, known := f.read[r.Number]; known {
			o = v
			continue
		}
		p, ok := f.places[r.Number]
		if !ok || f.busy[r.Number] {
			return nil
		}
		f.busy[r.Number] = true
		var v Object
		if p.inStream > 0 {
			v = f.packedObject(p)
		} else {
			v = f.objectAt(p.at, r.Number)
		}
		delete(f.busy, r.Number)
		f.read[r.Number] = v
		o = v
	}
	return nil
}

// Place is where an object stands.
type Place struct {
	Number int
	At     int  // offset in the file of "n g obj"
	Packed bool // it is in an object stream
}

// Each visits the places of all objects, in the order of their numbers.
func (f *File) Each(visit func(Place)) {
	var numbers []int
	for n := range f.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if p := f.places[n]; p.at >= 0 || p.inStream > 0 {
			visit(Place{n, p.at, p.inStream > 0})
		}
	}
}

// objectAt reads "n g obj … endobj" at an offset; number 0 is any.
func (f *File) objectAt(at, number int) Object {
	if at < 0 || at >= len(f.data) {
		return nil
	}
	l := f.at(at)
	n, _ := l.Next(0)
	l.Next(0)
	key, err := l.Next(0)
	if v, ok := n.(float64); !ok || err != nil || key != Word("obj") || number > 0 && Int(v) != number {
		return nil
	}
	v, err := l.Value(0)
	if err != nil {
		return nil
	}
	d, ok := v.(Dict)
	if !ok {
		return v
	}
	l.space()
	if !bytes.HasPrefix(f.data[l.At:], []byte("stream")) {
		return d
	}
	l.At += len("stream")
	if l.At < len(f.data) && f.data[l.At] == '\r' {
		l.At++
	}
	if l.At < len(f.data) && f.data[l.At] == '\n' {
		l.At++
	}
	return &Stream{d, f.streamBytes(l.At, d), l.At}
}

// streamBytes gives the bytes of a stream: as many as Length says if endstream
// follows, else up to where it does.
func (f *File) streamBytes(from int, d Dict) []byte {
	if n, ok := f.Num(d["Length"]); ok && n >= 0 && n == math.Trunc(n) && int(n) <= len(f.data)-from {
		l := f.at(from + int(n))
		l.space()
		if bytes.HasPrefix(f.data[l.At:], []byte("endstream")) {
			return f.data[from : from+int(n)]
		}
	}
	i := bytes.Index(f.data[from:], []byte("endstream"))
	if i < 0 {
		return f.data[from:]
	}
	return bytes.TrimRight(f.data[from:from+i], "\r\n")
}

// pack is an object stream, unpacked (7.5.7).
type pack struct {
	data    []byte
	numbers []int
	offsets []int
}

// pack unpacks an object stream, once.
func (f *File) pack(n int) *pack {
	if p, known := f.packs[n]; known {
		return p
	}
	p := &pack{}
	f.packs[n] = p
	s, _ := f.Get(Ref{Number: n}).(*Stream)
	if s == nil || s.Dict["Type"] != Name("ObjStm") {
		return p
	}
	data, err := f.Unpack(s)
	first, ok := f.Num(s.Dict["First"])
	count, _ := f.Num(s.Dict["N"])
	if err != nil || !ok || first < 0 || int(first) > len(data) {
		return p
	}
	p.data = data
	l := &Lexer{B: data[:int(first)]}
	for range Int(min(count, maxObjects)) {
		v, err := l.Next(0)
		number, ok1 := v.(float64)
		w, _ := l.Next(0)
		off, ok2 := w.(float64)
		if err != nil || !ok1 || !ok2 || off < 0 || Int(off) > len(data)-int(first) {
			break
		}
		p.numbers = append(p.numbers, Int(number))
		p.offsets = append(p.offsets, int(first)+int(off))
	}
	return p
}

func (f *File) packedObject(at place) Object {
	p := f.pack(at.inStream)
	if at.index >= len(p.offsets) {
		return nil
	}
	l := &Lexer{B: p.data, At: p.offsets[at.index], reuse: f.reuse}
	v, _ := l.Value(0)
	return v
}
