package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"paiban/assets"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// quarters are the colours of the pictures in testdata, 48 × 32 pixels with a colour
// in each quarter: red, green, blue, gray, by rows. Those of inks are near.
var quarters = [4][3]int{{200, 30, 30}, {30, 200, 30}, {30, 30, 200}, {128, 128, 128}}

var inkQuarters = [4][4]int{{0, 230, 230, 26}, {230, 0, 230, 26}, {230, 230, 0, 26}, {0, 0, 0, 128}}

// wanted gives what is to be seen in the middle of quarter q of a file.
func wanted(file string, q, channels int) []int {
	c := quarters[q]
	luma := (299*c[0] + 587*c[1] + 114*c[2]) / 1000
	switch {
	case file == "fax.tif" || file == "bilevel.tif":
		return []int{luma / 128 * 255}
	case channels == 1:
		return []int{luma}
	case file == "cmyk-planar-tiled.tif": // another program's plain conversion
		k := 255 - max(c[0], c[1], c[2])
		return []int{(255 - c[0] - k) * 255 / (255 - k), (255 - c[1] - k) * 255 / (255 - k), (255 - c[2] - k) * 255 / (255 - k), k}
	case channels == 4:
		return inkQuarters[q][:]
	case strings.HasPrefix(file, "alpha") && file != "alpha.tif" && q == 0: // half of it paper
		return []int{227, 142, 142}
	}
	return c[:]
}

// Pictures of every kind come out with the colours that they went in with,
// upright, and so do the headers.
func TestFormats(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	pictures := map[string][]byte{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pictures[filepath.Base(f)] = b
	}
	pictures["rgb stored.jpg"], pictures["rgb stored, unmarked.jpg"] = storedRGB()
	pictures["cmyk, unmarked.jpg"] = unmarkedCMYK()
	for file, b := range pictures {
		in, err := Inspect(b)
		if err != nil || in.W != 48 || in.H != 32 {
			t.Errorf("%s: %+v, %v", file, in, err)
			continue
		}
		r, err := read(in, b)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if strings.HasPrefix(file, "cmyk") != (r.n == inkCount) {
			t.Errorf("%s: %d channels", file, r.n)
		}
		for q := range 4 {
			got, want := r.at(12+q%2*24, 8+q/2*16), wanted(file, q, r.n)
			for c, v := range got {
				if d := int(v) - want[c]; d < -6 || d > 6 {
					t.Errorf("%s: quarter %d is %v, not %v", file, q, got, want)
					break
				}
			}
		}
		if in.Channels != r.n {
			t.Errorf("%s: the header says %d channels, there are %d", file, in.Channels, r.n)
		}
	}
}

// storedRGB gives a JPEG of RGB that is not turned into luma and chroma, as Adobe's
// marker tells, and as the names of the components do.
func storedRGB() (marked, named []byte) {
	r := newRaster(48, 32, 3)
	for i := range r.w * r.h {
		for c := range 3 {
			r.pix[3*i+c] = uint8(quarters[i%48/24+i/48/16*2][c])
		}
	}
	b := encodeJPEG(r, 95, 0, 255)
	marked = append([]byte("\xFF\xD8\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"), b[2:]...)
	sof, sos := bytes.Index(b, []byte{0xFF, 0xC0}), bytes.Index(b, []byte{0xFF, 0xDA})
	for c, name := range []byte("RGB") {
		b[sof+10+3*c], b[sos+5+2*c] = name, name
	}
	return marked, b
}

func unmarkedCMYK() []byte {
	r := newRaster(48, 32, 4)
	for i := range r.w * r.h {
		for c := range 4 {
			r.pix[4*i+c] = uint8(inkQuarters[i%48/24+i/48/16*2][c])
		}
	}
	return encodeJPEG(r, 95, 0, 255)
}

func imageFile(t testing.TB, name string) *sheet.Image {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return &sheet.Image{Name: name, Data: b, W: 48, H: 32}
}

// uses of the whole of a picture, at a size.
func placed(im *sheet.Image, l geom.Length) []Use {
	return []Use{{whole(im), geom.Size{W: l, H: l}}}
}

// A picture in inks passes byte by byte if it is a JPEG, sample by sample if not;
// only with leave, and only over the limit, is it separated anew.
func TestInksPass(t *testing.T) {
	p := newsprint(t, 180) // the quarters have up to 191 %
	im := imageFile(t, "cmyk-adobe.jpg")
	e, err := p.Make(im, placed(im, geom.Inch), 0)
	if err != nil || !bytes.Equal(e.Data, im.Data) || !e.JPEG || !e.Adobe || e.Held || e.Space != "DeviceCMYK" {
		t.Errorf("%v %v", e, err)
	}
	im = imageFile(t, "cmyk-lzw.tif")
	e, err = p.Make(im, []Use{{sheet.Crop{X: 24, W: 20, H: 10}, geom.Size{W: geom.Inch, H: geom.Inch}}}, 0)
	if err != nil || e.JPEG || e.W != 20 || e.H != 10 || !bytes.Equal(e.Data[:4], []byte{230, 0, 230, 26}) {
		t.Errorf("%v %v", e, err)
	}
	e, err = p.Make(im, placed(im, geom.Inch), Relimit)
	if err != nil || !e.Held || !e.JPEG {
		t.Fatalf("%v %v", e, err)
	}
	img := inks(t, e.Data)
	for i := 0; i < len(img.Pix); i += 4 {
		if sum := int(img.Pix[i]) + int(img.Pix[i+1]) + int(img.Pix[i+2]) + int(img.Pix[i+3]); sum > 180*255/100 {
			t.Fatalf("%d %% of ink", sum*100/255)
		}
	}
	if c, m := img.Pix[4*12+8*img.Stride], img.Pix[4*12+8*img.Stride+1]; int(c)+60 > int(m) {
		t.Errorf("red became %d of cyan, %d of magenta", c, m)
	}
	if e, err = newsprint(t, 240).Make(im, placed(im, geom.Inch), Relimit); err != nil || e.Held {
		t.Errorf("a picture within the limit was made anew: %v", err)
	}
}

// The same picture is embedded once for all its uses: their parts together, as fine
// as the largest needs.
func TestUses(t *testing.T) {
	im := pngOf(t, noise(1200, 900))
	e, err := newsprint(t, 240).Make(im, []Use{
		{sheet.Crop{X: 0, Y: 100, W: 600, H: 600}, geom.Size{W: geom.Inch, H: geom.Inch}},
		{sheet.Crop{X: 600, Y: 0, W: 600, H: 600}, geom.Size{W: 2 * geom.Inch, H: 2 * geom.Inch}},
	}, 0)
	if err != nil || e.Shown != (sheet.Crop{W: 1200, H: 700}) || e.W != 1200 || e.H != 700 {
		t.Errorf("%v %d × %d, %v", e.Shown, e.W, e.H, err)
	}
	e, err = newsprint(t, 240).Make(im, []Use{{sheet.Crop{X: 0, Y: 100, W: 600, H: 600}, geom.Size{W: geom.Inch, H: geom.Inch}}}, 0)
	if err != nil || e.W != 250 || e.H != 250 {
		t.Errorf("%d × %d, %v", e.W, e.H, err)
	}
}

// Line art stays sharp, and a picture of no colour prints with black alone.
func TestWithoutColour(t *testing.T) {
	im := imageFile(t, "fax.tif")
	e, err := newsprint(t, 240).Make(im, placed(im, geom.Inch/100), 0)
	if err != nil || e.JPEG || e.W != 48 || e.Space != "DeviceGray" {
		t.Errorf("%v %v", e, err)
	}
	gray := noise(64, 64)
	for i := 0; i < len(gray.Pix); i += 4 {
		gray.Pix[i], gray.Pix[i+1] = gray.Pix[i+2], gray.Pix[i+2]
	}
	im = pngOf(t, gray)
	if e, err = newsprint(t, 240).Make(im, placed(im, geom.Inch), 0); err != nil || e.Space != "DeviceGray" {
		t.Errorf("%v %v", e, err)
	}
}

// A broken picture is told of, in words, and takes no more memory than its file
// has pixels for.
func TestBrokenPictures(t *testing.T) {
	file := func(name string) []byte { return imageFile(t, name).Data }
	patch := func(b []byte, at int, s string) []byte {
		b = bytes.Clone(b)
		copy(b[at:], s)
		return b
	}
	jpg := file("444.jpg")
	sof := bytes.Index(jpg, []byte{0xFF, 0xC0})
	for want, b := range map[string][]byte{
		"breaks off":           jpg[:len(jpg)/2],
		"too many":             patch(jpg, sof+5, "\xFF\xFF\xFF\xFF"),
		"not read: convert":    []byte("GIF89a----------"),
		"is not a picture":     []byte("picture"),
		"lossless":             patch(jpg, sof, "\xFF\xC3"),
		"5 channels":           patch(jpg, sof+9, "\x05"),
		"PNG is damaged":       patch(file("alpha.png"), 60, "!"),
		"PNG breaks off":       file("alpha.png")[:80],
		"BigTIFF":              patch(file("gray.tif"), 2, "\x2b\x00"),
		"TIFF breaks off":      file("cmyk.tif")[:400],
		"WebP breaks off":      file("lossy.webp")[:100],
		"WebP is damaged":      patch(file("lossless.webp"), 20, "\x00"),
		"no pixels":            patch(jpg, sof+5, "\x00\x00"),
		"half a JPEG's pixels": append(append([]byte(nil), jpg[:len(jpg)-300]...), 0xFF, 0xD9),
	} {
		in, err := Inspect(b)
		if err == nil {
			_, err = read(in, b)
		}
		if strings.HasPrefix(want, "half") && err == nil {
			continue // the library may mend what it can
		}
		short := want[max(0, strings.Index(want, "is damaged")):]
		if i := strings.Index(want, "breaks off"); i >= 0 {
			short = "breaks off"
		}
		if err == nil || !strings.Contains(err.Error(), short) && !strings.HasPrefix(want, "half") {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// A header that promises more than a press could use, or a profile that inflates to
// more than there is, takes no memory.
func TestBoundedMemory(t *testing.T) {
	chunk := func(kind string, data []byte) []byte {
		b := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind...)
		b = append(b, data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	pngFile := func(w, h uint32, profile []byte) []byte {
		head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
		b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 2, 0, 0, 0))...)
		if profile != nil {
			b = append(b, chunk("iCCP", append([]byte("p\x00\x00"), profile...))...)
		}
		return append(append(b, chunk("IDAT", []byte("x\x9c\x03\x00\x00\x00\x00\x01"))...), chunk("IEND", nil)...)
	}
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	z.Write(make([]byte, 256<<20))
	z.Close()
	jpg := bytes.Clone(imageFile(t, "444.jpg").Data)
	copy(jpg[bytes.Index(jpg, []byte{0xFF, 0xC0})+5:], "\xFF\xFF\xFF\xFF")
	tif := []byte("II*\x00\x08\x00\x00\x00\x04\x00" +
		"\x00\x01\x04\x00\x01\x00\x00\x00\xA0\x86\x01\x00" + "\x01\x01\x04\x00\x01\x00\x00\x00\xA0\x86\x01\x00" +
		"\x02\x01\x03\x00\xFF\xFF\xFF\xFF\x08\x00\x00\x00" + "\x06\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00" + "\x08\x00\x00\x00")
	for name, b := range map[string][]byte{
		"PNG of 100,000 × 100,000": pngFile(100_000, 100_000, nil), "a PNG's profile of 256 MB": pngFile(100, 100, bomb.Bytes()),
		"JPEG of 65,535 × 65,535": jpg, "TIFF of 100,000 × 100,000, its directory a loop": tif,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		in, err := Inspect(b)
		runtime.ReadMemStats(&after)
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 64 {
			t.Errorf("%s: %d MB", name, took)
		}
		if err == nil && in.ICC == nil {
			t.Errorf("%s is read as %d × %d", name, in.W, in.H)
		}
	}
}

// No pixel of a picture that is converted passes the limits, whatever kind of file it
// came in.
func TestLimitsOfEveryKind(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.*")
	dark := image.NewGray(image.Rect(0, 0, 64, 64)) // rings, in JPEG
	deep := image.NewNRGBA64(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		if i%7 == 0 {
			dark.Pix[i] = 255
		}
		v := uint16(i * 911 % 9000)
		deep.SetNRGBA64(i%64, i/64, color.NRGBA64{v, v / 2, uint16(i * 77), uint16(40000 + i)})
	}
	dark.Pix[9] = 128 // no line art
	images := map[string]*sheet.Image{"dark gray": pngOf(t, dark), "16 bits with alpha": pngOf(t, deep)}
	for _, f := range files {
		images[f] = imageFile(t, filepath.Base(f))
	}
	made := 0
	for name, im := range images {
		for _, limit := range []int{150, 240} {
			for i, intent := range []Intent{Perceptual, Relative, Perceptual} {
				how := Relimit
				if i == 2 {
					how |= Soft
				}
				p, err := NewPress(assets.Newsprint, limit, intent)
				if err != nil {
					t.Fatal(err)
				}
				e, err := p.Make(im, placed(im, 10*geom.Inch), how)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				if !e.JPEG || !e.Held {
					continue // line art, or inks that keep the limit
				}
				made++
				pix, w, h, n, err := Samples(e.Data)
				if err != nil || w != e.W || h != e.H {
					t.Fatalf("%s: %d × %d, %v", name, w, h, err)
				}
				for i := 0; i+n <= len(pix); i += n {
					black, sum := 255-int(pix[i]), 0
					if n == inkCount {
						black, sum = int(pix[i+3]), int(pix[i])+int(pix[i+1])+int(pix[i+2])+int(pix[i+3])
					}
					if sum > limit*255/100 || black > maxBlack*255/100 {
						t.Fatalf("%s, %s, limit %d %%: a pixel of %d %%, black %d %%", name, intent, limit, sum*100/255, black*100/255)
					}
				}
			}
		}
	}
	if made < 60 {
		t.Errorf("only %d were converted", made)
	}
}

// Whatever bytes come, a reader ends, with a picture of the size it said or an
// error.
func FuzzInspect(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.*") // not the folder of what fuzzing finds
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := Inspect(b)
		if err != nil || in.W*in.H > 1<<20 {
			return
		}
		if r, err := read(in, b); err == nil && (r.w != in.W || r.h != in.H || len(r.pix) != r.w*r.h*r.n) {
			t.Fatalf("%+v read as %d × %d", in, r.w, r.h)
		}
	})
}
