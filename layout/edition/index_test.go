package edition

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"paiban/layout/diag"
)

// sameShape checks that every value that the decoder gave has its place in the
// index, and that what stands there is that value.
func sameShape(t *testing.T, src, path string, v any, n *node) {
	t.Helper()
	at := src[n.val[0]:n.val[1]]
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			kid := n.kids[k]
			if kid == nil {
				t.Errorf("%s.%s has no place", path, k)
				continue
			}
			if name := src[kid.key[0]:kid.key[1]]; name != k && !strings.ContainsAny(name, `"'`) {
				t.Errorf("%s.%s stands at %q", path, k, name)
			}
			sameShape(t, src, path+"."+k, e, kid)
		}
	case []map[string]any:
		if len(v) != len(n.list) {
			t.Errorf("%s has %d tables, %d places", path, len(v), len(n.list))
			return
		}
		for i, e := range v {
			sameShape(t, src, path+"["+strconv.Itoa(i)+"]", e, n.list[i])
		}
	case []any:
		if len(v) != len(n.list) {
			t.Errorf("%s has %d elements, %d places", path, len(v), len(n.list))
			return
		}
		for i, e := range v {
			sameShape(t, src, path+"["+strconv.Itoa(i)+"]", e, n.list[i])
		}
	case string:
		var b strings.Builder
		for _, c := range unquote(src, n.val) {
			b.WriteRune(c.r)
		}
		if b.String() != v {
			t.Errorf("%s is %q, at its place stands %s, which is %q", path, v, at, b.String())
		}
	case bool:
		if at != strconv.FormatBool(v) {
			t.Errorf("%s is %v, at its place stands %s", path, v, at)
		}
	case int64:
		got, err := strconv.ParseInt(strings.ReplaceAll(at, "_", ""), 0, 64)
		if err != nil || got != v {
			t.Errorf("%s is %v, at its place stands %s", path, v, at)
		}
	default:
		if at == "" {
			t.Errorf("%s has an empty place", path)
		}
	}
}

const indexSample = `
title = "a" # comment = 1
"quoted key" = 'lit\n' ; x
`

func TestIndex(t *testing.T) {
	for _, src := range []string{
		"a = 1\n[t]\nb = 'x' # [not] = \"this\"\n[t.u]\nc = true\n",
		"[[s]]\nx = 1\n[[s.p]]\ny = 'a'\n[[s.p]]\ny = 'b'\n[s.p.q]\nz = 1\n[[s]]\nx = 2\n[[s.p]]\ny = 'c'\n",
		"a.b.c = 1\na.b.d = [1, [2, 'x]'], {k = 'v', l = [3,]}] # c\n",
		"\"a b\".'c.d' = 1\n\"\\u0041\" = 2\n",
		"s = [\n  1, # one ] \n  2,\n]\n",
		"m = \"\"\"\nline \\\n   next \"\" quotes\"\"\"\"\"\nr = '''\r\nraw \\ '' '''''\n",
		"e = \"\"\ne2 = ''\ne3 = \"\"\"\"\"\"\nesc = \"\\\\\\\"\\t\\u4E2D\\U0001F600\\e\\x41\"\n",
		"t = { a = 1, b.c = \"x,}\", d = { } }\nd = 2024-01-12 10:00:00 \nf = 1e3\n",
		"[ a . b ]\nx = 1\n[a.\"c d\"]\ny = 1\n",
		"arr = [ { a = 1 }, { a = 2, b = [ 'x' ] } ]\n",
	} {
		var tree map[string]any
		if _, err := toml.Decode(src, &tree); err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		sameShape(t, src, "", tree, index(src))
	}
	index(indexSample) // not TOML: it must only end
}

// FuzzIndex: whatever the decoder takes, the index gives the same tree, and on
// anything else it ends.
func FuzzIndex(f *testing.F) {
	f.Add(indexSample)
	if files, err := filepath.Glob("testdata/broken/*.toml"); err == nil {
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil {
				f.Add(string(data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		n := index(src)
		if strings.HasPrefix(src, "\xef\xbb\xbf") || strings.HasPrefix(src, "\xff\xfe") || strings.HasPrefix(src, "\xfe\xff") {
			t.Skip("byte order marks are dropped before")
		}
		r := &reader{fs: &diag.Findings{}}
		if tree, ok := r.parse(newSource("f", src)); ok {
			sameShape(t, src, "", tree, n)
		}
	})
}

func TestStringPlaces(t *testing.T) {
	src := newSource("p", "head = \"甲\\u4E59丙\"\ntext = \"\"\"\n第一\\\n   行\r\n二\"\"\"\nraw = '''x\ny'''\n")
	root := index(src.text)
	for _, c := range []struct {
		key, want string
		at        []diag.Pos
	}{
		{"head", "甲乙丙", []diag.Pos{{File: "p", Line: 1, Col: 9}, {File: "p", Line: 1, Col: 10}, {File: "p", Line: 1, Col: 16}}},
		{"text", "第一行\r\n二", []diag.Pos{{File: "p", Line: 3, Col: 1}, {File: "p", Line: 3, Col: 2}, {File: "p", Line: 4, Col: 4},
			{File: "p", Line: 4, Col: 5}, {File: "p", Line: 4, Col: 6}, {File: "p", Line: 5, Col: 1}}},
		{"raw", "x\ny", []diag.Pos{{File: "p", Line: 6, Col: 10}, {File: "p", Line: 6, Col: 11}, {File: "p", Line: 7, Col: 1}}},
	} {
		got := src.stringText(root.kid(c.key))
		if string(got.runes) != c.want {
			t.Errorf("%s is %q, want %q", c.key, string(got.runes), c.want)
			continue
		}
		for i, want := range c.at {
			if got.at(i) != want {
				t.Errorf("%s: %q stands at %v, want %v", c.key, got.runes[i], got.at(i), want)
			}
		}
	}
}

func TestTooDeep(t *testing.T) {
	for _, c := range []struct {
		src  string
		deep bool
	}{
		{"a = " + strings.Repeat("[", int(Bounds[limitNesting].Default)) + strings.Repeat("]", int(Bounds[limitNesting].Default)), false},
		{"a = " + strings.Repeat("[", int(Bounds[limitNesting].Default)+1) + strings.Repeat("]", int(Bounds[limitNesting].Default)+1), true},
		{"a = '" + strings.Repeat("[", 500) + "' # " + strings.Repeat("{", 500), false},
		{"a = '''\n" + strings.Repeat("{b:\n", 500) + "'''", false},
		{strings.Repeat("a = [1]\n", 500), false},
		{strings.Repeat("a.", int(Bounds[limitDots].Default)) + "a = 1", false},
		{strings.Repeat("a.", int(Bounds[limitDots].Default)+1) + "a = 1", true},
		{"a = [" + strings.Repeat("1.5, ", 500) + "]", false},
	} {
		if got := tooDeep(c.src, int(Bounds[limitNesting].Default), int(Bounds[limitDots].Default)) >= 0; got != c.deep {
			t.Errorf("%.40q: too deep %v", c.src, got)
		}
	}
}
