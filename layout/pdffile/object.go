package pdffile

import (
	"slices"
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
