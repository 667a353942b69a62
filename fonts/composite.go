package fonts

import "errors"

// Component is one reference of a composite glyph: where its record starts in the
// glyph's data, and the glyph it refers to (OpenType, "glyf").
type Component struct {
	At    int
	Glyph GID
}

// Flags of components, the first field of their records.
const (
	ArgsAreWords    = 1 << 0
	ArgsAreXY       = 1 << 1
	oneScale        = 1 << 3
	MoreComponents  = 1 << 5
	twoScales       = 1 << 6
	twoByTwo        = 1 << 7
	HasInstructions = 1 << 8 // hinting follows the last record
)

var errCutGlyph = errors.New("composite glyph is cut off")

// Components lists what a composite glyph's data of table glyf refer to, and where its
// records end. A simple or blank glyph has none. Data that end too early are an error.
func Components(d []byte) (list []Component, end int, err error) {
	if len(d) < 10 || int16(be16(d)) >= 0 {
		return nil, 0, nil
	}
	for at := 10; ; {
		if at+4 > len(d) {
			return nil, 0, errCutGlyph
		}
		flags := be16(d[at:])
		list = append(list, Component{at, GID(be16(d[at+2:]))})
		at += 6
		if flags&ArgsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if at > len(d) {
			return nil, 0, errCutGlyph
		}
		if flags&MoreComponents == 0 {
			return list, at, nil
		}
	}
}
