package pdf

import (
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// fullPage is a page of 10,000 字 in lines of 13, justified, of about 1,700
// different ones, as a broadsheet has.
func fullPage(t testing.TB) *sheet.Page {
	f := face(t, "song")
	var have []rune
	for r := rune(0x4E00); len(have) < 1700; r += 3 {
		if f.Glyph(r) != 0 {
			have = append(have, r)
		}
	}
	var items []sheet.Item
	seed := uint32(1)
	for leg := range 8 {
		for l := range 97 {
			var s []rune
			for range 13 {
				s = append(s, have[(seed>>16)%uint32(len(have))])
				seed = seed*1664525 + 1013904223
			}
			x, y := geom.Length(54+126*leg)*geom.Pt, geom.Length(60+14*l)*geom.Pt
			line := set(t, f, 9*geom.Pt, x, y, string(s))
			squeeze(line, l%13, geom.Pt, 0)
			items = append(items, justify(line, 117*geom.Pt))
		}
	}
	return testPage(items...)
}

func BenchmarkPage(b *testing.B) {
	p := fullPage(b)
	b.ReportAllocs()
	for b.Loop() {
		out, err := File(testEdition(), Options{}, p)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(out)), "bytes")
	}
}
