package edition

import "paiban/layout/diag"

// one is a kind for one line of copy, many for one or a list of them, copyText
// for a whole text.
var one = kind[Inline]{
	want:   oneText,
	schema: schema{"type": "string", "pattern": notBlank},
	parse: func(r *reader, raw any, n *node) (Inline, bool) {
		if _, ok := raw.(string); !ok {
			r.wrongType(n, raw, oneText)
			return Inline{}, false
		}
		list, ok := many.parse(r, raw, n)
		if ok && len(list) > 1 {
			r.badValue(n, oneText, diag.Text{})
		}
		if !ok || len(list) > 1 {
			return Inline{}, false
		}
		return list[0], true
	},
}

var oneText = diag.Text{ZH: "一行文字", EN: "a line of copy"}

var many = kind[[]Inline]{
	want: manyText,
	schema: schema{"anyOf": []any{
		schema{"type": "string", "pattern": notBlank},
		schema{"type": "array", "items": schema{"type": "string", "pattern": notBlank}, "minItems": 1},
	}},
	parse: func(r *reader, raw any, n *node) ([]Inline, bool) {
		var out []Inline
		add := func(n *node) {
			for _, line := range r.file.stringText(n).lines() {
				if line = line.trim(); len(line.runes) > 0 {
					out = append(out, r.inline(line))
				}
			}
		}
		switch v := raw.(type) {
		case string:
			add(n)
		case []any:
			for i, e := range v {
				if _, ok := e.(string); !ok {
					r.wrongType(n.item(i), e, manyText)
					return nil, false
				}
				add(n.item(i))
			}
		default:
			r.wrongType(n, raw, manyText)
			return nil, false
		}
		if len(out) == 0 {
			r.fail(n.val, "empty-value", diag.T("这里不能为空", "this must not be empty"),
				diag.T("补上文字，或删去这个键", "add its text or delete the key"))
			return nil, false
		}
		return out, true
	},
}

var manyText = diag.Text{ZH: "一行文字，或每行一条的数组", EN: "a line of copy, or a list of lines"}

// list is a kind for one string or several.
var list = kind[[]string]{
	want: listText,
	schema: schema{"anyOf": []any{
		schema{"type": "string", "pattern": notBlank},
		schema{"type": "array", "items": schema{"type": "string", "pattern": notBlank}, "minItems": 1},
	}},
	parse: func(r *reader, raw any, n *node) ([]string, bool) {
		if _, ok := raw.(string); ok {
			s, ok := words.parse(r, raw, n)
			return []string{s}, ok
		}
		v, ok := raw.([]any)
		if !ok || len(v) == 0 {
			r.wrongType(n, raw, listText)
			return nil, false
		}
		var out []string
		for i, e := range v {
			s, ok := words.parse(r, e, n.item(i))
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	},
}

var listText = diag.Text{ZH: "一个或几个名称", EN: "a name or a list of names"}

// copyText is a kind for a whole text with line marks.
var copyText = kind[text]{
	want:   diag.Text{ZH: "稿件文字", EN: "copy"},
	schema: schema{"type": "string"},
	parse: func(r *reader, raw any, n *node) (text, bool) {
		if _, ok := raw.(string); !ok {
			r.wrongType(n, raw, t2("稿件文字（字符串）", "copy (a string)"))
			return text{}, false
		}
		return r.file.stringText(n), true
	},
}
