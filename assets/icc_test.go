package assets

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"
)

func TestNewsprintPacked(t *testing.T) {
	z, err := zlib.NewReader(bytes.NewReader(NewsprintPacked))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, Newsprint) {
		t.Errorf("%d bytes that are not the %d of the profile (%v)", len(got), len(Newsprint), err)
	}
}
