package edition

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"paiban/layout/diag"
)

// DecodeText decodes the bytes of a text file as copy files are decoded: encoding
// is "utf-8" or "gb18030". Bytes that cannot be decoded are errors with their
// places under name, and the text is then empty.
func DecodeText(name string, data []byte, encoding string) (string, *diag.Findings) {
	r := &reader{fs: &diag.Findings{}}
	decode := r.utf8Source
	if encoding != "utf-8" {
		decode = r.gbSource
	}
	src, ok := decode(name, data)
	if !ok {
		return "", r.fs
	}
	return src.text, r.fs
}

// utf8Source makes a source of a UTF-8 file, a byte order mark dropped.
// Undecodable bytes are reported with their place.
func (r *reader) utf8Source(name string, data []byte) (*source, bool) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		r.at(diag.Pos{File: name, Line: 1, Col: 1}, 0, "bad-encoding",
			diag.T("文件是 UTF-16 编码", "the file is in UTF-16"),
			diag.T("另存为 UTF-8", "save it as UTF-8"))
		return nil, false
	}
	if !utf8.Valid(data) {
		r.undecodable(name, data, "UTF-8", utf8Width)
		return nil, false
	}
	src := newSource(name, string(data))
	r.fs.Source(name, src.text)
	return src, true
}

// gbSource makes a source of a GB18030 file.
func (r *reader) gbSource(name string, data []byte) (*source, bool) {
	if utf8.Valid(data) && bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return r.utf8Source(name, data) // a byte order mark says so
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		if r.undecodable(name, data, "GB18030", gbWidth) {
			return nil, false
		}
	}
	src := newSource(name, strings.TrimPrefix(string(text), "\ufeff"))
	r.fs.Source(name, src.text)
	return src, true
}

// utf8Width gives the length of the character at the start of b, and false if
// it cannot be decoded.
func utf8Width(b []byte) (int, bool) {
	c, w := utf8.DecodeRune(b)
	return w, c != utf8.RuneError || w > 1
}

// gbWidth does the same for GB18030: one byte, two, or four (lead 81–FE; the
// second byte of four is a digit). U+FFFD itself, 84 31 A4 37, is a character.
func gbWidth(b []byte) (int, bool) {
	w := 1
	if b[0] > 0x80 && b[0] < 0xff && len(b) > 1 {
		w = 2
		if b[1] >= '0' && b[1] <= '9' {
			w = min(4, len(b))
		}
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b[:w])
	if err == nil && (string(out) != "\ufffd" || string(b[:w]) == "\x84\x31\xa4\x37") && utf8.RuneCount(out) == 1 {
		return w, true
	}
	return 1, false
}

// undecodable reports the bytes of data that are not in the encoding, and
// whether there are any: the first few runs by place, the others by number.
func (r *reader) undecodable(name string, data []byte, encoding string, width func([]byte) (int, bool)) bool {
	pos := diag.Pos{File: name, Line: 1, Col: 1}
	foreign := encoding == "UTF-8" && looksGB(data) // then every character is a fault: one place will do
	runs, more := 0, 0
	var shown strings.Builder // what can be read, for the line under the message
	for i := 0; i < len(data); {
		w, ok := width(data[i:])
		if ok {
			c := data[i]
			if w == 1 && (c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n')) {
				pos.Line, pos.Col = pos.Line+1, 0
			}
			shown.WriteString(readable(data[i:i+w], encoding))
			i, pos.Col = i+w, pos.Col+1
			continue
		}
		from := i
		for i < len(data) && !ok && data[i] != '\n' && data[i] != '\r' {
			if w, ok = width(data[i:]); !ok {
				i += w
			}
		}
		i = max(i, from+1)
		if runs++; runs > maxListed || runs > 1 && foreign {
			more++
		} else {
			r.badBytes(pos, data[from:i], encoding, foreign)
		}
		shown.WriteRune(utf8.RuneError)
		pos.Col++
	}
	if more > 0 && !foreign {
		r.at(diag.Pos{File: name}, 0, "bad-encoding",
			diag.T("还有 %d 处不是 %s 编码", "%d more places are not %s", more, encoding), diag.Text{})
	}
	r.fs.Source(name, shown.String())
	return runs > 0
}

func readable(b []byte, encoding string) string {
	if encoding == "UTF-8" {
		return string(b)
	}
	out, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	return string(out)
}

// badBytes reports one run of undecodable bytes.
func (r *reader) badBytes(pos diag.Pos, b []byte, encoding string, gb bool) {
	hex := fmt.Sprintf("% X", b[:min(len(b), 8)])
	if len(b) > 8 {
		hex += " …"
	}
	hint := diag.Text{}
	switch {
	case gb && r.file == nil: // pages.toml itself
		hint = t2("看来是 GB18030（GBK）编码：另存为 UTF-8", "it seems to be GB18030 (GBK): save it as UTF-8")
	case gb:
		hint = t2("看来是 GB18030（GBK）编码：写上 encoding = \"gb18030\"，或另存为 UTF-8", "it seems to be GB18030 (GBK): say encoding = \"gb18030\", or save it as UTF-8")
	}
	r.at(pos, 1, "bad-encoding",
		diag.T("字节 %s 不是 %s 编码", "the bytes %s are not %s", hex, encoding), hint)
}

func looksGB(data []byte) bool {
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}
