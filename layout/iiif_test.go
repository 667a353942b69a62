package layout_test

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"paiban/layout/iiif"
)

// iiifRules are what the IIIF Presentation API 3.0 requires of the classes that a
// manifest of ours has: §5 for the properties that must be there, §3 for their values.
var iiifRules = map[string][]string{
	"Manifest":       {"id", "label", "items"},
	"Canvas":         {"id", "items", "width", "height"},
	"AnnotationPage": {"id", "items"},
	"Annotation":     {"id", "motivation", "body", "target"},
	"Image":          {"id", "format", "width", "height"},
	"Dataset":        {"id", "format"},
	"Range":          {"id", "items"},
}

// iiifChecker walks a manifest.
type iiifChecker struct {
	t    *testing.T
	seen map[string]bool
}

var languageKey = regexp.MustCompile(`^(none|[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*)$`)

func (c *iiifChecker) object(v any, canvas string) {
	o, ok := v.(map[string]any)
	if !ok {
		c.t.Errorf("%v is no object", v)
		return
	}
	kind, _ := o["type"].(string)
	must, known := iiifRules[kind]
	if !known {
		c.t.Errorf("class %q", kind)
	}
	id, _ := o["id"].(string)
	if u, err := url.Parse(id); err != nil || u.Scheme != "https" || strings.ContainsAny(id, " <>\"{}|\\^`") {
		c.t.Errorf("%s: id %q", kind, id)
	}
	if kind == "Canvas" && o["items"] == nil { // a reference, from a range
		return
	}
	if c.seen[id] {
		c.t.Errorf("%s stands twice", id)
	}
	c.seen[id] = true
	for _, p := range must {
		if o[p] == nil {
			c.t.Errorf("%s %s has no %s", kind, id, p)
		}
	}
	c.values(o, kind)
	if kind == "Canvas" {
		canvas = id
	}
	if kind == "Annotation" {
		if o["motivation"] != "painting" || o["target"] != canvas {
			c.t.Errorf("%s is painted by %v onto %v, not %s", id, o["motivation"], o["target"], canvas)
		}
		c.object(o["body"], canvas)
	}
	for _, list := range []string{"items", "structures", "seeAlso", "rendering", "thumbnail"} {
		if o[list] == nil {
			continue
		}
		items, ok := o[list].([]any)
		if !ok || len(items) == 0 {
			c.t.Errorf("%s: %s is no list, or empty", id, list)
		}
		for _, it := range items {
			c.object(it, canvas)
		}
	}
}

// values checks what simple properties say.
func (c *iiifChecker) values(o map[string]any, kind string) {
	if label, ok := o["label"].(map[string]any); o["label"] != nil {
		if !ok || len(label) == 0 {
			c.t.Errorf("%s: label %v", kind, o["label"])
		}
		for k, v := range label {
			if list, ok := v.([]any); !languageKey.MatchString(k) || !ok || len(list) == 0 {
				c.t.Errorf("%s: label %v", kind, label)
			}
		}
	}
	for _, p := range []string{"width", "height"} {
		if n, ok := o[p].(float64); o[p] != nil && (!ok || n < 1 || n != float64(int(n))) {
			c.t.Errorf("%s: %s %v", kind, p, o[p])
		}
	}
	if d, ok := o["navDate"].(string); o["navDate"] != nil {
		if _, err := time.Parse(time.RFC3339, d); !ok || err != nil {
			c.t.Errorf("navDate %v", o["navDate"])
		}
	}
	if d := o["viewingDirection"]; d != nil && !slices.Contains([]any{"left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"}, d) {
		c.t.Errorf("viewingDirection %v", d)
	}
	if list, ok := o["behavior"].([]any); o["behavior"] != nil && (!ok || !slices.Equal(list, []any{"paged"})) {
		c.t.Errorf("behavior %v", o["behavior"])
	}
}

// The manifest of every case keeps the rules of the specification.
func TestManifestRules(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		var b bytes.Buffer
		opt := iiif.Options{Name: "manifest.json", DPI: 96,
			Image: func(i int) string { return e.read.Pages[i].Name + ".png" }, Alto: func(i int) string { return e.read.Pages[i].Name + ".alto.xml" }}
		opt.Base = (&url.URL{Scheme: "https", Host: "archive.example.org", Path: "/第 1 期/"}).String()
		if err := iiif.Write(&b, e.read, opt); err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		decodeJSON(t, b.Bytes(), &m)
		(&iiifChecker{t, map[string]bool{}}).object(m, "")
	})
}
