package preflight

import (
	"crypto/sha256"
	"fmt"
	"os"
	"testing"
)

// shelf is a Store in memory that counts what it gave.
type shelf struct {
	kept map[[sha256.Size]byte][]byte
	gave int
}

func (s *shelf) Get(k [sha256.Size]byte) ([]byte, bool) {
	b, ok := s.kept[k]
	if ok {
		s.gave++
	}
	return b, ok
}
func (s *shelf) Put(k [sha256.Size]byte, b []byte) { s.kept[k] = b }

// With a store the same is found in the pictures of a file as without, at the first time
// and when they are known: whichever of their parts is shown, however their samples are
// read, and with the store damaged.
func TestStore(t *testing.T) {
	data, err := os.ReadFile("../jpeg/testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	with := func(decode, content string) []byte {
		s := clean(goodContent + "\n" + content)
		s.objects[11] = "<</Type /XObject /Subtype /Image /Width 61 /Height 45 /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode " + decode + ">>"
		s.streams[11] = data
		return s.bytes()
	}
	const whole, part = "q 100 0 0 100 100 100 cm /I Do Q", "q 100 100 20 20 re W n 100 0 0 100 100 100 cm /I Do Q"
	store := &shelf{kept: map[[sha256.Size]byte][]byte{}}
	found := map[string]bool{}
	for round := range 3 {
		for _, content := range []string{whole, part, whole + " " + part} {
			for _, decode := range []string{"/Decode [1 0 1 0 1 0 1 0]", "", "/Decode [0 1 0 1 0 1 0 1]", "/Decode [0 0.2 0 0.2 0 0.2 0 0.2]"} {
				file := with(decode, content)
				want := fmt.Sprint(Check("x.pdf", file, Options{Standard: "pdfx4", Limits: Newspaper()}))
				got := fmt.Sprint(Check("x.pdf", file, Options{Standard: "pdfx4", Limits: Newspaper(), Store: store}))
				if got != want {
					t.Errorf("round %d, %s %s:\n%s\nnot\n%s", round, decode, content, got, want)
				}
				found[want] = true
			}
		}
		if round == 1 {
			if store.gave < 12 {
				t.Errorf("of what it keeps it gave %d times", store.gave)
			}
			for k := range store.kept {
				store.kept[k] = []byte("{")
			}
		}
	}
	if len(found) < 4 || len(store.kept) < 4 {
		t.Errorf("%d results and %d entries: the pictures do not differ", len(found), len(store.kept))
	}
}
