package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// verticalHead is a 竖题: kicker, head and deck as columns of characters, from
// the right, each character upright in its own em.
type verticalHead struct {
	columns []verticalColumn
	w, h    geom.Length
}

// verticalColumn is one line of a head set downwards.
type verticalColumn struct {
	*sheet.Block
	in    edition.Inline
	st    *style
	chars []paragraph.Line // each character set alone
	x     geom.Length      // from the block's left edge
}

// uprightForms are the marks of vertical text that Unicode has characters for
// (U+FE10–FE19, U+FE30–FE44); mainland quotes turn to white corner brackets.
var uprightForms = map[rune]rune{
	'，': '︐', '、': '︑', '。': '︒', '：': '︓', '；': '︔', '！': '︕', '？': '︖', '…': '︙', '—': '︱',
	'（': '︵', '）': '︶', '《': '︽', '》': '︾', '〈': '︿', '〉': '﹀', '【': '︻', '】': '︼',
	'“': '﹃', '”': '﹄', '‘': '﹁', '’': '﹂', '「': '﹁', '」': '﹂', '『': '﹃', '』': '﹄',
	':': '︓', '(': '︵', ')': '︶',
}

// columnGap is the clear width between two columns, as a part of the wider one's size.
const columnGap = 3 // a third

// verticalHead sets a story's head downwards.
func (pg *page) verticalHead(s *edition.Story) verticalHead {
	var v verticalHead
	add := func(role sheet.Role, lines []edition.Inline) {
		st := pg.styles.of(s.Styles[role])
		for _, in := range lines {
			v.columns = append(v.columns, pg.column(s.ID, role, in, st))
		}
	}
	add(sheet.Kicker, s.Kicker)
	add(sheet.Head, s.Head)
	add(sheet.Deck, s.Deck)
	for i := range v.columns {
		c := &v.columns[i]
		if i > 0 {
			v.w += max(c.st.Size, v.columns[i-1].st.Size) / columnGap
		}
		v.w += c.st.Size
		c.x = -v.w // from the right edge, until the width is known
		v.h = max(v.h, c.height())
	}
	for i := range v.columns {
		v.columns[i].x += v.w
	}
	return v
}

func (pg *page) column(story string, role sheet.Role, in edition.Inline, st *style) verticalColumn {
	c := verticalColumn{Block: block(role, st, in), in: in, st: st}
	flat := *st
	flat.Indent, flat.Align = 0, paragraph.Start
	for i, r := range in.Runes {
		one := in.Slice(i, i+1)
		if up, ok := uprightForms[r]; ok {
			one.Runes = []rune{up}
		}
		ln := paragraph.Line{From: 0, To: 1}
		if set := pg.set(story, one, &flat, 1<<40); len(set) > 0 {
			ln = set[0]
		}
		c.chars = append(c.chars, ln)
	}
	return c
}

// advance is how far down character i takes: an em, half of one for a blank.
func (c *verticalColumn) advance(i int) geom.Length {
	if c.in.Runes[i] == ' ' {
		return c.st.Size / 2
	}
	return c.st.Size + c.st.Tracking
}

func (c *verticalColumn) height() geom.Length {
	var h geom.Length
	for i := range c.in.Runes {
		h += c.advance(i)
	}
	return h
}

// place writes the columns with the block's top left corner at x, y, in the
// middle of height h.
func (v *verticalHead) place(pg *page, f *frame, out *sheet.Story, x, y, h geom.Length) {
	for i := range v.columns {
		c := &v.columns[i]
		top := y + (h-v.h)/2
		ln := sheet.Line{
			Text: string(c.in.Runes), Origin: geom.Point{X: x + c.x, Y: top + c.st.Size.MulDiv(emTopMil, 1000)},
			Measure: v.h, Natural: c.height(), Width: c.height(), Em: c.st.Size, Frame: f.name(), Leg: 1, Last: true,
		}
		for k := range c.chars {
			ch := &c.chars[k]
			for r := range ch.Runs {
				run := &ch.Runs[r]
				t := &sheet.Text{
					Face: run.Face, Size: run.Size, Ink: c.st.ink, Cells: run.Cells, Text: string(c.in.Runes[k : k+1]),
					Origin: geom.Point{X: x + c.x + (c.st.Size-ch.Width)/2, Y: top + c.st.Size.MulDiv(emTopMil, 1000)},
				}
				pg.out.Items = append(pg.out.Items, t)
				ln.Runs = append(ln.Runs, t)
			}
			top += c.advance(k)
		}
		c.Lines = []sheet.Line{ln}
		out.Blocks = append(out.Blocks, c.Block)
	}
}
