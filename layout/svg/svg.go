// Package svg writes a sheet as an SVG file (SVG 2): a proof that stays sharp at
// any scale and that other programs can open. Text is written as text, in fonts that
// the file carries, or as outlines, for programs that do not read those.
package svg

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"

	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// Options says how a page is written.
type Options struct {
	Outlines bool            // glyphs as paths, not text
	Layers   []overlay.Layer // over the page
}

// Write writes the trimmed page as one SVG file; its unit is the point. The
// same page gives the same bytes. The error is that of w.
func Write(w io.Writer, p *sheet.Page, opt Options) error {
	x := &writer{Writer: bufio.NewWriter(w), outlines: opt.Outlines, glyphs: map[glyph]int{}, images: map[*sheet.Image]int{}}
	width, height := points(p.Trim.W), points(p.Trim.H)
	fmt.Fprintf(x, `<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s">`+"\n", width, height, width, height)
	fmt.Fprintf(x, "<title>%s</title>\n", escape(p.Title))
	fmt.Fprintf(x, `<rect width="%s" height="%s" fill="#fff"/>`+"\n", width, height)
	if !opt.Outlines {
		x.writeFonts(p)
	}
	for _, it := range p.Items {
		x.item(it)
	}
	for _, l := range opt.Layers {
		x.layer(l)
	}
	x.WriteString("</svg>\n")
	return x.Flush()
}

// writer is one file being written.
type writer struct {
	*bufio.Writer
	outlines bool
	glyphs   map[glyph]int        // numbers of those defined
	images   map[*sheet.Image]int // likewise
	fonts    []*webFont
}

func (x *writer) item(it sheet.Item) {
	switch it := it.(type) {
	case *sheet.Text:
		if it.Face == nil || it.Size <= 0 {
			return
		}
		if x.outlines {
			x.paths(it)
		} else {
			x.text(it)
		}
	case *sheet.Rule:
		x.rule(it)
	case *sheet.Fill:
		fmt.Fprintf(x, `<rect%s fill="%s"/>`+"\n", rect(it.Rect), hex(it.Ink))
	case *sheet.Picture:
		x.picture(it)
	}
}

func (x *writer) rule(r *sheet.Rule) {
	fmt.Fprintf(x, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"`,
		points(r.From.X), points(r.From.Y), points(r.To.X), points(r.To.Y), hex(r.Ink), points(r.Width))
	for i, d := range r.Dash {
		x.WriteString([]string{` stroke-dasharray="`, " "}[min(i, 1)] + points(max(d, 0)))
	}
	if len(r.Dash) > 0 {
		x.WriteByte('"')
	}
	x.WriteString("/>\n")
}

// picture writes the crop as a viewport onto the whole picture, which is turned
// upright by hand: not every program heeds EXIF.
func (x *writer) picture(p *sheet.Picture) {
	i := p.Image
	if i == nil || p.Rect.Empty() || p.Crop.W <= 0 || p.Crop.H <= 0 {
		return
	}
	n, known := x.images[i]
	if !known {
		format, data, orient, err := picture.Web(i)
		if err != nil {
			return // a build tells of it
		}
		n = len(x.images) + 1
		x.images[i] = n
		w, h := i.W, i.H
		if orient >= 5 {
			w, h = h, w
		}
		fmt.Fprintf(x, `<defs><image id="p%d" width="%d" height="%d" preserveAspectRatio="none"%s style="image-orientation:none" href="data:image/%s;base64,`,
			n, w, h, turn(orient, w, h), escape(format))
		enc := base64.NewEncoder(base64.StdEncoding, x)
		enc.Write(data)
		enc.Close()
		x.WriteString(`"/></defs>` + "\n")
	}
	fmt.Fprintf(x, `<svg%s viewBox="%d %d %d %d" preserveAspectRatio="none"><title>%s</title><use href="#p%d"/></svg>`+"\n",
		rect(p.Rect), p.Crop.X, p.Crop.Y, p.Crop.W, p.Crop.H, escape(p.Alt), n)
}

// turn gives the transform that an EXIF orientation asks for, of a picture w×h
// pixels as stored (Exif 2.3, tag 0x0112).
func turn(orient uint8, w, h int) string {
	m := [...][6]int{
		2: {-1, 0, 0, 1, w, 0}, 3: {-1, 0, 0, -1, w, h}, 4: {1, 0, 0, -1, 0, h},
		5: {0, 1, 1, 0, 0, 0}, 6: {0, 1, -1, 0, h, 0}, 7: {0, -1, -1, 0, h, w}, 8: {0, -1, 1, 0, 0, w},
	}
	if orient < 2 || int(orient) >= len(m) {
		return ""
	}
	return fmt.Sprintf(` transform="matrix(%s)"`, strings.Trim(fmt.Sprint(m[orient]), "[]"))
}

func (x *writer) layer(l overlay.Layer) {
	fmt.Fprintf(x, `<g id="overlay-%s" font-family="sans-serif">`+"\n", l.Name)
	for _, s := range l.Shapes {
		if s.Fill.A > 0 {
			fmt.Fprintf(x, `<rect%s%s/>`+"\n", rect(s.Rect), paint("fill", s.Fill))
		}
		if s.Stroke.A > 0 {
			fmt.Fprintf(x, `<rect%s fill="none"%s stroke-width="%s"/>`+"\n", rect(s.Rect.Inset(s.Width/2)), paint("stroke", s.Stroke), points(s.Width))
		}
		if s.Label != "" {
			fmt.Fprintf(x, `<text x="%s" y="%s" font-size="%s"%s>%s</text>`+"\n", points(s.Rect.X+s.Size/4), points(s.Rect.Y+s.Size),
				points(s.Size), paint("fill", s.Ink), escape(s.Label))
		}
	}
	x.WriteString("</g>\n")
}

func paint(key string, c color.NRGBA) string {
	out := fmt.Sprintf(` %s="#%02x%02x%02x"`, key, c.R, c.G, c.B)
	if c.A < 255 {
		out += fmt.Sprintf(` %s-opacity="%s"`, key, strconv.FormatFloat(float64((int(c.A)*1000+127)/255)/1000, 'f', -1, 64))
	}
	return out
}

func hex(i sheet.Ink) string {
	r, g, b := i.Screen()
	return fmt.Sprintf("#%02x%02x%02x", r, g, b)
}

func rect(r geom.Rect) string {
	return fmt.Sprintf(` x="%s" y="%s" width="%s" height="%s"`, points(r.X), points(r.Y), points(max(r.W, 0)), points(max(r.H, 0)))
}

// points gives l in points to 0.001, from integers alone.
func points(l geom.Length) string { return thousandths(int64(l.MulDiv(1000, int64(geom.Pt)))) }

func thousandths(n int64) string {
	s := strconv.FormatInt(n/1000, 10)
	f := n % 1000
	if f < 0 {
		f = -f
		if n > -1000 {
			s = "-0"
		}
	}
	if f == 0 {
		return s
	}
	d := []byte{'.', byte('0' + f/100), byte('0' + f/10%10), byte('0' + f%10)}
	for d[len(d)-1] == '0' {
		d = d[:len(d)-1]
	}
	return s + string(d)
}
