package makeup

import (
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// slot is one line of one leg that body text may stand on.
type slot struct {
	frame    *frame
	leg      int // from 0
	line     int // of the page's grid
	x        geom.Length
	baseline geom.Length
	measure  geom.Length
}

// follows reports whether s stands right below t in the same leg.
func (s slot) follows(t slot) bool {
	return s.frame == t.frame && s.leg == t.leg && s.line == t.line+1
}

// frame is an edition's frame on its page's grid.
type frame struct {
	*edition.Frame
	story string
	page  *page
	rect  geom.Rect    // outer edge
	text  geom.Rect    // legs' outer edge
	lines edition.Span // that text may stand on
	legs  []leg
	holes []hole // what text must go around

	jumpIn, jumpOut  string // 上接 and 下转 lines, on its first and last slot
	jumpFrom, jumpTo string // names of the pages that they send to
}

// hole is a stretch of legs and lines that something else stands on.
type hole struct {
	x, w  geom.Length
	lines edition.Span
	air   int // lines kept free above and below it where text stands there
}

// boxInset is the clear space inside a border or tint at the sides, in 字: one,
// as a 栏空 has.
const boxInset = 1

// cuts gives the holes of what a frame leaves to others.
func (f *frame) cuts() []hole {
	var out []hole
	g := f.page.grid
	for _, c := range f.Cuts {
		out = append(out, hole{x: g.columnX(c.Columns.From), w: g.columnsWidth(c.Columns), lines: c.Lines})
	}
	return out
}

func newFrame(pg *page, f *edition.Frame) *frame {
	out := &frame{Frame: f, page: pg, rect: pg.grid.rect(f.Columns, f.Lines), lines: f.Lines}
	out.text = out.rect
	b, tinted := f.Border, f.Tint != sheet.Paper
	drawn := b.Kind != edition.RuleNone && b.Kind != ""
	inset := pg.grid.Em * boxInset
	if tinted || drawn && b.Left {
		out.text.X += inset
		out.text.W -= inset
	}
	if tinted || drawn && b.Right {
		out.text.W -= inset
	}
	if tinted || drawn && b.Top {
		out.lines.From++
	}
	if tinted || drawn && b.Bottom {
		out.lines.To--
	}
	out.legs = pg.grid.legs(out.text.X, out.text.W, f.Columns, f.Legs, f.Remainder)
	return out
}

// span gives the left edge and width of a run of legs, from 1.
func (f *frame) span(s edition.Span) (x, w geom.Length) {
	a := f.legs[clamp(s.From-1, 0, len(f.legs)-1)]
	b := f.legs[clamp(s.To-1, 0, len(f.legs)-1)]
	return a.x, b.x + b.w - a.x
}

// slots lists the frame's free lines leg by leg, in the order copy flows. foot
// gives each leg's last line; nil stands for the frame's own.
func (f *frame) slots(foot func(leg int) int) []slot {
	out := f.allSlots(foot)
	if len(out) > 0 && f.jumpIn != "" {
		out = out[1:]
	}
	if len(out) > 0 && f.jumpOut != "" {
		out = out[:len(out)-1]
	}
	return out
}

// allSlots is slots with those of the jump lines.
func (f *frame) allSlots(foot func(leg int) int) []slot {
	out := make([]slot, 0, len(f.legs)*max(f.lines.Len(), 0))
	for i, l := range f.legs {
		last := f.lines.To
		if foot != nil {
			last = min(last, foot(i))
		}
		for n := f.lines.From; n <= last; n++ {
			if free, ok := f.free(l, n); ok {
				out = append(out, slot{f, i, n, free.x, f.page.grid.baseline(n), free.w})
			}
		}
	}
	return out
}

// minMeasure is the fewest 字 beside a picture that text may run in (串文); a
// narrower strip stays empty.
const minMeasure = 5

// free gives what line n of l leaves to text: all of it, or the wider side of
// what stands in it, a 字 away from it and in whole 字 (串文).
func (f *frame) free(l leg, n int) (leg, bool) {
	em := f.page.grid.Em
	out, cut := l, false
	for _, h := range f.holes {
		if h.x >= out.x+out.w || h.x+h.w <= out.x || !f.reaches(h, l, n) {
			continue
		}
		left, right := h.x-out.x, out.x+out.w-(h.x+h.w)
		cut = true
		if left >= right {
			out.w = (left - em) / em * em
		} else {
			w := (right - em) / em * em
			out.x, out.w = out.x+out.w-w, w
		}
	}
	if !cut {
		return l, true
	}
	return out, out.w >= minMeasure*em
}

// reaches reports whether a hole or the air about it covers line n of l. Air
// counts only between a hole and text: not at the frame's own edges.
func (f *frame) reaches(h hole, l leg, n int) bool {
	from, to := h.lines.From, h.lines.To
	if n < from-h.air || n > to+h.air {
		return false
	}
	if from > f.firstFree(l) {
		from -= h.air
	}
	if to < f.lines.To {
		to += h.air
	}
	return n >= from && n <= to
}

// firstFree is the first line of l below the holes that stand at the frame's top.
func (f *frame) firstFree(l leg) int {
	n := f.lines.From
	for moved := true; moved; {
		moved = false
		for _, h := range f.holes {
			if h.x < l.x+l.w && h.x+h.w > l.x && h.lines.From <= n && h.lines.To >= n {
				n, moved = h.lines.To+1, true
			}
		}
	}
	return n
}

func clamp(n, lo, hi int) int { return max(lo, min(n, hi)) }
