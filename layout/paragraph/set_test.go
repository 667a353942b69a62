package paragraph

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/geom"
)

const nine = 9 * geom.Pt

// body is a style of the newspaper's default in 9 pt Song.
func body() *Style {
	return &Style{Stack: Stack{fonttest.Library().Face("song")}, Size: nine, Lang: "zh-CN"}
}

func fixed(ems float64) Measure {
	w := geom.Length(ems * float64(nine))
	return func(int) geom.Length { return w }
}

func TestDump(t *testing.T) {
	raw, err := os.ReadFile("/work/shared/seed/page-text.txt")
	if err != nil {
		t.Skip()
	}
	st := body()
	st.Indent = 2 * nine
	for pn, p := range strings.Split(string(raw), "\n") {
		tx := Text{Runes: []rune(strings.TrimSpace(p))}
		s := Set(tx, st, fixed(13))
		for _, l := range Tell(pn, tx, st, s) {
			fmt.Printf("%-30s nat %.3f w %.3f mis %v %v\n", l.Text, l.Natural, l.Width, l.Misfit, l.Advances)
		}
	}
}
