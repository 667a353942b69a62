package edition

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paiban/layout/sheet"
)

// grayPNG gives a picture that is told from others by its gray.
func grayPNG(t *testing.T, v uint8) []byte {
	t.Helper()
	im := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range im.Pix {
		im.Pix[i] = v
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictureFolder makes an edition of two pictures and says what reading it gives.
func pictureFolder(t *testing.T, a, b []byte) (read func(*Pictures) ([]*sheet.Image, string)) {
	t.Helper()
	dir := t.TempDir()
	toml := "[[page]]\n[[story]]\ntext = '甲'\n[[story.picture]]\nfile = 'a.png'\nlegs = 1\nlines = [1, 10]\n" +
		"[[story.picture]]\nfile = 'b.png'\nlegs = 2\nlines = [1, 10]\n[[story.picture]]\nfile = 'a.png'\nlegs = 3\nlines = [1, 10]\n"
	for name, data := range map[string][]byte{"pages.toml": []byte(toml), "a.png": a, "b.png": b} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return func(p *Pictures) (out []*sheet.Image, told string) {
		e, fs := Read(filepath.Join(dir, "pages.toml"), Options{Fonts: library(t), Pictures: p})
		var b strings.Builder
		for _, f := range fs.Sorted() {
			fmt.Fprintln(&b, f.Code, f.Pos.Line, f.Message.EN)
		}
		if e != nil {
			for _, p := range e.Stories[0].Pictures {
				out = append(out, p.Image)
			}
		}
		return out, b.String()
	}
}

// Pictures of the same bytes are kept once, whatever they are called and wherever they
// lie; reading gives what it gives without, also when a file has changed.
func TestPicturesKept(t *testing.T) {
	one, two := grayPNG(t, 10), grayPNG(t, 200)
	long := append(bytes.Clone(one), make([]byte, 10_000)...)
	other := bytes.Clone(long) // the same but for its middle
	other[len(other)/2] = 1
	broken := bytes.Clone(two)
	broken[len(broken)-20] ^= 1
	kept := NewPictures(1 << 20)
	first := map[string]*byte{}
	for i, files := range [][2][]byte{{one, two}, {two, one}, {one, one}, {one, broken}, {one, two}, {long, other}, {other, long}, {[]byte("%PDF-1.4 of nothing"), two}} {
		read := pictureFolder(t, files[0], files[1])
		want, wantTold := read(nil)
		got, told := read(kept)
		if told != wantTold || len(got) != len(want) {
			t.Fatalf("%d: %d pictures, told\n%swant %d\n%s", i, len(got), told, len(want), wantTold)
		}
		for k, im := range got {
			data := string(im.Data)
			if im.Name != want[k].Name || data != string(want[k].Data) || im.W != want[k].W || im.Format != "png" || im.Sum != sha256.Sum256(im.Data) || im.Digest() != want[k].Digest() {
				t.Errorf("%d: picture %d is another: %s %x", i, k, im.Name, im.Sum)
			}
			if p := first[data]; p != nil && p != &im.Data[0] && len(data) < len(long) {
				t.Errorf("%d: picture %d is kept twice", i, k)
			}
			first[data] = &im.Data[0]
		}
		if len(got) == 3 && got[0] != got[2] {
			t.Errorf("%d: one file is two pictures", i)
		}
	}
}

// Some editions may be read at once, and no more is kept than the bound.
func TestPicturesAtOnce(t *testing.T) {
	kept := NewPictures(2000) // some of them
	var wait sync.WaitGroup
	for worker := range 4 {
		a, b := grayPNG(t, uint8(worker)), grayPNG(t, 255)
		read := pictureFolder(t, a, b)
		wait.Go(func() {
			for range 20 {
				got, told := read(kept)
				if len(got) != 3 || !bytes.Equal(got[0].Data, a) || !bytes.Equal(got[1].Data, b) || got[2].Name != "a.png" {
					t.Errorf("worker %d: %d pictures\n%s", worker, len(got), told)
				}
			}
		})
	}
	wait.Wait()
}
