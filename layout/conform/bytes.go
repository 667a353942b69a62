package conform

import (
	"bytes"
	"unicode/utf8"

	"paiban/layout/pattern"
	"paiban/layout/pdffile"
)

var header = pattern.Lazy(`^%PDF-1\.[0-7](\r\n|\r|\n)`)

// file checks the file's own form (ISO 19005-2, 6.1.2 to 6.1.4, 6.1.9).
func (c *checker) file() {
	head := header().Find(c.data[:min(len(c.data), 16)])
	if head == nil {
		c.a("6.1.2-1", 0, "%q", c.data[:min(len(c.data), 10)])
	} else {
		b := c.data[len(head):]
		ok := len(b) > 5 && b[0] == '%'
		for i := 1; ok && i < 5; i++ {
			ok = b[i] > 127
		}
		if !ok {
			c.a("6.1.2-2", 0, "")
		}
	}
	if id := c.Array(c.Trailer["ID"]); len(id) < 2 || c.Text(id[0]) == "" {
		c.a("6.1.3-1", 0, "")
	}
	if i := bytes.LastIndex(c.data, []byte("%%EOF")); i < 0 {
		c.a("6.1.3-3", 0, "no %%%%EOF")
	} else if rest := string(c.data[i+5:]); rest != "" && rest != "\n" && rest != "\r" && rest != "\r\n" {
		c.a("6.1.3-3", 0, "%d bytes", len(rest))
	}
	for _, at := range tableAt().FindAllIndex(c.data, -1) {
		if rest := c.data[at[1]:]; !tableHead().Match(rest[:min(len(rest), 40)]) {
			c.a("6.1.4-2", 0, "at byte %d", at[0])
		}
	}
	n := 0
	c.Each(func(p pdffile.Place) {
		if n++; p.Packed {
			return
		}
		c.spacing(p)
	})
	if n > 8388607 {
		c.a("6.1.13-7", 0, "%d", n)
	}
}

var (
	tableAt   = pattern.Lazy(`(?:^|[\r\n])xref\b`)
	tableHead = pattern.Lazy(`^(\r\n|\r|\n)\d+ \d+`)
	objHead   = pattern.Lazy(`^\d+[ \t\r\n\f\x00]\d+[ \t\r\n\f\x00]obj(\r\n|\r|\n)`)
	objEnd    = pattern.Lazy(`^(\r\n|\r|\n)endobj(\r\n|\r|\n|$)`)
	endStream = pattern.Lazy(`^(\r\n|\r|\n)endstream`)
)

// spacing checks the white space around an object's words (6.1.7.1, 6.1.9), and the
// digits of its strings.
func (c *checker) spacing(p pdffile.Place) {
	b := c.data[min(p.At, len(c.data)):]
	if !objHead().Match(b[:min(len(b), 64)]) || p.At == 0 || !pdffile.IsSpace(c.data[p.At-1]) {
		c.a("6.1.9-1", 0, "object %d", p.Number)
	}
	l := &pdffile.Lexer{B: c.data, At: p.At}
	for range 3 {
		l.Next(0)
	}
	v, err := l.Value(0)
	if err != nil {
		return
	}
	hexStrings(c.data[p.At:l.At], func(digits []byte) { c.hex(p.Number, digits) })
	d, ok := v.(dict)
	rest := c.data[l.At:]
	trimmed := bytes.TrimLeft(rest, " \t\r\n\f\x00")
	if !ok || !bytes.HasPrefix(trimmed, []byte("stream")) {
		if !objEnd().Match(rest[:min(len(rest), 12)]) {
			c.a("6.1.9-1", 0, "object %d", p.Number)
		}
		return
	}
	body := trimmed[len("stream"):]
	switch {
	case bytes.HasPrefix(body, []byte("\r\n")):
		body = body[2:]
	case bytes.HasPrefix(body, []byte("\n")):
		body = body[1:]
	default:
		c.a("6.1.7.1-2", 0, "object %d", p.Number)
		return
	}
	n, ok := c.Num(d["Length"])
	if !ok || n < 0 || int(n) > len(body) || !endStream().Match(body[int(n):min(len(body), int(n)+16)]) {
		c.a("6.1.7.1-1", 0, "object %d", p.Number)
		if i := bytes.Index(body, []byte("endstream")); i > 0 && body[i-1] != '\n' && body[i-1] != '\r' {
			c.a("6.1.7.1-2", 0, "object %d", p.Number)
		}
		return
	}
	rest = body[int(n):]
	rest = rest[bytes.Index(rest, []byte("endstream"))+len("endstream"):]
	if !objEnd().Match(rest[:min(len(rest), 12)]) {
		c.a("6.1.9-1", 0, "object %d", p.Number)
	}
}

// hexStrings visits the hexadecimal strings among the bytes of an object.
func hexStrings(b []byte, visit func(digits []byte)) {
	open := 0 // brackets of a literal string
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && open > 0:
			i++
		case b[i] == '(':
			open++
		case b[i] == ')' && open > 0:
			open--
		case open > 0:
		case b[i] == '<' && i+1 < len(b) && b[i+1] == '<':
			i++
		case b[i] == '<':
			n := bytes.IndexByte(b[i:], '>')
			if n < 0 {
				return
			}
			visit(b[i+1 : i+n])
			i += n
		}
	}
}

// hex checks a hexadecimal string as it is written (6.1.6).
func (c *checker) hex(n int, raw []byte) {
	digits := 0
	for _, b := range raw {
		switch {
		case pdffile.IsSpace(b):
		case b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F':
			digits++
		default:
			digits++
			c.a("6.1.6-2", 0, "object %d", n)
		}
	}
	if digits%2 != 0 {
		c.a("6.1.6-1", 0, "object %d", n)
	}
}

func utf8Name(n name) bool { return utf8.ValidString(string(n)) }
