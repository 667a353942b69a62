package preflight

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"
)

// The objects of ISO 32000-1, 7.3, as a file of anyone's has them. An object is one
// of: nil, bool, float64, name, text, array, dict, *stream, ref.
type (
	object any
	name   string // escapes undone
	text   string // bytes of a string
	array  []object
	dict   map[name]object
	ref    struct{ number, generation int }
	word   string // an operator of a content stream, or a keyword
)

// stream is a stream with its bytes as they stand in the file.
type stream struct {
	dict
	raw []byte
}

// keys gives a dictionary's keys in order, so that nothing depends on a map's.
func (d dict) keys() []name {
	out := make([]name, 0, len(d))
	for k := range d {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Limits on what is read, so that no file, however made, exhausts memory, the stack
// or patience.
const (
	maxNesting = 64
	maxObjects = 1 << 20
	maxStream  = 256 << 20 // bytes of a stream unpacked
	maxTotal   = 1 << 30   // of all streams
	maxOps     = 20 << 20  // operations of all content
	maxForms   = 16        // forms within forms
)

var errSyntax = errors.New("not the syntax of PDF")

// lexer reads objects from bytes; it never reads outside them.
type lexer struct {
	b  []byte
	at int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// space passes blanks and comments.
func (l *lexer) space() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

func (l *lexer) end() bool {
	l.space()
	return l.at >= len(l.b)
}

func (l *lexer) regular() string {
	from := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[from:l.at])
}

// next reads an object; a bare word that is no number comes as a word.
func (l *lexer) next(depth int) (object, error) {
	l.space()
	if l.at >= len(l.b) || depth > maxNesting {
		return nil, errSyntax
	}
	switch c := l.b[l.at]; c {
	case '/':
		l.at++
		return l.name(), nil
	case '(':
		return l.literal()
	case '[':
		l.at++
		return l.array(depth)
	case '<':
		if bytes.HasPrefix(l.b[l.at:], []byte("<<")) {
			l.at += 2
			return l.dict(depth)
		}
		return l.hex()
	case ']', '>', ')', '}', '{':
		l.at++
		return word(c), nil
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
	return word(s), nil
}

// number reads a number as PDF writers do, "+.5" and "--3" among them.
func number(s string) (float64, bool) {
	if s == "" || (s[0] > '9' || s[0] < '0') && s[0] != '+' && s[0] != '-' && s[0] != '.' {
		return 0, false
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

func (l *lexer) name() name {
	s := l.regular()
	if !bytes.Contains([]byte(s), []byte("#")) {
		return name(s)
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
	return name(out)
}

func (l *lexer) array(depth int) (object, error) {
	out := array{}
	for {
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == word("]") {
			return out, nil
		}
		out = append(out, v)
	}
}

func (l *lexer) dict(depth int) (object, error) {
	out := dict{}
	for {
		k, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k == word(">") {
			if l.at < len(l.b) && l.b[l.at] == '>' {
				l.at++
			}
			return out, nil
		}
		key, ok := k.(name)
		if !ok {
			return nil, errSyntax
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == word(">") {
			return nil, errSyntax
		}
		out[key] = v
	}
}

// value reads an object or a reference to one.
func (l *lexer) value(depth int) (object, error) {
	v, err := l.next(depth)
	n, ok := v.(float64)
	if err != nil || !ok || n < 1 || n != math.Trunc(n) || n > maxObjects*16 {
		return v, err
	}
	back := l.at
	g, err := l.next(depth)
	if gen, ok := g.(float64); err == nil && ok && gen >= 0 && gen == math.Trunc(gen) && gen < 1<<16 {
		if w, err := l.next(depth); err == nil && w == word("R") {
			return ref{int(n), int(gen)}, nil
		}
	}
	l.at = back
	return v, nil
}

func (l *lexer) hex() (object, error) {
	l.at++
	var out []byte
	half, odd := byte(0), false
	for ; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		var v byte
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c >= 'a' && c <= 'f':
			v = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			v = c - 'A' + 10
		case c == '>':
			l.at++
			if odd {
				out = append(out, half<<4)
			}
			return text(out), nil
		default:
			continue
		}
		if odd {
			out = append(out, half<<4|v)
		}
		half, odd = v, !odd
	}
	return nil, errSyntax
}

// literal reads a (string): brackets nest, a backslash escapes (7.3.4.2).
func (l *lexer) literal() (object, error) {
	l.at++
	var out []byte
	for open := 1; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return text(out), nil
			}
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, errSyntax
}

// escape adds what stands behind a backslash and leaves at on its last byte.
func (l *lexer) escape(out []byte) []byte {
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c >= '0' && c <= '7':
		v := 0
		for k := 0; k < 3 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; k++ {
			v = 8*v + int(l.b[l.at]-'0')
			l.at++
		}
		l.at--
		return append(out, byte(v))
	case c == '\r':
		if l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
			l.at++
		}
		return out
	case c == '\n':
		return out
	}
	return append(out, c)
}
