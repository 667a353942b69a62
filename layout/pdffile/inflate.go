package pdffile

import (
	"bytes"
	stdlib "compress/zlib"
	"encoding/binary"
	"hash/adler32"
	"io"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// inflate undoes FlateDecode (7.4.4), within the limits. Streams that are whole go by a
// reader that is twice as fast as Go's own. Of one that is broken that reader loses the
// last bytes before the fault, so Go's own reads it again: what there is of it counts.
func (f *File) inflate(packed []byte) ([]byte, error) {
	if data, err := inflateWhole(packed); err == nil {
		return f.within(data, nil)
	}
	r, err := stdlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return f.all(r)
}

// plain gives what a deflated stream is known to hold, if that has the checksum that the
// stream ends with (RFC 1950, 2.2); else nil.
func (f *File) plain(s *Stream) []byte {
	plain, ok := f.Plain[s.At]
	if !ok || s.At == 0 || len(s.Raw) < 4 || adler32.Checksum(plain) != binary.BigEndian.Uint32(s.Raw[len(s.Raw)-4:]) {
		return nil
	}
	return plain
}

// inflater is a reader of deflated streams. Its tables and its window, 40 KB, serve one
// stream after another.
type inflater struct {
	in  bytes.Reader
	out io.ReadCloser
}

var inflaters sync.Pool

// inflateWhole inflates a stream that breaks no rule, up to one byte more than a stream
// may have.
func inflateWhole(packed []byte) ([]byte, error) {
	z, _ := inflaters.Get().(*inflater)
	if z == nil {
		z = &inflater{}
	}
	defer inflaters.Put(z)
	z.in.Reset(packed)
	defer z.in.Reset(nil) // the pool keeps no file alive
	var err error
	if z.out == nil {
		z.out, err = zlib.NewReader(&z.in)
	} else {
		err = z.out.(zlib.Resetter).Reset(&z.in, nil)
	}
	if err != nil {
		return nil, err
	}
	likely := min(4*len(packed), len(packed)+1<<20) // no more than the file itself fills
	data := bytes.NewBuffer(make([]byte, 0, likely+bytes.MinRead))
	_, err = data.ReadFrom(io.LimitReader(z.out, maxStream+1))
	return data.Bytes(), err
}
