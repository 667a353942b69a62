package layout

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestFormatsAreDocumented finds every key of the two JSON files in the manual.
func TestFormatsAreDocumented(t *testing.T) {
	keys := map[string]bool{}
	for _, sample := range []string{"report/testdata/report.json", "sheet/testdata/one-of-all.sheet.json"} {
		data, err := os.ReadFile(sample)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		collectKeys(v, keys)
	}
	if len(keys) < 50 {
		t.Errorf("only %d keys: do the samples still have one of all?", len(keys))
	}
	for _, manual := range []string{"../docs/formats.md", "../docs/formats.zh.md"} {
		text, err := os.ReadFile(manual)
		if err != nil {
			t.Fatal(err)
		}
		for k := range keys {
			if !strings.Contains(string(text), k+"`") {
				t.Errorf("%s does not explain `%s`", manual, k)
			}
		}
	}
}

func collectKeys(v any, keys map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, sub := range v {
			keys[k] = true
			collectKeys(sub, keys)
		}
	case []any:
		for _, sub := range v {
			collectKeys(sub, keys)
		}
	}
}
