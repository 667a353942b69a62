package paragraph

import (
	"errors"
	"testing"
)

func TestOptionsSet(t *testing.T) {
	for _, c := range []struct {
		key, value string
		want       Options
		ok         bool
	}{
		{"punctuation", "line-end-half", Options{Punctuation: LineEndHalf}, true},
		{"punctuation", "kaiming", Options{Punctuation: Kaiming}, true},
		{"punctuation", "开明", Options{}, false},
		{"kinsoku", "gb", Options{}, true},
		{"kinsoku", "none", Options{Kinsoku: None}, true},
		{"kinsoku", "strict", Options{Kinsoku: Strict}, true},
		{"composer", "line", Options{Composer: ByLine}, true},
		{"latin", "half", Options{Latin: HalfWidth}, true},
		{"digits", "proportional", Options{Digits: ProportionalDigits}, true},
		{"latin-gap", "0.25字", Options{LatinGap: 250}, true},
		{"latin-gap", ".5em", Options{}, false},
		{"latin-gap", "0.125em", Options{LatinGap: 125}, true},
		{"latin-gap", "0", Options{}, true},
		{"latin-gap", "0.25", Options{}, false},
		{"latin-gap", "0.6字", Options{}, false},
		{"latin-gap", "-0.1字", Options{}, false},
		{"latin-gap", "1/4字", Options{}, false},
		{"hang", "true", Options{Hang: true}, true},
		{"hang", "1", Options{}, false},
		{"hnag", "true", Options{}, false},
	} {
		var o Options
		err := o.Set(c.key, c.value)
		var oe *OptionError
		if (err == nil) != c.ok || o != c.want || err != nil && !errors.As(err, &oe) {
			t.Errorf("%s=%s: %+v, %v", c.key, c.value, o, err)
		}
	}
}

// Every key's first value is the default, and every value it lists is accepted.
func TestKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys {
		if seen[k.Name] || k.About.ZH == "" || k.About.EN == "" {
			t.Errorf("%s: twice, or not described", k.Name)
		}
		seen[k.Name] = true
		for i, v := range k.Values {
			var o Options
			if err := o.Set(k.Name, v); err != nil || (o == Options{}) != (i == 0) {
				t.Errorf("%s=%s: %+v, %v", k.Name, v, o, err)
			}
		}
	}
}
