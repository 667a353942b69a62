package svg

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// text writes a run as text elements that give every character its place, so
// that no program sets it anew. A run is cut where counting characters would be
// doubtful (beyond the basic plane) or the baseline shifts.
func (x *writer) text(t *sheet.Text) {
	rest := t.Text
	var part textPart
	for _, c := range t.Cells {
		n := 0
		for range c.Runes {
			_, size := utf8.DecodeRuneInString(rest[n:])
			n += size
		}
		chars := rest[:n]
		rest = rest[n:]
		if chars == "" {
			continue
		}
		wide := strings.ContainsFunc(chars, func(r rune) bool { return r > 0xFFFF })
		if part.dy != c.Dy || wide {
			x.textPart(t, &part)
		}
		part.dy = c.Dy
		for i := range int(c.Runes) {
			part.places = append(part.places, points(t.Origin.X+c.X+c.Dx+c.W.MulDiv(int64(i), int64(c.Runes))))
		}
		part.chars += chars
		if wide {
			x.textPart(t, &part)
		}
	}
	x.textPart(t, &part)
}

type textPart struct {
	chars  string
	places []string
	dy     geom.Length
}

func (x *writer) textPart(t *sheet.Text, p *textPart) {
	if p.chars != "" {
		lang := ""
		if t.Lang != "" {
			lang = fmt.Sprintf(` lang="%s"`, escape(t.Lang))
		}
		fmt.Fprintf(x, `<text xml:space="preserve" y="%s" font-family="%s" font-size="%s" fill="%s"%s x="%s">%s</text>`+"\n",
			points(t.Origin.Y+p.dy), family(t.Face), points(t.Size), hex(t.Ink), lang, strings.Join(p.places, " "), escape(p.chars))
	}
	*p = textPart{}
}

// family names a face as an installed font, then as the edition calls it.
func family(f *fonts.Face) string {
	return escape(fmt.Sprintf("'%s', '%s', serif", f.PostScriptName(), strings.ReplaceAll(f.Name, "'", "")))
}

type glyph struct {
	face *fonts.Face
	id   fonts.GID
}

// paths writes a run as uses of outlines, each of which is written once, at its
// first use. Within a run's group the unit is the font's.
func (x *writer) paths(t *sheet.Text) {
	var uses strings.Builder
	upem := int64(t.Face.UPEM())
	units := func(l geom.Length) string { return thousandths(int64(l.MulDiv(1000*upem, int64(t.Size)))) }
	for _, c := range t.Cells {
		n := x.define(glyph{t.Face, c.ID})
		if n == 0 {
			continue
		}
		fmt.Fprintf(&uses, `<use href="#g%d" x="%s"`, n, units(c.X+c.Dx))
		if c.Dy != 0 {
			fmt.Fprintf(&uses, ` y="%s"`, units(-c.Dy))
		}
		uses.WriteString("/>")
	}
	if uses.Len() == 0 {
		return
	}
	// The scale needs more digits than a length: 9 pt over 1000 units is 0.009.
	n := t.Size.MulDiv(1_000_000_000, int64(geom.Pt)*upem)
	scale := fmt.Sprintf("%d.%09d", n/1_000_000_000, n%1_000_000_000)
	fmt.Fprintf(x, `<g fill="%s" aria-label="%s" transform="translate(%s %s) scale(%s -%s)">%s</g>`+"\n",
		hex(t.Ink), escape(t.Text), points(t.Origin.X), points(t.Origin.Y), scale, scale, uses.String())
}

// define gives the number of a glyph's outline, 0 if it is blank.
func (x *writer) define(g glyph) int {
	if n, ok := x.glyphs[g]; ok {
		return n
	}
	d := pathData(g.face.Outline(g.id))
	if d == "" {
		x.glyphs[g] = 0
		return 0
	}
	n := len(x.glyphs) + 1
	x.glyphs[g] = n
	fmt.Fprintf(x, `<defs><path id="g%d" d="%s"/></defs>`+"\n", n, d)
	return n
}

func pathData(segs []fonts.Segment) string {
	var b strings.Builder
	points := [...]int{fonts.MoveTo: 1, fonts.LineTo: 1, fonts.QuadTo: 2, fonts.CubicTo: 3}
	for i, s := range segs {
		if s.Op == fonts.MoveTo && i > 0 {
			b.WriteByte('Z')
		}
		b.WriteByte("MLQC"[s.Op])
		for j, p := range s.Args[:points[s.Op]] {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(thousandths(int64(p[0]*1000)) + " " + thousandths(int64(p[1]*1000)))
		}
	}
	if b.Len() > 0 {
		b.WriteByte('Z')
	}
	return b.String()
}

// escape makes text safe in XML, in an attribute too.
func escape(s string) string { return html.EscapeString(s) }
