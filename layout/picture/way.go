package picture

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"paiban/layout/sheet"
)

// ways are the links from RGB into the inks of a press, by the profiles that pictures
// carry. To make one takes as long as to convert a small picture, and those of a page
// are often from one hand.
type ways struct {
	mu    sync.Mutex
	made  []*way                     // the one that was wanted last at the end
	store Store                      // may have some; nil = none
	ready map[[sha256.Size]byte]bool // pictures, by their bytes, whose way Ahead has seen to
}

// mostReady bounds how many pictures are remembered.
const mostReady = 1 << 12

type way struct {
	key [sha256.Size]byte // of the press and the profile
	sync.Once
	*link
}

// mostWays bounds how many are remembered, at 300 KB each.
const mostWays = 8

// Ahead makes what coloured pictures need before any of them is made, unless s has it
// from an earlier run: then the pictures are likely to be there too. s keeps it; nil is
// no store. What pictures become is the same without.
func (p *Press) Ahead(s Store, pictures []*sheet.Image) {
	p.ways.mu.Lock()
	if p.ways.store == nil {
		p.ways.store = s
	}
	p.ways.mu.Unlock()
	ahead := map[[sha256.Size]byte]bool{}
	for _, im := range pictures {
		if p.ways.seen(im.Sum) {
			continue
		}
		in, err := Inspect(im.Data)
		if err != nil || in.Channels != 3 {
			continue
		}
		key := p.wayKey(in.ICC)
		if ahead[key] || len(ahead) == mostWays || s != nil && s.Has(key) {
			continue
		}
		from, err := sourceOf(in.ICC, p.intent)
		if m, _ := from.(*matrix); err != nil || m != nil && m.gray {
			continue // which is told of the picture
		}
		ahead[key] = true
		p.way(in.ICC, from)
	}
}

// seen reports whether a picture with a known digest was seen before, and remembers it.
func (w *ways) seen(sum [sha256.Size]byte) bool {
	if sum == ([sha256.Size]byte{}) {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ready[sum] {
		return true
	}
	if w.ready == nil || len(w.ready) == mostReady {
		w.ready = map[[sha256.Size]byte]bool{}
	}
	w.ready[sum] = true
	return false
}

// way gives the link from the RGB of a profile, nil for sRGB, which is s, to inks.
func (p *Press) way(icc []byte, s source) *link {
	w, store := p.ways.of(p.wayKey(icc))
	w.Do(func() {
		if store != nil {
			if b, ok := store.Get(w.key); ok {
				w.link = unpackLink(b)
			}
		}
		if w.link != nil {
			return
		}
		if s == nil {
			s = srgb()
		}
		w.link = newLink(s, p.toInks, p.fit(s))
		if store != nil {
			store.Put(w.key, w.pack())
		}
	})
	return w.link
}

func (p *Press) wayKey(icc []byte) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "way 1 %x %x", p.id, sha256.Sum256(icc)))
}

// of gives the way of a key, perhaps still to be made, and the store that may have it.
func (w *ways) of(key [sha256.Size]byte) (*way, Store) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := &way{key: key}
	if i := slices.IndexFunc(w.made, func(m *way) bool { return m.key == key }); i >= 0 {
		found = w.made[i]
		w.made = slices.Delete(w.made, i, i+1)
	} else if len(w.made) == mostWays {
		w.made = slices.Delete(w.made, 0, 1)
	}
	w.made = append(w.made, found)
	return found, w.store
}

// packedLink is the length of a link as a store keeps it.
const packedLink = points * points * points * inkCount * 2

// pack gives the inks of the grid as a store keeps them.
func (l *link) pack() []byte {
	b := make([]byte, 0, packedLink)
	for _, n := range l.nodes {
		for _, ink := range n {
			b = be.AppendUint16(b, ink)
		}
	}
	return b
}

// unpackLink is the reverse; nil if b is nothing that pack gave.
func unpackLink(b []byte) *link {
	if len(b) != packedLink {
		return nil
	}
	l := emptyLink()
	for i := range l.nodes {
		for k := range inkCount {
			l.nodes[i][k] = be.Uint16(b[2*(i*inkCount+k):])
		}
	}
	return l
}
