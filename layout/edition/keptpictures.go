package edition

import (
	"bytes"
	"crypto/sha256"
	"hash/maphash"
	"sync"

	"paiban/layout/cache"
	"paiban/layout/diag"
	"paiban/layout/sheet"
)

// Pictures keeps picture files in memory for the editions that one process reads, some at
// once: papers show the same ones on many pages. Every file is read all the same, for it
// may have changed; one of the same bytes is not checked and hashed again. A nil one keeps
// nothing.
type Pictures struct {
	seed maphash.Seed
	kept *cache.Recent[uint64, *sheet.Image] // by what key gives

	mu    sync.Mutex
	spare [][]byte // buffers not in use
}

// NewPictures gives a place for files of so many bytes in all.
func NewPictures(most int) *Pictures {
	return &Pictures{seed: maphash.MakeSeed(), kept: cache.NewRecent[uint64, *sheet.Image](most)}
}

// Files that are smaller than this – most pictures of newspapers – are read into buffers
// that serve again; so many of them are kept.
const (
	spareSize = 2 << 20
	maxSpare  = 4
)

// space gives an empty buffer for n bytes.
func (p *Pictures) space(n int) []byte {
	if p == nil || n > spareSize {
		return make([]byte, 0, n)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if k := len(p.spare) - 1; k >= 0 {
		b := p.spare[k]
		p.spare = p.spare[:k]
		return b
	}
	return make([]byte, 0, spareSize)
}

// back takes a buffer back that space gave; nobody may use it any more.
func (p *Pictures) back(b []byte) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if cap(b) == spareSize && len(p.spare) < maxSpare {
		p.spare = append(p.spare, b[:0])
	}
}

// own gives the bytes of a buffer that space gave, and takes it back if it serves again.
func (p *Pictures) own(b []byte) []byte {
	if p == nil || cap(b) != spareSize {
		return b
	}
	defer p.back(b)
	return bytes.Clone(b)
}

// key tells files apart by their size, their beginning and their end; those of the same key
// are compared.
func (p *Pictures) key(b []byte) uint64 {
	const part = 2 << 10
	var h maphash.Hash
	h.SetSeed(p.seed)
	h.Write(b[:min(part, len(b))])
	h.Write(b[max(0, len(b)-part):])
	maphash.WriteComparable(&h, len(b))
	return h.Sum64()
}

// picture gives the picture, called name, of a file that was read into a buffer of space,
// as decodeImage does, and keeps it.
func (p *Pictures) picture(name string, b []byte) (*sheet.Image, diag.Text) {
	if p == nil {
		return decodeImage(name, b)
	}
	key := p.key(b)
	if kept, ok := p.kept.Get(key); ok && bytes.Equal(kept.Data, b) {
		p.back(b)
		img := *kept
		img.Name = name
		return &img, diag.Text{}
	}
	b = p.own(b)
	img, why := decodeImage(name, b)
	if img != nil {
		img.Sum = sha256.Sum256(b)
		kept := *img
		p.kept.Put(key, &kept, len(b))
	}
	return img, why
}
