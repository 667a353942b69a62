package pdf

import (
	"bytes"

	"paiban/layout/pdffile"
)

// unmarked takes the marks of structure out of another file's content: a placed page is
// one figure here, and its own tags and artifacts must not stand in it (ISO 14289-1,
// 7.1). What switches layers stays. Content that cannot be read is left as it is.
func unmarked(content []byte) []byte {
	l := &pdffile.Lexer{B: content}
	var out []byte
	var kept []bool // of the sequences that are open
	done, from := 0, 0
	first := pdffile.Object(nil)
	for args := 0; !l.End(); {
		if args == 0 {
			from, first = l.At, nil
		}
		v, err := l.Next(0)
		if err != nil {
			return content
		}
		op, isOp := v.(pdffile.Word)
		if !isOp {
			if args == 0 {
				first = v
			}
			args++
			continue
		}
		args = 0
		drop := false
		switch op {
		case "BMC", "BDC":
			drop = first != pdffile.Name("OC")
			kept = append(kept, !drop)
		case "EMC":
			if n := len(kept); n > 0 {
				drop, kept = !kept[n-1], kept[:n-1]
			}
		case "MP", "DP":
			drop = true
		case "BI":
			if l.At = endOfImage(content, l.At); l.At < 0 {
				return content
			}
		}
		if drop {
			out = append(append(out, content[done:from]...), '\n')
			done = l.At
		}
	}
	return append(out, content[done:]...)
}

// endOfImage gives what stands behind an image in the content (ISO 32000-1, 8.9.7),
// whose dictionary begins at from; -1 if it has no end.
func endOfImage(b []byte, from int) int {
	id := bytes.Index(b[from:], []byte("ID"))
	if id < 0 {
		return -1
	}
	for at := from + id + 2; at < len(b); {
		i := bytes.Index(b[at:], []byte("EI"))
		if i < 0 {
			return -1
		}
		end := at + i + 2
		if pdffile.IsSpace(b[end-3]) && (end == len(b) || pdffile.IsSpace(b[end])) {
			return end
		}
		at = end
	}
	return -1
}

// unmarkedStream is unmarked for a form or a pattern within a placed page, which is
// packed anew.
func unmarkedStream(s *pdffile.Stream) *pdffile.Stream {
	_, pattern := s.Dict["PatternType"]
	if s.Dict["Subtype"] != pdffile.Name("Form") && !pattern {
		return s
	}
	plain, err := (&pdffile.File{}).Unpack(s)
	if err != nil {
		return s
	}
	d := pdffile.Dict{}
	for k, v := range s.Dict {
		if k != "Filter" && k != "DecodeParms" && k != "Length" {
			d[k] = v
		}
	}
	return &pdffile.Stream{Dict: d, Raw: unmarked(plain)}
}
