// Package pdffile reads PDF files that anyone made (ISO 32000-1, 7): tables of
// objects, plain, as streams, of several updates; objects, also those packed in
// streams; filters. It trusts nothing in them, and its limits bound what a file,
// however made, can make it do.
//
//	object.go  the syntax of objects
//	file.go    tables, objects by their numbers
//	filter.go  streams
package pdffile

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"

	"paiban/layout/pattern"
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

// tables reads the cross-reference tables from the last to the first (7.5.4, 7.5.8);
// false if they are not what they should be.
func (f *File) tables() bool {
	i := bytes.LastIndex(f.data, []byte("startxref"))
	if i < 0 {
		return false
	}
	l := f.at(i + len("startxref"))
	v, _ := l.Next(0)
	seen := map[int]bool{}
	for at, ok := v.(float64); ok; {
		n := Int(at)
		if n < 0 || n >= len(f.data) || seen[n] {
			return false
		}
		seen[n] = true
		t := f.table(n)
		if t == nil {
			return false
		}
		for k, v := range t {
			if _, have := f.Trailer[k]; !have {
				f.Trailer[k] = v
			}
		}
		at, ok = t["Prev"].(float64)
	}
	return len(seen) > 0
}

// table reads one table and gives its trailer.
func (f *File) table(at int) Dict {
	l := f.at(at)
	l.space()
	if !bytes.HasPrefix(f.data[l.At:], []byte("xref")) {
		return f.tableStream(l.At)
	}
	l.At += len("xref")
	type row struct {
		n, at int
		used  bool
	}
	var rows []row
	for {
		v, err := l.Next(0)
		if err != nil {
			return nil
		}
		if v == Word("trailer") {
			t, _ := l.Value(0)
			d, _ := t.(Dict)
			// A hybrid file's packed objects stand free in the table (7.5.8.4).
			if x, hybrid := d["XRefStm"].(float64); hybrid && (x < 1 || int(x) >= len(f.data) || f.tableStream(int(x)) == nil) {
				return nil
			}
			for _, r := range rows {
				f.put(r.n, r.used, place{at: r.at})
			}
			return d
		}
		from, ok1 := v.(float64)
		c, _ := l.Next(0)
		count, ok2 := c.(float64)
		if !ok1 || !ok2 || from < 0 || count < 0 || from+count > maxObjects {
			return nil
		}
		for i := range int(count) {
			off, _ := l.Next(0)
			l.Next(0)
			kind, _ := l.Next(0)
			n, ok := off.(float64)
			if !ok || kind != Word("n") && kind != Word("f") {
				return nil
			}
			rows = append(rows, row{int(from) + i, Int(n), kind == Word("n")})
		}
	}
}

// put notes an object's place unless a newer table has.
func (f *File) put(n int, used bool, p place) {
	if _, have := f.places[n]; have || n <= 0 || n > maxObjects {
		return
	}
	if !used {
		p = place{at: -1}
	}
	f.places[n] = p
}

// tableStream reads a cross-reference stream (7.5.8).
func (f *File) tableStream(at int) Dict {
	s, _ := f.objectAt(at, 0).(*Stream)
	if s == nil || s.Dict["Type"] != Name("XRef") {
		return nil
	}
	f.Packed = true
	data, err := f.Unpack(s)
	widths, ok := s.Dict["W"].(Array)
	if err != nil || !ok || len(widths) < 3 {
		return nil
	}
	var w [3]int
	for i := range w {
		v, _ := widths[i].(float64)
		if v < 0 || v > 8 {
			return nil
		}
		w[i] = int(v)
	}
	size, _ := s.Dict["Size"].(float64)
	sections, _ := s.Dict["Index"].(Array)
	if len(sections) == 0 {
		sections = Array{0.0, size}
	}
	row := w[0] + w[1] + w[2]
	for i := 0; i+1 < len(sections); i += 2 {
		from, _ := sections[i].(float64)
		count, _ := sections[i+1].(float64)
		for k := 0; k < int(min(count, maxObjects)) && row > 0 && len(data) >= row; k++ {
			var v [3]int
			v[0] = 1
			b := data
			for j, n := range w {
				if n > 0 {
					v[j] = 0
				}
				for range n {
					v[j] = v[j]<<8 | int(b[0])
					b = b[1:]
				}
			}
			data = data[row:]
			switch v[0] {
			case 1:
				f.put(int(from)+k, true, place{at: v[1]})
			case 2:
				f.put(int(from)+k, true, place{inStream: v[1], index: v[2]})
			default:
				f.put(int(from)+k, false, place{})
			}
		}
	}
	return s.Dict
}

var objectStart = pattern.Lazy(`(?:^|[\r\n\s])(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b`)

// search makes the table anew from what looks like objects, the last of each number
// counting, and the trailer from what looks like one.
func (f *File) search() {
	f.Mended = true
	f.places, f.read, f.packs = map[int]place{}, map[int]Object{}, map[int]*pack{}
	for _, m := range objectStart().FindAllSubmatchIndex(f.data, maxObjects) {
		n, _ := strconv.Atoi(string(f.data[m[2]:m[3]]))
		f.places[n] = place{at: m[2]}
	}
	var numbers []int
	for n := range f.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers { // what object streams hold
		for i, k := range f.pack(n).numbers {
			f.Packed = true
			if _, have := f.places[k]; !have {
				f.places[k] = place{inStream: n, index: i}
			}
		}
	}
	for at := len(f.data); ; {
		i := bytes.LastIndex(f.data[:at], []byte("trailer"))
		if i < 0 {
			break
		}
		at = i
		l := f.at(i + len("trailer"))
		if t, err := l.Value(0); err == nil {
			if d, ok := t.(Dict); ok && d["Root"] != nil {
				f.Trailer = d
				break
			}
		}
	}
	if f.Catalog() != nil {
		return
	}
	for _, n := range numbers {
		if d := f.Dict(Ref{Number: n}); d["Type"] == Name("Catalog") {
			f.Trailer["Root"] = Ref{Number: n}
		} else if d["Type"] == Name("XRef") && f.Trailer["Info"] == nil {
			f.Trailer["Info"], f.Trailer["ID"], f.Trailer["Encrypt"] = d["Info"], d["ID"], d["Encrypt"]
		}
	}
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

// Dict, Array, Num, Text and Name give an object's value if it is of that kind, a zero
// value if not; a stream's dictionary counts as one.
func (f *File) Dict(o Object) Dict {
	switch v := f.Get(o).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

func (f *File) Array(o Object) Array { v, _ := f.Get(o).(Array); return v }

// maxNumber bounds the numbers that are acted on. No file means one as large
// (ISO 32000-1, Annex C); what no int holds would become another number on each
// processor, and sums of a few must not overflow.
const maxNumber = 1 << 56

// Num gives a number, a senseless one cut to ±2⁵⁶.
func (f *File) Num(o Object) (float64, bool) {
	v, ok := f.Get(o).(float64)
	return max(-maxNumber, min(maxNumber, v)), ok
}

// Int gives the whole part of any number, a senseless one cut to ±2⁵⁶; 0 of none.
func Int(v float64) int {
	if math.IsNaN(v) {
		return 0
	}
	return int(max(-maxNumber, min(maxNumber, v)))
}

func (f *File) Text(o Object) string { v, _ := f.Get(o).(Text); return string(v) }

func (f *File) Name(o Object) Name { v, _ := f.Get(o).(Name); return v }

// Nums gives n numbers, nil if they are not.
func (f *File) Nums(o Object, n int) []float64 {
	a := f.Array(o)
	if len(a) < n {
		return nil
	}
	out := make([]float64, len(a))
	for i, e := range a {
		v, ok := f.Num(e)
		if !ok {
			return nil
		}
		out[i] = v
	}
	return out
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
