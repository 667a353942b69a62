package layout

import (
	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/makeup"
)

// Room is what a frame takes of its story's copy.
type Room = makeup.Room

// Capacity tells how many 字 and lines of copy each frame of the edition at path
// takes beside heads and pictures. Its stories need no copy; what they have is not
// read. With invalid input there are no rooms and the findings have errors.
func Capacity(path string, lib *fonts.Library, trust edition.Trust) ([]Room, *diag.Findings) {
	lib = lib.With()
	ed, fs := edition.Read(path, edition.Options{Fonts: lib, NoCopy: true, Trust: trust})
	if ed == nil {
		return nil, fs
	}
	return makeup.Capacity(ed, lib, fs), fs
}
