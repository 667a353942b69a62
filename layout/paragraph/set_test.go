package paragraph

import (
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
