package pdffile

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"
)

// ErrSyntax is the error of bytes that are no objects.
var ErrSyntax = errors.New("not the syntax of PDF")

// Lexer reads objects from bytes; it never reads outside them.
type Lexer struct {
	B  []byte
	At int

	reuse *reuse // nil = every value is made anew
}

// reuse are values that come again and again in a file or a content stream, made once,
// and room for arrays in the making.
type reuse struct {
	names   map[string]Object
	numbers [1 << numberBits]Object // by a hash, the last of each
	stack   []Object
}

const (
	numberBits = 8
	maxNames   = 1 << 12 // a file has some hundred
)

func newReuse() *reuse { return &reuse{names: map[string]Object{}} }

// words are operators of content (ISO 32000-1, annex A) and the words of a file's frame,
// as objects.
var words = func() map[string]Object {
	m := map[string]Object{}
	for _, s := range strings.Fields(`b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k
		l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
		obj endobj R xref trailer startxref ] > ) } {`) {
		m[s] = Word(s)
	}
	return m
}()

// What bytes are to a lexer (7.2.2).
const (
	regular = iota
	blank
	delimiter
)

var kinds = func() (t [256]uint8) {
	for _, c := range []byte(" \n\r\t\f\x00") {
		t[c] = blank
	}
	for _, c := range []byte("()<>[]{}/%") {
		t[c] = delimiter
	}
	return t
}()

// IsSpace reports white space as PDF has it (7.2.2).
func IsSpace(c byte) bool { return kinds[c] == blank }

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

func (l *Lexer) regular() []byte {
	from := l.At
	for l.At < len(l.B) && kinds[l.B[l.At]] == regular {
		l.At++
	}
	return l.B[from:l.At]
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
		return words[string(l.B[l.At-1:l.At])], nil
	}
	s := l.regular()
	if v, ok := number(s); ok {
		return l.number(v), nil
	}
	switch string(s) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if w, ok := words[string(s)]; ok {
		return w, nil
	}
	return Word(s), nil
}

// number gives a number as an object.
func (l *Lexer) number(v float64) Object {
	if l.reuse == nil {
		return v
	}
	o := &l.reuse.numbers[math.Float64bits(v)*0x9E3779B97F4A7C15>>(64-numberBits)]
	if w, ok := (*o).(float64); !ok || math.Float64bits(w) != math.Float64bits(v) {
		*o = v
	}
	return *o
}

// number reads a number as PDF writers do, "+.5" and "--3" among them.
func number(s []byte) (float64, bool) {
	if len(s) == 0 || (s[0] > '9' || s[0] < '0') && s[0] != '+' && s[0] != '-' && s[0] != '.' {
		return 0, false
	}
	if v, ok := plainNumber(s); ok {
		return v, true
	}
	for _, c := range s { // PDF knows no exponents
		if (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
			return 0, false
		}
	}
	for len(s) > 1 && s[0] == '-' && s[1] == '-' {
		s = s[1:]
	}
	v, err := strconv.ParseFloat(string(s), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, false
	}
	return v, true
}

// plainNumber reads a number of up to fifteen digits. It is what they and a power of ten,
// both exact, give by one division, and so the same as strconv's.
func plainNumber(s []byte) (float64, bool) {
	digits, point, n := s, -1, 0
	if s[0] == '-' || s[0] == '+' {
		digits = s[1:]
	}
	for i, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			n = 10*n + int(c-'0')
		case c == '.' && point < 0:
			point = i
		default:
			return 0, false
		}
		if i > 15 {
			return 0, false
		}
	}
	count, places := len(digits), 0
	if point >= 0 {
		count, places = count-1, len(digits)-1-point
	}
	if count == 0 || count > 15 {
		return 0, false
	}
	v := float64(n) / powers[places]
	if s[0] == '-' {
		v = -v
	}
	return v, true
}

var powers = [16]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

func (l *Lexer) name() Object {
	s := l.regular()
	if l.reuse == nil {
		return unescaped(s)
	}
	o, ok := l.reuse.names[string(s)]
	if !ok {
		if o = unescaped(s); len(l.reuse.names) < maxNames {
			l.reuse.names[string(s)] = o
		}
	}
	return o
}

// unescaped undoes the escapes of a name (7.3.5).
func unescaped(s []byte) Name {
	if bytes.IndexByte(s, '#') < 0 {
		return Name(s)
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if v, err := strconv.ParseUint(string(s[i+1:i+3]), 16, 8); err == nil {
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
	var own []Object
	stack := &own
	if l.reuse != nil {
		stack = &l.reuse.stack
	}
	from := len(*stack)
	defer func() {
		clear((*stack)[from:]) // it keeps nothing alive
		*stack = (*stack)[:from]
	}()
	for {
		v, err := l.Value(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == Word("]") {
			return append(make(Array, 0, len(*stack)-from), (*stack)[from:]...), nil
		}
		*stack = append(*stack, v)
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
	if l.space(); l.At == len(l.B) || kinds[l.B[l.At]] != regular || l.B[l.At] > '9' { // no number follows
		l.At = back
		return v, nil
	}
	g, err := l.Next(depth)
	if gen, ok := g.(float64); err == nil && ok && gen >= 0 && gen == math.Trunc(gen) && gen < 1<<16 {
		if w, err := l.Next(depth); err == nil && w == Word("R") {
			return Ref{Int(n), int(gen)}, nil
		}
	}
	l.At = back
	return v, nil
}

// digits are what bytes count for in a hexadecimal string, noDigit if nothing.
var digits = func() (t [256]uint8) {
	for c := range t {
		v, err := strconv.ParseUint(string(rune(c)), 16, 8)
		if t[c] = uint8(v); err != nil {
			t[c] = noDigit
		}
	}
	return t
}()

const noDigit = 0xFF

func (l *Lexer) hex() (Object, error) {
	l.At++
	n := bytes.IndexByte(l.B[l.At:], '>')
	if n < 0 {
		l.At = len(l.B)
		return nil, ErrSyntax
	}
	var room [64]byte // for the glyphs of a few words
	out := room[:0]
	half, odd := byte(0), false
	for _, c := range l.B[l.At : l.At+n] {
		v := digits[c]
		if v == noDigit {
			continue
		}
		if odd {
			out = append(out, half<<4|v)
		}
		half, odd = v, !odd
	}
	if odd {
		out = append(out, half<<4)
	}
	l.At += n + 1
	return Text(out), nil
}

// literal reads a (string): brackets nest, a backslash escapes (7.3.4.2).
func (l *Lexer) literal() (Object, error) {
	l.At++
	if i := bytes.IndexAny(l.B[l.At:], `()\`); i >= 0 && l.B[l.At+i] == ')' { // as most are
		l.At += i + 1
		return Text(l.B[l.At-i-1 : l.At-1]), nil
	}
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
