package pdf

import (
	"unicode/utf8"

	"paiban/layout/geom"
	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// A 注音 is a Ruby element in its paragraph: its base (RB), cut out of the run that
// paints it, and its text (RT).

// cut is a stretch of a run, in runes, that is an element of its own.
type cut struct {
	from, to int
	base     *elem
}

// annotate makes the Ruby elements of a line of e, which is in lang. What its text is
// read as is said of the element: in the page's content it is read as nothing.
func (t *tags) annotate(l *sheet.Line, e *elem, lang string) {
	var last *sheet.Ruby
	var base, over *elem
	for i := range l.Ruby {
		r := &l.Ruby[i]
		if last == nil || last.From != r.From || last.To != r.To {
			ruby := &elem{kind: "Ruby", up: e, late: true}
			base, over = &elem{kind: "RB"}, &elem{kind: "RT"}
			ruby.add(base)
			ruby.add(over)
			at := 0
			for _, run := range l.Runs {
				n := utf8.RuneCountInString(run.Text)
				if from, to := max(r.From-at, 0), min(r.To-at, n); from < to {
					t.cuts[run] = append(t.cuts[run], cut{from, to, base})
				}
				at += n
			}
		}
		last = r
		over.said += r.Text.Text
		over.lang = reading.RubyLanguage(over.said, lang)
		t.texts[r.Text] = over
	}
}

// cutItems gives the items with the runs in pieces that are of several elements.
func (t *tags) cutItems(items []sheet.Item) []sheet.Item {
	if len(t.cuts) == 0 {
		return items
	}
	out := make([]sheet.Item, 0, len(items))
	for _, it := range items {
		run, _ := it.(*sheet.Text)
		if t.cuts[run] == nil {
			out = append(out, it)
			continue
		}
		for _, p := range t.pieces(run) {
			out = append(out, p)
		}
	}
	return out
}

// pieces cuts a run where elements begin and end in it; each piece knows its element.
func (t *tags) pieces(run *sheet.Text) []*sheet.Text {
	var out []*sheet.Text
	at := 0
	take := func(to int, e *elem) {
		if to > at {
			p := piece(run, at, to)
			if p == nil {
				return
			}
			t.spans.cut(run, p, at, to)
			t.texts[p] = e
			out = append(out, p)
			at = to
		}
	}
	e := t.texts[run]
	for _, c := range t.cuts[run] {
		take(c.from, e)
		take(c.to, c.base)
	}
	take(utf8.RuneCountInString(run.Text), e)
	n := 0
	for _, p := range out {
		n += len(p.Cells)
	}
	if n != len(run.Cells) { // an end within a ligature: the run stays whole
		return []*sheet.Text{run}
	}
	return out
}

// piece gives the cells of run that stand for its runes [from,to), nil if a cell
// stands across an end.
func piece(run *sheet.Text, from, to int) *sheet.Text {
	var cells [2]int
	for k, want := range []int{from, to} {
		n, i := 0, 0
		for i < len(run.Cells) && (n < want || run.Cells[i].Runes == 0 && i > 0) {
			n += int(run.Cells[i].Runes)
			i++
		}
		if n != want {
			return nil
		}
		cells[k] = i
	}
	if cells[0] >= cells[1] {
		return nil
	}
	out := *run
	rs := []rune(run.Text)
	out.Text = string(rs[from:to])
	out.Cells = append(out.Cells[:0:0], run.Cells[cells[0]:cells[1]]...)
	x := out.Cells[0].X
	for i := range out.Cells {
		out.Cells[i].X -= x
	}
	out.Origin = geom.Point{X: run.Origin.X + x, Y: run.Origin.Y}
	return &out
}
