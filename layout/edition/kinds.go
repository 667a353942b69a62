package edition

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/pattern"
	"paiban/layout/sheet"
)

// notBlank is the pattern of a string with a character that can be seen.
const notBlank = `\S`

// words is a kind for a plain string of at least one character, not copy.
var words = kind[string]{
	want:   wantString,
	schema: schema{"type": "string", "pattern": notBlank},
	parse: func(r *reader, raw any, n *node) (string, bool) {
		if s, ok := raw.(string); ok && strings.TrimSpace(s) == "" {
			r.fail(n.val, "empty-value", diag.T("这里不能为空", "this must not be empty"), diag.Text{})
			return "", false
		}
		return plainString(r, raw, n)
	},
}

// language is a kind for a language tag (BCP 47), as PDF files must have it (ISO
// 19005-2, 6.7.4).
var language = kind[string]{
	want:   diag.Text{ZH: "语言标记，如 \"zh-CN\"", EN: "a language tag, as \"zh-CN\""},
	schema: schema{"type": "string", "pattern": pattern.Language},
	parse: func(r *reader, raw any, n *node) (string, bool) {
		s, ok := plainString(r, raw, n)
		if ok && !pattern.IsLanguage().MatchString(s) {
			r.fail(n.val, "bad-value", diag.T("“%s”不是语言标记", "%q is not a language tag", s), diag.Text{ZH: "如 \"zh-CN\"、\"zh-TW\"、\"en\"", EN: "such are \"zh-CN\", \"zh-TW\", \"en\""})
			return "", false
		}
		return s, ok
	},
}

// wordsOrNone is a kind for a plain string that may be empty, not copy.
var wordsOrNone = kind[string]{want: wantString, schema: schema{"type": "string"}, parse: plainString}

var wantString = diag.Text{ZH: "字符串", EN: "a string"}

func plainString(r *reader, raw any, n *node) (string, bool) {
	s, ok := raw.(string)
	if !ok {
		r.wrongType(n, raw, wantString)
		return "", false
	}
	t := r.file.stringText(n)
	for i, c := range t.runes {
		if !r.allowed(c, t.at(i)) {
			return "", false
		}
	}
	return s, true
}

// boolean is a kind for true and false.
var boolean = kind[bool]{
	want:   diag.Text{ZH: "true 或 false", EN: "true or false"},
	schema: schema{"type": "boolean"},
	parse: func(r *reader, raw any, n *node) (bool, bool) {
		b, ok := raw.(bool)
		if !ok {
			r.wrongType(n, raw, diag.Text{ZH: "true 或 false", EN: "true or false"})
		}
		return b, ok
	},
}

// whole is a kind for integers from lo to hi.
func whole(lo, hi int) kind[int] {
	want := diag.T("%d 到 %d 的整数", "an integer from %d to %d", lo, hi)
	return kind[int]{want, schema{"type": "integer", "minimum": lo, "maximum": hi},
		func(r *reader, raw any, n *node) (int, bool) {
			v, ok := raw.(int64)
			if !ok {
				r.wrongType(n, raw, want)
				return 0, false
			}
			if v < int64(lo) || v > int64(hi) {
				r.badValue(n, want, diag.Text{})
				return 0, false
			}
			return int(v), true
		}}
}

// badValue reports a value of the right TOML type that is not one of want.
func (r *reader) badValue(n *node, want, hint diag.Text) {
	r.fail(n.val, "bad-value", diag.T("不能写 %[1]s，应为：%[2]s", "%[1]s will not do: expected %[3]s",
		r.written(n), want.ZH, want.EN), hint)
}

// written gives what stands at n, cut to a length fit for a message.
func (r *reader) written(n *node) string {
	s := []rune(strings.Join(strings.Fields(r.file.text[n.val[0]:n.val[1]]), " "))
	if len(s) > 40 {
		return string(s[:39]) + "…"
	}
	return string(s)
}

// choice is a kind for one of a few words; each value may have more spellings
// behind it, in Chinese: {"duikai", "对开"}.
func choice[T ~string](values ...[]T) kind[T] {
	var list []string
	var enum []any
	var main []string
	for _, v := range values {
		main = append(main, string(v[0]))
		shown := string(v[0])
		for i, s := range v {
			enum = append(enum, string(s))
			if i > 0 {
				shown += "/" + string(s)
			}
		}
		list = append(list, shown)
	}
	want := t2(strings.Join(list, "、")+" 之一", "one of "+strings.Join(list, ", "))
	return kind[T]{want, schema{"enum": enum},
		func(r *reader, raw any, n *node) (T, bool) {
			s, ok := raw.(string)
			if !ok {
				r.wrongType(n, raw, want)
				return "", false
			}
			for _, v := range values {
				for _, w := range v {
					if string(w) == s {
						return v[0], true
					}
				}
			}
			hint := diag.Text{}
			if best := nearest(s, main); best != "" {
				hint = diag.T("是不是“%s”？", "did you mean %q?", best)
			}
			r.badValue(n, want, hint)
			return "", false
		}}
}

// length is a kind for lengths from lo to hi EMU, in the units allowed.
func length(lo, hi geom.Length, units ...geom.Unit) kind[geom.Dim] {
	want := diag.T("长度，如 \"9pt\"、\"3mm\"、\"小五\"", "a length such as \"9pt\", \"3mm\", \"小五\"")
	switch {
	case slices.Contains(units, geom.Line):
		want = diag.T("长度，如 \"9pt\"、\"3mm\"、\"2字\"、\"1行\"", "a length such as \"9pt\", \"3mm\", \"2字\", \"1行\"")
	case len(units) > 0:
		want = diag.T("长度，如 \"9pt\"、\"3mm\"、\"2字\"", "a length such as \"9pt\", \"3mm\", \"2字\"")
	}
	allowed := append([]geom.Unit{geom.Abs}, units...)
	return kind[geom.Dim]{want, schema{"$ref": "#/$defs/" + lengthDef(units)},
		func(r *reader, raw any, n *node) (geom.Dim, bool) {
			s, ok := raw.(string)
			if !ok {
				hint := diag.Text{}
				switch raw.(type) {
				case int64, float64:
					hint = diag.T("长度要带单位并加引号，如 \"%[1]vpt\"", "a length has a unit and stands in quotes, as \"%[1]vpt\"", raw)
				}
				got := typeName(raw)
				r.fail(n.val, "wrong-type", diag.T("此处应为：%[1]s；写的却是%[3]s", "expected %[2]s, found %[4]s", want.ZH, want.EN, got.ZH, got.EN), hint)
				return geom.Dim{}, false
			}
			d, err := geom.ParseDim(s, r.sizes)
			if err != nil {
				r.fail(n.val, "bad-length", dimMessage(s, err), diag.Text{})
				return d, false
			}
			for _, u := range allowed {
				if u == d.Unit {
					return d, r.inRange(n, d, lo, hi)
				}
			}
			r.fail(n.val, "bad-length",
				diag.T("%q：这里不能用“%s”作单位", "%q: this key does not take %s", s, unitName(d.Unit)),
				diag.T("用 pt、mm 等，如 \"9pt\"", "use pt, mm …, as \"9pt\""))
			return d, false
		}}
}

func unitName(u geom.Unit) string {
	switch u {
	case geom.Em:
		return "字"
	case geom.Line:
		return "行"
	}
	return "pt"
}

// inRange checks an absolute length; a relative one is held to ±maxRelative
// thousandths, its size being known only on the page.
func (r *reader) inRange(n *node, d geom.Dim, lo, hi geom.Length) bool {
	const maxRelative = 1000 * 1000 // 1,000 字 or 行: more than any page
	if d.Unit != geom.Abs {
		if d.N > maxRelative || d.N < -maxRelative || lo >= 0 && d.N < 0 {
			r.badValue(n, t2("不为负、不超过 1000 的字数或行数", "0 to 1000 字 or 行"), diag.Text{})
			return false
		}
		return true
	}
	if l := geom.Length(d.N); l < lo || l > hi {
		r.badValue(n, diag.T("%s 到 %s 的长度", "a length from %s to %s", mm(lo), mm(hi)), diag.Text{})
		return false
	}
	return true
}

// mm prints a length for a message, to a tenth of a millimetre.
func mm(l geom.Length) string {
	t := int64(l.MulDiv(10, int64(geom.MM)))
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	if t%10 == 0 {
		return fmt.Sprintf("%s%dmm", sign, t/10)
	}
	return fmt.Sprintf("%s%d.%dmm", sign, t/10, t%10)
}

// trimSize is a kind for ["390mm", "550mm"].
var trimSize = kind[geom.Size]{
	want:   diag.Text{ZH: "宽和高，如 [\"390mm\", \"550mm\"]", EN: "width and height, as [\"390mm\", \"550mm\"]"},
	schema: schema{"type": "array", "items": schema{"$ref": "#/$defs/length"}, "minItems": 2, "maxItems": 2},
	parse: func(r *reader, raw any, n *node) (geom.Size, bool) {
		list, ok := raw.([]any)
		if !ok || len(list) != 2 {
			r.wrongType(n, raw, diag.Text{ZH: "宽和高，如 [\"390mm\", \"550mm\"]", EN: "width and height, as [\"390mm\", \"550mm\"]"})
			return geom.Size{}, false
		}
		side := length(50*geom.MM, 2000*geom.MM)
		w, ok1 := side.parse(r, list[0], n.item(0))
		h, ok2 := side.parse(r, list[1], n.item(1))
		return geom.Size{W: geom.Length(w.N), H: geom.Length(h.N)}, ok1 && ok2
	},
}

// span is a kind for [from, to], both counted from 1; a number alone is that
// column, line or leg alone.
var span = kind[Span]{
	want: spanText,
	schema: schema{"anyOf": []any{
		schema{"type": "integer", "minimum": 1, "maximum": 9999},
		schema{"type": "array", "items": schema{"type": "integer", "minimum": 1, "maximum": 9999}, "minItems": 2, "maxItems": 2},
	}},
	parse: func(r *reader, raw any, n *node) (Span, bool) {
		one := whole(1, 9999)
		if _, ok := raw.(int64); ok {
			v, ok := one.parse(r, raw, n)
			return Span{v, v}, ok
		}
		list, ok := raw.([]any)
		if !ok || len(list) != 2 {
			r.wrongType(n, raw, spanText)
			return Span{}, false
		}
		from, ok1 := one.parse(r, list[0], n.item(0))
		to, ok2 := one.parse(r, list[1], n.item(1))
		if ok1 && ok2 && from > to {
			r.fail(n.val, "bad-span", diag.T("起 %d 在止 %d 之后", "the first, %d, lies behind the last, %d", from, to),
				diag.T("写作 [%d, %d]", "write [%d, %d]", to, from))
			return Span{}, false
		}
		return Span{from, to}, ok1 && ok2
	},
}

// legSpan is a kind for legs: [a, b], or a number n for the first n.
var legSpan = kind[Span]{
	want: spanText, schema: span.schema,
	parse: func(r *reader, raw any, n *node) (Span, bool) {
		s, ok := span.parse(r, raw, n)
		if _, number := raw.(int64); number {
			s.From = 1
		}
		return s, ok
	},
}

var spanText = diag.Text{ZH: "起止，如 [1, 4]", EN: "the first and the last, as [1, 4]"}

// day is a kind for a TOML local date.
var day = kind[Date]{
	want:   diag.Text{ZH: "日期，如 2024-01-12（不加引号）", EN: "a date, as 2024-01-12 (no quotes)"},
	schema: schema{"type": "string", "format": "date"},
	parse: func(r *reader, raw any, n *node) (Date, bool) {
		t, ok := raw.(time.Time)
		// A local date is the only form of ten characters.
		if !ok || n.val[1]-n.val[0] != len("2006-01-02") || t.Year() < 1 {
			r.wrongType(n, raw, diag.Text{ZH: "日期，如 2024-01-12（不加引号、不带时刻）", EN: "a date, as 2024-01-12 (no quotes, no time)"})
			return Date{}, false
		}
		return Date{t.Year(), int(t.Month()), t.Day()}, true
	},
}

// point is a kind for [x, y] in fractions of width and height.
var point = kind[[2]int]{
	want: pointText,
	schema: schema{"type": "array", "minItems": 2, "maxItems": 2,
		"items": schema{"type": "number", "minimum": 0, "maximum": 1}},
	parse: func(r *reader, raw any, n *node) ([2]int, bool) {
		list, ok := raw.([]any)
		if !ok || len(list) != 2 {
			r.wrongType(n, raw, pointText)
			return [2]int{}, false
		}
		var out [2]int
		for i, e := range list {
			var f float64
			switch v := e.(type) {
			case int64:
				f = float64(v)
			case float64:
				f = v
			default:
				r.wrongType(n.item(i), e, pointText)
				return out, false
			}
			if !(f >= 0 && f <= 1) {
				r.badValue(n.item(i), diag.T("0 到 1 的数", "a number from 0 to 1"), diag.Text{})
				return out, false
			}
			out[i] = int(f*1000 + 0.5) // exact enough: the nearest thousandth of 0…1
		}
		return out, true
	},
}

var pointText = diag.Text{ZH: "从左、从上的比例，如 [0.5, 0.3]", EN: "fractions from the left and the top, as [0.5, 0.3]"}

// lineRange is a kind for how many lines copyfit may take away and add: [-1, 1];
// a number n is [-n, n].
var lineRange = func() kind[[2]int] {
	const most = 9
	want := diag.Text{ZH: "可减、可加的行数，如 [-1, 2]；单个数 n 即 [-n, n]", EN: "lines to take and to add, as [-1, 2]; a number n is [-n, n]"}
	take, add := whole(-most, 0), whole(0, most)
	return kind[[2]int]{want,
		schema{"anyOf": []any{schema{"type": "integer", "minimum": 0, "maximum": most}, schema{"type": "array", "prefixItems": []any{take.schema, add.schema}, "minItems": 2, "maxItems": 2}}},
		func(r *reader, raw any, n *node) ([2]int, bool) {
			if _, ok := raw.(int64); ok {
				v, ok := add.parse(r, raw, n)
				return [2]int{-v, v}, ok
			}
			list, ok := raw.([]any)
			if !ok || len(list) != 2 {
				r.wrongType(n, raw, want)
				return [2]int{}, false
			}
			from, ok1 := take.parse(r, list[0], n.item(0))
			to, ok2 := add.parse(r, list[1], n.item(1))
			return [2]int{from, to}, ok1 && ok2
		}}
}()

// inkKind is a kind for an ink: a name of [ink], "C0 M100 Y100 K0" or "10%".
var inkKind = kind[sheet.Ink]{
	want:   inkText,
	schema: schema{"type": "string", "pattern": notBlank},
	parse: func(r *reader, raw any, n *node) (sheet.Ink, bool) {
		s, ok := raw.(string)
		if !ok {
			r.wrongType(n, raw, inkText)
			return sheet.Ink{}, false
		}
		if strings.TrimSpace(s) == "" {
			r.badValue(n, inkText, diag.Text{})
			return sheet.Ink{}, false
		}
		if ink, ok := r.ink(s); ok {
			return ink, true
		}
		hint := didYouMean(s, r.inkNames())
		r.fail(n.val, "unknown-ink", diag.T("%q 既不是油墨名，也不是“C0 M100 Y100 K0”这样的写法", "%q is neither the name of an ink nor written as \"C0 M100 Y100 K0\"", s), hint)
		return sheet.Ink{}, false
	},
}

var inkText = diag.Text{ZH: "油墨：名称、\"C0 M100 Y100 K0\" 或 \"10%\"", EN: "an ink: a name, \"C0 M100 Y100 K0\" or \"10%\""}
