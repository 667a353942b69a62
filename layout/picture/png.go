package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"io"

	"github.com/klauspost/compress/zlib"
)

// Effort says how long EncodePNG looks for a small file.
type Effort int

const (
	Small Effort = zlib.DefaultCompression
	Fast  Effort = zlib.BestSpeed // for a screen that waits
)

// EncodePNG writes img, which must be opaque, as 8-bit RGB with its resolution
// (pHYs), which image/png leaves out. Its own writer also keeps the bytes tied
// to the pinned compressor rather than to the Go release.
// ISO/IEC 15948 (PNG), clauses 5, 9, 11.
func EncodePNG(w io.Writer, img *image.RGBA, dpi int, effort Effort) error {
	b := img.Bounds()
	head := binary.BigEndian.AppendUint32(nil, uint32(b.Dx()))
	head = binary.BigEndian.AppendUint32(head, uint32(b.Dy()))
	head = append(head, 8, 2, 0, 0, 0) // depth, RGB, deflate, adaptive filters, not interlaced

	perMetre := uint32((dpi*10000 + 127) / 254) // pixels; an inch is 25.4 mm
	phys := binary.BigEndian.AppendUint32(nil, perMetre)
	phys = append(binary.BigEndian.AppendUint32(phys, perMetre), 1)

	data, err := deflate(img, effort)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\x89PNG\r\n\x1a\n"); err != nil {
		return err
	}
	for _, c := range []struct {
		kind string
		data []byte
	}{{"IHDR", head}, {"pHYs", phys}, {"IDAT", data}, {"IEND", nil}} {
		if err := writeChunk(w, c.kind, c.data); err != nil {
			return err
		}
	}
	return nil
}

func writeChunk(w io.Writer, kind string, data []byte) error {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
	_, err := w.Write(out)
	return err
}

func deflate(img *image.RGBA, effort Effort) ([]byte, error) {
	var buf bytes.Buffer
	z, err := zlib.NewWriterLevel(&buf, int(effort))
	if err != nil {
		return nil, err
	}
	width, height := img.Bounds().Dx(), img.Bounds().Dy()
	above := make([]byte, 3*width)
	row := make([]byte, 3*width)
	filtered := [2][]byte{make([]byte, 1+3*width), make([]byte, 1+3*width)}
	for y := range height {
		rgbRow(row, img.Pix[y*img.Stride:])
		if _, err := z.Write(filter(row, above, filtered)); err != nil {
			return nil, err
		}
		row, above = above, row
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func rgbRow(row, rgba []byte) {
	for i := 0; i < len(row); i += 3 {
		j := i / 3 * 4
		row[i], row[i+1], row[i+2] = rgba[j], rgba[j+1], rgba[j+2]
	}
}

// filter gives the row under filter Up or Sub, whichever leaves smaller bytes;
// on type and flat ground Up all but always wins, in photographs they differ.
func filter(row, above []byte, buf [2][]byte) []byte {
	const sub, up = 1, 2
	buf[0][0], buf[1][0] = up, sub
	var cost [2]int
	for i, v := range row {
		left := byte(0)
		if i >= 3 {
			left = row[i-3]
		}
		u, s := v-above[i], v-left
		buf[0][i+1], buf[1][i+1] = u, s
		cost[0] += distance(u)
		cost[1] += distance(s)
	}
	if cost[1] < cost[0] {
		return buf[1]
	}
	return buf[0]
}

// distance takes a byte as a signed difference and gives its size.
func distance(b byte) int {
	if b > 128 {
		return 256 - int(b)
	}
	return int(b)
}
