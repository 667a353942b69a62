package conform

import (
	"paiban/layout/pattern"
)

// nesting checks marked content as it opens, and finds the element that it is of
// (ISO 14289-1, 7.1).
func (r *run) nesting(m *marked) {
	m.owner = r.owner(m.mcid)
	for _, o := range r.marks {
		if m.tag == "Artifact" && o.mcid >= 0 {
			r.u("7.1-1", r.page, "")
		}
		if o.tag == "Artifact" && m.mcid >= 0 {
			r.u("7.1-2", r.page, "")
		}
	}
	if m.tag == "Span" && r.language() == "" && m.lang == "" {
		for k, id := range map[name]string{"ActualText": "7.2-30", "Alt": "7.2-31", "E": "7.2-32"} {
			if m.props[k] != nil {
				r.u(id, r.page, "")
			}
		}
	}
	if m.lang != "" && !pattern.IsLanguage().MatchString(m.lang) {
		r.a("6.7.4-1", r.page, "%s", m.lang)
		r.u("7.2-29", r.page, "%s", m.lang)
	}
	if m.tag != "" && !utf8Name(m.tag) {
		r.a("6.1.8-1", r.page, "%q", string(m.tag))
	}
}

// owner gives the element of a marked-content identifier of the stream.
func (r *run) owner(mcid int) *node {
	if mcid < 0 || r.key < 0 || r.tree == nil {
		return nil
	}
	list := r.Array(r.parents[r.key])
	if mcid >= len(list) {
		return nil
	}
	at, _ := list[mcid].(ref)
	return r.nodes[at]
}

// annotationOwner gives the element of an annotation.
func (c *checker) annotationOwner(a dict) *node {
	k, ok := c.Num(a["StructParent"])
	if !ok || c.tree == nil {
		return nil
	}
	at, _ := c.parents[int(k)].(ref)
	return c.nodes[at]
}

// language gives the language of what is shown now; "" if none is said.
func (r *run) language() string {
	for i := len(r.marks) - 1; i >= 0; i-- {
		if r.marks[i].lang != "" {
			return r.marks[i].lang
		}
		if n := r.marks[i].owner; n != nil && n.lang != "" {
			return n.lang
		}
	}
	return r.lang
}

// isTagged checks that what is painted is of an element, or an artifact.
func (r *run) isTagged(kind string) {
	for _, m := range r.marks {
		if m.tag == "Artifact" {
			return
		}
		if m.owner != nil {
			if kind == "text" && r.language() == "" {
				r.u("7.2-34", r.page, "")
			}
			return
		}
	}
	r.u("7.1-3", r.page, "%s", kind)
}
