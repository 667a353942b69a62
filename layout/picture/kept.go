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
}

// Keep has p keep the pictures that it makes in s, and take them from there. It is to
// be called before the first is made.
func (p *Press) Keep(s Store) { p.store = s }

// key is the hash of all that a picture is made from: the press, the file, its uses.
func (p *Press) key(im *sheet.Image, uses []Use, relimit bool) (key [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "picture %x %x %d %d %t\n", p.id, sha256.Sum256(im.Data), im.W, im.H, relimit)
	for _, u := range uses {
		fmt.Fprintln(h, u.Crop.X, u.Crop.Y, u.Crop.W, u.Crop.H, u.Size.W, u.Size.H)
	}
	h.Sum(key[:0])
	return key
}

// Make gives a picture in the inks of the press, once for all its uses: as much of
// it as they show together, as fine as the largest needs. A gray picture has one
// sample a pixel, of black ink; one of colour has four. A picture that is in inks
// already passes as it is, whatever its ink, unless relimit allows that one over
// the limit is separated anew.
func (p *Press) Make(im *sheet.Image, uses []Use, relimit bool) (*Embedded, error) {
	if p.store == nil {
		return p.fresh(im, uses, relimit)
	}
	key := p.key(im, uses, relimit)
	if b, ok := p.store.Get(key); ok {
		if e := unpack(b, im); e != nil {
			return e, nil
		}
	}
	e, err := p.fresh(im, uses, relimit)
	if err == nil {
		p.store.Put(key, pack(e, im))
	}
	return e, err
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
