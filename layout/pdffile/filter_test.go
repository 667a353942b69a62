package pdffile

import (
	"bytes"
	"compress/zlib"
	"testing"
)

// Filters and predictors unpack.
func TestFilters(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write([]byte{2, 10, 20, 30, 2, 1, 1, 1}) // PNG's "up", rows of three
	w.Close()
	f := &File{}
	for _, c := range []struct {
		dict Dict
		raw  string
		want string
	}{
		{Dict{"Filter": Name("ASCIIHexDecode")}, "61 62 6>", "ab`"},
		{Dict{"Filter": Name("ASCII85Decode")}, "87cURD]i,\"Ebo80~>", "Hello World!"},
		{Dict{"Filter": Name("RunLengthDecode")}, "\x02abc\xFEz\x80", "abczzz"},
		{Dict{"Filter": Array{Name("FlateDecode")}, "DecodeParms": Array{Dict{"Predictor": 12.0, "Columns": 3.0}}}, z.String(), "\x0a\x14\x1e\x0b\x15\x1f"},
		{Dict{}, "plain", "plain"},
	} {
		got, err := f.Unpack(&Stream{Dict: c.dict, Raw: []byte(c.raw)})
		if err != nil || string(got) != c.want {
			t.Errorf("%v: %q, %v", c.dict, got, err)
		}
	}
}
