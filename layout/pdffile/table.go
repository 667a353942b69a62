package pdffile

import (
	"bytes"
	"slices"
	"strconv"

	"paiban/layout/pattern"
)

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
