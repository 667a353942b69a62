package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// parser reads the objects of a PDF file or a content stream (ISO 32000-1, 7.2,
// 7.3). It is made for what gopdf writes, and fails on anything else; it never
// reads outside its bytes.
type parser struct {
	b  []byte
	at int
}

// maxNesting bounds arrays within dictionaries within arrays; gopdf's go 3 deep.
const maxNesting = 32

var errSyntax = errors.New("unexpected bytes in what gopdf wrote")

func (p *parser) fail() error { return fmt.Errorf("%w at byte %d", errSyntax, p.at) }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (p *parser) space() {
	for p.at < len(p.b) && isSpace(p.b[p.at]) {
		p.at++
	}
}

// accept passes s if it stands next, after blanks.
func (p *parser) accept(s string) bool {
	p.space()
	if !bytes.HasPrefix(p.b[p.at:], []byte(s)) {
		return false
	}
	p.at += len(s)
	return true
}

// word passes a run of regular characters: a number, a keyword, a name's body.
func (p *parser) word() string {
	from := p.at
	for p.at < len(p.b) && !isSpace(p.b[p.at]) && !isDelimiter(p.b[p.at]) {
		p.at++
	}
	return string(p.b[from:p.at])
}

// value reads one object. A bare word that is no number stays raw: an operator
// of a content stream, or true, false, null.
func (p *parser) value(depth int) (value, error) {
	p.space()
	if p.at >= len(p.b) || depth > maxNesting {
		return nil, p.fail()
	}
	switch c := p.b[p.at]; {
	case c == '/':
		p.at++
		return name(p.word()), nil
	case c == '[':
		p.at++
		return p.array(depth)
	case c == '(':
		return p.literal()
	case bytes.HasPrefix(p.b[p.at:], []byte("<<")):
		p.at += 2
		return p.dict(depth)
	case c == '<':
		end := bytes.IndexByte(p.b[p.at:], '>')
		if end < 0 {
			return nil, p.fail()
		}
		v := raw(p.b[p.at : p.at+end+1])
		p.at += end + 1
		return v, nil
	case isDelimiter(c):
		return nil, p.fail()
	}
	w := p.word()
	if n, err := strconv.Atoi(w); err == nil && n > 0 {
		if back := p.at; p.reference() {
			return ref(n), nil
		} else {
			p.at = back
		}
	}
	return raw(w), nil
}

// reference passes " 0 R" after an object number.
func (p *parser) reference() bool {
	if !p.accept("0") {
		return false
	}
	at := p.at
	p.space()
	return p.at > at && p.word() == "R"
}

func (p *parser) array(depth int) (value, error) {
	out := array{}
	for !p.accept("]") {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (p *parser) dict(depth int) (value, error) {
	d := &dict{}
	for !p.accept(">>") {
		k, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		key, ok := k.(name)
		if !ok {
			return nil, p.fail()
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		d.set(key, v)
	}
	return d, nil
}

// literal reads a (string), with its brackets.
func (p *parser) literal() (value, error) {
	from, open := p.at, 0
	for ; p.at < len(p.b); p.at++ {
		switch p.b[p.at] {
		case '\\':
			p.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.at++
				return raw(p.b[from:p.at]), nil
			}
		}
	}
	p.at = len(p.b)
	return nil, p.fail()
}

// parseFile reads all indirect objects of a file with one classic
// cross-reference table, as gopdf writes it; objects[0] is number 1.
func parseFile(b []byte) (objects []*object, trailer *dict, err error) {
	at := bytes.LastIndex(b, []byte("startxref"))
	if at < 0 {
		return nil, nil, errors.New("gopdf wrote no startxref")
	}
	p := &parser{b, at + len("startxref")}
	p.space()
	start, err := strconv.Atoi(p.word())
	if err != nil || start < 0 || start > len(b) {
		return nil, nil, p.fail()
	}
	p.at = start
	if !p.accept("xref") || !p.accept("0 ") {
		return nil, nil, p.fail()
	}
	n, err := strconv.Atoi(p.word())
	p.space()
	if err != nil || n < 1 || n > (len(b)-p.at)/20 {
		return nil, nil, p.fail()
	}
	table := b[p.at : p.at+20*n]
	p.at += 20 * n
	if !p.accept("trailer") {
		return nil, nil, p.fail()
	}
	t, err := p.value(0)
	if err != nil {
		return nil, nil, err
	}
	trailer, _ = t.(*dict)
	for i := 1; i < n; i++ {
		off, err := strconv.Atoi(string(table[20*i : 20*i+10]))
		if err != nil || off < 0 || off > len(b) {
			return nil, nil, p.fail()
		}
		o, err := parseObject(b, off, i)
		if err != nil {
			return nil, nil, fmt.Errorf("object %d: %w", i, err)
		}
		objects = append(objects, o)
	}
	return objects, trailer, nil
}

// parseObject reads "n 0 obj … endobj" at an offset.
func parseObject(b []byte, off, n int) (*object, error) {
	p := &parser{b, off}
	if !p.accept(strconv.Itoa(n) + " 0 obj") {
		return nil, p.fail()
	}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	o := &object{val: v}
	if p.accept("stream\n") {
		d := o.dict()
		size, _ := d.get("Length").(raw)
		k, err := strconv.Atoi(string(size))
		if d == nil || err != nil || k < 0 || k > len(b)-p.at {
			return nil, p.fail()
		}
		o.stream, o.isData = b[p.at:p.at+k:p.at+k], true
		p.at += k
		if !p.accept("endstream") {
			return nil, p.fail()
		}
		d.del("Length")
	}
	if !p.accept("endobj") {
		return nil, p.fail()
	}
	return o, nil
}
