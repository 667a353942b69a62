package edition

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"paiban/layout/diag"
)

// One table of rows per TOML table says everything about a key: its name, what
// values it takes, its default, what the manual says, and where its value goes.
// The decoder, the check for unknown keys, the JSON Schema and the manual all
// read these rows, so that they cannot disagree.

// field is the value of one key and where it stands; n is nil if it is not written.
type field[T any] struct {
	val T
	n   *node
	bad bool // it is written, and what is written was refused
}

func (f field[T]) set() bool { return f.n != nil }

// or gives the value, or d if none is written.
func (f field[T]) or(d T) T {
	if f.set() {
		return f.val
	}
	return d
}

// written reports whether the key is there, be its value good or not.
func (f field[T]) written() bool { return f.n != nil || f.bad }

// first gives the first field that is written: the nearer setting wins.
func first[T any](fs ...field[T]) field[T] {
	for _, f := range fs {
		if f.written() {
			return f
		}
	}
	return field[T]{}
}

// schema is a JSON Schema fragment.
type schema map[string]any

// keyInfo is what a row says, apart from where the value goes.
type keyInfo struct {
	name   string
	def    diag.Text // the default, for the manual
	doc    diag.Text
	want   diag.Text // what values it takes
	schema schema    // nil for tables: made of rows
	shape  shape
	rows   []keyInfo // of a table
}

// shape says how a key is written.
type shape uint8

const (
	plain  shape = iota // key = value
	single              // [key]
	array               // [[key]]
	named               // [key.NAME]
	names               // [key], NAME = value
)

// row is one key of the table that P collects.
type row[P any] struct {
	keyInfo
	put func(r *reader, p *P, raw any, n *node)
}

// kind is a type of value: what it is called, its schema and its reader, which
// reports what is wrong and then gives false.
type kind[T any] struct {
	want   diag.Text
	schema schema
	parse  func(r *reader, raw any, n *node) (T, bool)
}

// leaf is a row for key = value.
func leaf[P, T any](name string, k kind[T], at func(*P) *field[T], def, doc diag.Text) row[P] {
	return row[P]{
		keyInfo{name: name, def: def, doc: doc, want: k.want, schema: k.schema},
		func(r *reader, p *P, raw any, n *node) {
			if v, ok := k.parse(r, raw, n); ok {
				*at(p) = field[T]{val: v, n: n}
			} else {
				*at(p) = field[T]{bad: true}
			}
		},
	}
}

// table is a row for [name].
func table[P, C any](name string, rows []row[C], at func(*P, *node) *C, doc diag.Text) row[P] {
	return row[P]{
		keyInfo{name: name, doc: doc, want: tableText, shape: single, rows: infos(rows)},
		func(r *reader, p *P, raw any, n *node) {
			m, ok := raw.(map[string]any)
			if !ok {
				r.wrongType(n, raw, tableText)
				return
			}
			decode(r, rows, at(p, n), m, n)
		},
	}
}

// tables is a row for [[name]]; add appends an element.
func tables[P, C any](name string, rows []row[C], add func(*P, *node) *C, doc diag.Text) row[P] {
	want := diag.T("表的数组 [[%s]]", "an array of tables [[%s]]", name)
	return row[P]{
		keyInfo{name: name, doc: doc, want: want, shape: array, rows: infos(rows)},
		func(r *reader, p *P, raw any, n *node) {
			list, ok := tableList(raw)
			if !ok {
				r.wrongType(n, raw, want)
				return
			}
			if r.tooMany(name, n, len(list)) {
				return
			}
			for i, m := range list {
				decode(r, rows, add(p, n.item(i)), m, n.item(i))
			}
		},
	}
}

// tableList gives the tables of [[name]] or of name = [{…}].
func tableList(raw any) ([]map[string]any, bool) {
	switch v := raw.(type) {
	case []map[string]any:
		return v, true
	case []any:
		var out []map[string]any
		for _, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				return nil, false
			}
			out = append(out, m)
		}
		return out, true
	}
	return nil, false
}

// namedTables is a row for [name.KEY], KEY being the editor's own.
func namedTables[P, C any](name string, rows []row[C], add func(*P, string, *node) *C, doc diag.Text) row[P] {
	want := diag.T("表 [%s.名称]", "tables [%s.NAME]", name)
	return row[P]{
		keyInfo{name: name, doc: doc, want: want, shape: named, rows: infos(rows)},
		func(r *reader, p *P, raw any, n *node) {
			m, ok := raw.(map[string]any)
			if !ok {
				r.wrongType(n, raw, want)
				return
			}
			if r.tooMany(name, n, len(m)) {
				return
			}
			for _, k := range inOrder(m, n) {
				sub, ok := m[k].(map[string]any)
				if !ok {
					r.wrongType(n.kid(k), m[k], tableText)
					continue
				}
				decode(r, rows, add(p, k, n.kid(k)), sub, n.kid(k))
			}
		},
	}
}

// lift makes the rows of a part of P rows of P.
func lift[P, C any](rows []row[C], at func(*P) *C) []row[P] {
	out := make([]row[P], len(rows))
	for i, c := range rows {
		out[i] = row[P]{c.keyInfo, func(r *reader, p *P, raw any, n *node) { c.put(r, at(p), raw, n) }}
	}
	return out
}

func infos[P any](rows []row[P]) []keyInfo {
	out := make([]keyInfo, len(rows))
	for i, r := range rows {
		out[i] = r.keyInfo
	}
	return out
}

// decode puts the values of table m, which stands at n, into p.
func decode[P any](r *reader, rows []row[P], p *P, m map[string]any, n *node) {
	known := 0
	for i := range rows { // in the rows' order: ink names and size-table come before their uses
		if raw, ok := m[rows[i].name]; ok {
			known++
			rows[i].put(r, p, raw, n.kid(rows[i].name))
		}
	}
	if known == len(m) {
		return
	}
	keys := make([]string, len(rows))
	for i := range rows {
		keys[i] = rows[i].name
	}
	for _, k := range inOrder(m, n) {
		if !slices.Contains(keys, k) {
			r.fail(n.kid(k).key, "unknown-key",
				diag.T("没有“%s”这个键", "no key is called %q here", k), didYouMean(k, keys))
		}
	}
}

// inOrder gives the keys of m as they stand in the file.
func inOrder(m map[string]any, n *node) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(n.kid(a).key[0], n.kid(b).key[0]), cmp.Compare(a, b))
	})
}

// tooMany reports tables beyond the limit of their kind, which are not read.
func (r *reader) tooMany(name string, n *node, count int) bool {
	l := limitTables
	switch name {
	case "page":
		l = limitPages
	case "story":
		l = limitStories
	}
	most := r.trust.max(l)
	if int64(count) <= most {
		return false
	}
	r.fail(n.val, "too-many", diag.T("有 %d 个，超过 %d 个", "there are %d, more than %d", count, most), raise(l))
	r.refused[name] = true
	return true
}

var tableText = diag.Text{ZH: "表", EN: "a table"}

// wrongType reports a value of a wrong TOML type.
func (r *reader) wrongType(n *node, raw any, want diag.Text) {
	got := typeName(raw)
	r.fail(n.val, "wrong-type",
		diag.T("此处应为：%[1]s；写的却是%[3]s", "expected %[2]s, found %[4]s", want.ZH, want.EN, got.ZH, got.EN), diag.Text{})
}

func typeName(raw any) diag.Text {
	switch raw.(type) {
	case string:
		return diag.Text{ZH: "字符串", EN: "a string"}
	case int64:
		return diag.Text{ZH: "整数", EN: "an integer"}
	case float64:
		return diag.Text{ZH: "小数", EN: "a float"}
	case bool:
		return diag.Text{ZH: "真假值", EN: "a boolean"}
	case time.Time:
		return diag.Text{ZH: "日期或时间", EN: "a date or time"}
	case map[string]any:
		return tableText
	case []any, []map[string]any:
		return diag.Text{ZH: "数组", EN: "an array"}
	}
	return diag.T("%[1]T", "%[1]T", raw)
}

// say is a text that is the same in both languages.
func say(s string) diag.Text { return diag.Text{ZH: s, EN: s} }

func sayf(format string, args ...any) diag.Text { return say(fmt.Sprintf(format, args...)) }
