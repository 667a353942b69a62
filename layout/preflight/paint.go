package preflight

import (
	"strconv"
	"strings"

	"paiban/layout/diag"
)

// painted checks one thing that a page paints. What lies beyond the bleed – marks, a
// control strip – is no part of the page.
func (c *checker) painted(p *page, m mark) {
	switch m.kind {
	case "state":
		c.see(p, m)
		c.forbiddenState(p, m)
		return
	case "intent":
		c.renders(p, m.box, m.mode)
		return
	case "unknown":
		if c.exchange() {
			c.forbid(p, m.box, "不认得的操作符“"+string(m.mode)+"”", "the unknown operator "+string(m.mode))
		}
		return
	case "missing":
		c.tell("pdf-broken", p, m.box, string(m.mode), diag.T("版面用到的“%s”不在资源里", "the page paints %q, which is not among its resources", string(m.mode)))
		return
	case "group", "end":
		c.lay(p, m)
		if c.standard != "screen" && c.dict(m.form["Ref"]) != nil {
			c.forbid(p, m.box, "存在别的文件里的版面（Ref）", "a page that stands in another file (Ref)")
		}
		if g := c.dict(m.form["Group"]); c.nameOf(g["S"]) == "Transparency" {
			p.knocked(m.box)
			c.blending(p, m.box, g)
		}
		return
	case "postscript":
		c.tell("pdf-action", p, m.box, "postscript", diag.T("版面里有 PostScript 片段", "the page has a piece of PostScript"))
		return
	}
	if m.box.with(p.bleed).empty() && !touches(m.box, p.bleed) {
		return
	}
	c.colours(p, m)
	switch m.kind {
	case "text":
		c.font(p, m)
		c.typeInks(p, m)
	case "line":
		c.lineInks(p, m)
	case "fill":
		c.fillInks(p, m)
	case "image":
		c.forbiddenImage(p, m)
		c.image(p, m)
	case "shading":
		c.shading(p, m)
	}
	if m.kind != "shading" {
		c.lay(p, m)
	}
	p.cover(m)
}

// touches is for lines, whose box may have no height.
func touches(a, b box) bool {
	return a.x0 <= b.x1 && a.x1 >= b.x0 && a.y0 <= b.y1 && a.y1 >= b.y0
}

// maxCover bounds the places that are remembered as painted.
const maxCover = 4096

// cover notes that something lies where m was painted, for what comes over it.
func (p *page) cover(m mark) {
	if m.kind == "text" || m.kind == "line" || m.inks.white() && m.kind != "image" || len(p.under) >= maxCover {
		return
	}
	b := m.box
	coloured := m.kind != "fill" || m.inks.unknown || m.inks.plates() > 1 || m.inks.process[3] < 0.5
	p.under = append(p.under, cover{b, coloured})
}

// cover is a painted place, and whether other inks than black are in it.
type cover struct {
	box
	coloured bool
}

// over reports whether a box lies over something painted, or over coloured ink.
func (p *page) over(b box, coloured bool) bool {
	for _, u := range p.under {
		if (u.coloured || !coloured) && !u.box.with(b).empty() {
			return true
		}
	}
	return false
}

// see checks a graphics state for what is transparent.
func (c *checker) see(p *page, m mark) {
	g := m.form
	for _, k := range []name{"ca", "CA"} {
		if v, ok := c.num(g[k]); ok && v < 1 {
			p.knocked(m.box)
		}
	}
	if s := c.get(g["SMask"]); s != nil && s != object(name("None")) {
		p.knocked(m.box)
	}
	mode := c.get(g["BM"])
	if a, ok := mode.(array); ok && len(a) > 0 {
		mode = c.get(a[0])
	}
	if n, ok := mode.(name); ok && n != "Normal" && n != "Compatible" {
		p.knocked(m.box)
	}
}

// transparency tells of what PDF/X-1a does not have (ISO 15930-4, 6.4).
func (c *checker) transparency(p *page) {
	if g := c.dict(p.dict["Group"]); c.nameOf(g["S"]) == "Transparency" {
		p.knocked(box{})
		c.blending(p, box{}, g)
	}
	if p.knock && c.standard == "pdfx1a" {
		c.tell("pdf-transparency", p, p.knockAt, "", diag.T("有透明效果，PDF/X-1a 不许有", "it has transparency, which PDF/X-1a does not allow"))
	}
}

// knocked notes that something is transparent, and where it was seen first.
func (p *page) knocked(at box) {
	if !p.knock {
		p.knock, p.knockAt = true, at
	}
}

// blending checks the space that a group's colours are mixed in (ISO 15930-7, 6.3).
func (c *checker) blending(p *page, at box, g dict) {
	if c.standard == "screen" || g["CS"] == nil {
		return
	}
	for _, s := range c.space(g["CS"], nil, 0).foreign() {
		c.tell("pdf-colour", p, at, "group"+s, diag.T("透明效果在 %[1]s 里混合，不是印刷油墨", "transparency is blended in %[1]s, not in inks", s))
	}
}

// colours checks that a mark is in inks, and in those of the device: what goes by a
// profile of its own PDF/X-1a does not allow (ISO 15930-4, 6.2), and in PDF/X-4 the press
// separates it anew, so that neither its plates nor its sum of inks are what it says.
func (c *checker) colours(p *page, m mark) {
	if c.standard == "screen" || m.space == nil {
		return
	}
	for _, s := range m.space.foreign() {
		what := diag.T("颜色", "a colour")
		if m.kind == "image" {
			what = diag.T("图片", "a picture")
		}
		c.tell("pdf-colour", p, m.box, m.kind+s, diag.T("%[1]s是 %[3]s，不是印刷油墨", "%[2]s is in %[3]s, not in inks", what.ZH, what.EN, s))
	}
	by := m.space.profiled()
	if c.standard == "pdfx1a" && m.space.kind == "spot" && m.space.under != nil {
		by = m.space.under.profiled() // what stands for the spot ink must be inks, too
	}
	if by != "" && c.standard == "pdfx1a" {
		c.tell("pdf-colour", p, m.box, m.kind+by, diag.T("颜色由特性文件描述（%[1]s），PDF/X-1a 不许", "a colour goes by a profile (%[1]s), which PDF/X-1a does not allow", by))
	} else if by != "" {
		c.tell("pdf-colour", p, m.box, m.kind+by, diag.T("颜色由自带的特性文件描述（%[1]s），印刷时会重新分色", "a colour goes by a profile of its own (%[1]s): it is separated anew for the press", by))
	}
	for _, n := range m.space.spots {
		if n != "All" && n != "None" && n != "Cyan" && n != "Magenta" && n != "Yellow" && n != "Black" {
			c.tell("pdf-plates", nil, box{}, string(n), diag.T("另有专色版“%s”", "there is a plate of its own for %q", n))
		}
	}
}

// ink checks how much ink a colour, or a thing of that kind, has.
func (c *checker) ink(p *page, at box, sum float64, kind string, k *inks) {
	l, what := c.opt.Limits, kind
	if k != nil && sum > float64(min(l.Ink, l.InkHigh)) {
		what += " " + inkText(*k)
	}
	switch {
	case sum > float64(l.Ink)+0.5:
		c.tell("ink-limit", p, at, what, diag.T("总墨量 %[1]s，超过 %[2]d%%", "%[1]s of ink, over the limit of %[2]d%%", percent(sum), l.Ink))
	case sum > float64(l.InkHigh)+0.5:
		c.tell("ink-high", p, at, what, diag.T("总墨量 %[1]s，超过 %[2]d%%", "%[1]s of ink, above %[2]d%%", percent(sum), l.InkHigh))
	}
}

// inkText lists a colour's inks.
func inkText(k inks) string {
	var out []string
	for i, v := range k.process {
		if v > 0.5 {
			out = append(out, "CMYK"[i:i+1]+strconv.Itoa(int(v+0.5)))
		}
	}
	for _, n := range k.spotNames() {
		out = append(out, string(n))
	}
	return strings.Join(out, " ")
}

// typeInks checks the inks of type.
func (c *checker) typeInks(p *page, m mark) {
	l, k := c.opt.Limits, m.inks
	if k.unknown {
		return
	}
	c.ink(p, m.box, k.sum(), "text", &k)
	switch {
	case k.white():
		if m.overprint && p.over(m.box, false) {
			c.tell("white-overprint", p, m.box, "text", diag.T("白字设成了叠印，印不出来", "white type overprints: it will not be seen"))
		}
		if m.size < l.Reversed.Pt()-0.05 && p.over(m.box, false) {
			size := tenths(m.size)
			c.tell("small-reversed", p, m.box, size, diag.T("反白字 %[1]spt，小于 %[2]spt", "reversed type of %[1]spt is smaller than %[2]spt", size, l.Reversed.Points()))
		}
	case k.rich():
		what := inkText(k)
		c.tell("black-rich", p, m.box, what, diag.T("黑字用了几色油墨（%s），应只用黑", "black type in several inks (%s): use black alone", what))
	case k.plates() > 1 && m.size < l.OneInk.Pt()-0.05:
		size, what := tenths(m.size), inkText(k)
		c.tell("small-inks", p, m.box, size+what, diag.T("%[1]spt 的字用了几色油墨（%[2]s），小于 %[3]spt 的应只用一色", "type of %[1]spt in several inks (%[2]s): below %[3]spt use one", size, what, l.OneInk.Points()))
	case k.black() && !m.overprint && p.over(m.box, true):
		c.tell("black-knockout", p, m.box, "text", diag.T("黑字没有叠印，套不准会露白边", "black type does not overprint: an error of register shows paper around it"))
	}
}

// tenths prints a size in points.
func tenths(v float64) string {
	return strconv.FormatFloat(float64(int(v*10+0.5))/10, 'f', -1, 64)
}

// lineInks checks the width and the inks of a line.
func (c *checker) lineInks(p *page, m mark) {
	k := m.inks
	if k.unknown {
		return
	}
	c.ink(p, m.box, k.sum(), "line", &k)
	c.thin(p, m)
	switch {
	case k.white() && m.overprint && p.over(m.box, false):
		c.tell("white-overprint", p, m.box, "line", diag.T("白线设成了叠印，印不出来", "a white line overprints: it will not be seen"))
	case k.plates() > 1 && m.size < 1:
		c.tell("rule-inks", p, m.box, inkText(k), diag.T("细线用了几色油墨（%s），应只用一色", "a thin rule in several inks (%s): use one", inkText(k)))
	}
}

// thin checks that a line, or an area as thin as one, is not too thin to print.
func (c *checker) thin(p *page, m mark) {
	least, white := c.opt.Limits.Hairline, m.inks.white()
	if white {
		if least = c.opt.Limits.HairlineReversed; !p.over(m.box, false) {
			return
		}
	}
	if m.size >= least.Pt()-0.005 {
		return
	}
	size := strconv.FormatFloat(float64(int(m.size*1000+0.5))/1000, 'f', -1, 64)
	if white {
		c.tell("hairline", p, m.box, "white", diag.T("反白线 %[1]spt，细于 %[2]spt", "a white line of %[1]spt is thinner than %[2]spt", size, least.Points()))
		return
	}
	c.tell("hairline", p, m.box, "line", diag.T("线 %[1]spt，细于 %[2]spt，印不牢", "a line of %[1]spt is thinner than %[2]spt: it may not print", size, least.Points()))
}

// fillInks checks an area.
func (c *checker) fillInks(p *page, m mark) {
	k := m.inks
	if k.unknown {
		return
	}
	c.ink(p, m.box, k.sum(), "fill", &k)
	if k.white() && m.overprint && p.over(m.box, false) {
		c.tell("white-overprint", p, m.box, "fill", diag.T("白底设成了叠印，印不出来", "a white area overprints: it will not be seen"))
	}
	if long := max(m.box.x1-m.box.x0, m.box.y1-m.box.y0); long > 4*m.size && long > 5 {
		c.thin(p, m)
	}
}

// shading checks the inks of a gradient: of those that it runs through the most, for it
// is not looked at where it is.
func (c *checker) shading(p *page, m mark) {
	s := c.space(m.shading["ColorSpace"], dict{}, 0)
	m.space = s
	c.colours(p, m)
	most, ok := c.most(m.shading, s)
	if !ok {
		if c.standard != "screen" && len(s.foreign()) == 0 {
			c.tell("pdf-unchecked", p, m.box, "shading", diag.T("渐变的墨量没有查：它的颜色不由可算的函数给出", "the ink of a gradient is not checked: no function that is read gives its colours"))
		}
		most = inks{unknown: true}
	}
	c.ink(p, m.box, most.sum(), "shading", nil)
	m.inks = most // anywhere in it: no less than there is
	c.lay(p, m)
}
