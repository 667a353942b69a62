package makeup

import (
	"slices"
	"sync"

	"paiban/fonts"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// style is an edition's style with its lengths resolved on one grid.
type style struct {
	paragraph.Style
	name          string
	leading       geom.Length
	before, after geom.Length
	ink, ground   sheet.Ink
	rule          edition.RuleKind
	bold, kai     paragraph.Stack
	flex          [2]int
	flexPrice     int64
	sizeStep      geom.Length
	fit           paragraph.Fit
}

// styles resolves each style once a grid. Safe for concurrent use.
type styles struct {
	fonts *fonts.Library
	grid  edition.Grid
	lang  string

	mu   sync.Mutex
	done map[*edition.Style]*style
}

func (s *styles) of(e *edition.Style) *style {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st, ok := s.done[e]; ok {
		return st
	}
	em, pitch := s.grid.Em, s.grid.Pitch()
	size := e.Size.Resolve(em, pitch)
	st := &style{
		Style: paragraph.Style{
			Stack:    s.stack(e.Font),
			Size:     size,
			Indent:   e.Indent.Resolve(size, pitch),
			Align:    e.Align,
			Tracking: e.Tracking.Resolve(size, pitch),
			Open:     e.Open.Resolve(size, pitch),
			Lang:     s.lang,
			Options:  e.Options,
		},
		name:    e.Name,
		leading: e.Leading.Resolve(size, pitch),
		before:  e.Before.Resolve(size, pitch),
		after:   e.After.Resolve(size, pitch),
		ink:     e.Ink,
		ground:  e.Ground,
		rule:    e.Rule,

		flex: e.Flex, flexPrice: int64(e.FlexPrice), sizeStep: e.SizeStep.Resolve(size, pitch),
		fit: paragraph.Fit{Min: e.SizeMin.Resolve(em, pitch), Max: e.SizeMax.Resolve(em, pitch), Step: geom.Pt / 2},
	}
	st.bold = s.stack(e.Bold)
	st.kai = s.stack(e.Kai)
	if st.leading == 0 {
		st.leading = size.MulDiv(5, 4) // ¼ of the size between lines (NEWSPAPER: ¼–⅓)
	}
	s.done[e] = st
	return st
}

// sized gives the style in another size of type, its leading in proportion.
func (st *style) sized(size geom.Length) *style {
	if size == st.Size || size <= 0 {
		return st
	}
	out := *st
	out.Size = size
	out.leading = st.leading.MulDiv(int64(size), int64(st.Size))
	return &out
}

// stack turns face names into faces; the whole Song face is always last, so that
// a rare character is found whatever the style.
func (s *styles) stack(names []string) paragraph.Stack {
	const last = "song"
	var out paragraph.Stack
	song := false
	for _, n := range names {
		if f := s.fonts.Face(n); f != nil {
			out = append(out, f)
			song = song || n == last
		}
	}
	if f := s.fonts.Face(last); f != nil && !song {
		out = append(out, f)
	}
	return out
}

// text turns a piece of copy into the composer's form: marks that stand within
// marks become spans side by side.
func (st *style) text(in edition.Inline) paragraph.Text {
	t := paragraph.Text{Runes: in.Runes}
	if len(in.Marks) == 0 {
		return t
	}
	var cuts []int
	for _, m := range in.Marks {
		cuts = append(cuts, m.From, m.To)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	coming := make([]int, len(in.Marks)) // marks by where they begin
	for n := range coming {
		coming[n] = n
	}
	slices.SortStableFunc(coming, func(a, b int) int { return in.Marks[a].From - in.Marks[b].From })
	var open []int // marks that the span stands in: outer ones come first, so the inner one wins
	for i := 0; i+1 < len(cuts); i++ {
		sp := paragraph.Span{From: cuts[i], To: cuts[i+1]}
		open = slices.DeleteFunc(open, func(n int) bool { return in.Marks[n].To < sp.To })
		for len(coming) > 0 && in.Marks[coming[0]].From <= sp.From {
			if n := coming[0]; in.Marks[n].To >= sp.To {
				at, _ := slices.BinarySearch(open, n)
				open = slices.Insert(open, at, n)
			}
			coming = coming[1:]
		}
		for _, n := range open {
			st.mark(&sp, in.Marks[n], n)
		}
		if len(open) > 0 {
			t.Spans = append(t.Spans, sp)
		}
	}
	return t
}

// mark enters mark m, the nth of its copy.
func (st *style) mark(sp *paragraph.Span, m edition.Mark, n int) {
	switch m.Kind {
	case edition.Bold:
		sp.Stack = st.bold
	case edition.Kai:
		sp.Stack = st.kai
	case edition.Emphasis:
		sp.Emphasis = true
	case edition.Name:
		sp.Name = n + 1
	case edition.NoBreak:
		sp.NoBreak = true
	case edition.Ruby:
		sp.Ruby = m.Arg
	}
}
