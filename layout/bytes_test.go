package layout

import "testing"

// Nothing that an edition's bytes are made of comes from a part of the standard
// library that may change them from one Go release to the next: JPEG decoders and
// encoders round, compressors choose. Inflating and PNG are exact.
func TestBytesDoNotDependOnTheGoRelease(t *testing.T) {
	for room, why := range map[string]string{
		"image/jpeg":     "paiban/layout/jpeg",
		"math/rand":      "no chance at all",
		"math/rand/v2":   "no chance at all",
		"compress/gzip":  "the pinned compressor",
		"compress/flate": "the pinned compressor",
	} {
		eachImport(t, func(file, _, path string) {
			if path == room {
				t.Errorf("%s imports %s: use %s", file, room, why)
			}
		})
	}
}
