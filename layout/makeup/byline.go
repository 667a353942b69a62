package makeup

import (
	"slices"
	"unicode"

	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

// nameEms is the width a name is opened to: a two-字 name takes the room of
// three, so that names stand under one another (NEWSPAPER: 署名).
const nameEms = 3

// alignNames sets a group of bylines as a small table: titles in one width,
// names in another, each opened to it, as
//
//	本 报 记 者 杜挺勇
//	本报通讯员 周　芳
//
// It gives nil where a line is not "title name" or the table is too wide: then
// the lines are set as any others.
func (p *piece) alignNames(measure geom.Length) [][]paragraph.Line {
	natural := p.st.Style
	natural.Align, natural.Indent = paragraph.Start, 0
	wide := level(1 << 40)
	cuts := make([]int, len(p.lines))
	var titleW, nameW geom.Length
	han := false
	for i, in := range p.lines {
		cut := slices.Index(in.Runes, ' ')
		if cut <= 0 || cut != lastIndex(in.Runes, ' ') || cut == len(in.Runes)-1 {
			return nil
		}
		cuts[i] = cut + 1
		title, name := split(in, cut+1)
		titleW = max(titleW, one(p.compose(i, 0, title, &natural, wide)).Width)
		nameW = max(nameW, one(p.compose(i, cut+1, name, &natural, wide)).Width)
		han = han || isHan(name.Runes)
	}
	em := p.st.Size
	if han {
		nameW = max(nameW, nameEms*em)
	}
	total := titleW + em + nameW
	if total > measure {
		return nil
	}
	left := map[paragraph.Align]geom.Length{paragraph.Center: (measure - total) / 2, paragraph.End: measure - total}[p.st.Align]
	if p.st.Align != paragraph.Center && p.st.Align != paragraph.End {
		left = p.st.Indent
	}
	left = min(left, measure-total)
	spread := natural
	spread.Align = paragraph.Spread
	out := make([][]paragraph.Line, len(p.lines))
	for i, in := range p.lines {
		title, name := split(in, cuts[i])
		t := one(p.compose(i, 0, title, &spread, level(titleW)))
		n := one(p.compose(i, cuts[i], name, &spread, level(nameW)))
		out[i] = []paragraph.Line{join(t, n, left, left+titleW+em, cuts[i], measure)}
	}
	return out
}

// join makes one line of two set side by side, the second at x = at. The space
// between them, which a's end had dropped, is given the gap: so text taken from
// the page has one space there and no hole.
func join(a, b paragraph.Line, left, at geom.Length, cut int, measure geom.Length) paragraph.Line {
	ln := paragraph.Line{From: 0, To: cut + b.To, Indent: left, Measure: measure, Last: true}
	for _, r := range a.Runs {
		r.X += left
		ln.Runs = append(ln.Runs, r)
	}
	if n := len(ln.Runs); n > 0 {
		r := &ln.Runs[n-1]
		if last := len(r.Cells) - 1; last >= 0 {
			r.Cells[last].X = left + a.Width - r.X
			r.Cells[last].W = at - left - a.Width
		}
	}
	for _, r := range b.Runs {
		r.X += at
		r.From += cut
		r.To += cut
		ln.Runs = append(ln.Runs, r)
	}
	ln.Width = at + b.Width - left
	ln.Natural = ln.Width
	return ln
}

func split(in edition.Inline, at int) (edition.Inline, edition.Inline) {
	return in.Slice(0, at), in.Slice(at, len(in.Runes))
}

// one gives the only line of a piece set wide.
func one(lines []paragraph.Line) paragraph.Line {
	if len(lines) == 0 {
		return paragraph.Line{}
	}
	return lines[0]
}

func lastIndex(rs []rune, r rune) int {
	for i := len(rs) - 1; i >= 0; i-- {
		if rs[i] == r {
			return i
		}
	}
	return -1
}

func isHan(rs []rune) bool {
	for _, r := range rs {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return len(rs) > 0
}
