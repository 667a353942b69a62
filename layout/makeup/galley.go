package makeup

import (
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// piece is one part of a galley: a paragraph, or a group of crossheads or
// bylines that stays together.
type piece struct {
	role  sheet.Role
	lines []edition.Inline // one for a paragraph
	at    func(line, rune int) diag.Pos
	st    *style
	set   *composed                          // of a paragraph
	group map[geom.Length][][]paragraph.Line // of a group, by measure
	lack  []lack                             // characters no face has
	lacks map[lack]bool                      // the same
	kept  []int                              // of a paragraph: where an earlier setting ended its lines
	leg   geom.Length                        // the measure of what is over where no line has room
}

// lack is a character of a piece that no face has.
type lack struct {
	part int
	paragraph.Missing
}

// compose sets part of a piece's copy and notes what no face has; off is where
// in starts within its copy line.
func (p *piece) compose(part, off int, in edition.Inline, st *paragraph.Style, m paragraph.Measure) []paragraph.Line {
	s := paragraph.Set(p.text(in), st, m)
	p.note(part, off, s.Missing)
	return s.Lines
}

// text is a piece's copy in the composer's form.
func (p *piece) text(in edition.Inline) paragraph.Text {
	t := p.st.text(in)
	if p.role == sheet.Paragraph {
		t.Kept = p.kept
	}
	return t
}

// note remembers what no face has.
func (p *piece) note(part, off int, missing []paragraph.Missing) {
	for _, x := range missing {
		x.At += off
		l := lack{part, x}
		if p.lacks == nil {
			p.lacks = map[lack]bool{}
		}
		if !p.lacks[l] {
			p.lacks[l] = true
			p.lack = append(p.lack, l)
		}
	}
}

// level is a measure that is the same on every line.
func level(w geom.Length) paragraph.Measure { return func(int) geom.Length { return w } }

// galley is a story's copy in order, ready to flow.
type galley struct {
	story  *edition.Story
	pieces []*piece
}

// newGalley groups a story's copy: crossheads and bylines that follow one
// another stand together, a dateline runs in to its paragraph.
func (pg *page) newGalley(s *edition.Story) *galley {
	gal := &galley{story: s}
	body := pg.styles.of(s.Frames[0].Body)
	for i := 0; i < len(s.Copy); i++ {
		b := s.Copy[i]
		switch b.Kind {
		case edition.Crosshead, edition.Byline:
			role := sheet.Crosshead
			if b.Kind == edition.Byline {
				role = sheet.Byline
			}
			p := newPiece(role, pg.styles.of(s.Styles[role]), b.Inline)
			for i+1 < len(s.Copy) && s.Copy[i+1].Kind == b.Kind {
				i++
				p.lines = append(p.lines, s.Copy[i].Inline)
			}
			gal.pieces = append(gal.pieces, p)
		case edition.Dateline:
			if i+1 < len(s.Copy) && s.Copy[i+1].Kind == edition.Paragraph {
				i++
				gal.pieces = append(gal.pieces, runIn(b.Inline, s.Copy[i].Inline, body))
				continue
			}
			gal.pieces = append(gal.pieces, newPiece(sheet.Paragraph, body, b.Inline))
		default:
			gal.pieces = append(gal.pieces, newPiece(sheet.Paragraph, body, b.Inline))
		}
	}
	gal.remember(pg.opt.Earlier.Paragraphs(s.ID))
	leg := newFrame(pg, s.Frames[0]).legs[0].w
	for _, p := range gal.pieces {
		p.leg = leg
		if p.role == sheet.Paragraph {
			p.set = pg.opt.Memo.recall(p.text(p.lines[0]), p.st)
		}
	}
	return gal
}

func newPiece(role sheet.Role, st *style, in edition.Inline) *piece {
	p := &piece{role: role, st: st, lines: []edition.Inline{in}, set: newComposed(), group: map[geom.Length][][]paragraph.Line{}}
	p.at = func(line, i int) diag.Pos { return p.lines[line].At(i) }
	return p
}

// runIn joins a dateline to its paragraph: in bold, one 字 of air after it
// (NEWSPAPER: 电头).
func runIn(dateline, para edition.Inline, st *style) *piece {
	n := len(dateline.Runes)
	in := edition.Inline{Pos: dateline.Pos}
	in.Runes = append(append(append(in.Runes, dateline.Runes...), '　'), para.Runes...)
	in.Marks = append(in.Marks, edition.Mark{From: 0, To: n, Kind: edition.Bold})
	in.Marks = append(in.Marks, dateline.Marks...)
	for _, m := range para.Marks {
		m.From, m.To = m.From+n+1, m.To+n+1
		in.Marks = append(in.Marks, m)
	}
	p := newPiece(sheet.Paragraph, st, in)
	p.at = func(_, i int) diag.Pos {
		if i <= n {
			return dateline.At(min(i, n-1))
		}
		return para.At(i - n - 1)
	}
	return p
}

// setGroup sets a group's lines in one measure, once for each.
func (p *piece) setGroup(measure geom.Length) [][]paragraph.Line {
	out, ok := p.group[measure]
	if ok {
		return out
	}
	if p.role == sheet.Byline {
		out = p.alignNames(measure)
	}
	for i := len(out); i < len(p.lines); i++ {
		out = append(out, p.compose(i, 0, p.lines[i], &p.st.Style, level(measure)))
	}
	p.group[measure] = out
	return out
}
