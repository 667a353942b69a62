package pdf

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// A page is drawn with glyph numbers of our own: 1, 2, 3 … in order of first
// use, one face each. A number stands for a cluster: what is drawn (one glyph
// or several, shifted), how far the pen moves on, and the characters that a
// reader gets when he copies it. So widths in the file equal what was set, and
// text can be extracted exactly however marks were squeezed.

// part is one source glyph of a cluster; the shift is in thousandths of an em,
// y up.
type part struct {
	glyph  fonts.GID
	dx, dy int32
}

// cluster is one glyph of the compact font.
type cluster struct {
	parts   []part
	advance int32  // thousandths of an em
	text    string // characters it stands for, never empty
}

// single is a cluster of one glyph that stands for one character, as nearly all do.
type single struct {
	part
	advance int32
	char    rune
}

// clusterKey is any other that can be looked up; more holds parts after the first.
type clusterKey struct {
	first   part
	more    string
	advance int32
	text    string
}

// subset is a face and the clusters of it that a file draws.
type subset struct {
	face     *fonts.Face
	outlined bool // its outlines are drawn anew
	src      *ttf
	name     name // of the resource
	singles  map[single]uint16
	others   map[clusterKey]uint16
	clusters []cluster // clusters[i] has number i+1

	parts  []part // of the clusters added last
	groups []cellGroup
	made   []run
}

// maxClusters is what Identity-H can address (2-byte codes, 0 is .notdef) and a
// font hold.
const maxClusters = 0xFFFD

func newSubset(f *fonts.Face, resource name) (*subset, error) {
	if err := f.Load(); err != nil {
		return nil, err
	}
	outlined := f.Kind() == fonts.Outlined
	src, err := openTTF(f.Table, !outlined)
	if err != nil {
		return nil, err
	}
	s := emptySubset(src)
	s.face, s.outlined, s.name = f, outlined, resource
	return s, nil
}

// idleSubsets are those of finished files, empty, with room for what the next ones hold.
var idleSubsets = sync.Pool{New: func() any {
	return &subset{singles: map[single]uint16{}, others: map[clusterKey]uint16{}}
}}

func emptySubset(src *ttf) *subset {
	s := idleSubsets.Get().(*subset)
	s.src = src
	return s
}

// mostIdle is how many clusters a subset may have had that is kept for other files.
const mostIdle = 1 << 13

// release gives a subset back whose file is finished.
func (s *subset) release() {
	if len(s.clusters) > mostIdle {
		return
	}
	clear(s.singles)
	clear(s.others)
	clear(s.clusters)
	clear(s.groups[:cap(s.groups)])
	clear(s.made[:cap(s.made)])
	*s = subset{singles: s.singles, others: s.others, clusters: s.clusters[:0], parts: s.parts[:0], groups: s.groups[:0], made: s.made[:0]}
	idleSubsets.Put(s)
}

// number gives the cluster's number, a new one at its first use.
func (s *subset) number(first part, more []part, advance int32, text string) (uint16, error) {
	char, n := utf8.DecodeRuneInString(text)
	if len(more) == 0 && n == len(text) && char != utf8.RuneError {
		key := single{first, advance, char}
		if id, ok := s.singles[key]; ok {
			return id, nil
		}
		id, err := s.add(first, nil, advance, text)
		if err == nil {
			s.singles[key] = id
		}
		return id, err
	}
	key := clusterKey{first: first, advance: advance, text: text}
	if len(more) > 0 {
		key.more = fmt.Sprint(more)
	}
	if id, ok := s.others[key]; ok {
		return id, nil
	}
	id, err := s.add(first, more, advance, text)
	if err == nil {
		s.others[key] = id
	}
	return id, err
}

// add gives a new cluster its number.
func (s *subset) add(first part, more []part, advance int32, text string) (uint16, error) {
	if len(s.clusters) >= maxClusters {
		return 0, fmt.Errorf("more than %d different glyphs", maxClusters)
	}
	if n := 1 + len(more); n > cap(s.parts)-len(s.parts) {
		s.parts = make([]part, 0, max(n, 256))
	}
	from := len(s.parts)
	s.parts = append(append(s.parts, first), more...)
	s.clusters = append(s.clusters, cluster{s.parts[from:len(s.parts):len(s.parts)], advance, text})
	return uint16(len(s.clusters)), nil
}

// natural gives the advance of glyph g in thousandths of an em.
func (s *subset) natural(g fonts.GID) int32 {
	units := 0
	if s.outlined {
		units = s.face.Advance(g)
	} else {
		units = s.src.advance(int(g))
	}
	return int32(geom.Length(units).MulDiv(1000, int64(s.src.upem)))
}

// run is a sheet.Text, or a part of one, ready to be drawn on one baseline.
type run struct {
	x    geom.Length // pen position of the first glyph, from the trim's left edge
	ids  []uint16
	gaps []int16 // before each glyph but the first: thousandths of an em, right positive
}

// How far two glyphs may stand apart, or overlap, before a reader of the file
// takes it for a space or for two texts (poppler: 1/10 em, most others more).
// Beyond, the glyph itself is made wider or narrower, in steps of a 1/20 em so
// that few kinds arise; what a step leaves is a gap again, of 1/40 em at most.
const (
	maxGap     = 80
	maxOverlap = 40
	step       = 50
	maxAdvance = 30000 // one glyph; a font's widths are 16 bits
)

// runs turns a text into runs, one unless something is 30 em wide. next is the
// text painted after it, nil if there is none. The list is good until the next call.
func (s *subset) runs(t, next *sheet.Text) ([]run, error) {
	if err := s.group(t); err != nil {
		return nil, err
	}
	size := milliPt(t.Size)
	if size <= 0 {
		return nil, fmt.Errorf("type size of %v EMU", int64(t.Size))
	}
	s.made = s.made[:0]
	if len(s.groups) == 0 {
		return s.made, nil
	}
	var pen int64 // millionths of a point from the current run's start
	broken := true
	at, first, more := s.groups[0].place(t)
	for i := range s.groups {
		g := &s.groups[i]
		var end geom.Length
		var nextFirst part
		var nextMore []part
		if i+1 < len(s.groups) {
			end, nextFirst, nextMore = s.groups[i+1].place(t)
		} else {
			end = lineEnd(t, g.end(), next)
		}
		advance := s.natural(first.glyph)
		if len(more) > 0 {
			advance = thousandths(g.end()-g.cells[0].X, t.Size)
		}
		want := thousandths(end-at, t.Size)
		far := want > maxAdvance || want < 0
		if d := want - advance; !far && (d > maxGap || d < -maxOverlap) {
			advance = (want + step/2) / step * step
		}
		id, err := s.number(first, more, advance, g.text)
		if err != nil {
			return nil, err
		}
		if broken {
			left := len(s.groups) - i
			s.made = append(s.made, run{x: t.Origin.X + at, ids: make([]uint16, 0, left), gaps: make([]int16, 0, left-1)})
			pen = 0
		}
		r := &s.made[len(s.made)-1]
		if len(r.ids) > 0 {
			gap := roundDiv(microPt(t.Origin.X+at-r.x)-pen, size)
			pen += gap * size
			r.gaps = append(r.gaps, int16(gap))
		}
		r.ids = append(r.ids, id)
		pen += int64(advance) * size
		broken = far
		at, first, more = end, nextFirst, nextMore
	}
	return s.made, nil
}

// lineEnd gives where a text ends that covers to end: there, or where the next
// one of the same line begins, so that readers do not part them. Two texts on one
// baseline are one line if they all but touch, or if a space was typed between.
func lineEnd(t *sheet.Text, end geom.Length, next *sheet.Text) geom.Length {
	if next == nil || next.Origin.Y != t.Origin.Y {
		return end
	}
	start := next.Origin.X - t.Origin.X
	gap := start - end
	if gap > 0 && (gap <= t.Size/2 || gap <= 4*t.Size && strings.HasSuffix(t.Text, " ")) {
		return start
	}
	return end
}

// cellGroup is the cells of one cluster and the characters they stand for.
type cellGroup struct {
	cells []fonts.Cell
	text  string
}

// group cuts a text into clusters, s.groups: a cell that stands for characters, with the
// cells that go on with it, and with spaces that would not come out of the file
// as they were typed if they stood alone: readers give any white space as one
// U+0020, or none, but leave it as it is in the text of a glyph that shows.
func (s *subset) group(t *sheet.Text) error {
	out := s.groups[:0]
	start, at := 0, 0 // bytes of t.Text: of the last group, read so far
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.ID == 0 {
			return fmt.Errorf("glyph %d of %q is missing from the face", i, t.Text)
		}
		from := at
		for range c.Runes {
			_, w := utf8.DecodeRuneInString(t.Text[at:])
			if w == 0 {
				return fmt.Errorf("%q has fewer characters than its glyphs stand for", t.Text)
			}
			at += w
		}
		if c.Runes == 0 && i == 0 {
			return fmt.Errorf("%q begins with a glyph that stands for no character", t.Text)
		}
		dropped := c.W == 0 && i == len(t.Cells)-1
		if i > 0 && joins(t.Text[start:from], t.Text[from:at], dropped) {
			g := &out[len(out)-1]
			g.cells, g.text = g.cells[:len(g.cells)+1], t.Text[start:at]
			continue
		}
		start = from
		out = append(out, cellGroup{t.Cells[i : i+1 : len(t.Cells)], t.Text[from:at]})
	}
	if at < len(t.Text) {
		return fmt.Errorf("no glyph stands for %q of %q", t.Text[at:], t.Text)
	}
	s.groups = out
	return nil
}

// joins reports whether a cell that stands for text shares the cluster of the
// cells before, which stand for group. The space dropped at the end of a line
// does: readers would drop it too.
func joins(group, text string, dropped bool) bool {
	switch {
	case text == "":
		return true
	case oddSpaces(text):
		return true
	case text == " ":
		return dropped || group[len(group)-1] == ' '
	}
	return oddSpaces(group) // at the start of a text
}

// oddSpaces reports whether s is white space that is not just U+0020: a
// full-width U+3000, a no-break space.
func oddSpaces(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return s != " "
}

// place gives where the pen must stand for a group, from the text's origin, and
// what is drawn from there. The shift of the first glyph is cut to whole steps,
// and the pen takes the rest, so that marks squeezed by many amounts make few
// clusters.
func (g *cellGroup) place(t *sheet.Text) (at geom.Length, first part, more []part) {
	c := &g.cells[0]
	dx := thousandths(c.Dx, t.Size) / step * step
	at = c.X + c.Dx - t.Size.MulDiv(int64(dx), 1000)
	first = part{c.ID, dx, -thousandths(c.Dy, t.Size)}
	for _, c := range g.cells[1:] {
		more = append(more, part{c.ID, thousandths(c.X+c.Dx-at, t.Size), -thousandths(c.Dy, t.Size)})
	}
	return at, first, more
}

// end gives the right edge of a group's cells.
func (g *cellGroup) end() geom.Length {
	end := g.cells[0].X + g.cells[0].W
	for _, c := range g.cells[1:] {
		end = max(end, c.X+c.W)
	}
	return end
}

// Units of a content stream, all integers: 0.01 pt for places, 0.001 pt for
// sizes, 1/1000 em for advances, so 1e-6 pt for a pen moved by advances.
func centiPt(l geom.Length) int64 { return int64(l.MulDiv(100, int64(geom.Pt))) }
func milliPt(l geom.Length) int64 { return int64(l.MulDiv(1000, int64(geom.Pt))) }
func microPt(l geom.Length) int64 { return int64(l.MulDiv(1_000_000, int64(geom.Pt))) }

func thousandths(l, em geom.Length) int32 { return int32(l.MulDiv(1000, int64(em))) }

// roundDiv gives n/d to the nearest whole number, halves away from zero; d > 0.
func roundDiv(n, d int64) int64 { return int64(geom.Length(n).MulDiv(1, d)) }
