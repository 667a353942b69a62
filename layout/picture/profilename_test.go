package picture

import (
	"bytes"
	"testing"

	"paiban/assets"
)

// A profile's name is read from what the file says, whatever that is.
func FuzzProfileName(f *testing.F) {
	f.Add(assets.Newsprint[:600])
	v4 := bytes.Clone(assets.Newsprint[:600])
	copy(v4[336:], "mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x04\x00\x00\x00\x1c\x65\xb0\x95\xfb")
	f.Add(v4)
	if got := ProfileName(v4); got != "新闻" {
		f.Errorf("mluc reads %q", got)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, r := range ProfileName(b) {
			if r < ' ' {
				t.Fatalf("a control character in %q", ProfileName(b))
			}
		}
	})
}
