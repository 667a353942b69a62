package fonts

import (
	"bytes"
	"slices"
)

// Kept keeps the faces of one run for the next, so that a font file that has not
// changed is read once, and stays the same face to whoever compares. The zero value
// is ready, and nil keeps nothing. It is not safe for concurrent use.
type Kept struct {
	now, before []*Face
}

// Turn begins a run: what the run before did not ask for is forgotten.
func (k *Kept) Turn() {
	if k != nil {
		k.now, k.before = nil, k.now
	}
}

// Choose gives the face of the member or instance of data that pick asks for.
func (k *Kept) Choose(name string, pick Pick, data []byte) *Face {
	if k == nil {
		return Choose(name, pick, func() ([]byte, error) { return data, nil })
	}
	for _, f := range slices.Concat(k.now, k.before) {
		if f.Name == name && f.pick == pick && f.Load() == nil && bytes.Equal(f.data, data) {
			k.now = append(k.now, f)
			return f
		}
	}
	f := Choose(name, pick, func() ([]byte, error) { return data, nil })
	k.now = append(k.now, f)
	return f
}
