package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"io"
	"testing"

	"paiban/layout/sheet"
)

// What Make tells of its file is in the file.
func TestMade(t *testing.T) {
	p := linesPage(t)
	im := imageOf("png", pngOf(t, ramp(64, 48)), 64, 48)
	p.Items = append(p.Items, place(im, sheet.Crop{W: 64, H: 48}))
	m, err := Make(testEdition(), Options{Press: X4}, p)
	if err != nil {
		t.Fatal(err)
	}
	if m.Sum != sha256.Sum256(m.Data) {
		t.Error("another digest than the file's")
	}
	var fonts, contents int
	for at, plain := range m.Plain {
		z, err := zlib.NewReader(bytes.NewReader(m.Data[at:]))
		if err != nil {
			t.Fatalf("at %d: %v", at, err)
		}
		if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("at %d: %d bytes that are not the %d told (%v)", at, len(got), len(plain), err)
		}
		if bytes.HasPrefix(plain, []byte{0, 1, 0, 0}) || bytes.HasPrefix(plain, []byte{1, 0, 4}) {
			fonts++
		} else if bytes.Contains(plain, []byte("\nBT ")) {
			contents++
		}
	}
	if contents != 1 || fonts == 0 || fonts+contents != len(m.Plain) {
		t.Errorf("%d fonts and %d contents of %d streams told", fonts, contents, len(m.Plain))
	}
	if len(m.Held) != 1 {
		t.Errorf("%d pictures keep the ink limit, not one", len(m.Held))
	}
	for at := range m.Held {
		if !bytes.HasPrefix(m.Data[at:], []byte("\xFF\xD8\xFF")) {
			t.Errorf("no picture at %d", at)
		}
	}
}
