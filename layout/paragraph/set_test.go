package paragraph

import (
	"os"
	"slices"
	"testing"

	"paiban/fonts"
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

// A circled number or a star stands in one em, and comes from the face that draws it
// so, not from a Latin one before it whose ① would reach into its neighbours. Where no
// face does, it has the room that it needs.
func TestSymbolsFitTheirCell(t *testing.T) {
	latin := fonts.New("symbols", func() ([]byte, error) { return os.ReadFile("../../fonts/testdata/symbols.ttf") })
	song := fonttest.Library().Face("song")
	type cell struct {
		face *fonts.Face
		w    geom.Length
	}
	em, wide := nine, nine.MulDiv(13, 10)
	for _, c := range []struct {
		stack Stack
		want  []cell // of ①, ★, A
	}{
		{Stack{latin, song}, []cell{{song, em}, {song, em}, {latin, nine.MulDiv(6, 10)}}},
		{Stack{latin}, []cell{{latin, wide}, {latin, em}, {latin, nine.MulDiv(6, 10)}}},
	} {
		st := body()
		st.Stack = c.stack
		var got []cell
		for _, r := range Set(Text{Runes: []rune("①★A")}, st, fixed(13)).Lines[0].Runs {
			for _, g := range r.Cells {
				got = append(got, cell{r.Face, g.W})
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("stack of %d faces: %v, not %v", len(c.stack), got, c.want)
		}
	}
}
