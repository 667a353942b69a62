package edition

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The decoder gives values without their places (it knows a key's line only
// while the key is unique, and nothing of arrays of tables). So the source is
// walked a second time, once it is known to be valid TOML, into a tree of the
// same shape that holds places alone.

// node is the place of one key and its value. Offsets are bytes of the source.
type node struct {
	key, val [2]int // [start,end); of a table: its name and its header
	kids     map[string]*node
	list     []*node
}

// kid gives the node of key name; a node at n's own place if the index has none.
func (n *node) kid(name string) *node {
	if k := n.kids[name]; k != nil {
		return k
	}
	return &node{key: n.key, val: n.val}
}

// item gives the node of element i, likewise.
func (n *node) item(i int) *node {
	if i < len(n.list) {
		return n.list[i]
	}
	return &node{key: n.key, val: n.val}
}

func (n *node) grow(name string, at [2]int) *node {
	k := n.kids[name]
	if k == nil {
		k = &node{key: at, val: at}
		if n.kids == nil {
			n.kids = map[string]*node{}
		}
		n.kids[name] = k
	}
	return k
}

// last gives the table that a header path goes on from: an array's last element.
func (n *node) last() *node {
	if len(n.list) > 0 {
		return n.list[len(n.list)-1]
	}
	return n
}

type keyPart struct {
	name string
	at   [2]int
}

// indexer walks valid TOML. On other input it gives a tree of no meaning, but
// always ends.
type indexer struct {
	src string
	i   int
}

// index gives the tree of places of src.
func index(src string) *node {
	x := &indexer{src: src}
	root := &node{}
	table := root
	for x.i < len(src) {
		switch c := src[x.i]; {
		case c == '#':
			x.comment()
		case c == '[':
			table = x.header(root)
		case space(c):
			x.i++
		default:
			start := x.i
			x.pair(table)
			if x.i == start {
				x.i++
			}
		}
	}
	return root
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (x *indexer) comment() {
	if n := strings.IndexByte(x.src[x.i:], '\n'); n >= 0 {
		x.i += n
	} else {
		x.i = len(x.src)
	}
}

// blanks skips white space; with newlines and comments inside arrays.
func (x *indexer) blanks(multiline bool) {
	for x.i < len(x.src) {
		switch c := x.src[x.i]; {
		case c == ' ' || c == '\t', multiline && space(c):
			x.i++
		case multiline && c == '#':
			x.comment()
		default:
			return
		}
	}
}

func (x *indexer) next(c byte) bool {
	if x.i < len(x.src) && x.src[x.i] == c {
		x.i++
		return true
	}
	return false
}

func (x *indexer) header(root *node) *node {
	start := x.i
	x.i++
	array := x.next('[')
	parts := x.keyParts()
	x.blanks(false)
	x.next(']')
	if array {
		x.next(']')
	}
	whole := [2]int{start, x.i}
	n := root
	for i, p := range parts {
		n = n.grow(p.name, p.at)
		switch {
		case i < len(parts)-1:
			n = n.last()
		case array:
			e := &node{key: p.at, val: whole}
			n.list = append(n.list, e)
			return e
		default:
			n = n.last()
			n.key, n.val = p.at, whole
		}
	}
	return n
}

// keyParts reads a.b."c d".
func (x *indexer) keyParts() []keyPart {
	var parts []keyPart
	for x.i < len(x.src) {
		x.blanks(false)
		start := x.i
		name := ""
		if x.i < len(x.src) && (x.src[x.i] == '"' || x.src[x.i] == '\'') {
			x.stringEnd()
			for _, c := range unquote(x.src, [2]int{start, x.i}) {
				name += string(c.r)
			}
		} else {
			for x.i < len(x.src) && !strings.ContainsRune(" \t\r\n.=]}#,", rune(x.src[x.i])) {
				x.i++
			}
			name = x.src[start:x.i]
		}
		parts = append(parts, keyPart{name, [2]int{start, x.i}})
		x.blanks(false)
		if !x.next('.') {
			break
		}
	}
	return parts
}

// pair reads key = value into table n.
func (x *indexer) pair(n *node) {
	parts := x.keyParts()
	for _, p := range parts {
		n = n.grow(p.name, p.at)
	}
	x.blanks(false)
	if x.next('=') {
		x.blanks(false)
		x.value(n)
	}
}

func (x *indexer) value(n *node) {
	start := x.i
	if x.i < len(x.src) {
		switch x.src[x.i] {
		case '"', '\'':
			x.stringEnd()
		case '[':
			x.array(n)
		case '{':
			x.inlineTable(n)
		default:
			for x.i < len(x.src) && !strings.ContainsRune(",]}#\r\n", rune(x.src[x.i])) {
				x.i++
			}
		}
	}
	end := start + len(strings.TrimRight(x.src[start:x.i], " \t"))
	n.val = [2]int{start, end}
}

func (x *indexer) array(n *node) {
	for x.i++; x.i < len(x.src); {
		x.blanks(true)
		if x.next(']') {
			return
		}
		start := x.i
		e := &node{}
		x.value(e)
		e.key = e.val
		n.list = append(n.list, e)
		x.blanks(true)
		if !x.next(',') && x.i == start && x.i < len(x.src) {
			x.i++
		}
	}
}

func (x *indexer) inlineTable(n *node) {
	for x.i++; x.i < len(x.src); {
		x.blanks(true)
		if x.next('}') {
			return
		}
		start := x.i
		x.pair(n)
		x.blanks(true)
		if !x.next(',') && x.i == start && x.i < len(x.src) {
			x.i++
		}
	}
}

// stringEnd moves behind the string that begins here.
func (x *indexer) stringEnd() {
	q := x.src[x.i : x.i+1]
	if !strings.HasPrefix(x.src[x.i:], q+q+q) {
		for x.i++; x.i < len(x.src) && x.src[x.i] != '\n'; x.i++ {
			switch x.src[x.i] {
			case '\\':
				if q == `"` {
					x.i++
				}
			case q[0]:
				x.i++
				return
			}
		}
		x.i = min(x.i, len(x.src))
		return
	}
	for x.i += 3; x.i < len(x.src); x.i++ {
		if x.src[x.i] == '\\' && q == `"` {
			x.i++
		} else if strings.HasPrefix(x.src[x.i:], q+q+q) {
			x.i += 3
			// One or two quotes before the closing three are the string's own.
			for k := 0; k < 2 && x.next(q[0]); k++ {
			}
			return
		}
	}
	x.i = min(x.i, len(x.src))
}

// char is one character of a decoded string and where its writing begins and ends.
type char struct {
	r        rune
	from, to int
}

var escapeRunes = map[byte]rune{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1b, '"': '"', '\\': '\\'}

// unquote gives the characters of the TOML string written at src[at].
func unquote(src string, at [2]int) []char {
	s, base := src[at[0]:at[1]], at[0]
	q := 1
	if len(s) >= 6 && (strings.HasPrefix(s, `"""`) || strings.HasPrefix(s, "'''")) {
		q = 3
	}
	if len(s) < 2*q {
		return nil
	}
	basic := s[0] == '"'
	end := len(s) - q
	i := q
	switch body := s[q:end]; { // a line end right behind the opening quotes is left out
	case q == 3 && strings.HasPrefix(body, "\n"):
		i++
	case q == 3 && strings.HasPrefix(body, "\r\n"):
		i += 2
	}
	var out []char
	for i < end {
		r, w := utf8.DecodeRuneInString(s[i:end])
		if basic && r == '\\' && i+1 < end {
			r, w = escape(s[i:end], q == 3)
		}
		if r >= 0 {
			out = append(out, char{r, base + i, base + i + w})
		}
		i += max(w, 1)
	}
	return out
}

// escape reads the escape sequence at the start of s: its character, −1 for a
// line end that is left out, and its length.
func escape(s string, multiline bool) (rune, int) {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}
	c := s[1]
	if r, ok := escapeRunes[c]; ok {
		return r, 2
	}
	if n := digits[c]; n > 0 && len(s) >= 2+n {
		v, err := strconv.ParseUint(s[2:2+n], 16, 32)
		if err == nil {
			return rune(v), 2 + n
		}
	}
	if multiline && space(c) {
		return -1, 1 + len(s[1:]) - len(strings.TrimLeft(s[1:], " \t\r\n"))
	}
	return rune(c), 2
}

// stringText gives the string written at n with the place of each character.
func (s *source) stringText(n *node) text {
	t := text{end: s.pos(max(n.val[0], n.val[1]-1))}
	off, pos := n.val[0], s.pos(n.val[0])
	for _, c := range unquote(s.text, n.val) {
		// Counted on from the character before, so that a long line takes linear time.
		if between := s.text[off:c.from]; strings.ContainsAny(between, "\r\n") {
			pos = s.pos(c.from)
		} else {
			pos.Col += utf8.RuneCountInString(between)
		}
		off = c.from
		t.push(c.r, pos, false)
	}
	return t
}
