package preflight

import (
	"bytes"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// file is a PDF file opened for reading. Whoever made it, and however badly, every
// object that can be found is; what cannot be resolved is nil.
type file struct {
	data    []byte
	places  map[int]place
	trailer dict
	read    map[int]object
	packs   map[int]*pack
	busy    map[int]bool // being read: an object that needs itself
	total   int          // bytes unpacked
	mended  bool         // the table of objects was made by searching the file
	packed  bool         // it has object streams
}

// place is where an object is: at an offset, or the index-th of an object stream.
type place struct {
	at       int
	inStream int // number of the object stream, 0 = none
	index    int
}

var (
	errNoPDF    = errors.New("not a PDF file")
	errNoCatlog = errors.New("the file has no catalog")
)

// open reads the table of objects.
func open(data []byte) (*file, error) {
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i < 0 {
		return nil, errNoPDF
	}
	f := &file{data: data, places: map[int]place{}, trailer: dict{}, read: map[int]object{}, packs: map[int]*pack{}, busy: map[int]bool{}}
	if !f.tables() || f.catalog() == nil {
		f.search()
	}
	if f.catalog() == nil {
		return nil, errNoCatlog
	}
	return f, nil
}

// catalog gives the document catalog, nil if there is none.
func (f *file) catalog() dict {
	d := f.dict(f.trailer["Root"])
	if f.dict(d["Pages"]) == nil {
		return nil
	}
	return d
}

// tables reads the cross-reference tables from the last to the first (7.5.4, 7.5.8);
// false if they are not what they should be.
func (f *file) tables() bool {
	i := bytes.LastIndex(f.data, []byte("startxref"))
	if i < 0 {
		return false
	}
	l := &lexer{f.data, i + len("startxref")}
	v, _ := l.next(0)
	seen := map[int]bool{}
	for at, ok := v.(float64); ok; {
		n := int(at)
		if n < 0 || n >= len(f.data) || seen[n] {
			return false
		}
		seen[n] = true
		t := f.table(n)
		if t == nil {
			return false
		}
		for k, v := range t {
			if _, have := f.trailer[k]; !have {
				f.trailer[k] = v
			}
		}
		if x, hybrid := t["XRefStm"].(float64); hybrid && int(x) > 0 && int(x) < len(f.data) && !seen[int(x)] {
			seen[int(x)] = true
			if f.table(int(x)) == nil {
				return false
			}
		}
		at, ok = t["Prev"].(float64)
	}
	return len(seen) > 0
}

// table reads one table and gives its trailer.
func (f *file) table(at int) dict {
	l := &lexer{f.data, at}
	l.space()
	if !bytes.HasPrefix(f.data[l.at:], []byte("xref")) {
		return f.tableStream(l.at)
	}
	l.at += len("xref")
	for {
		v, err := l.next(0)
		if err != nil {
			return nil
		}
		if v == word("trailer") {
			t, _ := l.value(0)
			d, _ := t.(dict)
			return d
		}
		from, ok1 := v.(float64)
		c, _ := l.next(0)
		count, ok2 := c.(float64)
		if !ok1 || !ok2 || from < 0 || count < 0 || from+count > maxObjects {
			return nil
		}
		for i := range int(count) {
			off, _ := l.next(0)
			l.next(0)
			kind, _ := l.next(0)
			n, ok := off.(float64)
			if !ok || kind != word("n") && kind != word("f") {
				return nil
			}
			f.put(int(from)+i, kind == word("n"), place{at: int(n)})
		}
	}
}

// put notes an object's place unless a newer table has.
func (f *file) put(n int, used bool, p place) {
	if _, have := f.places[n]; have || n <= 0 || n > maxObjects {
		return
	}
	if !used {
		p = place{at: -1}
	}
	f.places[n] = p
}

// tableStream reads a cross-reference stream (7.5.8).
func (f *file) tableStream(at int) dict {
	s, _ := f.objectAt(at, 0).(*stream)
	if s == nil || s.dict["Type"] != name("XRef") {
		return nil
	}
	data, err := f.unpack(s)
	widths, ok := s.dict["W"].(array)
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
	size, _ := s.dict["Size"].(float64)
	sections, _ := s.dict["Index"].(array)
	if len(sections) == 0 {
		sections = array{0.0, size}
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
				f.packed = true
				f.put(int(from)+k, true, place{inStream: v[1], index: v[2]})
			default:
				f.put(int(from)+k, false, place{})
			}
		}
	}
	return s.dict
}

var objectStart = regexp.MustCompile(`(?:^|[\r\n\s])(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b`)

// search makes the table anew from what looks like objects, the last of each number
// counting, and the trailer from what looks like one.
func (f *file) search() {
	f.mended = true
	f.places, f.read, f.packs = map[int]place{}, map[int]object{}, map[int]*pack{}
	for _, m := range objectStart.FindAllSubmatchIndex(f.data, maxObjects) {
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
			f.packed = true
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
		l := &lexer{f.data, i + len("trailer")}
		if t, err := l.value(0); err == nil {
			if d, ok := t.(dict); ok && d["Root"] != nil {
				f.trailer = d
				break
			}
		}
	}
	if f.catalog() != nil {
		return
	}
	for _, n := range numbers {
		if d := f.dict(ref{number: n}); d["Type"] == name("Catalog") {
			f.trailer["Root"] = ref{number: n}
		} else if d["Type"] == name("XRef") && f.trailer["Info"] == nil {
			f.trailer["Info"], f.trailer["ID"], f.trailer["Encrypt"] = d["Info"], d["ID"], d["Encrypt"]
		}
	}
}

// get follows references; a nil stands for what is not there.
func (f *file) get(o object) object {
	for range maxNesting {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		if v, known := f.read[r.number]; known {
			o = v
			continue
		}
		p, ok := f.places[r.number]
		if !ok || f.busy[r.number] {
			return nil
		}
		f.busy[r.number] = true
		var v object
		if p.inStream > 0 {
			v = f.packedObject(p)
		} else {
			v = f.objectAt(p.at, r.number)
		}
		delete(f.busy, r.number)
		f.read[r.number] = v
		o = v
	}
	return nil
}

// dict, array, num and text give an object's value if it is of that kind, a zero
// value if not; a stream's dictionary counts as one.
func (f *file) dict(o object) dict {
	switch v := f.get(o).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(o object) array { v, _ := f.get(o).(array); return v }

func (f *file) num(o object) (float64, bool) { v, ok := f.get(o).(float64); return v, ok }

func (f *file) text(o object) string { v, _ := f.get(o).(text); return string(v) }

func (f *file) name(o object) name { v, _ := f.get(o).(name); return v }

// nums gives n numbers, nil if they are not.
func (f *file) nums(o object, n int) []float64 {
	a := f.array(o)
	if len(a) < n {
		return nil
	}
	out := make([]float64, len(a))
	for i, e := range a {
		v, ok := f.num(e)
		if !ok {
			return nil
		}
		out[i] = v
	}
	return out
}

// objectAt reads "n g obj … endobj" at an offset; number 0 is any.
func (f *file) objectAt(at, number int) object {
	if at < 0 || at >= len(f.data) {
		return nil
	}
	l := &lexer{f.data, at}
	n, _ := l.next(0)
	l.next(0)
	key, err := l.next(0)
	if v, ok := n.(float64); !ok || err != nil || key != word("obj") || number > 0 && int(v) != number {
		return nil
	}
	v, err := l.value(0)
	if err != nil {
		return nil
	}
	d, ok := v.(dict)
	if !ok {
		return v
	}
	l.space()
	if !bytes.HasPrefix(f.data[l.at:], []byte("stream")) {
		return d
	}
	l.at += len("stream")
	if l.at < len(f.data) && f.data[l.at] == '\r' {
		l.at++
	}
	if l.at < len(f.data) && f.data[l.at] == '\n' {
		l.at++
	}
	return &stream{d, f.streamBytes(l.at, d)}
}

// streamBytes gives the bytes of a stream: as many as Length says if endstream
// follows, else up to where it does.
func (f *file) streamBytes(from int, d dict) []byte {
	if n, ok := f.num(d["Length"]); ok && n >= 0 && n == math.Trunc(n) && int(n) <= len(f.data)-from {
		l := &lexer{f.data, from + int(n)}
		l.space()
		if bytes.HasPrefix(f.data[l.at:], []byte("endstream")) {
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
func (f *file) pack(n int) *pack {
	if p, known := f.packs[n]; known {
		return p
	}
	p := &pack{}
	f.packs[n] = p
	s, _ := f.get(ref{number: n}).(*stream)
	if s == nil || s.dict["Type"] != name("ObjStm") {
		return p
	}
	data, err := f.unpack(s)
	first, ok := f.num(s.dict["First"])
	count, _ := f.num(s.dict["N"])
	if err != nil || !ok || first < 0 || int(first) > len(data) {
		return p
	}
	p.data = data
	l := &lexer{data[:int(first)], 0}
	for range int(min(count, maxObjects)) {
		v, err := l.next(0)
		number, ok1 := v.(float64)
		w, _ := l.next(0)
		off, ok2 := w.(float64)
		if err != nil || !ok1 || !ok2 || off < 0 || int(off) > len(data)-int(first) {
			break
		}
		p.numbers = append(p.numbers, int(number))
		p.offsets = append(p.offsets, int(first)+int(off))
	}
	return p
}

func (f *file) packedObject(at place) object {
	p := f.pack(at.inStream)
	if at.index >= len(p.offsets) {
		return nil
	}
	l := &lexer{p.data, p.offsets[at.index]}
	v, _ := l.value(0)
	return v
}
