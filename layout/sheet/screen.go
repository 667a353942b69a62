package sheet

// solids are the colours that screens show where process inks lie solid on each
// other, cyan counting 8, magenta 4, yellow 2, black 1: those of offset on coated
// paper, which PDF viewers take where a page names no profile. They were measured
// from solid patches as poppler paints them.
var solids = [16][3]uint8{
	{255, 255, 255}, {35, 31, 32}, {255, 242, 0}, {28, 26, 0},
	{236, 0, 140}, {36, 0, 0}, {237, 28, 36}, {34, 0, 0},
	{0, 173, 239}, {0, 15, 36}, {0, 166, 80}, {0, 19, 0},
	{46, 49, 146}, {0, 0, 2}, {54, 54, 57}, {0, 0, 0},
}

// full is the amount of a solid ink.
const full = 1000

// Screen gives the ink as PDF viewers show it: tints lie between the solids as the
// paper that each covers (Demichel). For a proof to look as its PDF does.
func (i Ink) Screen() (r, g, b uint8) {
	var sum [3]uint64
	for n, solid := range solids {
		share := uint64(1) // of the paper that just these inks cover, in full⁴
		for k, ink := range [4]uint16{i.K, i.Y, i.M, i.C} {
			v := min(uint64(ink), full)
			if n>>k&1 == 0 {
				v = full - v
			}
			share *= v
		}
		for c := range sum {
			sum[c] += share * uint64(solid[c])
		}
	}
	const whole = full * full * full * full
	part := func(c int) uint8 { return uint8((sum[c] + whole/2) / whole) }
	return part(0), part(1), part(2)
}

// RGB gives the ink's plain complement, R = (1−C)(1−K) and so on: solid black is
// #000000. It is for text formats that name a colour, not for pixels.
func (i Ink) RGB() (r, g, b uint8) {
	part := func(ink uint16) uint8 {
		v := (full - min(uint32(ink), full)) * (full - min(uint32(i.K), full))
		return uint8((v*255 + full*full/2) / (full * full))
	}
	return part(i.C), part(i.M), part(i.Y)
}
