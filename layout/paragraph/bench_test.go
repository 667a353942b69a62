package paragraph

import "testing"

// The benches take 字 by the thousand of newspaper text at 13 字: what a page of
// 13,000 costs thirteen times.
func benchText(b *testing.B) ([]Text, int) {
	texts := newsText(b, 10_000)
	n := 0
	for _, t := range texts {
		n += len(t.Runes)
	}
	return texts, n
}

func BenchmarkSet(b *testing.B) {
	for _, c := range []struct {
		name string
		by   Composer
	}{{"paragraph", ByParagraph}, {"line", ByLine}} {
		b.Run(c.name, func(b *testing.B) {
			texts, n := benchText(b)
			st := body()
			st.Indent, st.Composer = 2*nine, c.by
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					Set(t, st, fixed(13))
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "字/s")
		})
	}
}

func BenchmarkBreak(b *testing.B) {
	texts, n := benchText(b)
	st := body()
	st.Indent = 2 * nine
	var cs []*composer
	for _, t := range texts {
		cs = append(cs, newComposer(t, st, fixed(13)))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range cs {
			c.in(c.m).optimal()
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "字/s")
}
