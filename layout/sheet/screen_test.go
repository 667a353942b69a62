package sheet

import "testing"

func TestScreen(t *testing.T) {
	for ink, want := range map[Ink][3]uint8{
		{}:                                   {255, 255, 255},
		{K: 1000}:                            {35, 31, 32},
		{M: 1000, Y: 1000}:                   {237, 28, 36},
		{K: 200}:                             {211, 210, 210},
		{M: 700, Y: 500, K: 300}:             {180, 62, 71},
		{C: 500, M: 500, Y: 500, K: 500}:     {76, 66, 64},
		{C: 9999, M: 9999, Y: 9999, K: 9999}: {0, 0, 0},
	} {
		r, g, b := ink.Screen()
		for i, v := range [3]uint8{r, g, b} {
			if d := int(v) - int(want[i]); d < -1 || d > 1 {
				t.Errorf("%+v is %d %d %d, poppler shows %v", ink, r, g, b, want)
				break
			}
		}
	}
}
