package svg

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// eachCell visits the cells of a run that stand for characters.
func eachCell(t *sheet.Text, visit func(c fonts.Cell, chars []rune)) {
	rest := []rune(t.Text)
	for _, c := range t.Cells {
		n := min(int(c.Runes), len(rest))
		if n > 0 {
			visit(c, rest[:n])
		}
		rest = rest[n:]
	}
}

// text writes a run as text elements that give every character its place, so
// that no program sets it anew. A run is cut where counting characters would be
// doubtful (beyond the basic plane), the baseline shifts or another font begins.
func (x *writer) text(t *sheet.Text) {
	var part textPart
	eachCell(t, func(c fonts.Cell, chars []rune) {
		wide := slices.ContainsFunc(chars, func(r rune) bool { return r > 0xFFFF })
		font := x.fontOf(t.Face, chars, c.ID)
		if part.dy != c.Dy || wide || part.font != font {
			x.textPart(t, &part)
		}
		part.dy, part.font = c.Dy, font
		for i := range len(chars) {
			part.places = append(part.places, points(t.Origin.X+c.X+c.Dx+c.W.MulDiv(int64(i), int64(len(chars)))))
		}
		part.chars += string(chars)
		if wide {
			x.textPart(t, &part)
		}
	})
	x.textPart(t, &part)
	x.strays(t)
}

// strays paints the cells that stand for no character, as accents of their own do.
func (x *writer) strays(t *sheet.Text) {
	stray := *t
	stray.Text = ""
	stray.Cells = slices.DeleteFunc(slices.Clone(t.Cells), func(c fonts.Cell) bool { return c.Runes > 0 })
	if len(stray.Cells) > 0 {
		x.paths(&stray)
	}
}

type textPart struct {
	chars  string
	places []string
	dy     geom.Length
	font   *webFont
}

func (x *writer) textPart(t *sheet.Text, p *textPart) {
	if p.chars != "" {
		lang := ""
		if t.Lang != "" {
			lang = fmt.Sprintf(` lang="%s"`, escape(t.Lang))
		}
		fmt.Fprintf(x, `<text xml:space="preserve" y="%s" font-family="%s" font-size="%s" fill="%s"%s x="%s">%s</text>`+"\n",
			points(t.Origin.Y+p.dy), family(p.font), points(t.Size), hex(t.Ink), lang, strings.Join(p.places, " "), escape(p.chars))
	}
	*p = textPart{}
}

// family names the embedded font, then for programs that do not read it the installed
// one, then the face as the edition calls it.
func family(f *webFont) string {
	return escape(fmt.Sprintf("%s, '%s', '%s', serif", f.name, f.face.PostScriptName(), strings.ReplaceAll(f.face.Name, "'", "")))
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
