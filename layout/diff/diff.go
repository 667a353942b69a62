package diff

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"paiban/layout/diag"
)

// Kind says what has changed.
type Kind string

// The kinds of changes, in the order in which they are told of a page.
const (
	PageNew     Kind = "page-new"
	PageGone    Kind = "page-gone"
	PageSize    Kind = "page-size"
	StoryNew    Kind = "story-new"
	StoryGone   Kind = "story-gone"
	Copy        Kind = "copy"     // the words of a block
	Rebroken    Kind = "rebroken" // the same words, broken into other lines
	Reset       Kind = "reset"    // the same lines in another size, style or width
	Moved       Kind = "moved"    // the same lines, elsewhere
	Frame       Kind = "frame"    // a frame new, gone, moved or of another size
	PictureKind Kind = "picture"  // likewise, or cropped otherwise
	Rule        Kind = "rule"     // rules, borders and tints
	FindingNew  Kind = "finding-new"
	FindingGone Kind = "finding-gone"
)

// Kinds lists them all.
var Kinds = []Kind{PageNew, PageGone, PageSize, StoryNew, StoryGone, Copy, Rebroken, Reset, Moved, Frame, PictureKind, Rule, FindingNew, FindingGone}

// Change is one difference.
type Change struct {
	Kind     Kind
	Page     string
	Story    string
	Lines    int    // that a change of lines concerns
	Old, New []Rect // where it stood and stands; empty = nowhere
	Text     diag.Text
}

// Options are what does not count as a change.
type Options struct {
	Shift float64 // points that anything may have moved by
}

// Compare lists what is other in now than in old: pages in now's order, those
// that are gone behind, and findings last.
func Compare(old, now *Edition, opt Options) []Change {
	c := &comparer{opt: opt}
	for i := range now.Pages {
		p := &now.Pages[i]
		if o := old.page(p.Name); o != nil {
			c.pages(o, p)
		} else {
			c.add(Change{Kind: PageNew, Page: p.Name, New: []Rect{p.Trim}, Text: diag.T("新增这一版", "a new page")})
		}
	}
	for i := range old.Pages {
		if o := &old.Pages[i]; now.page(o.Name) == nil {
			c.add(Change{Kind: PageGone, Page: o.Name, Text: diag.T("这一版没有了", "the page is gone")})
		}
	}
	c.findings(old.Findings, now.Findings)
	return c.out
}

func (e *Edition) page(name string) *Page {
	for i := range e.Pages {
		if e.Pages[i].Name == name {
			return &e.Pages[i]
		}
	}
	return nil
}

// comparer collects the changes of one comparison.
type comparer struct {
	opt Options
	out []Change
}

func (c *comparer) add(ch Change) { c.out = append(c.out, ch) }

func (c *comparer) pages(o, p *Page) {
	if !c.same(o.Trim, p.Trim) {
		c.add(Change{Kind: PageSize, Page: p.Name, New: []Rect{p.Trim}, Text: diag.T("成品由 %s 改为 %s", "the page was %s, it is %s", size(o.Trim), size(p.Trim))})
	}
	olds := map[string]*Story{}
	for i := range o.Stories {
		olds[o.Stories[i].ID] = &o.Stories[i]
	}
	for i := range p.Stories {
		s := &p.Stories[i]
		if was := olds[s.ID]; was != nil {
			c.stories(p.Name, was, s)
		} else {
			c.add(Change{Kind: StoryNew, Page: p.Name, Story: s.ID, New: boxes(s.Blocks), Text: diag.T("新稿件", "a new story")})
		}
		delete(olds, s.ID)
	}
	for i := range o.Stories {
		if s := &o.Stories[i]; olds[s.ID] != nil {
			c.add(Change{Kind: StoryGone, Page: p.Name, Story: s.ID, Old: boxes(s.Blocks), Text: diag.T("稿件没有了", "the story is gone")})
		}
	}
	c.frames(o, p)
	c.pictures(o, p)
	c.shapes(o, p)
}

// same reports whether two places differ by no more than the shift allowed.
func (c *comparer) same(a, b Rect) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) <= c.opt.Shift+1e-9 }
	return near(a.X, b.X) && near(a.Y, b.Y) && near(a.W, b.W) && near(a.H, b.H)
}

// stories compares a story's blocks: those with the same words are paired first,
// in order; what is left between two pairs is a change of the words.
func (c *comparer) stories(page string, o, s *Story) {
	a, b := flat(o.Blocks), flat(s.Blocks)
	i, j := 0, 0
	for _, pair := range append(common(a, b), [2]int{len(a), len(b)}) {
		c.words(page, s.ID, a[i:pair[0]], b[j:pair[1]])
		if pair[0] < len(a) {
			c.lines(page, s.ID, a[pair[0]], b[pair[1]])
		}
		i, j = pair[0]+1, pair[1]+1
	}
}

// flat lists blocks with those inside them. Blocks of no line (a picture's) are
// left out: pictures are compared by themselves.
func flat(bs []Block) []Block {
	var out []Block
	for _, b := range bs {
		if len(b.Lines) > 0 {
			out = append(out, b)
		}
		out = append(out, flat(b.Blocks)...)
	}
	return out
}

// common pairs the blocks of the same role and words, as many as can be in order.
func common(a, b []Block) [][2]int {
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	alike := func(i, j int) bool { return a[i].Role == b[j].Role && a[i].Text == b[j].Text }
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if alike(i, j) {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case alike(i, j):
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// words tells of blocks whose words changed, paired as they come.
func (c *comparer) words(page, story string, a, b []Block) {
	for k := range max(len(a), len(b)) {
		ch := Change{Kind: Copy, Page: page, Story: story, Lines: 1}
		switch {
		case k >= len(a):
			ch.New, ch.Lines = boxes(b[k:k+1]), len(b[k].Lines)
			ch.Text = diag.T("加了一段：%s", "added: %s", brief(b[k].Text))
		case k >= len(b):
			ch.Old, ch.Lines = boxes(a[k:k+1]), len(a[k].Lines)
			ch.Text = diag.T("删了一段：%s", "removed: %s", brief(a[k].Text))
		default:
			ch.Old, ch.New = boxes(a[k:k+1]), boxes(b[k:k+1])
			ch.Lines = len(b[k].Lines)
			was, is := middle(a[k].Text, b[k].Text)
			ch.Text = diag.T("“%s”改为“%s”", "%q became %q", brief(was), brief(is))
		}
		c.add(ch)
	}
}

// middle cuts what two texts have in common at both ends, but for two characters
// on either side.
func middle(a, b string) (string, string) {
	ra, rb := []rune(a), []rune(b)
	from := 0
	for from < len(ra) && from < len(rb) && ra[from] == rb[from] {
		from++
	}
	end := 0
	for end < len(ra)-from && end < len(rb)-from && ra[len(ra)-1-end] == rb[len(rb)-1-end] {
		end++
	}
	from, end = max(0, from-2), max(0, end-2)
	return string(ra[from : len(ra)-end]), string(rb[from : len(rb)-end])
}

// brief cuts a text to what fits a message.
func brief(s string) string {
	const most = 24
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	rs := []rune(s)
	return string(rs[:most/2]) + "…" + string(rs[len(rs)-most/2+1:])
}

// lines compares two settings of the same words.
func (c *comparer) lines(page, story string, a, b Block) {
	ch := Change{Page: page, Story: story}
	if broken := rebroken(a.Lines, b.Lines); broken > 0 {
		ch.Kind, ch.Lines, ch.Old, ch.New = Rebroken, broken, boxes([]Block{a}), boxes([]Block{b})
		ch.Text = diag.T("%[1]d 行重新折行（共 %[2]d 行，原 %[3]d 行）：%[4]s", "%[1]d of its lines broken elsewhere (now %[2]d, before %[3]d): %[4]s",
			broken, len(b.Lines), len(a.Lines), brief(b.Text))
		c.add(ch)
		return
	}
	reset, moved := 0, 0
	var dx, dy float64
	for i, l := range b.Lines {
		o := a.Lines[i]
		switch {
		case !near(l.Em, o.Em, 0) || !near(l.Measure, o.Measure, c.opt.Shift) || !near(l.Width, o.Width, c.opt.Shift) || a.Style != b.Style && i == 0:
			reset++
		case !near(l.X+l.Indent, o.X+o.Indent, c.opt.Shift) || !near(l.Baseline, o.Baseline, c.opt.Shift):
			if moved++; moved == 1 {
				dx, dy = l.X+l.Indent-o.X-o.Indent, l.Baseline-o.Baseline
			}
		default:
			continue
		}
		ch.Old, ch.New = join(ch.Old, lineBox(o)), join(ch.New, lineBox(l))
	}
	switch {
	case reset > 0:
		ch.Kind, ch.Lines = Reset, reset
		ch.Text = diag.T("%d 行的字号、样式或宽度变了：%s", "%d lines in another size, style or width: %s", reset, brief(b.Text))
	case moved > 0:
		ch.Kind, ch.Lines = Moved, moved
		ch.Text = diag.T("%d 行移动（首行 %s）：%s", "%d of its lines moved (the first by %s): %s", moved, shift(dx, dy), brief(b.Text))
	default:
		return
	}
	c.add(ch)
}

func near(a, b, shift float64) bool { return math.Abs(a-b) <= shift+1e-9 }

// rebroken counts the lines of b that do not hold just the characters of a line of a.
func rebroken(a, b []Line) int {
	starts := map[[2]int]bool{}
	at := 0
	for _, l := range a {
		n := utf8.RuneCountInString(l.Text)
		starts[[2]int{at, n}] = true
		at += n
	}
	out, at := 0, 0
	for _, l := range b {
		n := utf8.RuneCountInString(l.Text)
		if !starts[[2]int{at, n}] {
			out++
		}
		at += n
	}
	if out == 0 && len(a) != len(b) {
		return 1
	}
	return out
}

func shift(dx, dy float64) string {
	return fmt.Sprintf("%+.2f, %+.2f mm", dx*25.4/72, dy*25.4/72)
}

func size(r Rect) string { return fmt.Sprintf("%.4g×%.4g mm", r.W*25.4/72, r.H*25.4/72) }

// boxes gives the places of blocks, a box for each run of lines that stand close
// under one another.
func boxes(bs []Block) []Rect {
	var out []Rect
	for _, b := range flat(bs) {
		var own []Rect
		for _, l := range b.Lines {
			own = join(own, lineBox(l))
		}
		out = append(out, own...)
	}
	return out
}

// join adds a line's box to those of the lines before it: to the last if it
// stands close under it.
func join(out []Rect, box Rect) []Rect {
	if n := len(out); n > 0 {
		last := out[n-1]
		if near(last.X, box.X, box.H*4) && box.Y > last.Y && box.Y-last.Y-last.H < box.H {
			out[n-1] = union(last, box)
			return out
		}
	}
	return append(out, box)
}

func lineBox(l Line) Rect {
	return Rect{l.X + l.Indent, l.Baseline - l.Em*0.88, max(l.Width, 1), l.Em}
}

func union(a, b Rect) Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Rect{x, y, max(a.X+a.W, b.X+b.W) - x, max(a.Y+a.H, b.Y+b.H) - y}
}

// findings compares by what is found where; a line number alone is no change.
func (c *comparer) findings(old, now []Finding) {
	key := func(f Finding) string {
		return strings.Join([]string{f.Code, f.Severity, f.Page, f.Story, f.Frame, f.File, f.Message}, "\x00")
	}
	tell := func(kind Kind, of, but []Finding) {
		count := map[string]int{}
		for _, f := range but {
			count[key(f)]++
		}
		for _, f := range of {
			if count[key(f)]--; count[key(f)] >= 0 {
				continue
			}
			ch := Change{Kind: kind, Page: f.Page, Story: f.Story, Text: diag.T("%[1]s[%[2]s]：%[3]s", "%[1]s[%[2]s]: %[3]s", f.Severity, f.Code, f.Message)}
			if b := f.BoxMM; b != nil {
				k := 72 / 25.4
				box := []Rect{{b[0] * k, b[1] * k, b[2] * k, b[3] * k}}
				if kind == FindingNew {
					ch.New = box
				} else {
					ch.Old = box
				}
			}
			c.add(ch)
		}
	}
	tell(FindingNew, now, old)
	tell(FindingGone, old, now)
}

// Count gives the number of changes of a kind; for those of lines, the lines.
func Count(changes []Change, k Kind) int {
	n := 0
	for _, c := range changes {
		if c.Kind == k {
			n += max(c.Lines, 1)
		}
	}
	return n
}

// Pages lists the pages that have changes, in order.
func Pages(changes []Change) []string {
	var out []string
	for _, c := range changes {
		if c.Page != "" && !slices.Contains(out, c.Page) {
			out = append(out, c.Page)
		}
	}
	return out
}
