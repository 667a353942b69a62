// Package fonttest gives tests the program's faces, read from the checkout
// rather than carried in each test binary.
package fonttest

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"paiban/fonts"
)

// Library gives the faces of fonts.Builtin, shared by all tests of a process.
var Library = sync.OnceValue(func() *fonts.Library {
	_, here, _, _ := runtime.Caller(0)
	dir := filepath.Join(filepath.Dir(here), "..", "embedded")
	l := &fonts.Library{}
	for _, b := range fonts.Builtin {
		load := func() ([]byte, error) { return os.ReadFile(filepath.Join(dir, b.File)) }
		if err := l.Register(fonts.New(b.Name, load)); err != nil {
			panic(err)
		}
	}
	return l
})
