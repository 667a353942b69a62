package layout_test

import (
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
)

// BenchmarkSetSample reads and sets the sample page in a warm process: TOML,
// copy and pictures read, lines set, copyfit, sheet.
func BenchmarkSetSample(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if r := layout.Set("../pages.toml", layout.Options{Fonts: fonttest.Library()}); r.Sheets == nil {
			b.Fatal("not set")
		}
	}
}
