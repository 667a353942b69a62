package preflight

import "paiban/layout/pdffile"

// Short names for what a file is made of.
type (
	object = pdffile.Object
	name   = pdffile.Name
	text   = pdffile.Text
	array  = pdffile.Array
	dict   = pdffile.Dict
	stream = pdffile.Stream
	ref    = pdffile.Ref
	word   = pdffile.Word
)

// file is a file being checked, and how its values are asked for.
type file struct {
	*pdffile.File
	tables map[*stream][]byte // of sampled functions
}

func open(data []byte) (*file, error) {
	f, err := pdffile.Open(data)
	if err != nil {
		return nil, err
	}
	return &file{f, map[*stream][]byte{}}, nil
}

func (f *file) get(o object) object                      { return f.Get(o) }
func (f *file) dict(o object) dict                       { return f.Dict(o) }
func (f *file) array(o object) array                     { return f.Array(o) }
func (f *file) num(o object) (float64, bool)             { return f.Num(o) }
func (f *file) nums(o object, n int) []float64           { return f.Nums(o, n) }
func (f *file) text(o object) string                     { return f.Text(o) }
func (f *file) name(o object) name                       { return f.Name(o) }
func (f *file) catalog() dict                            { return f.Catalog() }
func (f *file) unpack(s *stream) ([]byte, error)         { return f.Unpack(s) }
func (f *file) unpackTo(s *stream) ([]byte, name, error) { return f.UnpackTo(s) }
