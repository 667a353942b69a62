package pdf

import (
	"bytes"
	"fmt"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// The finishing pass goes through a page's content stream in step with the marks
// that gopdf was asked to draw, and writes each again: with its exact ink, with
// overprint, without what gopdf repeats. Whatever does not look as expected is
// an error, so nothing that gopdf leaves out can go unseen.

// op is one operation of a content stream: operands, then the operator.
type op struct {
	args []value
	name string
}

// readOps cuts a content stream into operations.
func readOps(b []byte) ([]op, error) {
	p := &parser{b: b}
	var out []op
	var args []value
	for {
		p.space()
		if p.at >= len(b) {
			break
		}
		v, err := p.value(0)
		if err != nil {
			return nil, err
		}
		w, bare := v.(raw)
		if !bare || w == "" || !isOperator(w[0]) {
			args = append(args, v)
			continue
		}
		out = append(out, op{args, string(w)})
		args = nil
	}
	if len(args) > 0 {
		return nil, p.fail()
	}
	return out, nil
}

func isOperator(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"'
}

// The operations by which gopdf draws each kind of item. gopdf turns every image
// by 0° about its middle: the first two cm.
const (
	textOps    = "BT TD Tf Tc k TJ ET"
	ruleOps    = "w d K q m l S Q"
	fillOps    = "k q re f Q"
	imageOps   = "q cm cm q q cm Do Q Q Q"
	croppedOps = "q cm cm q re W* n q cm Do Q Q Q"
)

// Graphics states of every page, by the names of its resources.
const (
	overprintState = "GO" // black overprints (ISO 32000-1, 8.6.7): OPM 1 keeps what lies under a 0
	knockoutState  = "GK"
)

// thinRule is the widest black rule that overprints. A heavier one is a bar: over
// a picture it must hide what lies below.
const thinRule = 3 * geom.Pt

// canvas writes a content stream and knows the graphics state that it is in.
type canvas struct {
	out               bytes.Buffer
	fill, stroke      string // ink, as written
	font, width, dash string
	overprint         bool
	clipped           bool // to a half's bleed
}

// rewrite gives the finished content stream of a page.
func (d *draft) rewrite(dp *draftPage, drawn []byte) ([]byte, error) {
	ops, err := readOps(drawn)
	if err != nil {
		return nil, err
	}
	if len(dp.marks) == 0 {
		return nil, nil
	}
	c := &canvas{fill: "0 g", stroke: "0 G", width: "1", dash: "[]"}
	c.clip(d, dp.page)
	for i := range dp.marks {
		m := &dp.marks[i]
		if !m.page {
			c.unclip()
		}
		if dp.tags != nil {
			c.out.WriteString(dp.tags.begin(m.item, m.page))
		}
		n, err := c.mark(d, m, ops)
		if err != nil {
			return nil, fmt.Errorf("page %s, item %d: %w", dp.page.Name, i, err)
		}
		ops = ops[n:]
	}
	c.unclip()
	if dp.tags != nil {
		c.out.WriteString(dp.tags.end())
	}
	if len(ops) > 0 {
		return nil, fmt.Errorf("page %s: gopdf drew more than it was asked to (%s)", dp.page.Name, ops[0].name)
	}
	return c.out.Bytes(), nil
}

// mark writes one mark and gives the number of gopdf's operations it took.
func (c *canvas) mark(d *draft, m *mark, ops []op) (int, error) {
	var want string
	switch it := m.item.(type) {
	case *sheet.Text:
		want = textOps
	case *sheet.Rule:
		want = ruleOps
	case *sheet.Fill:
		want = fillOps
	case *sheet.Picture:
		want = imageOps
		if !m.whole(it) {
			want = croppedOps
		}
	}
	taken, err := match(ops, want)
	if err != nil {
		return 0, err
	}
	switch it := m.item.(type) {
	case *sheet.Text:
		err = c.text(d, m, taken)
	case *sheet.Rule:
		c.rule(d, m, it, taken)
	case *sheet.Fill:
		c.setOverprint(false)
		c.setFill(d, m.ink)
		c.op(taken[2].args, "re f")
	case *sheet.Picture:
		err = c.picture(d, m, taken)
	}
	return len(taken), err
}

// operands that each operator takes.
var operands = map[string]int{
	"BT": 0, "TD": 2, "Tf": 2, "Tc": 1, "k": 4, "K": 4, "TJ": 1, "ET": 0, "w": 1, "d": 2, "q": 0, "Q": 0,
	"m": 2, "l": 2, "S": 0, "re": 4, "f": 0, "cm": 6, "Do": 1, "W*": 0, "n": 0,
}

// match checks that ops begin with the operators of want, blank between.
func match(ops []op, want string) ([]op, error) {
	n := 0
	for w := range bytes.FieldsSeq([]byte(want)) {
		if n >= len(ops) || ops[n].name != string(w) || len(ops[n].args) != operands[string(w)] {
			return nil, fmt.Errorf("gopdf did not draw it as %q", want)
		}
		n++
	}
	return ops[:n], nil
}

func (c *canvas) text(d *draft, m *mark, ops []op) error {
	shown, ok := ops[5].args[0].(array)
	if !ok || !sameGlyphs(shown, m.run.ids) {
		return fmt.Errorf("gopdf drew other glyphs")
	}
	c.setOverprint(m.ink == sheet.Black)
	c.setFill(d, m.ink)
	c.out.WriteString("BT ")
	font := []value{m.font.name, ops[2].args[1]}
	if f := string(appendArgs(nil, font)); f != c.font {
		c.op(font, "Tf")
		c.font = f
	}
	c.op(ops[1].args, "Td")
	c.show(shown, m.spans)
	c.out.WriteString("ET\n")
	return nil
}

// sameGlyphs reports whether the strings of a TJ hold just these glyph numbers.
func sameGlyphs(shown array, ids []uint16) bool {
	for _, v := range shown {
		s, ok := v.(raw)
		if !ok {
			return false
		}
		if s[0] != '<' {
			continue
		}
		for s = s[1 : len(s)-1]; s != ""; s = s[4:] {
			if len(ids) == 0 || len(s) < 4 || string(s[:4]) != hex4(ids[0]) {
				return false
			}
			ids = ids[1:]
		}
	}
	return len(ids) == 0
}

func hex4(u uint16) string {
	return string([]byte{hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15]})
}

func (c *canvas) rule(d *draft, m *mark, r *sheet.Rule, ops []op) {
	c.setOverprint(m.ink == sheet.Black && r.Width <= thinRule)
	c.setStroke(d, m.ink)
	if w := string(appendArgs(nil, ops[0].args)); w != c.width {
		c.op(ops[0].args, "w")
		c.width = w
	}
	if d := string(appendArgs(nil, ops[1].args)); d != c.dash {
		c.op(ops[1].args, "d")
		c.dash = d
	}
	c.op(ops[4].args, "m ")
	c.op(ops[5].args, "l S")
}

func (c *canvas) picture(d *draft, m *mark, ops []op) error {
	place, do := ops[len(ops)-5], ops[len(ops)-4]
	n, _ := do.args[0].(name)
	if have := d.images[n]; n == "" || have != nil && have != m.image {
		return fmt.Errorf("gopdf drew another picture")
	}
	d.images[n] = m.image
	c.setOverprint(false)
	c.out.WriteString("q\n")
	if ops[4].name == "re" {
		c.op(ops[4].args, "re W n")
	}
	if m.image.form != nil {
		c.out.WriteString(freshState)
		c.op(formPlace(m.image.form, place.args), "cm")
	} else {
		c.op(orientation(m.image.Orient).turn(place.args), "cm")
	}
	c.op(do.args, "Do")
	c.out.WriteString("Q\n")
	return nil
}

func (c *canvas) op(args []value, name string) {
	c.out.Write(appendArgs(nil, args))
	c.out.WriteString(name)
	c.out.WriteByte('\n')
}

func appendArgs(b []byte, args []value) []byte {
	for _, a := range args {
		if r, ok := a.(raw); ok {
			a = trimNumber(r)
		}
		if l, ok := a.(array); ok {
			for i, e := range l {
				if r, ok := e.(raw); ok {
					l[i] = trimNumber(r)
				}
			}
		}
		b = append(appendValue(b, a), ' ')
	}
	return b
}

// trimNumber drops the zeros at the end of a decimal.
func trimNumber(r raw) raw {
	s := string(r)
	if len(s) == 0 || s[0] == '<' || s[0] == '(' || !bytes.ContainsRune([]byte(s), '.') {
		return r
	}
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" || s == "" {
		s = "0"
	}
	return raw(s)
}

// inkArgs gives what sets an ink, the operators being k and scn or K and SCN.
func (d *draft) inkArgs(i sheet.Ink, process, cs, scn string) string {
	if i.Spot != nil {
		return "/" + string(d.spotName(i.Spot)) + " " + cs + " " + string(decimal(int64(i.Tint), 3)) + " " + scn + "\n"
	}
	var b []byte
	for _, v := range []uint16{i.C, i.M, i.Y, i.K} {
		b = append(append(b, decimal(int64(v), 3)...), ' ')
	}
	return string(b) + process + "\n"
}

func (c *canvas) setFill(d *draft, i sheet.Ink) {
	if k := d.inkArgs(i, "k", "cs", "scn"); k != c.fill {
		c.out.WriteString(k)
		c.fill = k
	}
}

func (c *canvas) setStroke(d *draft, i sheet.Ink) {
	if k := d.inkArgs(i, "K", "CS", "SCN"); k != c.stroke {
		c.out.WriteString(k)
		c.stroke = k
	}
}

func (c *canvas) setOverprint(on bool) {
	if on == c.overprint {
		return
	}
	c.overprint = on
	state := knockoutState
	if on {
		state = overprintState
	}
	c.out.WriteString("/" + state + " gs\n")
}
