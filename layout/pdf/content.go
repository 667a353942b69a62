package pdf

import (
	"bytes"
	"errors"
	"fmt"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// The finishing pass goes through a page's content stream in step with the marks
// that gopdf was asked to draw, and writes each again: with its glyphs, with its exact
// ink, with overprint, without what gopdf repeats. Whatever does not look as expected is
// an error, so nothing that gopdf leaves out can go unseen.

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
	in           drawn
	out          []byte
	fill, stroke sheet.Ink
	font         name
	size         []byte // of the font
	width, dash  []byte
	overprint    bool
	clipped      bool // to a half's bleed
}

// noInk is that of no item: a page begins in black, but not in a process ink.
var noInk = sheet.Ink{Tint: 0xFFFF}

// begin sets the state that a page begins in (ISO 32000-1, 8.4.1).
func (c *canvas) begin() {
	c.fill, c.stroke, c.font, c.size, c.width, c.dash = noInk, noInk, "", nil, nil, nil
	c.overprint, c.clipped = false, false
}

// rewrite gives the finished content stream of a page.
func (d *draft) rewrite(dp *draftPage, content []byte) ([]byte, error) {
	if len(dp.marks) == 0 {
		return nil, nil
	}
	c := &canvas{in: drawn{b: content}, out: make([]byte, 0, dp.contentHint())}
	c.begin()
	c.clip(d, dp.page)
	for i := range dp.marks {
		m := &dp.marks[i]
		if !m.page {
			c.unclip()
		}
		if dp.tags != nil {
			c.write(dp.tags.begin(m.item, m.page))
		}
		if err := c.mark(d, m, i); err != nil {
			return nil, fmt.Errorf("page %s, item %d: %w", dp.page.Name, i, err)
		}
	}
	c.unclip()
	if dp.tags != nil {
		c.write(dp.tags.end())
	}
	if !c.in.end() {
		return nil, fmt.Errorf("page %s: gopdf drew more than it was asked to", dp.page.Name)
	}
	return c.out, nil
}

// contentHint gives about how long a page's content will be.
func (dp *draftPage) contentHint() int {
	n := 256
	for i := range dp.marks {
		n += 64 + 6*len(dp.marks[i].run.ids)
	}
	return n
}

// mark writes the i-th mark of a page.
func (c *canvas) mark(d *draft, m *mark, i int) error {
	switch it := m.item.(type) {
	case *sheet.Text:
		return c.text(d, m, i)
	case *sheet.Rule:
		return c.rule(d, m, it)
	case *sheet.Fill:
		ops, err := c.in.take(fillOps)
		if err != nil {
			return err
		}
		c.setOverprint(false)
		c.setFill(d, m.ink)
		c.op(ops[2].operands(), "re f\n")
	case *sheet.Picture:
		return c.picture(d, m, it)
	}
	return nil
}

func (c *canvas) text(d *draft, m *mark, i int) error {
	ops, err := c.in.take(textOps)
	if err != nil {
		return err
	}
	place, size := ops[1].operands(), ops[2].args[1]
	if shown := ops[5].args[0]; len(shown) != 8 || string(shown[2:6]) != standInGlyph(i) {
		return errors.New("gopdf drew another text")
	}
	c.setOverprint(m.ink == sheet.Black)
	c.setFill(d, m.ink)
	c.write("BT ")
	if c.font != m.font.name || !bytes.Equal(c.size, size) {
		c.font, c.size = m.font.name, size
		c.out = append(append(append(c.out, '/'), c.font...), ' ')
		c.op(ops[2].args[1:2], "Tf\n")
	}
	c.op(place, "Td\n")
	c.show(m.run, m.spans)
	c.write("ET\n")
	return nil
}

func (c *canvas) rule(d *draft, m *mark, r *sheet.Rule) error {
	ops, err := c.in.take(ruleOps)
	if err != nil {
		return err
	}
	c.setOverprint(m.ink == sheet.Black && r.Width <= thinRule)
	c.setStroke(d, m.ink)
	c.width = c.change(c.width, ops[0].operands(), "w\n")
	c.dash = c.change(c.dash, ops[1].operands(), "d\n")
	c.op(ops[4].operands(), "m \n")
	c.op(ops[5].operands(), "l S\n")
	return nil
}

// change writes an operation unless its operands are as they were, and gives them.
func (c *canvas) change(was []byte, args [][]byte, name string) []byte {
	from := len(c.out)
	c.op(args, name)
	is := c.out[from : len(c.out)-len(name)-1]
	if bytes.Equal(is, was) {
		c.out = c.out[:from]
		return was
	}
	return bytes.Clone(is)
}

func (c *canvas) picture(d *draft, m *mark, it *sheet.Picture) error {
	want := imageOps
	if !m.whole(it) {
		want = croppedOps
	}
	ops, err := c.in.take(want)
	if err != nil {
		return err
	}
	place, do := ops[len(ops)-5].operands(), ops[len(ops)-4].operands()
	n := name(bytes.TrimPrefix(do[0], []byte("/")))
	if have := d.images[n]; n == "" || have != nil && have != m.image {
		return errors.New("gopdf drew another picture")
	}
	d.images[n] = m.image
	c.setOverprint(false)
	c.write("q\n")
	if !m.whole(it) {
		c.op(ops[4].operands(), "re W n\n")
	}
	if m.image.form != nil {
		c.write(freshState)
		c.op(formPlace(m.image.form, place), "cm\n")
	} else {
		c.op(orientation(m.image.Orient).turn(place), "cm\n")
	}
	c.op(do, "Do\nQ\n")
	return nil
}

func (c *canvas) write(s string) { c.out = append(c.out, s...) }

// op writes operands, numbers without the zeros at their ends, and an operator.
func (c *canvas) op(args [][]byte, name string) {
	for _, a := range args {
		c.out = append(appendShort(c.out, a), ' ')
	}
	c.write(name)
}

// appendShort appends an operand, decimals without zeros at their ends.
func appendShort(b, arg []byte) []byte {
	if bytes.IndexByte(arg, '.') < 0 || arg[0] == '/' {
		return append(b, arg...)
	}
	if arg[0] == '[' {
		b = append(b, '[')
		for i, n := range bytes.Fields(bytes.Trim(arg, "[]")) {
			if i > 0 {
				b = append(b, ' ')
			}
			b = appendShort(b, n)
		}
		return append(b, ']')
	}
	arg = bytes.TrimSuffix(bytes.TrimRight(arg, "0"), []byte("."))
	if s := string(arg); s == "-0" || s == "-" || s == "" {
		return append(b, '0')
	}
	return append(b, arg...)
}

// setInk writes what sets an ink, the operators being k and scn or K and SCN.
func (c *canvas) setInk(d *draft, i sheet.Ink, process, cs, scn string) {
	if i.Spot != nil {
		c.write("/" + string(d.spotName(i.Spot)) + " " + cs + " " + string(decimal(int64(i.Tint), 3)) + " " + scn + "\n")
		return
	}
	for _, v := range [...]uint16{i.C, i.M, i.Y, i.K} {
		c.out = append(appendDecimal(c.out, int64(v), 3), ' ')
	}
	c.write(process)
}

// plain gives an ink without what does not count in it.
func plain(i sheet.Ink) sheet.Ink {
	if i.Spot != nil {
		return sheet.Ink{Spot: i.Spot, Tint: i.Tint}
	}
	i.Tint = 0
	return i
}

func (c *canvas) setFill(d *draft, i sheet.Ink) {
	if i = plain(i); i != c.fill {
		c.setInk(d, i, "k\n", "cs", "scn")
		c.fill = i
	}
}

func (c *canvas) setStroke(d *draft, i sheet.Ink) {
	if i = plain(i); i != c.stroke {
		c.setInk(d, i, "K\n", "CS", "SCN")
		c.stroke = i
	}
}

func (c *canvas) setOverprint(on bool) {
	if on == c.overprint {
		return
	}
	c.overprint = on
	if on {
		c.write("/" + overprintState + " gs\n")
	} else {
		c.write("/" + knockoutState + " gs\n")
	}
}
