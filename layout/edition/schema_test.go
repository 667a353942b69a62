package edition

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// validate says what of v is against schema s: the part of JSON Schema that
// Schema uses. An unknown keyword is an error, so that nothing goes unchecked.
func validate(s, root map[string]any, v any, path string) error {
	for word, arg := range s {
		var err error
		switch word {
		case "description", "title", "$schema", "$defs", "format":
		case "$ref":
			name := strings.TrimPrefix(arg.(string), "#/$defs/")
			err = validate(root["$defs"].(map[string]any)[name].(map[string]any), root, v, path)
		case "anyOf":
			err = fmt.Errorf("%s: nothing of anyOf fits", path)
			for _, one := range arg.([]any) {
				if validate(one.(map[string]any), root, v, path) == nil {
					err = nil
				}
			}
		case "type":
			if !isType(arg.(string), v) || (s["format"] == "date") != isDate(v) || isTime(v) {
				err = fmt.Errorf("%s: %v is no %v", path, v, arg)
			}
		case "enum":
			err = fmt.Errorf("%s: %v is not in the list", path, v)
			for _, one := range arg.([]any) {
				if one == v {
					err = nil
				}
			}
		case "pattern":
			if str, ok := v.(string); ok && !regexp.MustCompile(arg.(string)).MatchString(str) {
				err = fmt.Errorf("%s: %q does not match", path, str)
			}
		case "minLength":
			if str, ok := v.(string); ok && float64(utf8.RuneCountInString(str)) < arg.(float64) {
				err = fmt.Errorf("%s: too short", path)
			}
		case "minimum", "maximum":
			if f, ok := number(v); ok && (word == "minimum" && f < arg.(float64) || word == "maximum" && f > arg.(float64)) {
				err = fmt.Errorf("%s: out of range", path)
			}
		case "minItems", "maxItems", "items", "prefixItems":
			err = validateItems(word, arg, root, v, path)
		case "properties", "additionalProperties", "required":
			err = validateTable(word, arg, s, root, v, path)
		default:
			err = fmt.Errorf("keyword %s is not checked by this test", word)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func validateItems(word string, arg any, root map[string]any, v any, path string) error {
	list, ok := v.([]any)
	switch {
	case !ok:
	case word == "minItems" && float64(len(list)) < arg.(float64), word == "maxItems" && float64(len(list)) > arg.(float64):
		return fmt.Errorf("%s: %d items", path, len(list))
	case word == "prefixItems":
		for i, e := range arg.([]any) {
			if i < len(list) {
				if err := validate(e.(map[string]any), root, list[i], fmt.Sprintf("%s[%d]", path, i)); err != nil {
					return err
				}
			}
		}
	case word == "items":
		for i, e := range list {
			if err := validate(arg.(map[string]any), root, e, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func validateTable(word string, arg any, s, root map[string]any, v any, path string) error {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	props, _ := s["properties"].(map[string]any)
	switch word {
	case "required":
		for _, k := range arg.([]any) {
			if _, ok := m[k.(string)]; !ok {
				return fmt.Errorf("%s: %s is missing", path, k)
			}
		}
	case "properties":
		for k, p := range props {
			if e, ok := m[k]; ok {
				if err := validate(p.(map[string]any), root, e, path+"."+k); err != nil {
					return err
				}
			}
		}
	case "additionalProperties":
		for k, e := range m {
			if _, ok := props[k]; ok {
				continue
			}
			sub, ok := arg.(map[string]any)
			if !ok {
				return fmt.Errorf("%s: unknown key %s", path, k)
			}
			if err := validate(sub, root, e, path+"."+k); err != nil {
				return err
			}
		}
	}
	return nil
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func isType(name string, v any) bool {
	switch v.(type) {
	case string, time.Time:
		return name == "string"
	case bool:
		return name == "boolean"
	case int64:
		return name == "integer" || name == "number"
	case float64:
		return name == "number"
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}

// plainTree gives a decoded value as JSON would have it.
func plainTree(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[k] = plainTree(e)
		}
		return out
	case []map[string]any:
		out := []any{}
		for _, e := range v {
			out = append(out, plainTree(e))
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, plainTree(e))
		}
		return out
	}
	return v
}

func isTime(v any) bool {
	_, ok := v.(time.Time)
	return ok && !isDate(v)
}

// isDate reports a local date, which a JSON tool sees as a string of format "date".
func isDate(v any) bool {
	d, ok := v.(time.Time)
	return ok && d.Location().String() == "date-local"
}

func schemaTree(t *testing.T) map[string]any {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// TestSchemaTakesEditions: what Read takes, the schema takes.
func TestSchemaTakesEditions(t *testing.T) {
	root := schemaTree(t)
	for _, path := range []string{"testdata/all-keys.toml", "../../pages.toml"} {
		var tree map[string]any
		if _, err := toml.Decode(readFileT(t, path), &tree); err != nil {
			t.Fatal(err)
		}
		if err := validate(root, root, plainTree(tree), "pages.toml"); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// probes are values of every shape, tried at every key.
var probes = []string{
	`""`, `" "`, `"x"`, `"body"`, `"九"`, `"9pt"`, `"60mm"`, `"小五"`, `"2字"`, `"1行"`, `"9px"`, `"9"`, `"pt"`, `"1.25em"`,
	`"thin"`, `"反线"`, `"zh"`, `"duikai"`, `"四开"`, `"word"`, `"left"`, `"free"`, `"gb18030"`, `"0.25字"`, `"0"`, `"line"`, `"kaiming"`, `"half"`, `"strict"`,
	`0`, `1`, `3`, `-1`, `100000`, `1.5`, `0.5`, `true`, `false`, `2024-01-12`, `10:30:00`,
	`[]`, `[1, 2]`, `[1]`, `[0, 1]`, `[0.5, 1]`, `[1, 2, 3]`, `[2, 2.0]`, `["a"]`, `["a", "b"]`, `["a", 1]`, `["top"]`, `["60mm", "90mm"]`, `["60mm", 9]`, `[true]`,
	`{}`, `{ x = 1 }`, `{ kind = "thin" }`, `{ kind = "x" }`, `{ left = "a" }`, `{ em = "9pt" }`, `{ head = "body" }`, `{ n = { size = "9pt" } }`, `{ n = "K5" }`, `[{}]`, `[{ x = 1 }]`,
}

// shapeCodes are the findings that a schema can foresee.
var shapeCodes = map[string]bool{"wrong-type": true, "bad-value": true, "bad-length": true, "unknown-key": true, "empty-value": true}

// probe tries every probe at every row of a table: the decoder and the schema
// must say the same.
func probe[P any](t *testing.T, table string, rows []row[P]) {
	root := schemaTree(t)
	for _, row := range rows {
		js, err := json.Marshal(row.toSchema())
		if err != nil {
			t.Fatal(err)
		}
		var s map[string]any
		if err := json.Unmarshal(js, &s); err != nil {
			t.Fatal(err)
		}
		ref, _ := s["$ref"].(string)
		for _, lit := range probes {
			src := newSource("p", "x = "+lit+"\n")
			r := newReader(Options{})
			r.file = src
			tree, ok := r.parse(src)
			if !ok {
				t.Fatal(lit)
			}
			var p P
			row.put(r, &p, tree["x"], index(src.text).kid("x"))
			takes := true
			for _, f := range r.fs.Sorted() {
				if shapeCodes[f.Code] && !(f.Code == "bad-value" && strings.Contains(ref, "length")) { // a schema knows no lengths' range
					takes = false
				}
			}
			err := validate(s, root, plainTree(tree["x"]), "x")
			if takes != (err == nil) {
				t.Errorf("%s.%s = %s: the decoder takes it: %v; the schema: %v", table, row.name, lit, takes, err)
			}
		}
	}
}

// TestSchemaAndDecoderAgree holds the schema to the decoder, key by key.
func TestSchemaAndDecoderAgree(t *testing.T) {
	probe(t, "", fileRows())
	probe(t, "edition", editionRows())
	probe(t, "edition.grid", gridRows())
	probe(t, "edition.folio", folioRows())
	probe(t, "font", fontRows())
	probe(t, "style", styleRows())
	probe(t, "page", pageRows())
	probe(t, "page.rule", pageRuleRows())
	probe(t, "story", storyRows())
	probe(t, "story.style", roleRows())
	probe(t, "story.frame", frameRows())
	probe(t, "story.picture", pictureRows())
}

// TestSchemaSpeaks: every key is described in both languages.
func TestSchemaSpeaks(t *testing.T) {
	var walk func(path string, rows []keyInfo)
	walk = func(path string, rows []keyInfo) {
		seen := map[string]bool{}
		for _, k := range rows {
			if seen[k.name] || k.doc.ZH == "" || k.doc.EN == "" || k.want.ZH == "" || k.want.EN == "" || (k.def.ZH == "") != (k.def.EN == "") {
				t.Errorf("%s%s: %+v", path, k.name, k)
			}
			seen[k.name] = true
			walk(path+k.name+".", k.rows)
		}
	}
	walk("", infos(fileRows()))
}

// TestSchemaIsPublished: docs holds the schema, for editors that fetch it.
func TestSchemaIsPublished(t *testing.T) {
	golden(t, "../../docs/pages-toml.schema.json", string(Schema()))
}
