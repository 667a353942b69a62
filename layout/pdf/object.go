package pdf

import (
	"bytes"
	"strconv"
)

// The objects of ISO 32000-1, 7.3. A value is one of: name, raw, ref, array, *dict.
type (
	value any
	name  string // without its slash, escapes as they stand
	raw   string // a number, string, boolean or null, as it is written in a file
	ref   int    // "12 0 R"
	array []value
)

// dict keeps its keys in the order they came, so that output is one and the same.
type dict struct {
	keys []name
	vals []value
}

func newDict(kv ...value) *dict {
	d := &dict{}
	for i := 0; i+1 < len(kv); i += 2 {
		d.set(kv[i].(name), kv[i+1])
	}
	return d
}

// get gives the value of key, nil if there is none. A nil dict has no keys.
func (d *dict) get(key name) value {
	if d == nil {
		return nil
	}
	for i, k := range d.keys {
		if k == key {
			return d.vals[i]
		}
	}
	return nil
}

// set gives key a value, replacing what it had.
func (d *dict) set(key name, v value) {
	for i, k := range d.keys {
		if k == key {
			d.vals[i] = v
			return
		}
	}
	d.keys, d.vals = append(d.keys, key), append(d.vals, v)
}

func (d *dict) del(key name) {
	for i, k := range d.keys {
		if k == key {
			d.keys = append(d.keys[:i:i], d.keys[i+1:]...)
			d.vals = append(d.vals[:i:i], d.vals[i+1:]...)
			return
		}
	}
}

// object is one indirect object. A stream is plain until it is written, unless
// its dictionary names a filter already.
type object struct {
	val    value
	stream []byte
	isData bool // a stream, though perhaps an empty one
	level  int  // how a stream is deflated; 0 is deflateLevel
	kept   bool // a stream that is told in Made.Plain: nobody writes to it any more
	held   bool // a picture of Made.Held
}

func (o *object) dict() *dict {
	d, _ := o.val.(*dict)
	return d
}

func integer(n int) raw { return raw(strconv.Itoa(n)) }

// decimal gives n/10^places without trailing zeros, exactly.
func decimal(n int64, places int) raw { return raw(appendDecimal(nil, n, places)) }

// appendDecimal is decimal behind b.
func appendDecimal(b []byte, n int64, places int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	unit := int64(1)
	for range places {
		unit *= 10
	}
	b = strconv.AppendInt(b, n/unit, 10)
	n %= unit
	if n == 0 {
		return b
	}
	b = append(b, '.')
	for n > 0 {
		unit /= 10
		b = append(b, byte('0'+n/unit))
		n %= unit
	}
	return b
}

// text gives a text string (7.9.2.2): plain when ASCII, else UTF-16 in hexadecimal.
func text(s string) raw {
	plain := true
	for _, c := range []byte(s) {
		plain = plain && c >= ' ' && c < 0x7F
	}
	if !plain {
		return raw("<FEFF" + utf16Hex(s) + ">")
	}
	var b bytes.Buffer
	b.WriteByte('(')
	for _, c := range []byte(s) {
		if c == '(' || c == ')' || c == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	b.WriteByte(')')
	return raw(b.String())
}

const hexDigits = "0123456789ABCDEF"

// utf16Hex gives the characters as UTF-16 big-endian, surrogates included.
func utf16Hex(s string) string { return string(appendUTF16(nil, s)) }

// appendUTF16 is utf16Hex behind b.
func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r >= 0x10000 {
			b = appendHex4(b, 0xD800+uint16((r-0x10000)>>10))
			r = 0xDC00 + (r-0x10000)&0x3FF
		}
		b = appendHex4(b, uint16(r))
	}
	return b
}

func appendHex4(b []byte, u uint16) []byte {
	return append(b, hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
}

func hex4(u uint16) string { return string(appendHex4(nil, u)) }

// appendValue writes v as a file has it.
func appendValue(b []byte, v value) []byte {
	switch v := v.(type) {
	case name:
		return append(append(b, '/'), v...)
	case raw:
		return append(b, v...)
	case ref:
		return append(strconv.AppendInt(b, int64(v), 10), " 0 R"...)
	case array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = appendValue(b, e)
		}
		return append(b, ']')
	case *dict:
		b = append(b, "<<"...)
		for i, k := range v.keys {
			b = append(append(append(b, '/'), k...), ' ')
			b = appendValue(b, v.vals[i])
		}
		return append(b, ">>"...)
	}
	return append(b, "null"...)
}
