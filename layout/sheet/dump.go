package sheet

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"paiban/layout/geom"
)

// Dump writes p as text for golden files: frames, then each story's blocks and
// lines in reading order, then what is painted beside text, in paint order. All
// lengths are points to 0.001, positions from the trim's top left corner. The
// same page gives the same text, and a change of one line changes one line.
//
// A line of type reads
//
//	x baseline  m measure  n natural  w width  [i indent]  [misfit ±0.012]  frame.leg  [last] [off-grid]  |text|
//
// with "=" for a width that equals the measure less the indent. The error is
// that of w.
func Dump(w io.Writer, p *Page) error {
	d := &dumper{w: bufio.NewWriter(w)}
	d.page(p)
	for _, s := range p.Stories {
		d.story(s)
	}
	d.items(p)
	return d.w.Flush()
}

type dumper struct{ w *bufio.Writer }

func (d *dumper) line(depth int, format string, args ...any) {
	d.w.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(d.w, format, args...)
	d.w.WriteByte('\n')
}

func (d *dumper) page(p *Page) {
	d.line(0, "page %s  trim %s %s", p.Name, points(p.Trim.W), points(p.Trim.H))
	if p.Bleed != 0 {
		d.line(1, "bleed %s", points(p.Bleed))
	}
	if p.Title != "" {
		d.line(1, "title %s", p.Title)
	}
	if p.Fold != 0 {
		d.line(1, "fold %s, gutter %s", points(p.Fold), points(p.Grid.Gutter))
	}
	d.line(1, "type area %s", rectText(p.TypeArea))
	g := p.Grid
	d.line(1, "grid %d × %d字 of %s, gap %s, %d lines%s",
		g.Columns, g.Measure, points(g.Em), points(g.Gap), len(g.Baselines), baselineSpan(g.Baselines))
	for _, f := range p.Frames {
		d.line(1, "frame %s/%d  %s", f.Story, f.N, rectText(f.Rect))
		for i, l := range f.Legs {
			d.line(2, "leg %d  %s", i+1, rectText(l))
		}
	}
}

func baselineSpan(bs []geom.Length) string {
	if len(bs) == 0 {
		return ""
	}
	return fmt.Sprintf(" from %s to %s", points(bs[0]), points(bs[len(bs)-1]))
}

func (d *dumper) story(s *Story) {
	kind := "story"
	if s.Furniture {
		kind = "furniture"
	}
	d.line(0, "%s %s", kind, s.ID)
	for _, b := range s.Blocks {
		d.block(1, b)
	}
}

func (d *dumper) block(depth int, b *Block) {
	head := string(b.Role)
	if b.Style != "" && b.Style != head {
		head += " style " + b.Style
	}
	if b.Continued {
		head += " continued"
	}
	if b.Picture != nil {
		head += "  " + pictureText(b.Picture)
	}
	d.line(depth, "%s", head)
	for i := range b.Lines {
		d.line(depth+1, "%s", lineText(&b.Lines[i]))
	}
	for _, c := range b.Blocks {
		d.block(depth+1, c)
	}
}

func lineText(l *Line) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s  m %s n %s w ", points(l.Origin.X), points(l.Origin.Y), points(l.Measure), points(l.Natural))
	if l.Width == l.Measure-l.Indent {
		b.WriteByte('=')
	} else {
		b.WriteString(points(l.Width).String())
	}
	if l.Indent != 0 {
		fmt.Fprintf(&b, " i %s", points(l.Indent))
	}
	if l.Misfit != 0 {
		sign := ""
		if l.Misfit > 0 {
			sign = "+"
		}
		fmt.Fprintf(&b, " misfit %s%s", sign, milli(l.Misfit))
	}
	if l.Frame != "" {
		fmt.Fprintf(&b, "  %s.%d", l.Frame, l.Leg)
	}
	if l.Last {
		b.WriteString(" last")
	}
	if !l.OnGrid {
		b.WriteString(" off-grid")
	}
	fmt.Fprintf(&b, "  %s|%s|", runsText(l.Runs), l.Text)
	return b.String()
}

// runsText names the faces and sizes of a line's runs, each once in a row.
func runsText(runs []*Text) string {
	var b strings.Builder
	last := ""
	for _, r := range runs {
		if s := faceText(r); s != last {
			b.WriteString(s + " ")
			last = s
		}
	}
	return b.String()
}

func faceText(t *Text) string {
	s := t.Face.Name + "@" + points(t.Size).String()
	if t.Ink != Black {
		s += inkText(t.Ink)
	}
	return s
}

// items lists what is painted in paint order; runs of type that a line of the
// block tree shows already are left out.
func (d *dumper) items(p *Page) {
	shown := map[*Text]bool{}
	for _, s := range p.Stories {
		eachLine(s.Blocks, func(l *Line) {
			for _, r := range l.Runs {
				shown[r] = true
			}
		})
	}
	d.line(0, "items")
	for _, it := range p.Items {
		switch it := it.(type) {
		case *Text:
			if !shown[it] {
				d.line(1, "text %s %s  %s |%s|", points(it.Origin.X), points(it.Origin.Y), faceText(it), it.Text)
			}
		case *Rule:
			d.line(1, "rule %s", ruleText(it))
		case *Fill:
			d.line(1, "fill %s %s", rectText(it.Rect), inkText(it.Ink))
		case *Picture:
			d.line(1, "picture %s", pictureText(it))
		}
	}
}

func eachLine(bs []*Block, f func(*Line)) {
	for _, b := range bs {
		for i := range b.Lines {
			f(&b.Lines[i])
		}
		eachLine(b.Blocks, f)
	}
}

func ruleText(r *Rule) string {
	s := fmt.Sprintf("%s %s → %s %s  width %s %s", points(r.From.X), points(r.From.Y),
		points(r.To.X), points(r.To.Y), points(r.Width), inkText(r.Ink))
	for i, l := range r.Dash {
		if i == 0 {
			s += " dash"
		}
		s += " " + points(l).String()
	}
	return s
}

func pictureText(p *Picture) string {
	name := ""
	if p.Image != nil {
		name = p.Image.Name
	}
	if p.Image.Placed() {
		name += fmt.Sprintf(" page %d %s", p.Image.Page, p.Image.Box)
	}
	c := p.Crop
	return fmt.Sprintf("%s  %s crop %d %d %d %d", rectText(p.Rect), name, c.X, c.Y, c.W, c.H)
}

func rectText(r geom.Rect) string {
	return fmt.Sprintf("%s %s %s×%s", points(r.X), points(r.Y), points(r.W), points(r.H))
}

// inkText writes the inks in per cent of full ink: "[k 100]", "[c 20 y 5.5]".
func inkText(i Ink) string {
	if i.Spot != nil {
		return fmt.Sprintf("[spot %s %s]", i.Spot.Name, milli(int64(i.Tint)*100))
	}
	var parts []string
	for _, p := range []struct {
		name string
		v    uint16
	}{{"c", i.C}, {"m", i.M}, {"y", i.Y}, {"k", i.K}} {
		if p.v != 0 {
			parts = append(parts, p.name+" "+milli(int64(p.v)*100).String())
		}
	}
	if parts == nil {
		return "[paper]"
	}
	return "[" + strings.Join(parts, " ") + "]"
}
