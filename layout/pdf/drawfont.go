package pdf

import (
	"fmt"
	"sync"

	"github.com/signintech/gopdf"
)

// firstCode carries glyph 0 to gopdf, which draws characters only: U+F0000+n,
// in a private-use plane, is glyph n of the drawing font.
const firstCode = 0xF0000

// gopdf draws all text with one font, the drawing font: nothing of it goes into the
// finished file, where each run says where it begins and each face has its compact font.
// All that gopdf needs of it is glyphs by number, so it serves all faces and all files.
var drawingFonts struct {
	sync.Mutex
	read  gopdf.FontContainer // by their families
	sizes map[int]bool
}

// useDrawingFont gives gopdf the drawing font of at least n glyphs, and gives its family.
// gap is asked for the gaps between glyphs.
func useDrawingFont(gp *gopdf.GoPdf, n int, gap gopdf.FuncKernOverride) (family string, err error) {
	size := 1 << 8
	for size < n {
		size <<= 1
	}
	size = min(size, maxClusters+1)
	family = fmt.Sprint("drawing ", size)
	if err := readDrawingFont(family, size); err != nil {
		return "", err
	}
	if err := gp.AddTTFFontFromFontContainer(family, &drawingFonts.read); err != nil {
		return "", err
	}
	return family, gp.KernOverride(family, gap)
}

// readDrawingFont has gopdf read a drawing font, once.
func readDrawingFont(family string, size int) error {
	drawingFonts.Lock()
	defer drawingFonts.Unlock()
	if drawingFonts.sizes[size] {
		return nil
	}
	if err := drawingFonts.read.AddTTFFontDataWithOption(family, drawingFont(size), gopdf.TtfOption{UseKerning: true}); err != nil {
		return err
	}
	if drawingFonts.sizes == nil {
		drawingFonts.sizes = map[int]bool{}
	}
	drawingFonts.sizes[size] = true
	return nil
}

// drawingFont gives a font of n glyphs, each as wide as the em and without an outline.
func drawingFont(n int) []byte {
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5F0F3CF5)
	be.PutUint16(head[18:], 1000)
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x00010000)
	be.PutUint16(hhea[34:], 1)
	maxp := be.AppendUint16(be.AppendUint32(nil, 0x00010000), uint16(n))
	hmtx := be.AppendUint16(nil, 1000)
	return sfnt(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": append(hmtx, make([]byte, 2*n)...),
		"loca": make([]byte, 2*(n+1)), "glyf": nil,
		"cmap": codesTable(n), "name": nameTable("Drawing"),
		"OS/2": make([]byte, 96), "post": make([]byte, 32),
	})
}

// codesTable gives a cmap of n glyphs: a format 4 subtable that maps nothing,
// for gopdf wants one, and a format 12 of one group.
func codesTable(n int) []byte {
	var t []byte
	for _, v := range []uint16{0, 2, 3, 1, 0, 20, 3, 10, 0, 44} { // version, count, two records
		t = be.AppendUint16(t, v)
	}
	for _, v := range []uint16{4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0} {
		t = be.AppendUint16(t, v)
	}
	t = be.AppendUint16(t, 12)
	t = be.AppendUint16(t, 0)
	for _, v := range []uint32{28, 0, 1, firstCode, uint32(firstCode + n - 1), 0} {
		t = be.AppendUint32(t, v)
	}
	return t
}

// nameTable gives a name table of the PostScript name alone.
func nameTable(name string) []byte {
	var t []byte
	for _, v := range []int{0, 1, 18, 1, 0, 0, 6, len(name), 0} {
		t = be.AppendUint16(t, uint16(v))
	}
	return append(t, name...)
}
