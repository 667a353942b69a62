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
