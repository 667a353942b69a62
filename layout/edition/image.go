package edition

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	_ "image/jpeg" // registers the format
	_ "image/png"  // registers the format
	"strings"

	"paiban/layout/diag"
	"paiban/layout/sheet"
)

// image reads a picture file once, however often it is placed; nil if it cannot
// be used, which is reported each time that it is named.
func (r *reader) image(name string, n *node) *sheet.Image {
	data, path, ok := r.read(name, maxPicture, n)
	if !ok {
		return nil
	}
	if img := r.images[path]; img != nil {
		return img
	}
	img, why := decodeImage(name, data)
	if img == nil {
		r.fail(n.val, "bad-picture", diag.T("“%[1]s”不能用：%[2]s", "%[1]q cannot be used: %[3]s", name, why.ZH, why.EN), diag.Text{})
		return nil
	}
	r.images[path] = img
	return img
}

// decodeImage checks a picture file by its header and its end.
func decodeImage(name string, data []byte) (*sheet.Image, diag.Text) {
	if f := foreign(data); f != "" {
		return nil, diag.T("%s 格式暂不支持，请转成 JPEG 或 PNG", "%s is not supported yet: convert it to JPEG or PNG", f)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, diag.T("不是完好的 JPEG 或 PNG 图片", "it is not a sound JPEG or PNG picture")
	}
	switch {
	case cfg.Width < 1 || cfg.Height < 1:
		return nil, diag.T("没有像素", "it has no pixels")
	case cfg.Width > maxPixels/cfg.Height:
		return nil, diag.T("%d×%d 像素，太大", "%d×%d pixels are too many", cfg.Width, cfg.Height)
	case truncated(format, data):
		return nil, diag.T("文件不完整", "the file breaks off")
	case format == "png" && damaged(data):
		return nil, diag.T("文件已损坏", "the file is damaged")
	}
	img := &sheet.Image{Name: name, Data: data, Format: format, W: cfg.Width, H: cfg.Height}
	img.Gray = cfg.ColorModel == color.GrayModel || cfg.ColorModel == color.Gray16Model
	if format == "jpeg" {
		img.Orient = orientation(data)
	}
	if img.Orient >= 5 { // turned a quarter
		img.W, img.H = img.H, img.W
	}
	return img, diag.Text{}
}

// truncated reports a file without its format's end: JPEG's EOI marker, PNG's
// IEND chunk. Cameras may append data behind it.
func truncated(format string, data []byte) bool {
	if format == "png" {
		return !bytes.Contains(data, []byte("IEND"))
	}
	return !bytes.Contains(data, []byte{0xff, 0xd9})
}

// damaged reports a PNG of which a chunk does not agree with its own checksum
// (ISO/IEC 15948, 5.3). JPEG has none.
func damaged(data []byte) bool {
	for i := 8; i+12 <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[i:]))
		if size > int64(len(data)-i-12) {
			return true
		}
		end := i + 8 + int(size)
		if crc32.ChecksumIEEE(data[i+4:end]) != binary.BigEndian.Uint32(data[end:]) {
			return true
		}
		if string(data[i+4:i+8]) == "IEND" {
			return false
		}
		i = end + 4
	}
	return true
}

// foreign names a well-known format that is not read.
func foreign(data []byte) string {
	head := string(data[:min(len(data), 16)])
	switch {
	case strings.HasPrefix(head, "GIF8"):
		return "GIF"
	case strings.HasPrefix(head, "II*\x00"), strings.HasPrefix(head, "MM\x00*"):
		return "TIFF"
	case strings.HasPrefix(head, "BM"):
		return "BMP"
	case strings.HasPrefix(head, "8BPS"):
		return "Photoshop"
	case strings.HasPrefix(head, "%PDF"):
		return "PDF"
	case strings.HasPrefix(head, "%!PS"), strings.HasPrefix(head, "\xc5\xd0\xd3\xc6"):
		return "EPS"
	case len(head) >= 12 && head[:4] == "RIFF" && head[8:12] == "WEBP":
		return "WebP"
	case len(head) >= 12 && head[4:8] == "ftyp":
		return "HEIC/AVIF"
	case strings.HasPrefix(head, "<svg"), strings.HasPrefix(head, "<?xml"):
		return "SVG"
	}
	return ""
}

// orientation gives the EXIF orientation of a JPEG (1–8; TIFF tag 0x0112), 1 if
// it says none.
func orientation(data []byte) uint8 {
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		marker, size := data[i+1], int(binary.BigEndian.Uint16(data[i+2:]))
		if marker == 0xda || size < 2 || i+2+size > len(data) {
			break
		}
		seg := data[i+4 : i+2+size]
		if marker == 0xe1 && bytes.HasPrefix(seg, []byte("Exif\x00\x00")) {
			return tiffOrientation(seg[6:])
		}
		i += 2 + size
	}
	return 1
}

func tiffOrientation(b []byte) uint8 {
	if len(b) < 8 {
		return 1
	}
	var bo binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		bo = binary.LittleEndian
	}
	off := int64(bo.Uint32(b[4:]))
	if off+2 > int64(len(b)) {
		return 1
	}
	for k := range int64(bo.Uint16(b[off:])) {
		e := off + 2 + 12*k
		if e+12 > int64(len(b)) {
			break
		}
		if bo.Uint16(b[e:]) == 0x0112 {
			if v := uint8(min(bo.Uint16(b[e+8:]), 9)); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 1
}
