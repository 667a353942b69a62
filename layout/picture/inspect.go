package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"strings"

	"golang.org/x/image/vp8"
	"golang.org/x/image/vp8l"
)

// Info is what a picture's file says before its pixels are read.
type Info struct {
	Format   string // "jpeg", "png", "tiff", "webp"
	W, H     int    // pixels, upright
	Orient   uint8  // EXIF orientation of what is stored (tag 0x0112), 1–8
	Channels int    // of colour: 1 gray, 3 RGB, 4 inks
	ICC      []byte // profile, nil if none
	Pages    int    // of a TIFF: previews and masks do not count

	stored bool // of a JPEG: its components are called R, G and B, and are these
}

// maxPixels bounds what is decoded at all, so that counts of samples fit an int32's
// worth of bytes; who reads pictures of strangers has a lower limit of his own.
const maxPixels = 1 << 30

var (
	errCutOff  = faultf("文件不完整", "the file breaks off")
	errDamaged = faultf("文件已损坏", "the file is damaged")
)

func checkPixels(w, h int) error {
	switch {
	case w < 1 || h < 1:
		return faultf("没有像素", "it has no pixels")
	case w > maxPixels/h:
		return faultf("%d×%d 像素，太大", "%d×%d pixels are too many", w, h)
	}
	return nil
}

// Inspect tells a picture's format by its bytes, whatever its name, and checks
// its header and that it has an end; Why gives the error in both languages. No
// memory is taken that the file does not itself fill.
func Inspect(b []byte) (Info, error) {
	head := string(b[:min(len(b), 16)])
	var in Info
	var err error
	switch {
	case strings.HasPrefix(head, "\xff\xd8"):
		in, err = inspectJPEG(b)
	case strings.HasPrefix(head, "\x89PNG\r\n\x1a\n"):
		in, err = inspectPNG(b)
	case strings.HasPrefix(head, "II*\x00"), strings.HasPrefix(head, "MM\x00*"),
		strings.HasPrefix(head, "II+\x00"), strings.HasPrefix(head, "MM\x00+"):
		in, err = inspectTIFF(b)
	case len(head) >= 12 && head[:4] == "RIFF" && head[8:12] == "WEBP":
		in, err = inspectWebP(b)
	default:
		if f := foreign(head); f != "" {
			return in, faultf("%s 格式不收，请转成 JPEG、PNG、TIFF 或 WebP", "%s is not read: convert it to JPEG, PNG, TIFF or WebP", f)
		}
		return in, faultf("不是图片", "it is not a picture")
	}
	if err == nil {
		err = checkPixels(in.W, in.H)
	}
	if in.Orient < 1 || in.Orient > 8 {
		in.Orient = 1
	}
	if in.Orient >= 5 { // stored on a side
		in.W, in.H = in.H, in.W
	}
	return in, err
}

// foreign names a well-known format that is not read.
func foreign(head string) string {
	for _, f := range []struct{ start, name string }{
		{"GIF8", "GIF"}, {"BM", "BMP"}, {"8BPS", "Photoshop"}, {"%PDF", "PDF"}, {"%!PS", "EPS"},
		{"\xc5\xd0\xd3\xc6", "EPS"}, {"<svg", "SVG"}, {"<?xml", "SVG"}, {"\x00\x00\x00\x0cjP  ", "JPEG 2000"},
	} {
		if strings.HasPrefix(head, f.start) {
			return f.name
		}
	}
	if len(head) >= 12 && head[4:8] == "ftyp" {
		return "HEIC/AVIF"
	}
	return ""
}

// inspectJPEG reads the frame header (T.81, B.2.2) and looks for the last marker:
// one that stands in an EXIF preview does not count.
func inspectJPEG(b []byte) (Info, error) {
	in := Info{Format: "jpeg", Orient: uint8(Orientation(b)), ICC: jpegProfile(b)}
	var frame []byte
	kind := byte(0)
	scan := segments(b, func(marker byte, data []byte) bool {
		if marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC {
			frame, kind = data, marker
		}
		return true
	})
	switch {
	case len(frame) < 6:
		return in, errCutOff
	case kind > 0xC2 || frame[0] != 8:
		return in, faultf("不收这种 JPEG（无损、算术编码或 12 位），请另存", "a JPEG of this kind (lossless, arithmetic or 12 bits) is not read: save it anew")
	case !bytes.Contains(b[min(scan, len(b)):], []byte{0xFF, 0xD9}):
		return in, errCutOff
	}
	in.H, in.W, in.Channels = int(be.Uint16(frame[1:])), int(be.Uint16(frame[3:])), int(frame[5])
	in.stored = len(frame) >= 13 && in.Channels == 3 && frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B'
	if in.Channels != 1 && in.Channels != 3 && in.Channels != 4 {
		return in, faultf("不收 %d 通道的 JPEG", "a JPEG of %d channels is not read", in.Channels)
	}
	return in, nil
}

// inspectPNG reads the header and checks that each chunk agrees with its own
// checksum (ISO/IEC 15948, 5.3).
func inspectPNG(b []byte) (Info, error) {
	in := Info{Format: "png", Channels: 3}
	if len(b) < 33 || string(b[12:16]) != "IHDR" {
		return in, errCutOff
	}
	in.W, in.H = int(be.Uint32(b[16:])), int(be.Uint32(b[20:]))
	if b[25] == 0 {
		in.Channels = 1
	}
	for i := 8; ; {
		if i+12 > len(b) || int64(be.Uint32(b[i:])) > int64(len(b)-i-12) {
			return in, errCutOff
		}
		end := i + 8 + int(be.Uint32(b[i:]))
		if crc32.ChecksumIEEE(b[i+4:end]) != be.Uint32(b[end:]) {
			return in, errDamaged
		}
		switch string(b[i+4 : i+8]) {
		case "IEND":
			var err error
			in.ICC, err = pngProfile(b)
			return in, err
		case "eXIf":
			in.Orient = uint8(tiffOrientation(b[i+8 : end]))
		}
		i = end + 4
	}
}

func inspectTIFF(b []byte) (Info, error) {
	in := Info{Format: "tiff"}
	t, err := openTIFF(b)
	if err != nil {
		return in, err
	}
	s, err := t.shape()
	in.W, in.H, in.Channels = s.w, s.h, s.colour
	if s.palette {
		in.Channels = 3
	}
	in.Orient = uint8(min(t.value(tagOrientation, 0, 1), 9))
	in.Pages = t.pages()
	if v := t.tags[tagICC]; len(v.bytes) > 0 {
		in.ICC = v.bytes
	}
	return in, err
}

// inspectWebP goes through the chunks of a file (RFC 9649, 2.3).
func inspectWebP(b []byte) (Info, error) {
	in := Info{Format: "webp", Channels: 3}
	size := uint64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size > uint64(len(b)) {
		return in, errCutOff
	}
	canvasW, canvasH := 0, 0
	for at := uint64(12); at+8 <= size; {
		n := uint64(binary.LittleEndian.Uint32(b[at+4:]))
		if at+8+n > size {
			return in, errCutOff
		}
		data := b[at+8 : at+8+n]
		switch string(b[at : at+4]) {
		case "VP8X":
			if n < 10 {
				return in, errDamaged
			}
			if data[0]&2 != 0 {
				return in, faultf("不收 WebP 动画", "an animated WebP is not read")
			}
			canvasW = int(uint32(data[4])|uint32(data[5])<<8|uint32(data[6])<<16) + 1
			canvasH = int(uint32(data[7])|uint32(data[8])<<8|uint32(data[9])<<16) + 1
		case "ICCP":
			in.ICC = data
		case "EXIF":
			in.Orient = uint8(tiffOrientation(bytes.TrimPrefix(data, []byte("Exif\x00\x00"))))
		case "VP8 ":
			d := vp8.NewDecoder()
			d.Init(bytes.NewReader(data), len(data))
			h, err := d.DecodeFrameHeader()
			if err != nil {
				return in, errDamaged
			}
			in.W, in.H = h.Width, h.Height
		case "VP8L":
			c, err := vp8l.DecodeConfig(bytes.NewReader(data))
			if err != nil {
				return in, errDamaged
			}
			in.W, in.H = c.Width, c.Height
		}
		at += 8 + n + n%2
	}
	if in.W == 0 || canvasW > 0 && (canvasW != in.W || canvasH != in.H) {
		return in, errDamaged
	}
	if bits.Len(uint(in.W)) > 14 || bits.Len(uint(in.H)) > 14 {
		return in, errDamaged
	}
	return in, nil
}
