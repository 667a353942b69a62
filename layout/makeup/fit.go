package makeup

import (
	"strings"
	"unicode"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

// Fit says how a story fits on one page. Ems are thousandths of a body 字.
type Fit struct {
	ID        string
	Page      string // name of the page
	Head      string // its lines joined
	Legs      int
	Lines     int // of copy that stand on the page
	Em        int // body ems of measure that the copy takes
	Chars     int // characters of the copy without spaces; what is over counts on the last page
	OverEm    int // that found no room; told on the story's last page
	OverLines int
	RoomEm    int // left free; told on the story's last page
	RoomLines int
	// Lines left empty at the foot of legs before the last, where a crosshead
	// would not stand; told on the last page.
	ShortLines int
	Moves      []Move // what copyfit did; told on the last page
}

// sumUp sums up a story page by page and reports what does not fit.
func (st *laid) sumUp() []Fit {
	s, pl, gal, slots, fl := st.story, st.plan, st.galley, st.slots, st.flowed
	frames := pl.frames
	var out []Fit
	index := map[*page]int{}
	for _, f := range frames {
		if _, ok := index[f.page]; !ok {
			index[f.page] = len(out)
			out = append(out, Fit{ID: s.ID, Page: f.page.Name, Head: headText(s)})
		}
		out[index[f.page]].Legs += len(f.legs)
	}
	for _, l := range fl.lines {
		ft := &out[index[slots[l.slot].frame.page]]
		ft.Lines++
		ft.Em += ems(l.line.Natural, gal.pieces[l.piece].st.Size)
		ft.Chars += countChars(gal.pieces[l.piece].lines[l.part].Runes[l.line.From:l.line.To])
	}
	last := &out[len(out)-1]
	for _, l := range fl.over {
		last.OverLines++
		last.OverEm += ems(l.line.Natural, gal.pieces[l.piece].st.Size)
		last.Chars += countChars(gal.pieces[l.piece].lines[l.part].Runes[l.line.From:l.line.To])
	}
	taken := map[[3]int]bool{} // of balanced legs each ends above the frame's foot
	for _, sl := range slots[:fl.used] {
		taken[[3]int{sl.frame.N, sl.leg, sl.line}] = true
	}
	for _, sl := range pl.slots() {
		if !taken[[3]int{sl.frame.N, sl.leg, sl.line}] {
			last.RoomLines++
			last.RoomEm += ems(sl.measure, sl.frame.page.grid.Em)
		}
	}
	last.ShortLines, last.Moves = fl.holes, fl.moves
	st.unfit(*last)
	return out
}

// ems gives a length in thousandths of an em.
func ems(l, em geom.Length) int {
	if em <= 0 {
		return 0
	}
	return int(l.MulDiv(1000, int64(em)))
}

func countChars(rs []rune) int {
	n := 0
	for _, r := range rs {
		if r != ' ' && r != '　' {
			n++
		}
	}
	return n
}

// headText gives kicker and head in a line. What stood on lines of their own is
// kept apart by a space, unless a mark does that.
func headText(s *edition.Story) string {
	var t []rune
	for _, part := range [][]edition.Inline{s.Kicker, s.Head} {
		for _, in := range part {
			if n := len(t); n > 0 && len(in.Runes) > 0 && !unicode.In(t[n-1], unicode.P, unicode.Z) {
				t = append(t, ' ')
			}
			t = append(t, in.Runes...)
		}
	}
	return string(t)
}

// unfit reports a story that is over, or short of its foot, with what would mend it.
func (st *laid) unfit(ft Fit) {
	s, gal, fl := st.story, st.galley, st.flowed
	end := st.plan.frames[len(st.plan.frames)-1]
	f := diag.Finding{Page: end.page.Name, Story: s.ID, Frame: end.name(), Box: end.rect, Pos: s.Pos}
	switch {
	case ft.OverLines > 0:
		first := fl.over[0]
		f.Code, f.Severity = "overset", diag.Error
		f.Pos = gal.pieces[first.piece].at(first.part, first.line.From)
		zi := (ft.OverEm + 999) / 1000
		f.Message = diag.T("稿件“%s”溢文 %d 行，约 %d 字", "story %q is over by %d lines, about %d 字", s.ID, ft.OverLines, zi)
	case ft.RoomLines > 0 && s.Exact && (!end.Balance || ft.RoomLines >= len(end.legs)):
		f.Code, f.Severity = "underset", diag.Warning
		f.Message = diag.T("稿件“%s”缺文，空 %d 行，约 %d 字", "story %q leaves %d lines empty, about %d 字", s.ID, ft.RoomLines, (ft.RoomEm+999)/1000)
	case ft.ShortLines > 0:
		f.Code, f.Severity = "short-leg", diag.Warning
		f.Message = diag.T("稿件“%s”有一栏短 %d 行：小标题不能排在栏底", "story %q has a leg %d lines short: a crosshead cannot stand at its foot", s.ID, ft.ShortLines)
	default:
		return
	}
	var v verdict
	if s.Exact && !end.Balance {
		v = gal.verdict(s, st.bare, ft.OverLines > 0)
	}
	f.Hint = v.hint(ft)
	st.findings.Add(f)
}

// faults reports a line whose spacing had to leave the rules' limits, or that ends where
// none may.
func (pg *page) faults(in edition.Inline, ln *paragraph.Line, st *style, at place) {
	if ln.Misfit == 0 && !ln.Forced {
		return
	}
	for _, f := range ln.Faults() {
		pg.findings.AddSome(diag.Finding{
			Code: f.Code, Severity: diag.Warning, Message: f.Message, Hint: f.Hint,
			Page: pg.Name, Story: at.story, Frame: at.frame, Pos: in.At(ln.From),
			Box: geom.Rect{X: at.origin.X, Y: at.origin.Y - st.Size, W: ln.Measure, H: st.Size},
		})
	}
}

// missing reports characters that no face has: they would leave a hole on the
// page, so it is an error with its place.
func (pg *page) missing(s *edition.Story, p *piece) {
	for _, x := range p.lack {
		pg.missingGlyph(s.ID, p.at(x.part, x.At), x.Missing, p.st)
	}
}

// set breaks a piece of copy to one measure and reports what no face has.
func (pg *page) set(story string, in edition.Inline, st *style, measure geom.Length) []paragraph.Line {
	s := paragraph.Set(st.text(in), &st.Style, level(measure))
	for _, x := range s.Missing {
		pg.missingGlyph(story, in.At(x.At), x, st)
	}
	return s.Lines
}

func (pg *page) missingGlyph(story string, pos diag.Pos, x paragraph.Missing, st *style) {
	var names []string
	for _, f := range st.Stack {
		names = append(names, f.Name)
	}
	name := strings.Join(names, " ")
	zh, en := "", ""
	if story != "" {
		zh, en = "稿件 "+story+"：", "story "+story+": "
	}
	pg.findings.AddSome(diag.Finding{
		Code: "missing-glyph", Severity: diag.Error, Pos: pos, Page: pg.Name, Story: story,
		Message: diag.T("%[3]s字体 %[2]s 没有“%[1]c”（%[5]s）", "%[4]sno face of %[2]s has %[1]q (%[5]s)", x.Rune, name, zh, en, x.Codes()),
		Hint:    diag.T("换一个字，或用 [[font]] 加一个有此字的字体并写进样式的 font", "use another character, or add a font that has it ([[font]]) to the style"),
	})
}
