package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"paiban/layout/sheet"
)

// Store keeps what pictures became between runs (see layout/cache). What it gives
// is what was put in under the key, or nothing.
type Store interface {
	Get(key [sha256.Size]byte) (data []byte, ok bool)
	Put(key [sha256.Size]byte, data []byte)
	Has(key [sha256.Size]byte) bool // something was put in, whether it is whole or not
	// Alone keeps others in the process from making the same until done is called.
	Alone(key [sha256.Size]byte) (done func())
}

// MakeKept is Make that takes the picture from s if it was made before, and else
// keeps it there. sum is the hash of im's bytes.
func (p *Press) MakeKept(s Store, sum [sha256.Size]byte, im *sheet.Image, uses []Use, how Way) (*Embedded, error) {
	key := p.key(sum, im, uses, how)
	get := func() *Embedded {
		b, ok := s.Get(key)
		if !ok {
			return nil
		}
		return unpack(b, im)
	}
	if e := get(); e != nil {
		return e, nil
	}
	defer s.Alone(key)()
	if e := get(); e != nil { // another page has made it meanwhile
		return e, nil
	}
	e, err := p.Make(im, uses, how)
	if err == nil {
		s.Put(key, pack(e, im))
	}
	return e, err
}

// key is the hash of all that a picture is made from: the press, the file, its uses.
func (p *Press) key(sum [sha256.Size]byte, im *sheet.Image, uses []Use, how Way) (key [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "picture 2 %x %x %d %d %d\n", p.id, sum, im.W, im.H, how)
	for _, u := range uses {
		fmt.Fprintln(h, u.Crop.X, u.Crop.Y, u.Crop.W, u.Crop.H, u.Size.W, u.Size.H)
	}
	h.Sum(key[:0])
	return key
}

// kept is what a store keeps of a picture before its bytes.
type kept struct {
	Embedded
	AsItIs bool // its bytes are the file's
}

// pack gives a picture as a store keeps it: a line of JSON, then its bytes.
func pack(e *Embedded, im *sheet.Image) []byte {
	p := kept{Embedded: *e}
	p.AsItIs = len(e.Data) == len(im.Data) && bytes.Equal(e.Data, im.Data)
	data := e.Data
	if p.Data = nil; p.AsItIs {
		data = nil
	}
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // plain fields
	}
	return append(append(b, '\n'), data...)
}

// unpack is the reverse; nil if b is nothing that pack gave.
func unpack(b []byte, im *sheet.Image) *Embedded {
	line, data, ok := bytes.Cut(b, []byte{'\n'})
	p := kept{}
	if !ok || json.Unmarshal(line, &p) != nil {
		return nil
	}
	if p.Data = data; p.AsItIs {
		p.Data = im.Data
	}
	return &p.Embedded
}
