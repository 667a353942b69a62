package pdffile

import (
	"bytes"
	"encoding/ascii85"
	"errors"
	"io"

	"golang.org/x/image/tiff/lzw"
)

var (
	errFilter = errors.New("a filter that is not read")
	errLarge  = errors.New("streams too large to unpack")
)

// Filters gives a stream's filters and their parameters, in order.
func (f *File) Filters(d Dict) (list []Name, parms []Dict) {
	v, p := f.Get(d["Filter"]), f.Get(d["DecodeParms"])
	if one, ok := v.(Name); ok {
		v, p = Array{one}, Array{p}
	}
	all, _ := v.(Array)
	params, _ := p.(Array)
	for i, e := range all {
		list = append(list, f.Name(e))
		var q Dict
		if i < len(params) {
			q = f.Dict(params[i])
		}
		parms = append(parms, q)
	}
	return list, parms
}

// Unpack undoes a stream's filters (7.4); what it gives is not to be written to. That of a picture's own kind, which must be
// the last, is an error: see UnpackTo.
func (f *File) Unpack(s *Stream) ([]byte, error) {
	data, rest, err := f.UnpackTo(s)
	if err == nil && rest != "" {
		err = errFilter
	}
	return data, err
}

// UnpackTo undoes a stream's filters up to one that it does not know, which it
// names.
func (f *File) UnpackTo(s *Stream) (data []byte, rest Name, err error) {
	data = s.Raw
	list, parms := f.Filters(s.Dict)
	if plain := f.plain(s); plain != nil && len(list) == 1 && list[0] == "FlateDecode" && parms[0] == nil {
		data, err = f.within(plain, nil)
		return data, "", err
	}
	for i, k := range list {
		var r io.Reader
		switch k {
		case "FlateDecode", "Fl":
			if data, err = f.inflate(data); err != nil {
				return nil, "", err
			}
			data = f.predict(data, parms[i])
			continue
		case "LZWDecode", "LZW":
			r = lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
		case "ASCII85Decode", "A85":
			data = bytes.TrimSpace(data)
			data = bytes.TrimSuffix(data, []byte("~>"))
			r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("<~"))))
		case "ASCIIHexDecode", "AHx":
			l := &Lexer{B: append(append([]byte("<"), data...), '>')}
			v, _ := l.hex()
			t, _ := v.(Text)
			r = bytes.NewReader([]byte(t))
		case "RunLengthDecode", "RL":
			r = bytes.NewReader(runLength(data, maxStream))
		case "Crypt":
			continue
		default:
			return data, k, nil
		}
		if data, err = f.all(r); err != nil {
			return nil, "", err
		}
		if k == "LZWDecode" || k == "LZW" {
			data = f.predict(data, parms[i])
		}
	}
	return data, "", nil
}

// all reads to the end, within the limits. A stream that breaks off gives what it
// has, as readers do.
func (f *File) all(r io.Reader) ([]byte, error) {
	return f.within(io.ReadAll(io.LimitReader(r, maxStream+1)))
}

// within counts what was unpacked and holds it to the limits.
func (f *File) within(data []byte, err error) ([]byte, error) {
	if f.total += len(data); len(data) > maxStream || f.total > maxTotal {
		return nil, errLarge
	}
	if err != nil && len(data) == 0 {
		return nil, err
	}
	return data, nil
}

func runLength(b []byte, most int) []byte {
	var out []byte
	for len(b) > 0 && b[0] != 128 && len(out) < most {
		n := int(b[0])
		if n < 128 {
			k := min(n+1, len(b)-1)
			out, b = append(out, b[1:1+k]...), b[1+k:]
			continue
		}
		if len(b) < 2 {
			break
		}
		out, b = append(out, bytes.Repeat(b[1:2], 257-n)...), b[2:]
	}
	return out
}

// predict undoes a predictor (7.4.4.4): PNG's and TIFF's of 8 bits.
func (f *File) predict(data []byte, p Dict) []byte {
	kind, _ := f.Num(p["Predictor"])
	if kind < 2 {
		return data
	}
	Get := func(k Name, d int) int {
		if v, ok := f.Num(p[k]); ok && v >= 1 && v <= 1<<16 {
			return int(v)
		}
		return d
	}
	colours, bits := Get("Colors", 1), Get("BitsPerComponent", 8)
	bpp := max(1, colours*bits/8)
	row := (Get("Columns", 1)*colours*bits + 7) / 8
	if kind == 2 {
		for r := data; bits == 8 && len(r) >= row; r = r[row:] {
			for i := bpp; i < row; i++ {
				r[i] += r[i-bpp]
			}
		}
		return data
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		n := min(row, len(data)-1)
		how, line := data[0], append([]byte(nil), data[1:1+n]...)
		data = data[1+n:]
		for i := range line {
			var left, up, corner byte
			if up = above[i]; i >= bpp {
				left, corner = line[i-bpp], above[i-bpp]
			}
			switch how {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		copy(above, line)
		out = append(out, line...)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(v int) int { return max(v, -v) }
