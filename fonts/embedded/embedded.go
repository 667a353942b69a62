// Package embedded carries the font files of the program. Only cmd/paiban may
// import it: test binaries would each grow by 43 MB (tests use fonts/fonttest).
package embedded

import (
	_ "embed"

	"paiban/fonts"
)

//go:embed NotoSerifSC-Regular.ttf
var song []byte

//go:embed NotoSerifSC-Bold.sub.ttf
var songBold []byte

//go:embed NotoSerifSC-Black.sub.ttf
var songBlack []byte

//go:embed NotoSansSC-Medium.sub.ttf
var hei []byte

//go:embed NotoSansSC-Black.sub.ttf
var heiBlack []byte

//go:embed PaperKai-Regular.ttf
var kai []byte

// Library gives the program's own faces under the names of fonts.Builtin. The
// bytes stay in the executable's image: nothing is read until a face is used.
func Library() *fonts.Library {
	data := map[string][]byte{
		"song": song, "song-bold": songBold, "song-black": songBlack,
		"hei": hei, "hei-black": heiBlack, "kai": kai,
	}
	l := &fonts.Library{}
	for _, b := range fonts.Builtin {
		if err := l.Register(fonts.New(b.Name, func() ([]byte, error) { return data[b.Name], nil })); err != nil {
			panic(err) // two rows of fonts.Builtin with one name
		}
	}
	return l
}
