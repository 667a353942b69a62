package paragraph

import (
	"paiban/fonts"
	"paiban/layout/geom"
)

// Over is a ruby (注音) above a stretch of a line. Its Run's From and To are the
// base characters; the cells stand for the runes of Text. X counts from the
// line's start.
type Over struct {
	Run
	Text string
	Rise geom.Length // its baseline above the line's
}

// dotDrop is how far the centre of an emphasis dot stands below the baseline, in
// thousandths of an em: under the em box (which ends 120 below) and well clear of
// the next line at the pitch of a newspaper (1.28 em).
const dotDrop = 230

// emphasize puts a dot under each emphasised character; marks and blanks have
// none (clreq #h-emphasis_dots). The dot is a glyph of the character's own atom,
// so that it goes wherever the character goes.
func (c *composer) emphasize() {
	if len(c.spans) == 0 {
		return
	}
	span := 0
	for i := range c.atoms {
		a := &c.atoms[i]
		for span < len(c.spans) && c.spans[span].To <= int(a.from) {
			span++
		}
		if span == len(c.spans) {
			return
		}
		s := &c.spans[span]
		if !s.Emphasis || int(a.from) < s.From || a.class > digit {
			continue
		}
		c.dot(a)
	}
}

// dot appends the dot to a's glyphs: they move to the end of the list, where
// there is room for one more.
func (c *composer) dot(a *atom) {
	g := a.face.Glyph('•')
	l, r, ok := a.face.Ink(g)
	if g == 0 || !ok {
		return
	}
	low, high, _ := a.face.InkHeight(g)
	g0 := int32(len(c.glyphs))
	c.glyphs = append(c.glyphs, c.glyphs[a.g0:a.g1]...)
	c.glyphs = append(c.glyphs, fonts.Cell{
		ID: g, X: a.width,
		Dx: -a.width/2 - c.scale(a.face, l+r)/2,
		Dy: c.scale(a.face, low+high)/2 + c.em.MulDiv(dotDrop, 1000),
	})
	a.g0, a.g1 = g0, int32(len(c.glyphs))
}

// ruby is the annotation of one span, set in a line of its own.
type ruby struct {
	span  int
	runs  []Run
	width geom.Length
}

// annotate sets the rubies and widens the characters under one that is longer
// than they are, evenly, so that neighbours keep clear (clreq
// #h-ruby_positioning). A base is not broken.
func (c *composer) annotate() {
	for i := range c.spans {
		s := &c.spans[i]
		if s.Ruby == "" {
			continue
		}
		st := *c.st
		st.Size, st.Indent, st.Align, st.Tracking = c.half(), 0, Start, 0
		if s.Stack != nil {
			st.Stack = s.Stack
		}
		wide := func(int) geom.Length { return 1 << 40 }
		set := Set(Text{Runes: []rune(s.Ruby)}, &st, wide)
		if len(set.Lines) == 0 {
			continue
		}
		for _, m := range set.Missing {
			c.missing = append(c.missing, Missing{s.From, m.Rune, m.Selector})
		}
		r := ruby{i, set.Lines[0].Runs, set.Lines[0].Width}
		c.rubies = append(c.rubies, r)
		c.widen(s, r.width)
	}
}

// widen opens the atoms of s to at least width.
func (c *composer) widen(s *Span, width geom.Length) {
	var base []*atom
	for i := range c.atoms {
		if a := &c.atoms[i]; int(a.from) >= s.From && int(a.to) <= s.To {
			if len(base) > 0 && a.before == allow {
				a.before = keep
			}
			width -= a.width
			base = append(base, a)
		}
	}
	n := geom.Length(len(base))
	for i, a := range base {
		if width <= 0 {
			return
		}
		k := geom.Length(i)
		more := width*(k+1)/n - width*k/n
		for g := a.g0; g < a.g1; g++ {
			c.glyphs[g].Dx += more / 2
		}
		c.glyphs[a.g1-1].W += more
		a.width += more
		a.lead, a.trail, a.nudge = 0, 0, 0 // a mark under a ruby keeps its width
	}
}

// over places the rubies whose base starts in the line, centred over what of the
// base stands there.
func (c *composer) over(l *Line) {
	for _, r := range c.rubies {
		s := &c.spans[r.span]
		if s.From < l.From || s.From >= l.To {
			continue
		}
		left, right, ok := l.extent(s.From, min(s.To, l.To))
		if !ok {
			continue
		}
		x, text := left+(right-left-r.width)/2, []rune(s.Ruby)
		for _, run := range r.runs {
			o := Over{Run: run, Text: string(text[run.From:run.To]), Rise: c.em.MulDiv(920, 1000)}
			o.X += x
			o.From, o.To = s.From, min(s.To, l.To)
			l.Over = append(l.Over, o)
		}
	}
}

// Under is the 专名号 of a name, a rule below the characters of it that stand on a
// line (clreq #h-proper_nouns_mark). X counts from the line's start.
type Under struct {
	X, W geom.Length
	Drop geom.Length // of the rule's centre below the baseline
}

// nameDrop is where a 专名号 lies, in thousandths of an em below the baseline:
// clear of the lowest strokes, well above the next line.
const nameDrop = 190

// under places the rules of the names that stand in the line, each shorter than
// its name by a little, so that two names side by side are seen as two.
func (c *composer) under(l *Line) {
	air := c.em / 16
	for i := 0; i < len(c.spans); {
		s, j := &c.spans[i], i+1
		for j < len(c.spans) && s.Name != 0 && c.spans[j].Name == s.Name && c.spans[j].From == c.spans[j-1].To {
			j++
		}
		from, to := max(s.From, l.From), min(c.spans[j-1].To, l.To)
		i = j
		if s.Name == 0 || from >= to {
			continue
		}
		if left, right, ok := l.extent(from, to); ok && right-left > 2*air {
			l.Under = append(l.Under, Under{left + air, right - left - 2*air, c.em.MulDiv(nameDrop, 1000)})
		}
	}
}

// extent gives the left and right edges of the cells of runes [from,to).
func (l *Line) extent(from, to int) (left, right geom.Length, ok bool) {
	for _, r := range l.Runs {
		at := r.From
		for _, g := range r.Cells {
			if n := int(g.Runes); n > 0 {
				if at >= from && at < to {
					if !ok {
						left, ok = r.X+g.X, true
					}
					right = r.X + g.X + g.W
				}
				at += n
			}
		}
	}
	return left, right, ok
}
