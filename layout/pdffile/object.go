package pdffile

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The objects of ISO 32000-1, 7.3, as a file of anyone's has them. An object is one
// of: nil, bool, float64, Name, Text, Array, Dict, *Stream, Ref.
type (
	Object any
	Name   string // escapes undone
	Text   string // bytes of a string
	Array  []Object
	Dict   map[Name]Object
	Ref    struct{ Number, Generation int }
	Word   string // an operator of a content stream, or a keyword
)

// Stream is a stream with its bytes as they stand in the file.
type Stream struct {
	Dict
	Raw []byte
	At  int // where Raw begins in the file; 0 of what is of none
}

// Keys gives a dictionary's keys in order, so that nothing depends on a map's.
func (d Dict) Keys() []Name {
	out := make([]Name, 0, len(d))
	for k := range d {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Limits on what is read, so that no file, however made, exhausts memory, the stack
// or patience.
const (
	MaxNesting = 64
	maxObjects = 1 << 20
	maxStream  = 256 << 20 // bytes of a stream unpacked
	maxTotal   = 1 << 30   // of all streams
)

// ErrSyntax is the error of bytes that are no objects.
var ErrSyntax = errors.New("not the syntax of PDF")

// Lexer reads objects from bytes; it never reads outside them.
type Lexer struct {
	B  []byte
	At int
}

// IsSpace reports white space as PDF has it (7.2.2).
func IsSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// space passes blanks and comments.
func (l *Lexer) space() {
	for l.At < len(l.B) {
		switch c := l.B[l.At]; {
		case IsSpace(c):
			l.At++
		case c == '%':
			for l.At < len(l.B) && l.B[l.At] != '\n' && l.B[l.At] != '\r' {
				l.At++
			}
		default:
			return
		}
	}
}

// End passes blanks and reports that nothing follows.
func (l *Lexer) End() bool {
	l.space()
	return l.At >= len(l.B)
}

func (l *Lexer) regular() string {
	from := l.At
	for l.At < len(l.B) && !IsSpace(l.B[l.At]) && !isDelimiter(l.B[l.At]) {
		l.At++
	}
	return string(l.B[from:l.At])
}

// Next reads an object; a bare word that is no number comes as a word.
func (l *Lexer) Next(depth int) (Object, error) {
	l.space()
	if l.At >= len(l.B) || depth > MaxNesting {
		return nil, ErrSyntax
	}
	switch c := l.B[l.At]; c {
	case '/':
		l.At++
		return l.name(), nil
	case '(':
		return l.literal()
	case '[':
		l.At++
		return l.array(depth)
	case '<':
		if bytes.HasPrefix(l.B[l.At:], []byte("<<")) {
			l.At += 2
			return l.dict(depth)
		}
		return l.hex()
	case ']', '>', ')', '}', '{':
		l.At++
		return Word(c), nil
	}
	s := l.regular()
	if v, ok := number(s); ok {
		return v, nil
	}
	switch s {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return Word(s), nil
}

// number reads a number as PDF writers do, "+.5" and "--3" among them.
func number(s string) (float64, bool) {
	if s == "" || (s[0] > '9' || s[0] < '0') && s[0] != '+' && s[0] != '-' && s[0] != '.' {
		return 0, false
	}
	for _, c := range []byte(s) { // PDF knows no exponents
		if (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
			return 0, false
		}
	}
	for len(s) > 1 && s[0] == '-' && s[1] == '-' {
		s = s[1:]
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, false
	}
	return v, true
}

func (l *Lexer) name() Name {
	s := l.regular()
	if !bytes.Contains([]byte(s), []byte("#")) {
		return Name(s)
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return Name(out)
}

func (l *Lexer) array(depth int) (Object, error) {
	out := Array{}
	for {
		v, err := l.Value(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == Word("]") {
			return out, nil
		}
		out = append(out, v)
	}
}

func (l *Lexer) dict(depth int) (Object, error) {
	out := Dict{}
	for {
		k, err := l.Value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k == Word(">") {
			if l.At < len(l.B) && l.B[l.At] == '>' {
				l.At++
			}
			return out, nil
		}
		key, ok := k.(Name)
		if !ok {
			return nil, ErrSyntax
		}
		v, err := l.Value(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == Word(">") {
			return nil, ErrSyntax
		}
		out[key] = v
	}
}

// Value reads an object or a reference to one.
func (l *Lexer) Value(depth int) (Object, error) {
	v, err := l.Next(depth)
	n, ok := v.(float64)
	if err != nil || !ok || n < 1 || n != math.Trunc(n) || n > maxObjects*16 {
		return v, err
	}
	back := l.At
	g, err := l.Next(depth)
	if gen, ok := g.(float64); err == nil && ok && gen >= 0 && gen == math.Trunc(gen) && gen < 1<<16 {
		if w, err := l.Next(depth); err == nil && w == Word("R") {
			return Ref{Int(n), int(gen)}, nil
		}
	}
	l.At = back
	return v, nil
}

func (l *Lexer) hex() (Object, error) {
	l.At++
	var out []byte
	half, odd := byte(0), false
	for ; l.At < len(l.B); l.At++ {
		c := l.B[l.At]
		var v byte
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c >= 'a' && c <= 'f':
			v = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			v = c - 'A' + 10
		case c == '>':
			l.At++
			if odd {
				out = append(out, half<<4)
			}
			return Text(out), nil
		default:
			continue
		}
		if odd {
			out = append(out, half<<4|v)
		}
		half, odd = v, !odd
	}
	return nil, ErrSyntax
}

// literal reads a (string): brackets nest, a backslash escapes (7.3.4.2).
func (l *Lexer) literal() (Object, error) {
	l.At++
	var out []byte
	for Open := 1; l.At < len(l.B); l.At++ {
		c := l.B[l.At]
		switch c {
		case '(':
			Open++
		case ')':
			if Open--; Open == 0 {
				l.At++
				return Text(out), nil
			}
		case '\\':
			l.At++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, ErrSyntax
}

// escape adds what stands behind a backslash and leaves at on its last byte.
func (l *Lexer) escape(out []byte) []byte {
	if l.At >= len(l.B) {
		return out
	}
	c := l.B[l.At]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c >= '0' && c <= '7':
		v := 0
		for k := 0; k < 3 && l.At < len(l.B) && l.B[l.At] >= '0' && l.B[l.At] <= '7'; k++ {
			v = 8*v + int(l.B[l.At]-'0')
			l.At++
		}
		l.At--
		return append(out, byte(v))
	case c == '\r':
		if l.At+1 < len(l.B) && l.B[l.At+1] == '\n' {
			l.At++
		}
		return out
	case c == '\n':
		return out
	}
	return append(out, c)
}

// Plain gives a text string as characters (7.9.2.2).
func Plain(s string) string {
	switch {
	case strings.HasPrefix(s, "\xFE\xFF"):
		return UTF16(s[2:])
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return s[3:]
	}
	return s
}

// UTF16 reads UTF-16 big-endian.
func UTF16(s string) string {
	var u []uint16
	for ; len(s) >= 2; s = s[2:] {
		u = append(u, uint16(s[0])<<8|uint16(s[1]))
	}
	return string(utf16.Decode(u))
}
