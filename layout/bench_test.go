package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
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

// BenchmarkText sets 1,000 字, ten times and a hundred times as much, a page each
// thousand: the cost of a 字 is to be the same.
func BenchmarkText(b *testing.B) {
	const sentence = "“河堤新绿”工程今年3月开工，沿线群众说：家门口就能散步、下棋。"
	paragraph := strings.Repeat(sentence, 6) + "\n"
	for _, pages := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("%dx", pages), func(b *testing.B) {
			var toml strings.Builder
			toml.WriteString("[edition]\nname = \"河声报\"\ndate = 2026-11-23\npreset = \"sikai\"\n")
			for p := range pages {
				fmt.Fprintf(&toml, "\n[[page]]\nname = \"%02d\"\n", p+1)
			}
			for p := range pages {
				fmt.Fprintf(&toml, "\n[[story]]\npage = \"%02d\"\nhead = \"小城春早\"\ntext = \"\"\"\n%s\"\"\"\n", p+1, strings.Repeat(paragraph, 5))
			}
			path := filepath.Join(b.TempDir(), "pages.toml")
			if err := os.WriteFile(path, []byte(toml.String()), 0o666); err != nil {
				b.Fatal(err)
			}
			n := 0
			b.ReportAllocs()
			for b.Loop() {
				r := layout.Set(path, layout.Options{Fonts: fonttest.Library()})
				if r.Sheets == nil {
					b.Fatal("not set")
				}
				n = 0
				for _, s := range r.Stories {
					n += s.Chars
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/字")
		})
	}
}
