package sheet

// RGB gives the ink as a screen shows it: the plain conversion R = (1−C)(1−K)
// and so on, with no profile. It is for proofs of places, not of colour.
func (i Ink) RGB() (r, g, b uint8) {
	part := func(ink uint16) uint8 {
		v := (1000 - min(uint32(ink), 1000)) * (1000 - min(uint32(i.K), 1000))
		return uint8((v*255 + 500_000) / 1_000_000)
	}
	return part(i.C), part(i.M), part(i.Y)
}
