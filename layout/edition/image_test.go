package edition

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestDamagedPNG: a PNG that was cut, patched or padded is told from a sound one.
func TestDamagedPNG(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	sound := b.Bytes()
	idat := bytes.Index(sound, []byte("IDAT"))
	patched := bytes.Clone(sound)
	patched[idat+10] ^= 0x55
	short := append(bytes.Clone(sound[:idat+12]), sound[len(sound)-12:]...) // IEND is there, the data is not
	for _, c := range []struct {
		name string
		data []byte
		ok   bool
	}{
		{"sound", sound, true},
		{"with data behind it", append(bytes.Clone(sound), "camera"...), true},
		{"patched", patched, false},
		{"short", short, false},
		{"cut", sound[:len(sound)-14], false},
	} {
		if img, why := decodeImage(c.name, c.data); (img != nil) != c.ok {
			t.Errorf("%s: %v %s", c.name, img != nil, why.EN)
		}
	}
}

// TestTooManyPixels: what the writers would refuse is refused where it can be
// told with its place.
func TestTooManyPixels(t *testing.T) {
	header := []byte("IHDR\x00\x00\x80\x01\x00\x00\x80\x01\x08\x00\x00\x00\x00") // 32769 × 32769
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header...)
	data = binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(header))
	data = append(data, "\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
	if img, _ := decodeImage("huge", data); img != nil {
		t.Error("a picture of 2^30 pixels and more is taken")
	}
}

// TestDoubts: a picture with the suffix of another format, and one in inks without
// a profile, are used and told of.
func TestDoubts(t *testing.T) {
	cmyk, err := os.ReadFile("../picture/testdata/cmyk-adobe.jpg")
	if err != nil {
		t.Fatal(err)
	}
	e, fs := readText(t, "[[page]]\n[[story]]\ntext = '甲'\n[[story.picture]]\nfile = 'a.jpg'\nlegs = 1\nlines = [1, 10]\n"+
		"[[story.picture]]\nfile = 'b.JPEG'\nlegs = 2\nlines = [1, 10]\n", map[string]string{"a.jpg": tinyPNG, "b.JPEG": string(cmyk)})
	if e == nil || fs.Errors() {
		t.Fatal("refused")
	}
	var got []string
	for _, f := range fs.Sorted() {
		got = append(got, fmt.Sprintf("%s %d:%d+%d", f.Code, f.Pos.Line, f.Pos.Col, f.Width))
	}
	same(t, "doubts", got, []string{"picture-suffix 5:8+7", "picture-unprofiled 9:8+8"})
	if im := e.Stories[0].Pictures[1].Image; !im.Inks || im.Profiled {
		t.Errorf("%v %v", im.Inks, im.Profiled)
	}
}

// A file is read once, however often and by however many names it is placed; one that is
// of no use is told of at each place.
func TestReadOnce(t *testing.T) {
	dir := t.TempDir()
	src := "[[page]]\n[[story]]\ntext = '甲'\n"
	for i, name := range []string{"a.png", "a.png", "./a.png", "x/../a.png", "bad.png", "bad.png", "ad.pdf", "ad.pdf"} {
		src += fmt.Sprintf("[[story.picture]]\nfile = '%s'\nlegs = 1\nlines = [%d, %d]\n", name, 10*i+1, 10*i+9)
	}
	for name, text := range map[string]string{"pages.toml": src, "a.png": tinyPNG, "bad.png": "none", "ad.pdf": readFileT(t, "testdata/broken/files/advert.pdf")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, shared := range []*Pictures{nil, NewPictures(1 << 20)} {
		reads := map[string]int{}
		_, fs := Read(filepath.Join(dir, "pages.toml"), Options{Fonts: library(t), Pictures: shared, Touched: func(p string) { reads[filepath.Base(p)]++ }})
		bad := 0
		for _, f := range fs.Sorted() {
			if f.Code == "bad-picture" {
				bad++
			}
		}
		same(t, "reads and findings", []int{reads["a.png"], reads["ad.pdf"], bad}, []int{1, 1, 2})
	}
}
