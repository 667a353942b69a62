package edition

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// builtinStyles is read by the same rows as an edition's own styles.
//
//go:embed builtin.toml
var builtinStyles string

// builtin gives the built-in styles as written, read once: to be read only.
var builtin = sync.OnceValue(func() map[string]*rawStyle {
	r := &reader{fs: &diag.Findings{}, inks: builtinInks()}
	raw, _ := r.decode("builtin.toml", []byte(builtinStyles))
	for _, s := range raw.styles {
		s.n = nil // it stands nowhere in the edition
	}
	return raw.styles
})

// fillStyles resolves inheritance: every style complete.
func (r *reader) fillStyles(own map[string]*rawStyle) map[string]*Style {
	raw := maps.Clone(builtin())
	for name, s := range own {
		if !pathSafe(name) {
			r.fail(s.n.key, "bad-name", diag.T("“%s”不能作样式名", "%q cannot be a style's name", name), diag.Text{})
		}
		s.builtin = raw[name]
		raw[name] = s
	}
	names := slices.Sorted(maps.Keys(raw))
	for _, name := range names {
		r.resolve(name, raw, names, nil)
	}
	for _, name := range names {
		r.checkFaces(raw[name])
		r.checkFeatures(raw[name])
	}
	return r.styles
}

// resolve makes the style of that name and, before it, the one it extends.
// chain holds the styles that wait for it.
func (r *reader) resolve(name string, raw map[string]*rawStyle, names, chain []string) *Style {
	if s := r.styles[name]; s != nil {
		return s
	}
	w := raw[name]
	out := &Style{Name: name}
	if w.n != nil {
		out.Pos = r.pos(w.n)
	}
	chain = append(chain, name)
	parent := w.extends
	if w.builtin != nil {
		parent = first(w.extends, w.builtin.extends)
	}
	base := parent.or("body")
	switch {
	case name == "body" && !parent.set():
	case raw[base] == nil:
		r.fail(parent.n.val, "unknown-style", diag.T("没有“%s”这个样式", "no style is called %q", base), didYouMean(base, names))
	case slices.Contains(chain, base):
		r.cycle(base, raw, chain)
	default:
		*out = *r.resolve(base, raw, names, chain)
		out.Name, out.Pos = name, diag.Pos{}
		if w.n != nil {
			out.Pos = r.pos(w.n)
		}
	}
	if w.builtin != nil {
		out.apply(w.builtin)
	}
	out.apply(w)
	r.styles[name] = out
	return out
}

// cycle reports that the chain of extends comes back to base, at a place that
// the editor wrote.
func (r *reader) cycle(base string, raw map[string]*rawStyle, chain []string) {
	loop := chain[slices.Index(chain, base):]
	at := ""
	for _, name := range loop { // the first by name: the same finding whatever style was resolved first
		if raw[name].n != nil && raw[name].extends.set() && (at == "" || name < at) {
			at = name
		}
	}
	if at == "" {
		return
	}
	i := slices.Index(loop, at)
	path := ""
	for k := range len(loop) + 1 {
		if k > 0 {
			path += " → "
		}
		path += loop[(i+k)%len(loop)]
	}
	r.fail(raw[at].extends.n.val, "style-cycle", diag.T("样式的继承绕成了圈：%s", "these styles extend each other in a circle: %s", path), diag.Text{})
}

var aligns = map[string]paragraph.Align{
	"justify": paragraph.Justify, "left": paragraph.Start, "center": paragraph.Center,
	"right": paragraph.End, "spread": paragraph.Spread,
}

// apply sets what w writes.
func (s *Style) apply(w *rawStyle) {
	s.Font, s.Bold, s.Kai = w.font.or(s.Font), w.bold.or(s.Bold), w.kai.or(s.Kai)
	for _, d := range []struct {
		from field[geom.Dim]
		to   *geom.Dim
	}{{w.size, &s.Size}, {w.leading, &s.Leading}, {w.indent, &s.Indent}, {w.tracking, &s.Tracking}, {w.before, &s.Before}, {w.after, &s.After}, {w.sizeStep, &s.SizeStep},
		{w.sizeMin, &s.SizeMin}, {w.sizeMax, &s.SizeMax}, {w.open, &s.Open}} {
		*d.to = d.from.or(*d.to)
	}
	if w.align.set() {
		s.Align = aligns[w.align.val]
	}
	s.Flex, s.FlexPrice = w.flex.or(s.Flex), w.flexPrice.or(s.FlexPrice)
	s.Ink, s.Ground, s.Rule = w.ink.or(s.Ink), w.ground.or(s.Ground), w.rule.or(s.Rule)
	for _, k := range paragraph.Keys {
		if o := w.options[k.Name]; o.set() {
			// The value was tried when it was read.
			_ = s.Options.Set(k.Name, o.val)
		}
	}
}

// checkFaces reports names of faces that are in no library.
func (r *reader) checkFaces(w *rawStyle) {
	if w.n == nil {
		return
	}
	for _, f := range []field[[]string]{w.font, w.bold, w.kai} {
		for i, name := range f.val {
			if r.faces.Face(name) != nil || r.declared[name] {
				continue
			}
			n := f.n
			if len(n.list) > 0 {
				n = n.item(i)
			}
			r.fail(n.val, "unknown-font", diag.T("没有“%s”这种字体", "no font is called %q", name), didYouMean(name, r.faces.Names()))
		}
	}
}

// checkFeatures reports features that none of the style's faces has: a slip of the
// pen would change nothing on the page and say nothing.
func (r *reader) checkFeatures(w *rawStyle) {
	o := w.options["features"]
	if w.n == nil || !o.set() {
		return
	}
	s := r.styles[w.name]
	names := slices.Concat(s.Font, s.Bold, s.Kai, []string{"song"})
	list, _ := paragraph.Features(o.val)
	for _, x := range list {
		if !slices.ContainsFunc(names, func(n string) bool { f := r.faces.Face(n); return f != nil && f.HasFeature(x.Tag) }) {
			r.fail(o.n.val, "unknown-feature", diag.T("这个样式的字体都没有“%s”这项特性", "no face of this style has the feature %q", x.Tag),
				diag.T("改正特性名（四个字母），或删去它", "correct the tag (four letters) or delete it"))
		}
	}
}

// style gives the style named at f, or the default one.
func (r *reader) style(f field[string], def string) *Style {
	if s := r.styles[f.or(def)]; s != nil {
		return s
	}
	if f.set() {
		r.fail(f.n.val, "unknown-style", diag.T("没有“%s”这个样式", "no style is called %q", f.val),
			didYouMean(f.val, slices.Sorted(maps.Keys(r.styles))))
	}
	return r.styles["body"]
}

// roleStyles gives every role its style.
func (r *reader) roleStyles(w rawRoles) map[sheet.Role]*Style {
	out := map[sheet.Role]*Style{}
	for i, k := range roleKeys {
		out[k.role] = r.style(w.byRole[i], k.key)
	}
	return out
}
