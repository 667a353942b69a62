// Package lock holds edition.lock: what an edition was made of and what came of
// it, as digests, so that a later run can say whether it makes the same and, if
// not, at which stage it went another way.
package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Format is the number that a lock carries as "lock". Keys are added under the
// same number and never renamed.
const Format = 1

// Lock is what edition.lock says.
type Lock struct {
	Format int    `json:"lock"`
	Rules  string `json:"rules"`  // version of the rules of layout
	Engine string `json:"engine"` // version of the program
	Press  string `json:"press"`  // what the files are for

	// Previous names the inputs that told the lines of an earlier run, in order.
	Previous []string `json:"previous,omitempty"`

	Inputs map[string]Digest `json:"inputs"` // by path, as seen from the edition's folder
	Faces  map[string]Digest `json:"faces"`  // the program's own faces that it used, by name
	Tables map[string]Digest `json:"tables"` // the program's own data that it used, by name
	Pages  []Page            `json:"pages"`  // in their order
}

// Page is what came of one page.
type Page struct {
	Name    string  `json:"name"`
	Stories []Story `json:"stories"` // in reading order
	Places  Digest  `json:"places"`  // of everything on the sheet, with its place
	Bytes   Digest  `json:"bytes"`   // of the PDF file
	Halves  []Half  `json:"halves,omitempty"`
}

// Half is the file of a spread's half, left before right.
type Half struct {
	Name  string `json:"name"`
	Bytes Digest `json:"bytes"`
}

// Story is what one story put on a page.
type Story struct {
	ID    string `json:"id"`
	Lines Digest `json:"lines"` // of its blocks' roles and where their lines break
}

// Digest is a SHA-256 in hexadecimal. Absent stands for a file that was looked
// for and is not there: were it there, it would be used.
type Digest string

// Absent is the digest of what is not there.
const Absent Digest = "absent"

// Sum gives the digest of what write writes; the error is write's.
func Sum(write func(io.Writer) error) (Digest, error) {
	h := sha256.New()
	if err := write(h); err != nil {
		return "", err
	}
	return Digest(hex.EncodeToString(h.Sum(nil))), nil
}

// SumBytes gives the digest of data.
func SumBytes(data []byte) Digest {
	s := sha256.Sum256(data)
	return Digest(hex.EncodeToString(s[:]))
}

// Write writes l as JSON, keys in order. The error is that of w.
func (l *Lock) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(l)
}

// maxLock is more than any edition's lock needs: a hundred pages with a hundred
// stories each come to 1 MB.
const maxLock = 64 << 20

// Read reads what Write wrote. The error says what is wrong with it.
func Read(r io.Reader) (*Lock, error) {
	l := &Lock{}
	dec := json.NewDecoder(io.LimitReader(r, maxLock))
	if err := dec.Decode(l); err != nil {
		return nil, err
	}
	switch {
	case l.Format == 0:
		return nil, errors.New(`it has no key "lock"`)
	case l.Format > Format:
		return nil, fmt.Errorf("it is of format %d, this program knows %d", l.Format, Format)
	}
	return l, nil
}
