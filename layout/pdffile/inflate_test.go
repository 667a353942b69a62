package pdffile

import (
	"bytes"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"testing"
)

// What is inflated, and where it breaks off, is what Go's own library has of it: of
// streams that are whole, cut short, changed or followed by something.
func TestInflateAsTheLibrary(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 4))
	for range 600 {
		packed := someStream(rnd)
		switch rnd.IntN(4) {
		case 0:
			packed = packed[:rnd.IntN(len(packed)+1)]
		case 1, 2:
			for range 1 + rnd.IntN(3) {
				packed[rnd.IntN(len(packed))] ^= byte(1 << rnd.IntN(8))
			}
		default:
			packed = append(packed, "\n trailing"...)
		}
		checkInflate(t, packed)
	}
}

func FuzzInflate(f *testing.F) {
	rnd := rand.New(rand.NewPCG(7, 4))
	for range 20 {
		f.Add(someStream(rnd))
	}
	f.Fuzz(func(t *testing.T, packed []byte) { checkInflate(t, packed) })
}

// someStream deflates some bytes, which repeat themselves more or less.
func someStream(rnd *rand.Rand) []byte {
	plain := make([]byte, rnd.IntN(1<<(1+rnd.IntN(16))))
	letters := 1 + rnd.IntN(255)
	for i := range plain {
		if back := rnd.IntN(1 << 15); rnd.IntN(3) > 0 && back > 0 && back <= i {
			plain[i] = plain[i-back]
		} else {
			plain[i] = byte(rnd.IntN(letters))
		}
	}
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, rnd.IntN(12)-2)
	w.Write(plain[:len(plain)/2])
	if rnd.IntN(3) == 0 {
		w.Flush()
	}
	w.Write(plain[len(plain)/2:])
	w.Close()
	return b.Bytes()
}

func checkInflate(t *testing.T, packed []byte) {
	t.Helper()
	var want []byte
	r, wrong := zlib.NewReader(bytes.NewReader(packed))
	if wrong == nil {
		want, wrong = io.ReadAll(r)
	}
	f := &File{}
	got, err := f.inflate(packed)
	if len(want) > 0 {
		wrong = nil // what there is counts
	}
	if !bytes.Equal(got, want) || (err == nil) != (wrong == nil) || err != nil && err.Error() != wrong.Error() {
		t.Fatalf("%d bytes, %v; the library has %d, %v (of %x)", len(got), err, len(want), wrong, packed[:min(len(packed), 200)])
	}
}

// What a stream is known to hold is taken for it only if the stream says the same.
func TestPlain(t *testing.T) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte("what the stream holds"))
	w.Close()
	known := []byte("what the stream holds")
	for _, c := range []struct {
		name  string
		dict  Dict
		plain map[int][]byte
		same  bool
	}{
		{"known", Dict{"Filter": Name("FlateDecode")}, map[int][]byte{9: known}, true},
		{"in a list", Dict{"Filter": Array{Name("FlateDecode")}}, map[int][]byte{9: known}, true},
		{"another place", Dict{"Filter": Name("FlateDecode")}, map[int][]byte{8: known}, false},
		{"another text", Dict{"Filter": Name("FlateDecode")}, map[int][]byte{9: []byte("what the stream had..")}, false},
		{"a predictor", Dict{"Filter": Name("FlateDecode"), "DecodeParms": Dict{"Predictor": 1.0}}, map[int][]byte{9: known}, false},
	} {
		f := &File{Plain: c.plain}
		got, err := f.Unpack(&Stream{Dict: c.dict, Raw: b.Bytes(), At: 9})
		if err != nil || string(got) != string(known) || (&got[0] == &known[0]) != c.same {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	f := &File{Plain: map[int][]byte{0: known}}
	if got, err := f.Unpack(&Stream{Dict: Dict{"Filter": Name("FlateDecode")}, Raw: b.Bytes()}); err != nil || &got[0] == &known[0] {
		t.Errorf("a stream of no place: %q, %v", got, err)
	}
}
