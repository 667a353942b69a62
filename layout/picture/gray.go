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
// black alone that pictures may have: the lightness of the source is fitted to
// the lightness of the print, as perceptual intent does.
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
	paper, dark := shown[0], shown[most]
	white := s.lab(255*levels, 255*levels, 255*levels)[0]
	var out [256]uint8
	for v := range out {
		l := s.lab(v*levels, v*levels, v*levels)[0]
		want := dark + (paper-dark)*l/white
		k := 0
		for k < most && shown[k+1] >= want {
			k++
		}
		if k < most && want-shown[k+1] < shown[k]-want {
			k++
		}
		out[v] = uint8(k)
	}
	return out
}
