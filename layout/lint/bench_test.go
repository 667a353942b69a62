package lint_test

import (
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/lint"
)

func BenchmarkSample(b *testing.B) {
	r := layout.Set("../../pages.toml", layout.Options{Fonts: fonttest.Library()})
	if r.Sheets == nil {
		b.Fatal("the sample cannot be read")
	}
	b.ReportAllocs()
	for b.Loop() {
		lint.Check(r.Edition, r.Sheets, &diag.Findings{})
	}
}
