package pdffile

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// sample is a file in the making: its objects by number, as they are written.
type sample struct {
	objects map[int]string
	streams map[int]string
	trailer string
}

// advert gives a file of two pages.
func advert() *sample {
	return &sample{
		objects: map[int]string{
			1:  "<</Type /Catalog /Pages 2 0 R>>",
			2:  "<</Type /Pages /Kids [3 0 R 9 0 R] /Count 2 /MediaBox [0 0 240 160] /Resources 5 0 R>>",
			3:  "<</Type /Page /Parent 2 0 R /Contents [4 0 R 7 0 R] /TrimBox [10 10 230 150]>>",
			4:  "<<>>",
			5:  "<</Font <</F1 6 0 R /F9 20 0 R>> /XObject <</X 8 0 R>>>>",
			6:  "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
			7:  "<<>>",
			8:  "<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <<>> /Metadata 21 0 R>>",
			9:  "<</Type /Page /Parent 2 0 R /Contents 10 0 R /MediaBox [0 0 100 50] /Rotate 90 /UserUnit 2>>",
			10: "<<>>", 20: "<</Type /Font /BaseFont /Unused>>", 21: "<</Type /Metadata>>",
		},
		streams: map[int]string{4: "0 0 0 1 k BT /F1 12 Tf", 7: "20 20 Td (tea) Tj ET /X Do", 8: "0 0 9 9 re f", 10: "1 0 0 0 k 0 0 100 50 re f", 21: "<x/>"},
		trailer: "/Root 1 0 R",
	}
}

// set gives an object another text.
func (s *sample) set(n int, text string) *sample {
	s.objects[n] = text
	return s
}

// with puts keys into an object's dictionary.
func (s *sample) with(n int, keys string) *sample {
	return s.set(n, strings.TrimSuffix(s.objects[n], ">>")+" "+keys+">>")
}

func (s *sample) numbers() []int {
	var out []int
	for n := range s.objects {
		out = append(out, n)
	}
	sort.Ints(out)
	return out
}

// body gives an object with its stream.
func (s *sample) body(n int) string {
	b := s.objects[n]
	if data, ok := s.streams[n]; ok {
		b = strings.TrimSuffix(b, ">>") + fmt.Sprintf(" /Length %d>>\nstream\n%s\nendstream", len(data), data)
	}
	return b
}

// write puts objects at the end of out and gives their places.
func (s *sample) write(out *bytes.Buffer, numbers []int) map[int]int {
	at := map[int]int{}
	for _, n := range numbers {
		at[n] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", n, s.body(n))
	}
	return at
}

func table(at map[int]int, size int) string {
	b := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", size)
	for n := 1; n < size; n++ {
		if p, ok := at[n]; ok {
			b += fmt.Sprintf("%010d 00000 n \n", p)
		} else {
			b += "0000000000 00000 f \n"
		}
	}
	return b
}

// plain writes the file with a table of objects (7.5.4).
func (s *sample) plain() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	ns := s.numbers()
	at, start := s.write(&out, ns), out.Len()
	size := ns[len(ns)-1] + 1
	fmt.Fprintf(&out, "%strailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", table(at, size), size, s.trailer, start)
	return out.Bytes()
}

// updated writes the file, and behind it a change of one object (7.5.6).
func (s *sample) updated(n int, text string) []byte {
	first := s.plain()
	prev := bytes.LastIndex(first, []byte("xref\n0"))
	out := bytes.NewBuffer(first)
	s.objects[n] = text
	at, start := s.write(out, []int{n}), out.Len()
	fmt.Fprintf(out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 30 %s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", n, at[n], s.trailer, prev, start)
	return out.Bytes()
}

// packed writes all that is no stream into an object stream, with a table that is a
// stream (7.5.7, 7.5.8). With hybrid, an old reader finds the streams by a plain
// table (7.5.8.4).
func (s *sample) packed(hybrid bool) []byte {
	const box, tableNo = 28, 29
	var out bytes.Buffer
	out.WriteString("%PDF-1.5\n")
	var index, data string
	var loose []int
	in := map[int]int{}
	for _, n := range s.numbers() {
		if _, ok := s.streams[n]; ok {
			loose = append(loose, n)
			continue
		}
		in[n] = len(in)
		index += fmt.Sprintf("%d %d ", n, len(data))
		data += s.objects[n] + "\n"
	}
	at := s.write(&out, loose)
	at[box] = out.Len()
	fmt.Fprintf(&out, "%d 0 obj\n<</Type /ObjStm /N %d /First %d /Length %d>>\nstream\n%s\nendstream\nendobj\n", box, len(in), len(index), len(index)+len(data), index+data)
	at[tableNo] = out.Len()
	var rows []byte
	for n := range tableNo + 1 {
		switch i, packed := in[n]; {
		case packed:
			rows = append(rows, 2, 0, box, byte(i))
		case at[n] > 0 || n == 4:
			rows = append(rows, 1, byte(at[n]>>8), byte(at[n]), 0)
		default:
			rows = append(rows, 0, 0, 0, 0)
		}
	}
	fmt.Fprintf(&out, "%d 0 obj\n<</Type /XRef /Size %d /W [1 2 1] %s /Length %d>>\nstream\n%s\nendstream\nendobj\n", tableNo, tableNo+1, s.trailer, len(rows), rows)
	start := at[tableNo]
	if hybrid {
		start = out.Len()
		delete(at, box)
		fmt.Fprintf(&out, "%strailer\n<</Size %d %s /XRefStm %d>>\n", table(at, tableNo+1), tableNo+1, s.trailer, at[tableNo])
	}
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}
