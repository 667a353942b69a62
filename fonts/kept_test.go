package fonts_test

import (
	"bytes"
	"testing"

	"paiban/fonts"
	"paiban/fonts/fonttest"
)

func TestKept(t *testing.T) {
	data := bytes.Clone(fonttest.Library().Face("hei").Data())
	var k fonts.Kept
	k.Turn()
	a := k.Choose("own", fonts.Pick{}, data)
	k.Turn()
	if b := k.Choose("own", fonts.Pick{}, bytes.Clone(data)); b != a {
		t.Error("the same file is another face in the next run")
	}
	if b := k.Choose("other", fonts.Pick{}, data); b == a || b.Name != "other" {
		t.Error("another name is the same face")
	}
	if b := k.Choose("own", fonts.Pick{Weight: 700}, data); b == a {
		t.Error("another weight is the same face")
	}
	if b := k.Choose("own", fonts.Pick{}, data[:len(data)-1]); b == a {
		t.Error("another file is the same face")
	}
	k.Turn()
	k.Turn()
	if b := k.Choose("own", fonts.Pick{}, data); b == a {
		t.Error("a face is kept for ever")
	}
	var none *fonts.Kept
	none.Turn()
	if err := none.Choose("own", fonts.Pick{}, data).Load(); err != nil {
		t.Error(err)
	}
}
