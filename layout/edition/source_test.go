package edition

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"paiban/layout/diag"
)

// Places are the same in whatever order they are asked for.
func TestPlacesInAnyOrder(t *testing.T) {
	text := "[[page]]\nname = \"河边\"\r\n\n孩子沿着堤岸奔跑，老人坐在墙根说话。\n"
	s := newSource("a", text)
	var starts []int
	for i := range text + " " {
		starts = append(starts, min(i, len(text)))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		off := starts[r.IntN(len(starts))]
		line, from := 1, 0
		for i, c := range text[:off] {
			if c == '\n' {
				line, from = line+1, i+1
			}
		}
		want := diag.Pos{File: "a", Line: line, Col: utf8.RuneCountInString(text[from:off]) + 1}
		if got := s.pos(off); got != want {
			t.Fatalf("byte %d is at %v, not %v", off, got, want)
		}
	}
}
