package fonts

import (
	"fmt"
	"slices"
)

// Library finds faces by name. Register everything first; after that it may be
// used concurrently.
type Library struct {
	faces map[string]*Face
	names []string
}

// Register adds a face under its name. A name taken already is an error.
func (l *Library) Register(f *Face) error {
	if _, ok := l.faces[f.Name]; ok {
		return fmt.Errorf("font name %q is taken", f.Name)
	}
	if l.faces == nil {
		l.faces = map[string]*Face{}
	}
	l.faces[f.Name] = f
	l.names = append(l.names, f.Name)
	return nil
}

// Face gives the face of that name, nil if there is none.
func (l *Library) Face(name string) *Face { return l.faces[name] }

// Names lists the faces in the order they were registered.
func (l *Library) Names() []string { return slices.Clone(l.names) }

// With gives a library that has l's faces and can be added to without changing l.
// The faces themselves are shared, so each is parsed once a process.
func (l *Library) With() *Library {
	out := &Library{names: slices.Clone(l.names), faces: make(map[string]*Face, len(l.faces))}
	for k, v := range l.faces {
		out.faces[k] = v
	}
	return out
}
