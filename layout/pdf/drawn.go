package pdf

import (
	"bytes"
	"fmt"
)

// op is one operation of a content stream: operands as they are written, then the
// operator.
type op struct {
	args [maxOperands][]byte
	n    int
	name []byte
}

const maxOperands = 6

func (o *op) operands() [][]byte { return o.args[:o.n] }

// opWanted is an operation that gopdf is to have written.
type opWanted struct {
	name     string
	operands int
}

// The operations by which gopdf draws each kind of item. gopdf turns every image
// by 0° about its middle: the first two cm.
var (
	textOps    = []opWanted{{"BT", 0}, {"TD", 2}, {"Tf", 2}, {"Tc", 1}, {"k", 4}, {"TJ", 1}, {"ET", 0}}
	ruleOps    = []opWanted{{"w", 1}, {"d", 2}, {"K", 4}, {"q", 0}, {"m", 2}, {"l", 2}, {"S", 0}, {"Q", 0}}
	fillOps    = []opWanted{{"k", 4}, {"q", 0}, {"re", 4}, {"f", 0}, {"Q", 0}}
	imageOps   = []opWanted{{"q", 0}, {"cm", 6}, {"cm", 6}, {"q", 0}, {"q", 0}, {"cm", 6}, {"Do", 1}, {"Q", 0}, {"Q", 0}, {"Q", 0}}
	croppedOps = []opWanted{{"q", 0}, {"cm", 6}, {"cm", 6}, {"q", 0}, {"re", 4}, {"W*", 0}, {"n", 0}, {"q", 0}, {"cm", 6}, {"Do", 1}, {"Q", 0}, {"Q", 0}, {"Q", 0}}
)

// drawn reads a content stream of gopdf's, operation by operation. It is made for what
// gopdf writes, and fails on anything else; it never reads outside its bytes.
type drawn struct {
	b   []byte
	at  int
	ops [13]op // those taken last; croppedOps has the most
}

// take reads the operations wanted, and gives them until it is next called.
func (r *drawn) take(want []opWanted) ([]op, error) {
	for i, w := range want {
		o := &r.ops[i]
		if err := r.next(o); err != nil {
			return nil, err
		}
		if string(o.name) != w.name || o.n != w.operands {
			return nil, fmt.Errorf("gopdf did not draw it as %v", want)
		}
	}
	return r.ops[:len(want)], nil
}

// next reads one operation.
func (r *drawn) next(o *op) error {
	for o.n = 0; !r.end(); {
		w := r.word()
		if isOperator(w[0]) {
			o.name = w
			return nil
		}
		if o.n == maxOperands || len(w) == 1 && isDelimiter(w[0]) {
			break
		}
		o.args[o.n] = w
		o.n++
	}
	return fmt.Errorf("%w at byte %d", errSyntax, r.at)
}

// end passes blanks, and reports whether there is nothing behind them.
func (r *drawn) end() bool {
	for r.at < len(r.b) && isSpace(r.b[r.at]) {
		r.at++
	}
	return r.at >= len(r.b)
}

// word passes an operand, arrays with all that is in them, or an operator; of other
// things a byte.
func (r *drawn) word() []byte {
	from := r.at
	r.at++
	if r.b[from] == '[' {
		if n := bytes.IndexByte(r.b[r.at:], ']'); n >= 0 {
			r.at += n + 1
		}
		return r.b[from:r.at]
	}
	if r.b[from] == '/' || !isDelimiter(r.b[from]) {
		for r.at < len(r.b) && !isSpace(r.b[r.at]) && !isDelimiter(r.b[r.at]) {
			r.at++
		}
	}
	return r.b[from:r.at]
}

func isOperator(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
