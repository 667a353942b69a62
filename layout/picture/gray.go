package picture

// convertGray turns gray into the gray that DeviceGray has for its black ink:
// 0 is full ink.
func convertGray(r *raster, black *[256]uint8) *raster {
	out := newRaster(r.w, r.h, 1)
	for i, v := range r.pix {
		out.pix[i] = 255 - black[v]
	}
	return out
}

// blackOnly finds the black ink that shows each gray, from paper to the darkest
// black alone that pictures may have: the black of the source is fitted to it, by
// any intent, for profiles have no perceptual tables for black alone.
func blackOnly(s source, seen table) [256]uint8 {
	var shown [256]int64 // lightness of black ink alone, darker and darker
	for k := range shown {
		ink := [inkCount]int64{Black: int64(k) * 65535 * fine / 255}
		var lab [3]int64
		seen.at(ink[:], lab[:])
		shown[k] = lab[0]
		if k > 0 {
			shown[k] = min(shown[k], shown[k-1])
		}
	}
	const most = maxBlack * 255 / 100
	black := fit{blackOf(s, Perceptual), bright(shown[most])}
	white := s.lab(255*levels, 255*levels, 255*levels)[0]
	var out [256]uint8
	for v := range out {
		lab := s.lab(v*levels, v*levels, v*levels)
		lab = black.lab([3]int64{lab[0] * shown[0] / max(1, white), 0x8000 * fine, 0x8000 * fine})
		k := 0
		for k < most && shown[k+1] >= lab[0] {
			k++
		}
		if k < most && lab[0]-shown[k+1] < shown[k]-lab[0] {
			k++
		}
		out[v] = uint8(k)
	}
	return out
}
